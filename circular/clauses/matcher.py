"""Finds many patterns in a text at once: an Aho-Corasick automaton of their literals, then each hit's own expression."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ahocorasick_rs import AhoCorasick

from circular.clauses.pattern import Pattern

Found = tuple[int, int, int]
"""Index of the pattern, start and end in the text."""


class Matcher:
    """The patterns of a lexicon, found together in time linear in the text."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.patterns = tuple(patterns)
        by_literal: dict[str, list[int]] = {}
        for index, pattern in enumerate(self.patterns):
            for literal in pattern.literals:
                by_literal.setdefault(literal, []).append(index)
        literals = sorted(by_literal) or ["\0"]
        self._automaton: Any = AhoCorasick(literals)
        self._owners = [tuple(by_literal.get(literal, ())) for literal in literals]
        self._inside = [tuple(index for index in owners if self._may_begin_inside(index)) for owners in self._owners]

    def _may_begin_inside(self, index: int) -> bool:
        """Whether the literal of a pattern may be found in the middle of a word."""
        pattern = self.patterns[index]
        return pattern.open_head or (pattern.plain is None and not pattern.leading)

    def may_hold(self, lower: str) -> bool:
        """Whether any literal stands in the text: what most blocks of a tender are dismissed by."""
        return bool(self._automaton.find_matches_as_indexes(lower))

    def find(self, lower: str) -> list[Found]:
        """Every match of every pattern in a folded text, in order."""
        found: list[Found] = []
        tried: set[int] = set()
        owners, inside, patterns = self._owners, self._inside, self.patterns
        for literal, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            mid = start and lower[start - 1].isalnum() and lower[start].isalnum()
            for index in inside[literal] if mid else owners[literal]:
                pattern = patterns[index]
                if pattern.plain is not None:
                    if _whole(lower, start, end):
                        found.append((index, start, end))
                elif pattern.leading and not pattern.open_head:
                    match = pattern.compiled.match(lower, start)
                    if match is not None:
                        found.append((index, start, match.end()))
                elif pattern.leading:
                    spot = pattern.match(lower, start)
                    if spot is not None:
                        found.append((index, *spot))
                elif index not in tried:
                    tried.add(index)
                    if not pattern.may_stand_in(lower):
                        continue
                    found += [(index, first, last) for first, last in pattern.finditer(lower)]
        found.sort(key=lambda each: (each[1], -each[2], each[0]))
        return found


def _whole(lower: str, start: int, end: int) -> bool:
    """Whether no word goes on over either end of a span."""
    if start and _letter(lower[start - 1]) and _letter(lower[start]):
        return False
    return end == len(lower) or not _letter(lower[end]) or not _letter(lower[end - 1])


def _letter(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
