"""Writes the workbook of a portfolio: drop-downs, help and hidden keys, empty with an example or with imported buildings."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from circular.language import Words
from circular.optimise.portfolio_layout import (
    CHOICES,
    EXAMPLE,
    FIRST_ROW,
    KEY_ROW,
    MARK,
    NOTE,
    SHEETS,
    TABLES,
    TOP,
    Field,
    choice_examples,
    words_of,
)
from circular.optimise.portfolio_workbook_choices import choice_rows, package_rows
from circular.packed import sheets_packed
from circular.written import RISKY, write_whole

LAST_ROW = 5000
"""Drop-downs reach down to this row."""
HEAD, QUIET, EXAMPLE_COLOUR = "DCE6F1", "808080", "9C6500"
SCHOOL: dict[str, list[dict[str, Any]]] = {
    "buildings": [{"id": "skole", "heated_area_m2": 3200, "reference_area_m2": 3200, "building_type": "institution", "now_heating": "gas", "now_heat_kwh_year": 410000, "now_electricity_kwh_year": 96000, "now_label": "E"}],
    "packages": [{"building": "skole", "name": "Facade + varmepumpe", "cost_dkk": 4900000, "embodied_kg_co2e": 98000, "heating": "heat_pump", "heat_kwh_year": 0, "electricity_kwh_year": 171000, "lifts_label": "true", "label_share_of_cost": Decimal("0.9"), "label_after": "C"}],
}  # fmt: skip


def portfolio_workbook(
    path: Path, language: str = "da", buildings: list[dict[str, Any]] | None = None, first_year: int = 2026
) -> None:
    """Write the workbook; whole or not at all. `buildings` are tables of portfolio/1."""
    write_whole(workbook_bytes(language, buildings, first_year), path)


def workbook_bytes(
    language: str = "da", buildings: list[dict[str, Any]] | None = None, first_year: int = 2026
) -> bytes:
    """The workbook as a file's content; without buildings it holds examples that are not read."""
    from openpyxl import Workbook

    book: Any = Workbook()
    book.remove(book.active)
    lists: dict[str, int] = {}
    _top(book, language, lists)
    rows = {
        "years": [{"year": year, "budget_dkk": 0} for year in range(first_year, first_year + 5)],
        "buildings": SCHOOL["buildings"] if buildings is None else [_flat(one) for one in buildings],
        "packages": SCHOOL["packages"] if buildings is None else package_rows(buildings),
        "after": [],
        "limits": [],
    }
    for name in CHOICES:
        rows[name] = choice_examples(name, language, SCHOOL["buildings"][0]["id"]) if buildings is None else choice_rows(name, buildings)  # fmt: skip
    for table, fields in TABLES.items():
        _table(book, table, fields, rows[table], language, lists, example=buildings is None and table != "years")
    _lists(book, language, lists)
    return sheets_packed(book)


def _flat(one: Mapping[str, Any]) -> dict[str, Any]:
    """A building of portfolio/1 as one row: what stands in `now` gets the prefix, tables become `name=value`."""
    row: dict[str, Any] = {key: value for key, value in one.items() if key != "now"}
    row |= {f"now_{key}": value for key, value in one["now"].items() if value is not None}
    if row.get("protected") is True:
        row["protected"] = "true"
    if "u_values_now" in row:
        row["u_values_now"] = " ".join(f"{name}={value}" for name, value in row["u_values_now"].items())
    if "assumed" in row:
        row["assumed"] = " | ".join(f"{name}={source}" for name, source in row["assumed"].items())
    return row


def _in(text: Words, language: str) -> str:
    return text.da if language == "da" else text.en


