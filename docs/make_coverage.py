"""Writes docs/rules-coverage.md: what the rules ask of each category, each strategy and each sub-goal.

`python docs/make_coverage.py [--check]`; with `--check` nothing is written and a stale page gives exit code 1.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from circular.language import day
from circular.rulebook import load_rules
from circular.rulebook.conditions import tests_of
from circular.rulebook.rule import Rule
from circular.shelf import shelf
from circular.strict_yaml import load
from circular.tender import categories

TARGET = Path(__file__).resolve().parent / "rules-coverage.md"
ANY_DEMAND = 10
"""A rule that accepts more strategies than this asks for some circular demand, not for one of them."""


def tender_rules() -> list[Rule]:
    return [rule for rule in load_rules().rules if rule.subject == "tender"]


def applies(rule: Rule, category: str) -> bool:
    """Whether a rule may concern a purchase of the category."""
    asked = [test.value for test in tests_of(rule.applies_when) if test.fact == "category"]
    return not asked or any(category in value for value in asked)


def must_since(rule: Rule) -> str | None:
    """`must`, or `must from 1 January 2030`; None for a rule that never is one."""
    rows = [row for row in rule.severity.rows if row.value == "must"]
    if not rows:
        return None
    first = min(row.earliest for row in rows)
    return "must" if first.year < 1900 else f"must from {day(first, 'en')}"


def asked_strategies(rule: Rule) -> tuple[str, ...]:
    """The strategies one of which satisfies the rule."""
    return tuple(name for check in rule.check.walk() for name in check.arguments.get("strategy") or ())


def asks_of(strategy: str) -> tuple[list[Rule], list[Rule]]:
    """The rules that ask for the strategy itself, and those that accept it as any circular demand."""
    own: list[Rule] = []
    any_demand: list[Rule] = []
    for rule in load_rules().rules:
        asked = asked_strategies(rule)
        if strategy in asked and rule.subject in ("tender", "owner_strategy"):
            (any_demand if len(asked) > ANY_DEMAND else own).append(rule)
        elif _looks_at(rule, strategy):
            own.append(rule)
    return own, any_demand


def _looks_at(rule: Rule, strategy: str) -> bool:
    """Whether a rule walks through the clauses of the strategy."""
    tests = [test for check in rule.check.walk() for test in tests_of(check.arguments.get("where"))]
    held = [(test.fact, (test.value,)) for test in tests if test.operator == "equals"]
    held += [
        (check.arguments["fact"].name, check.arguments["values"])
        for check in rule.check.walk()
        if check.kind == "equals"
    ]
    return any(fact == "strategy" and strategy in values for fact, values in held)


def goals() -> list[tuple[str, str, str]]:
    """(sub-goal, scope, text) in the policy's order."""
    found = []
    folder = shelf("rules") / "policy" / "ballerup-2023"
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        said = load(path.read_bytes(), path.name)[0]
        found += [(one["id"], one["scope"], one["text"]["en"]) for one in said["targets"]] if isinstance(said.get("targets"), list) else []  # fmt: skip
    return found


def page() -> str:
    """The whole page."""
    lines = [
        "# What the rules cover",
        "",
        "Made by `python docs/make_coverage.py` from the rules themselves; a test fails when it is out of date. `circular rules show CODE` tells what a rule asks, why and by which source.",
        "",
        "## By category",
        "",
        "The rules on drafting ask how a tender is written; those of the next table concern every category, those named here only some.",
        "",
        "| category | must, by law or policy | should, by policy | should, by guidance or practice | drafting |",
        "|---|---|---|---|---|",
    ]
    for name, known in categories().items():
        here = [rule for rule in tender_rules() if rule.by_category and applies(rule, name)]
        asked = [rule for rule in here if not rule.code.startswith("DRAFT-")]
        must = [f"{rule.code} {rule.name} ({must_since(rule)})" for rule in asked if must_since(rule)]
        should = {
            basis: [
                f"{rule.code} {rule.name}"
                for rule in asked
                if not must_since(rule) and (rule.basis == "policy") is basis
            ]
            for basis in (True, False)
        }
        drafting = [f"{rule.code} {rule.name} ({must_since(rule) or 'should'})" for rule in here if rule not in asked]
        lines.append(
            f"| {known.name['en']} | {_cell(must)} | {_cell(should[True])} | {_cell(should[False])} | {_cell(drafting)} |"
        )
    lines += ["", "## Drafting", "", "| rule | severity | asks whether |", "|---|---|---|"]
    for rule in tender_rules():
        if not rule.by_category:
            severity = must_since(rule) or str(rule.severity.rows[0].value)
            lines.append(f"| {rule.code} {rule.name} | {severity} | {rule.title['en']} |")
    lines += ["", "## By strategy", "", "The 37 strategies that are looked for. A strategy no rule asks for is found, quoted and counted, and judged by nothing.", "", "| strategy | asked by | counts as a circular demand in |", "|---|---|---|"]  # fmt: skip
    for name, words in strategies().items():
        own, any_demand = asks_of(name)
        by = _cell((rule.code for rule in own), ", ") if own else "found and shown, not judged by itself" if any_demand else "found and shown, not judged"  # fmt: skip
        lines.append(f"| {words} | {by} | {_cell((rule.code for rule in any_demand), ', ')} |")
    lines += ["", "## By sub-goal of the policy", "", "| sub-goal | text | asked by | how else it is followed |", "|---|---|---|---|"]  # fmt: skip
    how = {"judged": "share of judged cases", "figure": "a figure entered or imported", "out_of_scope": "outside the tool"}  # fmt: skip
    for goal, scope, text in goals():
        codes = [rule.code for rule in load_rules().rules if rule.goal == goal]
        lines.append(f"| {goal} | {text} | {_cell(codes, ', ')} | {how[scope]} |")
    return "\n".join(lines) + "\n"


def strategies() -> dict[str, str]:
    said = load((shelf("rules") / "lexicon" / "strategies.yaml").read_bytes(), "strategies.yaml")[0]["strategies"]
    return {name: words["en"] for name, words in said.items()}


def _cell(texts: Iterable[str], between: str = "<br>") -> str:
    return between.join(texts) or "–"


def main() -> int:
    text = page()
    if "--check" in sys.argv:
        stale = not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text
        print("stale: run python docs/make_coverage.py" if stale else "up to date")
        return int(stale)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
