"""Recomputes a building plan from the user's own figures: the finished project is assessed, every demand held against it.

Shares nothing with the model: kg come from `assess` on the finished project, kroner and demands from the file's options,
all in exact decimals. A demand that cannot be told is broken, never met.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from circular.building.model import Building, Choice, Option
from circular.lca.model import Assessment
from circular.optimise.demands import Demands, missed_u_value, stock_used
from circular.optimise.finished import Chosen, finished, heat_needed_kwh
from circular.stages import stage

ZERO = Decimal(0)
NOISE = Decimal("1e-15")
MODULES = ("A1-A3", "B4", "C3", "C4")


@dataclass(frozen=True)
class Certified:
    """The true figures of a plan, and the names of the demands it breaks."""

    kg: Decimal | None
    cost_dkk: Decimal
    assessment: Assessment
    project: Building
    primary_kwh_m2: Decimal | None
    broken: tuple[str, ...]


@stage("certify")
def certify(
    building: Building, chosen: Chosen, demands: Demands, *, as_of: date, reuse_convention: str = "zero"
) -> Certified:
    """Value and broken demands of a choice of one option an entry."""
    from circular.lca import assess

    project = finished(building, chosen)
    assessment = assess(project, as_of=as_of, reuse_convention=reuse_convention)
    cost = sum((cost_of(choice, option) for choice, option in chosen), ZERO)
    primary = primary_energy(project, demands)
    return Certified(
        kg=value_of(building, assessment),
        cost_dkk=cost,
        assessment=assessment,
        project=project,
        primary_kwh_m2=primary,
        broken=tuple(_broken(building, chosen, demands, assessment, cost, primary)),
    )


def value_of(building: Building, assessment: Assessment) -> Decimal | None:
    """What the plan minimises: building + removed in kg over the study period; without `energy` B6 is left out."""
    total = assessment.total_kg_co2e
    parts = [total.get(name) for name in MODULES]
    parts.append(ZERO if building.energy is None or building.heated is False else total.get("B6"))
    parts.append(total.get("removed") if any(row.status == "removed" for row in assessment.elements) else ZERO)
    return None if any(part is None for part in parts) else sum((part for part in parts if part is not None), ZERO)


def cost_of(choice: Choice, option: Option) -> Decimal:
    """First investment of an option, DKK."""
    if option.keep:
        return ZERO
    return (
        option.cost_dkk if option.cost_dkk is not None else (option.cost_dkk_per_m2 or ZERO) * (choice.area_m2 or ZERO)
    )


def primary_energy(project: Building, demands: Demands) -> Decimal | None:
    """Weighted energy of the finished project, kWh per heated m² and year; None without `energy`."""
    energy = project.energy
    if energy is None or project.heated is False:
        return None
    return (
        demands.primary_weight("electricity") * energy.electricity_kwh_m2_year
        + demands.primary_weight(energy.heating) * energy.heating_kwh_m2_year
    )


def over(value: Decimal, limit: Decimal) -> bool:
    """Whether a value exceeds its limit by more than the noise of 28-digit decimals; equality holds."""
    return value - limit > NOISE * max(Decimal(1), abs(limit))


def _broken(
    building: Building, chosen: Chosen, demands: Demands, assessment: Assessment, cost: Decimal, primary: Decimal | None
) -> list[str]:
    broken: list[str] = []
    limits = building.limits
    if building.budget_dkk is not None and cost > building.budget_dkk:
        broken.append("budget_dkk")
    if demands.ceiling is not None and not demands.within_class(assessment):
        broken.append("low_emission_class")
    circularity = assessment.circularity
    new = any(row.status == "new" for row in assessment.elements)
    for name, share in (
        ("reused", circularity.reused_mass_share),
        ("recycled", circularity.recycled_mass_share),
        ("bio_based", circularity.bio_based_mass_share),
    ):
        least = getattr(limits, f"min_{name}_mass_share")
        if least is not None and new and (share is None or over(least, share)):
            broken.append(f"min_{name}_mass_share")
    upfront = assessment.total_kg_co2e.get("A1-A3")
    if limits.max_upfront_kg_co2e is not None and (upfront is None or over(upfront, limits.max_upfront_kg_co2e)):
        broken.append("max_upfront_kg_co2e")
    if limits.max_primary_energy_kwh_m2 is not None and (
        primary is None or over(primary, limits.max_primary_energy_kwh_m2)
    ):
        broken.append("max_primary_energy_kwh_m2")
    used = stock_used(building, chosen, demands)
    if any(used.get(key, ZERO) > most for key, most in building.stock.items()):
        broken.append("stock")
    if (
        building.energy is not None
        and building.heated is not False
        and over(building.energy.min_heat_kwh_year, heat_needed_kwh(building, chosen))
    ):
        broken.append("min_heat_kwh_year")
    names = {f"{choice.key}/{option.name}" for choice, option in chosen}
    if any(a in names and b in names for a, b in building.conflicts):
        broken.append("conflicts")
    if any(a in names and b not in names for a, b in building.requires):
        broken.append("requires")
    if any(f"{key}/{value}" not in names for key, value in building.pin.items()):
        broken.append("pin")
    if names & set(building.ban):
        broken.append("ban")
    if any(missed_u_value(choice, option) is not None for choice, option in chosen):
        broken.append("u_value")
    return broken
