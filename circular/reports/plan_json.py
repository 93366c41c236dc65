"""The plan JSON (formats.md: circular/plan/1): the plan as it stands, its decimals as numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from circular.optimise.model import Plan


def plan_json(plan: Plan) -> dict[str, Any]:
    """The whole answer of `circular optimise --format json`."""
    answer: dict[str, Any] = _numbers(plan.model_dump(by_alias=True))
    for asked in ("what_if", "scenarios", "payback"):
        if not answer[asked]:
            del answer[asked]
    if answer["portfolio"] is None:
        del answer["portfolio"]
    for choice in answer["choices"]:
        for told in ("modules", "stays", "rivals"):
            if choice[told] is None or choice[told] == []:
                del choice[told]
    return answer


def _numbers(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: _numbers(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_numbers(item) for item in value]
    return value
