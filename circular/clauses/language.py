"""Which language a block is written in, by its commonest words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from circular.clauses.lexicon import LANGUAGES, tongues

_WORD = re.compile(r"\w+")
_ENOUGH = 260


@cache
def _signs() -> dict[str, tuple[tuple[str, int], ...]]:
    """Word -> the languages it speaks for, with how strongly."""
    found: dict[str, list[tuple[str, int]]] = {}
    for language in LANGUAGES:
        for word in tongues()[language].words.get("function", ()):
            found.setdefault(word, []).append((language, 1))
        for word in tongues()[language].words.get("telling", ()):
            found.setdefault(word, []).append((language, 3))
    return {word: tuple(each) for word, each in found.items()}


def language_of(lower: str, otherwise: str = "da") -> str:
    """The language of a folded text; `otherwise` when its words do not tell."""
    signs = _signs()
    points: dict[str, int] = {}
    for word in _WORD.findall(lower[:_ENOUGH]):
        for language, weight in signs.get(word, ()):
            points[language] = points.get(language, 0) + weight
    if not points:
        return otherwise
    best = max(points.values())
    if points.get(otherwise, 0) >= best - 1:
        return otherwise
    return next(language for language in LANGUAGES if points.get(language) == best)


def language_of_texts(texts: Iterable[str]) -> str:
    """The language most of the texts are in; Danish when they do not tell."""
    votes: dict[str, int] = {}
    for text in texts:
        told = language_of(text.lower(), "")
        if told:
            votes[told] = votes.get(told, 0) + 1
    return max(votes, key=lambda each: (votes[each], each == "da"), default="da")
