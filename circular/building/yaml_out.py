"""Writes a project as building/1 YAML that reads back as the same project."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from circular.building.build import FORMAT
from circular.building.model import Building, Choice, Component, MaterialUse, Option, Removal

PLAIN = re.compile(r"[A-Za-zÆØÅæøå][\wÆØÅæøå ²³/.()%+-]*\Z")
WORDS = {"true", "false", "null", "yes", "no", "on", "off"}
TOP = (
    "name", "works", "building_type", "heated", "temporary", "permit_applied", "completed", "floor_area_m2",
    "reference_area_m2", "heated_area_m2", "heated_basement_m2", "removed_floor_area_m2", "material_data", "energy_series",
)  # fmt: skip
LAST = ("stock", "conflicts", "requires", "pin", "ban")


def building_yaml(building: Building) -> str:
    """The project as text; what nobody told is left out."""
    lines = [f"circular: {FORMAT}"]
    for key in TOP:
        value = getattr(building, key)
        if value is None or (key in ("temporary", "heated_basement_m2") and not value):
            continue
        lines.append(f"{key}: {flow(value)}")
    for key in ("energy", "energy_prices", "construction_process", "deductions", "demolition", "fbk", "taxonomy"):
        part = getattr(building, key)
        told = _told(part) if part is not None else {}
        if told:
            lines.append(f"{key}: {flow(told)}")
    if building.components:
        lines.append("components:")
        lines += [f"  - {flow(_component(part))}" for part in building.components]
    if building.choices:
        lines.append("choices:")
        for choice in building.choices:
            lines += _choice(choice)
    if building.budget_dkk is not None:
        lines.append(f"budget_dkk: {flow(building.budget_dkk)}")
    if _told(building.limits):
        lines.append(f"limits: {flow(_told(building.limits))}")
    for key in LAST:
        value = getattr(building, key)
        if value:
            lines.append(f"{key}: {flow(value)}")
    return "\n".join(lines) + "\n"


def flow(value: Any) -> str:
    """A value on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return _text(str(value))


def _text(text: str) -> str:
    if PLAIN.match(text) and text.lower() not in WORDS and text == text.strip():
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return (
        '"' + "".join(f"\\u{ord(char):04x}" if ord(char) < 32 or ord(char) == 127 else char for char in escaped) + '"'
    )


def _told(part: Any) -> dict[str, Any]:
    """The fields of a part that differ from what silence means."""
    blank = type(part)()
    return {key: value for key, value in part if value is not None and value != getattr(blank, key)}


def _use(part: MaterialUse) -> dict[str, Any]:
    told: dict[str, Any] = {
        "material": part.material or None,
        "amount": part.amount,
        "unit": part.unit,
        "thickness_mm": part.thickness_mm,
        "r_value": part.r_value,
        "lambda": part.lambda_w_mk,
        "service_life_years": part.service_life_years,
        "reused": part.reused or None,
        "recycled_share": part.recycled_share or None,
        "bio_based_share": part.bio_based_share or None,
    }
    return {key: value for key, value in told.items() if value is not None}


def _component(part: Component) -> dict[str, Any]:
    told: dict[str, Any] = {"element": part.element, "label": part.label, "name": part.name or None, **_use(part)}
    told["status"] = None if part.status == "new" else part.status
    told["remaining_life_years"] = part.remaining_life_years
    told["essential"] = part.essential
    told["cost_dkk"] = part.cost_dkk
    return {key: value for key, value in told.items() if value is not None}


def _choice(choice: Choice) -> list[str]:
    lines = [f"  - element: {choice.element}"]
    for key in ("label", "area_m2", "b_factor"):
        value = getattr(choice, key)
        if value is not None:
            lines.append(f"    {key}: {flow(value)}")
    lines.append("    options:")
    for option in choice.options:
        lines += _option(option)
    return lines


def _option(option: Option) -> list[str]:
    lines = [f"      - name: {flow(option.name)}"]
    told: dict[str, Any] = {
        key: getattr(option, key)
        for key in ("cost_dkk", "cost_dkk_per_m2", "price_source", "price_year", "u_value", "u_exempt", "heating", "efficiency")
    }  # fmt: skip
    told["keep"] = option.keep or None
    told["heat_saving_kwh_year"] = option.heat_saving_kwh_year or None
    told["electricity_delta_kwh"] = option.electricity_delta_kwh or None
    lines += [f"        {key}: {flow(value)}" for key, value in told.items() if value is not None]
    if option.materials:
        lines.append("        materials:")
        lines += [f"          - {flow(_use(use))}" for use in option.materials]
    if option.removes:
        lines.append("        removes:")
        lines += [f"          - {flow(_removal(part))}" for part in option.removes]
    return lines


def _removal(part: Removal) -> dict[str, Any]:
    told = {
        "material": part.material or None,
        "amount": part.amount,
        "unit": part.unit,
        "thickness_mm": part.thickness_mm,
    }
    return {key: value for key, value in told.items() if value is not None}
