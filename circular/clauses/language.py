"""Which language a block is written in: by the words that only one language uses, then by those that several share.

The words are those of each language's `function` and `telling` lists and of its entries' own examples, so that a word
that two languages share speaks for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from circular.clauses.lexicon import LANGUAGES, tongues

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 260
_OWN, _SHARED = 3, 1
_CLEARLY = 3
"""How many points another language must be ahead of the usual one."""
_REMEMBERED = 32_768
_DIGIT = 16
_HIGHEST = (1 << _DIGIT) - 1
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
def _foreign_words() -> dict[str, tuple[str, ...]]:
    """Word -> the languages that do not have it, where one of them lists it as foreign to it."""
    found: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        for word in tongues()[language].words.get("foreign_words", ()):
            found[word] = (*found.get(word, ()), language)
    return found


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Language -> what only words of it look like ("gjen…" and "…sjon" are Norwegian, "gen…" and "…tion" are not)."""
    shapes = ((language, tongues()[language].words.get("shapes", ())) for language in LANGUAGES)
    return tuple(
        (language, re.compile("|".join(f"(?:{shape})" for shape in told))) for language, told in shapes if told
    )


class _Told(dict[str, int]):
    """Word, with the signs beside it or not -> how strongly it speaks for each language, and whose shape it has.

    All as one number: the points of the languages are its digits, so that those of many words are added at once, and
    above them stands for each language whether the word looks like one of it.
    """

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        told = self[word] = sum(map(_speaks, _WORD.findall(word)))
        return told


def _speaks(word: str) -> int:
    """How strongly a bare word speaks for each language, as one number."""
    told = sum(weight << _DIGIT * LANGUAGES.index(language) for language, weight in _signs().get(word, ()))
    if strangers := _foreign_words().get(word):
        others = (place for place, language in enumerate(LANGUAGES) if language not in strangers)
        told += sum(2 * _OWN << _DIGIT * place for place in others)
    for language, shape in _shapes():
        if shape.search(word):
            told += 1 << _DIGIT * (len(LANGUAGES) + LANGUAGES.index(language))
    return told


@cache
def _told() -> _Told:
    return _Told()


def language_of(lower: str, otherwise: str = "da") -> str:
    """The language of a folded text; `otherwise` when its words do not clearly tell another."""
    begun = lower[:_ENOUGH]
    told = sum(map(_told().__getitem__, begun.split()))
    if not told:
        return otherwise
    points = _digits(told)
    if told >> _DIGIT * len(LANGUAGES):
        shaped = sum(map(_told().__getitem__, set(_WORD.findall(begun)))) >> _DIGIT * len(LANGUAGES)
        for language, times in _digits(shaped).items():
            points[language] = points.get(language, 0) + _OWN * min(times, _MOST_SHAPED)
    for letter, languages in _foreign().items():
        if letter in begun:
            for language in languages:
                points[language] = points.get(language, 0) - 2 * _OWN
    best = max(points.values())
    if otherwise and points.get(otherwise, 0) > best - _CLEARLY:
        return otherwise
    return next(language for language in LANGUAGES if points.get(language) == best)


def _digits(told: int) -> dict[str, int]:
    """The points of each language that has any."""
    return {language: said for place, language in enumerate(LANGUAGES) if (said := told >> _DIGIT * place & _HIGHEST)}


def language_of_texts(texts: Iterable[str]) -> str:
    """The language most of the texts are in; Danish when they do not clearly tell another."""
    votes: dict[str, int] = {}
    for text in texts:
        told = language_of(text.lower(), "da")
        votes[told] = votes.get(told, 0) + 1
    return max(votes, key=lambda each: (votes[each], each == "da"), default="da")
