"""Service lives of the BUILD table by building part and material class, and how often a part is replaced."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cache

from circular.building.elements import elements
from circular.shelf import shelf

EDITION = "build-2022-11"
INDEX = "index"
NOISE = Decimal("1e-9")


@dataclass(frozen=True, slots=True)
class TableLife:
    """What the table says of an element and a material class."""

    years: Decimal
    part: str
    material: str
    """Material class, or 'index' where class or cell is blank."""

    @property
    def source(self) -> str:
        """`build-2022-11 (21)3 g2`."""
        return f"{EDITION} {self.part} {self.material}"


@cache
def _table() -> dict[tuple[int, str, str], Decimal]:
    text = (shelf("lca_data") / "service_lives" / f"{EDITION}.csv").read_text(encoding="utf-8")
    return {
        (int(row["group"]), row["part"], row["material"]): Decimal(row["years"])
        for row in csv.DictReader(io.StringIO(text))
    }


@cache
def table_life(element: str, life_class: str | None) -> TableLife | None:
    """The life of (part, class), else the part's index; None for an element that the table has no part for."""
    known = elements().get(element)
    if known is None or known.build is None:
        return None
    group, part = known.build
    table = _table()
    if life_class and (group, part, life_class) in table:
        return TableLife(table[group, part, life_class], part, life_class)
    if (group, part, INDEX) in table:
        return TableLife(table[group, part, INDEX], part, INDEX)
    return None


@cache
def replacements(study_years: int, life: Decimal) -> int:
    """n = max(0, ceil(50 / L - 1e-9) - 1): how often a new part is replaced within the study period (B4)."""
    return max(0, _ceil(Decimal(study_years) / life - NOISE) - 1)


@cache
def replacements_of_kept(study_years: int, remaining: Decimal, life: Decimal) -> int:
    """n = ceil((50 - R) / L): how often a kept part with R years left is replaced."""
    return max(0, _ceil((Decimal(study_years) - remaining) / life - NOISE)) if remaining < study_years else 0


def _ceil(value: Decimal) -> int:
    return int(value.to_integral_value(rounding=ROUND_CEILING))
