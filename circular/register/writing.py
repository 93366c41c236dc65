"""Writes judgements: each batch is one transaction, and what stands of each case is worked out anew in it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from circular.register.body import body_json
from circular.register.cases import CaseRow, CasesAtHand, changed, resolve
from circular.register.model import Fact, Figure, Judgement
from circular.register.personal import refuse_persons
from circular.register.standing import TOLD, facts_from, facts_json, facts_of, standing
from circular.register.store import Register
from circular.register.tables import CASE, FACT, FIGURE, JUDGEMENT

BATCH = 500


@dataclass(frozen=True)
class Written:
    """How many judgements or figures were new, and how many the register knew already."""

    new: int = 0
    known: int = 0

    def __add__(self, other: Written) -> Written:
        return Written(self.new + other.new, self.known + other.known)


@dataclass
class _Kept:
    """A judgement as far as the standing of its case goes."""

    uid: str
    tool: str
    stored_at: str
    facts: dict[str, Fact]
    row_id: int | None = None
    was_standing: bool = False


def store_judgement(register: Register, judgement: Judgement) -> Written:
    """Store one judgement; it is durable when this returns."""
    return store_many(register, [judgement])


def store_many(register: Register, judgements: Iterable[Judgement], batch: int = BATCH) -> Written:
    """Store judgements in batches; a batch is stored whole or not at all, a known judgement is not stored again."""
    written = Written()
    for part in _parts(judgements, batch):
        with register.writing() as connection:
            written += store_within(connection, part)
    return written


def store_within(connection: Connection, judgements: Sequence[Judgement]) -> Written:
    """Store judgements within the caller's transaction."""
    unique = {judgement.uid: judgement for judgement in judgements}
    known = set(connection.scalars(select(JUDGEMENT.c.uid).where(JUDGEMENT.c.uid.in_(unique))))
    fresh = [_checked(judgement) for uid, judgement in unique.items() if uid not in known]
    if fresh:
        cases = CasesAtHand(connection, fresh)
        placed = [(resolve(cases, judgement), judgement) for judgement in fresh]
        cases.save_new()
        _store(connection, cases, placed)
    return Written(len(fresh), len(judgements) - len(fresh))


def store_figures(register: Register, figures: Iterable[Figure]) -> Written:
    """Store figures; the newest one for a target and year counts, the older ones are kept."""
    with register.writing() as connection:
        return figures_within(connection, list(figures))


def figures_within(connection: Connection, figures: Sequence[Figure]) -> Written:
    unique = {figure.uid: figure for figure in figures}
    known = set(connection.scalars(select(FIGURE.c.uid).where(FIGURE.c.uid.in_(unique))))
    last = connection.scalar(select(FIGURE.c.stored_at).order_by(FIGURE.c.stored_at.desc()).limit(1)) or ""
    rows = []
    for uid, figure in unique.items():
        if uid in known:
            continue
        refuse_persons(figure.source, "source")
        last = figure.stored_at or later(last)
        rows.append(
            {"uid": uid, "target": figure.target, "year": figure.year, "value": f"{figure.value:f}", "source": figure.source,
             "note": figure.note, "entered_on": figure.entered_on.isoformat(), "stored_at": last}
        )  # fmt: skip
    if rows:
        connection.execute(insert(FIGURE), rows)
    return Written(len(rows), len(figures) - len(rows))


def later(last: str) -> str:
    """Now in UTC, or just after `last` where the clock says otherwise."""
    now = datetime.now(UTC)
    if last:
        now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return now.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")


def restand(connection: Connection, case_ids: Sequence[int]) -> None:
    """Work out anew what stands of the cases, after judgements were moved or their case changed."""
    rows = {row.id: row for row in connection.execute(select(CASE).where(CASE.c.id.in_(case_ids)))}
    kept = _kept(connection, list(rows))
    _stand(connection, {case_id: (rows[case_id].cell_id, rows[case_id].value_dkk, kept[case_id]) for case_id in rows})


