"""docs/security.md claims nothing without a test: each line of its table names one that exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security.md"
ROWS = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ") and "`tests/" in line]


def test_the_page_has_claims_in_every_part() -> None:
    parts = re.split(r"(?m)^## ", PAGE.read_text(encoding="utf-8"))
    tabled = [part.splitlines()[0] for part in parts if "| claim | test |" in part]
    assert len(tabled) >= 8
    assert len(ROWS) >= 40


@pytest.mark.parametrize("row", ROWS, ids=[str(number) for number in range(len(ROWS))])
def test_the_test_of_a_claim_exists(row: str) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row)
    assert named, row
    for file, name in named:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, f"{file}::{name}"


def test_every_row_of_a_table_of_claims_names_a_test() -> None:
    for part in re.split(r"(?m)^## ", PAGE.read_text(encoding="utf-8")):
        if "| claim | test |" in part:
            rows = [line for line in part.splitlines() if line.startswith("| ") and "claim | test" not in line]
            assert all("`tests/" in row for row in rows), [row for row in rows if "`tests/" not in row]
