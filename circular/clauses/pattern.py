r"""The small language of the lexicon's patterns, turned into regular expressions and the literals they cannot do without.

    genbrug*          the word and whatever letters follow; `*genbrug*` a compound on either side
    (tag|tager)       one of several
    (e|t)?            perhaps
    fsc~certificeret  joined, hyphenated or apart
    tager ... retur   up to eight words between, a comma after the first word or not; `må .. ikke` up to four
    mindst #          a number
    brugte <goods>    one of a list of the same language's `lists`
    \(                the sign itself

Matching is done on folded text (lower case, NFC, CO2 and m2, single blanks). Every repetition is bounded, so that no
text, however hostile, makes a pattern slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

WORD_TAIL = r"\w{0,30}"
GAP = r"(?:[^\s;]{1,40} ){0,8}?"
SHORT_GAP = r"(?:[^\s;]{1,40} ){0,4}?"
NUMBER = r"\d{1,12}(?:[.,]\d{1,6})?"
_OPTIONAL_JOINT = r"[- ]?"
SHORTEST_LITERAL = 2
SHORTEST_HEAD = 3
FEW = 40
"""How many literals are worth looking for before an expression is tried."""
STANDING = "%≥≤?"
"""Signs rare enough to be a literal of their own."""
_BEGINS = r"(?:(?<!\w)|(?!\w))"
_TAIL = re.compile(rf"{WORD_TAIL}(?!\w)")
_SPECIAL = re.compile(r"[*~#()?|<>]| \.\.\.? ")
_LIST = re.compile(r"<(\w{1,40})>")
_CHARACTERS = re.compile(r"(?:[^\\|()<*~#? .]|\.(?!\.)| (?!\.\.))+(?!\?)")
"""A stretch of a pattern that stands for itself."""


class PatternError(ValueError):
    """A pattern that cannot be read: what is wrong with it."""


@dataclass(frozen=True)
class Piece:
    """A part of a pattern as regex, with literals one of which every match holds (None: there is no such set)."""

    regex: str
    literals: frozenset[str] | None
    leading: bool = False
    """Whether every match begins with one of the literals."""
    parts: tuple[frozenset[str], ...] = ()
    """Further sets of literals, of each of which every match holds one."""
    head: frozenset[str] | None = None
    """Literals with one of which every match begins, where it is known."""


@dataclass(frozen=True)
class Pattern:
    """A readable pattern: its source, its regular expression, and the literals of which every match holds one."""

    source: str
    regex: str
    literals: frozenset[str]
    plain: str | None = None
    """The text itself when the pattern is nothing but characters."""
    stem: str | None = None
    """The characters before the letters that may follow when the pattern is nothing else: `genbrug*`."""
    open_head: bool = False
    """Whether letters may stand before it in its word (`*genbrug`)."""
    leading: bool = False
    """Whether every match begins with one of the literals, so that it need only be tried where one stands."""
    parts: tuple[frozenset[str], ...] = ()
    """Further sets of literals, of each of which every match holds one: a text without them need not be tried."""
    head: frozenset[str] | None = None
    """Literals with one of which every match begins (behind the letters of an open head), where it is known."""

    @cached_property
    def sought_head(self) -> frozenset[str]:
        """Its head where it is better tried at the places of it than sought: not at one of its literals, and long enough."""
        if self.leading or self.plain is not None or self.head is None:
            return frozenset()
        return self.head if min(map(len, self.head)) >= SHORTEST_HEAD else frozenset()

    @cached_property
    def few(self) -> tuple[tuple[str, ...], ...]:
        """Those of its further parts that are worth looking for one by one."""
        return tuple(tuple(literals) for literals in self.parts if len(literals) <= FEW)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.regex)

    @cached_property
    def at_words(self) -> re.Pattern[str]:
        """The expression tried where a word or a sign begins only, not at each letter."""
        if self.open_head:
            return self.compiled
        worded = self.source.startswith(("#", "*")) or (self.head and all(_letter(each[0]) for each in self.head))
        return re.compile(rf"\b(?:{self.regex})" if worded else f"{_BEGINS}(?:{self.regex})")

    @property
    def may_begin_inside(self) -> bool:
        """Whether its literal may be found in the middle of a word."""
        return self.open_head or (self.plain is None and not self.leading)

    @property
    def simple(self) -> bool:
        """Whether it stands where its only literal does, as `ends` tells, and needs no expression of its own."""
        return self.plain is not None or self.stem is not None

    def ends(self, lower: str, start: int, end: int) -> int | None:
        """Where the match of a simple pattern ends whose literal stands from `start` to `end`; whole words only."""
        if start and _letter(lower[start - 1]) and _letter(lower[start]):
            return None
        if self.stem is not None:
            match = _TAIL.match(lower, end)
            return None if match is None else match.end()
        return end if end == len(lower) or not (_letter(lower[end]) and _letter(lower[end - 1])) else None

    def may_stand_in(self, lower: str) -> bool:
        """Whether one of each further set of literals stands in a text."""
        for literals in self.few:
            for literal in literals:
                if literal in lower:
                    break
            else:
                return False
        return True

    def match(self, lower: str, start: int) -> tuple[int, int] | None:
        """Start and end of the match that begins with a literal at `start`, whole words only."""
        if start and _letter(lower[start - 1]) and _letter(lower[start]) and not self.open_head:
            return None
        match = self.compiled.match(lower, start)
        if match is None:
            return None
        while self.open_head and start and _letter(lower[start - 1]):
            start -= 1
        return start, match.end()

    def match_at(self, lower: str, starts: Iterable[int]) -> Iterator[tuple[int, int]]:
        """What `finditer` finds, tried only at these places, the places of its head in order."""
        reached = 0
        for start in starts:
            if start < reached or (
                start and not self.open_head and _letter(lower[start - 1]) and _letter(lower[start])
            ):
                continue
            match = self.compiled.match(lower, start)
            if match is None:
                continue
            reached = match.end()
            while self.open_head and start and _letter(lower[start - 1]) and _letter(lower[start]):
                start -= 1
            yield start, reached

    def finditer(self, lower: str) -> Iterator[tuple[int, int]]:
        """Start and end of each match in a folded text, whole words only."""
        for match in self.at_words.finditer(lower):
            start, end = match.span()
            if start and _letter(lower[start - 1]) and _letter(lower[start]):
                if not self.open_head:
                    continue
                while start and _letter(lower[start - 1]):
                    start -= 1
            yield start, end


def _letter(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def compile_pattern(
    source: str, lists: Mapping[str, str] | None = None, *, sought: bool = True, common: frozenset[str] = frozenset()
) -> Pattern:
    """The pattern as regex; raises PatternError when it holds no literal, names no list that is, or is not closed.

    `sought` False: it is never sought in running text (a whole cell "M"), and needs no literal.
    `common`: words so frequent that a pattern is better found by any other of its words.
    """
    text = source.strip()
    if not text:
        raise PatternError("the pattern is empty")
    open_head = text.startswith("*")
    body = text[1:] if open_head else text
    piece = _whole(body, lists or {}, common)
    if piece.literals is None and sought:
        raise PatternError("the pattern holds no word that must be there")
    plain = None if open_head or _SPECIAL.search(body) else body
    stem = body[:-1] if not open_head and body.endswith("*") and body[:-1] and not _SPECIAL.search(body[:-1]) else None
    regex = f"(?:{piece.regex})" if "|" in body or "<" in body else piece.regex
    end = r"(?!\w)" if _letter(body[-1]) or body[-1] in "*?)#>" else ""
    return Pattern(
        source, f"{regex}{end}", piece.literals or frozenset(), plain, stem, open_head, piece.leading, piece.parts,
        piece.head,
    )  # fmt: skip


def _whole(text: str, lists: Mapping[str, str], common: frozenset[str]) -> Piece:
    piece, rest = _alternatives(text, 0, lists, common)
    if rest != len(text):
        raise PatternError("')' without '('")
    return piece


@lru_cache(maxsize=1_024)
def _listed(listed: str, common: frozenset[str]) -> Piece:
    """A list as a part of a pattern: most of what patterns are made of, and the same in many of them."""
    return _whole(listed, {}, common)


def _alternatives(text: str, at: int, lists: Mapping[str, str], common: frozenset[str]) -> tuple[Piece, int]:
    branches = []
    while True:
        piece, at = _sequence(text, at, lists, common)
        branches.append(piece)
        if at < len(text) and text[at] == "|":
            at += 1
            continue
        break
    if len(branches) == 1:
        return branches[0], at
    sets = [branch.literals for branch in branches]
    known = None if any(each is None for each in sets) else frozenset().union(*(each for each in sets if each))
    leading = all(branch.leading for branch in branches)
    heads = [branch.head for branch in branches]
    head = None if any(each is None for each in heads) else frozenset().union(*(each for each in heads if each))
    return Piece("|".join(_gathered([branch.regex for branch in branches])), known, leading, (), head), at


def _gathered(branches: list[str]) -> list[str]:
    """Branches with those that begin with any letters made one, so that these letters are read once for all."""
    open_heads = [branch.removeprefix(WORD_TAIL) for branch in branches if branch.startswith(WORD_TAIL)]
    if len(open_heads) < 2 or not all(open_heads):
        return branches
    others = [branch for branch in branches if not branch.startswith(WORD_TAIL)]
    return [*others, f"{WORD_TAIL}(?:{'|'.join(open_heads)})"]


def _sequence(text: str, at: int, lists: Mapping[str, str], common: frozenset[str]) -> tuple[Piece, int]:
    parts: list[str] = []
    candidates: list[tuple[frozenset[str], bool]] = []
    run, began = "", 0
    head: frozenset[str] | None = None

    def close() -> None:
        nonlocal run, head
        word = run.strip()
        if run and began == 0 and head is None:
            head = frozenset({run})
        if len(word) >= SHORTEST_LITERAL or (word and word in STANDING):
            candidates.append((frozenset({run}), began == 0))
        run = ""

    while at < len(text) and text[at] not in "|)":
        gap = ""
        if text.startswith(" ..", at):
            gap = next((each for each in (" ... ", " .. ") if text.startswith(each, at)), "")
        if gap:
            close()
            parts.append(f",? {GAP if len(gap) == 5 else SHORT_GAP}")
            at += len(gap)
            continue
        if text.startswith("..", at):
            raise PatternError("'..' and '...' need a space and a word on both sides")
        sign = text[at]
        listed = _LIST.match(text, at) if sign == "<" else None
        if sign == "(" or listed:
            if listed:
                if listed.group(1) not in lists:
                    raise PatternError(f"there is no list '{listed.group(1)}'")
                inner, at = _listed(lists[listed.group(1)], common), listed.end()
            else:
                inner, at = _alternatives(text, at + 1, lists, common)
                if at >= len(text) or text[at] != ")":
                    raise PatternError("'(' without ')'")
                at += 1
            optional = at < len(text) and text[at] == "?"
            at += optional
            if not optional and inner.head and not parts:
                head = inner.head
            if run and not optional and inner.literals and inner.leading:
                candidates.append((frozenset(run + literal for literal in inner.literals), began == 0))
            close()
            if not optional and inner.literals:
                candidates.append((inner.literals, inner.leading and not parts))
            parts.append(f"(?:{inner.regex}){'?' if optional else ''}")
            continue
        if not run:
            began = len(parts)
        if stretch := _CHARACTERS.match(text, at):
            parts.append(re.escape(stretch[0]).replace("\\ ", " "))
            run += stretch[0]
            at = stretch.end()
            continue
        at += 1
        if sign == "\\" and at < len(text):
            sign, at = text[at], at + 1
            parts.append(re.escape(sign))
            run += sign
            continue
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

    def weight(literal: str) -> int:
        return 1 if literal.strip() in common else len(literal)

    best, leading = max(
        candidates,
        key=lambda each: (min(map(weight, each[0])), each[1], -len(each[0])),
        default=(None, False),
    )
    further = tuple(literals for literals, _ in candidates if literals != best)
    return Piece("".join(parts), best, leading, further, head), at
