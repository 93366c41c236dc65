"""OpenDocument sheets (.ods) as blocks, read from the XML: every sheet, hidden ones marked, comments apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from circular.documents.model import Block, Document
from circular.documents.odf import DRAW, OFFICE, TABLE, TEXT, OdfReader, OdfStyles, opened, repeated, rows_of
from circular.documents.outline import Outline
from circular.documents.plain import clean
from circular.documents.sheet import Budget, SheetRow, tell_sheet
from circular.documents.xlsx_cells import letters
from circular.place import Place

_MOST_COLUMNS = 1_000
_MOST_REPEATED = 200
_LONGEST_LABEL = 80
_SHAPES = (f"{DRAW}custom-shape", f"{DRAW}frame", f"{DRAW}rect", f"{DRAW}ellipse", f"{DRAW}caption", f"{DRAW}g")
"""What holds text and may hang on a cell."""
_HIDDEN = ("collapse", "filter")
_NUMBERS = frozenset({"float", "currency", "percentage", "date", "time"})


def read_ods(content: bytes, file: str) -> Document:
    """A workbook as blocks, its cells as they are shown."""
    _, root, styles = opened(content)
    book = _Book(root, styles, file)
    outline = Outline(file)
    sheets = list(root.iterfind(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table"))
    for sheet in sheets:
        book.tell(outline, sheet)
    why = book.budget.why()
    return Document(
        file=file, kind="ods", pages=len(sheets) or None, blocks=outline.blocks(), comments=tuple(book.comments),
        status="partly_read" if why else "read", why=why[0] if why else None, why_en=why[1] if why else None,
    )  # fmt: skip


class _Book:
    def __init__(self, root: Any, styles: Any | None, file: str) -> None:
        self.styles = OdfStyles(root, styles)
        self.reader = OdfReader(self.styles)
        self.file = file
        self.comments: list[Block] = []
        self.budget = Budget()

    def tell(self, outline: Outline, sheet: Any) -> None:
        name = sheet.get(f"{TABLE}name", "")
        hidden = not self.styles.of("table", sheet.get(f"{TABLE}style-name")).shown
        columns = _hidden_columns(sheet)
        tell_sheet(outline, name, self._rows(sheet, name), budget=self.budget, hidden=hidden, hidden_columns=columns)
        for shape in sheet.iterfind(f"{TABLE}shapes"):
            for paragraph in shape.iter(f"{TEXT}p"):
                text = clean("".join(paragraph.itertext()))
                if text:
                    outline.paragraph(text, at={"part": name}, hidden=hidden)
        for shape in sheet.iter(*_SHAPES):
            above = next(shape.iterancestors(f"{TABLE}table-cell", f"{TABLE}shapes", *_SHAPES), None)
            if above is not None and above.tag == f"{TABLE}table-cell":
                text = clean(" ".join("".join(paragraph.itertext()) for paragraph in shape.iter(f"{TEXT}p")))
                if text:
                    outline.paragraph(text, at={"part": name}, hidden=hidden)

    def _rows(self, sheet: Any, name: str) -> Iterator[SheetRow]:
        number = 0
        labels: dict[int, tuple[int, str]] = {}
        for element, _ in rows_of(sheet):
            times = repeated(element, "rows", 2_000_000)
            read = self._row(element, number + 1, name, labels)
            for step in range(times if read.texts or read.struck else 0):
                if step >= _MOST_REPEATED:
                    break
                yield SheetRow(
                    number + 1 + step, read.texts, read.struck, read.numeric, read.bold, read.hidden, read.label_columns
                )
            number += times

    def _row(self, element: Any, number: int, sheet: str, labels: dict[int, tuple[int, str]]) -> SheetRow:
        texts: dict[int, str] = {}
        struck: dict[int, str] = {}
        numeric: list[int] = []
        bolds: list[bool] = []
        carried: list[int] = []
        column = 0
        for cell in element.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            times = repeated(cell, "columns", 20_000)
            covered = cell.tag == f"{TABLE}covered-table-cell"
            text, gone, bold = ("", "", False) if covered else self._cell(cell, sheet, number, column + 1)
            for step in range(1, min(times, _MOST_COLUMNS) + 1) if covered or text or gone else ():
                at = column + step
                if covered:
                    left, label = labels.pop(at, (0, ""))
                    if left > 1:
                        labels[at] = (left - 1, label)
                    if left and label:
                        texts[at] = label
                        carried.append(at)
                    continue
                if text:
                    texts[at] = text
                    bolds.append(bold)
                if gone:
                    struck[at] = gone
                if cell.get(f"{OFFICE}value-type") in _NUMBERS:
                    numeric.append(at)
                tall = cell.get(f"{TABLE}number-rows-spanned", "1")
                if tall.isdecimal() and int(tall[:6]) > 1 and len(text) <= _LONGEST_LABEL:
                    labels[at] = (int(tall[:6]) - 1, text)
            column += times
        if not set(texts) - set(carried):
            texts = {}
        hidden = element.get(f"{TABLE}visibility") in _HIDDEN
        return SheetRow(number, texts, struck, frozenset(numeric), bool(bolds) and all(bolds), hidden, frozenset(carried))  # fmt: skip

    def _cell(self, cell: Any, sheet: str, row: int, column: int) -> tuple[str, str, bool]:
        """(text in force, struck text, whether it is bold) of a cell."""
        style = self.styles.of("table-cell", cell.get(f"{TABLE}style-name"))
        kept: list[str] = []
        gone: list[str] = []
        bold = style.bold
        for paragraph in cell.iterchildren(f"{TEXT}p"):
            inline = self.reader.read(paragraph)
            (gone if style.strike else kept).append(inline.text())
            gone.append(inline.text(strike=True))
            bold = bold or inline.bold
        for comment in cell.iterchildren(f"{OFFICE}annotation"):
            said = clean(" ".join("".join(part.itertext()) for part in comment.iter(f"{TEXT}p")))
            if said:
                place = Place(file=self.file, part=sheet, cell=f"{letters(column)}{row}")
                self.comments.append(Block(text=said, place=place))
        return clean(" ".join(kept)), clean(" ".join(gone)), bold


def _hidden_columns(sheet: Any) -> frozenset[int]:
    hidden: set[int] = set()
    column = 0
    for element in sheet.iter(f"{TABLE}table-column"):
        times = repeated(element, "columns", 20_000)
        if element.get(f"{TABLE}visibility") in _HIDDEN:
            hidden |= set(range(column + 1, column + 1 + min(times, 16_384)))
        column += times
    return frozenset(hidden)
