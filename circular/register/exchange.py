"""Moves what a register holds: export and import as lines of JSON, merging of registers and cases, deleting, backup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from circular.faults import Fault
from circular.register.body import judgement_from, judgement_of_line, line_of
from circular.register.keeping import restand
from circular.register.model import Figure, Judgement
from circular.register.store import Register, open_register
from circular.register.tables import CASE, CELL, FACT, FIGURE, GAP, JUDGEMENT
from circular.register.writing import Written, figures_within, store_figures, store_many, store_within

MARK = "circular/register/1"
_PAGE = 1_000


@dataclass(frozen=True)
class CaseLine:
    """One case as `register list` shows it."""

    id: int
    name: str
    department: str | None
    year: int
    kind: str
    categories: tuple[str, ...]
    value_dkk: int | None
    verdict: str | None
    judgements: int
    last_stored_at: str


def cases(register: Register, *, department: str | None = None, year: int | None = None, most: int | None = None) -> list[CaseLine]:  # fmt: skip
    """The cases, newest first."""
    many = select(JUDGEMENT.c.case_id, func.count().label("n")).group_by(JUDGEMENT.c.case_id).subquery()
    columns = (CASE.c.id, CASE.c.name, CASE.c.department, CELL.c.year, CELL.c.kind, CELL.c.categories, CASE.c.value_dkk, CASE.c.verdict, many.c.n, CASE.c.last_stored_at)  # fmt: skip
    asked = select(*columns).join(CELL, CELL.c.id == CASE.c.cell_id).join(many, many.c.case_id == CASE.c.id)
    if department is not None:
        asked = asked.where(CASE.c.department == department)
    if year is not None:
        asked = asked.where(CELL.c.year == year)
    with register.reading() as connection:
        rows = connection.execute(asked.order_by(CASE.c.last_stored_at.desc(), CASE.c.id.desc()).limit(most)).all()
    return [
        CaseLine(
            row[0],
            row[1],
            row[2] or None,
            row[3],
            row[4],
            tuple(row[5].split(",")) if row[5] else (),
            row[6],
            row[7],
            row[8],
            row[9],
        )
        for row in rows
    ]


def find_case(connection: Connection, said: str) -> int:
    """The id of a case named by its number (#12 or 12) or its name; raises Fault when there is none or more than one."""
    from circular.register.cases import key_of

    word = said.removeprefix("#")
    found = list(connection.scalars(select(CASE.c.id).where(CASE.c.id == int(word)))) if word.isdecimal() and len(word) < 18 else []  # fmt: skip
    found = found or list(connection.scalars(select(CASE.c.id).where(CASE.c.name_key == key_of(said))))
    if len(found) == 1:
        return int(found[0])
    if found:
        ids = ", ".join(f"#{case_id}" for case_id in found)
        raise Fault("register", said, (f"{len(found)} sager hedder sådan", f"{len(found)} cases have that name"), (f"skriv nummeret: {ids}", f"write the number: {ids}"))  # fmt: skip
    raise Fault("register", said, ("ingen sag med det nummer eller navn", "no case of that number or name"), ("se circular register list", "see circular register list"))  # fmt: skip


def judgements_of(register: Register, said: str) -> tuple[int, list[Judgement]]:
    """A case's number and its judgements, oldest first."""
    with register.reading() as connection:
        case_id = find_case(connection, said)
        rows = connection.execute(
            select(JUDGEMENT).where(JUDGEMENT.c.case_id == case_id).order_by(JUDGEMENT.c.stored_at)
        )
        return case_id, [judgement_from(row) for row in rows]


def export_lines(register: Register) -> Iterator[str]:
    """Every judgement and figure as a line of JSON, after one line that says what it is."""
    with register.reading() as connection:
        yield _line({"register": MARK})
        last = 0
        while rows := connection.execute(select(JUDGEMENT, CASE.c.name, CASE.c.department).join(CASE, CASE.c.id == JUDGEMENT.c.case_id).where(JUDGEMENT.c.id > last).order_by(JUDGEMENT.c.id).limit(_PAGE)).all():  # fmt: skip
            for row in rows:
                told = line_of(judgement_from(row)) | {"name": row.name, "department": row.department or None}
                yield _line({"judgement": told})
            last = rows[-1].id
        for figure in connection.execute(select(FIGURE).order_by(FIGURE.c.id)):
            keys = ("target", "year", "value", "source", "note", "entered_on", "stored_at")
            yield _line({"figure": {key: getattr(figure, key) for key in keys}})


def import_lines(register: Register, content: str, file: str) -> tuple[Written, Written]:
    """Store what an export holds, all of it or nothing; what the register knows already is left alone."""
    judgements, figures = [], []
    lines = [line for line in content.split("\n") if line.strip()]
    for number, line in enumerate(lines, 1):
        try:
            said = json.loads(line)
            if number == 1:
                if said.get("register") != MARK:
                    raise ValueError(MARK)
            elif "judgement" in said:
                judgements.append(judgement_of_line(said["judgement"]))
            else:
                figures.append(_figure(said["figure"]))
        except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation):
            raise Fault(file, str(number), ("linjen er ikke fra en eksport af registret", "the line is not of an export of the register"), ("filen er ikke hentet ind", "nothing of the file was imported")) from None  # fmt: skip
    if not lines:
        raise Fault(file, "", ("filen er tom", "the file is empty"))
    with register.writing() as connection:
        written = Written()
        for start in range(0, len(judgements), _PAGE):
            written += store_within(connection, judgements[start : start + _PAGE])
        return written, figures_within(connection, figures)


