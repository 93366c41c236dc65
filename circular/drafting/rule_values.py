"""The number that a law or policy sets, read from the same dated rule parameter as the judgement uses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from circular.drafting.model import RuleValue
from circular.shelf import shelf
from circular.strict_yaml import load

POLICY = "ballerup-2023"


class _Told:
    """The facts that the user told, and those that follow from them."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts = facts

    def fact(self, name: str) -> Any:
        from circular.rulebook.derived import derived_facts

        if name in self._facts:
            return self._facts[name]
        derived = derived_facts().get(name)
        return derived.of(self) if derived is not None else None

    def parameter(self, name: str) -> Any:
        return None


@cache
def goal_values() -> dict[str, Decimal]:
    """Sub-goal -> the number the municipality's policy sets, from rules/policy."""
    found: dict[str, Decimal] = {}
    policy = shelf("rules") / "policy" / POLICY
    for file in sorted(policy.iterdir(), key=lambda one: one.name):
        said = load(file.read_bytes(), f"rules/policy/{POLICY}/{file.name}")[0]
        targets = said.get("targets")
        for one in targets if isinstance(targets, list) else []:
            if one["target"] is not None and isinstance(one["target"]["value"], int | Decimal):
                found[one["id"]] = Decimal(one["target"]["value"])
    return found


def rule_value(wanted: RuleValue, day: date, facts: Mapping[str, Any]) -> Decimal | None:
    """The value in force on the day for these facts; None when the rulebook has no single number for them."""
    from circular.rulebook import load_rules

    if wanted.goal is not None:
        return goal_values().get(wanted.goal)
    book = load_rules()
    if wanted.rule is None or wanted.parameter is None or not book.knows(wanted.rule):
        return None
    parameter = book.rule(wanted.rule).parameters.get(wanted.parameter)
    if parameter is None:
        return None
    found = {possible.value for possible in parameter.on(day, _Told(facts))}
    if len(found) != 1:
        return None
    (value,) = found
    if isinstance(value, Decimal):
        return value
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else None
