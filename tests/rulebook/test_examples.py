"""Every rule is shown passing, failing, unknown and, where it has conditions, not applicable; and every example holds."""

from __future__ import annotations

import pytest

from circular.rulebook import load_rules
from circular.rulebook.derived_examples import run_derived
from circular.rulebook.examples import examples_of, run_example
from circular.rulebook.rule import Rule

RULES = load_rules().rules
CASES = [(rule, example) for rule in RULES for example in examples_of(rule)]
NEVER_FAILS = {"known"}
NEVER_UNKNOWN = {"lists of a tender are always read"}


@pytest.mark.parametrize(
    ("rule", "example"), CASES, ids=lambda one: getattr(one, "code", None) or getattr(one, "name", "")
)
def test_the_example_holds(rule: Rule, example: object) -> None:
    run = run_example(rule, example)  # type: ignore[arg-type]
    assert run.good, (
        f"{run.example.file}:{run.example.line} expected {run.example.expect}, got {run.got}: {run.because.en}"
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_rule_is_shown_every_way_it_can_turn_out(rule: Rule) -> None:
    shown = {example.expect for example in examples_of(rule)}
    wanted = {"pass"}
    kinds = {check.kind for check in rule.check.walk()}
    if kinds - {"known", "all_of", "any_of"} and not (kinds & NEVER_FAILS and "any_of" in kinds):
        wanted.add("fail")
    if rule.subject == "building":
        wanted.add("unknown")
    if rule.applies_when is not None:
        wanted.add("not_applicable")
    assert wanted <= shown, f"{rule.file} is not shown {sorted(wanted - shown)}"


@pytest.mark.parametrize(
    "rule", [r for r in RULES if r.subject not in ("building", "notice")], ids=lambda rule: rule.code
)
def test_a_rule_on_tenders_is_shown_passing_and_failing_by_text_and_by_facts(rule: Rule) -> None:
    by_text = {example.expect for example in examples_of(rule) if example.text is not None}
    by_facts = {example.expect for example in examples_of(rule) if example.text is None}
    kinds = {check.kind for check in rule.check.walk()}
    only_known = kinds & NEVER_FAILS and kinds <= {*NEVER_FAILS, "any_of", "equals"}
    wanted = {"pass", "unknown" if only_known else "fail"}
    assert wanted <= by_text, f"{rule.file}: text examples"
    assert wanted <= by_facts, f"{rule.file}: fact examples"


def test_the_examples_of_derived_facts_hold() -> None:
    ran = list(run_derived())
    assert len(ran) > 20
    assert [name for name, problem in ran if problem] == []


def test_there_are_examples_at_all() -> None:
    assert len(CASES) > 300
