"""Tables in a Word document: a header row that repeats on every page, rows that stay whole, fixed widths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from circular.drafting.blocks import Table

Write = Callable[..., None]


def add_table(document: Any, block: Table, write: Write) -> None:
    """The table with its header row in bold; `write` writes a text into a paragraph."""
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(block.header))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, block.header, strict=True):
        write(cell.paragraphs[0], text, bold=True)
    _mark(table.rows[0], "tblHeader")
    for row in block.rows:
        line = table.add_row()
        _mark(line, "cantSplit")
        for cell, text in zip(line.cells, row, strict=True):
            write(cell.paragraphs[0], text)
    if block.widths_cm:
        table.autofit = False
        for column, width in zip(table.columns, block.widths_cm, strict=True):
            column.width = Cm(width)
        for line in table.rows:
            for cell, width in zip(line.cells, block.widths_cm, strict=True):
                cell.width = Cm(width)
    document.add_paragraph()


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement(f"w:{name}")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
