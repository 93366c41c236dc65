"""The heat balance of a project as a difference from today: what each option saves, in kWh of heat (formats.md §3, Heat).

H(x) = H - sum_e b_e A_e (U_keep - U_opt) DH / 1000 - sum heat_saving; bought = H(x) / eta. Steady state, so that a saving
does not depend on the other savings; DH is the degree-hour figure of lca_data. Published Danish saving tables are
exactly linear in the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from circular.building.model import Building, Choice, Heating, Option
from circular.faults import Fault
from circular.optimise.finished import efficiency_now
from circular.optimise.portfolio_model import ELECTRIC

SERIES = "br18-2023-tabel8"
Said = tuple[str, str]


def transmission_saving_kwh(
    area_m2: Decimal, b_factor: Decimal, u_before: Decimal, u_after: Decimal, degree_khours: Decimal
) -> Decimal:
    """Heat saved in a year, kWh: b A (U_before - U_after) [W/K] times thousand kelvin-hours."""
    return b_factor * area_m2 * (u_before - u_after) * degree_khours


@dataclass(frozen=True)
class HeatBalance:
    """The energy of the project with every `keep`."""

    building: Building
    area_m2: Decimal
    heat_kwh: Decimal
    """H: heat needed in a year, kWh."""
    electricity_kwh: Decimal
    carrier: Heating | None
    efficiency: Decimal
    min_heat_kwh: Decimal
    study_years: int
    factor_of: Callable[[str], Decimal | None]

    def factor_sum(self, carrier: Heating | None) -> Decimal | None:
        """Sum of a carrier's yearly factors over the study period, kg per (kWh a year); None when nobody has told it."""
        return Decimal(0) if carrier is None else self.factor_of("electricity" if carrier in ELECTRIC else carrier)

    @property
    def electricity_sum(self) -> Decimal:
        return self.factor_of("electricity") or Decimal(0)

    def after(self, option: Option) -> tuple[Heating | None, Decimal]:
        """Carrier and efficiency once a heating option is chosen."""
        carrier = option.heating or self.carrier
        if option.efficiency is not None:
            return carrier, option.efficiency
        return carrier, self.efficiency if carrier == self.carrier else Decimal(1)

    def saving(self, choice: Choice, option: Option, notes: list[Said]) -> Decimal:
        """kWh of heat an option saves in a year; negative when it makes the part worse."""
        if option.keep:
            return Decimal(0)
        saved = option.heat_saving_kwh_year
        if option.u_value is None:
            return saved
        keep = next((other for other in choice.options if other.keep), None)
        if keep is None or keep.u_value is None:
            notes.append(
                (
                    f"“{choice.key}/{option.name}”: varmebesparelsen er ikke regnet med, for bygningsdelens nuværende U-værdi er ikke oplyst.",
                    f"“{choice.key}/{option.name}”: its heat saving is not counted, because the part's present U-value is not given.",
                )
            )
            return saved
        if choice.area_m2 is None:
            source = choice.source
            raise Fault(
                self.building.file,
                source.place if source else "",
                (f"'{choice.key}' har U-værdier, men intet areal", f"'{choice.key}' has U-values, but no area"),
                ("tilføj area_m2", "add area_m2"),
            )
        from circular.optimise.demands import b_factor_of, degree_khours

        return saved + transmission_saving_kwh(
            choice.area_m2, b_factor_of(choice), keep.u_value, option.u_value, degree_khours()
        )


def heat_balance(building: Building, *, as_of: date, missing: list[Said], notes: list[Said]) -> HeatBalance | None:
    """The balance, or None where the project has no `energy` or is not heated; what nobody has told goes to `missing`."""
    energy = building.energy
    if energy is None:
        notes.append(
            (
                "Projektet oplyser intet energiforbrug: B6 er ikke med, og planen vejer kun materialer.",
                "The project gives no energy use: B6 is left out, and the plan weighs materials only.",
            )
        )
        return None
    if building.heated is False:
        return None
    if building.completed is None:
        missing.append(
            ("`completed` mangler, så B6 kan ikke regnes", "`completed` is missing, so B6 cannot be computed")
        )
    if building.heated_area_m2 is None:
        missing.append(
            ("`heated_area_m2` mangler, så B6 kan ikke regnes", "`heated_area_m2` is missing, so B6 cannot be computed")
        )
    if energy.heating is None and energy.heating_kwh_m2_year:
        missing.append(
            ("`energy.heating` mangler, så B6 kan ikke regnes", "`energy.heating` is missing, so B6 cannot be computed")
        )
    if missing or building.heated_area_m2 is None or building.completed is None:
        return None
    from circular.optimise.demands import study_period

    years, first = study_period(), building.completed
    series = building.energy_series or SERIES
    area = building.heated_area_m2

    def factor_of(carrier: str) -> Decimal | None:
        from circular.lca import factors

        if carrier == energy.heating and energy.heating_factor_kg_kwh is not None:
            return None if energy.own_factor is None else energy.own_factor * years
        if carrier in ("oil", "biomass"):
            return None
        return sum(factors(series, carrier, first, years), Decimal(0))

    balance = HeatBalance(
        building=building,
        area_m2=area,
        heat_kwh=energy.heating_kwh_m2_year * area * efficiency_now(building),
        electricity_kwh=energy.electricity_kwh_m2_year * area,
        carrier=energy.heating,
        efficiency=efficiency_now(building),
        min_heat_kwh=energy.min_heat_kwh_year,
        study_years=years,
        factor_of=factor_of,
    )
    if balance.factor_sum(balance.carrier) is None:
        missing.append(
            (
                f"'{balance.carrier}' har ingen emissionsfaktor; skriv heating_factor_kg_kwh med kilde",
                f"'{balance.carrier}' has no emission factor; give heating_factor_kg_kwh with its source",
            )
        )
    return balance
