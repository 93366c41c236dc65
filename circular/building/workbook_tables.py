"""A project as the fields and rows of its workbook."""

from __future__ import annotations

from typing import Any

from circular.building.model import Building, Component, MaterialUse, Removal
from circular.building.workbook_spec import Column, building_fields

Row = dict[str, Any]


def field_values(building: Building) -> Row:
    """The values of the building sheet by key; what nobody told is None."""
    found: Row = {}
    for field in building_fields():
        if not isinstance(field, Column):
            continue
        holder, _, name = field.key.rpartition(".")
        part = getattr(building, holder) if holder else building
        value = getattr(part, name) if part is not None else None
        found[field.key] = None if holder and part is not None and value == _blank(part, name) else value
    if isinstance(building.building_type, dict):
        found["building_type"] = None
    for key in ("temporary", "heated_basement_m2"):
        found[key] = found[key] or None
    return found


def _blank(part: Any, name: str) -> Any:
    return type(part).model_fields[name].default


def table_rows(building: Building, table: str) -> list[Row]:
    """The rows of one table."""
    rows: dict[str, Any] = {
        "uses": _uses,
        "components": _components,
        "entries": _entries,
        "options": _options,
        "layers": _layers,
        "demands": _demands,
    }
    found: list[Row] = rows[table](building)
    return found


def _uses(building: Building) -> list[Row]:
    kinds = building.building_type
    return [{"type": name, "share": share} for name, share in kinds.items()] if isinstance(kinds, dict) else []


def _use(part: MaterialUse | Removal) -> Row:
    row: Row = {key: getattr(part, key) for key in ("material", "amount", "unit", "thickness_mm")}
    row["material"] = row["material"] or None
    if isinstance(part, MaterialUse):
        row |= {
            "lambda": part.lambda_w_mk,
            "r_value": part.r_value,
            "service_life_years": part.service_life_years,
            "reused": part.reused or None,
            "recycled_share": part.recycled_share or None,
            "bio_based_share": part.bio_based_share or None,
        }
    return row


def _components(building: Building) -> list[Row]:
    return [_component(part) for part in building.components]


def _component(part: Component) -> Row:
    return {
        "element": part.element,
        "label": part.label,
        "name": part.name or None,
        "status": part.status,
        **_use(part),
        "remaining_life_years": part.remaining_life_years,
        "essential": part.essential,
        "cost_dkk": part.cost_dkk,
    }


def _entries(building: Building) -> list[Row]:
    return [
        {"element": one.element, "label": one.label, "area_m2": one.area_m2, "b_factor": one.b_factor}
        for one in building.choices
    ]


def _options(building: Building) -> list[Row]:
    rows = []
    for choice in building.choices:
        for option in choice.options:
            row: Row = {
                key: getattr(option, key)
                for key in (
                    "name", "cost_dkk", "cost_dkk_per_m2", "price_source", "price_year", "u_value", "u_exempt", "heating", "efficiency",
                )
            }  # fmt: skip
            row |= {
                "element": choice.element,
                "label": choice.label,
                "keep": option.keep or None,
                "heat_saving_kwh_year": option.heat_saving_kwh_year or None,
                "electricity_delta_kwh": option.electricity_delta_kwh or None,
            }
            rows.append(row)
    return rows


def _layers(building: Building) -> list[Row]:
    rows = []
    for choice in building.choices:
        for option in choice.options:
            for use, parts in (("built_in", option.materials), ("removed", option.removes)):
                for part in parts:
                    where = {"element": choice.element, "label": choice.label, "option": option.name, "use": use}
                    rows.append({**where, **_use(part)})
    return rows


def _demands(building: Building) -> list[Row]:
    rows: list[Row] = [{"demand": "stock", "a": key, "amount": amount} for key, amount in building.stock.items()]
    for kind in ("conflicts", "requires"):
        rows += [{"demand": kind, "a": a, "b": b} for a, b in getattr(building, kind)]
    rows += [{"demand": "pin", "a": key, "b": name} for key, name in building.pin.items()]
    return rows + [{"demand": "ban", "a": name} for name in building.ban]
