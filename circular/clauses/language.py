"""Which language a block is written in: by the words that only one language uses, then by those that several share.

The words are those of each language's `function` and `telling` lists and of its entries' own examples, so that a word
that two languages share speaks for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from circular.clauses.lexicon import LANGUAGES, tongues

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 260
_OWN, _SHARED = 3, 1
_CLEARLY = 3
"""How many points another language must be ahead of the usual one."""
_MOST_SHAPED = 3
"""So many words count by their shape alone; more say nothing new."""


@cache
def _signs() -> dict[str, tuple[tuple[str, int], ...]]:
    """Word -> the languages it speaks for, with how strongly."""
    listed: dict[str, set[str]] = {}
    used: dict[str, set[str]] = {}
    for language in LANGUAGES:
        tongue = tongues()[language]
        for word in (*tongue.words.get("function", ()), *tongue.words.get("telling", ())):
            listed.setdefault(word, set()).add(language)
            used.setdefault(word, set()).add(language)
        for entry in tongue.entries:
            for text in (*entry.fires, *entry.silent):
                for word in _WORD.findall(text.lower()):
                    used.setdefault(word, set()).add(language)
    return {
        word: tuple(
            (language, _OWN if len(languages) == 1 and language in listed.get(word, ()) else _SHARED)
            for language in sorted(languages)
        )
        for word, languages in used.items()
        if len(languages) < len(LANGUAGES)
    }


@cache
def _foreign() -> dict[str, tuple[str, ...]]:
    """Letter -> the languages that are not written with it."""
    found: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        for letter in tongues()[language].words.get("foreign_letters", ()):
            found[letter] = (*found.get(letter, ()), language)
    return found


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Language -> what only words of it look like ("gjen…" and "…sjon" are Norwegian, "gen…" and "…tion" are not)."""
    shapes = ((language, tongues()[language].words.get("shapes", ())) for language in LANGUAGES)
    return tuple(
        (language, re.compile("|".join(f"(?:{shape})" for shape in told))) for language, told in shapes if told
    )


@lru_cache(maxsize=32_768)
def _told(word: str) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """The languages that a word speaks for, with how strongly, and those that it has the shape of."""
    shapes = tuple(language for language, shape in _shapes() if shape.search(word))
    return _signs().get(word, ()), shapes


def language_of(lower: str, otherwise: str = "da") -> str:
    """The language of a folded text; `otherwise` when its words do not clearly tell another."""
    points: dict[str, int] = {}
    shaped: dict[str, int] = {}
    seen: set[str] = set()
    for word in _WORD.findall(lower[:_ENOUGH]):
        signs, shapes = _told(word)
        for language, weight in signs:
            points[language] = points.get(language, 0) + weight
        if shapes and word not in seen:
            seen.add(word)
            for language in shapes:
                shaped[language] = shaped.get(language, 0) + 1
    for language, times in shaped.items():
        points[language] = points.get(language, 0) + _OWN * min(times, _MOST_SHAPED)
    if not points:
        return otherwise
    for letter, languages in _foreign().items():
        if letter in lower[:_ENOUGH]:
            for language in languages:
                points[language] = points.get(language, 0) - 2 * _OWN
    best = max(points.values())
    if otherwise and points.get(otherwise, 0) > best - _CLEARLY:
        return otherwise
    return next(language for language in LANGUAGES if points.get(language) == best)


def language_of_texts(texts: Iterable[str]) -> str:
    """The language most of the texts are in; Danish when they do not clearly tell another."""
    votes: dict[str, int] = {}
    for text in texts:
        told = language_of(text.lower(), "da")
        votes[told] = votes.get(told, 0) + 1
    return max(votes, key=lambda each: (votes[each], each == "da"), default="da")
