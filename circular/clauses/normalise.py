"""Folds a block's text for matching and remembers where each character came from, so that quotes stay as written.

Lower case, NFC, CO₂ -> CO2, m² -> m2, ligatures and mojibake undone, soft hyphens and line-end hyphens closed,
"CO 2" and split words joined where the parts are provably one, æøå restored in a text that was written without them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from ahocorasick_rs import AhoCorasick

from circular.clauses.lexicon import tongues

SINGLE = str.maketrans(
    "₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹\u00a0\u2007\u2009\u202f\u2011\u2010\u2012‘’‚“”„«»”\u0130",
    "01234567890123456789" + " " * 4 + "---" + "'''" + '""""""' + "I",
)
_SINGLE = re.compile(f"[{''.join(map(chr, SINGLE))}]")
MOJIBAKE = {
    "Ã¦": "æ", "Ã¸": "ø", "Ã¥": "å", "Ã†": "Æ", "Ã˜": "Ø", "Ã…": "Å", "Ã\x86": "Æ", "Ã\x98": "Ø", "Ã\x85": "Å", "Â²": "2", "Â³": "3",
    "â‚‚": "2", "â\x82\x82": "2", "Ã©": "é", "Ã¤": "ä", "Ã¶": "ö", "Ã¼": "ü", "Â ": " ", "â€“": "–", "Â§": "§",
}  # fmt: skip
LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ĳ": "ij"}
_HYPHENS = "\u00ad\u0002\ufffe"
_SUSPENDED = r"(?!(?:og|eller|samt|and|or|och|eller|und|oder|en|of|m2|m3)\b)"
_BROKEN = rf"-(?<=[a-zæøåäö]-)[ \t]*\n?[ \t]*(?<=\s){_SUSPENDED}(?=[a-zæøåäö])"
_HYPHENED = re.compile(_BROKEN)
_MENDS = re.compile(
    "|".join(
        (
            rf"(?P<soft>[{_HYPHENS}][ \t]*\n?)",
            rf"(?P<hyphen>{_BROKEN})",
            r"(?P<kept>(?<=[A-Za-zÆØÅæøå])-[ \t]*\n[ \t]*(?=[A-Za-zÆØÅæøå]))",
            "(?P<mojibake>" + "|".join(map(re.escape, MOJIBAKE)) + ")",
            "(?P<ligature>[" + "".join(LIGATURES) + "])",
            r"(?P<unit>(?<=\bCO) (?=2)|(?<=\b[mM]) (?=[23]\b)|(?<=\bco) (?=2))",
            "(?P<combining>[A-Za-z][\u0300-\u036f]+)",
            r"(?P<space>[ \t]{2,}|[ \t]*[\n\r\t\v\f\u2028][\s]*)",
        )
    )
)
_ASCII_DAMAGE = ("  ", "\n", "\t", "\r", "CO 2", "co 2", "m 2", "m 3", "M 2", "M 3", "\x02", "\x0b", "\x0c")
_DAMAGE = re.compile(f"[{_HYPHENS}ÃÂâ{''.join(LIGATURES)}\u0300-\u036f\u2028]")
_WORDS_WITHOUT = re.compile(r"[æøåÆØÅ]")
_SPELT_OUT = {"ae": "æ", "oe": "ø", "aa": "å", "Ae": "Æ", "Oe": "Ø", "Aa": "Å", "AE": "Æ", "OE": "Ø", "AA": "Å"}
_SPELT = re.compile("|".join(_SPELT_OUT))


@dataclass(frozen=True)
class Folded:
    """A text made ready for matching: `lower` is searched, `text` keeps its capitals, `original(i)` leads back."""

    source: str
    text: str
    lower: str
    marks: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def original(self, at: int) -> int:
        """Place in the source of a place in the folded text."""
        index = bisect_right(self.marks, at) - 1
        return at if index < 0 else min(at + self.shifts[index], len(self.source))

    def quote(self, start: int, end: int) -> str:
        """The source between two places of the folded text."""
        return self.source[self.original(start) : self.original(end)].strip()


@lru_cache(maxsize=8_192)
def fold(source: str) -> Folded:
    """The text folded for matching, in time linear in its length."""
    ascii_only = source.isascii()
    text = source.translate(SINGLE) if not ascii_only and _SINGLE.search(source) else source
    marks: list[int] = []
    shifts: list[int] = []
    if any(sign in text for sign in _ASCII_DAMAGE) or (not ascii_only and _DAMAGE.search(text)):
        text, edits = _substitute(text, _MENDS, _mend)
        _note(edits, marks, shifts)
    elif "- " in text:
        text, edits = _substitute(text, _HYPHENED, lambda _: "")
        _note(edits, marks, shifts)
    lower = text.lower()
    if (ascii_only or not _WORDS_WITHOUT.search(lower)) and _without_letters().find_matches_as_indexes(lower):
        text, edits = _substitute(text, _SPELT, lambda match: _SPELT_OUT[match.group()])
        _note(edits, marks, shifts)
        lower = text.lower()
    if "- " in lower:
        text, edits = _suspended(text, lower)
        _note(edits, marks, shifts)
        lower = text.lower()
    blanks = _blanks_in_words(lower)
    if blanks:
        text = "".join(
            text[start:end] for start, end in zip([0, *(b + 1 for b in blanks)], [*blanks, len(text)], strict=True)
        )
        _note([(blank, 1, 0) for blank in blanks], marks, shifts)
        lower = text.lower()
    return Folded(source, text, lower if len(lower) == len(text) else text, tuple(marks), tuple(shifts))


@cache
def _suspension() -> re.Pattern[str]:
    heads = "|".join(sorted(map(re.escape, tongues()["da"].words.get("compound_heads", ())), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(\w{{3,30}})-(?= (?:og|eller|samt|og/eller) \w{{2,30}}?({heads or '(?!)'})(?!\w))")


def _suspended(text: str, lower: str) -> tuple[str, list[Edit]]:
    """ "dele- og bytteordninger" with its first word filled in: "deleordninger og bytteordninger"."""
    pieces, edits, at = [], [], 0
    for match in _suspension().finditer(lower):
        hyphen, head = match.end(1), match.group(2)
        pieces += [text[at:hyphen], head]
        edits.append((hyphen, 1, len(head)))
        at = hyphen + 1
    return "".join([*pieces, text[at:]]), edits


def _mend(match: re.Match[str]) -> str:
    kind, found = match.lastgroup, match.group()
    if kind in ("soft", "hyphen", "unit"):
        return ""
    if kind == "kept":
        return "-"
    if kind == "mojibake":
        return MOJIBAKE[found]
    if kind == "ligature":
        return LIGATURES[found]
    if kind == "combining":
        return unicodedata.normalize("NFC", found)
    return " "


Edit = tuple[int, int, int]
"""Start in the old text, length in the old text, length in the new one."""


def _substitute(text: str, pattern: re.Pattern[str], to: Callable[[re.Match[str]], str]) -> tuple[str, list[Edit]]:
    pieces, edits, at = [], [], 0
    for match in pattern.finditer(text):
        start, end = match.span()
        new = to(match)
        pieces += [text[at:start], new]
        if len(new) != end - start:
            edits.append((start, end - start, len(new)))
        at = end
    return "".join([*pieces, text[at:]]), edits


def _note(edits: list[Edit], marks: list[int], shifts: list[int]) -> None:
    """Fold new edits into the marks that lead from the newest text back to the source."""
    if not edits:
        return
    old_marks, old_shifts = list(marks), list(shifts)
    marks.clear()
    shifts.clear()
    points: list[tuple[int, int]] = []
    moved = 0
    for start, old, new in edits:
        moved += old - new
        points.append((start + old, moved))
    bounds = sorted(set(old_marks) | {point for point, _ in points})
    at = index = 0
    shift_old = shift_new = 0
    for bound in bounds:
        while at < len(old_marks) and old_marks[at] <= bound:
            shift_old = old_shifts[at]
            at += 1
        while index < len(points) and points[index][0] <= bound:
            shift_new = points[index][1]
            index += 1
        marks.append(bound - shift_new)
        shifts.append(shift_old + shift_new)


@cache
def _without_letters() -> Any:
    """Words that betray a text written without æ, ø and å."""
    return AhoCorasick(list(tongues()["da"].words.get("written_without_letters", ())) or ["\0"])


def _blanks_in_words(lower: str) -> list[int]:
    """Places of the blanks that stand inside a word of the lexicon, as a damaged PDF gives them."""
    found = set()
    for _, start, end in _split_words().find_matches_as_indexes(lower, overlapping=True):
        if (start == 0 or not lower[start - 1].isalpha()) and lower.find(" ", start, end) >= 0:
            found.add(lower.index(" ", start, end))
    return sorted(found)


@cache
def _split_words() -> Any:
    forms = {
        f"{word[:cut]} {word[cut:]}"
        for tongue in tongues().values()
        for word in tongue.words.get("may_be_split", ())
        for cut in range(2, len(word) - 1)
        if word[:cut] not in tongue.words.get("stand_alone", ())
    }
    return AhoCorasick(sorted(forms) or ["\0"])
