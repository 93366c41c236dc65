"""Which of a case's judgements stand, and which facts they tell together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from circular.register.model import Fact

TOLD = {"yes": 1, "no": 0, "unknown": -1}
WORD = {number: word for word, number in TOLD.items()}
RANK = {"history": 0, "notice": 1, "plan": 2, "lca": 2, "check": 2}
"""What was told from outside yields to what was judged here."""


class Stored(Protocol):
    """What is asked of a judgement to tell whether it stands."""

    uid: str
    tool: str
    stored_at: str
    facts: dict[str, Fact]


def standing(judgements: Iterable[Stored]) -> list[Stored]:
    """The newest judgement of each tool, weakest first: what a later one in the list tells, counts."""
    newest: dict[str, Stored] = {}
    for judgement in judgements:
        seen = newest.get(judgement.tool)
        if seen is None or (judgement.stored_at, judgement.uid) > (seen.stored_at, seen.uid):
            newest[judgement.tool] = judgement
    return sorted(newest.values(), key=lambda j: (RANK.get(j.tool, 0), j.stored_at, j.uid))


def facts_of(judgements: Iterable[Stored]) -> dict[str, Fact]:
    """The facts that stand of a case."""
    facts: dict[str, Fact] = {}
    for judgement in standing(judgements):
        facts |= judgement.facts
    return facts


def facts_json(facts: dict[str, Fact]) -> dict[str, list[Any]]:
    """Facts as they are stored: name -> [told, number, waived]."""
    return {name: [TOLD[fact.told], fact.number, fact.waived] for name, fact in sorted(facts.items())}


def facts_from(stored: dict[str, list[Any]]) -> dict[str, Fact]:
    """The facts of a stored judgement."""
    return {name: Fact(WORD[told], number, bool(waived)) for name, (told, number, waived) in stored.items()}  # type: ignore[arg-type]
