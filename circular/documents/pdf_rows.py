"""Rows of tables in a PDF, going on over pages, each told to the outline as one block."""

from __future__ import annotations

from collections.abc import Sequence

from circular.documents.model import Cell
from circular.documents.outline import Outline, is_header
from circular.documents.pdf_words import Words
from circular.documents.plain import clean, goes_on, join

_LONG_TEXT = 60


class RowTeller:
    """Tells rows to the outline and knows the table that may go on upon the next page."""

    def __init__(self, outline: Outline, words: Words) -> None:
        self.outline = outline
        self.words = words
        self.count = 0
        self.table: tuple[int, list[float], list[str], int] | None = None
        """Number, columns, headers and rows so far of the table that may go on."""

    def end(self) -> None:
        """Running text follows: the table is over."""
        self.table = None

    def tell(
        self, page: int, rows: list[list[str]], columns: list[float], told: int, struck: Sequence[list[str]] = ()
    ) -> int:
        """Rows as blocks; a table with the same columns on the next page goes on, its repeated header left out.

        `told` blocks have been told before; returns how many have been told now. `struck` holds the struck texts of
        each row.
        """
        self.count = told
        goes_on = self.table is not None and len(self.table[1]) == len(columns) and all(
            abs(one - two) < 4 for one, two in zip(self.table[1], columns, strict=True)
        )  # fmt: skip
        if self.table is None or not goes_on:
            self.table = (self.outline.begin_table(), columns, [], 0)
        number, _, headers, count = self.table
        first = 0
        for index, row in enumerate(rows):
            texts = [self.words.mend(clean(text)) for text in row]
            if goes_on and index == 0 and headers and texts == headers:
                first = 1
                continue
            if goes_on and index == first and self._completes(texts, number, page):
                continue
            header = not headers and count == 0 and self._looks_header(texts, rows)
            headers = texts if header else headers
            count += 1
            gone = [self.words.mend(clean(text)) for text in struck[index]] if index < len(struck) else []
            if any(texts):
                self._row(texts, headers, header, number, count, page)
            if any(gone):
                self._row(gone, headers, False, number, count, page, struck=True)
        self.table = (number, columns, headers, count)
        return self.count

    def _looks_header(self, texts: list[str], rows: list[list[str]]) -> bool:
        if is_header(texts):
            return True
        short = all(0 < len(text) <= 40 and not any(letter.isdigit() for letter in text) for text in texts)
        return short and len(texts) >= 3 and len(rows) >= 3

    def _completes(self, texts: list[str], table: int, page: int) -> bool:
        """Whether the first row of a page is the rest of a row that the page break divided; then it is joined to it."""
        last = self.outline.drafts[-1] if self.outline.drafts else None
        if last is None or last.kind != "table_row" or last.table != table or last.struck or len(last.cells) != len(texts) or last.at["page"] == page:  # fmt: skip
            return False
        before = [cell.text for cell in last.cells]
        if not _rest_of(before, texts):
            return False
        last.cells = tuple(
            cell.model_copy(update={"text": join(cell.text, new)}) for cell, new in zip(last.cells, texts, strict=True)
        )
        last.text = " | ".join(cell.text for cell in last.cells if cell.text)
        return True

    def _row(self, texts: list[str], headers: list[str], header: bool, table: int, order: int, page: int, *, struck: bool = False) -> None:  # fmt: skip
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
        self.outline.row(cells, header=header, table=table, at=at, struck=struck)


def _rest_of(before: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether cells go on in the row below: in the middle of a sentence, or in long texts beside which nothing begins anew."""
    filled = [(old, new) for old, new in zip(before, texts, strict=True) if new]
    if not filled or not all(old for old, _ in filled):
        return False
    middle = [old[-1] not in ".:!?" and goes_on(new) for old, new in filled]
    if texts[0]:
        return middle[0] and len(before[0]) > _LONG_TEXT
    if any(middle):
        return True
    silent = sum(1 for old, new in zip(before, texts, strict=True) if old and not new)
    return silent > 1 and all(len(old) > _LONG_TEXT for old, _ in filled)
