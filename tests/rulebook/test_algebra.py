"""The verdict algebra and conditions, by their definitions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from circular.language import Words
from circular.rulebook.model import VERDICTS, Finding, Report, Verdict
from circular.rulebook.outcome import Outcome, all_of, any_of, none_of
from circular.rulebook.rounding import round_half_up

VERDICT = st.sampled_from(VERDICTS)
LISTS = st.lists(VERDICT, max_size=6)
SWAP: dict[Verdict, Verdict] = {
    "pass": "fail",
    "fail": "pass",
    "unknown": "unknown",
    "not_applicable": "not_applicable",
}


def outcomes(verdicts: list[Verdict]) -> list[Outcome]:
    return [Outcome(verdict) for verdict in verdicts]


def by_definition(verdicts: list[Verdict], order: tuple[Verdict, ...]) -> Verdict:
    left = [verdict for verdict in verdicts if verdict != "not_applicable"]
    return next((verdict for verdict in order if verdict in left), "not_applicable")


@given(LISTS)
def test_all_of(verdicts: list[Verdict]) -> None:
    assert all_of(outcomes(verdicts)).verdict == by_definition(verdicts, ("fail", "unknown", "pass"))


@given(LISTS)
def test_any_of(verdicts: list[Verdict]) -> None:
    assert any_of(outcomes(verdicts)).verdict == by_definition(verdicts, ("pass", "unknown", "fail"))


@given(LISTS)
def test_none_of_swaps_pass_and_fail_of_any_of(verdicts: list[Verdict]) -> None:
    assert none_of(outcomes(verdicts)).verdict == SWAP[any_of(outcomes(verdicts)).verdict]


@given(LISTS)
def test_all_of_and_any_of_are_each_other_s_mirror(verdicts: list[Verdict]) -> None:
    mirrored = [SWAP[verdict] for verdict in verdicts]
    assert all_of(outcomes(verdicts)).verdict == SWAP[any_of(outcomes(mirrored)).verdict]


@given(st.lists(st.tuples(st.sampled_from(["must", "should", "note"]), VERDICT), max_size=8))
def test_a_case_is_decided_by_its_musts_alone(pairs: list[tuple[str, Verdict]]) -> None:
    words = Words(da="a", en="b")
    findings = tuple(
        Finding(
            code=f"X-{n:03d}", name="x", severity=severity, basis="law", verdict=verdict, title=words, because=words
        )  # type: ignore[arg-type]
        for n, (severity, verdict) in enumerate(pairs)
    )
    report = Report(case="c", rulebook_version="1", judged_on=date(2026, 1, 1), findings=findings)
    musts = [verdict for severity, verdict in pairs if severity == "must"]
    assert report.verdict == by_definition(musts, ("fail", "unknown", "pass"))
    assert sum(sum(counts.values()) for counts in report.totals.values()) == len(pairs)


@given(st.decimals(min_value=-100, max_value=100, places=4), st.integers(0, 3))
def test_halves_go_away_from_zero(value: Decimal, decimals: int) -> None:
    step = Decimal(1).scaleb(-decimals)
    rounded = round_half_up(value, decimals)
    assert abs(rounded - value) <= step / 2
    assert round_half_up(-value, decimals) == -rounded
    if abs(rounded - value) == step / 2:
        assert abs(rounded) > abs(value)


def test_a_number_of_forty_digits_is_rounded_too() -> None:
    assert round_half_up(Decimal("1e40") + 0, 1) == Decimal("1e40")
