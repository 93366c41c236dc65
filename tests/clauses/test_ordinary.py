"""Ordinary service contracts, by the paragraph and whole, demand nothing circular, and nothing is found in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from circular import find_clauses

PARAGRAPHS = [
    line
    for line in (Path(__file__).parent / "ordinary.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
CONTRACTS = sorted(Path(__file__).parent.glob("contracts*/*.md"))
"""Danish ones in `contracts`, those of other languages in `contracts_abroad`."""


def test_there_are_a_hundred_of_them_and_all_differ() -> None:
    assert len(PARAGRAPHS) >= 100
    assert len(set(PARAGRAPHS)) == len(PARAGRAPHS)


@pytest.mark.parametrize("paragraph", PARAGRAPHS, ids=range(1, len(PARAGRAPHS) + 1))
def test_nothing_is_demanded(paragraph: str) -> None:
    live = [clause for clause in find_clauses(paragraph) if clause.strength in ("binding", "soft")]
    assert [(clause.strategy, clause.because) for clause in live] == []


@pytest.mark.parametrize("contract", CONTRACTS, ids=[path.stem for path in CONTRACTS])
def test_a_whole_contract_demands_nothing_and_hinders_nothing(contract: Path) -> None:
    text = contract.read_text(encoding="utf-8")
    assert len(text.split()) >= 400
    found = [clause for clause in find_clauses(text) if clause.live or clause.barrier or clause.struck]
    assert [(clause.strategy, clause.because, clause.text) for clause in found] == []
