"""B6: the energy bought over the study period, and the mean factor that a deduction of § 298 uses."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from circular.building.model import Building
from circular.faults import Fault
from circular.lca.context import Context
from circular.lca.energy import factors_of

ZERO = Decimal(0)


@dataclass(frozen=True)
class Operation:
    """kg of B6, None where it cannot be told, and why."""

    kg: Decimal | None
    why: tuple[str, str] | None = None
    mean_heat_factor: Decimal | None = None
    """Mean of the yearly factors of the heating carrier, kg CO2e per kWh."""


def operation_of(building: Building, context: Context) -> Operation:
    """B6 = A_heat x sum over the years of (e_el EF_el(y) + e_heat EF_carrier(y))."""
    if building.heated is False:
        return Operation(ZERO)
    energy = building.energy
    if energy is None:
        return Operation(None, ("B6 er ukendt: `energy` mangler", "B6 is unknown: `energy` is missing"))
    heat, why = _sum(building, context)
    if why is not None and energy.heating_kwh_m2_year:
        return Operation(None, why)
    mean = None if heat is None else heat / context.study_years
    if not building.heated_area_m2:
        return Operation(
            None, ("B6 er ukendt: heated_area_m2 mangler", "B6 is unknown: heated_area_m2 is missing"), mean
        )
    if building.completed is None:
        return Operation(None, ("B6 er ukendt: completed mangler (første driftsår)", "B6 is unknown: completed is missing (first year of operation)"), mean)  # fmt: skip
    try:
        electricity = sum(factors_of(context.series, "electricity", building.completed, context.study_years), ZERO)
    except Fault as fault:
        return Operation(None, _why(fault), mean)
    heating = ZERO if heat is None else energy.heating_kwh_m2_year * heat
    return Operation(
        building.heated_area_m2 * (energy.electricity_kwh_m2_year * electricity + heating), mean_heat_factor=mean
    )


def _sum(building: Building, context: Context) -> tuple[Decimal | None, tuple[str, str] | None]:
    """The sum of the carrier's factors over the study period; None where no heat is bought and no carrier is named."""
    energy = building.energy
    assert energy is not None
    if energy.own_factor is not None:
        return energy.own_factor * context.study_years, None
    if energy.heating_factor_kg_kwh is not None:
        return None, ("B6 er ukendt: heating_factor_kg_kwh er givet uden kilde; udfyld heating_factor_source", "B6 is unknown: heating_factor_kg_kwh is given without its source; fill in heating_factor_source")  # fmt: skip
    if energy.heating is None:
        if energy.heating_kwh_m2_year:
            return None, ("B6 er ukendt: energy.heating mangler", "B6 is unknown: energy.heating is missing")
        return None, None
    if energy.heating not in context.series.anchors and energy.heating != "heat_pump":
        return None, (
            f"B6 er ukendt: '{energy.heating}' har ingen faktor i {context.series.name}; giv heating_factor_kg_kwh med kilde",
            f"B6 is unknown: '{energy.heating}' has no factor in {context.series.name}; give heating_factor_kg_kwh with its source",
        )
    if building.completed is None:
        return None, ("B6 er ukendt: completed mangler (første driftsår)", "B6 is unknown: completed is missing (first year of operation)")  # fmt: skip
    try:
        return sum(factors_of(context.series, energy.heating, building.completed, context.study_years), ZERO), None
    except Fault as fault:
        return None, _why(fault)


def _why(fault: Fault) -> tuple[str, str]:
    da, en = fault.parts("da"), fault.parts("en")
    return (f"B6 er ukendt: {da['fault']}; {da['hint']}", f"B6 is unknown: {en['fault']}; {en['hint']}")
