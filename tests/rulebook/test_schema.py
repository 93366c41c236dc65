"""The schema for editors accepts every shipped rule and refuses slips of the pen."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from circular.rulebook import load_rules
from circular.rulebook.schema import rule_schema
from tests.rulebook.test_teeth import contents

VALIDATOR = jsonschema.Draft202012Validator(rule_schema())


def plain(data: Any) -> Any:
    def told(value: Any) -> Any:
        return (
            float(value) if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else str(value)
        )

    return json.loads(json.dumps(data, default=told))


@pytest.mark.parametrize("rule", load_rules().rules, ids=lambda rule: rule.code)
def test_every_shipped_rule_fits_the_schema(rule: Any) -> None:
    problems = [error.message for error in VALIDATOR.iter_errors(plain(contents(rule.file)[0]))]
    assert problems == []


@pytest.mark.parametrize(
    "change", [{"severty": "must"}, {"basis": "rumour"}, {"goal": "CE-99"}, {"subject": "bilding"}]
)
def test_slips_are_refused(change: dict[str, str]) -> None:
    data = plain(contents("rules/building/low-emission-class.yaml")[0])
    assert not list(VALIDATOR.iter_errors(data))
    assert list(VALIDATOR.iter_errors({**data, **change}))
