"""Regular expressions that are asked of every block of a package, and most of which are answered without being run.

Of each expression the words are found of which any match must hold one. One automaton looks for all those words in a text
at once; an expression none of whose words stands there cannot match and is not tried. The answers are the same as without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any

_TEXTS = 16_384
"""So many texts are remembered with the words that stand in them."""
_SHORTEST = 2
_MOST = 400


class Sieve:
    """The expressions of one file; each is a bit of what `may` answers for a text."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._always = 0
        self._count = 0
        self.may: Callable[[str], int] = lru_cache(maxsize=_TEXTS)(self._may)

    def expression(self, pattern: str, flags: int = re.IGNORECASE) -> Expression:
        """The pattern as an expression of this sieve; raises re.error for a broken one. All are made before any is asked."""
        bit = 1 << self._count
        self._count += 1
        compiled = re.compile(pattern, flags)
        needed = needed_words(pattern, flags)
        if needed is None:
            self._always |= bit
        for word in needed or ():
            self._words[word] = self._words.get(word, 0) | bit
        return Expression(compiled, self, bit)

    @cached_property
    def _automaton(self) -> tuple[Any, list[int]]:
        from ahocorasick_rs import AhoCorasick

        words = sorted(self._words) or ["\0"]
        return AhoCorasick(words), [self._words.get(word, 0) for word in words]

    def _may(self, text: str) -> int:
        automaton, bits = self._automaton
        found = self._always
        for index, _, _ in automaton.find_matches_as_indexes(_folded(text), overlapping=True):
            found |= bits[index]
        return found


class Expression:
    """A regular expression whose `search` and `finditer` first ask the sieve."""

    __slots__ = ("_bit", "_compiled", "_sieve")

    def __init__(self, compiled: re.Pattern[str], sieve: Sieve, bit: int) -> None:
        self._compiled = compiled
        self._sieve = sieve
        self._bit = bit

    @property
    def pattern(self) -> str:
        return self._compiled.pattern

    def among(self, others: Iterable[Expression]) -> Callable[[str], bool]:
        """Tells of a text whether this or any of the others may match; all must be of one sieve."""
        bits = self._bit
        for other in others:
            bits |= other._bit
        return lambda text: bool(self._sieve.may(text) & bits)

    def search(self, text: str) -> re.Match[str] | None:
        return self._compiled.search(text) if self._sieve.may(text) & self._bit else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._compiled.finditer(text) if self._sieve.may(text) & self._bit else iter(())

    def match(self, text: str) -> re.Match[str] | None:
        return self._compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._compiled.fullmatch(text)

    def sub(self, to: str, text: str) -> str:
        return self._compiled.sub(to, text) if self._sieve.may(text) & self._bit else text


def _folded(text: str) -> str:
    """The text as words are compared that ignore case; the two i's without and with a dot are one to `re`."""
    folded = text.casefold()
    return folded if folded.isascii() else folded.replace("\u0131", "i").replace("i\u0307", "i")


def needed_words(pattern: str, flags: int = re.IGNORECASE) -> frozenset[str] | None:
    """Folded words of which every match of the pattern holds at least one; None where no such set is told."""
    try:
        from re import _parser
    except ImportError:  # a later Python may have it elsewhere; the expressions then run unsieved
        return None
    return _of_sequence(_parser.parse(pattern, flags))


def _of_sequence(parsed: Any) -> frozenset[str] | None:
    """The best set among the parts of a sequence, of which a match holds each."""
    candidates: list[frozenset[str]] = []
    run = ""
    for operation, value in [*parsed, (None, None)]:
        name = str(operation)
        if name == "LITERAL":
            run += chr(value)
            continue
        if run:
            candidates.append(frozenset({_folded(run)}))
            run = ""
        if name == "SUBPATTERN":
            candidates += _kept(_of_sequence(value[3]))
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
            candidates += _kept(_of_sequence(value[2]))
        elif name == "ATOMIC_GROUP":
            candidates += _kept(_of_sequence(value))
        elif name == "BRANCH":
            sets = [_of_sequence(branch) for branch in value[1]]
            if all(one is not None for one in sets):
                candidates.append(frozenset().union(*(one for one in sets if one is not None)))
    fit = [one for one in candidates if len(one) <= _MOST]
    best = max(fit, key=lambda one: (min(map(len, one)), -len(one)), default=None)
    return best if best is not None and min(map(len, best)) >= _SHORTEST else None


def _kept(found: frozenset[str] | None) -> list[frozenset[str]]:
    return [] if found is None else [found]
