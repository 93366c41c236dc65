"""Workbooks and CSV files of others as plain tables of cells, read within bounds."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from circular.building.foreign import content_of, package_of, printable
from circular.documents.encoding import decode
from circular.documents.panics import panics_caught
from circular.faults import Fault, Said

MOST_ROWS = 200_000
MOST_CELLS = 20_000_000
Cell = str | Decimal | date | bool | None
_NOT_A_BOOK: Said = ("er ikke en Excel-fil, eller den er beskadiget", "is no Excel file, or it is damaged")


def workbook(path: Path) -> dict[str, list[list[Cell]]]:
    """Every sheet by name, as rows of cells; raises Fault for what is no workbook, is locked, or is a bomb."""
    from python_calamine import CalamineWorkbook

    content = content_of(path, 100_000_000)
    if content[:2] == b"PK":
        package_of(content, str(path))
    try:
        with panics_caught():
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            found: dict[str, list[list[Cell]]] = {}
            cells = 0
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                cells += sheet.total_height * sheet.total_width
                if sheet.total_height > MOST_ROWS or cells > MOST_CELLS:
                    raise Fault(str(path), name, (f"mere end {MOST_ROWS} rækker", f"more than {MOST_ROWS} rows"))
                found[name] = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            return found
    except Fault:
        raise
    except Exception:
        raise Fault(str(path), "", _NOT_A_BOOK, ("åbn den i Excel, og gem den som .xlsx", "open it in Excel and save it as .xlsx")) from None  # fmt: skip


def _cell(value: Any) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, bool | date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, int | float):
        return Decimal(repr(value))
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
