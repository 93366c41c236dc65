"""The JSON Schema of portfolio/1, made from the same closed lists that the reader refuses by."""

from __future__ import annotations

from typing import Any, get_args

from circular.building.elements import elements
from circular.building.model import BuildingType, Heating
from circular.optimise.energy_label import LABELS
from circular.optimise.stock_reader import LAST_YEAR, MOST_HORIZON, MOST_LIKE, VAT

Schema = dict[str, Any]
NUMBER: Schema = {"type": "number", "minimum": 0}
WHOLE: Schema = {"type": "integer", "minimum": 0}
TEXT: Schema = {"type": "string", "minLength": 1}
YEAR: Schema = {"type": "integer", "minimum": 1900, "maximum": LAST_YEAR}
FLAG: Schema = {"type": "boolean"}


def _table(properties: dict[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": properties}


def _by_year(value: Schema) -> Schema:
    return {"type": "object", "propertyNames": {"pattern": "^[0-9]{4}$"}, "additionalProperties": value}


def _words(*known: str) -> Schema:
    return {"enum": list(known)}


def portfolio_schema() -> Schema:
    """The whole schema."""
    label, heating = _words(*LABELS), _words(*get_args(Heating))
    part = _words(*elements())
    use = {"heat_kwh_year": NUMBER, "electricity_kwh_year": NUMBER}
    u_values = {"type": "object", "propertyNames": part, "additionalProperties": NUMBER}
    amounts = {"type": "object", "additionalProperties": NUMBER}
    pinned = {"anyOf": [TEXT, YEAR, _table({"package": TEXT, "year": YEAR})]}
    package = _table(
        {
            "name": TEXT, "cost_dkk": WHOLE, "embodied_kg_co2e": NUMBER, "heating": heating, **use, "lifts_label": FLAG, "label_after": label,
            "label_share_of_cost": {"type": "number", "minimum": 0, "maximum": 1}, "stage": _words("envelope", "heating"),
            "after": {"type": "object", "additionalProperties": _table({**use, "label_after": label}, tuple(use))},
            "pv_kwh_year": NUMBER, "uses": amounts, "touches": {"anyOf": [FLAG, {"type": "array", "items": part}]}, "u_values": u_values,
            "u_exempt": TEXT, "price_source": TEXT, "price_year": YEAR, "price_vat": _words(*VAT),
        },
        ("name", "cost_dkk", "embodied_kg_co2e", "heating", *use),
    )  # fmt: skip
    building = _table(
        {
            "id": {"type": ["string", "integer"]}, "heated_area_m2": {"type": "number", "exclusiveMinimum": 0}, "reference_area_m2": {"type": "number", "exclusiveMinimum": 0},
            "building_type": _words(*get_args(BuildingType)), "weight": {"type": "integer", "minimum": 1, "maximum": MOST_LIKE},
            "now": _table({"heating": heating, **use, "label": label, "heating_efficiency": NUMBER, "min_heat_kwh_year": NUMBER}, ("heating", *use)),
            "packages": {"type": "array", "items": package}, "choices": {"type": "array", "items": {"type": "object"}},
            "protected": {"anyOf": [FLAG, {"type": "array", "items": part}]}, "closed_years": {"type": "array", "items": YEAR},
            "year_built": {"type": "integer", "minimum": 1000, "maximum": LAST_YEAR}, "u_values_now": u_values, "assumed": {"type": "object", "additionalProperties": TEXT},
        },
        ("id", "heated_area_m2", "building_type", "now"),
    )  # fmt: skip
    factor = {"type": "object", "required": ["source"], "properties": {"source": TEXT}, "additionalProperties": NUMBER}
    top = _table(
        {
            "circular": {"const": "portfolio/1"}, "name": TEXT, "years": {"type": "array", "minItems": 1, "items": YEAR},
            "budget_dkk": {"anyOf": [WHOLE, _by_year(WHOLE)]},
            "carry_over": {"anyOf": [FLAG, _table({"max_dkk": WHOLE}, ("max_dkk",))]},
            "label_spend_floor_dkk": {"anyOf": [WHOLE, _by_year(WHOLE)]}, "fossil_heating_out_by": YEAR, "horizon_years": {"type": "integer", "minimum": 1, "maximum": MOST_HORIZON},
            "prices": _table({"source": TEXT, "year": YEAR, "vat": _words(*VAT)}, ("source", "year")),
            "factors": _table({"oil": factor, "biomass": factor}), "stages": {"enum": [1, 2]}, "label_scale": {"const": "danish"}, "material_data": TEXT,
            "max_kg_co2e": _by_year(NUMBER), "max_buildings_at_once": {"anyOf": [WHOLE, _by_year(WHOLE)]}, "stock": amounts,
            "min_pv_kwh_year": {"anyOf": [NUMBER, _by_year(NUMBER)]}, "label_by": _table({"label": label, "year": YEAR}, ("label", "year")),
            "u_values": {"anyOf": [{"const": "law"}, u_values]},
            "low_emission_class": {"anyOf": [NUMBER, _table({"limit": NUMBER, "from": YEAR}, ("limit",))]},
            "pin": {"type": "object", "additionalProperties": {"anyOf": [pinned, {"type": "array", "items": pinned}]}},
            "ban": {"type": "array", "items": TEXT},
            "buildings": {"type": "array", "minItems": 1, "items": building},
        },
        ("circular", "years", "budget_dkk", "buildings"),
    )  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "portfolio/1",
        "description": "A building stock over years: what `circular optimise` reads.",
        **top,
    }
