"""More sets written without sight of the detector: it stays as good on them as it has become."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from circular import find_clauses
from circular.clauses.lexicon import LANGUAGES

HERE = Path(__file__).parent
FLOORS: dict[str, dict[str, dict[str, float]]] = yaml.safe_load((HERE / "further_sets.yaml").read_text(encoding="utf-8"))  # fmt: skip


def rows_of(name: str, language: str) -> list[dict[str, Any]]:
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for line in lines if (row := json.loads(line))["lang"] == language]


@pytest.mark.parametrize(("name", "language"), [(name, language) for name in FLOORS for language in FLOORS[name]])
def test_a_set_is_read_as_well_as_promised(name: str, language: str) -> None:
    floors = FLOORS[name][language]
    right = extra = missed = barriers = hindering = empty = alarms = 0
    for row in rows_of(name, language):
        clauses = find_clauses(row["text"])
        found = {str(clause.strategy) for clause in clauses if clause.live}
        wanted = set(row["labels"])
        wrong = found - wanted - set(row.get("also") or ())
        right, extra, missed = right + len(found & wanted), extra + len(wrong), missed + len(wanted - found)
        if row["barrier"]:
            hindering, barriers = hindering + 1, barriers + any(clause.barrier for clause in clauses)
        if not wanted:
            empty, alarms = empty + 1, alarms + bool(wrong)
    assert right / (right + extra) >= floors["precision"]
    assert right / (right + missed) >= floors["recall"]
    assert barriers >= floors["barriers"] * hindering
    assert 100 * alarms <= floors["false_alarms"] * empty


def test_the_sets_hold_what_they_promise() -> None:
    for name, floors in FLOORS.items():
        rows = [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        assert len({row["id"] for row in rows}) == len(rows)
        assert {row["lang"] for row in rows} & set(LANGUAGES) == set(floors), f"{name}: a language without a floor"
