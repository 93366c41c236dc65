"""Company is told as a plain search for each of its patterns would tell it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular.clauses.company import Company, headed
from circular.clauses.lexicon import LANGUAGES, Entry, tongues
from circular.clauses.normalise import fold
from circular.clauses.pattern import Pattern, compile_pattern

PASSAGES = [
    fold(json.loads(line)["text"]).lower
    for line in (Path(__file__).parent / "third_set.jsonl").read_text(encoding="utf-8").splitlines()
]
SOURCES = (
    "brug*", "*brug", "genbrug(t|te)?", "(ny|nye) stole", "stole .. brug*", "fsc~mærk*", "mindst # stole", "og stole", "ny",
    "*træ*", "stole, brug*", "træ ... ny", "(af|til) <ting>",
)  # fmt: skip
PIECES = (
    "brug", "brugt", "genbrug", "genbrugte", "ny", "nye", "stole", "fsc mærket", "fsc-mærke", "mindst 3 stole", "og",
    "stole, brugt", "træ", "bøgetræsplade", "af", "til", "_ny_", "ny-", "(stole)", ";",
)  # fmt: skip
groups = st.lists(st.sampled_from(SOURCES), min_size=1, max_size=5, unique=True)
texts = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join) | st.sampled_from(PASSAGES)


def compiled(sources: list[str]) -> tuple[Pattern, ...]:
    return tuple(compile_pattern(source, {"ting": "stole|træ"}) for source in sources)


def stands(patterns: tuple[Pattern, ...], lower: str) -> bool:
    """The plain way: each pattern sought by itself."""
    return any(re.search(headed(pattern), lower) for pattern in patterns)


def spans(patterns: tuple[Pattern, ...], lower: str) -> list[tuple[int, int]]:
    """The plain way: each pattern sought by itself, whatever the others find."""
    return [match.span() for pattern in patterns for match in re.finditer(headed(pattern), lower)]


@given(groups, texts)
@settings(max_examples=400, deadline=None)
def test_it_answers_as_a_plain_search_does(sources: list[str], lower: str) -> None:
    patterns = compiled(sources)
    company = Company(patterns)
    assert company.stands_in(lower) == stands(patterns, lower)
    assert sorted(company.spans(lower)) == sorted(spans(patterns, lower))
    assert bool(company.spans(lower)) == company.stands_in(lower)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_companies_of_the_lexicon_answer_so_too(language: str) -> None:
    passages = PASSAGES[:: 37 if language == "da" else 60]
    for entry in tongues()[language].entries:
        for company, patterns in zip(entry.company, groups_of(entry), strict=True):
            assert (company is None) == (not patterns)
            if company is not None:
                wrong = [lower for lower in passages if company.stands_in(lower) != stands(patterns, lower)]
                assert wrong == [], entry.id


def groups_of(entry: Entry) -> tuple[tuple[Pattern, ...], ...]:
    return entry.excepted, entry.with_, entry.and_, entry.without, entry.despite


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("brug*", "genbrug", []), ("brug*", "til brug", [(4, 8)]), ("*brug", "til genbrug nu", [(4, 11)]),
        ("(ny|nye) stole", "fornye stole", []), ("(ny|nye) stole", "tolv nye stole", [(5, 14)]),
        ("fsc~mærk*", "fscmærket fsc-mærket fsc mærket", [(0, 9), (10, 20), (21, 31)]),
    ],
)  # fmt: skip
def test_a_pattern_begins_where_a_word_does(source: str, text: str, found: list[tuple[int, int]]) -> None:
    company = Company(compiled([source]))
    assert company.spans(text) == found
    assert company.stands_in(text) == bool(found)


def test_a_pattern_is_found_inside_what_another_finds() -> None:
    company = Company(compiled(["nye stole", "stole .. brug*", "brug*"]))
    assert sorted(company.spans("nye stole til brug og brugt")) == [(0, 9), (4, 18), (14, 18), (22, 27)]
