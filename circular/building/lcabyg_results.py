"""Results that LCAbyg has computed, as a tree of rows: amounts, service lives and kg CO2e by module, as the file states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from circular.building.foreign import content_of, json_of
from circular.building.model import Source

MATERIAL = ("a1a3", "a4", "a5", "b4", "c3", "c4", "d")
MODULES = (*MATERIAL, "b6")
SUMMED = ("a1a3", "a4", "a5", "b4", "b6", "c3", "c4")
"""What LCAbyg's sum holds; D stands apart."""
SECTIONS = ("total", "per_m2", "per_m2_year")


@dataclass
class Row:
    """One row of the results; `parent` is the index of the row that sums it."""

    kind: str
    """whole, operation, utility, process, parts, group, subgroup, element, construction, product, stage, other."""
    name: str
    places: dict[str, str]
    """Where each section states it."""
    parent: int | None
    stated: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    """kg CO2e by section and module; a module that the file leaves out is not there."""
    by_year: dict[str, dict[int, Decimal]] = field(default_factory=dict)
    """Total by module and calendar year, where the file tells it."""
    replacements: Decimal | None = None
    amount: Decimal | None = None
    """In the declared unit."""
    unit: str | None = None
    mass_kg: Decimal | None = None
    life: Decimal | None = None
    declared: frozenset[str] | None = None
    """Modules that the product's stages declare; None where the file does not tell."""
    standard: str | None = None
    origin: str = ""
    """GenDK, EPDDenmark, User: whose data the product is."""
    product_id: str = ""
    """LCAbyg's id of the product."""
    category_id: str = ""
    carrier: str | None = None
    fixed_year: int | None = None
    """A utility whose factor does not change, and the year it is of."""
    kwh_m2_year: Decimal | None = None

    @property
    def place(self) -> str:
        return next(iter(self.places.values()), "")

    @property
    def begins_later(self) -> bool:
        """A1-A3 is 0 though a stage declares it, and B4 holds more than the ends of life of what was replaced."""
        stated = self.stated["total"]
        n = self.replacements or Decimal(0)
        ends = stated.get("c3", Decimal(0)) + stated.get("c4", Decimal(0))
        more = stated.get("b4", Decimal(0)) - n * ends
        return bool(
            n > 0 and not stated.get("a1a3") and "a1a3" in (self.declared or ()) and abs(more) > Decimal("0.00005")
        )

    @property
    def source_name(self) -> str:
        return self.name.strip()


@dataclass
class Export:
    """A whole result file."""

    file: str
    form: str
    """excel or json."""
    rows: list[Row]
    name: str = ""
    type_word: str = ""
    reference_area: Decimal | None = None
    floor_area: Decimal | None = None
    heated_area: Decimal | None = None
    first_year: int | None = None
    period: Decimal | None = None
    exported_kwh: Decimal | None = None
    mode: str = ""
    use: dict[str, Decimal | None] = field(default_factory=dict)
    """kWh per m² heated area and year by electricity and heating, where the file tells it."""
    left_out: tuple[str, ...] = ()
    """Sheets or parts that are not read."""

    def children(self) -> Mapping[int | None, list[int]]:
        """Indices of the rows below each row."""
        found: dict[int | None, list[int]] = {}
        for index, row in enumerate(self.rows):
            found.setdefault(row.parent, []).append(index)
        return found

    def above(self, row: Row, kind: str) -> Row | None:
        """The nearest row of a kind that sums this one."""
        while row.parent is not None:
            row = self.rows[row.parent]
            if row.kind == kind:
                return row
        return None

    def source(self, row: Row) -> Source:
        return Source(file=self.file, place=row.place)


def read_export(path: Path) -> Export | None:
    """The results in an Excel export or a result JSON; None where the file is neither; raises Fault for a broken one."""
    if path.is_dir():
        return None
    from circular.building.lcabyg_excel import read_excel
    from circular.building.lcabyg_json import export_of, is_results

    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return read_excel(path)
    if path.suffix.lower() != ".json":
        return None
    data = json_of(content_of(path), str(path))
    return export_of(data, str(path)) if is_results(data) else None
