"""What the ids and words of LCAbyg mean, read from lca_data/lcabyg."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from circular import strict_yaml
from circular.shelf import shelf


@dataclass(frozen=True)
class Layer:
    """A product in one unit of a library construction."""

    material: str
    amount: Decimal
    unit: str
    service_life_years: Decimal


@dataclass(frozen=True)
class LibraryConstruction:
    """A construction that LCAbyg ships and a project file names only by its id."""

    name: str
    unit: str
    layers: tuple[Layer, ...]


@dataclass(frozen=True)
class Category:
    """A category of building elements, and our element for it."""

    name: str
    group: str
    element: str


def _rows(name: str) -> list[dict[str, str]]:
    text = (shelf("lca_data") / "lcabyg" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


@cache
def words() -> Mapping[str, Any]:
    """The tables of lcabyg.yaml."""
    data: Mapping[str, Any]
    data, _ = strict_yaml.load((shelf("lca_data") / "lcabyg" / "lcabyg.yaml").read_bytes(), "lcabyg/lcabyg.yaml")
    return data


@cache
def products() -> Mapping[str, str]:
    """Id of a library product -> id in tabel 7."""
    return {row["uuid"]: row["material"] for row in _rows("products.csv")}


@cache
def categories() -> Mapping[str, Category]:
    """Categories and the groups above them, by id."""
    return {row["uuid"]: Category(row["name_da"], row["group_da"], row["element"]) for row in _rows("categories.csv")}


@cache
def categories_by_name() -> Mapping[tuple[str, str], str]:
    """(group, category) in Danish -> our element; a group alone has a blank category."""
    found = {}
    for category in categories().values():
        if category.group:
            found[(category.group, category.name)] = category.element
        else:
            found[(category.name, "")] = category.element
    return found


@cache
def constructions() -> Mapping[str, LibraryConstruction]:
    """Library constructions whose products are known, by id."""
    found: dict[str, LibraryConstruction] = {}
    for row in _rows("constructions.csv"):
        layer = Layer(row["material"], Decimal(row["amount"]), row["material_unit"], Decimal(row["service_life_years"]))
        known = found.get(row["uuid"])
        layers = (*known.layers, layer) if known else (layer,)
        found[row["uuid"]] = LibraryConstruction(row["name_da"], row["unit"], layers)
    return found


@cache
def stages() -> Mapping[str, Mapping[str, Any]]:
    """Library stages whose figures are known, by id, in the words of a project file."""
    return {
        row["uuid"]: {
            "id": row["uuid"], "name": row["name_da"], "stage": row["stage"], "stage_unit": row["unit"], "mass_factor": row["mass_kg"],
            "indicators": {"GWP": row["kg_co2e"]}, "external_source": "LCAbyg gen_dk", "compliance": "A1", "data_type": "Generic",
        }
        for row in _rows("stages.csv")
    }  # fmt: skip


def unit_of(word: Any) -> str | None:
    """Our word for a unit of LCAbyg; None for one we do not know."""
    found = words()["units"].get(str(word or "").strip().lower())
    return None if found is None else str(found)


def utility_of(identifier: str) -> Mapping[str, Any] | None:
    """The energy source with this id: its carrier, and the year its factor is fixed at, if it is."""
    table: Mapping[str, Mapping[str, Any]] = words()["utilities"]
    return table.get(identifier) or table.get(identifier[:8])


@cache
def last_anchors() -> Mapping[str, tuple[int, Decimal]]:
    """Last year and factor of each carrier in the energy series that LCAbyg uses; the factor is constant after it."""
    name = f"{words()['energy_series']}.yaml"
    data, _ = strict_yaml.load((shelf("lca_data") / "energy" / name).read_bytes(), name)
    return {carrier: (int(max(row)), Decimal(row[max(row)])) for carrier, row in data["anchors"].items()}
