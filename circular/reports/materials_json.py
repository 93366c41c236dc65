"""A material as JSON: kg CO2e per one declared unit, null where nothing is declared."""

from __future__ import annotations

from typing import Any

from circular.lca.materials import Material
from circular.reports.lca_json import figure


def material_json(one: Material) -> dict[str, Any]:
    """One material."""
    return {
        "id": one.id,
        "name": one.name,
        "set": one.set_name,
        "unit": one.unit,
        "a1a3": figure(one.a1a3),
        "c3": figure(one.c3),
        "c4": figure(one.c4),
        "d": figure(one.d),
        "mass_kg": figure(one.mass_kg),
        "density_kg_m3": figure(one.density_kg_m3),
        "kg_per_m2": figure(one.kg_per_m2),
        "lambda_w_mk": figure(one.lambda_w_mk),
        "life_class": one.life_class,
        "data_type": one.data_type,
        "standard": one.standard,
        "valid_until": one.valid_until.isoformat() if one.valid_until else None,
        "mark": one.mark,
        "published": {key: figure(value) for key, value in one.published},
        "note": one.note,
        "source": one.source,
    }
