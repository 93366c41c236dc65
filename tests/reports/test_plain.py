"""What may disguise a text is replaced, for every character there is."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from circular.reports.plain import clean, scrubbed, table, wrapped

BIDI = {0x061C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)}
BREAKS = {"\n": "\n", "\r": "\n", "\t": " "}


def test_every_control_private_and_bidi_character_is_replaced_and_no_other() -> None:
    text = "".join(map(chr, range(sys.maxunicode + 1))).replace("\r\n", "\r x \n")
    wanted = [
        BREAKS.get(char) or ("�" if ord(char) in BIDI or unicodedata.category(char) in ("Cc", "Cs", "Co") else char)
        for char in text
    ]
    assert scrubbed(text) == "".join(wanted)


def test_lines_and_spaces_stay_and_a_clean_text_is_one_line() -> None:
    assert scrubbed("a\r\nb\rc\td  e ") == "a\nb\nc d  e "
    assert clean(" a\r\nb\rc\td  e ") == "a b c d e"


def test_a_table_that_is_too_wide_puts_words_under_each_other(monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    rows = [
        ["Bygning", "hvis intet gøres", "heraf til energimærker"],
        ["En skole med et meget langt navn", "1,0", "2,0"],
    ]
    lines = table(rows, right=(1, 2))
    assert max(map(len, lines)) <= 50
    assert lines[0].split() == ["hvis"]
    assert lines[1].split() == ["intet", "heraf", "til"]
    assert lines[2].split() == ["Bygning", "gøres", "energimærker"]
    assert [" ".join(line.split()) for line in lines[3:]] == ["En skole med et meget langt 1,0 2,0", "navn"]


def test_a_table_that_fits_stays_as_it_is(monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert table([["navn", "kg"], ["sten", "12"]], right=(1,)) == ["navn  kg", "sten  12"]


@given(
    rows=st.lists(st.tuples(st.text("abc ", max_size=300), st.text("123", max_size=9)), min_size=2, max_size=5),
    heading=st.booleans(),
)
def test_nothing_of_a_table_is_lost(rows: list[tuple[str, str]], heading: bool) -> None:
    lines = table([list(row) for row in rows], right=(1,), heading=heading)
    assert Counter("".join("".join(lines).split())) == Counter(
        "".join(text for row in rows for text in row if text).replace(" ", "")
    )
    assert max(map(len, lines)) <= 110


def test_a_number_and_its_unit_stay_on_one_line(monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    assert wrapped("Andelen af genbrugte materialer er nu i alt på 66,7 % nu.") == [
        "Andelen af genbrugte materialer er nu i alt på",
        "66,7 % nu.",
    ]
    assert wrapped("The whole of the work comes to no more than DKK 1,200 now.")[-1] == "DKK 1,200 now."
