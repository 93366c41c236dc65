"""PDF documents as blocks: lines joined into paragraphs, tables as rows, margins apart, pages without text named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from circular.documents.failure import Unreadable, damaged, encrypted
from circular.documents.model import Cell, Document
from circular.documents.outline import Outline, is_header
from circular.documents.pdf_lines import (
    Layout,
    Line,
    Table,
    body_size_of,
    lay_out,
    pitch_of,
    take_out_margins,
    take_out_notes,
)
from circular.documents.pdf_page import read_page
from circular.documents.plain import clean, join
from circular.documents.text import is_title, numbered_heading

_BULLET = re.compile(r"(?:([-•·▪◦‣–\uf0b7\uf0a7])|(\d{1,3}\)|\(?[a-zæøå]\)|\([0-9]{1,3}\)|\d{1,2}\.(?=\s)))\s+(?=\S)")
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}\Z|…{2,}\s*\d{1,4}\Z")
MOST_PAGES = 5_000


def read_pdf(content: bytes, file: str) -> Document:
    """A PDF as blocks with page numbers; scanned pages and pages without readable letters are named in `why`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise encrypted() from None
        raise damaged("PDF'en kan ikke åbnes", "the PDF cannot be opened") from None
    try:
        count = len(document)
        pages, scanned, garbled, broken = [], [], [], []
        for index in range(min(count, MOST_PAGES)):
            try:
                page = read_page(document, index)
            except (pypdfium2.PdfiumError, ValueError):
                broken.append(index + 1)
                continue
            letters = sum(len(stretch.text) for stretch in page.stretches)
            if letters < 15 and page.pictures:
                scanned.append(index + 1)
            elif letters and page.unknown > 0.2 * letters:
                garbled.append(index + 1)
            pages.append(lay_out(page))
    finally:
        document.close()
    if not count:
        raise damaged("PDF'en har ingen sider", "the PDF has no pages")
    outline = Outline(file)
    _Flow(outline, pages).tell()
    blocks = outline.blocks()
    if not blocks and scanned:
        raise Unreadable(
            f"filen er scannet: {len(scanned)} af {count} sider er billeder uden tekst; send den som tekst-PDF eller Word",
            f"the file is scanned: {len(scanned)} of {count} pages are pictures without text; hand it in as a text PDF or Word",
        )
    why = _why(scanned, garbled, broken, count)
    return Document(
        file=file,
        kind="pdf",
        status="partly_read" if why else "read",
        why="; ".join(da for da, _ in why) or None,
        why_en="; ".join(en for _, en in why) or None,
        pages=count,
        blocks=blocks,
    )


def _why(scanned: list[int], garbled: list[int], broken: list[int], count: int) -> list[tuple[str, str]]:
    told = [
        (scanned, "er billeder uden tekst", "are pictures without text"),
        (garbled, "har bogstaver uden betydning (skrifttypen mangler oplysninger)", "have letters without meaning"),
        (broken, "kan ikke læses", "cannot be read"),
    ]
    why = [
        (f"side {_numbers(pages, 'og')} {da}", f"page {_numbers(pages, 'and')} {en}") for pages, da, en in told if pages
    ]
    if count > MOST_PAGES:
        why.append((f"kun de første {MOST_PAGES} sider er læst", f"only the first {MOST_PAGES} pages were read"))
    return why


