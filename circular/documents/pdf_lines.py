"""The pages of a PDF as lines and tables in reading order, with headers, footers and page numbers taken out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from circular.documents.pdf_extras import Extras
from circular.documents.pdf_page import Page, Stretch
from circular.documents.pdf_tables import grids
from circular.documents.plain import clean
from circular.documents.text import numbered_heading

_MARKER = re.compile(r"(?:\(?\d{1,3}(?:\.\d{1,3}){0,5}[.)]?|\(?[a-zæøå]\)|[-•·▪◦‣–\uf0b7\uf0a7])\Z")
_PAGE_NUMBER = re.compile(r"(?:(?:side|page|s\.)\s*)?[-–]?\s*\d{1,4}\s*(?:(?:af|of|/)\s*\d{1,4})?\s*[-–]?\Z", re.IGNORECASE)  # fmt: skip
_DIGITS = re.compile(r"\d+")
_MARGIN_LINES = 4


@dataclass(slots=True)
class Line:
    """A line of running text, or one whose stretches stand in columns."""

    page: int
    texts: list[str]
    lefts: list[float]
    right: float
    base: float
    size: float
    bold: bool
    struck: bool = False
    marker: bool = False
    """Its first text is the number or bullet of its second."""

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    @property
    def left(self) -> float:
        return self.lefts[0]


@dataclass(slots=True)
class Table:
    """A ruled table of a page."""

    page: int
    rows: list[list[str]]
    columns: list[float]
    struck: list[list[str]] = field(default_factory=list)
    """The struck texts of each row, beside its texts in force."""


@dataclass(slots=True)
class Layout:
    """What a page holds in reading order, and what stands in its margins."""

    number: int
    height: float
    width: float
    parts: list[Line | Table]
    notes: list[Line]
    header: list[str]
    footer: list[str]
    extras: Extras = field(default_factory=Extras)


def lay_out(page: Page) -> Layout:
    """Lines and ruled tables of one page in the order in which the PDF writes them."""
    tables = grids(page.rules)
    parts: list[Line | Table] = []
    where: dict[int, int] = {}
    for stretch in page.stretches:
        inside = next(((grid, cell) for grid in tables if (cell := grid.cell_of(stretch)) is not None), None)
        if inside is not None:
            grid, cell = inside
            grid.cells.setdefault(cell, []).append(stretch)
            if id(grid) not in where:
                where[id(grid)] = len(parts)
                parts.append(Table(page.number, [], grid.columns))
            continue
        _add(parts, stretch, page.number)
    for grid in tables:
        if id(grid) in where:
            table = parts[where[id(grid)]]
            assert isinstance(table, Table)
            table.rows, table.struck = grid.texts()
    return Layout(page.number, page.height, page.width, parts, [], [], [], page.extras)


def _add(parts: list[Line | Table], stretch: Stretch, page: int) -> None:
    """Put a stretch at the end of the line before it when it stands on it, else on a line of its own."""
    text = stretch.text.strip()
    last = parts[-1] if parts else None
    if isinstance(last, Line) and last.struck and not stretch.struck and len(parts) > 1 and _beside(parts[-2], last):
        last = parts[-2]  # the line goes on after some struck words
    if (
        isinstance(last, Line)
        and last.struck == stretch.struck
        and abs(last.base - stretch.base) < 0.35 * max(stretch.size, 4)
        and stretch.left >= last.right - 1
    ):
        if stretch.left - last.right < 1.3 * max(stretch.size, 4):
            last.texts[-1] = f"{last.texts[-1]} {text}"
        else:
            last.marker = last.marker or (len(last.texts) == 1 and _MARKER.match(last.texts[0]) is not None)
            last.texts.append(text)
            last.lefts.append(stretch.left)
        last.right = stretch.right
        return
    parts.append(
        Line(page, [text], [stretch.left], stretch.right, stretch.base, stretch.size, stretch.bold, stretch.struck)
    )


def _beside(part: Line | Table, line: Line) -> bool:
    return isinstance(part, Line) and not part.struck and abs(part.base - line.base) < 0.35 * max(line.size, 4)


def take_out_margins(pages: Sequence[Layout]) -> None:
    """Move repeated lines at the top and bottom of pages, and page numbers, out of the running text."""
    counts: Counter[tuple[str, str]] = Counter()
    size = body_size_of(pages)
    for page in pages:
        counts.update({(zone, _pattern(line, size)) for zone, line in _margin_lines(page)})
    needed = 2 if len(pages) < 5 else max(3, len(pages) // 3)
    for page in pages:
        gone: list[Line] = []
        for zone, line in _margin_lines(page):
            if _PAGE_NUMBER.match(line.text):
                gone.append(line)
            elif len(pages) > 1 and counts[(zone, _pattern(line, size))] >= needed:
                gone.append(line)
                (page.header if zone == "header" else page.footer).append(clean(line.text))
        page.parts = [part for part in page.parts if not any(part is line for line in gone)]


def _pattern(line: Line, size: float) -> str:
    """What a margin repeats: its text with any page number; a heading must be the very same, '1 Krav' is not '2 Krav'."""
    text = clean(line.text)
    heading = line.size > 1.12 * size or numbered_heading(text) is not None
    return text.casefold() if heading else _DIGITS.sub("#", text).casefold()


def _margin_lines(page: Layout) -> list[tuple[str, Line]]:
    lines = sorted((part for part in page.parts if isinstance(part, Line)), key=lambda line: -line.base)
    top = [line for line in lines[:_MARGIN_LINES] if line.base > 0.88 * page.height]
    bottom = [line for line in lines[-_MARGIN_LINES:] if line.base < 0.12 * page.height]
    return [("header", line) for line in top] + [("footer", line) for line in bottom]


def take_out_notes(pages: Sequence[Layout], body_size: float) -> None:
    """Move footnotes (small print at the foot of a page that begins with a number or star) out of the running text."""
    for page in pages:
        small: list[Line] = []
        for part in sorted((p for p in page.parts if isinstance(p, Line)), key=lambda line: line.base):
            if part.size > 0.92 * body_size or part.base > 0.4 * page.height:
                break
            small.append(part)
        first = max((index for index, line in enumerate(small) if re.match(r"(?:\d{1,3}|\*+)\s*\S", line.text)), default=-1)  # fmt: skip
        page.notes = small[: first + 1][::-1]
        page.parts = [part for part in page.parts if not any(part is line for line in page.notes)]


def body_size_of(pages: Iterable[Layout]) -> float:
    """The font size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for part in page.parts:
            if isinstance(part, Line):
                sizes[part.size] += len(part.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 10.0


def pitch_of(pages: Iterable[Layout], body_size: float) -> float:
    """The usual distance between two lines of running text."""
    gaps: Counter[float] = Counter()
    for page in pages:
        lines = [part for part in page.parts if isinstance(part, Line) and abs(part.size - body_size) < 0.3]
        for above, below in pairwise(lines):
            gap = above.base - below.base
            if 0.8 * body_size < gap < 2.2 * body_size:
                gaps[round(gap * 2) / 2] += 1
    return max(gaps, key=lambda gap: (gaps[gap], -gap)) if gaps else 1.2 * body_size
