"""Workbooks and CSV files of others as plain tables of cells, read within bounds."""

from __future__ import annotations

import csv
import io
import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from circular.building.foreign import content_of, package_of, printable
from circular.documents import cells_apart
from circular.documents.cells_worker import Sheets
from circular.documents.encoding import decode
from circular.documents.failure import Unreadable
from circular.faults import Fault, Said

MOST_BYTES = 100_000_000
MOST_ROWS = cells_apart.MOST_ROWS
Cell = str | Decimal | date | bool | None
_SAVE: Said = ("åbn den i Excel, og gem den som .xlsx", "open it in Excel and save it as .xlsx")
_NOT_A_BOOK: Said = ("er ikke en Excel-fil, eller den er beskadiget", "is no Excel file, or it is damaged")


def workbook(path: Path) -> dict[str, list[list[Cell]]]:
    """Every sheet by name, as rows of cells, opened in a process of its own; raises Fault for what is no workbook, is locked, or is a bomb."""
    return {name: [[_cell(value) for value in row] for row in rows] for name, rows in sheets_of(path).items()}


def sheets_of(path: Path, *, first: bool = False, rows: int | None = None, skip: bool = False) -> Sheets:
    """The sheets as the sheet library tells their cells (see `cells_of`); raises Fault."""
    content = content_of(path, MOST_BYTES)
    if content[:2] == b"PK":
        package_of(content, str(path))
    try:
        return cells_apart.cells_of(path, first=first, rows=rows, skip=skip)
    except cells_apart.TooLarge as large:
        raise Fault(str(path), large.sheet, (large.da, large.en)) from None
    except cells_apart.Damaged:
        raise Fault(str(path), "", _NOT_A_BOOK, _SAVE) from None
    except Unreadable as failure:
        raise Fault(str(path), "", (failure.da, failure.en), _SAVE) from None


def _cell(value: Any) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, bool | date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, int | float):
        return Decimal(repr(value)) if math.isfinite(value) else str(value)
    if isinstance(value, time | timedelta):
        return str(value)
    return printable(str(value)) or None


def csv_table(content: bytes, file: str) -> list[list[Cell]]:
    """A CSV file of any encoding and separator as rows of texts."""
    text, replaced = decode(content)
    if replaced or "\x00" in text[:4096]:
        raise Fault(file, "", ("filen er ikke tekst", "the file is not text"), ("gem den som CSV i UTF-8", "save it as CSV in UTF-8"))  # fmt: skip
    head = text.splitlines()[:30]
    separator = max(";\t,|", key=lambda mark: (sum(line.count(mark) for line in head), mark == ";"))
    csv.field_size_limit(1_000_000)
    found: list[list[Cell]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if len(found) >= MOST_ROWS:
                raise Fault(file, str(MOST_ROWS), (f"mere end {MOST_ROWS} rækker", f"more than {MOST_ROWS} rows"))
            found.append([printable(cell) or None for cell in row])
    except csv.Error:
        raise Fault(file, str(len(found) + 1), ("rækken er ikke CSV", "the row is no CSV")) from None
    return found


def cell_name(sheet: str, row: int, column: int) -> str:
    """'Ark!C12' for row and column counted from 0."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{sheet}!{letters}{row + 1}" if sheet else f"{letters}{row + 1}"
