"""The lexicon proves itself: its own examples, its patterns under hostile text, and what its loader refuses."""

from __future__ import annotations

import time

import pytest

from circular.clauses import check_lexicon
from circular.clauses.lexicon import LANGUAGES, Tongue, read_tongue, tongues, union
from circular.clauses.pattern import Pattern, PatternError, compile_pattern
from circular.clauses.strategies import names, strategies, units
from circular.faults import Fault
from circular.strict_yaml import load

HOSTILE = (
    "a" * 4000, "genbrug" * 600, "mindst 10 " * 400, "må ikke " * 500, ("x " * 2000) + "retur", "tage " * 800,
    "brugte og " * 400, "1" * 3000, "1.000." * 500, "(" * 2000, "æ" * 3000, "kan kunne " * 300, "- og " * 700,
    "levetid " * 500, "skal,, " * 500, "|" * 3000, "%" * 3000, "co2 " * 700,
)  # fmt: skip


def test_every_entry_fires_on_its_examples_and_is_silent_on_the_others() -> None:
    assert check_lexicon() == []


def test_every_strategy_has_entries_in_danish_and_a_name_in_both_languages() -> None:
    spoken = {entry.strategy for entry in tongues()["da"].entries} - {None}
    assert spoken == set(strategies())
    assert len(strategies()) == 37
    assert all(da and en and da != "" for da, en in names()["strategy"].values())


def test_every_concept_and_unit_has_names() -> None:
    concepts = {entry.concept for tongue in tongues().values() for entry in tongue.entries if entry.concept}
    assert concepts - set(names()["concept"]) == set()
    used = {unit for each in strategies().values() for unit in each.units}
    assert used - set(units()) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_pattern_is_slow_on_hostile_text(language: str) -> None:
    tongue: Tongue = tongues()[language]
    terms = (pattern for entry in tongue.entries for pattern in entry.terms)
    patterns = [*terms, *(pattern for group in tongue.cues.values() for pattern in group)]

    def seconds(pattern: Pattern, text: str) -> float:
        started = time.process_time()
        list(pattern.finditer(text))
        return time.process_time() - started

    for text in HOSTILE:
        for pattern in patterns:
            if seconds(pattern, text[:1500]) > 0.25:  # the memory may have been tidied up meanwhile: the best of three
                assert min(seconds(pattern, text[:1500]) for _ in range(3)) < 0.25, f"{pattern.source} on {text[:20]!r}"


def test_patterns_match_whole_words_compounds_gaps_and_numbers() -> None:
    def finds(source: str, text: str) -> bool:
        return bool(list(compile_pattern(source).finditer(text)))

    assert finds("genbrug*", "mest genbrugstegl her")
    assert not finds("genbrug", "genbrugstegl")
    assert finds("*tegl", "genbrugstegl") and not finds("tegl", "genbrugstegl")
    assert finds("tage ... retur", "tage alle de brugte møbler med retur")
    assert not finds("må .. ikke", "må gerne altid og også nogle gange ikke")
    assert finds("mindst #", "mindst 12,5 procent") and finds("fsc~mærket", "fsc-mærket")
    assert finds(r"\(# %\)", "pris (40 %) og") and finds(", der", "stoffer, der skader")


@pytest.mark.parametrize("source", ["", "(a", "a)", "*", "#", "<nothing>", "må.. ikke", "ikke .. ", "(en )?.. krav"])
def test_patterns_that_cannot_be_read_are_refused(source: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(source)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("entries: [{id: a, terms: [genbrug], fires: [x]}]", "lacks 'silent'"),
        ("entries: [{id: a, terms: [genbrug], fires: [x], silent: [y], strategy: reus}]", "unknown value 'reus'"),
        ("entries: [{id: a, terms: ['(genbrug'], fires: [x], silent: [y]}]", "cannot be read"),
        ("entries: [{id: a, tems: [genbrug]}]", "unknown key 'tems'"),
        ("words: {a: [b]}\nmore: 1", "unknown key 'more'"),
    ],
)
def test_wrong_files_are_refused_with_file_and_line(text: str, said: str) -> None:
    document, lines = load(text, "x.yaml")
    with pytest.raises(Fault) as fault:
        read_tongue("da", [("x.yaml", document, lines)])
    assert said in fault.value.fault
    assert fault.value.file == "x.yaml" and fault.value.place


def test_an_entry_that_stands_twice_is_refused() -> None:
    text = "entries: [{id: a, terms: [genbrug], fires: [x], silent: [y]}, {id: a, terms: [reparation], fires: [x], silent: [y]}]"
    document, lines = load(text, "x.yaml")
    with pytest.raises(Fault, match="twice"):
        read_tongue("da", [("x.yaml", document, lines)])


def test_a_union_of_patterns_finds_each_of_them() -> None:
    both = union((compile_pattern("genbrug*"), compile_pattern("*affald")))
    assert both is not None and both.search("byggeaffald") and both.search("genbrugt") and not both.search("agenbrug x")


def tongue_of(*files: dict[str, object]) -> Tongue:
    import yaml

    read = [(f"rules/lexicon/da/{number}.yaml", *load(yaml.safe_dump(file, allow_unicode=True).encode(), "x")) for number, file in enumerate(files)]  # fmt: skip
    return read_tongue("da", read)


def entry_of(term: str) -> dict[str, object]:
    return {"id": "da.x", "strategy": "reuse", "terms": [term], "fires": ["Brugte bænke."], "silent": ["Nye bænke."]}


def test_a_list_may_name_one_of_a_later_file_and_both_grow_by_any_file() -> None:
    tongue = tongue_of(
        {"lists": {"seat": ["bænk*", "<chair>"]}, "entries": [entry_of("brugte <seat>")]},
        {"lists": {"chair": ["stol*"]}},
        {"lists": {"chair": ["taburet*"], "seat": ["sofa*"]}},
    )
    for word in ("bænke", "stole", "taburetter", "sofaer"):
        assert tongue.gate.every(f"brugte {word}"), word
    assert not tongue.gate.every("brugte borde")


@pytest.mark.parametrize(
    ("lists", "said"),
    [({"seat": ["<chair>"]}, "findes ikke"), ({"seat": ["<seat>"]}, "nævner sig selv"), ({"seat": ["<a>"], "a": ["<b>"], "b": ["x", "<a>"]}, "nævner sig selv")],
)  # fmt: skip
def test_a_list_that_is_not_or_names_itself_is_refused_with_its_line(lists: dict[str, object], said: str) -> None:
    with pytest.raises(Fault) as caught:
        tongue_of({"lists": lists, "entries": [entry_of("brugte <seat>")]})
    assert said in caught.value.told("da") and caught.value.place
