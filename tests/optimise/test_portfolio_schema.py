"""The JSON Schema of portfolio/1 knows the keys that the reader knows, and the shipped portfolios keep to it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from test_portfolio_goals import TEXT

from circular import strict_yaml
from circular.optimise import stock_reader
from circular.optimise.portfolio_reader import TOP
from circular.optimise.portfolio_schema import portfolio_schema

ROOT = Path(__file__).resolve().parents[2]


def plain(value: Any) -> Any:
    """As JSON would hold it."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def test_the_written_schema_is_this_one() -> None:
    text = (ROOT / "docs" / "schemas" / "portfolio.schema.json").read_text(encoding="utf-8")
    assert json.loads(text) == portfolio_schema(), "run python docs/make_portfolio_schema.py"
    jsonschema.Draft202012Validator.check_schema(portfolio_schema())


def test_it_knows_the_keys_of_the_reader() -> None:
    schema = portfolio_schema()
    building = schema["properties"]["buildings"]["items"]
    assert set(schema["properties"]) == set(TOP)
    assert set(building["properties"]) == set(stock_reader.BUILDING)
    assert set(building["properties"]["now"]["properties"]) == set(stock_reader.NOW)
    assert set(building["properties"]["packages"]["items"]["properties"]) == set(stock_reader.PACKAGE)


@pytest.mark.parametrize(
    "file",
    [
        "examples/portefoelje.yaml",
        "tender_templates/skeletons/portfolio.da.yaml",
        "tender_templates/skeletons/portfolio.en.yaml",
    ],
)
def test_shipped_portfolios_keep_to_it(file: str) -> None:
    data, _ = strict_yaml.load((ROOT / file).read_bytes(), file)
    jsonschema.validate(plain(data), portfolio_schema())


def test_it_refuses_what_the_reader_refuses() -> None:
    good, _ = strict_yaml.load(TEXT, "p.yaml")
    jsonschema.validate(plain(good), portfolio_schema())
    for old, new in (("ban: [B1/Tag]", "bans: []"), ("heating: gas", "heating: coal"), ("label: D,", "label: H,"), ("budget_dkk: 9000000", "budget_dkk: -1")):  # fmt: skip
        bad, _ = strict_yaml.load(TEXT.replace(old, new, 1), "p.yaml")
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(plain(bad), portfolio_schema())