def merge_register(register: Register, other: Register) -> tuple[Written, Written]:
    """Bring in everything another register holds."""
    judgements, figures = Written(), []
    stack: list[Judgement] = []
    for line in export_lines(other):
        said = json.loads(line)
        if "judgement" in said:
            stack.append(judgement_of_line(said["judgement"]))
        elif "figure" in said:
            figures.append(_figure(said["figure"]))
        if len(stack) >= _PAGE:
            judgements += store_many(register, stack)
            stack = []
    judgements += store_many(register, stack)
    return judgements, store_figures(register, figures)


def merge_cases(register: Register, one: str, into: str) -> int:
    """Give all judgements of one case to another; the number of judgements moved."""
    with register.writing() as connection:
        source, target = find_case(connection, one), find_case(connection, into)
        kinds = {row.id: row.subject for row in connection.execute(select(CASE).where(CASE.c.id.in_((source, target))))}
        if source == target or len(set(kinds.values())) != 1:
            raise Fault("register", one, ("de to sager kan ikke være én", "the two cases cannot be one"), ("de skal være to sager af samme slags", "they must be two cases of one kind"))  # fmt: skip
        moved = connection.execute(update(JUDGEMENT).where(JUDGEMENT.c.case_id == source).values(case_id=target)).rowcount  # fmt: skip
        last = connection.scalar(select(func.max(JUDGEMENT.c.stored_at)).where(JUDGEMENT.c.case_id == target))
        connection.execute(update(CASE).where(CASE.c.id == target).values(last_stored_at=last))
        _remove(connection, source)
        restand(connection, [target])
    return int(moved)


def delete_case(register: Register, said: str) -> int:
    """Delete a case with all its judgements; how many there were."""
    with register.writing() as connection:
        case_id = find_case(connection, said)
        count = connection.execute(delete(JUDGEMENT).where(JUDGEMENT.c.case_id == case_id)).rowcount
        _remove(connection, case_id)
    return int(count)


def backup(register: Register, file: Path) -> tuple[Written, Written]:
    """Copy the register, whatever database it is in, to a new SQLite file; a half one is never left behind."""
    if file.exists():
        raise Fault(str(file), "", ("findes allerede", "exists already"), ("vælg et nyt navn; en sikkerhedskopi overskrives aldrig", "choose a new name; a backup is never overwritten"))  # fmt: skip
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with open_register(str(part)) as copy:
            written = merge_register(copy, register)
            with copy.engine.connect() as connection:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
        part.replace(file)
    finally:
        for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)
    return written


def _remove(connection: Connection, case_id: int) -> None:
    connection.execute(delete(FACT).where(FACT.c.case_id == case_id))
    connection.execute(delete(GAP).where(GAP.c.case_id == case_id))
    connection.execute(delete(CASE).where(CASE.c.id == case_id))


def _figure(said: dict[str, Any]) -> Figure:
    return Figure(
        said["target"], int(said["year"]), Decimal(said["value"]), said["source"], date.fromisoformat(said["entered_on"]),
        said["note"], said["stored_at"],
    )  # fmt: skip


def _line(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
