"""The demands that are missing most often, and the tenders where one clause would have changed the verdict."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from circular.register.measured import View
from circular.register.tables import CASE, CELL, GAP

MOST = 5
MOST_TENDERS = 25
TENDERS = frozenset({"tender", "mixed"})


@dataclass(frozen=True)
class MissingDemand:
    """A demand that fails in relevant tenders, and that a clause would cure."""

    code: str
    cases: int
    must: int
    clause: str | None


@dataclass(frozen=True)
class OneClause:
    """A tender that fails on one must-demand alone."""

    case: int
    name: str
    department: str | None
    year: int
    code: str
    clause: str | None
    value_dkk: int | None


@dataclass(frozen=True)
class Gaps:
    """What is missing over the relevant tenders up to and including the year of the report."""

    tenders: int
    demands: tuple[MissingDemand, ...]
    one_clause: tuple[OneClause, ...]
    one_clause_total: int


def gaps(connection: Connection, view: View) -> Gaps:
    """The five most common missing demands and the tenders one clause away, newest first."""
    cells = {
        cell.id for cell in view.cube.cells.values()
        if cell.kind in TENDERS and cell.year <= view.year and not view.relevant.isdisjoint(cell.categories)
        and (view.department is None or cell.department == view.department)
    }  # fmt: skip
    if not cells:
        return Gaps(0, (), (), 0)
    found: dict[str, list[MissingDemand]] = defaultdict(list)
    keys = (GAP.c.code, GAP.c.severity, GAP.c.clause)
    asked = select(*keys, func.count().label("n")).where(GAP.c.verdict == "fail", GAP.c.clause.is_not(None), GAP.c.cell_id.in_(cells))  # fmt: skip
    for code, severity, clause, n in connection.execute(asked.group_by(*keys)):
        found[code].append(MissingDemand(code, n, n if severity == "must" else 0, clause))
    demands = [
        MissingDemand(code, sum(r.cases for r in rows), sum(r.must for r in rows), rows[0].clause)
        for code, rows in found.items()
    ]
    near = (CASE.c.one_clause.is_not(None), CASE.c.cell_id.in_(cells))
    tenders = connection.execute(
        select(
            CASE.c.id, CASE.c.name, CASE.c.department, CELL.c.year, CASE.c.one_clause, GAP.c.clause, CASE.c.value_dkk
        )
        .join(CELL, CELL.c.id == CASE.c.cell_id)
        .join(GAP, (GAP.c.case_id == CASE.c.id) & (GAP.c.code == CASE.c.one_clause))
        .where(*near)
        .order_by(CELL.c.year.desc(), CASE.c.id.desc())
        .limit(MOST_TENDERS)
    )
    return Gaps(
        int(connection.scalar(select(func.count()).select_from(CASE).where(CASE.c.cell_id.in_(cells))) or 0),
        tuple(sorted(demands, key=lambda d: (-d.cases, d.code))[:MOST]),
        tuple(OneClause(row[0], row[1], row[2] or None, *row[3:]) for row in tenders),
        int(connection.scalar(select(func.count()).select_from(CASE).where(*near)) or 0),
    )
