"""Which terms of a language stand in a block in the company they need: what most of a tender is dismissed by.

One automaton finds the literals of all terms and the words of their company. Generic words ("holdbar", "transport") are
in nearly every block of a tender, what they need beside them seldom is: an entry is tried only where both stand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from circular.clauses.matcher import Found, Matcher, telling, words_of
from circular.clauses.pattern import Pattern

_REMEMBERED = 4_096
Needs = tuple[tuple[Pattern, ...], tuple[Pattern, ...]]
"""Two groups of patterns, of each of which one must stand beside a term; an empty one asks for nothing."""


class Gate:
    """The terms of a language, each with the words without which it cannot fire."""

    def __init__(self, entries: Sequence[tuple[tuple[Pattern, ...], Needs]]) -> None:
        """`entries`: the terms of each, and what must stand beside them."""
        shown: dict[str, list[int]] = {}
        free = [0, 0]
        for order, (_, needs) in enumerate(entries):
            for place, company in enumerate(needs):
                words = _shown_by(company)
                if not words:
                    free[place] |= 1 << order
                for word in words:
                    shown.setdefault(word, [0, 0])[place] |= 1 << order
        bits = [1 << order for order, (terms, _) in enumerate(entries) for _ in terms]
        self._matcher = Matcher((pattern for terms, _ in entries for pattern in terms), bits, shown)
        self._free = (free[0], free[1])
        self._shown = {self._matcher.number(word): (first, second) for word, (first, second) in shown.items()}
        self._shown_around: Callable[[tuple[str, ...]], tuple[int, int]] = lru_cache(_REMEMBERED)(self._shown_in_texts)
        self._shown_in: Callable[[str], tuple[int, int]] = lru_cache(_REMEMBERED)(self._shown_in_text)

    def every(self, lower: str) -> list[Found]:
        """The matches of the terms in a folded text in order, whatever their company."""
        return self._matcher.find(lower)

    def find(self, lower: str, around: tuple[str, ...]) -> list[Found]:
        """The matches of the terms in a folded text in order, without those whose company cannot be there.

        `around` gives what stands around the text and may be company too.
        """
        matches = self._matcher.matches(lower)
        if not matches:
            return []
        standing = {match[0] for match in matches}
        first, second = self._shown_by_numbers(standing, self._shown_around(around))
        return self._matcher.found(lower, matches, standing, first & second)

    def _shown_in_texts(self, texts: tuple[str, ...]) -> tuple[int, int]:
        """The entries whose needs are met whatever the text, or in one of the texts around it."""
        first, second = self._free
        for text in texts:
            if text:
                beside = self._shown_in(text)
                first, second = first | beside[0], second | beside[1]
        return first, second

    def _shown_in_text(self, text: str) -> tuple[int, int]:
        return self._shown_by_numbers({match[0] for match in self._matcher.matches(text)}, (0, 0))

    def _shown_by_numbers(self, standing: set[int], known: tuple[int, int]) -> tuple[int, int]:
        """The entries whose first and second need a text may meet, as bits."""
        first, second = known
        shown = self._shown
        for number in shown.keys() & standing:
            one, other = shown[number]
            if one:
                first |= one
            if other:
                second |= other
        return first, second


def _shown_by(patterns: tuple[Pattern, ...]) -> frozenset[str]:
    """Words one of which stands where any of the patterns does; empty when nothing can be said."""
    words = [words_of(pattern.literals) for pattern in patterns]
    return frozenset().union(*words) if all(map(telling, words)) else frozenset()
