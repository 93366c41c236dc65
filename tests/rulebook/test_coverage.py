"""The page on what the rules cover is the one the rules give, and nothing of the policy or the strategies is left out."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from circular.rulebook import load_rules
from circular.tender import categories

# Sub-goals that the policy's own text lets rules on tenders or projects judge, written by hand.
JUDGED_BY_RULES = (
    "CE-1", "CE-2", "CE-3", "CE-4", "CE-5", "CE-6", "CE-7", "CE-8", "CE-12", "CE-13", "EN-4", "TR-1", "TR-3", "TR-4", "GO-1",
    "NA-1",
)  # fmt: skip


@pytest.fixture(scope="module")
def maker(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_coverage", root / "docs" / "make_coverage.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_the_one_the_rules_give(maker: ModuleType) -> None:
    assert maker.TARGET.read_text(encoding="utf-8") == maker.page(), "run python docs/make_coverage.py"


@pytest.mark.parametrize("goal", JUDGED_BY_RULES)
def test_a_goal_that_rules_can_judge_is_asked_by_one(goal: str) -> None:
    assert [rule.code for rule in load_rules().rules if rule.goal == goal]


def test_the_goals_marked_for_judging_are_those_of_the_policy_notes(shared: Path) -> None:
    text = (shared / "domain" / "regulation.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([A-Z]{2}-\d+) \|.*\| ([^|]*) \|$", text, re.MULTILINE)
    assert {goal for goal, how in rows if re.match(r"J\b", how.strip())} == set(JUDGED_BY_RULES)


def test_each_strategy_is_asked_or_listed_as_shown(maker: ModuleType) -> None:
    names = maker.strategies()
    assert len(names) == 37
    table = maker.page().split("## By strategy")[1].split("## By sub-goal")[0]
    for name, words in names.items():
        own, any_demand = maker.asks_of(name)
        row = next(line for line in table.splitlines() if line.startswith(f"| {words} |"))
        assert ("found and shown" in row) is not bool(own)
        assert all(rule.code in row for rule in (*own, *any_demand))


@pytest.mark.parametrize("category", list(categories()))
def test_each_category_has_a_must_and_a_drafting_rule(maker: ModuleType, category: str) -> None:
    here = [rule for rule in maker.tender_rules() if maker.applies(rule, category)]
    assert [rule for rule in here if maker.must_since(rule) and rule.code.startswith("CIRC-")]
    assert [rule for rule in here if rule.code.startswith("DRAFT-")]
