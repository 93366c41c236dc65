"""Ways of speaking, one a line: demands of every strategy, wishes, withdrawals, barriers, and ordinary contract language."""

from __future__ import annotations

from pathlib import Path

import pytest

from circular.clauses import find_clauses

HERE = Path(__file__).parent
STRENGTHS = {"b": "binding", "s": "soft"}


def lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", [*lines("phrasings.txt"), *lines("phrasings_abroad.txt")])
def test_each_way_of_speaking_is_read_as_a_lawyer_would(line: str) -> None:
    kind, wanted, text, *also = line.split("|")
    clauses = find_clauses(text)
    live = {str(clause.strategy): clause.strength for clause in clauses if clause.live}
    if kind in STRENGTHS:
        assert {strategy: live.get(strategy) for strategy in wanted.split("+")} == dict.fromkeys(
            wanted.split("+"), STRENGTHS[kind]
        )
        assert set(live) <= {*wanted.split("+"), *"".join(also).split("+")}
    else:
        assert set(live) <= set("".join(also).split("+"))
        assert kind != "x" or any(clause.struck for clause in clauses)
        assert kind != "!" or any(clause.barrier for clause in clauses)


@pytest.mark.parametrize("text", [*lines("ordinary.txt"), *lines("ordinary_abroad.txt")])
def test_ordinary_contract_language_demands_nothing_circular(text: str) -> None:
    assert [(clause.strategy, clause.text) for clause in find_clauses(text) if clause.live or clause.barrier] == []
