"""The number that a law or policy sets, read from the same dated rule parameter as the judgement uses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from circular.drafting.model import RuleValue


def rule_value(wanted: RuleValue, day: date, facts: Mapping[str, Any]) -> Decimal | None:
    """The value in force on the day for these facts; None when the rulebook has no single number for them."""
    return None
