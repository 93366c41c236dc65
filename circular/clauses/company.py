"""Whether one of several patterns stands in a text: each is tried only where one of its literals stands."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from ahocorasick_rs import AhoCorasick

from circular.clauses.pattern import Pattern


class Company:
    """A group of patterns of an entry: what must, may or must not stand beside its terms."""

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        self._patterns = patterns
        self._tried: dict[int, re.Pattern[str]] = {}

    @cached_property
    def _owned(self) -> tuple[Any, list[tuple[int, ...]]]:
        owners: dict[str, list[int]] = {}
        for index, pattern in enumerate(self._patterns):
            for literal in pattern.literals:
                owners.setdefault(literal, []).append(index)
        return AhoCorasick(list(owners) or ["\0"]), [tuple(each) for each in owners.values()] or [()]

    def stands_in(self, lower: str) -> bool:
        """Whether any of the patterns is found in a folded text."""
        automaton, owners = self._owned
        tried: set[int] = set()
        for literal, start, end in automaton.find_matches_as_indexes(lower, overlapping=True):
            for index in owners[literal]:
                pattern = self._patterns[index]
                if pattern.simple:
                    if pattern.ends(lower, start, end) is not None:
                        return True
                    continue
                if pattern.leading:
                    if pattern.match(lower, start) is not None:
                        return True
                    continue
                if index in tried:
                    continue
                tried.add(index)
                if pattern.may_stand_in(lower) and self._single(index).search(lower):
                    return True
        return False

    def spans(self, lower: str) -> list[tuple[int, int]]:
        """Where each of the patterns is found in a folded text, whatever the others find there."""
        automaton, owners = self._owned
        matches = automaton.find_matches_as_indexes(lower, overlapping=True)
        standing = {index for literal, _, _ in matches for index in owners[literal]}
        return [
            match.span()
            for index in standing
            if self._patterns[index].may_stand_in(lower)
            for match in self._single(index).finditer(lower)
        ]

    def _single(self, index: int) -> re.Pattern[str]:
        found = self._tried.get(index)
        if found is None:
            found = self._tried[index] = re.compile(headed(self._patterns[index]))
        return found


def headed(pattern: Pattern) -> str:
    """The expression of a pattern that begins where a word does."""
    if pattern.open_head:
        return rf"(?<!\w)\w{{0,30}}{pattern.regex}"
    begins = pattern.source[:1].isalnum() or pattern.source[:1] in "<("
    return rf"(?<!\w){pattern.regex}" if begins else pattern.regex
