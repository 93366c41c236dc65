"""OpenDocument text (.odt) as blocks, read from the XML: numbers computed, insertions in, tracked deletions out."""

from __future__ import annotations

import re
from typing import Any

from circular.documents.docx_changes import differ
from circular.documents.docx_styles import heading_level_named
from circular.documents.model import Block, Cell, Document
from circular.documents.odf import (
    DRAW,
    OFFICE,
    STYLE,
    TABLE,
    TEXT,
    OdfInline,
    OdfReader,
    OdfStyles,
    deletions_of,
    insertions_of,
    opened,
    repeated,
    rows_of,
)
from circular.documents.odt_numbering import OdfNumbering
from circular.documents.outline import Draft, Outline, is_header
from circular.documents.plain import clean
from circular.documents.text import is_title, numbered_heading
from circular.documents.words import reading_words
from circular.place import Place

_MOST_COLUMNS = 200
_MOST_ROWS = 5_000
_HOLDERS = frozenset({f"{TEXT}section", f"{TEXT}index-body", f"{TEXT}index-title", f"{OFFICE}text", f"{TEXT}deletion"})
_INDEXES = frozenset({f"{TEXT}table-of-content", f"{TEXT}alphabetical-index", f"{TEXT}illustration-index", f"{TEXT}table-index"})  # fmt: skip
_MARGINS = {
    "header": "header", "header-left": "header", "header-first": "header",
    "footer": "footer", "footer-left": "footer", "footer-first": "footer",
}  # fmt: skip


def read_odt(content: bytes, file: str) -> Document:
    """A text document as blocks: body, tables, notes at their anchor, text boxes, headers and footers; comments apart."""
    _, root, styles = opened(content)
    walk = OdtWalk(root, styles, file)
    blocks = walk.blocks()
    before: tuple[Block, ...] = ()
    deletions = deletions_of(root)
    if walk.reader.insertions or deletions:
        before = OdtWalk(root, styles, file, deletions).blocks()
        before = before if differ(blocks, before) else ()
    comments = tuple(
        Block(text=text, place=Place(file=file, part="comment", paragraph=order, heading=heading))
        for order, (text, heading) in enumerate(walk.comments, start=1)
    )
    pages = walk.pages + 1 if walk.pages else None
    return Document(file=file, kind="odt", pages=pages, blocks=blocks, comments=comments, before=before)


