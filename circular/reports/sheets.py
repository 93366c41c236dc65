"""Sheets that read on screen and on A4: frozen headers, filters, wrapped text, and no cell that becomes a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from circular.reports.plain import clean
from circular.written import RISKY

FILLS = {"fail": "F4C7C3", "unknown": "FCE8B2", "pass": "E2F0D9", "not_applicable": "EDEDED", "waived": "EDEDED"}
LONGEST = 32_000
MOST_HIGH = 400.0
"""Points; a spreadsheet takes 409 at most."""
FACE = "Calibri"
"""A font without a name is shown in whatever each program falls back on."""


@dataclass(frozen=True)
class Link:
    """A text that leads to a file or a web page."""

    text: str
    target: str


@dataclass(frozen=True)
class Verdict:
    """A verdict in words, shaded so that black and white tells it too."""

    text: str
    verdict: str


def add_sheet(
    book: Any, title: str, heading: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[Any]]
) -> Any:
    """A sheet with a header row; `widths` in characters."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    thin = Side(style="thin", color="BFBFBF")
    top = Alignment(wrap_text=True, vertical="top")
    text = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
    for number, row in enumerate([heading, *rows], 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            put(cell, value)
            cell.alignment, cell.border = top if isinstance(value, int | float | Decimal) else text, Border(bottom=thin)
            if number == 1:
                cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="left", indent=1)
                cell.font, cell.fill = (
                    Font(name=FACE, bold=True, color="FFFFFF"),
                    PatternFill("solid", fgColor="1C4A34"),
                )
        sheet.row_dimensions[number].height = _height(row, widths)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heading))}{len(rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.center.text = "&A · &P/&N"
    return sheet


def _height(row: Sequence[Any], widths: Sequence[int]) -> float:
    """Points that the wrapped texts of a row need; not every program finds out by itself."""
    lines = 1
    for value, width in zip(row, widths, strict=False):
        text = value if isinstance(value, str) else getattr(value, "text", "")
        room = max(4, round(width * 1.1) - 2)
        lines = max(lines, sum(-(-len(line) // room) for line in text.splitlines() if line.strip()))
    return min(MOST_HIGH, 15.0 * lines + 3)


def put(cell: Any, value: Any) -> None:
    """One value: numbers as numbers, links as links, texts never as formulas."""
    from openpyxl.styles import Font, PatternFill

    if value is None:
        return
    if isinstance(value, Verdict):
        _text(cell, value.text)
        cell.fill = PatternFill("solid", fgColor=FILLS[value.verdict])
        cell.font = Font(name=FACE, bold=value.verdict == "fail", italic=value.verdict == "unknown")
    elif isinstance(value, Link):
        _text(cell, value.text)
        if value.target:
            cell.hyperlink = value.target
            cell.font = Font(name=FACE, color="0B5D7A", underline="single")
    elif isinstance(value, Decimal):
        cell.value = float(value)
    elif isinstance(value, str):
        _text(cell, value)
    else:
        cell.value = value


def _text(cell: Any, text: str) -> None:
    lines = [clean(line) for line in re.split(r"\r?\n", text)]
    safe = "\n".join(line for line in lines if line)[:LONGEST]
    cell.value = safe
    cell.data_type = "s"
    cell.quotePrefix = safe.lstrip().startswith(RISKY)
