"""A finding that falls short carries the text that cures it, in both languages; one that holds carries none."""

from __future__ import annotations

from datetime import date

import pytest

from circular.drafting import load_clauses
from circular.language import Words
from circular.remedies import cures, remedied
from circular.remedies.attach import clause_text_on
from circular.rulebook.model import Finding, Remedy, Report, Verdict


def finding(verdict: Verdict, remedy: Remedy | None) -> Finding:
    said = Words(da="d", en="e")
    return Finding(
        code="T-1", name="t", severity="must", basis="policy", verdict=verdict, title=said, because=said, remedy=remedy
    )


def report(*findings: Finding) -> Report:
    return Report(case="c", rulebook_version="1", judged_on=date(2026, 9, 1), findings=findings)


@pytest.mark.parametrize("verdict", ["fail", "unknown"])
def test_what_falls_short_gets_the_clause_in_both_languages(verdict: Verdict) -> None:
    (cured,) = remedied(report(finding(verdict, Remedy(clause="oekologi")))).findings
    assert cured.remedy is not None and cured.remedy.text is not None
    assert cured.remedy.text.da.startswith("Mindstekrav: Mindst 75 % af fødevarerne")
    assert cured.remedy.text.en.startswith("Minimum requirement: At least 75 % of the food")


@pytest.mark.parametrize("verdict", ["pass", "not_applicable"])
def test_what_holds_is_left_alone(verdict: Verdict) -> None:
    holds = finding(verdict, Remedy(clause="oekologi"))
    assert remedied(report(holds)).findings == (holds,)


def test_a_text_of_the_rule_itself_is_kept_and_a_clause_that_is_not_there_gives_none() -> None:
    own = Remedy(clause="oekologi", text=Words(da="egen", en="own"))
    kept, strange, none = remedied(
        report(finding("fail", own), finding("fail", Remedy(clause="no-such-clause")), finding("fail", None))
    ).findings
    assert kept.remedy == own
    assert strange.remedy is not None and strange.remedy.text is None
    assert none.remedy is None


def test_every_clause_can_be_a_cure() -> None:
    for template in load_clauses().values():
        text = clause_text_on(template, date(2026, 9, 1))
        assert text.da and text.en and text.da != text.en and "{" not in text.da + text.en


def test_the_text_of_today_is_the_default_text_where_no_rule_sets_a_number() -> None:
    for template in load_clauses().values():
        if not any(parameter.from_rule for parameter in template.parameters.values()):
            assert clause_text_on(template, date(2026, 9, 1)) == template.default_text()


def test_commands_that_cure_come_in_the_order_of_trying() -> None:
    both = finding("fail", Remedy(clause="dgnb", optimise=True))
    assert cures(both, project="skole.yaml", language="da") == [
        "circular optimise skole.yaml",
        "circular new clause dgnb",
    ]
    assert cures(both, project=None, language="en") == ["circular new clause dgnb --lang en"]
    assert cures(finding("pass", both.remedy), project="skole.yaml", language="da") == []
    assert cures(finding("fail", None), project="skole.yaml", language="da") == []


def test_a_remedied_report_counts_as_before() -> None:
    before = report(finding("fail", Remedy(clause="dgnb")), finding("pass", None))
    after = remedied(before)
    assert after.totals == before.totals and after.verdict == before.verdict
    assert after.exit_code == before.exit_code
