"""Keeps what stands of a case beside its judgements: marks, facts, gaps, verdict."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from circular.register.bulk import add_rows, among, change_rows
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
        for row in connection.execute(asked.where(among(connection, c.case_id, wanted))):
            facts, gaps = facts_from(json.loads(row.facts)), [tuple(gap) for gap in json.loads(row.gaps)]
            found[row.case_id].append(
                Kept(row.uid, row.tool, row.stored_at, row.verdict, facts, gaps, row.id, bool(row.standing))
            )
    return found


@dataclass
class Stands:
    """What stands of some cases, worked out and not yet written."""

    heads: dict[int, tuple[str | None, str | None]]
    """Case -> its verdict and the code of its one clause."""
    marks: list[dict[str, Any]]
    facts: list[dict[str, Any]]
    gaps: list[dict[str, Any]]
    old: list[int]
    """Cases of which something stands already."""


def restand(connection: Connection, case_ids: Iterable[int]) -> None:
    """Work out anew what stands of the cases, after judgements were moved or their case changed."""
    rows = {row.id: row for row in connection.execute(select(CASE).where(CASE.c.id.in_(set(case_ids))))}
    kept = kept_of(connection, rows)
    stands = stands_of(
        {case_id: Standing(row.subject, row.cell_id, row.value_dkk, kept[case_id]) for case_id, row in rows.items()}
    )
    heads = [{"id": case_id, "verdict": verdict, "one_clause": one} for case_id, (verdict, one) in stands.heads.items()]
    change_rows(connection, CASE, heads)
    write(connection, stands)


def stands_of(cases: dict[int, Standing]) -> Stands:
    """The judgements that stand, and the facts, gaps and verdict of each case."""
    found = Stands({}, [], [], [], [case_id for case_id, case in cases.items() if not case.fresh])
    for case_id, case in cases.items():
        standing_now = standing(case.kept)
        uids = {judgement.uid for judgement in standing_now}
        found.marks += [
            {"id": judgement.row_id, "standing": judgement.uid in uids}
            for judgement in case.kept
            if judgement.row_id is not None and judgement.was_standing != (judgement.uid in uids)
        ]
        found.facts += [
            {"case_id": case_id, "name": name, "cell_id": case.cell_id, "told": TOLD[fact.told], "number": fact.number,
             "waived": fact.waived, "value_dkk": case.value_dkk}
            for name, fact in facts_of(standing_now).items()
        ]  # fmt: skip
        told = telling(standing_now)
        gaps = told.gaps if told else []
        found.gaps += [
            {"case_id": case_id, "code": code, "cell_id": case.cell_id, "severity": severity, "verdict": verdict, "clause": clause}
            for code, severity, verdict, clause in gaps
        ]  # fmt: skip
        verdict = told.verdict if told else None
        found.heads[case_id] = (verdict, one_clause(case.subject, verdict, gaps))
    return found


def write(connection: Connection, stands: Stands) -> None:
    """Write marks, facts and gaps; the heads stand in the rows of the cases."""
    change_rows(connection, JUDGEMENT, stands.marks)
    if stands.old:
        connection.execute(delete(FACT).where(among(connection, FACT.c.case_id, stands.old)))
        connection.execute(delete(GAP).where(among(connection, GAP.c.case_id, stands.old)))
    add_rows(connection, FACT, stands.facts)
    add_rows(connection, GAP, stands.gaps)
