"""Danish and English side by side: texts, numbers and dates as each language writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

Language = Literal["da", "en"]

MONTHS_DA = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Words(BaseModel):
    """One text in both languages; `words["da"]` reads it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    da: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.da if language == "da" else self.en


def number(value: Decimal | float | int, language: Language, decimals: int | None = None) -> str:
    """A number as the language writes it: 1.234,5 in Danish, 1,234.5 in English; `decimals` None keeps what is there."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value) if isinstance(value, float) else value)
    if not exact.is_finite():
        return "–"
    text = f"{exact:,.{decimals}f}" if decimals is not None else f"{exact:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if decimals is not None and Decimal(text.replace(",", "")) == 0:
        text = text.replace("-", "")
    if language == "da":
        text = text.translate(str.maketrans(",.", ".,"))
    return text.replace("-", "−")


def day(value: date, language: Language) -> str:
    """A date as people write it: `1. juli 2025`, `1 July 2025`."""
    if language == "da":
        return f"{value.day}. {MONTHS_DA[value.month - 1]} {value.year}"
    return f"{value.day} {MONTHS_EN[value.month - 1]} {value.year}"


def listing(items: list[str], language: Language, last: Literal["and", "or"] = "and") -> str:
    """`a, b og c`."""
    if len(items) < 2:
        return "".join(items)
    join = {"da": {"and": "og", "or": "eller"}, "en": {"and": "and", "or": "or"}}[language][last]
    return f"{', '.join(items[:-1])} {join} {items[-1]}"
