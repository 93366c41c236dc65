"""Every check of the vocabulary passing, failing and unknown, on rules of a few lines."""

from __future__ import annotations

from typing import Any

import pytest

from circular.rulebook.checks import check_kinds
from circular.rulebook.examples import run_rule
from circular.rulebook.load import rule_from

HEAD = """code: MINE-001
name: mine
title: {{da: Titel, en: Title}}
why: {{da: Fordi., en: Because.}}
subject: {subject}
severity: should
basis: guidance
dated_by: [judged_on]
check: {check}
sources: {{own: {{ref: own}}}}
examples:
{examples}
"""
CHECKS: dict[str, tuple[str, str, dict[str, str]]] = {
    "at_most": ("building", "{at_most: {fact: heated_area_m2, limit: 250}}", {"heated_area_m2: 250": "pass", "heated_area_m2: 250.1": "fail", "works: new": "unknown"}),
    "at_least": ("building", "{at_least: {fact: heated_area_m2, limit: 250}}", {"heated_area_m2: 250": "pass", "heated_area_m2: 249.9": "fail", "works: new": "unknown"}),
    "between": ("building", "{between: {fact: heated_area_m2, low: 50, high: 250}}", {"heated_area_m2: 50": "pass", "heated_area_m2: 250.1": "fail", "heated_area_m2: 49": "fail", "works: new": "unknown"}),
    "before": ("building", "{before: {fact: permit_applied, limit: 2025-07-01}}", {"permit_applied: 2025-06-30": "pass", "permit_applied: 2025-07-01": "fail", "works: new": "unknown"}),
    "equals": ("building", "{equals: {fact: heated, value: true}}", {"heated: true": "pass", "heated: false": "fail", "works: new": "unknown"}),
    "one_of": ("building", "{one_of: {fact: works, values: [new, extension]}}", {"works: extension": "pass", "works: renovation": "fail", "heated: true": "unknown"}),
    "known": ("building", "{known: {fact: completed}}", {"completed: 2027": "pass", "works: new": "unknown"}),
    "present": ("building", "{present: {fact: temporary}}", {"temporary: true": "pass", "temporary: false": "fail", "works: new": "unknown"}),
    "covers": ("building", "{covers: {fact: fbk.documented, all: [lca, daylight]}}", {"fbk: {documented: [daylight, lca]}": "pass", "fbk: {documented: [lca]}": "fail", "works: new": "unknown"}),
    "consistent": ("building", "{consistent: {facts: [heated_area_m2, floor_area_m2], tolerance: 10}}", {"heated_area_m2: 100, floor_area_m2: 110": "pass", "heated_area_m2: 100, floor_area_m2: 111": "fail", "heated_area_m2: 100": "unknown"}),
    "share_at_least": ("building", "{share_at_least: {of: lca.elements, where: {fact: reused, equals: true}, limit: 0.5, sum: mass_kg}}", {"lca: {elements: [{reused: true, mass_kg: 5}, {reused: false, mass_kg: 5}]}": "pass", "lca: {elements: [{reused: true, mass_kg: 4}, {reused: false, mass_kg: 5}]}": "fail", "lca: {elements: [{reused: true}]}": "unknown", "lca: {elements: []}": "not_applicable"}),
    "each": ("tender", "{each: {of: labels, where: {fact: strength, equals: binding}, satisfies: {equals: {fact: or_equivalent, value: true}}}}", {"labels: [{name: FSC, strength: binding, or_equivalent: true}]": "pass", "labels: [{name: FSC, strength: binding, or_equivalent: true}, {name: PEFC, strength: binding, or_equivalent: false}]": "fail", "labels: [{name: FSC, strength: binding}]": "unknown", "labels: [{name: FSC, strength: mention}]": "not_applicable"}),
    "no_pair": ("tender", "{no_pair: {of: criteria, same: [name], a: {fact: weight, at_least: 1}, b: {fact: weight, at_least: 1}, unless: {not: {fact: weight, equals: {fact: a.weight}}}}}", {"criteria: [{name: Pris, weight: 40}, {name: Miljø, weight: 40}]": "pass", "criteria: [{name: Pris, weight: 40}, {name: Pris, weight: 40}]": "fail", "criteria: [{name: Pris, weight: 40}, {name: Pris, weight: 30}]": "pass"}),
    "weights_sum_to": ("tender", "{weights_sum_to: {of: award_tables, total: 100}}", {"award_tables: [{unit: percent, criteria: [{name: a, weight: 100}]}]": "pass", "award_tables: [{unit: percent, criteria: [{name: a, weight: 99}]}]": "fail", "award_tables: [{unit: percent, criteria: [{name: a}]}]": "unknown", "award_tables: []": "not_applicable"}),
    "all_of": ("building", "{all_of: [{equals: {fact: heated, value: true}}, {equals: {fact: temporary, value: false}}]}", {"heated: true, temporary: false": "pass", "heated: false": "fail", "heated: true": "unknown"}),
    "any_of": ("building", "{any_of: [{equals: {fact: heated, value: true}}, {equals: {fact: temporary, value: false}}]}", {"heated: true": "pass", "heated: false, temporary: true": "fail", "heated: false": "unknown"}),
    "none_of": ("building", "{none_of: [{equals: {fact: heated, value: true}}]}", {"heated: false": "pass", "heated: true": "fail", "works: new": "unknown"}),
}  # fmt: skip
CLAUSES: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "has_clause by concept": ("{has_clause: {strategy: building_certification, concept: low_emission_class}}", [("[{strategy: building_certification, concepts: [low_emission_class]}]", "", "pass"), ("[{strategy: building_certification, concepts: [dgnb]}]", "", "fail")]),
    "has_clause with a number": ("{has_clause: {strategy: organic_food, quantity: {at_least: 75, unit: percent}}}", [('[{strategy: organic_food, quantities: [{comparator: ">=", value: 75, unit: percent}]}]', "", "pass"), ('[{strategy: organic_food, quantities: [{comparator: ">=", value: 74, unit: percent}]}]', "", "fail"), ('[{strategy: organic_food, quantities: [{comparator: "<=", value: 80, unit: percent}]}]', "", "fail"), ("[{strategy: organic_food}]", "", "fail")]),
    "has_clause with a ceiling": ("{has_clause: {strategy: carbon_limit, quantity: {at_most: 6.4, unit: kg_co2e_m2_year}}}", [('[{strategy: carbon_limit, quantities: [{comparator: "<=", value: 6.4, unit: kg_co2e_m2_year}]}]', "", "pass"), ('[{strategy: carbon_limit, quantities: [{comparator: "<=", value: 6.5, unit: kg_co2e_m2_year}]}]', "", "fail")]),
    "has_clause in a role": ("{has_clause: {strategy: reuse, role: award_criterion, strength: soft}}", [("[{strategy: reuse, role: award_criterion, strength: soft}]", "", "pass"), ("[{strategy: reuse, role: minimum_requirement}]", "", "fail")]),
    "has_clause where policy goals count": ("{has_clause: {strategy: circular_economy, role: policy_goal}}", [("[{strategy: circular_economy, role: policy_goal}]", "", "pass"), ("[{strategy: circular_economy, role: guidance}]", "", "fail")]),
    "a barrier never satisfies": ("{has_clause: {strategy: reuse}}", [("[{strategy: reuse, barrier: true}]", "", "fail"), ("[{strategy: reuse}]", "[{role: loesningsbeskrivelse}]", "fail")]),
    "what was not read": ("{has_clause: {strategy: reuse}}", [("[]", "[{role: kravspecifikation, status: partly_read}]", "unknown"), ("[]", "[{role: bilag, status: unreadable}, {role: kravspecifikation}]", "fail"), ("[]", "[{role: notice}]", "unknown"), ("[{strategy: by_reference, concepts: [reuse]}]", "", "unknown"), ("[{strategy: by_reference, concepts: [lca]}]", "", "fail"), ("[{strategy: by_reference}]", "", "fail")]),
    "lacks_clause": ("{lacks_clause: {strategy: epd}}", [("[]", "", "pass"), ("[{strategy: epd}]", "", "fail"), ("[]", "[{role: kravmatrix, status: unreadable}]", "unknown")]),
    "lacks barriers": ("{lacks_clause: {barrier: true}}", [("[{strategy: reuse}]", "", "pass"), ("[{strategy: reuse, barrier: true, strength: none}]", "", "fail"), ("[{strategy: reuse, barrier: true, struck: true}]", "", "pass")]),
}  # fmt: skip


def rule(subject: str, check: str, examples: list[str]) -> Any:
    return rule_from(HEAD.format(subject=subject, check=check, examples="\n".join(examples)).encode(), "mine.yaml")


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_by_facts(name: str) -> None:
    subject, check, cases = CHECKS[name]
    made = rule(
        subject, check, [f"  - {{name: n, given: {{{given}}}, expect: {verdict}}}" for given, verdict in cases.items()]
    )
    for run, (given, verdict) in zip(run_rule(made), cases.items(), strict=True):
        assert run.got == verdict, (given, run.because.en)
        assert run.because.da and run.because.en


@pytest.mark.parametrize("name", CLAUSES)
def test_a_check_by_clauses(name: str) -> None:
    check, cases = CLAUSES[name]
    lines = [
        f"  - {{name: n, given: {{category: food}}, clauses: {clauses}, {f'documents: {documents}, ' if documents else ''}expect: {verdict}}}"
        for clauses, documents, verdict in cases
    ]
    for run, case in zip(run_rule(rule("tender", check, lines)), cases, strict=True):
        assert run.got == case[2], (case, run.because.en)


def test_every_check_is_shown() -> None:
    assert set(check_kinds()) == {*CHECKS, "has_clause", "lacks_clause"}
