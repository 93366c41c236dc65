"""Numbers, dates and places are written as each language writes them."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from circular.language import Words, day, listing, number
from circular.place import Place


@pytest.mark.parametrize(
    ("value", "decimals", "da", "en"),
    [
        (Decimal("1234.50"), None, "1.234,5", "1,234.5"),
        (Decimal("1234.50"), 2, "1.234,50", "1,234.50"),
        (-0.0001, 1, "0,0", "0.0"),
        (-3, None, "−3", "−3"),
        (5_000_000, None, "5.000.000", "5,000,000"),
        (float("nan"), None, "–", "–"),
    ],
)
def test_numbers(value: Decimal | float, decimals: int | None, da: str, en: str) -> None:
    assert (number(value, "da", decimals), number(value, "en", decimals)) == (da, en)


def test_days_and_lists() -> None:
    assert day(date(2025, 7, 1), "da") == "1. juli 2025"
    assert day(date(2025, 7, 1), "en") == "1 July 2025"
    assert listing(["a", "b", "c"], "da") == "a, b og c"
    assert listing(["a", "b"], "en", "or") == "a or b"
    assert Words(da="ja", en="yes")["en"] == "yes"


@pytest.mark.parametrize(
    ("place", "da", "en"),
    [
        (Place(file="kravspec.docx", heading="4.2 Materialer", page=7), "kravspec.docx, afsnit 4.2, side 7", "kravspec.docx, section 4.2, page 7"),
        (Place(file="krav.xlsx", part="Krav", cell="C12"), "krav.xlsx, Krav!C12", "krav.xlsx, Krav!C12"),
        (Place(file="a.docx", part="footnote", paragraph=3), "a.docx, fodnote, punkt 3", "a.docx, footnote, paragraph 3"),
        (Place(file="a.docx", heading="Baggrund", cell="tabel 2, række 3, kolonne 1"),
         "a.docx, afsnit “Baggrund”, tabel 2, række 3, kolonne 1", "a.docx, section “Baggrund”, table 2, row 3, column 1"),
        (Place(file="noter.md", paragraph=4), "noter.md, linje 4", "noter.md, line 4"),
    ],
)  # fmt: skip
def test_places_read_as_a_person_writes_them(place: Place, da: str, en: str) -> None:
    assert (str(place), place.text("en")) == (da, en)


@pytest.mark.parametrize(
    ("arguments", "environment", "danish"),
    [
        ([], {}, True),
        (["--lang", "en"], {}, False),
        ([], {"CIRCULAR_LANG": "en"}, False),
        ([], {"LANG": "en_US.UTF-8"}, True),
    ],
)
def test_the_language_is_asked_for_and_never_the_locale(
    arguments: list[str], environment: dict[str, str], danish: bool, tmp_path: object
) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "circular", *arguments, "--help"],
        capture_output=True, text=True, encoding="utf-8", env={**{k: v for k, v in os.environ.items() if k != "CIRCULAR_LANG"}, **environment}, check=True,
    ).stdout  # fmt: skip
    assert ("Kommandoer" in shown) is danish