def _top(book: Any, language: str, lists: dict[str, int]) -> None:
    from openpyxl.styles import Font, PatternFill

    sheet = book.create_sheet(_in(SHEETS["portfolio"], language))
    sheet["A1"] = MARK
    sheet["A1"].font = Font(color=QUIET)
    heads = {"da": ("Felt", "", "Værdi", "Hjælp", "Nøgle"), "en": ("Field", "", "Value", "Help", "Key")}[language]
    for column, text in enumerate(heads, 1):
        sheet.cell(3, column, text).font = Font(bold=True)
        sheet.cell(3, column).fill = PatternFill("solid", fgColor=HEAD)
    for row, field in enumerate(TOP, FIRST_ROW):
        sheet.cell(row, 1, field.heading(language))
        sheet.cell(row, 4, _in(field.help, language)).font = Font(color=QUIET)
        sheet.cell(row, 5, field.key)
        _validate(sheet, f"C{row}", field, language, lists)
    for letter, width in zip("ABCD", (48, 3, 36, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["E"].hidden = True
    sheet.freeze_panes = "A4"


def _table(
    book: Any, table: str, fields: tuple[Field, ...], rows: list[dict[str, Any]], language: str, lists: dict[str, int], *, example: bool
) -> None:  # fmt: skip
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(_in(SHEETS[table], language))
    sheet.cell(1, 1, {"da": "Bemærkning", "en": "Note"}[language])
    sheet.cell(KEY_ROW, 1, NOTE)
    sheet.column_dimensions["A"].width = 22
    for index, field in enumerate(fields, 2):
        letter = get_column_letter(index)
        sheet.cell(1, index, field.heading(language))
        sheet.cell(2, index, _in(field.help, language))
        sheet.cell(KEY_ROW, index, field.key)
        sheet.column_dimensions[letter].width = max(14, min(34, len(field.heading(language)) + 4))
        _validate(sheet, f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}", field, language, lists)
    for index in range(1, len(fields) + 2):
        sheet.cell(1, index).font = Font(bold=True)
        sheet.cell(1, index).fill = PatternFill("solid", fgColor=HEAD)
        sheet.cell(2, index).font = Font(color=QUIET, italic=True)
        sheet.cell(2, index).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[KEY_ROW].hidden = True
    sheet.row_dimensions[2].height = 48
    sheet.freeze_panes = f"C{FIRST_ROW}"
    for number, row in enumerate(rows, FIRST_ROW):
        if example:
            sheet.cell(number, 1, _in(EXAMPLE, language))
        for index, field in enumerate(fields, 2):
            cell = sheet.cell(number, index)
            _write(cell, row.get(field.key), field, language)
            if example:
                cell.font = Font(color=EXAMPLE_COLOUR, italic=True)


def _write(cell: Any, value: Any, field: Field, language: str) -> None:
    if value is None:
        return
    known = words_of(field.kind)
    if known is not None and str(value) in known:
        value = _in(known[str(value)], language)
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.lstrip().startswith(RISKY)


def _lists(book: Any, language: str, lists: dict[str, int]) -> None:
    """The hidden sheet that the drop-downs point into."""
    sheet = book.create_sheet(_in(SHEETS["lists"], language))
    for kind, column in lists.items():
        sheet.cell(1, column, kind)
        for offset, pair in enumerate((words_of(kind) or {}).values()):
            sheet.cell(2 + offset, column, _in(pair, language))
    sheet.sheet_state = "hidden"


def _validate(sheet: Any, cells: str, field: Field, language: str, lists: dict[str, int]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    known = words_of(field.kind)
    if known is not None:
        letter = get_column_letter(lists.setdefault(field.kind, len(lists) + 1))
        check = DataValidation(
            type="list",
            formula1=f"'{_in(SHEETS['lists'], language)}'!${letter}$2:${letter}${1 + len(known)}",
            allow_blank=True,
        )
        check.error = {"da": "Vælg fra listen.", "en": "Choose from the list."}[language]
    elif field.kind == "number":
        check = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        check.error = {"da": "Skriv et tal uden enhed.", "en": "Write a number without a unit."}[language]
    elif field.kind == "signed":
        check = DataValidation(type="decimal", operator="between", formula1="-1000000000", formula2="1000000000", allow_blank=True)  # fmt: skip
        check.error = {"da": "Skriv et tal uden enhed.", "en": "Write a number without a unit."}[language]
    else:
        return
    check.showErrorMessage = True
    sheet.add_data_validation(check)
    check.add(cells)
