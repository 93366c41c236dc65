"""What a plan is held against: the class ceiling of the rulebook, U-values, weights and constants from the shipped data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from circular import strict_yaml
from circular.building.model import Building, Choice, Heating, MaterialUse, Option
from circular.faults import Fault
from circular.lca.model import Assessment
from circular.optimise.energy_label import primary_weight
from circular.optimise.finished import Chosen
from circular.shelf import shelf

if TYPE_CHECKING:
    from circular.lca import Context
    from circular.rulebook import Profile, Rulebook

Said = tuple[str, str]
ZERO = Decimal(0)


@dataclass(frozen=True)
class Demands:
    """The demands of a project that do not stand in its file as plain numbers."""

    study_years: int
    ceiling: Decimal | None = None
    """The limit of the class, kg CO2e/m²/year; None when no class is asked for."""
    decimals: int = 1
    unknown: tuple[Said, ...] = ()
    """Why a demand cannot be judged at all."""
    notes: tuple[Said, ...] = ()
    declared: Callable[[MaterialUse, str], Decimal] = lambda use, element: use.amount or ZERO
    """Amount of a use in the declared unit of its material."""

    @property
    def ceiling_supremum(self) -> Decimal:
        """The value that is just too much: half a unit of the last judged digit above the limit, rounded half up."""
        assert self.ceiling is not None
        step = Decimal(1).scaleb(-self.decimals)
        whole = (self.ceiling / step).to_integral_value(rounding="ROUND_FLOOR") * step
        return whole + step / 2

    def within_class(self, assessment: Assessment) -> bool:
        """Whether the check would say that the class holds: the same value, the same rounding."""
        from circular.rulebook.rounding import round_half_up

        if self.ceiling is None:
            return True
        value = assessment.limit_value
        return value is not None and not assessment.suspect and round_half_up(value, self.decimals) <= self.ceiling

    def primary_weight(self, carrier: Heating | None) -> Decimal:
        """Energy factor of a carrier."""
        return primary_weight(carrier)


def demands_of(building: Building, *, as_of: date, profile: Profile | None, rulebook: Rulebook | None) -> Demands:
    """The demands of a project; a class that cannot be told is named in `unknown`."""
    from circular.lca import context_of

    context = context_of(building, as_of=as_of)
    asked = building.limits.low_emission_class
    ceiling: Decimal | None = None
    unknown: list[Said] = []
    notes: list[Said] = []
    if isinstance(asked, Decimal | int):
        ceiling = Decimal(asked)
    elif asked is not None:
        from circular.rulebook import class_ceiling, load_rules

        ceiling = class_ceiling(building, rulebook or load_rules(()), as_of=as_of, profile=profile, which=asked)
        own = (
            None
            if profile is None
            else profile.renovation_limit
            if building.works == "renovation"
            else profile.new_build_limit
        )
        if asked == "policy" and own is not None and (own.modules is not None or own.existing):
            notes.append((
                "Kommunens grænse tæller andre moduler end klassen; planen holder bygningens tal (A1-A3, B4, B6, C3, C4) under den, og circular check dømmer efter modulerne.",
                "The municipality's limit counts other modules than the class; the plan keeps the building's figure (A1-A3, B4, B6, C3, C4) below it, and circular check judges by the modules.",
            ))  # fmt: skip
    if ceiling is not None and building.energy is None and building.heated is not False:
        unknown.append(("CO₂-klassen kan ikke afgøres uden `energy`", "the CO₂ class cannot be told without `energy`"))
    if building.limits.max_primary_energy_kwh_m2 is not None and building.energy is None:
        unknown.append(
            ("energirammen kan ikke afgøres uden `energy`", "the energy limit cannot be told without `energy`")
        )
    return Demands(
        study_years=study_period(),
        ceiling=ceiling,
        unknown=tuple(unknown),
        notes=tuple(notes),
        declared=lambda use, element: declared_amount(use, context),
    )


@cache
def _balance() -> dict[str, Any]:
    data, _ = strict_yaml.load((shelf("lca_data") / "heat_balance.yaml").read_bytes(), "lca_data/heat_balance.yaml")
    found: dict[str, Any] = data
    return found


def study_period() -> int:
    """Reference study period, years."""
    return int(_balance()["study_period_years"]["value"])


def degree_khours() -> Decimal:
    """Degree-hours of the normal year, thousand kelvin-hours."""
    return Decimal(_balance()["degree_khours"]["value"])


def b_factor_of(choice: Choice) -> Decimal:
    """Share of the outdoor temperature difference that the element sees: the entry's own, else the element's."""
    if choice.b_factor is not None:
        return choice.b_factor
    known = _balance()["b_factors"]
    return Decimal(known["elements"].get(choice.element, known["default"]))


def missed_u_value(choice: Choice, option: Option) -> Decimal | None:
    """The U-value demanded of a touched element that the option misses; None when it holds, is exempt or says nothing."""
    if option.keep or option.u_value is None or option.u_exempt:
        return None
    demanded = u_demand(choice.element)
    return demanded if demanded is not None and option.u_value > demanded else None


def u_demand(element: str) -> Decimal | None:
    """The largest U-value that BR18 bilag 2 tabel 3 allows of a touched element, W/m²K; None where it names none."""
    value = _balance()["u_values"]["elements"].get(element)
    return None if value is None else Decimal(value)


def declared_amount(use: MaterialUse, context: Context) -> Decimal:
    """The amount in the declared unit of its material; raises Fault where unit, mass or thickness do not tell it."""
    from circular.lca import declared_of

    amount = declared_of(use, context)
    if amount is None:
        raise Fault(
            use.source.file if use.source else "",
            use.source.place if use.source else "",
            (f"mængden af {use.material} kan ikke omregnes til dets enhed", f"the amount of {use.material} cannot be converted to its unit"),
            ("skriv mængden i den enhed, materialet er deklareret i", "write the amount in the unit the material is declared in"),
        )  # fmt: skip
    return amount


def stock_used(building: Building, chosen: Chosen, demands: Demands) -> dict[str, Decimal]:
    """What the new components and the chosen options take of each stocked material, declared units."""
    uses: list[tuple[MaterialUse, str]] = [(part, part.element) for part in building.components if part.status == "new"]
    uses += [(use, choice.element) for choice, option in chosen if not option.keep for use in option.materials]
    used: dict[str, Decimal] = {}
    for use, element in uses:
        key = f"reused:{use.material}" if use.reused else use.material
        if key in building.stock:
            used[key] = used.get(key, ZERO) + demands.declared(use, element)
    return used
