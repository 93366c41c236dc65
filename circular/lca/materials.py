"""Material data: sets with names (BR18 bilag 2 tabel 7 of each regime), and the project's own products beside them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from circular import strict_yaml
from circular.faults import Fault
from circular.language import Words
from circular.shelf import shelf

MODULES = ("a1a3", "c3", "c4", "d")
NUMBERS = (*MODULES, "mass_kg", "density_kg_m3", "kg_per_m2", "lambda_w_mk")
PUBLISHED = tuple(f"published_{key}" for key in (*MODULES, "mass_kg"))


@dataclass(frozen=True, slots=True)
class Material:
    """One product: kg CO2e per ONE declared unit; None is a module that the source does not declare."""

    id: str
    name: str
    unit: str
    """Declared unit: m3 m2 m kg t pcs m2_r1 m2_year."""
    a1a3: Decimal | None
    c3: Decimal | None
    c4: Decimal | None
    d: Decimal | None
    mass_kg: Decimal | None = None
    """kg per declared unit."""
    density_kg_m3: Decimal | None = None
    kg_per_m2: Decimal | None = None
    lambda_w_mk: Decimal | None = None
    life_class: str | None = None
    """Class in the BUILD service-life table."""
    mark: str | None = None
    """end_of_life, suspect, corrected."""
    data_type: str | None = None
    """generic, industry, danish_generic, standard_value, epd."""
    standard: str | None = None
    valid_until: date | None = None
    set_name: str = ""
    other_names: tuple[str, ...] = ()
    name_other: str = ""
    published: tuple[tuple[str, Decimal], ...] = ()
    """The published figures that a correction replaced."""
    note: str = ""
    source: str = ""

    @property
    def end_of_life_only(self) -> bool:
        """A row that only declares disposal; never a product."""
        return self.a1a3 is None

    @property
    def declares_end_of_life(self) -> bool:
        return self.c3 is not None or self.c4 is not None

    @property
    def suspect(self) -> bool:
        """A1-A3 + C3 + C4 below 0: more carbon taken up than ever let out again."""
        return self.a1a3 is not None and self.a1a3 + (self.c3 or 0) + (self.c4 or 0) < 0


@dataclass(frozen=True)
class MaterialSet:
    """One data set with its rows by id and what is known of it."""

    name: str
    title: Words
    regime: str | None
    regime_from: date | None
    edition: str
    source: str
    licence: str
    standard: str | None = None
    rows: Mapping[str, Material] = field(default_factory=dict, repr=False)

    def __iter__(self) -> Iterator[Material]:
        return iter(self.rows.values())


@cache
def shipped_sets() -> dict[str, MaterialSet]:
    """The sets that ship with the program, in the order of their regimes."""
    return _sets_in(shelf("lca_data"))


def material_sets(folder: Path | None = None) -> dict[str, MaterialSet]:
    """The shipped sets, and those that `circular materials import` has put in `lca_data` beside the project."""
    beside = own_data(folder)
    own = _sets_in(beside) if beside is not None else {}
    clash = sorted(set(own) & set(shipped_sets()))
    if clash:
        raise Fault(
            str(folder / "lca_data" / clash[0]) if folder else clash[0],
            "",
            (f"datasættet '{clash[0]}' følger med programmet", f"the data set '{clash[0]}' ships with the program"),
            ("giv det et andet navn", "give it another name"),
        )
    return dict(sorted({**shipped_sets(), **own}.items(), key=lambda item: item[1].regime_from or date.max))


def own_data(folder: Path | None) -> Path | None:
    """`lca_data` beside the project; None where there is none, or where it is a checkout's own shelf."""
    if folder is None or not (folder / "lca_data").is_dir() or (folder / "lca_data" / "conventions.yaml").is_file():
        return None
    return folder / "lca_data"


def _sets_in(folder: Traversable | Path) -> dict[str, MaterialSet]:
    found = {}
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.is_dir() and (entry / "materials.csv").is_file():
            found[entry.name] = _read_set(entry)
    return dict(sorted(found.items(), key=lambda item: item[1].regime_from or date.max))


def _read_set(folder: Traversable | Path) -> MaterialSet:
    name = folder.name
    where = f"{name}/materials.yaml"
    about: dict[str, Any]
    about, _ = strict_yaml.load((folder / "materials.yaml").read_bytes(), where)
    rows: dict[str, Material] = {}
    text = (folder / "materials.csv").read_text(encoding="utf-8")
    for line, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        material = _material(row, about, name, f"{name}/materials.csv", line)
        known = rows.get(material.id)
        rows[material.id] = material if known is None else _same(known, material, f"{name}/materials.csv", line)
    return MaterialSet(
        name=name,
        title=Words(**about["title"]),
        regime=about.get("regime"),
        regime_from=about.get("regime_from"),
        edition=str(about.get("edition") or ""),
        source=str(about.get("source") or ""),
        licence=str(about.get("licence") or ""),
        standard=about.get("standard"),
        rows=rows,
    )


def _same(known: Material, again: Material, file: str, line: int) -> Material:
    """Rows with one id and equal figures are one row with two names."""
    if any(getattr(known, key) != getattr(again, key) for key in ("unit", *NUMBERS)):
        raise Fault(file, str(line), (f"{again.id} står to gange med forskellige tal", f"{again.id} stands twice with different figures"))  # fmt: skip
    return replace(known, other_names=(*known.other_names, again.name))


def _material(row: dict[str, str], about: dict[str, Any], set_name: str, file: str, line: int) -> Material:
    figures: dict[str, Decimal | None] = {}
    for key in (*NUMBERS, *PUBLISHED):
        text = (row.get(key) or "").strip()
        try:
            figures[key] = Decimal(text) if text else None
        except ArithmeticError:
            raise Fault(file, str(line), (f"'{text}' i {key} er ikke et tal", f"'{text}' in {key} is not a number")) from None  # fmt: skip
    return Material(
        id=row["id"],
        name=row["name_da"],
        name_other=row.get("name_other") or "",
        unit=row["unit"],
        **{key: figures[key] for key in NUMBERS},  # type: ignore[arg-type]
        life_class=row.get("life_class") or None,
        mark=row.get("mark") or None,
        data_type=row.get("data_type") or None,
        standard=about.get("standard"),
        valid_until=about.get("valid_until"),
        set_name=set_name,
        published=tuple((key.removeprefix("published_"), value) for key in PUBLISHED if (value := figures[key]) is not None),
        note=row.get("note") or "",
        source=row.get("source_url") or "",
    )  # fmt: skip
