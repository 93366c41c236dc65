"""Reads the official workbooks of BR18 bilag 2: tabel 7 (materials) and tabel 8 (energy), as data sets beside a project."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from circular.building.workbook_cells import open_workbook
from circular.building.yaml_out import flow
from circular.faults import Fault, nearest
from circular.lca.tabel7 import COLUMNS, MODULES, clean, layout, table_row

MOST_HEADER_ROWS = 30
YEARS = range(2000, 2101)
Grid = list[list[str]]


@dataclass(frozen=True)
class Official:
    """What a workbook holds: rows of tabel 7, or anchors of tabel 8."""

    file: str
    rows: tuple[Mapping[str, str], ...] = ()
    anchors: Mapping[str, Mapping[int, Decimal]] | None = None
    empty_is_zero: bool = False


def read_official(path: Path) -> Official | None:
    """The table in the workbook; None where it is neither; raises Fault for a broken one."""
    for name, grid in _grids(path):
        found = _tabel7(grid, str(path), name) or _tabel8(grid, str(path), name)
        if found is not None:
            return found
    return None


def _grids(path: Path) -> list[tuple[str, Grid]]:
    if path.suffix.lower() == ".csv":
        text = path.read_text(encoding="utf-8-sig")
        return [("", [list(row) for row in csv.reader(io.StringIO(text))])]
    values, _ = open_workbook(path)
    return [
        (sheet.title, [[_shown(cell) for cell in row] for row in sheet.iter_rows(values_only=True)])
        for sheet in values.worksheets
    ]


def _shown(value: Any) -> str:
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def _plain(text: str) -> str:
    return clean(text).lower().replace(",", "")


def _tabel7(grid: Grid, file: str, sheet: str) -> Official | None:
    """Rows below the heading row, which is the first that names every required column."""
    words = layout()["tabel7"]
    headings = {heading: key for key, named in words["columns"].items() for heading in named}
    for number, row in enumerate(grid[:MOST_HEADER_ROWS]):
        keys = {column: headings[_plain(text)] for column, text in enumerate(row) if _plain(text) in headings}
        if set(words["required"]) <= set(keys.values()):
            return _rows_below(grid, number, keys, file, sheet)
        if "id" in keys.values() and len(keys) > 4:
            missing = sorted(set(words["required"]) - set(keys.values()))
            raise Fault(file, _at(sheet, number + 1), (f"tabel 7 mangler kolonnerne {', '.join(missing)}", f"tabel 7 lacks the columns {', '.join(missing)}"))  # fmt: skip
    return None


def _rows_below(grid: Grid, header: int, keys: Mapping[int, str], file: str, sheet: str) -> Official:
    raw: list[tuple[dict[str, str], int]] = []
    for number, row in enumerate(grid[header + 1 :], header + 2):
        told = {key: row[column] if column < len(row) else "" for column, key in keys.items()}
        if told["id"].strip().startswith("#"):
            raw.append((told, number))
    by_id = {told["id"].strip(): told for told, _ in raw}
    empty_is_zero = "mass_unit" in keys.values()
    rows = []
    for told, number in raw:
        place = _at(sheet, number)
        _follow(told, by_id, file, place)
        rows.append(table_row(told, (file, place), empty_is_zero=empty_is_zero, corrections={}))
    return Official(file, tuple(rows), empty_is_zero=empty_is_zero)


def _follow(told: dict[str, str], by_id: Mapping[str, Mapping[str, str]], file: str, place: str) -> None:
    """A figure written as `#ID` is the figure of that row."""
    for module in MODULES:
        text, seen = told[module].strip(), {told["id"].strip()}
        while text.startswith("#"):
            if text in seen or text not in by_id:
                near = nearest(text, list(by_id), 1)
                raise Fault(file, place, (f"{told['id']}: {module} henviser til '{text}', som ikke kan følges", f"{told['id']}: {module} refers to '{text}', which leads nowhere"), (f"mente tabellen {near[0]}?", f"did the table mean {near[0]}?") if near else "")  # fmt: skip
            seen.add(text)
            text = by_id[text][module].strip()
        told[module] = text


def _tabel8(grid: Grid, file: str, sheet: str) -> Official | None:
    """Factors by carrier and year, with years down or across."""
    words = {word: carrier for carrier, named in layout()["tabel8"]["carriers"].items() for word in named}
    for one, transposed in ((grid, False), ([list(row) for row in _turned(grid)], True)):
        for number, row in enumerate(one[:MOST_HEADER_ROWS]):
            columns = {index: words[_plain(text)] for index, text in enumerate(row) if _plain(text) in words}
            if len(columns) < 2:
                continue
            anchors = _anchors(one[number + 1 :], columns, file, sheet, transposed)
            if anchors:
                return Official(file, anchors=anchors)
    return None


def _anchors(rows: Sequence[Sequence[str]], columns: Mapping[int, str], file: str, sheet: str, transposed: bool) -> dict[str, dict[int, Decimal]]:  # fmt: skip
    found: dict[str, dict[int, Decimal]] = {carrier: {} for carrier in columns.values()}
    for row in rows:
        year = next((int(text) for text in row[: min(columns)] if text.strip().isdigit() and int(text) in YEARS), None)
        if year is None:
            continue
        for index, carrier in columns.items():
            text = row[index].strip() if index < len(row) else ""
            if not text:
                continue
            try:
                found[carrier][year] = Decimal(text.replace(",", ".")) + 0
            except ArithmeticError:
                raise Fault(file, sheet, (f"'{text}' for {carrier} {year} er ikke et tal", f"'{text}' of {carrier} {year} is not a number")) from None  # fmt: skip
    whole = {carrier: years for carrier, years in found.items() if len(years) >= 2}
    return whole if "electricity" in whole else {}


def _turned(grid: Grid) -> list[tuple[str, ...]]:
    width = max((len(row) for row in grid), default=0)
    return list(zip(*(row + [""] * (width - len(row)) for row in grid), strict=True)) if width <= 200 else []


def _at(sheet: str, row: int) -> str:
    return f"{sheet}!{row}" if sheet else str(row)


def set_files(official: Official, name: str, regime_from: date, read_on: date) -> dict[str, str]:
    """The files of a data set, by their path below `lca_data`: materials, or an energy series."""
    about: dict[str, Any] = {
        "title": {"da": f"{'BR18 bilag 2, tabel 7' if official.rows else 'BR18 bilag 2, tabel 8'} ({name})", "en": f"{'BR18 annex 2, table 7' if official.rows else 'BR18 annex 2, table 8'} ({name})"},
        "regime": name.removesuffix("-tabel8"),
        "regime_from": regime_from,
        "source": Path(official.file).name,
        "read_on": read_on,
        "confidence": "read",
    }  # fmt: skip
    if official.anchors is not None:
        about |= {"unit": "kg_co2e_kwh", "before_first": "not_defined", "anchors": official.anchors}
        return {f"energy/{name}.yaml": _yaml(about)}
    about |= {
        "table": "tabel 7",
        "edition": Path(official.file).name,
        "standard": None,
        "rows": len(official.rows),
        "licence": "annex to a Danish regulation",
        "empty_module_is": "zero" if official.empty_is_zero else "not_declared",
        "corrections": {},
    }
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(official.rows)
    return {f"{name}/materials.yaml": _yaml(about), f"{name}/materials.csv": stream.getvalue()}


def _yaml(about: Mapping[str, Any]) -> str:
    return "".join(
        f"{key}: {flow(dict(value) if isinstance(value, Mapping) else value)}\n" for key, value in about.items()
    )
