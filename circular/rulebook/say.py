"""Sentences about facts, values and limits, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from circular.language import Language, Words, day, listing, number
from circular.rulebook.vocabulary import fact_name, value_name, vocabulary

LANGUAGES: tuple[Language, Language] = ("da", "en")
WORD_NAMES = {
    "exempt": ("undtaget", "exempt"),
    "documentation_only": ("kun beregningspligt, ingen grænse", "only to be calculated, no limit"),
    "not_found": ("ikke fastsat eller ikke fundet", "not set or not found"),
}
LONGEST = 3
"""A number with more decimals than this is rounded when it is shown."""
MARKS = {
    "secondary": ("sekundær kilde", "secondary source"),
    "memory": ("ikke slået efter i kilden", "not checked against the source"),
    "inference": ("udledt", "inferred"),
    "agreed": ("aftalt, ikke vedtaget", "agreed, not enacted"),
    "proposed": ("foreslået, ikke vedtaget", "proposed, not enacted"),
    "contested": ("omstridt", "contested"),
    "day_unknown": ("ikrafttrædelsesdagen kendes ikke", "the day it takes effect is not known"),
    "date assumed": ("datoen er antaget", "the date is assumed"),
    "date unknown": ("datoen er ikke oplyst", "the date is not told"),
    "mixed use": ("blandet anvendelse", "mixed use"),
    "data_version": ("data af en anden udgave end reglernes", "data of another edition than the rules"),
    "suspect_row": ("en række med negativ sum", "a row with a negative sum"),
    "policy, not law": ("kommunens politik, ikke lov", "policy, not law"),
}


def pair(da: str, en: str) -> Words:
    return Words(da=da, en=en)


def marks_in_words(marks: str, language: Language) -> str:
    """The marks of a finding (`secondary, contested`) as a person reads them."""
    side = 0 if language == "da" else 1
    return ", ".join(MARKS[mark][side] if mark in MARKS else mark for mark in marks.split(", "))


def said(value: Any, language: Language, *, unit: str | None = None, fact: str | None = None, decimals: int | None = None) -> str:  # fmt: skip
    """A value as a person reads it, with its unit."""
    if value is None:
        return "?"
    if isinstance(value, bool):
        return {("da", True): "ja", ("da", False): "nej", ("en", True): "yes", ("en", False): "no"}[language, value]
    if isinstance(value, Decimal | int):
        if decimals is None and isinstance(value, Decimal) and int(value.as_tuple().exponent) < -LONGEST:
            decimals = 1 if unit == "share" else 2
        elif decimals is None and isinstance(value, Decimal) and unit != "share":
            decimals = max(0, -int(value.as_tuple().exponent))
        if unit == "share":
            return f"{number(Decimal(value) * 100, language, decimals)} %"
        name = vocabulary().unit(unit, language)
        return f"{number(Decimal(value), language, decimals)} {name}".strip()
    if isinstance(value, date):
        return day(value, language)
    if isinstance(value, tuple | list):
        return listing([said(one, language, fact=fact) for one in value], language)
    if value in WORD_NAMES:
        return WORD_NAMES[value][0 if language == "da" else 1]
    return value_name(fact, str(value), language) if fact else str(value)


def both(da: str, en: str, **values: tuple[str, str]) -> Words:
    """A text in both languages with `{name}` filled in from pairs."""
    return Words(
        da=da.format(**{name: value[0] for name, value in values.items()}),
        en=en.format(**{name: value[1] for name, value in values.items()}),
    )


def named(fact: str) -> tuple[str, str]:
    """The name of a fact in both languages."""
    return fact_name(fact, "da"), fact_name(fact, "en")


def valued(value: Any, **how: Any) -> tuple[str, str]:
    return said(value, "da", **how), said(value, "en", **how)


def capital(words: Words) -> Words:
    """The text with a capital first letter."""
    return Words(da=words.da[:1].upper() + words.da[1:], en=words.en[:1].upper() + words.en[1:])


def untold(facts: Iterable[str]) -> Words:
    """`Opvarmet etageareal er ikke oplyst.`"""
    return _untold(tuple(dict.fromkeys(facts)))


@lru_cache(maxsize=1024)
def _untold(names: tuple[str, ...]) -> Words:
    da = listing([fact_name(name, "da") for name in names], "da")
    en = listing([fact_name(name, "en") for name in names], "en")
    are = "is" if len(names) == 1 else "are"
    return capital(pair(f"{da} er ikke oplyst.", f"{en} {are} not told."))


def joined(sentences: Iterable[Words]) -> Words:
    """Sentences one after the other, each once."""
    unique = list(dict.fromkeys(sentences))
    return Words(da=" ".join(one.da for one in unique), en=" ".join(one.en for one in unique))
