"""Which of a case's judgements stand, and which facts they tell together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeVar

from circular.register.model import Fact

TOLD = {"yes": 1, "no": 0, "unknown": -1}
WORD = {number: word for word, number in TOLD.items()}
RANK = {"history": 0, "notice": 1, "plan": 2, "lca": 2, "check": 2}
"""What was told from outside yields to what was judged here."""


Gap = tuple[str, str, str, str | None]
"""Code, severity, verdict, and the clause that would cure it."""


class Stored(Protocol):
    """What is asked of a judgement to tell whether it stands."""

    uid: str
    tool: str
    stored_at: str
    verdict: str | None
    facts: dict[str, Fact]
    gaps: list[Gap]


AnyStored = TypeVar("AnyStored", bound=Stored)


def standing(judgements: Iterable[AnyStored]) -> list[AnyStored]:
    """The newest judgement of each tool, weakest first: what a later one in the list tells, counts."""
    newest: dict[str, AnyStored] = {}
    for judgement in judgements:
        seen = newest.get(judgement.tool)
        if seen is None or (judgement.stored_at, judgement.uid) > (seen.stored_at, seen.uid):
            newest[judgement.tool] = judgement
    return sorted(newest.values(), key=lambda j: (RANK.get(j.tool, 0), j.stored_at, j.uid))


def facts_of(stands: Iterable[AnyStored]) -> dict[str, Fact]:
    """The facts of a case, by the judgements that stand of it."""
    facts: dict[str, Fact] = {}
    for judgement in stands:
        facts |= judgement.facts
    return facts


def telling(stands: Sequence[AnyStored]) -> AnyStored | None:
    """Of the judgements that stand the one whose verdict and gaps are the case's: the strongest check, notice or history."""
    return next((j for j in reversed(stands) if j.tool in ("check", "notice", "history")), None)


def gaps_of(findings: Iterable[dict[str, Any]]) -> list[Gap]:
    """The findings that fall short or cannot be told, each code once, what fails before what cannot be told; waived ones left out."""
    short = [f for f in findings if f["verdict"] in ("fail", "unknown") and not f.get("waived")]
    found: dict[str, Gap] = {}
    for f in sorted(short, key=lambda f: f["verdict"] != "fail"):
        found.setdefault(f["code"], (f["code"], f["severity"], f["verdict"], f.get("clause")))
    return list(found.values())


def one_clause(subject: str, verdict: str | None, gaps: Sequence[Gap]) -> str | None:
    """The code of the one must-demand whose clause would turn a tender's fail into a pass, when there is just one."""
    musts = [gap for gap in gaps if gap[1] == "must"]
    if subject != "tender" or verdict != "fail" or len(musts) != 1:
        return None
    code, _, found, clause = musts[0]
    return code if found == "fail" and clause else None


def facts_json(facts: dict[str, Fact]) -> dict[str, list[Any]]:
    """Facts as they are stored: name -> [told, number, waived]."""
    return {name: [TOLD[fact.told], fact.number, fact.waived] for name, fact in sorted(facts.items())}


def facts_from(stored: dict[str, list[Any]]) -> dict[str, Fact]:
    """The facts of a stored judgement."""
    return {name: Fact(WORD[told], number, bool(waived)) for name, (told, number, waived) in stored.items()}  # type: ignore[arg-type]