class OdtWalk:
    """Walks a text document and tells the outline what it meets."""

    def __init__(self, root: Any, styles: Any | None, file: str, deletions: dict[str, Any] | None = None) -> None:
        self.root = root
        self.margin_styles = styles
        self.styles = OdfStyles(root, styles)
        self.numbering = OdfNumbering(root, styles)
        self.reader = OdfReader(self.styles, insertions_of(root), deletions)
        self.outline = Outline(file)
        self.counts: dict[str, int] = {}
        self.comments: list[tuple[str, str | None]] = []
        self.pages = 0
        self.paged = next(root.iter(f"{TEXT}soft-page-break"), None) is not None
        self.above = 0

    def blocks(self) -> tuple[Block, ...]:
        """The body in order, then headers and footers."""
        body = self.root.find(f"{OFFICE}body/{OFFICE}text")
        if body is not None:
            self.container(body, "body")
        self.margins(self.margin_styles)
        return self.outline.blocks()

    def place(self, part: str) -> dict[str, Any]:
        self.counts[part] = self.counts.get(part, 0) + 1
        page = self.pages + 1 if self.paged and part == "body" else None
        return {"part": part, "paragraph": self.counts[part], "page": page}

    def container(self, element: Any, part: str, *, toc: bool = False, hidden: bool = False) -> None:
        """Paragraphs, lists, tables and sections in order."""
        for child in element:
            tag = child.tag
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                self.paragraph(child, part, toc=toc, hidden=hidden)
            elif tag == f"{TEXT}list":
                self.numbering.begin(child)
                self._list(child, part, 1, self.numbering.style_of(child, None), toc=toc, hidden=hidden)
            elif tag == f"{TABLE}table":
                self._table(child, part)
            elif tag in _INDEXES:
                self.container(child, part, toc=tag == f"{TEXT}table-of-content" or toc, hidden=hidden)
            elif tag in _HOLDERS:
                off = child.get(f"{TEXT}display") == "none"
                self.container(child, part, toc=toc, hidden=hidden or off)
            elif tag == f"{TEXT}soft-page-break":
                self.pages += 1
            elif tag in (f"{TEXT}change-start", f"{TEXT}change-end"):
                self._change(child)
            elif tag == f"{TEXT}change" and self.reader.deletions:
                self.container(self.reader.deletions.get(child.get(f"{TEXT}change-id", ""), ()), part, toc=toc)
            elif isinstance(tag, str) and tag.startswith(DRAW):
                inline = OdfInline()
                self.reader._child(child, inline, self.styles.of("paragraph", None))
                self._hanging(inline, part, None)

    def _change(self, mark: Any) -> None:
        name = mark.get(f"{TEXT}change-id", "")
        if mark.tag == f"{TEXT}change-end":
            self.reader.open.discard(name)
        elif name in self.reader.insertions:
            self.reader.open.add(name)

    def paragraph(
        self, element: Any, part: str, *, toc: bool = False, hidden: bool = False, item: tuple[int, str | None] | None = None
    ) -> None:  # fmt: skip
        """One paragraph as heading, item or running text, with its notes and text boxes after it."""
        inline = self.reader.read(element)
        style = self.styles.of("paragraph", element.get(f"{TEXT}style-name"))
        draft: Draft | None = None
        for strike, off in sorted({(run.strike, run.hidden) for run in inline.runs if run.text.strip()}):
            text = inline.text(strike=strike, hidden=off)
            if text:
                at = self.place(part)
                marks = {
                    "struck": strike, "hidden": off or hidden, "inserted": inline.inserted, "toc": toc or _is_contents(style.name),
                    "placeholders": tuple(inline.placeholders) if not strike else (),
                }  # fmt: skip
                said = self._block(text, element, style, inline.bold, part, at, marks, item)
                draft = draft or said
        self.pages += inline.pages
        self._hanging(inline, part, draft)

    def _block(
        self, text: str, element: Any, style: Any, bold: bool, part: str, at: dict[str, Any], marks: dict[str, Any],
        item: tuple[int, str | None] | None,
    ) -> Draft:  # fmt: skip
        level = _level(element, style)
        if level is not None and not marks["toc"] and part == "body":
            self.above = level
            number = item[1] if item and item[1] else self.numbering.of_heading(element, style, level)
            written = re.match(r"\d{1,3}(?:\.\d{1,2}){0,5}(?=\.?\s)", text)
            return self.outline.heading(text, level, number or (written.group() if written else None), at=at, **marks)
        if item is not None:
            return self.outline.item(text, item[0], item[1], at=at, **marks)
        if part == "body" and not marks["toc"] and is_title(text) and len(text) <= 90:
            typed = numbered_heading(text)
            if typed is not None and (bold or "." in typed):
                return self.outline.heading(text, typed.count(".") + 1, typed, at=at, **marks)
            if bold and 2 < len(text) <= 70 and any(letter.isalpha() for letter in text):
                return self.outline.heading(text, min(self.above + 1, 9), None, at=at, **marks)
        return self.outline.paragraph(text, at=at, **marks)

    def _list(self, element: Any, part: str, depth: int, style: str | None, *, toc: bool, hidden: bool) -> None:
        for entry in element:
            if entry.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            counted = entry.tag == f"{TEXT}list-item"
            first = True
            for child in entry:
                if child.tag == f"{TEXT}list":
                    self._list(child, part, depth + 1, self.numbering.style_of(child, style), toc=toc, hidden=hidden)
                elif child.tag in (f"{TEXT}p", f"{TEXT}h"):
                    number = self.numbering.next(style, depth, entry.get(f"{TEXT}start-value")) if counted and first else None  # fmt: skip
                    item = (depth, number) if first or child.tag == f"{TEXT}h" else None
                    self.paragraph(child, part, toc=toc, hidden=hidden, item=item)
                    first = False
                elif child.tag == f"{TABLE}table":
                    self._table(child, part)

    def _hanging(self, inline: OdfInline, part: str, draft: Draft | None) -> None:
        for text in inline.comments:
            self.comments.append((text, draft.heading if draft else None))
        for kind, body in inline.notes:
            self.container(body, kind)
        for box in inline.boxes:
            self.container(box, "textbox" if part == "body" else part)

    def _table(self, table: Any, part: str) -> None:
        rows = list(rows_of(table))[:_MOST_ROWS]
        if rows and all(len(_cells(row)) <= 1 for row, _ in rows):
            for row, _ in rows:
                for cell in _cells(row):
                    self.container(cell, part)
            return
        number = self.outline.begin_table()
        headers: list[str] = []
        labels: dict[int, tuple[int, str]] = {}
        for order, (row, marked) in enumerate(rows, start=1):
            self._row(row, marked, number, order, headers, labels, part)

    def _row(
        self, row: Any, marked: bool, number: int, order: int, headers: list[str], labels: dict[int, tuple[int, str]], part: str
    ) -> None:  # fmt: skip
        texts: list[str] = []
        struck: list[str] = []
        inlines: list[OdfInline] = []
        nested: list[Any] = []
        for cell in row:
            if cell.tag == f"{TABLE}covered-table-cell":
                for _ in range(repeated(cell, "columns", _MOST_COLUMNS)):
                    left, label = labels.pop(len(texts), (0, ""))
                    if left > 1:
                        labels[len(texts)] = (left - 1, label)
                    texts.append(label if left else "")
                    struck.append("")
            elif cell.tag == f"{TABLE}table-cell":
                text, gone = self._cell(cell, inlines, nested)
                tall = cell.get(f"{TABLE}number-rows-spanned", "1")
                if tall.isdecimal() and int(tall[:5]) > 1:
                    labels[len(texts)] = (int(tall[:5]) - 1, text if len(text) <= 80 else "")
                for _ in range(repeated(cell, "columns", _MOST_COLUMNS)):
                    texts.append(text)
                    struck.append(gone)
        bold = [inline.bold for inline in inlines if inline.text()]
        header = any(texts) and not headers and (marked or is_header(texts) or (len(bold) >= 2 and all(bold)))
        headers[:] = texts if header else headers
        name = f"tabel {number}, række {order}"
        for said, crossed in ((texts, False), (struck, True)):
            if not any(said) or (crossed and any(texts) and len("".join(said)) < 2):
                continue
            cells = [
                Cell(text=text, header="" if header or column >= len(headers) else headers[column], name=f"{name}, kolonne {column + 1}")
                for column, text in enumerate(said)
            ]  # fmt: skip
            self.outline.row(
                cells, header=header and not crossed, table=number, at={**self.place(part), "cell": name}, struck=crossed,
                inserted=any(inline.inserted for inline in inlines),
                placeholders=tuple(text for inline in inlines for text in inline.placeholders),
            )  # fmt: skip
        for inline in inlines:
            self.pages += inline.pages
            self._hanging(inline, part, self.outline.drafts[-1] if self.outline.drafts else None)
        for table in nested:
            self._table(table, part)

    def _cell(self, cell: Any, inlines: list[OdfInline], nested: list[Any]) -> tuple[str, str]:
        """(text in force, struck text) of a cell; items keep a dash."""
        kept: list[str] = []
        struck: list[str] = []
        for child in cell.iter(f"{TEXT}p", f"{TEXT}h", f"{TABLE}table"):
            above = next(child.iterancestors(f"{TABLE}table-cell", f"{TEXT}note-body", f"{DRAW}text-box", f"{OFFICE}annotation"))  # fmt: skip
            if above is not cell:
                continue
            if child.tag == f"{TABLE}table":
                nested.append(child)
                continue
            inline = self.reader.read(child)
            inlines.append(inline)
            text = inline.text()
            dash = "- " if text and next(child.iterancestors(f"{TEXT}list-item", f"{TABLE}table-cell")) is not cell else ""  # fmt: skip
            kept.append(dash + text if text else "")
            struck.append(inline.text(strike=True))
        return clean(" ".join(kept)), clean(" ".join(struck))

    def margins(self, styles: Any | None) -> None:
        """Headers and footers, each text once."""
        self.outline.leave()
        for wanted in ("header", "footer"):
            said: set[str] = set()
            for page in [] if styles is None else styles.iter(f"{STYLE}master-page"):
                for margin in page:
                    if _MARGINS.get(str(margin.tag).removeprefix(STYLE)) != wanted:
                        continue
                    before = len(self.outline.drafts)
                    self.container(margin, wanted)
                    fresh = self.outline.drafts[before:]
                    self.outline.drafts[before:] = [draft for draft in fresh if draft.text not in said]
                    said |= {draft.text for draft in fresh}


def _cells(row: Any) -> list[Any]:
    return list(row.iterchildren(f"{TABLE}table-cell"))


def _level(element: Any, style: Any) -> int | None:
    """The heading level of a paragraph: its outline level, or a style named as heading or title."""
    if element.tag == f"{TEXT}h":
        said = element.get(f"{TEXT}outline-level", "")
        return min(9, int(said)) if said.isdecimal() and int(said[:3]) > 0 else style.level or 1
    if style.level:
        return int(style.level)
    return next((level for name in style.name.split("|") if (level := heading_level_named(name)) is not None), None)


def _is_contents(names: str) -> bool:
    starts = reading_words().contents_styles
    return any(name.startswith((*starts, "contents ")) and name[-1:].isdigit() for name in names.split("|"))
