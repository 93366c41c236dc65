"""Cuts a block into sentences and list items, and a sentence into clauses, each of which has a demand of its own.

Sentences survive abbreviations (pct., jf., nr.), ordinals and paragraph numbers. An inline list "Tilbudsgiver skal: a) … b) …"
gives one piece per item with its lead-in. Within a sentence, contrast, condition, exception, reason and purpose begin
new segments; the words that begin them are cues of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from circular.clauses.lexicon import tongues

_END = re.compile(r"[.!?…][.!?:…]*[\"')\]]*(?= |$)")
_ITEM = re.compile(r"(?:(?<=[:;,.] )|(?<=^))(?:\(?[a-zæøå0-9]{1,2}\)|[-•–▪◦*]) (?=\w)")
_BEFORE_WORD = " (\"'"
_LONGEST_WORD = 24
LONGEST = 4_000
"""A sentence longer than this is none: text without full stops is cut at its blanks, so that no text takes forever."""
_LONGEST_NUMBER = 10
_NUMBERED = re.compile(r"\d+(?:\.\d+)*$|(?:^|[^a-zæøå])[a-zæøå]$")


class Piece(NamedTuple):
    """A sentence or inline list item: its place in the folded text, and the lead-in that governs it."""

    start: int
    end: int
    lead_in: str = ""
    joints: tuple[int, ...] = ()
    """Where it was put together from sentences: the ends of all but the last."""


@dataclass(frozen=True)
class Segment:
    """A part of a sentence with one relation to the main demand."""

    start: int
    end: int
    kind: str
    """main, contrast, condition, exception, reason, purpose or relative"""
    resumed: bool = False
    """Whether it is the rest of the main part that the subordinate part before it cut in two."""


def sentences(text: str) -> list[Piece]:
    """The sentences and inline list items of a folded text (capitals kept)."""
    found = _items(text) or _sentences(text, 0, len(text))
    if len(text) <= LONGEST:
        return found
    return [shorter for piece in found for shorter in _cut(text, piece)]


def _cut(text: str, piece: Piece) -> list[Piece]:
    """A piece as pieces of bearable length, cut at blanks."""
    cut: list[Piece] = []
    start = piece.start
    while piece.end - start > LONGEST:
        blank = text.rfind(" ", start + 1, start + LONGEST)
        end = blank + 1 if blank > 0 else start + LONGEST
        cut.append(Piece(start, end, piece.lead_in[-LONGEST:]))
        start = end
    return [*cut, Piece(start, piece.end, piece.lead_in[-LONGEST:])]


def _items(text: str) -> list[Piece]:
    colon = text.find(": ")
    if colon < 0:
        return []
    marks = [match.start() for match in _ITEM.finditer(text, colon)]
    if len(marks) < 2 or marks[0] - colon > 4:
        return []
    before = _sentences(text, 0, colon + 1)
    lead_in = text[before[-1].start : colon + 1]
    ends = [*marks[1:], len(text)]
    pieces = before[:-1]
    for start, end in zip(marks, ends, strict=True):
        inner = _sentences(text, start, end)
        # the item's number is no sentence of its own
        if len(inner) > 1 and inner[0].end - inner[0].start < 4:
            inner = [Piece(inner[0].start, inner[1].end), *inner[2:]]
        pieces += [Piece(piece.start, piece.end, lead_in) for piece in inner]
    return pieces


def _sentences(text: str, first: int, last: int) -> list[Piece]:
    pieces, start = [], first
    for match in _END.finditer(text, first, last):
        end = match.end()
        if end < last and not _ends(text, start, match):
            continue
        if text[start:end].strip():
            pieces.append(Piece(start, end))
        start = end + 1 if end < last and text[end] == " " else end
    if text[start:last].strip():
        pieces.append(Piece(start, last))
    return pieces


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()
    following = text[match.end() : match.end() + 2].lstrip()[:1]
    if mark[0] in "!?":
        return True
    if not (following.isupper() or following.isdigit() or following in "\"'(-•–§"):
        return False
    before = text[max(start, match.start() - _LONGEST_WORD) : match.start()]
    word = before[max(map(before.rfind, _BEFORE_WORD)) + 1 :].lower()
    never, before_capital = _abbreviations()
    if word in never:
        return False
    if word in before_capital:
        return following.isupper()
    if _NUMBERED.search(word):
        return following.isupper() and match.start() - start > 12 and len(word) <= _LONGEST_NUMBER
    return True


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    never: set[str] = set()
    capital: set[str] = set()
    for tongue in tongues().values():
        never |= set(tongue.words.get("abbreviations", ()))
        capital |= set(tongue.words.get("abbreviations_that_may_end", ()))
    return frozenset(never - capital), frozenset(capital)


def segments(lower: str, starts: list[tuple[int, str]], resumes: list[int], hangs: Sequence[int] = ()) -> list[Segment]:
    """The segments of one folded sentence, in order; at least one, covering it wholly.

    `starts` are the places where a subordinate, contrasting or coordinate part begins, with its kind; `resumes` the
    places where a finite verb after a comma may take the main clause up again ("Hvis …, skal …"); `hangs` the
    commas, dashes and brackets after a verb that waits for the rest of its clause ("skal, når …, tage dem retur").
    """
    starts = [*starts, *((match.start() + 1, "main") for match in _SEMICOLON.finditer(lower))]
    if not starts:
        return [Segment(0, len(lower), "main")]
    found: dict[int, str] = {}
    for at, kind in sorted(starts, key=lambda each: (each[0], each[1] == "main")):
        found.setdefault(at, kind)
    found.setdefault(0, "main")
    rests = [rest for comma in hangs if (rest := _rest(lower, comma, found)) is not None]
    found.update(dict.fromkeys(rests, "main"))
    cuts = sorted(found.items())
    pieces: list[Segment] = []
    for (start, kind), end in zip(cuts, [*(at for at, _ in cuts[1:]), len(lower)], strict=True):
        going_on = (
            kind == "main" and start > 0 and lower[start] == "," and all(each.kind == "condition" for each in pieces)
        )
        if kind in RETURNING or going_on:
            back = next((at for at in resumes if start + 2 < at < end), None)
            if back is not None:
                pieces += [Segment(start, back, "condition" if going_on else kind), Segment(back, end, "main")]
                continue
        pieces.append(Segment(start, end, kind, start in rests))
    return pieces


def _rest(lower: str, opened: int, found: dict[int, str]) -> int | None:
    """Where a clause goes on that a subordinate one cut in two, at a comma, dash or bracket; None where none did."""
    if not any(found.get(at) in RETURNING for at in range(opened, opened + 3)):
        return None
    closes = _CLOSES[lower[opened]]
    at = lower.find(closes, opened + 4)
    while at > 0 and closes == ", " and any(found.get(near) in RETURNING for near in range(at, at + 3)):
        at = lower.find(closes, at + 4)
    return at if at > 0 else None


RETURNING = ("condition", "exception", "reason", "relative", "aside", "purpose")
_SEMICOLON = re.compile(r";(?!\Z)")
_CLOSES = {",": ", ", "(": ") ", "-": " - ", "–": " – ", "—": " — "}
"""What closes the subordinate part that a sign after a waiting verb opens."""
