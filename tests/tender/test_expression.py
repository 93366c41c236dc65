"""Sieved expressions answer exactly as plain ones: on the words of the rules, on made-up patterns, on any text."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from circular.tender.categories import categories
from circular.tender.expression import Expression, Sieve, needed_words
from circular.tender.words import role_words, tender_words

PATTERNS = (
    r"nybyg\w*", r"(?:total|energi)?renover\w*", r"(?<!\w)skal (?:ikke )?genbruges", r"\d{8}", r"a|b", r"x?", r"(?:ab){2,3}c?",
    r"^bilag\b", r"(?=genbrug)\w+", r"(?!genbrug)gen\w+", r"[æøå]lder", r"kr\.? ?\d", r"STRASSE|straße", r"fisk(?:en|e|)$", r"(?i:tag) og fag",
)  # fmt: skip
WORDS = st.sampled_from(
    ("nybyggeri", "Totalrenovering", "skal", "ikke", "genbruges", "12345678", "a", "ABABC", "bilag", "BİLAG", "bılag", "Ælder", "kr. 5", "straße", "STRASSE", "fisken", "tag og fag", "genſkal", "K", "µ", "\n", "-")
)  # fmt: skip
TEXTS = st.one_of(st.lists(WORDS, max_size=8).map(" ".join), st.text(max_size=40))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_sieved_answers_are_those_of_the_plain_expression(text: str) -> None:
    sieve = Sieve()
    pairs = [(re.compile(pattern, re.IGNORECASE), sieve.expression(pattern)) for pattern in PATTERNS]
    for plain, sieved in pairs:
        _same(plain, sieved, text)


@given(st.text(alphabet="abKkſsßSIiİı ", min_size=1, max_size=6), st.text(alphabet="abKkſsßSIiİı ", max_size=12))
@settings(max_examples=500, deadline=None)
def test_a_literal_is_found_whatever_its_case(pattern: str, text: str) -> None:
    sieved = Sieve().expression(re.escape(pattern))
    _same(re.compile(re.escape(pattern), re.IGNORECASE), sieved, text)


def test_every_expression_of_the_rules_answers_on_ordinary_and_circular_text_as_the_plain_one(root: object) -> None:
    from pathlib import Path

    folder = Path(str(root)) / "tests" / "clauses"
    lines = [
        line for name in ("ordinary.txt", "phrasings.txt") for line in (folder / name).read_text("utf-8").splitlines()
    ]
    known: list[Expression] = [*tender_words().groups.values()]
    known += [cue.word for one in categories().values() for cue in one.cues]
    known += [one for role in role_words() for one in (role.file, role.title, role.names, *role.content)]
    for sieved in known:
        plain = re.compile(sieved.pattern, re.IGNORECASE)
        for line in lines[:400]:
            assert (plain.search(line) is None) == (sieved.search(line) is None), (sieved.pattern, line)


def test_the_words_that_a_match_must_hold() -> None:
    assert needed_words(r"(?:\w+ )?skolebyg\w*") == {"skolebyg"}
    assert needed_words(r"nybyggeri|renovering") == {"nybyggeri", "renovering"}
    assert needed_words(r"\d+|renovering") is None
    assert needed_words(r"hus(?:et)? (?:have|park)en") == {"have", "park"}
    assert needed_words(r"x?|renovering") is None


def _same(plain: re.Pattern[str], sieved: Expression, text: str) -> None:
    one, other = plain.search(text), sieved.search(text)
    assert (one and one.span()) == (other and other.span())
    assert [match.span() for match in plain.finditer(text)] == [match.span() for match in sieved.finditer(text)]
    assert plain.sub("·", text) == sieved.sub("·", text)
