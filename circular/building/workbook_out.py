"""Writes the workbook of a project: drop-downs, units, help texts and example rows, with headings in Danish or English."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from circular.building.model import Building
from circular.building.workbook_spec import (
    FIRST_FIELD_ROW,
    FIRST_ROW,
    KEY_ROW,
    MARK,
    NOTE,
    TABLES,
    Column,
    building_fields,
    examples,
    said,
    table_columns,
    text_of,
    words,
)
from circular.building.workbook_tables import field_values, table_rows
from circular.language import Words
from circular.packed import sheets_packed
from circular.written import RISKY, write_whole

LAST_ROW = 2000
"""Drop-downs reach down to this row."""
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_TEXT = 32_000
"""A cell holds no more."""
HEAD, QUIET, EXAMPLE = "DCE6F1", "808080", "9C6500"


def project_workbook(path: Path, language: str = "da", building: Building | None = None) -> None:
    """Write a workbook to fill in, or the workbook of a project; whole or not at all."""
    write_whole(workbook_bytes(language, building), path)


def workbook_bytes(language: str = "da", building: Building | None = None) -> bytes:
    """The workbook as a file's content; without a project it holds examples."""
    from openpyxl import Workbook

    book: Any = Workbook()
    book.remove(book.active)
    lists = _Lists(book, language)
    _building_sheet(book, language, building, lists)
    for table in TABLES:
        _table_sheet(book, table, language, building, lists)
    lists.write()
    return sheets_packed(book)


def _in(text: Words, language: str) -> str:
    return text.da if language == "da" else text.en


class _Lists:
    """The hidden sheet that the drop-downs point into: one column for each list of words."""

    def __init__(self, book: Any, language: str) -> None:
        self.book, self.language = book, language
        self.columns: dict[str, int] = {}

    def reference(self, kind: str) -> str:
        """The cells of a list, as a formula of a drop-down."""
        from openpyxl.utils import get_column_letter

        column = self.columns.setdefault(kind, len(self.columns) + 1)
        letter = get_column_letter(column)
        return f"'{_in(text_of('sheets', 'lists'), self.language)}'!${letter}$2:${letter}${1 + len(words(kind) or {})}"

    def write(self) -> None:
        sheet = self.book.create_sheet(_in(text_of("sheets", "lists"), self.language))
        for kind, column in self.columns.items():
            sheet.cell(1, column, kind)
            for offset, pair in enumerate((words(kind) or {}).values()):
                sheet.cell(2 + offset, column, _in(pair, self.language))
        sheet.sheet_state = "hidden"


def _building_sheet(book: Any, language: str, building: Building | None, lists: _Lists) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet = book.create_sheet(_in(text_of("sheets", "building"), language))
    sheet["A1"] = f"circular: {MARK}"
    sheet["A1"].font = Font(color=QUIET)
    sheet["A2"] = _in(said("title"), language)
    for column, heading in enumerate(("field", "unit", "value", "help", "key"), 1):
        cell = sheet.cell(3, column, _in(text_of("headings", heading), language))
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=HEAD)
    values = field_values(building) if building is not None else {}
    row = FIRST_FIELD_ROW
    for field in building_fields():
        if isinstance(field, Words):
            sheet.cell(row, 1, _in(field, language)).font = Font(bold=True)
        else:
            sheet.cell(row, 1, _in(field.name, language))
            sheet.cell(row, 2, _in(field.unit, language) if field.unit else None)
            _write(sheet.cell(row, 3), values.get(field.key), field, language)
            sheet.cell(row, 4, _in(field.help, language)).font = Font(color=QUIET)
            sheet.cell(row, 5, field.key).font = Font(color=QUIET)
            _validate(sheet, f"C{row}", field, language, lists)
        row += 1
    for letter, width in zip("ABCDE", (36, 16, 40, 70, 34), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["E"].hidden = True
    for number in range(FIRST_FIELD_ROW, row):
        sheet.cell(number, 3).alignment = Alignment(horizontal="left")
    sheet.freeze_panes = "A4"


def _table_sheet(book: Any, table: str, language: str, building: Building | None, lists: _Lists) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(_in(text_of("sheets", table), language))
    columns = table_columns(table)
    sheet.cell(1, 1, _in(text_of("headings", "note"), language))
    sheet.cell(KEY_ROW, 1, NOTE)
    sheet.column_dimensions["A"].width = 22
    for index, column in enumerate(columns, 2):
        sheet.cell(1, index, column.heading(language))
        sheet.cell(2, index, _in(column.help, language))
        sheet.cell(KEY_ROW, index, column.key)
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = max(14, min(34, len(column.heading(language)) + 4))
        _validate(sheet, f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}", column, language, lists)
    for index in range(1, len(columns) + 2):
        sheet.cell(1, index).font = Font(bold=True)
        sheet.cell(1, index).fill = PatternFill("solid", fgColor=HEAD)
        sheet.cell(2, index).font = Font(color=QUIET, italic=True)
        sheet.cell(2, index).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[KEY_ROW].hidden = True
    sheet.row_dimensions[2].height = 48
    sheet.freeze_panes = f"B{FIRST_ROW}"
    rows = table_rows(building, table) if building is not None else examples(table, language)
    for number, values in enumerate(rows, FIRST_ROW):
        if building is None:
            sheet.cell(number, 1, _in(said("example_note"), language))
        for index, column in enumerate(columns, 2):
            cell = sheet.cell(number, index)
            _write(cell, values.get(column.key), column, language)
            if building is None:
                cell.font = Font(color=EXAMPLE, italic=True)


def _write(cell: Any, value: Any, column: Column, language: str) -> None:
    """A value as its cell shows it: words in the language, texts that cannot be taken for a formula."""
    if value is None:
        return
    known = words(column.kind)
    if known is not None:
        name = str(value).lower() if isinstance(value, bool) else str(value)
        cell.value = _in(known[name], language) if name in known else name
    elif column.kind == "day":
        cell.value, cell.number_format = value, "yyyy-mm-dd"
    elif isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() and abs(value) < 10**15 else value
    else:
        cell.value = UNPRINTABLE.sub("�", value)[:LONGEST_TEXT] if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = value.lstrip().startswith(RISKY)


def _validate(sheet: Any, cells: str, column: Column, language: str, lists: _Lists) -> None:
    """The drop-down or number check of a field, with its help text."""
    from openpyxl.worksheet.datavalidation import DataValidation

    danish = language == "da"
    if words(column.kind) is not None:
        check = DataValidation(type="list", formula1=lists.reference(column.kind), allow_blank=True)
        check.error = "Vælg fra listen." if danish else "Choose from the list."
    elif column.kind in ("number", "whole"):
        check = DataValidation(
            type="decimal", operator="between", formula1="-1000000000000", formula2="1000000000000", allow_blank=True
        )
        check.error = "Skriv et tal uden enhed." if danish else "Write a number without a unit."
    elif column.kind == "day":
        check = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)
        check.error = "Skriv en dato, fx 2026-03-01." if danish else "Write a date, e.g. 2026-03-01."
    else:
        check = DataValidation(allow_blank=True)
    text = _in(column.help, language)
    if text:
        check.prompt, check.promptTitle = text[:250], _in(column.name, language)[:32]
        check.showInputMessage = True
    check.showErrorMessage = True
    sheet.add_data_validation(check)
    check.add(cells)
