"""Tables in a Word document: a header row that repeats on every page, rows that stay whole, fixed widths."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from circular.drafting.blocks import Table

Write = Callable[..., None]
_PERCENT = re.compile(r"\d+(?:,\d+)? %")
_GROUND, _LINE = "EDEDED", "A6A6A6"


def add_table(document: Any, block: Table, write: Write) -> None:
    """The table with its header row in bold; `write` writes a text into a paragraph."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    table = document.add_table(rows=1, cols=len(block.header))
    table.style = "Table Grid"
    _grey_lines(table)
    for cell, text in zip(table.rows[0].cells, block.header, strict=True):
        write(cell.paragraphs[0], text, bold=True)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        _shade(cell)
    _mark(table.rows[0], "tblHeader")
    numeric = {
        column
        for column in range(len(block.header))
        if block.rows and all(_PERCENT.fullmatch(row[column]) for row in block.rows)
    }
    for row in block.rows:
        line = table.add_row()
        _mark(line, "cantSplit")
        sums = bool(row) and row[0] == ""
        for column, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            write(cell.paragraphs[0], text, bold=sums)
            if column in numeric:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for line in table.rows:
        for cell in line.cells:
            cell.paragraphs[0].paragraph_format.space_before = cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    for column in numeric:
        table.rows[0].cells[column].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if block.widths_cm:
        table.autofit = False
        for column, width in zip(table.columns, block.widths_cm, strict=True):
            column.width = Cm(width)
        for line in table.rows:
            for cell, width in zip(line.cells, block.widths_cm, strict=True):
                cell.width = Cm(width)
    document.add_paragraph()


def _shade(cell: Any) -> None:
    """A light ground behind a header cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _GROUND)):
        ground.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(ground)


def _grey_lines(table: Any) -> None:
    """Thin grey lines instead of the black grid."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement(f"w:{name}")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
