"""Finds the exact words of a place in the XML of its paragraphs, whatever blanks, breaks and runs lie between them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from circular.documents.docx_numbering import W
from circular.documents.model import Block
from circular.reports.word_spots import Said

_T = f"{W}t"
_HYPHEN = f"{W}noBreakHyphen"
_MARKS = ((False, False), (True, False), (False, True), (True, True))
"""(struck, hidden) of the runs that may make up a place; what is plainly there is tried first."""


@dataclass(frozen=True)
class Spell:
    """One letter and where it stands: the w:t (or hyphen) element, and its index there."""

    letter: str
    element: Any
    index: int


def words_in(
    said: Sequence[Said], block: Block | None, start: int | None, end: int | None, near: Sequence[str] = ()
) -> tuple[Spell, Spell] | None:
    """The first and last letter of the words; of all the text where the words are not found; None where there is none.

    Of a row of a table one cell is marked: the one that holds a word of `near`, else the one with most of the words.
    """
    streams = [stream for marks in _MARKS if (stream := list(_spelled(said, *marks)))]
    if not streams:
        return None
    for wanted, before in _wanted(block, start, end, near):
        for stream in streams:
            found = _hit("".join(spell.letter for spell in stream), wanted, before)
            if found is not None:
                return stream[found], stream[found + len(wanted) - 1]
    return streams[0][0], streams[0][-1]


def _wanted(block: Block | None, start: int | None, end: int | None, near: Sequence[str]) -> Iterator[tuple[str, int]]:  # fmt: skip
    """What to look for, the best first, each with the letters before it: the words, or one cell of a row."""
    if block is None:
        return
    first, last = (start or 0, end) if end else (0, len(block.text))
    pieces = [(first, last)]
    if block.cells:
        at, spans = 0, []
        for cell in block.cells:
            if cell.text:
                spans.append((max(first, at), min(last, at + len(cell.text))))
                at += len(cell.text) + len(" | ")
        pieces = sorted((span for span in spans if span[0] < span[1]), key=lambda span: _rank(block.text[slice(*span)], near))  # fmt: skip
    for one, other in pieces:
        wanted = letters(block.text[one:other])
        if wanted:
            yield wanted, len(letters(block.text[:one]))


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
    return "".join(part for char in text for part in _parts(char))


def _parts(char: str) -> str:
    if char.isascii():
        return char if char > " " and char != "\x7f" else ""
    return "".join(
        part for part in unicodedata.normalize("NFKD", char) if not part.isspace() and unicodedata.category(part)[0] != "C"
    )  # fmt: skip


def _spelled(said: Sequence[Said], strike: bool, hidden: bool) -> Iterator[Spell]:
    for one in said:
        for run, element in one.runs:
            if (run.strike, run.hidden) == (strike, hidden):
                yield from _letters_of(element)


def _letters_of(run: Any) -> Iterator[Spell]:
    for child in run:
        if child.tag == _T:
            for index, char in enumerate(child.text or ""):
                for part in _parts(char):
                    yield Spell(part, child, index)
        elif child.tag == _HYPHEN:
            yield Spell("-", child, 0)
