"""A number that law or policy sets stands in one place: clauses are filled from the rule or the goal, and never ask for less."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from circular.drafting import draft, load_clauses
from circular.drafting.choose import told_values
from circular.drafting.model import LEVELS, ClauseTemplate, Parameter
from circular.drafting.rule_values import goal_values, rule_value
from circular.rulebook import load_rules

DAY = date(2026, 9, 2)
SET_BY = ("Ballerup", "Affaldsbekendtgørelsen")
LINKED = [(c, p) for c in load_clauses().values() for p in c.parameters.values() if p.from_rule is not None]
ASKED = [
    (clause, parameter)
    for clause in load_clauses().values()
    for parameter in clause.parameters.values()
    if any(source.ref.startswith(SET_BY) and parameter.name in source.values for source in clause.sources)
]


def name(pair: tuple[ClauseTemplate, Parameter]) -> str:
    return f"{pair[0].name}.{pair[1].name}"


def test_there_are_such_numbers() -> None:
    assert {name(pair) for pair in ASKED} >= {
        "oekologi.share",
        "el-renovationsbiler.share",
        "genanvendelse-affald.share",
        "kildesortering-byggeplads.fractions",
    }
    assert {name(pair) for pair in LINKED} > {name(pair) for pair in ASKED}


@pytest.mark.parametrize("pair", ASKED, ids=name)
def test_a_number_read_in_law_or_policy_is_filled_from_it(pair: tuple[ClauseTemplate, Parameter]) -> None:
    assert pair[1].from_rule is not None, "name the rule or the goal that sets it"


@pytest.mark.parametrize("pair", LINKED, ids=name)
def test_no_level_asks_for_less_than_law_or_policy(pair: tuple[ClauseTemplate, Parameter]) -> None:
    clause, parameter = pair
    assert parameter.from_rule is not None
    facts = {"works": "new", "building_type": "institution", "heated_area_m2": Decimal(1200), "permit_applied": DAY}
    set_by = rule_value(parameter.from_rule, DAY, facts)
    assert set_by is not None
    own = [value for value in parameter.defaults.values() if isinstance(value, Decimal)]
    if own:
        assert min(own) == set_by, "the lowest level asks for what is set"
    for level in LEVELS:
        values = told_values([clause], {}, day=DAY, facts=facts, level=level)
        drafted = draft(clause, level=level, language="da", values=values)
        assert drafted.values[parameter.name] == max(
            [set_by, *([parameter.defaults[level]] if level in parameter.defaults else [])]
        )  # type: ignore[type-var]


def test_the_fractions_of_the_waste_order_are_those_of_its_rule() -> None:
    clause = load_clauses()["kildesortering-byggeplads"]
    assert str(clause.parameters["fractions"].from_rule) == "CIRC-113 fractions"
    asked = {level: told_values([clause], {}, day=DAY, level=level) for level in LEVELS}
    drafted = {level: draft(clause, level=level, language="da", values=asked[level]) for level in LEVELS}
    assert {level: one.values["fractions"] for level, one in drafted.items()} == {"basis": 10, "ambitious": 12, "front_runner": 19}  # fmt: skip


def test_a_law_that_asks_for_more_fractions_lifts_the_clause(monkeypatch: pytest.MonkeyPatch) -> None:
    clause = load_clauses()["kildesortering-byggeplads"]
    monkeypatch.setattr("circular.drafting.choose.rule_value", lambda *_: Decimal(14))
    drawn = {level: told_values([clause], {}, day=DAY, level=level).get("fractions") for level in LEVELS}
    assert drawn == {"basis": 14, "ambitious": 14, "front_runner": None}


def test_a_goal_that_is_raised_lifts_the_clause(monkeypatch: pytest.MonkeyPatch) -> None:
    clause = load_clauses()["genanvendelse-affald"]
    monkeypatch.setattr("circular.drafting.rule_values.goal_values", lambda: {"CE-10": Decimal(68)})
    drawn = {level: told_values([clause], {}, day=DAY, level=level).get("share") for level in LEVELS}
    assert drawn == {"basis": 68, "ambitious": 68, "front_runner": None}


def test_numbers_of_policy_rules_are_those_of_the_goals() -> None:
    """A rule parameter that serves a goal with a number holds the goal's number."""
    for rule in load_rules().rules:
        if rule.goal in goal_values() and rule.subject == "tender":
            for parameter in rule.parameters.values():
                assert {row.value for row in parameter.rows} == {goal_values()[rule.goal]}, rule.code
