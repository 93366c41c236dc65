"""The number that a law or policy sets, read from the same dated rule parameter as the judgement uses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from circular.drafting.model import RuleValue


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


def rule_value(wanted: RuleValue, day: date, facts: Mapping[str, Any]) -> Decimal | None:
    """The value in force on the day for these facts; None when the rulebook has no single number for them."""
    from circular.rulebook import load_rules

    book = load_rules()
    if not book.knows(wanted.rule):
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
