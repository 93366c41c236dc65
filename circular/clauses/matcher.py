"""Finds many patterns in a text at once: an Aho-Corasick automaton of their literals, then each hit's own expression."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from circular.clauses.pattern import Pattern

Found = tuple[int, int, int]
"""Index of the pattern, start and end in the text."""
_WORD = re.compile(r"\w+")
_TELLING = 3
"""Letters of a word whose absence is worth asking for."""


class _Term(NamedTuple):
    number: int
    pattern: Pattern
    parts: tuple[frozenset[int], ...]
    """Numbers of literals, one of each set of which must stand in the text."""
    head: frozenset[int]
    """Numbers of the literals where it is tried; none where it is sought in the whole text."""
    bit: int
    """The bit of its owner."""


class Matcher:
    """The patterns of a lexicon, found together in time linear in the text."""

    def __init__(self, patterns: Iterable[Pattern], bits: Sequence[int] = (), further: Iterable[str] = ()) -> None:
        """`bits`: the bit of each pattern's owner; `further`: words to look for besides the patterns' literals."""
        self._numbers: dict[str, int] = {}
        self._sets: dict[frozenset[str], frozenset[int]] = {}
        by_literal: dict[int, list[_Term]] = {}
        self.patterns = tuple(patterns)
        for index, pattern in enumerate(self.patterns):
            told = sorted((words for each in pattern.parts if telling(words := words_of(each))), key=len)
            parts = tuple(map(self._numbered, told))
            term = _Term(index, pattern, parts, self._numbered(pattern.sought_head), bits[index] if bits else 1)
            for number in self._numbered(pattern.literals):
                by_literal.setdefault(number, []).append(term)
        self._numbered(frozenset(further))
        self._automaton: Any = AhoCorasick(list(self._numbers) or ["\0"])
        self._terms = [tuple(by_literal.get(number, ())) for number in range(max(1, len(self._numbers)))]
        self._bits = [_all_bits(terms) for terms in self._terms]
        self._inside = [tuple(term for term in terms if term.pattern.may_begin_inside) for terms in self._terms]

    def _numbered(self, literals: frozenset[str]) -> frozenset[int]:
        found = self._sets.get(literals)
        if found is None:
            numbers = self._numbers
            found = frozenset(numbers.setdefault(literal, len(numbers)) for literal in literals)
            self._sets[literals] = found
        return found

    def number(self, literal: str) -> int:
        """The number that a literal has in `matches`."""
        return self._numbers[literal]

    def may_hold(self, lower: str) -> bool:
        """Whether any literal stands in the text."""
        return bool(self._automaton.find_matches_as_indexes(lower))

    def find(self, lower: str) -> list[Found]:
        """Every match of every pattern in a folded text, in order."""
        matches = self.matches(lower)
        return self.found(lower, matches, {match[0] for match in matches}, -1)

    def matches(self, lower: str) -> list[Found]:
        """Number, start and end of every literal in the text, those inside others too."""
        return self._automaton.find_matches_as_indexes(lower, overlapping=True)  # type: ignore[no-any-return]

    def found(self, lower: str, matches: list[Found], standing: set[int], owners: int) -> list[Found]:
        """Every match of the patterns of the owners, from the literals' `matches` and their numbers."""
        found: list[Found] = []
        terms, inside, bits = self._terms, self._inside, self._bits
        done: set[int] = set()
        for literal, start, end in matches:
            if not bits[literal] & owners:
                continue
            own = terms[literal]
            if start and lower[start - 1].isalnum() and lower[start].isalnum():
                own = inside[literal]
            for index, pattern, parts, head, bit in own:
                if not bit & owners or index in done:
                    continue
                for part in parts:
                    if part.isdisjoint(standing):
                        done.add(index)
                        break
                else:
                    if pattern.leading or pattern.plain is not None:
                        spot = _tried(pattern, lower, start, end)
                        if spot is not None:
                            found.append((index, *spot))
                        continue
                    done.add(index)
                    if pattern.may_stand_in(lower):
                        found += [(index, first, last) for first, last in _sought(pattern, lower, matches, head)]
        if len(found) > 1:
            found.sort(key=lambda each: (each[1], -each[2], each[0]))
        return found


def _all_bits(terms: Iterable[_Term]) -> int:
    """The bits of the owners of all the terms."""
    bits = 0
    for term in terms:
        bits |= term.bit
    return bits


def telling(words: Iterable[str]) -> bool:
    """Whether each of the words is so long that it does not stand everywhere; not when there are none."""
    return min(map(len, words), default=0) >= _TELLING


def words_of(literals: Iterable[str]) -> frozenset[str]:
    """The longest word of each literal; nothing when one has no word, so that nothing can be said."""
    longest = [max(_WORD.findall(literal), key=len, default="") for literal in literals]
    return frozenset(longest) if all(longest) else frozenset()


def _tried(pattern: Pattern, lower: str, start: int, end: int) -> tuple[int, int] | None:
    """Start and end of a match that begins with the literal from `start` to `end` (in the middle of no word)."""
    if pattern.simple:
        last = pattern.ends(lower, start, end)
        return None if last is None else (start, last)
    if pattern.open_head:
        return pattern.match(lower, start)
    match = pattern.compiled.match(lower, start)
    return None if match is None else (start, match.end())


def _sought(pattern: Pattern, lower: str, matches: list[Found], head: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Start and end of each match of a pattern, tried where its head was found when it has one."""
    if not head:
        return pattern.finditer(lower)
    return pattern.match_at(lower, sorted({start for literal, start, _ in matches if literal in head}))
