"""Tables of a Word document: each row one block, merged cells and header rows understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from circular.documents.docx_numbering import W
from circular.documents.docx_styles import OFF
from circular.documents.docx_text import Inline
from circular.documents.model import Cell
from circular.documents.outline import is_header
from circular.documents.package import whole

if TYPE_CHECKING:
    from circular.documents.docx import DocxWalk

_LONGEST_LABEL = 80
"""A vertically merged cell longer than this is text of its first row, not a label of all its rows."""


@dataclass
class _Row:
    texts: list[str] = field(default_factory=list)
    struck_texts: list[str] = field(default_factory=list)
    inlines: list[Inline] = field(default_factory=list)
    nested: list[Any] = field(default_factory=list)
    merged: list[int] = field(default_factory=list)
    """Columns that go on with the cell above."""
    header: bool = False
    bold: bool = False
    inserted: bool = False
    hidden: bool = False


def read_table(walk: DocxWalk, table: Any, part: str) -> None:
    """Tell the walk's outline the rows of a table; a table of one column is read as running text."""
    rows = [row for row in _rows(table) if row.find(f"{W}trPr/{W}del") is None]
    if rows and all(len(list(_cells(row))) <= 1 for row in rows):
        for row in rows:
            for cell in _cells(row):
                walk.container(cell, part)
        return
    number = walk.outline.begin_table()
    headers: list[str] = []
    above: list[str] = []
    body_begun = False
    for order, element in enumerate(rows, start=1):
        row = _read_row(walk, element)
        for column in row.merged:
            if column < len(above) and len(above[column]) <= _LONGEST_LABEL:
                row.texts[column] = above[column]
        above = list(row.texts)
        if not any(row.texts) and not any(row.struck_texts):
            continue
        header = not body_begun and (row.header or (not headers and (row.bold or is_header(row.texts))))
        body_begun = body_begun or not header
        if header:
            headers = _under(headers, row.texts)
        _tell(walk, row, number, order, header, headers, part)


def _tell(walk: DocxWalk, row: _Row, number: int, order: int, header: bool, headers: list[str], part: str) -> None:
    place = walk.place(part)
    place["cell"] = f"tabel {number}, række {order}"
    placeholders = tuple(text for inline in row.inlines for text in inline.placeholders)
    struck = not any(row.texts)
    for texts, gone in ((row.texts, False), (row.struck_texts, True)):
        if not any(texts) or (gone and not struck and len("".join(texts)) < 2):
            continue
        cells = [
            Cell(
                text=text,
                header="" if header or column >= len(headers) else headers[column],
                name=f"tabel {number}, række {order}, kolonne {column + 1}",
            )
            for column, text in enumerate(texts)
        ]
        draft = walk.outline.row(
            cells, header=header, table=number, at=dict(place), struck=gone, hidden=row.hidden,
            inserted=row.inserted or any(inline.inserted for inline in row.inlines),
            placeholders=placeholders if not gone else (),
        )  # fmt: skip
        for inline in row.inlines if not gone or struck else ():
            walk.hanging(inline, part, draft)
    for nested in row.nested:
        read_table(walk, nested, part)


def _read_row(walk: DocxWalk, element: Any) -> _Row:
    properties = element.find(f"{W}trPr")
    row = _Row(
        header=_on(properties, "tblHeader"),
        inserted=properties is not None and properties.find(f"{W}ins") is not None,
        hidden=_on(properties, "hidden"),
    )
    before = properties.find(f"{W}gridBefore") if properties is not None else None
    skipped = _whole(before)
    row.texts += [""] * skipped
    row.struck_texts += [""] * skipped
    bold: list[bool] = []
    for cell in _cells(element):
        cell_properties = cell.find(f"{W}tcPr")
        span = max(1, _whole(cell_properties.find(f"{W}gridSpan") if cell_properties is not None else None) or 1)
        merge = cell_properties.find(f"{W}vMerge") if cell_properties is not None else None
        if merge is not None and merge.get(f"{W}val", "continue") == "continue":
            row.merged.append(len(row.texts))
        text, struck, inlines = _cell_text(walk, cell, row)
        bold += [inline.bold for inline in inlines if inline.text()]
        row.inlines += inlines
        row.texts += [text, *[""] * (min(span, 60) - 1)]
        row.struck_texts += [struck, *[""] * (min(span, 60) - 1)]
    row.bold = len(bold) >= 2 and all(bold)
    return row


def _cell_text(walk: DocxWalk, cell: Any, row: _Row) -> tuple[str, str, list[Inline]]:
    """The text in force of a cell, its struck text, and its paragraphs; items keep a dash or their number."""
    said: list[str] = []
    struck: list[str] = []
    inlines: list[Inline] = []
    for child, _ in walk.children(cell):
        if child.tag != f"{W}p":
            row.nested.append(child)
            continue
        properties = child.find(f"{W}pPr")
        style = walk.style_of(properties)
        inline = walk.reader.read(child, style)
        walk.turn_pages(inline)
        inlines.append(inline)
        text = inline.text()
        if text or inline.text(strike=True):
            number, level = walk.number(properties, style)
            if text and level is not None:
                text = f"{number or '-'} {text}"
            said.append(text)
            struck.append(inline.text(strike=True))
        if inline.text(hidden=True) and not text:
            row.hidden = True
            said.append(inline.text(hidden=True))
    return " ".join(part for part in said if part), " ".join(part for part in struck if part), inlines


def _rows(table: Any) -> list[Any]:
    """The rows of a table, also those within content controls, not those of tables inside it."""
    found: list[Any] = []
    for child in table:
        if child.tag == f"{W}tr":
            found.append(child)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            found += _rows(child)
    return found


def _cells(row: Any) -> list[Any]:
    found: list[Any] = []
    for child in row:
        if child.tag == f"{W}tc":
            found.append(child)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            found += _cells(child)
    return found


def _under(above: list[str], texts: list[str]) -> list[str]:
    """Header texts of several header rows, joined column by column; a merged cell holds for its columns."""
    spread: list[str] = []
    for text in texts:
        spread.append(text if text or not spread or not above else spread[-1])
    if not above:
        return list(texts)
    carried: list[str] = []
    for text in above:
        carried.append(text or (carried[-1] if carried else ""))
    width = max(len(carried), len(texts))
    pairs = zip(carried + [""] * (width - len(carried)), texts + [""] * (width - len(texts)), strict=True)
    return [" ".join(dict.fromkeys(part for part in pair if part)) for pair in pairs]


def _on(properties: Any | None, name: str) -> bool:
    element = None if properties is None else properties.find(f"{W}{name}")
    return element is not None and element.get(f"{W}val", "1") not in OFF


def _whole(element: Any | None) -> int:
    return 0 if element is None else whole(element.get(f"{W}val"), most=200)
