"""Energy of a project as the label and the energy frame weigh it, from lca_data/energy_label.yaml."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from circular.shelf import shelf
from circular.strict_yaml import load

if TYPE_CHECKING:
    from circular.building.model import Building, Energy

ELECTRIC = ("electricity", "heat_pump")
WORST = "G"


@cache
def _scale() -> dict[str, Any]:
    found: dict[str, Any] = load((shelf("lca_data") / "energy_label.yaml").read_bytes(), "lca_data/energy_label.yaml")[
        0
    ]
    return found


def energy_facts(building: Building) -> dict[str, Any]:
    """Weighted energy demand per heated m² and year, and the label it computes to; nothing where energy is not told."""
    energy, area = building.energy, building.heated_area_m2
    if energy is None or building.heated is False or (energy.heating is None and energy.heating_kwh_m2_year):
        return {}
    weighted = _weighted(energy)
    facts: dict[str, Any] = {"primary_energy_kwh_m2": weighted}
    kinds = [building.building_type] if isinstance(building.building_type, str) else list(building.building_type)
    columns = {"dwelling" if kind in _scale()["dwelling_types"] else "other" for kind in kinds}
    if area and len(columns) == 1:
        facts["energy_label"] = _label(weighted, area, columns.pop())
    return facts


def _weighted(energy: Energy) -> Decimal:
    weights = _scale()["weights"]
    carrier = "electricity" if energy.heating in ELECTRIC else energy.heating
    heat = Decimal(weights.get(carrier, weights["other"]))
    return Decimal(weights["electricity"]) * energy.electricity_kwh_m2_year + heat * energy.heating_kwh_m2_year


def _label(weighted: Decimal, area: Decimal, column: str) -> str:
    for label, limits in _scale()["limits"].items():
        base, over_area = limits[column]
        if weighted <= Decimal(base) + Decimal(over_area) / area:
            return str(label)
    return WORST
