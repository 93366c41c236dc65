"""Binary workbooks (.xls, .xlsb) by their values alone: hidden rows, strike-through and comments are not told."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from circular.documents.failure import damaged
from circular.documents.model import Document
from circular.documents.outline import Outline
from circular.documents.panics import panics_caught
from circular.documents.plain import clean
from circular.documents.sheet import Budget, SheetRow, tell_sheet
from circular.documents.xlsx_cells import shown
from circular.language import day


def read_old_sheets(content: bytes, file: str) -> Document:
    """Every sheet of a binary workbook, as rows."""
    import python_calamine

    outline = Outline(file)
    budget = Budget()
    try:
        with panics_caught():
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
            sheets = book.sheets_metadata
            for sheet in sheets:
                rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                hidden = "visible" not in str(sheet.visible).casefold()
                tell_sheet(outline, sheet.name, _rows(rows), budget=budget, hidden=hidden)
    except (python_calamine.CalamineError, OSError, ValueError, KeyError):
        raise damaged("regnearket kan ikke åbnes", "the spreadsheet cannot be opened") from None
    why = budget.why()
    return Document(
        file=file, kind="xlsx", pages=len(sheets) or None, blocks=outline.blocks(),
        status="partly_read" if why else "read", why=why[0] if why else None, why_en=why[1] if why else None,
    )  # fmt: skip


def _rows(rows: list[list[Any]]) -> Iterator[SheetRow]:
    for number, row in enumerate(rows, start=1):
        texts = {column: text for column, value in enumerate(row, start=1) if (text := _text(value))}
        numeric = frozenset(column for column, value in enumerate(row, start=1) if isinstance(value, (int, float)))
        yield SheetRow(number, texts, {}, numeric=numeric)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "SAND" if value else "FALSK"
    if isinstance(value, datetime):
        return day(value.date(), "da")
    if isinstance(value, date):
        return day(value, "da")
    if isinstance(value, (int, float)):
        return shown(repr(value), "", False)
    return clean(str(value))