def _checked(judgement: Judgement) -> Judgement:
    """The judgement with persons refused in what was typed, and taken out of what came from files."""
    from circular.register.personal import without_persons

    if judgement.department:
        refuse_persons(judgement.department, "department")
    return replace(judgement, name=without_persons(judgement.name))


def _store(connection: Connection, cases: CasesAtHand, placed: list[tuple[CaseRow, Judgement]]) -> None:
    existing = [case.id for case, _ in placed if not case.fresh and case.id is not None]
    kept = _kept(connection, existing)
    rows = []
    for case, judgement in placed:
        assert case.id is not None
        stored_at = judgement.stored_at or later(case.last_stored_at)
        changed(cases, case, judgement, stored_at)
        kept[case.id].append(_Kept(judgement.uid, judgement.tool, stored_at, judgement.facts))
        rows.append(
            {"uid": judgement.uid, "case_id": case.id, "tool": judgement.tool, "kind": judgement.kind,
             "judged_on": judgement.judged_on.isoformat(), "stored_at": stored_at, "verdict": judgement.verdict,
             "fingerprint": judgement.fingerprint, "facts": json.dumps(facts_json(judgement.facts)), "body": body_json(judgement)}
        )  # fmt: skip
    cases.save_changed()
    touched = {case.id: case for case, _ in placed if case.id is not None}
    stands = {j.uid for case_id in touched for j in standing(kept[case_id])}
    for row in rows:
        row["standing"] = row["uid"] in stands
    connection.execute(insert(JUDGEMENT), rows)
    _stand(
        connection,
        {case_id: (cases.cell(case), case.value_dkk, kept[case_id]) for case_id, case in touched.items()},
        new={case_id for case_id, case in touched.items() if case.fresh},
    )


def _kept(connection: Connection, case_ids: Sequence[int]) -> dict[int, list[_Kept]]:
    """All judgements of the cases, as far as standing goes."""
    found: dict[int, list[_Kept]] = defaultdict(list)
    if case_ids:
        columns = (JUDGEMENT.c.id, JUDGEMENT.c.case_id, JUDGEMENT.c.uid, JUDGEMENT.c.tool, JUDGEMENT.c.stored_at, JUDGEMENT.c.facts, JUDGEMENT.c.standing)  # fmt: skip
        for row in connection.execute(select(*columns).where(JUDGEMENT.c.case_id.in_(set(case_ids)))):
            found[row.case_id].append(
                _Kept(row.uid, row.tool, row.stored_at, facts_from(json.loads(row.facts)), row.id, row.standing)
            )
    return found


def _stand(
    connection: Connection, cases: dict[int, tuple[int, int | None, list[_Kept]]], new: set[int] | None = None
) -> None:
    """Mark the judgements that stand, and write the facts of each case."""
    facts, marks = [], []
    for case_id, (cell_id, value_dkk, kept) in cases.items():
        stands = {judgement.uid for judgement in standing(kept)}
        marks += [
            {"row_id": judgement.row_id, "is_standing": judgement.uid in stands}
            for judgement in kept
            if judgement.row_id is not None and judgement.was_standing != (judgement.uid in stands)
        ]
        facts += [
            {"case_id": case_id, "name": name, "cell_id": cell_id, "told": TOLD[fact.told], "number": fact.number,
             "waived": fact.waived, "value_dkk": value_dkk}
            for name, fact in facts_of(kept).items()
        ]  # fmt: skip
    if marks:
        connection.execute(update(JUDGEMENT).where(JUDGEMENT.c.id == bindparam("row_id")).values(standing=bindparam("is_standing")), marks)  # fmt: skip
    old = [case_id for case_id in cases if case_id not in (new or ())]
    if old:
        connection.execute(delete(FACT).where(FACT.c.case_id.in_(old)))
    if facts:
        connection.execute(insert(FACT), facts)


def _parts(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part
