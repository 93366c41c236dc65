"""Finds the exact words of a place in the XML of its paragraphs, whatever blanks, breaks and runs lie between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from circular.documents.docx_numbering import W
from circular.documents.model import Block
from circular.reports.word_spots import Said

_T = f"{W}t"
_HYPHEN = f"{W}noBreakHyphen"
_LEFT_OUT = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_MARKS = ((False, False), (True, False), (False, True), (True, True))
"""(struck, hidden) of the runs that may make up a place; what is plainly there is tried first."""


@dataclass(frozen=True)
class Spell:
    """One letter and where it stands: the w:t (or hyphen) element, and its index there."""

    letter: str
    element: Any
    index: int


Stream = tuple[str, list[Spell]]
"""The letters of a place, and where each stands."""


class Finder:
    """Finds words in the paragraphs of one document; what a place spells is worked out once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Sequence[Said], list[Stream]]] = {}
        self._counted: dict[int, tuple[int, int]] = {}

    def words(
        self, said: Sequence[Said], block: Block | None, start: int | None, end: int | None, near: Sequence[str] = ()
    ) -> tuple[Spell, Spell] | None:
        """The first and last letter of the words; of all the text where the words are not found; None where there is none.

        Of a row of a table one cell is marked: the one that holds a word of `near`, else the one with most of the words.
        """
        streams = self._streams(said)
        if not streams:
            return None
        whole = streams[0][1][0], streams[0][1][-1]
        if block is None:
            return whole
        for first, last in _pieces(block, start, end, near):
            wanted = letters(block.text[first:last])
            for text, spells in streams if wanted else ():
                found = _hit(text, wanted, self._before(block, first))
                if found is not None:
                    return spells[found], spells[found + len(wanted) - 1]
        return whole

    def _before(self, block: Block, start: int) -> int:
        """How many letters stand before a place in a block; asked in order, each stretch is counted once."""
        at, count = self._counted.get(id(block), (0, 0))
        at, count = (at, count) if at <= start else (0, 0)
        count += len(letters(block.text[at:start]))
        self._counted[id(block)] = start, count
        return count

    def _streams(self, said: Sequence[Said]) -> list[Stream]:
        if id(said) not in self._known:
            spelled = [list(_spelled(said, *marks)) for marks in _MARKS]
            streams = [("".join(spell.letter for spell in spells), spells) for spells in spelled if spells]
            self._known[id(said)] = said, streams
        return self._known[id(said)][1]


def _pieces(block: Block, start: int | None, end: int | None, near: Sequence[str]) -> list[tuple[int, int]]:
    """What to look for, the best first: the words, or of a row each cell's part of them."""
    first, last = (start or 0, end) if end else (0, len(block.text))
    if not block.cells:
        return [(first, last)]
    at, spans = 0, []
    for cell in block.cells:
        if cell.text:
            spans.append((max(first, at), min(last, at + len(cell.text))))
            at += len(cell.text) + len(" | ")
    return sorted((span for span in spans if span[0] < span[1]), key=lambda span: _rank(block.text[slice(*span)], near))


def _rank(text: str, near: Sequence[str]) -> tuple[bool, int]:
    folded = text.casefold()
    return not any(word.casefold() in folded for word in near), -len(text)


def _hit(text: str, wanted: str, before: int) -> int | None:
    """Where the words stand, nearest to where they are expected."""
    hits, at = [], text.find(wanted)
    while at >= 0:
        hits.append(at)
        at = text.find(wanted, at + 1)
    return min(hits, key=lambda hit: abs(hit - before), default=None)


def letters(text: str) -> str:
    """The text without blanks and invisible characters, its letters taken apart from their accents."""
    return _LEFT_OUT.sub("", text if text.isascii() else unicodedata.normalize("NFKD", text))


def _spelled(said: Sequence[Said], strike: bool, hidden: bool) -> Iterator[Spell]:
    for one in said:
        for run, element in one.runs:
            if (run.strike, run.hidden) == (strike, hidden):
                yield from _letters_of(element)


def _letters_of(run: Any) -> Iterator[Spell]:
    for child in run:
        if child.tag == _T:
            for index, char in enumerate(child.text or ""):
                for part in letters(char):
                    yield Spell(part, child, index)
        elif child.tag == _HYPHEN:
            yield Spell("-", child, 0)
