"""Words and numbers of a footprint as an architect reads them, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from circular.language import Language, number

Paint = Callable[[str, str], str]
VERDICTS = {
    "da": {
        "pass": "holder",
        "fail": "holder ikke",
        "unknown": "kan ikke afgøres",
        "not_applicable": "gælder ikke",
    },
    "en": {"pass": "holds", "fail": "falls short", "unknown": "can't be told", "not_applicable": "doesn't apply"},
}
NAMES = {
    "da": {"building": "bygning", "construction_process": "byggeproces"},
    "en": {"building": "building", "construction_process": "construction process"},
}
MODULES = {
    "A1-A3": ("produktion af materialer", "production of materials"),
    "A4": ("transport til byggepladsen", "transport to site"),
    "A5": ("opførelse", "construction"),
    "B4": ("udskiftninger", "replacements"),
    "B6": ("energi i drift", "energy in use"),
    "C3": ("affaldsbehandling", "waste processing"),
    "C4": ("bortskaffelse", "disposal"),
    "building": ("bygning i alt", "building in all"),
    "construction_process": ("byggeproces i alt (A4 + A5)", "construction process in all (A4 + A5)"),
    "total": ("bygning og byggeproces", "building and construction process"),
    "removed": ("det, der fjernes (C3 + C4), for sig", "what is removed (C3 + C4), apart"),
    "D": ("gevinst uden for systemet, tæller ikke med", "benefits beyond the system, not counted"),
}
ORDER = ("A1-A3", "B4", "B6", "C3", "C4", "building", "A4", "A5", "construction_process", "total", "removed", "D")
UNIT = {"da": "kg CO₂e/m²/år", "en": "kg CO₂e/m²/year"}


def verdict_word(verdict: str, language: Language) -> str:
    return VERDICTS[language][verdict]


def per_m2(value: Decimal | None, language: Language, decimals: int = 2) -> str:
    """A figure per m² and year; `ukendt` where nobody has told."""
    if value is None:
        return "ukendt" if language == "da" else "unknown"
    return number(value, language, decimals)


def kg(value: Decimal | None, language: Language) -> str:
    return per_m2(value, language, 0)


def percent(value: Decimal | None, language: Language) -> str:
    """A share as percent; a dash where it cannot be told."""
    return "–" if value is None else f"{number(value * 100, language, 0)} %"


def signed(value: Decimal | None, language: Language, decimals: int = 2) -> str:
    """A difference with its sign."""
    if value is None:
        return "ukendt" if language == "da" else "unknown"
    text = number(value, language, decimals)
    return text if value <= 0 or text.startswith("−") else f"+{text}"
