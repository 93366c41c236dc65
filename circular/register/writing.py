"""Writes judgements: each batch is one transaction, and what stands of each case is worked out anew in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert, select

from circular.register.body import body_json
from circular.register.bulk import add_rows, among
from circular.register.cases import CaseRow, CasesAtHand, changed, resolve
from circular.register.keeping import Kept, Standing, kept_of, stands_of, write
from circular.register.model import Figure, Judgement
from circular.register.personal import refuse_persons
from circular.register.standing import facts_json, gaps_of, standing
from circular.register.store import Register
from circular.register.tables import FIGURE, JUDGEMENT

BATCH = 1000


@dataclass(frozen=True)
class Written:
    """How many judgements or figures were new, and how many the register knew already."""

    new: int = 0
    known: int = 0

    def __add__(self, other: Written) -> Written:
        return Written(self.new + other.new, self.known + other.known)


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
    known = set(connection.scalars(select(JUDGEMENT.c.uid).where(among(connection, JUDGEMENT.c.uid, unique))))
    fresh = [_checked(judgement) for uid, judgement in unique.items() if uid not in known]
    if fresh:
        cases = CasesAtHand(connection, fresh)
        placed = [(resolve(cases, judgement), judgement) for judgement in fresh]
        cases.number_new()
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


def _checked(judgement: Judgement) -> Judgement:
    """The judgement with persons refused in what was typed, and taken out of what came from files."""
    from circular.register.personal import without_persons

    if judgement.department:
        refuse_persons(judgement.department, "department")
    return replace(judgement, name=without_persons(judgement.name))


def _store(connection: Connection, cases: CasesAtHand, placed: list[tuple[CaseRow, Judgement]]) -> None:
    existing = [case.id for case, _ in placed if not case.fresh and case.id is not None]
    kept = kept_of(connection, existing)
    rows = []
    for case, judgement in placed:
        assert case.id is not None
        stored_at = judgement.stored_at or later(case.last_stored_at)
        changed(cases, case, judgement, stored_at)
        gaps = gaps_of(judgement.findings)
        kept[case.id].append(Kept(judgement.uid, judgement.tool, stored_at, judgement.verdict, judgement.facts, gaps))
        rows.append(
            {"uid": judgement.uid, "case_id": case.id, "tool": judgement.tool, "kind": judgement.kind,
             "judged_on": judgement.judged_on.isoformat(), "stored_at": stored_at, "verdict": judgement.verdict,
             "fingerprint": judgement.fingerprint, "facts": json.dumps(facts_json(judgement.facts)), "body": body_json(judgement), "gaps": json.dumps(gaps)}
        )  # fmt: skip
    touched = {case.id: case for case, _ in placed if case.id is not None}
    stands = stands_of(
        {case_id: Standing(case.subject, cases.cell(case), case.value_dkk, kept[case_id], case.fresh) for case_id, case in touched.items()}
    )  # fmt: skip
    standing_now = {judgement.uid for case_id in touched for judgement in standing(kept[case_id])}
    for row in rows:
        row["standing"] = row["uid"] in standing_now
    cases.save(stands.heads)
    add_rows(connection, JUDGEMENT, rows)
    write(connection, stands)


def _parts(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part
