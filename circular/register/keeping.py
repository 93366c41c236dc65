"""Keeps what stands of a case beside its judgements: marks, facts, gaps, verdict."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from circular.register.model import Fact
from circular.register.standing import TOLD, Gap, facts_from, facts_of, one_clause, standing, telling
from circular.register.tables import CASE, FACT, GAP, JUDGEMENT


@dataclass
class Kept:
    """A judgement as far as the standing of its case goes."""

    uid: str
    tool: str
    stored_at: str
    verdict: str | None
    facts: dict[str, Fact]
    gaps: list[Gap]
    row_id: int | None = None
    was_standing: bool = False


@dataclass(frozen=True)
class Standing:
    """A case and all its judgements."""

    subject: str
    cell_id: int
    value_dkk: int | None
    kept: list[Kept]
    fresh: bool = False
    """Nothing of the case stands in the register yet."""


def kept_of(connection: Connection, case_ids: Iterable[int]) -> dict[int, list[Kept]]:
    """All judgements of the cases, as far as standing goes."""
    found: dict[int, list[Kept]] = defaultdict(list)
    wanted = set(case_ids)
    if wanted:
        c = JUDGEMENT.c
        asked = select(c.id, c.case_id, c.uid, c.tool, c.stored_at, c.verdict, c.facts, c.gaps, c.standing)
        for row in connection.execute(asked.where(c.case_id.in_(wanted))):
            facts, gaps = facts_from(json.loads(row.facts)), [tuple(gap) for gap in json.loads(row.gaps)]
            found[row.case_id].append(
                Kept(row.uid, row.tool, row.stored_at, row.verdict, facts, gaps, row.id, bool(row.standing))
            )
    return found


def restand(connection: Connection, case_ids: Iterable[int]) -> None:
    """Work out anew what stands of the cases, after judgements were moved or their case changed."""
    rows = {row.id: row for row in connection.execute(select(CASE).where(CASE.c.id.in_(set(case_ids))))}
    kept = kept_of(connection, rows)
    stand(
        connection,
        {case_id: Standing(row.subject, row.cell_id, row.value_dkk, kept[case_id]) for case_id, row in rows.items()},
    )


def stand(connection: Connection, cases: dict[int, Standing]) -> None:
    """Mark the judgements that stand, and write facts, gaps and verdict of each case."""
    facts: list[dict[str, Any]] = []
    gaps: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    for case_id, case in cases.items():
        stands = {judgement.uid for judgement in standing(case.kept)}
        marks += [
            {"row_id": judgement.row_id, "is_standing": judgement.uid in stands}
            for judgement in case.kept
            if judgement.row_id is not None and judgement.was_standing != (judgement.uid in stands)
        ]
        facts += [
            {"case_id": case_id, "name": name, "cell_id": case.cell_id, "told": TOLD[fact.told], "number": fact.number,
             "waived": fact.waived, "value_dkk": case.value_dkk}
            for name, fact in facts_of(case.kept).items()
        ]  # fmt: skip
        told = telling(case.kept)
        found = told.gaps if told else []
        gaps += [
            {"case_id": case_id, "code": code, "cell_id": case.cell_id, "severity": severity, "verdict": verdict, "clause": clause}
            for code, severity, verdict, clause in found
        ]  # fmt: skip
        verdict = told.verdict if told else None
        heads.append({"row_id": case_id, "new_verdict": verdict, "new_one": one_clause(case.subject, verdict, found)})
    _write(connection, marks, heads, facts, gaps, [case_id for case_id, case in cases.items() if not case.fresh])


def _write(
    connection: Connection,
    marks: list[dict[str, Any]],
    heads: list[dict[str, Any]],
    facts: list[dict[str, Any]],
    gaps: list[dict[str, Any]],
    old: list[int],
) -> None:
    if marks:
        marked = update(JUDGEMENT).where(JUDGEMENT.c.id == bindparam("row_id"))
        connection.execute(marked.values(standing=bindparam("is_standing")), marks)
    if heads:
        headed = update(CASE).where(CASE.c.id == bindparam("row_id"))
        connection.execute(headed.values(verdict=bindparam("new_verdict"), one_clause=bindparam("new_one")), heads)
    if old:
        connection.execute(delete(FACT).where(FACT.c.case_id.in_(old)))
        connection.execute(delete(GAP).where(GAP.c.case_id.in_(old)))
    if facts:
        connection.execute(insert(FACT), facts)
    if gaps:
        connection.execute(insert(GAP), gaps)
