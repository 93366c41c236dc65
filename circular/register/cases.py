"""Which case a judgement belongs to: the same files, or the same name within a department."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from circular.register.bulk import add_rows, among, change_rows, new_ids
from circular.register.model import Judgement
from circular.register.tables import CASE, CELL, JUDGEMENT

UNDATED = ("published", "permit_applied", "completed")
Cell = tuple[int, str, str, str]


@dataclass(eq=False)
class CaseRow:
    """A case of the register while judgements are added to it."""

    subject: str
    name: str
    name_key: str
    department: str
    year: int
    kind: str
    categories: str
    value_dkk: int | None = None
    last_stored_at: str = ""
    judged_here: bool = False
    """A judgement that was not only told from outside stands in it."""
    id: int | None = None
    fresh: bool = True
    touched: bool = False

    @property
    def cell(self) -> Cell:
        return (self.year, self.department, self.kind, self.categories)


def key_of(name: str) -> str:
    """How names are compared: case and blanks don't matter."""
    return re.sub(r"\s+", " ", name).strip().casefold()


class CasesAtHand:
    """The cases a batch may belong to, those it makes, and the cells they lie in."""

    def __init__(self, connection: Connection, judgements: Sequence[Judgement]) -> None:
        self.connection = connection
        self.by_name: dict[tuple[str, str], list[CaseRow]] = defaultdict(list)
        self.by_files: dict[tuple[str, str], list[CaseRow]] = defaultdict(list)
        self.cells: dict[Cell, int] = {}
        self.rows: list[CaseRow] = []
        keys = {key_of(judgement.name) for judgement in judgements}
        prints = {judgement.fingerprint for judgement in judgements} - {None}
        matched = connection.execute(
            select(JUDGEMENT.c.case_id, JUDGEMENT.c.fingerprint)
            .where(among(connection, JUDGEMENT.c.fingerprint, prints))
            .distinct()
        ).all() if prints else []  # fmt: skip
        if matched:
            ids = {row.case_id for row in matched}
            keys |= set(connection.scalars(select(CASE.c.name_key).where(among(connection, CASE.c.id, ids))))
        found: dict[int, CaseRow] = {}
        joined = select(CASE, CELL.c.year, CELL.c.kind, CELL.c.categories).join(CELL, CELL.c.id == CASE.c.cell_id)
        subjects = {judgement.subject for judgement in judgements}
        named = (CASE.c.subject.in_(subjects), among(connection, CASE.c.name_key, keys))
        for row in connection.execute(joined.where(*named)):
            case = CaseRow(
                subject=row.subject, name=row.name, name_key=row.name_key, department=row.department, year=row.year,
                kind=row.kind, categories=row.categories, value_dkk=row.value_dkk, last_stored_at=row.last_stored_at,
                id=row.id, fresh=False,
            )  # fmt: skip
            self.cells[case.cell] = row.cell_id
            self.by_name[(case.subject, case.name_key)].append(case)
            found[row.id] = case
        for row in matched:
            if row.case_id in found:
                case = found[row.case_id]
                self.by_files[(case.subject, row.fingerprint)].append(case)
        if found:
            here = select(JUDGEMENT.c.case_id).where(
                among(connection, JUDGEMENT.c.case_id, found), JUDGEMENT.c.tool != "history"
            )
            for case_id in connection.scalars(here.distinct()):
                found[case_id].judged_here = True

    def add(self, case: CaseRow) -> None:
        self.rows.append(case)
        self.by_name[(case.subject, case.name_key)].append(case)

    def cell(self, case: CaseRow) -> int:
        """The id of the case's cell, made when it is new."""
        if case.cell not in self.cells:
            year, department, kind, categories = case.cell
            where = (CELL.c.year == year, CELL.c.department == department, CELL.c.kind == kind, CELL.c.categories == categories)  # fmt: skip
            known = self.connection.scalar(select(CELL.c.id).where(*where))
            if known is None:
                known = self.connection.execute(
                    insert(CELL).values(year=year, department=department, kind=kind, categories=categories).returning(CELL.c.id)
                ).scalar_one()  # fmt: skip
            self.cells[case.cell] = known
        return self.cells[case.cell]

    def number_new(self) -> None:
        """Give the cases that the batch makes their ids."""
        fresh = [case for case in self.rows if case.id is None]
        if fresh:
            for case, number in zip(fresh, new_ids(self.connection, CASE, len(fresh)), strict=True):
                case.id = number

    def save(self, heads: Mapping[int, tuple[str | None, str | None]]) -> None:
        """Write new cases, and what the judgements changed in those that were there; `heads`: (verdict, one clause) by id."""
        every = {id(case): case for group in (*self.by_name.values(), *self.by_files.values()) for case in group}
        new: list[dict[str, Any]] = []
        old: list[dict[str, Any]] = []
        for case in every.values():
            if not case.touched or case.id is None:
                continue
            verdict, clause = heads[case.id]
            row = {
                "id": case.id, "department": case.department, "cell_id": self.cell(case), "value_dkk": case.value_dkk,
                "last_stored_at": case.last_stored_at, "verdict": verdict, "one_clause": clause,
            }  # fmt: skip
            if case.fresh:
                new.append({**row, "subject": case.subject, "name": case.name, "name_key": case.name_key})
            else:
                old.append(row)
        add_rows(self.connection, CASE, new)
        change_rows(self.connection, CASE, old)


def resolve(cases: CasesAtHand, judgement: Judgement) -> CaseRow:
    """The case of a judgement, made when there is none."""
    department = (judgement.department or "").strip()
    named = cases.by_name[(judgement.subject, key_of(judgement.name))]
    exact = [case for case in named if case.department == department]
    same_files = cases.by_files.get((judgement.subject, judgement.fingerprint or ""), [])
    fitting = [case for case in (*same_files, *named) if not department or case.department in ("", department)]
    case = exact[0] if exact else None
    if case is None and fitting and len({id(case) for case in fitting}) == 1:
        case = fitting[0]
    if case is None:
        case = CaseRow(
            subject=judgement.subject, name=judgement.name, name_key=key_of(judgement.name), department=department,
            year=judgement.dated.year, kind=judgement.kind, categories=_categories(judgement), value_dkk=judgement.value_dkk,
        )  # fmt: skip
        cases.add(case)
    if judgement.fingerprint:
        cases.by_files[(case.subject, judgement.fingerprint)].append(case)
    return case


def changed(cases: CasesAtHand, case: CaseRow, judgement: Judgement, stored_at: str) -> None:
    """What a judgement tells of its case: the newest word counts; one told from outside only fills blanks."""
    newest = stored_at > case.last_stored_at and not (judgement.tool == "history" and case.judged_here)
    dated = any(judgement.dates.get(name) for name in UNDATED)
    department = (judgement.department or "").strip()
    taken = {other.department for other in cases.by_name[(case.subject, case.name_key)]}
    if department and not case.department and department not in taken:
        case.department = department
    if judgement.categories and (newest or not case.categories):
        case.categories = _categories(judgement)
    if judgement.value_dkk is not None and (newest or case.value_dkk is None):
        case.value_dkk = judgement.value_dkk
    if newest:
        case.kind = judgement.kind
        case.year = judgement.dated.year if dated else case.year
    case.judged_here = case.judged_here or judgement.tool != "history"
    case.last_stored_at = max(case.last_stored_at, stored_at)
    case.touched = True


def _categories(judgement: Judgement) -> str:
    return ",".join(dict.fromkeys(judgement.categories))
