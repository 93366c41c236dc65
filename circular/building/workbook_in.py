"""Reads the workbook of `circular new project`: the same tables as building/1 in YAML, each value with its cell."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from circular.building.build import building_of
from circular.building.fields import Path as FieldPath
from circular.building.model import Building
from circular.building.workbook_cells import OLE, Cells, open_workbook
from circular.building.workbook_spec import (
    FIRST_FIELD_ROW,
    FIRST_ROW,
    KEY_ROW,
    MARK,
    NOTE,
    TABLES,
    Column,
    said,
    table_columns,
    text_of,
)
from circular.building.workbook_spec import (
    building_fields as spec_fields,
)
from circular.documents.failure import BROKEN_ZIP
from circular.faults import Fault

Row = dict[str, Any]
MOST_ROWS = 200_000
HOMES = {
    "components": ("components",),
    "entries": ("choices",),
    "options": ("choices", "options"),
    "layers": ("choices", "options", "materials"),
}
"""Where the rows of a table stand in the project."""


class CellPlaces:
    """The cell of every part of the project, asked by its path; the nearest part above where it has none of its own."""

    def __init__(self) -> None:
        self._cells: dict[FieldPath, str] = {}

    def __setitem__(self, path: FieldPath, cell: str) -> None:
        self._cells[path] = cell

    def __getitem__(self, path: FieldPath) -> str:
        while path and path not in self._cells:
            path = path[:-1]
        return self._cells.get(path, "")

    def label(self, path: FieldPath) -> tuple[str, str] | None:
        """Heading of the field in the workbook, Danish and English; None for what is no field."""
        column = _headings().get(tuple(part for part in path if isinstance(part, str)))
        return None if column is None else (column.name.da, column.name.en)


@cache
def _headings() -> dict[tuple[str, ...], Column]:
    """Every field by its path in the project, without the numbers of rows."""
    found = {tuple(field.key.split(".")): field for field in spec_fields() if isinstance(field, Column)}
    for table, path in HOMES.items():
        found.update({(*path, column.key): column for column in table_columns(table)})
    return found


def is_project_workbook(path: Path) -> bool:
    """Whether the workbook is one of ours: its shared texts hold the mark. Damaged and protected ones are left to their readers."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as package:
            names = [
                name
                for name in package.namelist()
                if name.lower().startswith(("xl/sharedstrings", "xl/worksheets/sheet"))
            ]
            return any(_holds_mark(package, name) for name in names[:40])
    except BROKEN_ZIP:
        return False


def is_locked(path: Path) -> bool:
    """Whether a workbook of the new format is wrapped in a password."""
    with path.open("rb") as file:
        return file.read(8) == OLE


def _holds_mark(package: Any, name: str) -> bool:
    with package.open(name) as part:
        return f"circular: {MARK}".encode() in part.read(5_000_000)


def read_workbook(path: Path) -> Building:
    """The project in the workbook; raises Fault naming sheet, cell and field."""
    file = str(path)
    values, formulas = open_workbook(path)
    cells, places = Cells(file), CellPlaces()
    data = _building_sheet(_sheet(values, formulas, "building", file), cells, places)
    rows = {table: _table(values, formulas, table, cells) for table in TABLES}
    _uses(rows["uses"], data, places)
    for index, (row, at) in enumerate(rows["components"]):
        data.setdefault("components", []).append(_placed(row, at, ("components", index), places))
    _choices(rows, data, places, cells)
    _demands(rows["demands"], data, places)
    data["circular"] = MARK
    return building_of(data, places, file)


def _sheet(values: Any, formulas: Any, name: str, file: str) -> tuple[Any, Any, str]:
    """The sheet of a name in either language."""
    title = text_of("sheets", name)
    for told in (title.da, title.en):
        if told in values.sheetnames:
            return values[told], formulas[told], told
    raise Fault(file, "", (f"arket '{title.da}' mangler", f"the sheet '{title.en}' is missing"), ("begynd med circular new project", "start with circular new project"))  # fmt: skip


def _building_sheet(sheet: tuple[Any, Any, str], cells: Cells, places: CellPlaces) -> Row:
    """The fields of the building sheet; keys stand in column E, values in column C."""
    values, formulas, title = sheet
    known = {field.key: field for field in spec_fields() if isinstance(field, Column)}
    data: Row = {}
    seen: dict[str, str] = {}
    for number in range(FIRST_FIELD_ROW, min(values.max_row, 500) + 1):
        key = values.cell(number, 5).value
        if key is None:
            continue
        place = f"{title}!C{number}"
        if key not in known:
            cells.refuse(f"{title}!E{number}", (f"ukendt nøgle '{key}'", f"unknown key '{key}'"), ("lad kolonne E stå", "leave column E alone"))  # fmt: skip
        if key in seen:
            cells.refuse(place, (f"nøglen '{key}' står to gange", f"the key '{key}' stands twice"), (f"den stod først i {seen[key]}", f"it stood first in {seen[key]}"))  # fmt: skip
        seen[key] = place
        path = tuple(key.split("."))
        places[path] = place
        value = cells.value(values.cell(number, 3), formulas.cell(number, 3), known[key].kind, key, place)
        if value is not None:
            _put(data, path, value)
    return data


def _put(data: Row, path: tuple[str, ...], value: Any) -> None:
    for key in path[:-1]:
        data = data.setdefault(key, {})
    data[path[-1]] = value


