"""A pattern tried at the places of its head finds what the same expression finds in the whole text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular.clauses.lexicon import LANGUAGES, tongues
from circular.clauses.pattern import Pattern, compile_pattern

HEADS = ("genbrug*", "*genbrug", "(tag|tages)", "(stol|stole)*", "nye", "*træ*", "(brug|genbrug)(t|te)?", "fsc~mærk*")
TAILS = ("", " .. retur", " ... (stole|træ)", " (af|til)? stole", " # stole", "(er|ne)? og *træ", " og nye", ", brugt*")
PIECES = (
    "genbrug", "genbrugt", "affaldsgenbrug", "tag", "tages", "retur", "stole", "stolene", "barstole", "nye", "fornye", "træ",
    "bøgetræ", "3", "12,5", "og", "af", "til", "brugt", "_nye_", "fsc-mærket", "tages,", "nye,", ";", "(stole)", "x" * 41,
)  # fmt: skip
sources = st.builds("{}{}".format, st.sampled_from(HEADS), st.sampled_from(TAILS))
texts = st.lists(st.sampled_from(PIECES), max_size=16).flatmap(
    lambda pieces: st.sampled_from([" ", "", "-"]).map(lambda joint: joint.join(pieces)) | st.just(" ".join(pieces))
)


def reference(pattern: Pattern, lower: str) -> list[tuple[int, int]]:
    """What `re` finds from left to right, beginning with a word, or in one with an open head and then with all of it."""
    expression = re.compile(pattern.regex if pattern.open_head else rf"(?:(?<!\w)|(?!\w))(?:{pattern.regex})")
    found = []
    for match in expression.finditer(lower):
        start = match.start()
        if pattern.open_head and re.match(r"\w", match.group()):
            start = re.search(r"\w*\Z", lower[:start]).start()  # type: ignore[union-attr]
        found.append((start, match.end()))
    return found


def places(pattern: Pattern, lower: str) -> list[int]:
    """Where the words with which a match may begin stand, wherever that is."""
    heads = pattern.head or frozenset()
    return sorted({match.start() for head in heads for match in re.finditer(f"(?={re.escape(head)})", lower)})


@given(sources, texts)
@settings(max_examples=600, deadline=None)
def test_it_finds_what_re_finds(source: str, lower: str) -> None:
    pattern = compile_pattern(source)
    assert pattern.head
    found = list(pattern.match_at(lower, places(pattern, lower)))
    assert found == reference(pattern, lower)
    assert found == list(pattern.finditer(lower))


def of_the_lexicon(language: str) -> Iterator[tuple[Pattern, str]]:
    """Every pattern of a language that is tried at its head, with an example of its entry."""
    for entry in tongues()[language].entries:
        for pattern in entry.terms:
            if pattern.sought_head:
                for text in (*entry.fires[:3], *entry.silent[:2]):
                    yield pattern, text.lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_patterns_of_the_lexicon_do_so_in_their_examples(language: str) -> None:
    tried = list(of_the_lexicon(language))
    assert len(tried) > 20
    for pattern, lower in tried:
        found = list(pattern.match_at(lower, places(pattern, lower)))
        assert found == reference(pattern, lower), pattern.source


@given(st.lists(st.integers(0, 30), max_size=6, unique=True).map(sorted))
def test_only_the_places_that_are_given_are_tried(starts: list[int]) -> None:
    lower = "nye stole nye stole nye stole"
    found = list(compile_pattern("nye stole").match_at(lower, [start for start in starts if start < len(lower)]))
    assert found == [(start, start + 9) for start in starts if start in (0, 10, 20)]


def test_a_match_begins_behind_the_end_of_the_one_before() -> None:
    pattern = compile_pattern("tages .. retur")
    assert list(pattern.match_at("tages tages retur", [0, 6])) == [(0, 17)]


def test_an_open_head_takes_the_letters_before_it() -> None:
    assert list(compile_pattern("*genbrug").match_at("affaldsgenbrug", [7])) == [(0, 14)]
    assert list(compile_pattern("genbrug").match_at("affaldsgenbrug", [7])) == []
