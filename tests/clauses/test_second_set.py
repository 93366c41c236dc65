"""Passages written without sight of the detector: the set is what it says, and the detector stays as good on it as it was."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from circular import find_clauses
from circular.clauses.strategies import strategies

HERE = Path(__file__).parent
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (HERE / "second_set.jsonl").read_text(encoding="utf-8").splitlines() if line
]
PROMISED = yaml.safe_load((HERE / "second_set.yaml").read_text(encoding="utf-8"))
COUNTS: dict[str, int] = PROMISED["counts"]
ROLES = {
    *("minimum_requirement", "award_criterion", "contract_term", "selection_criterion", "documentation"),
    *("market_dialogue", "policy_goal", "law", "guidance", "none"),
}
KEYS = {"id", "lang", "text", "labels", "mentions", "role", "strength", "barrier", "struck", "quantity", "origin"}
MAY_HAVE = {"weight", "damage", "also", "also_role"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_a_row_uses_the_closed_vocabulary(row: dict[str, Any]) -> None:
    assert set(row) >= KEYS and set(row) <= KEYS | MAY_HAVE
    assert {*row["labels"], *row["mentions"], *row.get("also", ())} <= set(strategies())
    assert {row["role"], *row.get("also_role", ())} <= ROLES
    assert bool(row["labels"]) == (row["strength"] in ("binding", "soft"))
    assert row["strength"] in ("binding", "soft", "mention", "none")
    assert not (set(row["labels"]) & set(row["mentions"]))
    if row["barrier"] or row["struck"]:
        assert row["mentions"] and row["strength"] != "mention"
    elif not row["labels"] and row["mentions"]:
        assert row["strength"] in ("mention", "none")
    for quantity in row["quantity"]:
        assert set(quantity) == {"strategy", "op", "value", "unit"}
        assert set(quantity["strategy"].split("|")) <= set(row["labels"])
        assert quantity["op"] in (">=", "<=", "=", ">", "<")


def test_the_set_holds_what_it_promises() -> None:
    assert len(ROWS) >= COUNTS["rows"]
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    languages = Counter(row["lang"] for row in ROWS)
    assert all(languages[name] >= COUNTS[name] for name in ("da", "en", "sv", "no"))
    hindered = [row for row in ROWS if row["barrier"] or row["struck"]]
    assert len(hindered) >= COUNTS["hindered"]
    assert min(sum(row[kind] for row in ROWS) for kind in ("barrier", "struck")) >= COUNTS["hindered"] // 3
    assert sum(not row["labels"] and row not in hindered for row in ROWS) >= COUNTS["silent"]
    assert sum(bool(row["quantity"]) for row in ROWS) >= COUNTS["measured"]
    counted = Counter(label for row in ROWS for label in row["labels"])
    assert {name: counted[name] for name in strategies() if counted[name] < COUNTS["per_strategy"]} == {}


def test_no_two_rows_share_a_frame() -> None:
    words = [(row["id"], re.findall(r"\w+", row["text"].lower())) for row in ROWS]
    runs = [(name, {tuple(found[i : i + 6]) for i in range(len(found) - 5)}) for name, found in words]
    assert [(a, b) for (a, first), (b, second) in combinations(runs, 2) if first & second] == []
    openings = Counter(tuple(found[:4]) for _, found in words)
    assert [opening for opening, times in openings.items() if times > 1] == []


def _demanded(text: str) -> set[str]:
    return {
        str(clause.strategy)
        for clause in find_clauses(text)
        if clause.strength in ("binding", "soft") and not clause.struck and not clause.barrier
    }


@pytest.mark.parametrize("language", ["da", "en", "sv", "no"])
def test_precision_and_recall_stay_above_their_floors(language: str) -> None:
    right = extra = missed = 0
    for row in ROWS:
        if row["lang"] == language:
            found, wanted = _demanded(row["text"]), set(row["labels"])
            right += len(found & wanted)
            extra += len(found - wanted - set(row.get("also", ())))
            missed += len(wanted - found)
    floors = PROMISED["floors"][language]
    assert right / (right + extra) >= floors["precision"]
    assert right / (right + missed) >= floors["recall"]
