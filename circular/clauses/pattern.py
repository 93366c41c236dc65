"""The small language of the lexicon's patterns, turned into regular expressions and the literals they cannot do without.

    genbrug*          the word and whatever letters follow; `*genbrug*` a compound on either side
    (tag|tager)       one of several
    (e|t)?            perhaps
    fsc~certificeret  joined, hyphenated or apart
    tager ... retur   up to eight words between
    mindst #          a number

Matching is done on folded text (lower case, NFC, CO2 and m2, single blanks). Every repetition is bounded, so that no
text, however hostile, makes a pattern slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD_TAIL = r"\w{0,30}"
GAP = r"(?:[^\s;]{1,60} ){0,8}?"
NUMBER = r"\d{1,12}(?:[.,]\d{1,6})?"
_OPTIONAL_JOINT = r"[- ]?"
SHORTEST_LITERAL = 2


class PatternError(ValueError):
    """A pattern that cannot be read: what is wrong with it."""


@dataclass(frozen=True)
class Piece:
    """A part of a pattern as regex, with literals one of which every match holds (None: there is no such set)."""

    regex: str
    literals: frozenset[str] | None
    plain: str | None = None
    """The text itself when the piece is nothing but characters."""


@dataclass(frozen=True)
class Pattern:
    """A readable pattern: its source, its regular expression, and the literals of which every match holds one."""

    source: str
    regex: str
    literals: frozenset[str]


def compile_pattern(source: str) -> Pattern:
    """The pattern as regex with word boundaries; raises PatternError when it holds no literal or is not closed."""
    text = source.strip()
    if not text:
        raise PatternError("the pattern is empty")
    piece, rest = _alternatives(text, 0)
    if rest != len(text):
        raise PatternError("')' without '('")
    if piece.literals is None:
        raise PatternError("the pattern holds no word that must be there")
    return Pattern(source, rf"(?<!\w)(?:{piece.regex})(?!\w)", piece.literals)


def _alternatives(text: str, at: int) -> tuple[Piece, int]:
    branches = []
    while True:
        piece, at = _sequence(text, at)
        branches.append(piece)
        if at < len(text) and text[at] == "|":
            at += 1
            continue
        break
    if len(branches) == 1:
        return branches[0], at
    sets = [branch.literals for branch in branches]
    known = None if any(each is None for each in sets) else frozenset().union(*(each for each in sets if each))
    return Piece("|".join(branch.regex for branch in branches), known), at


def _sequence(text: str, at: int) -> tuple[Piece, int]:
    parts: list[str] = []
    candidates: list[frozenset[str]] = []
    run = ""

    def close() -> None:
        nonlocal run
        word = run.strip()
        if len(word) >= SHORTEST_LITERAL:
            candidates.append(frozenset({word}))
        run = ""

    while at < len(text) and text[at] not in "|)":
        if text.startswith(" ... ", at):
            close()
            parts.append(f" {GAP}")
            at += 5
            continue
        sign = text[at]
        if sign == "(":
            inner, at = _alternatives(text, at + 1)
            if at >= len(text) or text[at] != ")":
                raise PatternError("'(' without ')'")
            at += 1
            optional = at < len(text) and text[at] == "?"
            at += optional
            close()
            parts.append(f"(?:{inner.regex}){'?' if optional else ''}")
            if not optional and inner.literals:
                candidates.append(inner.literals)
            continue
        at += 1
        optional = at < len(text) and text[at] == "?"
        at += optional
        if sign in "*~#" or optional:
            close()
            mapped = {"*": WORD_TAIL, "~": _OPTIONAL_JOINT, "#": NUMBER}.get(sign, re.escape(sign))
            parts.append(f"(?:{mapped})?" if optional else mapped)
            continue
        if sign == " ":
            parts.append(" ")
            run += " "
            continue
        parts.append(re.escape(sign))
        run += sign
    close()
    best = max(candidates, key=lambda each: min(map(len, each)), default=None)
    return Piece("".join(parts), best), at


def union(patterns: list[Pattern]) -> re.Pattern[str]:
    """One regular expression that finds any of the patterns; one that finds nothing when there are none."""
    if not patterns:
        return re.compile(r"(?!)")
    return re.compile("|".join(pattern.regex for pattern in patterns))
