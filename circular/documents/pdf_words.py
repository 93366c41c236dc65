"""Words that a narrow cell or column broke over two lines without a hyphen, told by the column's edge and the document's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from circular.documents.pdf_lines import Layout, Line, Table
from circular.documents.pdf_seams import FORCED, MAYBE, marked

_SEAM = re.compile(f"([{FORCED}{MAYBE}])")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_AROUND = ".,;:()[]{}\"'»«”“„!?"
_MOST_WORDS = 200_000
_SHORT_ENDING = 4
_LONG_LINE = 6


class Words:
    """The words of a document, gathered when the first broken one is met."""

    def __init__(self, pages: Sequence[Layout]) -> None:
        self._pages = pages
        self._known: set[str] | None = None

    def mend(self, text: str) -> str:
        """The text with every seam decided: one word, or two with a blank between them."""
        if not marked(text):
            return text
        if self._known is None:
            self._known = set(_words_of(self._pages))
        pieces = _SEAM.split(text)
        out = pieces[0]
        for at in range(1, len(pieces), 2):
            mark, after = pieces[at], pieces[at + 1]
            first = out.rsplit(" ", 1)[-1]
            rest = _chain(pieces[at + 1 :])
            out = f"{out}{after}" if self._one_word(mark, first, rest) else f"{out} {after}"
        return out

    def _one_word(self, mark: str, before: str, rest: Sequence[str]) -> bool:
        assert self._known is not None
        first, second = _bare(before), _bare(rest[0])
        if _DATE.fullmatch(f"{first}{second}"):
            return True
        both = first in self._known and second in self._known
        if any(f"{first}{_bare(more)}" in self._known for more in rest):
            return not both
        if mark == MAYBE or second in self._known or not second.isalpha():
            return False
        return first not in self._known or len(second) <= _SHORT_ENDING


def _chain(pieces: Sequence[str]) -> list[str]:
    """What may follow a broken word: its next piece, that with the piece after, and so on while a piece is one word."""
    found: list[str] = []
    said = ""
    for at in range(0, len(pieces), 2):
        said += pieces[at].split(" ", 1)[0]
        found.append(said)
        if " " in pieces[at] or len(found) > 6:
            break
    return found


def _words_of(pages: Sequence[Layout]) -> Iterator[str]:
    """The words that surely are whole: those within a line, and those of cells that stand at no seam."""
    count = 0
    for page in pages:
        for part in page.parts:
            for word in _of_line(part) if isinstance(part, Line) else _of_table(part):
                yield _bare(word)
                count += 1
        if count > _MOST_WORDS:
            return


def _of_line(line: Line) -> list[str]:
    words = line.text.split()
    return words if len(words) >= _LONG_LINE else words[1:-1]


def _of_table(table: Table) -> list[str]:
    return [word for row in table.rows for text in row for word in text.split() if not marked(word)]


def _bare(word: str) -> str:
    return word.strip(_AROUND).casefold()
