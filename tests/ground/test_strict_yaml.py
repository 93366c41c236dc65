"""YAML is read as written, and everything doubtful is refused with its line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from circular.faults import Fault
from circular.strict_yaml import iso_day, load


def test_words_numbers_and_dates_stay_what_they_are() -> None:
    data, _ = load(
        'no_word: no\nyes_word: yes\non: on\nversion: 1.10\ncode: 012\ntime: 1:30\nday: 2025-07-01\nquoted: "1"\n'
        "whole: 5_000\ncount: 12\nempty:\nnull_word: null\ntruth: true\nneg: -1.5\n2026: year\nexp: 1e-3\n",
        "f.yaml",
    )
    assert data == {
        "no_word": "no", "yes_word": "yes", "on": "on", "version": Decimal("1.10"), "code": "012", "time": "1:30",
        "day": date(2025, 7, 1), "quoted": "1", "whole": "5_000", "count": 12, "empty": None, "null_word": None, "truth": True,
        "neg": Decimal("-1.5"), 2026: "year", "exp": Decimal("1e-3"),
    }  # fmt: skip
    assert str(data["version"]) == "1.10"


def test_every_part_knows_its_line() -> None:
    _, lines = load("a: 1\nb:\n  - x: 2\n    y: 3\n  - z\n", "f.yaml")
    assert (lines[("a",)], lines[("b",)], lines[("b", 0, "y")], lines[("b", 1)]) == (1, 2, 4, 5)
    assert lines[("b", 0, "y", "not", "there")] == 4


@pytest.mark.parametrize(
    ("text", "place", "fault"),
    [
        ("a: 1\nb: 2\na: 3", "3", "the key 'a' stands twice"),
        ("a: {b: 1, b: 2}", "1", "the key 'b' stands twice"),
        ("a: &x 1\nb: *x", "1", "anchors and aliases are not allowed"),
        ("a: 1\nb: !!python/object:os.system x", "2", "tags are not allowed"),
        ("a: 1\nb: .nan", "2", "'.nan' is not a number"),
        ("a: -.inf", "1", "'-.inf' is not a number"),
        ("a: 2025-02-30", "1", "'2025-02-30' is not a day of the calendar"),
        ("a: 1\n---\nb: 2", "2", "the file holds more than one YAML document"),
        ("? [a, b]\n: 1", "1", "a key must be one word"),
        ("[" * 60 + "]" * 60, "1", "nested deeper than 50 levels"),
    ],
)
def test_doubtful_yaml_is_refused(text: str, place: str, fault: str) -> None:
    with pytest.raises(Fault) as refused:
        load(text, "f.yaml")
    assert (refused.value.file, refused.value.place, refused.value.fault) == ("f.yaml", place, fault)
    assert refused.value.hint


def test_broken_syntax_names_the_line() -> None:
    with pytest.raises(Fault) as refused:
        load("a: 1\nb: [1, 2\nc: 3\n", "f.yaml")
    assert refused.value.place in {"2", "3", "4"}


def test_wrong_encoding_names_the_line() -> None:
    with pytest.raises(Fault) as refused:
        load("navn: ok\nby: Søborg".encode("latin-1"), "f.yaml")
    assert (refused.value.place, refused.value.fault) == ("2", "the file is not UTF-8 text")


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(Fault):
        load("a: " + "x" * 5_000_001, "f.yaml")


def test_a_bomb_of_aliases_is_refused_quickly() -> None:
    text = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join('*' + chr(97 + i) for _ in range(9))}]\n" for i in range(9)
    )
    with pytest.raises(Fault):
        load(text, "f.yaml")


plain = st.recursive(
    st.integers(-(10**9), 10**9) | st.booleans() | st.none() | st.text("abcæøå ABC:#-", max_size=12) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdæ", min_size=1, max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None)
@given(plain)
def test_what_yaml_writes_is_read_back(data: object) -> None:
    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    assert load(yaml.dump(data, allow_unicode=True, Dumper=Plain), "f.yaml")[0] == data


def test_json_written_by_a_program_reads_as_the_same_yaml() -> None:
    """JSON has neither dates nor numbers as keys: a year in quotes is a year, a day in quotes is one where a day is asked."""
    bare = load("budget: {2026: 5, 12: 1}\nday: 2026-03-01\n", "f.yaml")[0]
    quoted = load('{"budget": {"2026": 5, "12": 1}, "day": "2026-03-01"}', "f.yaml")[0]
    assert quoted["budget"] == {2026: 5, "12": 1} and bare["budget"] == {2026: 5, 12: 1}
    assert iso_day(quoted["day"]) == bare["day"] == iso_day(bare["day"])
    assert iso_day("2026-02-30") is iso_day("1. marts") is iso_day(3) is None
