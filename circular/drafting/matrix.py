"""The requirement matrix as a workbook: one row a demand, with room for the tenderer's answer."""

from __future__ import annotations

from circular.drafting.compose import MARKS, TenderDraft
from circular.drafting.frame import frame
from circular.packed import sheets_packed

_WIDTHS = (9, 7, 70, 55, 9, 22, 40)


def rows_of(tender: TenderDraft) -> list[tuple[str, ...]]:
    """Number, type, demand, documentation, weight; the answer columns are left to the tenderer."""
    rows: list[tuple[str, ...]] = [
        (entry.id, MARKS[entry.clause.role], entry.clause.demand, entry.clause.documentation or "", "")
        for entry in tender.entries
        if entry.clause.role != "award_criterion"
    ]
    for each in tender.criteria:
        text = f"{each.name}: {each.text} {each.evaluation}".strip()
        proof = (each.clause.documentation if each.clause is not None else None) or ""
        rows.append((each.id, "KK", text, proof, f"{each.weight} %"))
    return rows


def to_xlsx(tender: TenderDraft) -> bytes:
    """The matrix as .xlsx bytes, the same bytes on every run; no cell can be taken for a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.properties import PageSetupProperties

    shape, language = frame(), tender.language
    workbook = Workbook()
    workbook.properties.creator = ""
    workbook.properties.title = tender.title
    sheet = workbook.active
    assert sheet is not None
    sheet.title = shape.headings["matrix"][language]
    keys = ("id", "kind", "requirement", "documentation", "weight", "answer", "remark")
    sheet.append([shape.columns[key][language] for key in keys])
    for row in rows_of(tender):
        sheet.append([plain(cell) for cell in row] + ["", ""])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE7DD")
    for index, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for line in sheet.iter_rows():
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for index, row in enumerate(rows_of(tender), 2):
        lines = max(-(-len(text) * 11 // (width * 10)) for text, width in zip(row, _WIDTHS, strict=False))
        sheet.row_dimensions[index].height = 15 * max(lines, 1) + 3
    answers = '"ja,nej"' if language == "da" else '"yes,no"'
    choice = DataValidation(type="list", formula1=answers, allow_blank=True)
    sheet.add_data_validation(choice)
    choice.add(f"F2:F{sheet.max_row}")
    sheet.freeze_panes = "C2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    return sheets_packed(workbook)


def plain(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" \t\r\n")[:1] in ("=", "+", "-", "@") or text[:1] in ("\t", "\r") else text
