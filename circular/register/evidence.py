"""The cases behind a number, those that fall short first."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from circular.register.standing import WORD
from circular.register.tables import CASE, CELL, FACT, JUDGEMENT


@dataclass(frozen=True)
class Evidence:
    """One case as evidence: what it tells, when it was judged, and the rules that fall short."""

    case: int
    name: str
    department: str | None
    year: int
    kind: str
    told: str
    waived: bool
    number: float | None
    value_dkk: int | None
    judged_on: str
    tool: str
    codes: tuple[str, ...]


def evidence(connection: Connection, fact: str, cells: Sequence[int], most: int | None) -> list[Evidence]:
    """At most `most` cases of those cells that tell the fact; None asks for all."""
    if not cells or most == 0:
        return []
    columns = (CASE.c.id, CASE.c.name, CASE.c.department, CELL.c.year, CELL.c.kind, FACT.c.told, FACT.c.waived, FACT.c.number, FACT.c.value_dkk)  # fmt: skip
    asked = (
        select(*columns)
        .join(CASE, CASE.c.id == FACT.c.case_id)
        .join(CELL, CELL.c.id == FACT.c.cell_id)
        .where(FACT.c.name == fact, FACT.c.cell_id.in_(cells))
        .order_by(FACT.c.told == 1, FACT.c.told.desc(), CASE.c.id.desc())
        .limit(most)
    )
    rows = connection.execute(asked).all()
    judged = _judgements(connection, [row.id for row in rows], fact)
    return [
        Evidence(
            row.id, row.name, row.department or None, row.year, row.kind, WORD[row.told], bool(row.waived), row.number,
            row.value_dkk, *judged.get(row.id, ("", "", ())),
        )
        for row in rows
    ]  # fmt: skip


def _judgements(connection: Connection, case_ids: list[int], fact: str) -> dict[int, tuple[str, str, tuple[str, ...]]]:
    """Day, tool and failing codes of the standing judgement that tells the fact of each case."""
    found: dict[int, tuple[str, str, tuple[str, ...]]] = {}
    rows = defaultdict(list)
    columns = (JUDGEMENT.c.case_id, JUDGEMENT.c.judged_on, JUDGEMENT.c.tool, JUDGEMENT.c.stored_at, JUDGEMENT.c.facts, JUDGEMENT.c.body)  # fmt: skip
    for start in range(0, len(case_ids), 5_000):
        part = case_ids[start : start + 5_000]
        for row in connection.execute(select(*columns).where(JUDGEMENT.c.case_id.in_(part), JUDGEMENT.c.standing)):
            if fact in json.loads(row.facts):
                rows[row.case_id].append(row)
    for case_id, group in rows.items():
        newest = max(group, key=lambda row: (row.tool != "history", row.stored_at))
        goal = fact.removeprefix("goal:") if fact.startswith("goal:") else None
        codes = {
            finding["code"]
            for finding in json.loads(newest.body)["findings"]
            if finding["verdict"] in ("fail", "unknown") and (goal is None or finding["goal"] == goal)
        }
        found[case_id] = (newest.judged_on, newest.tool, tuple(sorted(codes)))
    return found
