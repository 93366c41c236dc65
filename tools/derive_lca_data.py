"""Derives the tables of lca_data from their published forms, so that every figure can be traced and tested.

Usage: `python tools/derive_lca_data.py FOLDER`, where FOLDER holds br18_tabel7_2023.csv, br18_tabel7_2025.csv and
build_levetidstabel_nov2022.csv. The tables are written into lca_data; their sources stand in the YAML beside each.
"""

from __future__ import annotations

import csv
import re
import sys
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LCA_DATA = ROOT / "lca_data"
sys.path.insert(0, str(ROOT))

from circular import strict_yaml  # noqa: E402

MODULES = {"a1a3": "A1-A3", "c3": "C3", "c4": "C4", "d": "D"}
MATERIAL_COLUMNS = (
    "id", "name_da", "name_other", "data_type", "unit", "a1a3", "c3", "c4", "d", "mass_kg", "density_kg_m3", "kg_per_m2",
    "lambda_w_mk", "life_class", "mark", "published_a1a3", "published_c3", "published_c4", "published_d",
    "declared_factor", "source_url", "note",
)  # fmt: skip
UNITS = {
    "KG": "kg", "M2": "m2", "M3": "m3", "STK": "pcs", "M": "m",
    "kg": "kg", "m²": "m2", "m³": "m3", "stk": "pcs", "m": "m", "ton": "t", "m² with R=1 m²K/W": "m2_r1", "": "m2_year",
}  # fmt: skip
DATA_TYPES = {
    "Generisk data": "generic", "Branche data": "industry", "Dansk generisk data": "danish_generic", "Standardværdi": "standard_value",
}  # fmt: skip
DENSITY = {"kg/m³": Decimal(1), "g/cm³": Decimal(1000), "ton/m³": Decimal(1000), "kg/dm³": Decimal(1000)}
PER_DECLARED = {
    ("kg", "kg/kg"),
    ("m2", "kg/m²"),
    ("m3", "kg/m³"),
    ("pcs", "kg/stk."),
    ("m", "kg/m"),
    ("m2_year", "kg/m²"),
}
LIFE_COLUMNS = ("group", "group_name", "part", "part_name", "material", "years")


def figure(text: str) -> Decimal | None:
    """A published figure, to the fifteen digits a workbook holds; None where there is none."""
    if text.strip() in ("-", ""):
        return None
    value = Decimal(text)
    digits = 15 - value.adjusted() - 1
    return value if not value else value.quantize(Decimal(1).scaleb(-digits)) + 0


def written(value: Decimal | None) -> str:
    """The figure without exponent and idle zeros; blank for None."""
    if value is None:
        return ""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def clean(text: str) -> str:
    text = " ".join(text.replace("\xa0", " ").split())
    return "" if text == "-" else text


@cache
def class_rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data, _ = strict_yaml.load((LCA_DATA / "material_classes.yaml").read_bytes(), "material_classes.yaml")
    return tuple((row["class"], re.compile("|".join(row["cues"]))) for row in data["classes"])


def life_class(name: str) -> str:
    """The BUILD material class of a product; blank where its name does not tell."""
    for code, cues in class_rules():
        if cues.search(name.lower()):
            return "" if code == "none" else code
    return ""


def lambda_of(name: str) -> str:
    """W/mK out of 'kl. 34'; a span of classes ('kl. 33-35') tells none."""
    found = re.search(r"\bkl\. (\d\d)\b(?!-)", name)
    return f"0.0{found[1]}" if found else ""


def material(row: dict[str, str], edition: str, corrections: dict[str, Any]) -> dict[str, str]:
    """One row of our own table; figures per ONE declared unit."""
    raw_unit = row["Deklareret enhed (FU)"]
    unit = "pcs" if raw_unit.startswith("stk") else "m" if raw_unit.startswith("m (") else UNITS[raw_unit]
    factor = Decimal(row["Deklareret faktor (FU)"] or "1")
    factor = Decimal(1) if abs(factor - 1) < Decimal("1e-9") else factor
    name = clean(row["Navn DK"])
    published = {key: figure(row[f"Global Opvarmning, modul {module}"]) for key, module in MODULES.items()}
    if edition == "br18-2025":
        published = {key: Decimal(0) if value is None else value for key, value in published.items()}
    values = {key: None if value is None else figure(str(value / factor)) for key, value in published.items()}
    correction = corrections.get(row["Sorterings ID"], {})
    for key in values:
        if key in correction:
            values[key] = Decimal(correction[key])
    mass = figure(row["Masse faktor"])
    if "mass_kg" in correction:
        mass = Decimal(correction["mass_kg"])
    per, density, per_m2 = mass, None, None
    if edition == "br18-2025" and mass is not None:
        mass_unit = row["Masse enhed"]
        per = mass if (unit, mass_unit) in PER_DECLARED else None
        if mass_unit in DENSITY:
            density = mass * DENSITY[mass_unit]
            per = density if unit == "m3" else per
        if mass_unit == "kg/m²" and unit in ("kg", "t"):
            per_m2 = mass
    if edition == "br18-2023" and mass is not None and unit == "m3":
        density = mass
    per = Decimal(1) if unit == "kg" else Decimal(1000) if unit == "t" else per
    total = sum((values[key] or Decimal(0) for key in ("a1a3", "c3", "c4")), Decimal(0))
    mark = "end_of_life" if values["a1a3"] is None else "suspect" if total < 0 else "corrected" if correction else ""
    changed = any(key in correction for key in values)
    return {
        "id": row["Sorterings ID"], "name_da": name, "name_other": clean(row["Navn DE/ENG"]), "data_type": DATA_TYPES[row["Data type"]],
        "unit": unit, **{key: written(value) for key, value in values.items()},
        "mass_kg": written(per), "density_kg_m3": written(density), "kg_per_m2": written(per_m2),
        "lambda_w_mk": lambda_of(name) if unit == "m2_r1" else "", "life_class": life_class(name), "mark": mark,
        **{f"published_{key}": written(published[key]) if changed else "" for key in values},
        "declared_factor": written(factor), "source_url": row["Url (link)"].strip(), "note": clean(row["Kommentar"]) or correction.get("why", ""),
    }  # fmt: skip


def materials(source: Path, edition: str) -> list[dict[str, str]]:
    """Every row of a tabel 7, in its order."""
    about, _ = strict_yaml.load((LCA_DATA / edition / "materials.yaml").read_bytes(), "materials.yaml")
    with source.open(encoding="utf-8-sig", newline="") as file:
        return [material(row, edition, about.get("corrections") or {}) for row in csv.DictReader(file)]


def service_lives(source: Path) -> list[dict[str, str]]:
    """Life in years by building part and material; material `index` is the part's own figure."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        return [
            {"group": row["group"], "group_name": clean(row["group_name"]), "part": row["part_code"], "part_name": clean(row["part_name"]),
             "material": row["material_code"] or "index", "years": row["years"]}
            for row in csv.DictReader(file)
        ]  # fmt: skip


def write(rows: list[dict[str, str]], columns: tuple[str, ...], target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    folder = Path(sys.argv[1])
    for edition, name in (("br18-2023", "br18_tabel7_2023.csv"), ("br18-2025", "br18_tabel7_2025.csv")):
        write(materials(folder / name, edition), MATERIAL_COLUMNS, LCA_DATA / edition / "materials.csv")
    lives = service_lives(folder / "build_levetidstabel_nov2022.csv")
    write(lives, LIFE_COLUMNS, LCA_DATA / "service_lives" / "build-2022-11.csv")


if __name__ == "__main__":
    main()
