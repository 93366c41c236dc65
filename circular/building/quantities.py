"""Reads bills of quantities (.xlsx, .csv): headers recognised in Danish and English, materials through a saved mapping."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from circular import strict_yaml
from circular.building.classification import element_of_code
from circular.building.elements import elements
from circular.building.foreign import Notes, content_of, number_of
from circular.building.mapping import MaterialNames, mapping_for, told
from circular.building.model import Building, Component, Source
from circular.building.tabel7 import plain
from circular.building.tables import Cell, cell_name, csv_table, workbook
from circular.faults import Fault
from circular.shelf import shelf

THOUSANDS = re.compile(r"[-+]?\d{1,3}[.,]\d{3}")
"""1.250: twelve hundred and fifty, or one and a quarter."""
NEAR = 0.8
"""How much a heading must look like the name of an element: plurals do, other words do not."""
BOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


@dataclass(frozen=True)
class Table:
    """A table of quantities found in a sheet: where its header stands, and which column is which."""

    sheet: str
    header: int
    columns: Mapping[str, int]
    rows: list[list[Cell]]


@cache
def words() -> Mapping[str, Any]:
    """The tables of lca_data/quantities/quantities.yaml."""
    data: Mapping[str, Any]
    data, _ = strict_yaml.load(
        (shelf("lca_data") / "quantities" / "quantities.yaml").read_bytes(), "quantities/quantities.yaml"
    )
    return data


def read_quantities(path: Path) -> Building | None:
    """The bill as a Building; None where the file is no table or no header names amount and unit."""
    if path.is_dir() or path.suffix.lower() not in (*BOOKS, ".csv"):
        return None
    mapping = mapping_for(path)
    tables = list(_tables(path, mapping))
    if not tables:
        return None
    notes = Notes(str(path))
    mapping.choose(_names_in(tables))
    components = [part for table in tables for part in _components(table, path, mapping, notes)]
    if not components:
        raise Fault(str(path), "", ("tabellen har ingen rækker med mængder", "the table has no rows with amounts"))
    if mapping.unknown:
        notes(*told(mapping.unknown, path))
    notes(
        "en mængdeliste siger ikke, om det er nybyggeri, hvad bygningen bruges til, dens areal og energi; udfyld projektet",
        "a bill of quantities does not say whether it is a new building, its use, its area and energy; fill in the project",
    )
    return Building(
        name=path.stem,
        works="new",
        building_type="other",
        reference_area_m2=Decimal(0),
        material_data=mapping.set_name,
        components=tuple(components),
        file=str(path),
        warnings=notes.da,
        warnings_en=notes.en,
    )


def decimal_mark(cells: Iterable[Cell]) -> str | None:
    """Which mark is the decimal one in a column of texts: told by '12,5', '1.250,5' or their English twins; None where nothing tells."""
    found = set()
    for cell in cells:
        text = str(cell).strip() if isinstance(cell, str) else ""
        marks = [char for char in text if char in ",."]
        if not marks or not re.fullmatch(r"[-+]?[\d.,\s]+", text):
            continue
        last = marks[-1]
        if len(set(marks)) == 2 or (len(marks) == 1 and not THOUSANDS.fullmatch(text)):
            found.add(last)
        elif len(marks) > 1:
            found.add("," if last == "." else ".")
    return found.pop() if len(found) == 1 else None


def amount_of(raw: Cell, mark: str | None) -> tuple[Decimal | None, bool]:
    """The amount of a cell, and whether it is a text like '1.250' that nothing in its column explains."""
    if not isinstance(raw, str):
        return number_of(raw), False
    text = raw.strip()
    if mark is not None and re.fullmatch(r"[-+]?[\d.,\s]+", text):
        other = "." if mark == "," else ","
        return number_of(text.replace(other, "").replace(mark, ".")), False
    return (None, True) if THOUSANDS.fullmatch(text) else (number_of(text), False)


def _names_in(tables: list[Table]) -> Iterator[str]:
    """Every material name of the tables."""
    for table in tables:
        column = table.columns.get("material", table.columns.get("name", 0))
        for row in table.rows[table.header + 1 :]:
            if column < len(row) and row[column] is not None:
                yield str(row[column])


def _tables(path: Path, mapping: MaterialNames) -> Iterator[Table]:
    sheets = workbook(path) if path.suffix.lower() in BOOKS else {"": csv_table(content_of(path), str(path))}
    for name, rows in sheets.items():
        for index, row in enumerate(rows[: words()["most_header_rows"]]):
            columns = columns_of(row, mapping.columns)
            if all(key in columns for key in words()["needed"]) and ("name" in columns or "material" in columns):
                yield Table(name, index, columns, rows)
                break


def columns_of(row: list[Cell], own: Mapping[str, str] | None = None) -> dict[str, int]:
    """Which cell of a header row is which of our columns; `own` names headers that the user has told."""
    found: dict[str, int] = {}
    heads = [plain(str(cell)) if isinstance(cell, str) else "" for cell in row]
    for key, head in (own or {}).items():
        if plain(head) in heads:
            found[key] = heads.index(plain(head))
    names = [(plain(name), key) for key, said in words()["columns"].items() for name in said]
    for name, key in sorted(names, key=lambda pair: -len(pair[0])):
        for index, head in enumerate(heads):
            bare = head.split("[")[0].split("(")[0].strip()
            if key not in found and index not in found.values() and name in (head, bare):
                found[key] = index
    return found


def _components(table: Table, path: Path, mapping: MaterialNames, notes: Notes) -> Iterator[Component]:
    said = [str(cell) for cell in table.rows[table.header] if cell is not None]
    used = {table.rows[table.header][index] for index in table.columns.values()}
    left = [head for head in said if head not in used]
    if left:
        notes(f"kolonner, der ikke er overført: {', '.join(left)}", f"columns not carried over: {', '.join(left)}", table.sheet)  # fmt: skip
    group = ""
    column = table.columns["amount"]
    mark = decimal_mark(row[column] for row in table.rows[table.header + 1 :] if column < len(row))
    for line, row in enumerate(table.rows[table.header + 1 :], table.header + 1):
        cells = {key: row[index] if index < len(row) else None for key, index in table.columns.items()}
        where = cell_name(table.sheet, line, table.columns["amount"])
        name = str(cells.get("name") or cells.get("material") or "").strip()
        raw = cells["amount"]
        if raw is None:
            group = name if name and cells.get("unit") is None else group
            if name and cells.get("unit") is not None:
                notes(f"'{name}' har ingen mængde", f"'{name}' has no amount", where)
            continue
        if plain(name) in words()["sums"] or (not name and cells.get("unit") is None):
            continue
        amount, doubtful = amount_of(raw, mark)
        if doubtful:
            notes(
                f"'{raw}' kan være to forskellige tal; skriv mængden af '{name}' uden tusindtalsprik",
                f"'{raw}' may be two different numbers; write the amount of '{name}' without thousands separators",
                where,
            )
        elif amount is None:
            notes(f"'{raw}' er ikke en mængde; '{name}' kan ikke beregnes", f"'{raw}' is no amount; '{name}' cannot be computed", where)  # fmt: skip
        yield _component(cells, name, group, amount, Source(file=str(path), place=where), mapping, notes)


def _component(
    cells: Mapping[str, Cell], name: str, group: str, amount: Decimal | None, source: Source, mapping: MaterialNames, notes: Notes
) -> Component:  # fmt: skip
    unit_word = str(cells.get("unit") or "").strip()
    unit = words()["units"].get(plain(unit_word))
    if unit is None:
        notes(f"enheden '{unit_word}' af '{name}' kendes ikke", f"the unit '{unit_word}' of '{name}' is not known", source.place)  # fmt: skip
    material = str(cells.get("material") or name)
    life = number_of(cells.get("life"))
    thickness = number_of(cells.get("thickness_mm"))
    cost = number_of(cells.get("cost"))
    return Component(
        element=_element(cells, group, name, source, notes),
        name=name,
        material=mapping.id_of(material) or material,
        amount=amount,
        unit=unit,
        service_life_years=life if life and life >= 1 else None,
        thickness_mm=thickness if thickness and thickness > 0 else None,
        cost_dkk=cost if cost is not None and cost >= 0 else None,
        reused=plain(str(cells.get("reused") or "")) in words()["yes"],
        source=source,
    )


def _element(cells: Mapping[str, Cell], group: str, name: str, source: Source, notes: Notes) -> str:
    """The element by code, by its own name, or by the heading above the row."""
    code = str(cells.get("code") or "")
    found = element_of_code("sfb", code) if code.strip("( ")[:2].isdigit() else None
    if found is not None:
        return found
    names = _names()
    for text in (str(cells.get("element") or ""), group):
        if plain(text) in names:
            return names[plain(text)]
        near = get_close_matches(plain(text), list(names), n=1, cutoff=NEAR) if text else []
        if near:
            return names[near[0]]
    notes(f"bygningsdelen af '{name}' kendes ikke; element er sat til other", f"the element of '{name}' is not known; element is set to other", source.place)  # fmt: skip
    return "other"


@cache
def _names() -> dict[str, str]:
    """Every name, plural and id of an element."""
    found = {}
    for identifier, element in elements().items():
        for name in (identifier, element.name.da, element.name.en):
            found[plain(name)] = identifier
            found[plain(name) + "e"] = identifier
            found[plain(name) + "er"] = identifier
            found[plain(name) + "s"] = identifier
    return found
