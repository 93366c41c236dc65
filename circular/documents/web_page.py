"""Web pages (.html) as blocks: headings, paragraphs, lists and tables; scripts, styles and comments left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from circular.documents.encoding import decode
from circular.documents.failure import damaged
from circular.documents.model import Cell, Document
from circular.documents.outline import Outline, is_header
from circular.documents.plain import clean

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_SKIPPED = frozenset(
    {"script", "style", "head", "noscript", "template", "svg", "iframe", "object", "select", "button", "comment"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(["p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "blockquote", "pre", "dd", "dt", "dl", "figure", "figcaption", "address", "form", "fieldset", "legend", "center", "body", "html", "details", "summary", "hr", "caption"])  # fmt: skip
_STRUCK = frozenset({"s", "strike", "del"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINE_THROUGH = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_MOST_SPAN = 60


@dataclass(frozen=True)
class _Marks:
    struck: bool = False
    hidden: bool = False
    inserted: bool = False


@dataclass
class _Run:
    text: str
    marks: _Marks


def read_html(content: bytes, file: str) -> Document:
    """A web page as blocks; what is hidden or struck is marked."""
    outline = Outline(file)
    tell_html(content, outline)
    return Document(file=file, kind="html", blocks=outline.blocks())


def tell_html(content: bytes, outline: Outline) -> None:
    """Tell an outline what a web page holds; raises Unreadable when there is no page in it."""
    from lxml import etree, html

    text = _decoded(content)
    try:
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
        root = html.document_fromstring(_DECLARATION.sub("", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise damaged("websiden er tom eller ulæselig", "the web page is empty or unreadable") from None
    walk = _Walk(outline)
    walk.element(root, _Marks(), None)
    walk.flush()


def _decoded(content: bytes) -> str:
    found = _CHARSET.search(content[:4096])
    if found and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return content.decode(found.group(1).decode("ascii"), "replace").replace("\x00", "")
        except LookupError:
            pass
    return decode(content)[0].replace("\x00", "")


class _Walk:
    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.runs: list[_Run] = []
        self.count = 0
        self.item: tuple[int, str | None] | None = None
        self.lists: list[int | None] = []
        """The next number of each open list, None for bullets."""

    def at(self) -> dict[str, Any]:
        self.count += 1
        return {"paragraph": self.count}

    def flush(self, level: int | None = None) -> None:
        """The text gathered so far is a block; `level` makes it a heading."""
        runs, self.runs = self.runs, []
        for marks in dict.fromkeys(run.marks for run in runs if run.text.strip()):
            same = marks if marks.struck or marks.hidden else None
            kept = [run for run in runs if (run.marks == same if same else not (run.marks.struck or run.marks.hidden))]
            text = clean("".join(run.text for run in kept))
            if not text or (same is None and marks != next(r.marks for r in kept if r.text.strip())):
                continue
            said = {"struck": marks.struck, "hidden": marks.hidden, "inserted": any(run.marks.inserted for run in kept)}
            if level is not None:
                number = re.match(r"\d{1,3}(?:\.\d{1,2}){0,5}(?=\.?\s)", text)
                self.outline.heading(text, level, number.group() if number else None, at=self.at(), **said)
            elif self.item is not None:
                depth, shown = self.item
                self.outline.item(text, depth, shown, at=self.at(), **said)
                self.item = None
            else:
                self.outline.paragraph(text, at=self.at(), **said)

    def element(self, element: Any, marks: _Marks, level: int | None) -> None:
        """One element and what stands in it."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            return
        marks = _marked(element, tag, marks)
        if tag == "table" and not _is_layout(element):
            self.flush(level)
            self._table(element, marks)
        elif tag in ("ul", "ol"):
            self.flush(level)
            start = element.get("start", "")
            self.lists.append(None if tag == "ul" else int(start) if start.isdecimal() and len(start) < 6 else 1)
            self._children(element, marks, None)
            self.flush()
            self.lists.pop()
        elif tag == "li":
            self.flush(level)
            self.item = (max(1, len(self.lists)), self._number())
            self._children(element, marks, None)
            self.flush()
            self.item = None
        elif tag in _HEADINGS:
            self.flush(level)
            self._children(element, marks, _HEADINGS[tag])
            self.flush(_HEADINGS[tag])
        elif tag in _BLOCKS or tag in ("table", "tbody", "thead", "tfoot", "tr", "td", "th"):
            self.flush(level)
            self._children(element, marks, level)
            self.flush(level)
        elif tag == "sup" and next(element.iter("a"), None) is not None and "".join(element.itertext()).strip().isdecimal():  # fmt: skip
            return  # the mark of a footnote
        elif tag == "br":
            self.runs.append(_Run(" ", marks))
        elif tag in ("input", "textarea"):
            self.runs.append(_Run(f" {element.get('value') or element.text or ''} ", marks))
        else:
            self._children(element, marks, level)

    def _children(self, element: Any, marks: _Marks, level: int | None) -> None:
        if element.text:
            self.runs.append(_Run(element.text, marks))
        for child in element:
            self.element(child, marks, level)
            if child.tail:
                self.runs.append(_Run(child.tail, marks))

    def _number(self) -> str | None:
        if not self.lists or self.lists[-1] is None:
            return None
        number = self.lists[-1]
        self.lists[-1] = number + 1
        return f"{number}."

    def _table(self, table: Any, marks: _Marks) -> None:
        number = self.outline.begin_table()
        headers: list[str] = []
        open_spans: dict[int, tuple[int, str]] = {}
        for order, row in enumerate(_rows(table), start=1):
            row_marks = _marked(row, "tr", marks)
            texts: list[str] = []
            struck: list[str] = []
            heads: list[bool] = []
            for cell in row.iterchildren("td", "th"):
                while len(texts) in open_spans:
                    struck.append("")
                    texts.append(_spanned(open_spans, len(texts)))
                text, gone = _cell(cell, row_marks)
                wide, tall = _span(cell, "colspan"), _span(cell, "rowspan")
                if tall > 1:
                    open_spans[len(texts)] = (tall - 1, text if len(text) <= 80 else "")
                texts += [text, *[""] * (wide - 1)]
                struck += [gone, *[""] * (wide - 1)]
                heads.append(cell.tag == "th")
            while len(texts) in open_spans:
                texts.append(_spanned(open_spans, len(texts)))
            if any(texts):
                header = not headers and (all(heads) or is_header(texts))
                headers = texts if header else headers
                self._row(texts, [] if header else headers, number, order, header=header, marks=row_marks)
            if any(struck):
                self._row(struck, headers, number, order, header=False, marks=replace(row_marks, struck=True))

    def _row(
        self, texts: list[str], headers: list[str], number: int, order: int, *, header: bool, marks: _Marks
    ) -> None:  # fmt: skip
        name = f"tabel {number}, række {order}"
        cells = [
            Cell(text=text, header=headers[column] if column < len(headers) else "", name=f"{name}, kolonne {column + 1}")
            for column, text in enumerate(texts)
        ]  # fmt: skip
        at = {**self.at(), "cell": name}
        self.outline.row(cells, header=header, table=number, at=at, struck=marks.struck, hidden=marks.hidden)


