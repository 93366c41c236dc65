"""Every cure cures its own rule, and stops curing when it is softened, struck, deleted or moved to the tenderer's answer.

The matrix is made of the rules that there are: a new rule with `remedy: {clause: …}` is a new row by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

import drafting_trip as trip
import pytest

from circular.drafting import draft, load_clauses
from circular.drafting.model import LEVELS
from circular.language import Language
from circular.rulebook import load_rules
from circular.rulebook.rule import Rule

RULES = trip.cured_rules()
PAIRS = [(rule, category) for rule in RULES for category in trip.categories_of(rule)]
ROWS = [
    (rule, category, language, level)
    for rule, category in PAIRS
    for language in ("da", "en")
    for level in LEVELS
    if trip.template_of(rule, category).has_text(trip.template_of(rule, category).role, level)
]
LEAST_RULES, LEAST_PAIRS = 54, 94
"""So many rules, and rules by category, name a cure today; fewer means that the matrix has lost rows."""


def test_the_matrix_is_not_empty() -> None:
    assert len(RULES) >= LEAST_RULES and len(PAIRS) >= LEAST_PAIRS
    assert {language for _, _, language, _ in ROWS} == {"da", "en"}
    assert {level for _, _, _, level in ROWS} == set(LEVELS)
    assert {(rule.code, category) for rule, category, _, _ in ROWS} == {
        (rule.code, category) for rule, category in PAIRS
    }


@pytest.mark.parametrize(("rule", "category"), PAIRS, ids=[f"{rule.code}-{category}" for rule, category in PAIRS])
def test_the_cure_is_written_for_every_category_the_rule_concerns(rule: Rule, category: str | None) -> None:
    assert trip.circumstances(rule.code, category) is not None, "the rule has no example of a silent tender"
    if category is not None:
        assert category in trip.template_of(rule, category).categories


def weight_of(row: tuple[Rule, str | None, str, str]) -> list[pytest.MarkDecorator]:
    """A clause that cured its rule in a purchase of another category cures it in this one too: the quick tests ask once."""
    rule, category = row[:2]
    first = next(
        other
        for one, other in PAIRS
        if one is rule and trip.template_of(rule, other) is trip.template_of(rule, category)
    )
    return [] if first == category else [pytest.mark.slow]


@pytest.mark.parametrize(
    ("rule", "category", "language", "level"),
    [pytest.param(*row, marks=weight_of(row)) for row in ROWS],
    ids=[f"{rule.code}-{category}-{language}-{level}" for rule, category, language, level in ROWS],
)
def test_a_silent_tender_falls_short_and_the_clause_cures_it(
    rule: Rule, category: str | None, language: Language, level: str
) -> None:
    drafted = draft(trip.template_of(rule, category), language=language, level=level)  # type: ignore[arg-type]
    silent, text = trip.SILENT[language], drafted.text()
    before = said_of_silence(rule.code, category, language)
    after = said(rule, category, f"{silent}\n{text}\n", load_rules().rules)

    def judged(content: str, **others: str) -> dict[str, str]:
        return said(rule, category, content, [rule], **others)

    assert before[rule.code] == "fail"
    assert after[rule.code] == "pass"
    worse = {code for code in after if before[code] in ("pass", "not_applicable") and after[code] == "fail"}
    if not drafted.open:
        assert not worse - remarks()
    assert judged(f"{silent}\n{trip.softened(text, language)}\n")[rule.code] == "fail", "softened"
    assert judged(f"{silent}\n{trip.struck(text)}\n")[rule.code] == "fail", "struck"
    assert judged(f"{silent}\n{trip.without_demand(drafted)}\n")[rule.code] == "fail", "deleted"
    answer = {"loesningsbeskrivelse.md": f"# Løsningsbeskrivelse\n\n{text}\n"}
    assert judged(silent, **answer)[rule.code] == "fail", "moved to the tenderer's answer"


def said(rule: Rule, category: str | None, content: str, rules: Iterable[Rule], **others: str) -> dict[str, str]:
    """What the rules say of a document, and of others beside it, under the circumstances in which this one asks."""
    found = trip.circumstances(rule.code, category)
    assert found is not None
    given, day = found
    file = "ejerstrategi.md" if rule.subject == "owner_strategy" else "kravspecifikation.md"
    case = trip.case_with({file: content, **others}, given, rule.subject)
    return {code: finding.verdict for code, finding in trip.verdicts(case, day, rules).items()}


@cache
def said_of_silence(code: str, category: str | None, language: Language) -> dict[str, str]:
    """What every rule says when the document demands nothing."""
    return said(load_rules().rule(code), category, trip.SILENT[language], load_rules().rules)


@cache
def remarks() -> set[str]:
    """Rules that never blame: a `note` is a word of caution to the drafter, of proof, follow-up, wording or law."""
    return {rule.code for rule in load_rules().rules if {row.value for row in rule.severity.rows} == {"note"}}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", load_clauses())
def test_no_clause_trips_a_drafting_rule(name: str, language: Language) -> None:
    """Rules that hang on no category ask how a tender is written; no text of the library may be written wrongly."""
    template = load_clauses()[name]
    given = {"published": date(2026, 9, 1), "category": template.categories[:1] or ("furniture",)}
    day = date(2026, 9, 2)
    drafting = [rule for rule in load_rules().rules if rule.subject == "tender" and not rule.by_category]
    assert drafting

    def judged(content: str) -> dict[str, str]:
        found = trip.verdicts(trip.case_with({"kravspecifikation.md": content}, given), day, drafting)
        return {code: finding.verdict for code, finding in found.items()}

    silent = trip.SILENT[language]
    before = judged(silent)
    for role in template.roles:
        for level in LEVELS:
            if not template.has_text(role, level) or role == "policy_goal":  # stands in an owner strategy, no tender
                continue
            drafted = draft(template, language=language, role=role, level=level)
            after = judged(f"{silent}\n{drafted.text()}\n")
            worse = {
                code for code in after if after[code] in ("fail", "unknown") and before[code] not in ("fail", "unknown")
            }
            if drafted.open:
                worse -= {load_rules().rule("placeholders-filled").code}
            if role == "award_criterion":
                worse -= {load_rules().rule("weights-sum").code}
            assert not worse - remarks(), (role, level)
