"""Rows of an official tabel 7 (BR18 bilag 2) as rows of our own schema: figures per ONE declared unit, corrections beside the published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from circular import strict_yaml
from circular.faults import Fault
from circular.shelf import shelf

MODULES = ("a1a3", "c3", "c4", "d")
COLUMNS = (
    "id", "name_da", "name_other", "data_type", "unit", "a1a3", "c3", "c4", "d", "mass_kg", "density_kg_m3", "kg_per_m2",
    "lambda_w_mk", "life_class", "mark", "published_a1a3", "published_c3", "published_c4", "published_d",
    "published_mass_kg", "declared_factor", "source_url", "note",
)  # fmt: skip
DIGITS = 15
"""A workbook holds a number to fifteen digits; what lies behind them is floating noise."""
WEIGHTS = {"kg": Decimal(1), "t": Decimal(1000)}
NOISE = Decimal("1e-9")


@cache
def layout() -> Mapping[str, Any]:
    """Columns, units and words of the official workbooks (lca_data/tables.yaml)."""
    data, _ = strict_yaml.load((shelf("lca_data") / "tables.yaml").read_bytes(), "lca_data/tables.yaml")
    found: Mapping[str, Any] = data
    return found


def figure(text: str) -> Decimal | None:
    """A published figure to the digits a workbook holds; None for '-' and blank; raises InvalidOperation for a text."""
    if text.strip() in ("-", ""):
        return None
    value = Decimal(text.strip())
    if not value.is_finite():
        raise InvalidOperation
    return value if not value else value.quantize(Decimal(1).scaleb(value.adjusted() + 1 - DIGITS)) + 0


def written(value: Decimal | None) -> str:
    """The figure without exponent and idle zeros; blank for None."""
    if value is None:
        return ""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def clean(text: str) -> str:
    text = " ".join(text.replace("\xa0", " ").split())
    return "" if text == "-" else text


def unit_of(text: str) -> str | None:
    """Our unit for the table's word; None for an unknown one."""
    words = layout()["tabel7"]
    plain = clean(text).lower()
    for start, unit in words["unit_begins"].items():
        if plain.startswith(start):
            return str(unit)
    found = words["units"].get(plain)
    return None if found is None else str(found)


@cache
def _class_rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data, _ = strict_yaml.load((shelf("lca_data") / "material_classes.yaml").read_bytes(), "material_classes.yaml")
    return tuple((row["class"], re.compile("|".join(row["cues"]))) for row in data["classes"])


def life_class(name: str) -> str:
    """The BUILD material class of a product; blank where its name does not tell."""
    for code, cues in _class_rules():
        if cues.search(name.lower()):
            return "" if code == "none" else code
    return ""


def lambda_of(name: str) -> str:
    """W/mK out of 'kl. 34'."""
    found = re.search(layout()["tabel7"]["lambda_class"], name)
    return f"0.0{found[1]}" if found else ""


def table_row(raw: Mapping[str, str], where: tuple[str, str], *, empty_is_zero: bool, corrections: Mapping[str, Any]) -> dict[str, str]:  # fmt: skip
    """One row; `raw` by the keys of the layout; raises Fault naming row and column for a figure or unit that is none."""
    file, place = where
    identifier, name = raw["id"].strip(), clean(raw["name_da"])
    unit = unit_of(raw["unit"])
    if unit is None:
        raise Fault(file, place, (f"{identifier}: ukendt deklareret enhed '{raw['unit']}'", f"{identifier}: unknown declared unit '{raw['unit']}'"))  # fmt: skip
    published = {module: _figure(raw, module, where) for module in MODULES}
    if empty_is_zero:
        published = {module: Decimal(0) if value is None else value for module, value in published.items()}
    factor = _figure(raw, "declared_factor", where) or Decimal(1)
    factor = Decimal(1) if abs(factor - 1) < NOISE else factor
    values = {module: None if value is None else figure(str(value / factor)) for module, value in published.items()}
    correction = corrections.get(identifier, {})
    for module in MODULES:
        if module in correction:
            values[module] = Decimal(correction[module])
    measures = _measures(raw, unit, where)
    mass = measures["mass_kg"] if "mass_kg" in correction else None
    if "mass_kg" in correction:
        measures["mass_kg"] = Decimal(correction["mass_kg"])
    total = sum((values[module] or Decimal(0) for module in ("a1a3", "c3", "c4")), Decimal(0))
    mark = "end_of_life" if values["a1a3"] is None else "suspect" if total < 0 else "corrected" if correction else ""
    changed = any(module in correction for module in MODULES)
    return {
        "id": identifier,
        "name_da": name,
        "name_other": clean(raw.get("name_other", "")),
        "data_type": layout()["tabel7"]["data_types"].get(clean(raw.get("data_type", "")).lower(), ""),
        "unit": unit,
        **{module: written(value) for module, value in values.items()},
        **{key: written(value) for key, value in measures.items()},
        "lambda_w_mk": lambda_of(name) if unit == "m2_r1" else "",
        "life_class": life_class(name),
        "mark": mark,
        **{f"published_{module}": written(published[module]) if changed else "" for module in MODULES},
        "published_mass_kg": written(mass),
        "declared_factor": written(factor),
        "source_url": raw.get("source_url", "").strip(),
        "note": clean(raw.get("note", "")) or str(correction.get("why", "")),
    }


def _measures(raw: Mapping[str, str], unit: str, where: tuple[str, str]) -> dict[str, Decimal | None]:
    """kg per declared unit, density and kg per m², told apart by the unit of the mass where the table has one."""
    words = layout()["tabel7"]
    mass = _figure(raw, "mass", where)
    mass_unit = raw.get("mass_unit")
    per, density, per_m2 = mass, None, None
    if mass is not None and mass_unit is not None:
        mass_unit = mass_unit.strip()
        per = mass if [unit, mass_unit] in words["per_declared"] else None
        if mass_unit in words["densities"]:
            density = mass * Decimal(words["densities"][mass_unit])
            per = density if unit == "m3" else per
        if mass_unit == words["per_m2"] and unit in WEIGHTS:
            per_m2 = mass
    elif mass is not None and unit == "m3":
        density = mass
    return {"mass_kg": WEIGHTS.get(unit, per), "density_kg_m3": density, "kg_per_m2": per_m2}


def _figure(raw: Mapping[str, str], key: str, where: tuple[str, str]) -> Decimal | None:
    try:
        return figure(raw.get(key, ""))
    except InvalidOperation:
        raise Fault(where[0], where[1], (f"{raw['id']}: '{raw[key]}' i {key} er ikke et tal", f"{raw['id']}: '{raw[key]}' in {key} is not a number")) from None  # fmt: skip