def _table(values: Any, formulas: Any, table: str, cells: Cells) -> list[tuple[Row, dict[str, str]]]:
    """The rows of a table with the cell of each value; blank rows and examples are left out, a missing sheet has none."""
    title = text_of("sheets", table)
    name = next((told for told in (title.da, title.en) if told in values.sheetnames), None)
    if name is None:
        return []
    sheet, formula_sheet = values[name], formulas[name]
    known = {column.key: column for column in table_columns(table)}
    columns = _columns(sheet, name, known, cells)
    start = said("example")
    found = []
    for number in range(FIRST_ROW, min(sheet.max_row, MOST_ROWS) + 1):
        note = str(sheet.cell(number, columns[NOTE]).value or "") if NOTE in columns else ""
        if note.strip().casefold().startswith((start.da, start.en)):
            continue
        row: Row = {}
        at = {"": f"{name}!{number}"}
        for key, index in columns.items():
            if key == NOTE:
                continue
            cell = sheet.cell(number, index)
            place = f"{name}!{cell.coordinate}"
            at[key] = place
            value = cells.value(cell, formula_sheet.cell(number, index), known[key].kind, key, place)
            if value is not None:
                row[key] = value
        if row:
            found.append((row, at))
    return found


def _columns(sheet: Any, name: str, known: dict[str, Column], cells: Cells) -> dict[str, int]:
    """Where each key's column stands, from the key row."""
    columns: dict[str, int] = {}
    for index in range(1, min(sheet.max_column, 200) + 1):
        key = sheet.cell(KEY_ROW, index).value
        if key is None:
            continue
        place = f"{name}!{sheet.cell(KEY_ROW, index).coordinate}"
        if key != NOTE and key not in known:
            cells.refuse(place, (f"ukendt nøgle '{key}'", f"unknown key '{key}'"), (f"nøglerne er {', '.join(known)}", f"the keys are {', '.join(known)}"))  # fmt: skip
        if key in columns:
            cells.refuse(place, (f"nøglen '{key}' står to gange", f"the key '{key}' stands twice"), ("slet den ene kolonne", "delete one of the columns"))  # fmt: skip
        columns[key] = index
    return columns


def _placed(row: Row, at: dict[str, str], path: FieldPath, places: CellPlaces) -> Row:
    places[path] = at[""]
    for key, place in at.items():
        if key:
            places[(*path, key)] = place
    return row


def _uses(rows: list[tuple[Row, dict[str, str]]], data: Row, places: CellPlaces) -> None:
    """Mixed use overrides the single use of the building sheet."""
    shares: Row = {}
    for row, at in rows:
        name = row.get("type")
        places[("building_type", str(name))] = at.get("share", at[""])
        if name is not None:
            shares[name] = row.get("share")
    if shares:
        data["building_type"] = shares


def _choices(rows: dict[str, list[tuple[Row, dict[str, str]]]], data: Row, places: CellPlaces, cells: Cells) -> None:
    """Entries, their options, and the materials of these, joined by element, label and option name."""
    entries: dict[tuple[Any, Any], int] = {}
    choices: list[Row] = []
    for row, at in rows["entries"]:
        key = (row.get("element"), row.get("label"))
        if key in entries:
            cells.refuse(at[""], (f"valget '{key[0]}' står to gange", f"the entry '{key[0]}' stands twice"), ("skeln dem med mærke", "tell them apart by label"))  # fmt: skip
        entries[key] = len(choices)
        choices.append(_placed({**row, "options": []}, at, ("choices", len(choices)), places))
    options: dict[tuple[Any, Any, Any], FieldPath] = {}
    found: dict[FieldPath, Row] = {}
    for row, at in rows["options"]:
        key = (row.pop("element", None), row.pop("label", None))
        if key not in entries:
            cells.refuse(at[""], (f"'{key[0]}' er ikke et af valgene", f"'{key[0]}' is not one of the entries"), ("skriv det på arket Valg først", "write it on the sheet Entries first"))  # fmt: skip
        index = entries[key]
        path: FieldPath = ("choices", index, "options", len(choices[index]["options"]))
        choices[index]["options"].append(_placed(row, at, path, places))
        options.setdefault((*key, row.get("name")), path)
        found[path] = row
    for row, at in rows["layers"]:
        where = (row.pop("element", None), row.pop("label", None), row.pop("option", None))
        if where not in options:
            cells.refuse(at[""], (f"'{where[0]}/{where[2]}' er ikke en af mulighederne", f"'{where[0]}/{where[2]}' is not one of the options"), ("skriv den på arket Muligheder først", "write it on the sheet Options first"))  # fmt: skip
        kind = "removes" if row.pop("use", "built_in") == "removed" else "materials"
        path = options[where]
        layers = found[path].setdefault(kind, [])
        layers.append(_placed(row, at, (*path, kind, len(layers)), places))
    if choices:
        data["choices"] = choices


def _demands(rows: list[tuple[Row, dict[str, str]]], data: Row, places: CellPlaces) -> None:
    for row, at in rows:
        kind, a, b = row.get("demand"), row.get("a"), row.get("b")
        if kind == "stock":
            places[("stock", str(a))] = at.get("amount", at[""])
            data.setdefault("stock", {})[a] = row.get("amount")
        elif kind == "pin":
            places[("pin", str(a))] = at.get("b", at[""])
            data.setdefault("pin", {})[a] = b
        elif kind == "ban":
            places[("ban", len(data.setdefault("ban", [])))] = at.get("a", at[""])
            data["ban"].append(a)
        elif kind is not None:
            pairs = data.setdefault(kind, [])
            places[(kind, len(pairs))] = at[""]
            pairs.append([a, b] if a is not None and b is not None else [a])
