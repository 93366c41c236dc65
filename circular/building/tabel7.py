"""The names and figures of tabel 7 of each regime, so that importers can tell which product of a file is which row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from circular.shelf import shelf

SET = "br18-2023"
"""The set whose names LCAbyg uses."""
MODULES = ("a1a3", "c3", "c4", "d")


@dataclass(frozen=True)
class TableRow:
    """One row: kg CO2e per declared unit; None where the table declares nothing."""

    id: str
    name: str
    unit: str
    figures: Mapping[str, Decimal | None]


@cache
def rows(set_name: str = SET) -> dict[str, TableRow]:
    """Every row of a set by id; of two rows with one id the first."""
    text = (shelf("lca_data") / set_name / "materials.csv").read_text(encoding="utf-8")
    found: dict[str, TableRow] = {}
    for row in csv.DictReader(io.StringIO(text)):
        figures = {module: Decimal(row[module]) if row[module] else None for module in MODULES}
        found.setdefault(row["id"], TableRow(row["id"], row["name_da"], row["unit"], figures))
    return found


@cache
def _names(set_name: str) -> dict[str, list[str]]:
    text = (shelf("lca_data") / set_name / "materials.csv").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        found.setdefault(key(row["name_da"]), []).append(row["id"])
    return found


def plain(name: str) -> str:
    """A name without idle blanks and case."""
    return " ".join(name.replace("\xa0", " ").split()).casefold()


def key(name: str) -> str:
    """What makes a name the same: its letters, figures and signs of size."""
    return "".join(char for char in name.casefold() if char.isalnum() or char in "<>")


def named(name: str, set_name: str = SET) -> TableRow | None:
    """The row of a Danish name, however it is spaced and punctuated; None where no row or several rows bear it."""
    ids = set(_names(set_name).get(key(name), ()))
    return rows(set_name)[ids.pop()] if len(ids) == 1 else None
