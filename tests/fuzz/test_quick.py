"""A few hundred broken files of each format in CI: a result or a clear refusal, and every case that was once a find."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS

FAST = ("words", "strict_yaml", "notice", "csv", "html", "txt", "md", "eml", "profile", "waivers", "lcax", "epd_json", "epd_xml", "lcabyg", "portfolio_yaml")  # fmt: skip
SLOW = tuple(name for name in TARGETS if name not in FAST and name != "check")
FOUND: tuple[tuple[str, int, int], ...] = (
    ("xls", 1, 34), ("xls", 1, 44), ("xls", 1, 74),
    ("portfolio_workbook", 1, 0), ("portfolio_workbook", 1, 12), ("portfolio_workbook", 1, 27), ("portfolio_workbook", 1, 31),
    ("docx", 7, 9685), ("portfolio_workbook", 7, 1468), ("xls", 7, 9686),
)  # fmt: skip
"""Target, seed and number of cases that were finds."""


def _holds(name: str, number: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert TARGETS[name].run(TARGETS[name].case(0, number)) in ("read", "partly", "refused")


@pytest.mark.parametrize("name", FAST)
def test_broken_files_are_read_or_refused(name: str) -> None:
    @seed(20261125)
    @given(st.integers(0, 10**9))
    @settings(max_examples=60, deadline=10_000, database=None, suppress_health_check=list(HealthCheck))
    def cases(number: int) -> None:
        _holds(name, number)

    cases()


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW)
def test_broken_packages_are_read_or_refused(name: str) -> None:
    @seed(20261125)
    @given(st.integers(0, 10**9))
    @settings(max_examples=60, deadline=10_000, database=None, suppress_health_check=list(HealthCheck))
    def cases(number: int) -> None:
        _holds(name, number)

    cases()


@pytest.mark.parametrize("name", ["csv", "txt", "md", "html", "eml", "docx", "pdf", "xls", "zip", "msg", "notice", "strict_yaml", "lcabyg", "profile", "waivers"])  # fmt: skip
def test_any_bytes_at_all_are_read_or_refused(name: str) -> None:
    @seed(20261125)
    @given(st.binary(max_size=400))
    @settings(max_examples=60, deadline=10_000, database=None, suppress_health_check=list(HealthCheck))
    def cases(content: bytes) -> None:
        assert TARGETS[name].run(content) in ("read", "partly", "refused")

    cases()


@pytest.mark.parametrize(("name", "seed_", "number"), FOUND)
def test_what_was_once_a_find_is_none_any_more(name: str, seed_: int, number: int) -> None:
    assert TARGETS[name].run(TARGETS[name].case(seed_, number)) in ("read", "partly", "refused")


def test_the_same_seed_makes_the_same_case() -> None:
    for name in ("md", "docx", "lcabyg"):
        assert TARGETS[name].case(5, 17) == TARGETS[name].case(5, 17) != TARGETS[name].case(5, 18)
