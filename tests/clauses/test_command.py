"""`circular clauses` on files: text, JSON, lines, reasons, and what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from circular.clauses import find_clauses
from circular.clauses.as_json import clause_json
from circular.clauses.names import word
from circular.cli.clauses import command

TEXT = "# Krav\n\nMindst 20 % af møblerne skal være brugte. Brugte stole accepteres ikke i kantinen.\n"


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    file = tmp_path / "krav.md"
    file.write_text(TEXT, encoding="utf-8")
    return file


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, list(arguments), standalone_mode=False)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return int(result.return_value or 0), result.stdout


def test_text_names_strategy_strength_number_and_place(spec: Path) -> None:
    code, out = run(str(spec))
    assert code == 0
    assert "direkte genbrug: bindende, mindstekrav, ≥ 20 %" in out
    assert "hindring" in out and "krav.md" in out


def test_explain_tells_the_words_that_decided(spec: Path) -> None:
    _, out = run(str(spec), "--explain")
    assert "udsagnsmåde: “skal”" in out and "benægtelse: “accepteres ikke”" in out


def test_lines_and_json_hold_the_same_clauses_with_every_key(spec: Path) -> None:
    _, lines = run(str(spec), "--format", "jsonl")
    _, whole = run(str(spec), "--format", "json")
    listed = [json.loads(line) for line in lines.splitlines()]
    assert json.loads(whole) == {"schema": "circular/clauses/1", "clauses": listed}
    assert set(listed[0]) == {
        "strategy", "concepts", "role", "strength", "barrier", "struck", "condition", "exception", "quantities",
        "weight", "weight_raw", "text", "language", "because", "evidence", "place",
    }  # fmt: skip
    assert listed[0]["quantities"] == [{"comparator": ">=", "value": 20, "unit": "percent", "of": "møblerne"}]


def test_a_missing_path_is_one_clear_fault(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(tmp_path / "none.docx")], standalone_mode=False)
    told = result.stderr
    assert (result.return_value, result.exception) == (2, None)
    assert "none.docx" in told and ("does not exist" in told or "findes ikke" in told)
    assert len(told.strip().splitlines()) <= 2


def test_numbers_in_json_are_numbers() -> None:
    (clause,) = [c for c in find_clauses("Klimaaftrykket må højst være 5,8 kg CO2e/m2/år.") if c.live]
    assert clause_json(clause)["quantities"][0]["value"] == 5.8


def test_names_in_both_languages() -> None:
    assert word("strategy", "reuse", "da") == "direkte genbrug" and word("strategy", "reuse", "en") == "direct reuse"
    assert word("role", "award_criterion", "da") == "tildelingskriterium" and word("strength", "soft", "en") == "soft"
    assert word("concept", "never_heard_of", "da") == "never heard of"