def _numbers(pages: list[int], last: str) -> str:
    """1, 3-5 og 9."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    if len(said) > 12:
        said = [*said[:11], "…"]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {last} {said[-1]}"


class _Flow:
    """Joins lines into headings, paragraphs, items and rows, across columns and pages."""

    def __init__(self, outline: Outline, pages: Sequence[Layout]) -> None:
        self.outline = outline
        self.pages = pages
        take_out_margins(pages)
        self.size = body_size_of(pages)
        take_out_notes(pages, self.size)
        self.pitch = pitch_of(pages, self.size)
        self.sizes = sorted({round(line.size) for page in pages for line in page.parts if isinstance(line, Line) and line.size > 1.12 * self.size}, reverse=True)  # fmt: skip
        self.count = 0
        self.open: list[Line] = []
        self.text = ""
        self.kind = ""
        self.indent = 0.0
        self.table: tuple[int, list[float], list[str], int] | None = None
        """Number, columns, headers and rows so far of the table that may go on."""

    def tell(self) -> None:
        for page in self.pages:
            index = 0
            while index < len(page.parts):
                part = page.parts[index]
                if isinstance(part, Table):
                    self.close()
                    self._ruled(part)
                    index += 1
                    continue
                rows = self._aligned(page.parts, index)
                if rows:
                    self.close()
                    self._rows(page.number, [texts for texts, _ in rows], part.lefts)
                    index = rows[-1][1] + 1
                    continue
                self._line(part)
                index += 1
            for note in _notes(page.notes):
                self._put("paragraph", note, page.number, part="footnote")
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
        if self.table is not None:
            self.table = None
        heading = self._heading(line, text)
        if heading is not None:
            last = self.open[-1] if self.open else None
            more = last is not None and self.kind == "heading" and abs(last.size - line.size) < 0.3 and 0 < last.base - line.base < 1.6 * line.size  # fmt: skip
            if more and numbered_heading(clean(text)) is None and last is not None and last.bold == line.bold:
                self._go_on(line, text)
            else:
                self._begin("heading", line, text)
            return
        if _LEADER.search(text):
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
        if len(said) > 140 or _LEADER.search(said) or not any(letter.isalpha() for letter in said):
            return None
        number = numbered_heading(said)
        larger = line.size > 1.12 * self.size
        if number is not None and (larger or line.bold or ("." in number and self._apart(line))):
            return number.count(".") + 1, number
        if larger and said[-1] not in ".;,":
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
        if self.kind == "heading" or abs(last.size - line.size) > 0.8:
            return False
        ended = self.text.rstrip()[-1:] in ".:!?"
        gap = last.base - line.base
        if last.page == line.page and gap > 0:
            if gap > 1.2 * self.pitch + 0.5 or last.bold != line.bold:
                return False
            short = last.right < line.right - 60 and ended
            if self.kind == "item":
                return line.left > self.open[0].left - 2 and not short
            return not short and not (ended and line.left > last.left + 12)
        return not ended and (text[:1].islower() or self.text[-1:] in "-\u0002\ufffe,")

    def _begin(self, kind: str, line: Line, text: str) -> None:
        self.close()
        self.kind, self.open, self.text = kind, [line], text

    def _go_on(self, line: Line, text: str) -> None:
        self.open.append(line)
        self.text = join(self.text, text)

    def close(self) -> None:
        """Tell the outline the open block."""
        if not self.open:
            return
        first, kind = self.open[0], self.kind
        text = clean(self.text)
        level, number = (self._heading(first, first.text) or (1, None)) if kind == "heading" else (1, None)
        self.open, self.text, self.kind = [], "", ""
        if not text:
            return
        if kind == "item":
            found = _BULLET.match(text)
            indent = 1 + max(0, int((first.left - self._margin(first.page)) // 24))
            body = text[found.end() :] if found else text
            self._put("item", body, first.page, level=min(indent, 9), number=found.group(2) if found else None)
        else:
            self._put(kind, text, first.page, level=level, number=number)

    def _margin(self, page: int) -> float:
        lines = [part.left for part in self.pages[min(page, len(self.pages)) - 1].parts if isinstance(part, Line)]
        return min(lines, default=0.0)

    def _put(self, kind: str, text: str, page: int, *, part: str = "body", toc: bool = False, level: int = 1, number: str | None = None) -> None:  # fmt: skip
        self.count += 1
        at: dict[str, Any] = {"page": page, "paragraph": self.count, "part": part}
        if kind == "heading":
            self.outline.heading(text, level, number, at=at)
        elif kind == "item":
            self.outline.item(text, level, number, at=at)
        elif text:
            self.outline.paragraph(text, at=at, toc=toc)

    def _aligned(self, parts: Sequence[Line | Table], start: int) -> list[tuple[list[str], int]]:
        """Rows of an unruled table that begins at `start`: (texts, index of its last line) each; empty when it is none."""
        first = parts[start]
        assert isinstance(first, Line)
        if len(first.texts) < 2 or _LEADER.search(first.text):
            return []
        lefts, rows = first.lefts, [(list(first.texts), start)]
        lines = 1
        for index in range(start + 1, len(parts)):
            line, before = parts[index], parts[index - 1]
            if not isinstance(line, Line) or not isinstance(before, Line) or line.page != first.page:
                break
            columns = [_nearest(lefts, left) for left in line.lefts]
            if None in columns or not 0 < before.base - line.base < 3 * self.pitch:
                break
            if len(line.texts) == 1 and (columns[0] == 0 or before.base - line.base > 1.2 * self.pitch):
                break
            if len(line.texts) == 1:
                at = columns[0] or 0
                texts = rows[-1][0]
                texts[at] = join(texts[at], line.text)
                rows[-1] = (texts, index)
                continue
            texts = [""] * len(lefts)
            for column, text in zip(columns, line.texts, strict=True):
                texts[column or 0] = text
            rows.append((texts, index))
            lines += 1
        numbered = all(texts[-1].isdigit() for texts, _ in rows)
        return rows if lines >= 2 and not numbered else []

    def _ruled(self, table: Table) -> None:
        self._rows(table.page, table.rows, table.columns)

    def _rows(self, page: int, rows: list[list[str]], columns: list[float]) -> None:
        """Rows as blocks; a table with the same columns on the next page goes on, its repeated header left out."""
        goes_on = self.table is not None and len(self.table[1]) == len(columns) and all(
            abs(one - two) < 4 for one, two in zip(self.table[1], columns, strict=True)
        )  # fmt: skip
        if self.table is None or not goes_on:
            self.table = (self.outline.begin_table(), columns, [], 0)
        number, _, headers, count = self.table
        for index, row in enumerate(rows):
            texts = [clean(text) for text in row]
            if goes_on and index == 0 and headers and texts == headers:
                continue
            if goes_on and index == 0 and headers and self._completes(texts):
                continue
            header = not headers and count == 0 and self._looks_header(texts, rows)
            headers = texts if header else headers
            count += 1
            self._row(texts, headers, header, number, count, page)
        self.table = (number, columns, headers, count)

    def _looks_header(self, texts: list[str], rows: list[list[str]]) -> bool:
        if is_header(texts):
            return True
        short = all(0 < len(text) <= 40 and not any(letter.isdigit() for letter in text) for text in texts)
        return short and len(texts) >= 3 and len(rows) >= 3

    def _completes(self, texts: list[str]) -> bool:
        """Whether the first row of a page is the rest of a row that the page break divided; then it is joined to it."""
        last = self.outline.drafts[-1] if self.outline.drafts else None
        if last is None or last.kind != "table_row" or texts[0] or len(last.cells) != len(texts):
            return False
        if any(new and not new[0].islower() for new in texts):
            return False
        last.cells = tuple(
            cell.model_copy(update={"text": join(cell.text, new)}) for cell, new in zip(last.cells, texts, strict=True)
        )
        last.text = " | ".join(cell.text for cell in last.cells if cell.text)
        return True

    def _row(self, texts: list[str], headers: list[str], header: bool, table: int, order: int, page: int) -> None:
        self.count += 1
        name = f"tabel {table}, række {order}"
        cells = [
            Cell(
                text=text,
                header="" if header or column >= len(headers) else headers[column],
                name=f"{name}, kolonne {column + 1}",
            )
            for column, text in enumerate(texts)
        ]
        at = {"page": page, "paragraph": self.count, "cell": name}
        self.outline.row(cells, header=header, table=table, at=at)


def _nearest(lefts: list[float], left: float) -> int | None:
    """The column whose left edge is at `left`, give or take a letter."""
    return next((index for index, known in enumerate(lefts) if abs(known - left) < 7), None)


def _notes(lines: Sequence[Line]) -> list[str]:
    """The footnotes of a page, each joined."""
    found: list[str] = []
    for line in lines:
        if found and not re.match(r"(?:\d{1,3}|\*+)\s*\S", line.text):
            found[-1] = join(found[-1], line.text)
        else:
            found.append(line.text)
    return [clean(note) for note in found]
