"""The gate dismisses only what cannot become a clause: with it and without it the same is found."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular import find_clauses
from circular.clauses.gate import Gate
from circular.clauses.hits import Hit, hits_in, hits_of, in_company
from circular.clauses.lexicon import Tongue, tongues
from circular.clauses.normalise import fold
from circular.clauses.pattern import Pattern, compile_pattern

HERE = Path(__file__).parent
PIPELINE = importlib.import_module("circular.clauses.detect")
"""The module, whose name in its package is that of its function."""
PASSAGES = [
    json.loads(line)["text"]
    for name in ("second_set", "third_set", "fifth_set")
    for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]
ORDINARY = [
    line
    for line in (HERE / "ordinary.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
WORDS = sorted({word for passage in PASSAGES for word in re.findall(r"\S+", passage)})
passages = st.lists(st.sampled_from([*PASSAGES, *ORDINARY]), min_size=1, max_size=4).map(" ".join)
loose_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)
languages = st.sampled_from(("da", "en", "sv", "no"))


def patterns(*sources: str) -> tuple[Pattern, ...]:
    return tuple(map(compile_pattern, sources))


def ungated(lower: str, around: object, tongue: Tongue) -> list[Hit]:
    return hits_in(lower, tongue)


@given(passages | loose_words, st.sampled_from(["", "Mindstekrav", "Miljø og affald", *PASSAGES]), languages)
@settings(max_examples=60, deadline=None)
def test_what_holds_without_the_gate_holds_with_it(text: str, heading: str, language: str) -> None:
    lower, above, tongue = fold(text).lower, heading.lower(), tongues()[language]
    beside = f"{lower} {above}"
    gated = hits_of(lower, (above,), tongue)
    assert in_company(gated, lower, beside, tongue) == in_company(hits_in(lower, tongue), lower, beside, tongue)
    assert set(gated) <= set(hits_in(lower, tongue))


@given(st.lists(passages | loose_words, min_size=1, max_size=3).map("\n\n".join))
@settings(max_examples=30, deadline=None)
def test_the_pipeline_finds_the_same_clauses_without_its_gate(text: str) -> None:
    gated = find_clauses(text, concepts=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PIPELINE, "hits_of", ungated)
        assert find_clauses(text, concepts=True) == gated


def test_every_example_that_fires_passes_the_gate() -> None:
    missed = [
        (entry.id, text)
        for tongue in tongues().values()
        for entry in tongue.entries
        for text in entry.fires
        if any(hit.entry is entry for hit in _held(hits_in(fold(text).lower, tongue), text, tongue))
        and not any(hit.entry is entry for hit in _held(hits_of(fold(text).lower, (), tongue), text, tongue))
    ]
    assert missed == []


def _held(hits: list[Hit], text: str, tongue: Tongue) -> list[Hit]:
    lower = fold(text).lower
    return in_company(hits, lower, lower, tongue)


def test_a_term_passes_only_beside_both_of_its_companies() -> None:
    gate = Gate([(patterns("transport*"), (patterns("eldrev*", "emission*"), patterns("skal")))])
    alone, first, both = "transport af varer", "transport er eldrevet", "transport skal være emissionsfri"
    assert gate.find(alone, ()) == []
    assert gate.find(first, ()) == []
    assert gate.find(both, ()) == [(0, 0, 9)]


def test_company_may_stand_around_the_text() -> None:
    gate = Gate([(patterns("transport*"), (patterns("emission*"), ()))])
    assert gate.find("transport af varer", ("", "krav til emissioner")) == [(0, 0, 9)]
    assert gate.find("transport af varer", ("", "krav til varer")) == []


def test_what_stands_around_is_not_asked_for_where_no_term_stands() -> None:
    def around() -> list[str]:
        raise AssertionError("asked for")

    assert Gate([(patterns("transport*"), ((), ()))]).find("maling af vægge", around) == []
    assert Gate([]).find("transport", around) == []


def test_a_term_without_company_passes_alone_and_terms_are_numbered_through() -> None:
    gate = Gate([(patterns("gummi*"), (patterns("knust"), ())), (patterns("træ", "genbrug*"), ((), ()))])
    assert gate.find("genbrugt træ og gummi", ()) == [(2, 0, 8), (1, 9, 12)]


def test_company_of_a_word_too_short_to_tell_is_never_missed() -> None:
    gate = Gate([(patterns("transport*"), (patterns("el", "emission*"), ()))])
    assert gate.find("transport på el", ()) == [(0, 0, 9)]
