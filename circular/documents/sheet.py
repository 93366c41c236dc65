"""Rows of one sheet as blocks: the preamble above, the header row found, section rows as headings, each row one demand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from circular.documents.model import cell_of
from circular.documents.outline import Outline, is_header
from circular.documents.xlsx_cells import letters

MOST_ROWS = 20_000
"""So many rows of a workbook are kept; after them only rows that say something new, at most MOST_NEW_ROWS."""
MOST_NEW_ROWS = 20_000
LONG = 20
"""A text that says something: longer than numbers, ids and units."""
_LONGEST_SECTION = 100
_LONGEST_SUBHEADER = 30


@dataclass(slots=True)
class SheetRow:
    """A row as read: its filled cells by column (from 1), none of them empty, and what its formats say."""

    number: int
    texts: dict[int, str]
    struck: dict[int, str]
    """Text struck through, by column."""
    numeric: frozenset[int] = frozenset()
    bold: bool = False
    hidden: bool = False
    label_columns: frozenset[int] = frozenset()
    """Columns whose text comes from a merged cell that began above."""


class Budget:
    """How many rows of a workbook may still be kept, and which long texts its rows have said."""

    def __init__(self) -> None:
        self.left = MOST_ROWS
        self.said: set[str] = set()
        self.cut: str | None = None
        """Where reading stopped, when there were too many rows that say something new."""

    def admits(self, row: SheetRow, sheet: str) -> bool:
        """Whether a row is kept; it counts when it is."""
        said = self.said
        if self.left > 0:
            self.left -= 1
            for text in row.texts.values():
                if len(text) >= LONG:
                    said.add(text)
            return True
        texts = [text for part in (row.texts, row.struck) for text in part.values() if len(text) >= LONG]
        if all(text in said for text in texts):
            return False
        if self.left <= -MOST_NEW_ROWS:
            self.cut = self.cut or f"{sheet}!{row.number}"
            return False
        self.left -= 1
        said.update(texts)
        return True

    def why(self) -> tuple[str, str] | None:
        """What was not read, in Danish and English."""
        if self.cut is None:
            return None
        return f"kun rækkerne før {self.cut} er læst", f"only the rows before {self.cut} were read"


def tell_sheet(
    outline: Outline,
    sheet: str,
    rows: Iterable[SheetRow],
    *,
    budget: Budget,
    hidden: bool = False,
    hidden_columns: frozenset[int] = frozenset(),
) -> int:
    """Tell the outline the rows of a sheet, as far as the workbook's budget goes; how many rows were told."""
    teller = _Teller(outline, sheet, hidden, hidden_columns)
    count = 0
    for row in rows:
        if (row.texts or row.struck) and budget.admits(row, sheet):
            teller.row(row)
            count += 1
    return count


class _Teller:
    def __init__(self, outline: Outline, sheet: str, hidden: bool, hidden_columns: frozenset[int]) -> None:
        self.outline = outline
        self.sheet = sheet
        self.hidden = hidden
        self.hidden_columns = hidden_columns
        self.headers: dict[int, str] = {}
        self.columns: dict[int, str] = {}
        """The columns of the headers, in order, and their letters."""
        self.table = 0
        self.last = 0
        self.header_row = -1
        outline.leave()

    def row(self, row: SheetRow) -> None:
        gap, self.last = row.number - self.last, row.number
        own = row.texts
        if row.label_columns:
            own = {column: text for column, text in own.items() if column not in row.label_columns}
        if self._is_header(row, own, gap > 1):
            self.headers = dict(row.texts)
            self.columns = {column: letters(column) for column in sorted(self.headers)}
            self.table = self.outline.begin_table()
            self.header_row = row.number
            self._tell(row, row.texts, header=True)
        elif row.number == self.header_row + 1 and self._is_second_header(row, own):
            for column, text in own.items():
                above = self.headers.get(column, "")
                self.headers[column] = f"{above} {text}" if above and above != text else text
            self.columns = {column: letters(column) for column in sorted(self.headers)}
            self._tell(row, row.texts, header=True)
        elif not self.headers and len(own) <= 1 and not row.struck:
            self._line(row, own, heading=row.bold or row.number == 1)
        elif len(own) == 1 and not row.struck and self._is_section(row, own):
            self._line(row, own, heading=True)
        else:
            if not self.table or (not self.headers and gap > 1):
                self.table = self.outline.begin_table()
            self._tell(row, row.texts, header=False)

    def _is_header(self, row: SheetRow, own: dict[int, str], after_blank: bool) -> bool:
        if row.numeric or row.hidden or len(own) < 2:
            return False
        texts = list(own.values())
        if is_header(texts):
            return not self.headers or after_blank or set(own) >= set(self.headers) or len(own) >= 3
        return not self.headers and row.bold and len(own) >= 3 and all(len(text) <= 60 for text in texts)

    def _is_second_header(self, row: SheetRow, own: dict[int, str]) -> bool:
        """Whether a row right below the headers names the columns below a merged one: it fills a gap in them and has nothing in the first."""
        if row.numeric or row.hidden or len(own) < 2 or min(self.headers) in own or set(own) <= set(self.headers):
            return False
        return all(len(text) <= _LONGEST_SUBHEADER and text[-1] not in ".;:" for text in own.values())

    def _is_section(self, row: SheetRow, own: dict[int, str]) -> bool:
        ((column, text),) = own.items()
        if row.numeric or len(text) > _LONGEST_SECTION or text[-1:] in ".;,":
            return False
        return column == min(self.headers, default=1) and len(self.headers) >= 3

    def _line(self, row: SheetRow, own: dict[int, str], *, heading: bool) -> None:
        for column, text in own.items():
            at = {"part": self.sheet, "cell": f"{letters(column)}{row.number}"}
            marks = {"hidden": self.hidden or row.hidden or column in self.hidden_columns}
            if heading and len(text) <= _LONGEST_SECTION and text[-1:] not in ".;":
                first = text.split(" ", 1)[0].rstrip(".")
                number = first if first.replace(".", "").isdigit() else None
                self.outline.heading(text, 1 if not self.headers else 2, number, at=at, **marks)
            else:
                self.outline.paragraph(text, at=at, **marks)

    def _tell(self, row: SheetRow, texts: dict[int, str], *, header: bool) -> None:
        hidden = row.hidden or self.hidden
        if not self.hidden_columns:
            self._block(row, texts, header, hidden, False)
        else:
            seen = {column: text for column, text in texts.items() if text and column not in self.hidden_columns}
            unseen = {column: text for column, text in texts.items() if text and column in self.hidden_columns}
            self._block(row, seen, header, hidden, False)
            self._block(row, unseen, False, True, False)
        self._block(row, row.struck, False, hidden, True)

    def _block(self, row: SheetRow, texts: dict[int, str], header: bool, hidden: bool, struck: bool) -> None:
        if not texts:
            return
        headers = {} if header else self.headers
        columns = self.columns
        if not texts.keys() <= columns.keys():
            columns = {column: letters(column) for column in sorted({*texts, *self.headers})}
        number = str(row.number)
        get, named = texts.get, headers.get
        cells = [cell_of(get(column, ""), named(column, ""), name + number) for column, name in columns.items()]
        longest = most = 0
        for column, text in texts.items():
            if len(text) > most:
                longest, most = column, len(text)
        at = {"part": self.sheet, "cell": letters(longest) + number}
        self.outline.row(cells, header=header, table=self.table, at=at, hidden=hidden, struck=struck)
