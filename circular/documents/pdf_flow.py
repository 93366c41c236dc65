"""Joins the lines of a PDF into headings, paragraphs, items and rows, across columns and pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from circular.documents.outline import Outline
from circular.documents.pdf_aligned import aligned_table, tops
from circular.documents.pdf_lines import (
    Layout,
    Line,
    Table,
    body_size_of,
    pitch_of,
    take_out_margins,
    take_out_notes,
)
from circular.documents.pdf_rows import RowTeller
from circular.documents.pdf_seams import join_narrow
from circular.documents.pdf_widths import Widths
from circular.documents.pdf_words import Words
from circular.documents.plain import clean, goes_on, join
from circular.documents.text import is_title, numbered_heading

_BULLET = re.compile(r"(?:([-•·▪◦‣–\uf0b7\uf0a7])|(\d{1,3}\)|\(?[a-zæøå]\)|\([0-9]{1,3}\)|\d{1,2}\.(?=\s)))\s+(?=\S)")
LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}\Z|…{2,}\s*\d{1,4}\Z")


class Flow:
    """Joins lines into headings, paragraphs, items and rows, across columns and pages."""

    def __init__(self, outline: Outline, pages: Sequence[Layout]) -> None:
        self.outline = outline
        self.pages = pages
        take_out_margins(pages)
        self.size = body_size_of(pages)
        take_out_notes(pages, self.size)
        self.pitch = pitch_of(pages, self.size)
        self.widths = Widths(pages, self.size, self.pitch)
        self.sizes = sorted({round(line.size) for page in pages for line in page.parts if isinstance(line, Line) and line.size > 1.12 * self.size}, reverse=True)  # fmt: skip
        self.count = 0
        self.open: list[Line] = []
        self.text = ""
        self.kind = ""
        self.notes: list[tuple[str, int, str]] = []
        self.struck: list[tuple[str, int]] = []
        """Struck words of the open block and their page, told after it."""
        self.words = Words(pages)
        self.tables = RowTeller(outline, self.words)

    def tell(self) -> None:
        for page in self.pages:
            index = 0
            raised = tops(page.parts)
            while index < len(page.parts):
                part = page.parts[index]
                if isinstance(part, Table):
                    self.close()
                    self.count = self.tables.tell(part.page, part.rows, part.columns, self.count, part.struck)
                    index += 1
                    continue
                found = aligned_table(page.parts, index, self.pitch, raised) if not LEADER.search(part.text) else None
                if found is not None:
                    self.close()
                    self.count = self.tables.tell(page.number, found.rows, found.lefts, self.count)
                    index = found.end + 1
                    continue
                self._line(part)
                index += 1
            # a paragraph may go on over the page, so its page's notes wait until it is told
            self.notes += [(note, page.number, "footnote") for note in _notes(page.notes)]
            self.notes += [(text, page.number, "textbox") for text in page.extras.boxes]
            self.notes += [(text, page.number, "body") for text in page.extras.fields]
            if not self.open:
                self._tell_notes()
        self.close()
        self._margins()

    def _margins(self) -> None:
        self.outline.leave()
        for part in ("header", "footer"):
            said: set[str] = set()
            for page in self.pages:
                for text in page.header if part == "header" else page.footer:
                    if re.sub(r"\d+", "#", text) not in said:
                        said.add(re.sub(r"\d+", "#", text))
                        self._put("paragraph", text, page.number, part=part)

    def _line(self, line: Line) -> None:
        text = line.text
        self.tables.end()
        last = self.open[-1] if self.open else None
        if line.struck and last is not None and not last.struck and last.page == line.page and abs(last.base - line.base) < 0.35 * line.size:  # fmt: skip
            self.struck.append((text, line.page))
            return
        heading = self._heading(line, text)
        if heading is not None:
            more = last is not None and self.kind == "heading" and abs(last.size - line.size) < 0.3 and 0 < last.base - line.base < 1.6 * line.size  # fmt: skip
            if (
                more
                and numbered_heading(clean(text)) is None
                and last is not None
                and (last.bold, last.struck) == (line.bold, line.struck)
            ):
                self._go_on(line, text)
            else:
                self._begin("heading", line, text)
            return
        if LEADER.search(text):
            self.close()
            self._put("paragraph", clean(text), line.page, toc=True)
            return
        if _BULLET.match(text):
            self._begin("item", line, text)
        elif self.open and self._continues(line, text):
            self._go_on(line, text)
        else:
            self._begin("paragraph", line, text)

    def _heading(self, line: Line, text: str) -> tuple[int, str | None] | None:
        """(level, number) when a line reads as a heading."""
        said = clean(text)
        if len(said) > 140 or LEADER.search(said) or not any(letter.isalpha() for letter in said):
            return None
        number = numbered_heading(said)
        larger = line.size > 1.12 * self.size
        if number is not None and (larger or line.bold or ("." in number and self._apart(line))):
            return number.count(".") + 1, number
        if larger and said[-1] not in ".;":
            return min(1 + self.sizes.index(round(line.size)) if round(line.size) in self.sizes else 2, 6), None
        if line.bold and is_title(said) and len(said) <= 80 and self._apart(line):
            return len(self.sizes) + 1 or 1, None
        return None

    def _apart(self, line: Line) -> bool:
        """Whether a line stands below more than the usual space."""
        last = self.open[-1] if self.open else None
        return last is None or last.page != line.page or not 0 < last.base - line.base <= 1.15 * self.pitch

    def _continues(self, line: Line, text: str) -> bool:
        """Whether a line goes on with the open paragraph or item."""
        last = self.open[-1]
        if last.struck != line.struck or not _alike(last, line):
            return False
        ended = self.text.rstrip()[-1:] in ".:!?"
        gap = last.base - line.base
        if self.kind == "heading":
            return not ended and self._heading_continues(last, line, text)
        if last.page == line.page and gap > 0:
            if gap > 1.2 * self.pitch + 0.5 or last.bold != line.bold:
                return False
            begins = ended or text[:1].isupper() or text[:1].isdigit()
            if begins and self.text[-1:] not in "-\u0002\ufffe," and self.widths.had_room(last, line, text):
                return False
            if self.kind == "item":
                return line.left > self.open[0].left - 2
            return not (ended and line.left > last.left + 12)
        if ended or goes_on(text) or self.text[-1:] in "-\u0002\ufffe,":
            return not ended
        return self.kind == "paragraph" and last.bold == line.bold and self.widths.is_full(last, line, text)

    def _heading_continues(self, last: Line, line: Line, text: str) -> bool:
        """Whether a heading goes on; one told by its number alone that goes on as a sentence does is no heading."""
        by_number = not last.bold and last.size <= 1.12 * self.size
        near = 0 < last.base - line.base <= (1.2 * self.pitch + 0.5 if by_number else 1.6 * line.size)
        if last.bold != line.bold or last.page != line.page or not near:
            return False
        if by_number and (goes_on(text) or self.widths.is_full(last, line, text)):
            self.kind = "paragraph"
            return True
        return not by_number and goes_on(text)

    def _begin(self, kind: str, line: Line, text: str) -> None:
        self.close()
        self.kind, self.open, self.text = kind, [line], text

    def _go_on(self, line: Line, text: str) -> None:
        last = self.open[-1]
        self.open.append(line)
        alone = text[:1].islower() and " " not in last.text
        edge = self.widths.narrow(last) if alone else None
        self.text = (
            join(self.text, text)
            if edge is None
            else join_narrow(self.text, text, last.text, edge - last.right, line.size)
        )

    def close(self) -> None:
        """Tell the outline the open block."""
        if not self.open:
            self._tell_notes()
            return
        first, kind = self.open[0], self.kind
        text = self.words.mend(clean(self.text))
        level, number = (self._heading(first, first.text) or (1, None)) if kind == "heading" else (1, None)
        self.open, self.text, self.kind = [], "", ""
        if not text:
            return
        self._tell(kind, text, first, level, number)
        self._tell_notes()

    def _tell(self, kind: str, text: str, first: Line, level: int, number: str | None) -> None:
        if kind == "item":
            found = _BULLET.match(text)
            indent = 1 + max(0, int((first.left - self._margin(first.page)) // 24))
            body = text[found.end() :] if found else text
            self._put("item", body, first.page, level=min(indent, 9), number=found.group(2) if found else None, struck=first.struck)  # fmt: skip
        else:
            self._put(kind, text, first.page, level=level, number=number, struck=first.struck)

    def _tell_notes(self) -> None:
        struck, self.struck = self.struck, []
        for text, page in struck:
            self._put("paragraph", clean(text), page, struck=True)
        notes, self.notes = self.notes, []
        for note, page, part in notes:
            self._put("paragraph", note, page, part=part, loose=True)

    def _margin(self, page: int) -> float:
        lines = [part.left for part in self.pages[min(page, len(self.pages)) - 1].parts if isinstance(part, Line)]
        return min(lines, default=0.0)

    def _put(self, kind: str, text: str, page: int, *, part: str = "body", toc: bool = False, level: int = 1, number: str | None = None, struck: bool = False, loose: bool = False) -> None:  # fmt: skip
        self.count += 1
        at: dict[str, Any] = {"page": page, "paragraph": self.count, "part": part}
        if kind == "heading":
            self.outline.heading(text, level, number, at=at, struck=struck)
        elif kind == "item":
            self.outline.item(text, level, number, at=at, struck=struck)
        elif text:
            self.outline.paragraph(text, at=at, toc=toc, struck=struck, loose=loose)


def _alike(above: Line, below: Line) -> bool:
    """Whether two lines are set alike; small capitals begin large or small."""
    if abs(above.size - below.size) <= 0.8:
        return True
    return 0.7 < above.size / max(1.0, below.size) < 1.43 and above.text.isupper() and below.text.isupper()


def _notes(lines: Sequence[Line]) -> list[str]:
    """The footnotes of a page, each joined."""
    found: list[str] = []
    for line in lines:
        if found and not re.match(r"(?:\d{1,3}|\*+)\s*\S", line.text):
            found[-1] = join(found[-1], line.text)
        else:
            found.append(line.text)
    return [clean(note) for note in found]
