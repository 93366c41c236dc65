"""Many rows at once are the rows that one by one would have been, and a connection lost in the middle leaves none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from made import finding, many, tender
from sqlalchemy import func, select, text

from circular.faults import Fault
from circular.register import open_register, store_judgement, store_many
from circular.register.bulk import FEW, add_rows, among, change_rows, new_ids
from circular.register.exchange import export_lines
from circular.register.model import Fact
from circular.register.tables import CASE, CELL, FACT, GAP, JUDGEMENT, META

AWKWARD = ("Ærø\tskole", "Linje\nskift", "\\N", "back\\slash", '"citat"', "{a,b}", "100 %", "", "None", "\\.", "😀")


def test_awkward_texts_and_blanks_come_back_as_they_were(url: str) -> None:
    rows = [{"key": f"k{at}-{one}"[:40], "value": one} for at, one in enumerate(AWKWARD * 4)]
    assert len(rows) > FEW
    with open_register(url) as register:
        with register.writing() as connection:
            add_rows(connection, META, rows)
        with register.reading() as connection:
            found = {row.key: row.value for row in connection.execute(select(META.c.key, META.c.value))}
    assert {row["key"]: row["value"] for row in rows}.items() <= found.items()


def test_change_rows_sets_each_row_and_no_other(url: str) -> None:
    cells = [
        {"id": n, "year": 2000 + n, "department": f"d{n}", "kind": "tender", "categories": ""} for n in range(1, 61)
    ]
    with open_register(url) as register, register.writing() as connection:
        add_rows(connection, CELL, cells)
        change_rows(connection, CELL, [{"id": n, "year": -n, "department": AWKWARD[n % len(AWKWARD)] + str(n)} for n in range(1, 41)])  # fmt: skip
        found = connection.execute(select(CELL.c.id, CELL.c.year, CELL.c.department).order_by(CELL.c.id)).all()
        wanted = [(n, -n, AWKWARD[n % len(AWKWARD)] + str(n)) if n <= 40 else (n, 2000 + n, f"d{n}") for n in range(1, 61)]  # fmt: skip
        assert [tuple(row) for row in found] == wanted
        listed = connection.scalars(select(CELL.c.id).where(among(connection, CELL.c.department, {"d41", "d60", "d1"})))
        assert sorted(listed) == [41, 60]
        assert list(connection.scalars(select(CELL.c.id).where(among(connection, CELL.c.department, [])))) == []


def test_new_ids_are_new_and_are_not_given_twice(url: str) -> None:
    with open_register(url) as register:
        store_many(register, many(30))
        with register.writing() as connection:
            taken = set(connection.scalars(select(CASE.c.id)))
            given = new_ids(connection, CASE, 50)
        assert len(set(given)) == 50 and not taken & set(given)
        store_many(register, [tender(f"ny {n}") for n in range(60)])
        with register.reading() as connection:
            assert connection.scalar(select(func.count()).select_from(CASE)) == len(taken) + 60


def test_in_bulk_and_one_by_one_give_the_same_register(url: str, tmp_path: Path) -> None:
    judgements = [
        replace(one, stored_at=f"2026-01-01T00:00:00.{at:06}+00:00", facts={**one.facts, "class": Fact("yes", at / 7)})
        for at, one in enumerate(many(120, 3))
    ]
    with open_register(url) as whole, open_register(str(tmp_path / "single.sqlite")) as single:
        store_many(whole, judgements)
        for judgement in judgements:
            store_judgement(single, judgement)
        assert list(export_lines(whole)) == list(export_lines(single))
        assert _told(whole) == _told(single)


def test_a_connection_lost_while_rows_are_copied_is_one_clear_line_and_stores_nothing(postgres: str) -> None:
    import psycopg

    judgements = many(200, 9)

    def broken() -> list[dict[str, object]]:
        return [{"key": f"x{at}", "value": "y" * 10_000} for at in range(3000)]

    with open_register(postgres) as register:
        with pytest.raises(Fault, match="cut off"), register.writing() as connection:
            pid = connection.scalar(text("SELECT pg_backend_pid()"))
            with psycopg.connect(postgres, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", (pid,))
            add_rows(connection, META, broken())
        with register.reading() as connection:
            assert connection.scalar(select(func.count()).select_from(META).where(META.c.key.like("x%"))) == 0
        assert store_many(register, judgements).new == 200


def test_what_the_database_refuses_is_told_and_undone(url: str) -> None:
    twice = [finding("CIRC-001", "fail"), finding("CIRC-002", "fail")]
    with open_register(url) as register:
        store_many(register, [tender(f"sag {n}", "no", findings=tuple(twice)) for n in range(40)])
        with pytest.raises(Fault, match="the database says"), register.writing() as connection:
            rows = connection.execute(select(GAP)).mappings().all()
            add_rows(connection, GAP, [dict(row) for row in rows])
        with register.reading() as connection:
            assert connection.scalar(select(func.count()).select_from(GAP)) == 80
            assert connection.scalar(select(func.count()).select_from(JUDGEMENT)) == 40


def _told(register: object) -> list[tuple[object, ...]]:
    with register.reading() as connection:  # type: ignore[attr-defined]
        case = (CASE.c.name, CASE.c.department, CASE.c.verdict, CASE.c.one_clause, CASE.c.value_dkk, CELL.c.year, CELL.c.kind, CELL.c.categories)  # fmt: skip
        facts = select(*case, FACT.c.name, FACT.c.told, FACT.c.number, FACT.c.waived, FACT.c.value_dkk)
        gaps = select(*case, GAP.c.code, GAP.c.severity, GAP.c.verdict, GAP.c.clause)
        rows = [
            tuple(float(one) if isinstance(one, Decimal) else one for one in row)
            for asked, table in ((facts, FACT), (gaps, GAP))
            for row in connection.execute(asked.join(CASE, CASE.c.id == table.c.case_id).join(CELL, CELL.c.id == CASE.c.cell_id))
        ]  # fmt: skip
    return sorted(rows, key=str)