def _is_layout(table: Any) -> bool:
    """Whether a table only arranges the page: one column, or other tables and headings in its cells."""
    if table.get("role") == "presentation" or next(table.iterdescendants("table", "h1", "h2", "h3"), None) is not None:
        return True
    return all(len(list(row.iterchildren("td", "th"))) <= 1 for row in _rows(table))


def _rows(table: Any) -> list[Any]:
    return [row for row in table.iterdescendants("tr") if next(row.iterancestors("table")) is table]


def _cell(cell: Any, marks: _Marks) -> tuple[str, str]:
    """(text in force, struck text) of a cell."""
    runs: list[_Run] = []

    def gather(element: Any, marks: _Marks) -> None:
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            return
        marks = _marked(element, element.tag, marks)
        apart = " " if element.tag in _BLOCKS or element.tag in ("li", "br", "ul", "ol") else ""
        runs.append(_Run(f"{apart}{element.text or ''}", marks))
        for child in element:
            gather(child, marks)
            runs.append(_Run(child.tail or "", marks))
        runs.append(_Run(apart, marks))

    gather(cell, marks)
    if marks.struck:
        return clean("".join(run.text for run in runs)), ""
    live = clean("".join(run.text for run in runs if not run.marks.struck))
    return live, clean("".join(run.text for run in runs if run.marks.struck))


def _spanned(spans: dict[int, tuple[int, str]], column: int) -> str:
    left, text = spans.pop(column)
    if left > 1:
        spans[column] = (left - 1, text)
    return text


def _span(cell: Any, name: str) -> int:
    said = cell.get(name, "1").strip()
    return min(_MOST_SPAN, max(1, int(said))) if said.isdecimal() and len(said) < 6 else 1


def _marked(element: Any, tag: str, marks: _Marks) -> _Marks:
    style = element.get("style", "")
    struck = marks.struck or tag in _STRUCK or bool(style and _LINE_THROUGH.search(style))
    hidden = marks.hidden or element.get("hidden") is not None or bool(style and _HIDDEN.search(style))
    inserted = marks.inserted or tag == "ins"
    return marks if (struck, hidden, inserted) == (marks.struck, marks.hidden, marks.inserted) else _Marks(struck, hidden, inserted)  # fmt: skip
