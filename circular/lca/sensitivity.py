"""Which inputs move the result most: each is changed by itself, and the effect on kg CO2e/m²/year is told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from circular.building.elements import element_name
from circular.building.model import Building, Component
from circular.lca.context import Context
from circular.lca.model import Assessment
from circular.lca.rows import RowFootprint, row_footprint

ZERO = Decimal(0)
STEP = Decimal("0.1")
"""Amounts, kWh and areas are changed by a tenth up."""
LIFE_STEP = Decimal("0.2")
"""Service lives by a fifth, down or up, whichever moves more."""
BUILT = ("A1-A3", "B4", "C3", "C4")


@dataclass(frozen=True)
class Influence:
    """One input, the change made to it, and what it does to per_m2_year.building."""

    kind: Literal["amount", "service_life", "heating", "electricity", "reference_area"]
    name: str
    """Name of the component, or the id of its element; blank where the whole building is meant."""
    change: Decimal
    """Share: 0.1 is ten percent up."""
    delta: Decimal
    """kg CO2e/m²/year."""

    def words(self, language: str) -> str:
        """`mængden af “Tagsten” +10 %`."""
        danish = language == "da"
        name = element_name(self.name, language)
        what = {
            "amount": (f"mængden af “{name}”", f"the amount of “{name}”"),
            "service_life": (f"levetiden af “{name}”", f"the service life of “{name}”"),
            "heating": ("køb af varme", "heat bought"),
            "electricity": ("køb af el", "electricity bought"),
            "reference_area": ("referencearealet", "the reference area"),
        }[self.kind][0 if danish else 1]
        sign = "+" if self.change > 0 else "−"
        return f"{what} {sign}{abs(self.change * 100):.0f} %"


def sensitivity(building: Building, assessment: Assessment, context: Context, most: int = 5) -> tuple[Influence, ...]:
    """The inputs that move per_m2_year.building most, the strongest first; none where B6 and rows are unknown."""
    found = _rows(building, context)
    materials = [assessment.per_m2_year.get(name) for name in BUILT]
    if all(part is not None for part in materials):
        built = sum((part for part in materials if part is not None), ZERO)
        found.append(Influence("reference_area", "", STEP, built / (1 + STEP) - built))
    found += _energy(building, assessment, context)
    moving = [one for one in found if one.delta]
    return tuple(sorted(moving, key=lambda one: (-abs(one.delta), one.kind, one.name))[:most])


def _rows(building: Building, context: Context) -> list[Influence]:
    area = context.study_years * building.reference_area_m2
    found = []
    for part in building.components:
        if part.status == "removed":
            continue
        row = row_footprint(part, part.element, context, status=part.status)
        if row.partial:
            continue
        name = part.name or part.element
        kg = _built(row)
        found.append(Influence("amount", name, STEP, STEP * kg / area))
        if row.life_years is not None and row.counts:
            found.append(_life(part, row, name, kg, area, context))
    return found


def _life(part: Component, row: RowFootprint, name: str, kg: Decimal, area: Decimal, context: Context) -> Influence:
    tried = []
    for share in (-LIFE_STEP, LIFE_STEP):
        life = max(Decimal(1), (row.life_years or Decimal(1)) * (1 + share))
        other = row_footprint(
            part.model_copy(update={"service_life_years": life}), part.element, context, status=part.status
        )
        tried.append(Influence("service_life", name, share, (_built(other) - kg) / area))
    return max(tried, key=lambda one: abs(one.delta))


def _energy(building: Building, assessment: Assessment, context: Context) -> list[Influence]:
    """Heat and electricity apart, by the share each has of B6."""
    from circular.lca.operation import operation_of

    energy, b6 = building.energy, assessment.per_m2_year.get("B6")
    if energy is None or not b6 or building.heated is False:
        return []
    only_power = building.model_copy(update={"energy": energy.model_copy(update={"heating_kwh_m2_year": ZERO})})
    power_kg, all_kg = operation_of(only_power, context).kg, operation_of(building, context).kg
    if power_kg is None or not all_kg:
        return []
    power = b6 * power_kg / all_kg
    return [
        Influence("electricity", "", STEP, STEP * power),
        Influence("heating", "", STEP, STEP * (b6 - power)),
    ]


def _built(row: RowFootprint) -> Decimal:
    return sum((row.modules[name] or ZERO for name in BUILT), ZERO)
