"""Nothing is lost, nothing is stored twice, and what stands of a case follows from its judgements, on both databases."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from made import finding, many, tender
from sqlalchemy import func, select, text, update

from circular.faults import Fault
from circular.register import Figure, load_policy, open_register, road, store_figures, store_judgement, store_many
from circular.register.exchange import (
    backup,
    cases,
    delete_case,
    export_lines,
    import_lines,
    judgements_of,
    merge_cases,
    merge_register,
)
from circular.register.tables import CASE, FACT, JUDGEMENT, META, SCHEMA_VERSION

HERE = Path(__file__).parent


def test_the_same_package_twice_is_one_case_with_two_judgements(url: str) -> None:
    files = ({"file": "krav.docx", "sha256": "ab" * 32},)
    with open_register(url) as register:
        store_judgement(register, tender("Skole", "no", files=files))
        store_judgement(register, tender("Skole (kopi)", "yes", files=files))
        (case,) = cases(register)
        assert case.judgements == 2 and case.verdict == "pass"
        _, history = judgements_of(register, "Skole")
        assert [j.facts["demand"].told for j in history] == ["no", "yes"]


def test_a_known_judgement_is_not_stored_again(url: str) -> None:
    judgements = many(60)
    with open_register(url) as register:
        assert store_many(register, judgements).new == 60
        again = store_many(register, judgements)
        assert (again.new, again.known) == (0, 60)


def test_departments_keep_cases_of_one_name_apart(url: str) -> None:
    with open_register(url) as register:
        store_many(register, [tender("Rengøring", department="A"), tender("Rengøring", department="B")])
        assert len(cases(register)) == 2
        with pytest.raises(Fault, match="2 cases have that name"):
            judgements_of(register, "Rengøring")


def test_a_clock_that_goes_back_does_not_make_the_newest_judgement_old(url: str) -> None:
    with open_register(url) as register:
        store_judgement(register, tender("Skole", "no", stored_at="2099-01-01T00:00:00.000000+00:00"))
        store_judgement(register, tender("Skole", "yes"))
        assert cases(register)[0].verdict == "pass"


def test_what_is_told_from_outside_yields_to_what_was_judged(url: str) -> None:
    with open_register(url) as register:
        store_judgement(register, tender("Skole", "yes"))
        store_judgement(register, tender("Skole", "no", tool="history"))
        with register.reading() as connection:
            assert connection.scalar(select(FACT.c.told)) == 1


def test_export_import_merge_and_backup_carry_everything(url: str, tmp_path: Path) -> None:
    with open_register(url) as register:
        store_many(register, many(300))
        store_figures(register, [Figure("EN-3", 2024, Decimal("-11.5"), "Energiregnskab", date(2025, 1, 1))])
        lines = list(export_lines(register))
        with open_register(str(tmp_path / "other.sqlite")) as other:
            judgements, figures = import_lines(other, "\n".join(lines), "alt.jsonl")
            assert (judgements.new, figures.new) == (300, 1)
            assert _standing(other) == _standing(register)
            assert import_lines(other, "\n".join(lines), "alt.jsonl")[0].new == 0
            assert merge_register(register, other)[0].new == 0
        backup(register, tmp_path / "copy.sqlite")
        with open_register(str(tmp_path / "copy.sqlite"), create=False) as copy:
            assert _standing(copy) == _standing(register)
        with pytest.raises(Fault, match="exists already"):
            backup(register, tmp_path / "copy.sqlite")


def test_a_broken_export_imports_nothing(url: str) -> None:
    with open_register(url) as register:
        store_judgement(register, tender("Skole"))
        lines = list(export_lines(register))
    with open_register(url) as register:
        with pytest.raises(Fault, match="not of an export"):
            import_lines(register, "\n".join([*lines, lines[1][:40]]), "x.jsonl")
        assert len(cases(register)) == 1


def test_merging_and_deleting_cases(url: str) -> None:
    with open_register(url) as register:
        store_many(register, [tender("A", "no"), tender("B", "yes")])
        assert merge_cases(register, "A", "B") == 1
        (case,) = cases(register)
        assert case.judgements == 2 and case.verdict == "pass"
        assert delete_case(register, "B") == 2
        assert cases(register) == []
        with register.reading() as connection:
            assert connection.scalar(select(func.count()).select_from(FACT)) == 0


def test_a_newer_schema_is_left_alone(url: str) -> None:
    with open_register(url) as register, register.writing() as connection:
        connection.execute(update(META).values(value=str(SCHEMA_VERSION + 1)))
    with pytest.raises(Fault, match="newer version"):
        open_register(url)


def test_every_released_schema_is_brought_to_today(url: str) -> None:
    kind = "postgresql" if url.startswith("postgresql") else "sqlite"
    rows = (HERE / "released" / "schema_1_rows.sql").read_text(encoding="utf-8")
    script = (HERE / "released" / f"schema_1_{kind}.sql").read_text(encoding="utf-8") + rows
    if kind == "sqlite":
        import sqlite3

        database = sqlite3.connect(url)
        database.executescript(script)
        database.close()
    else:
        import psycopg

        with psycopg.connect(url) as connection:
            connection.execute(script.encode())
            for table in ("cell", "register_case", "judgement", "figure"):
                connection.execute(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))".encode())
    with open_register(url) as register:
        with register.reading() as connection:
            assert connection.scalar(select(META.c.value)) == str(SCHEMA_VERSION)
            one = connection.execute(select(CASE.c.name, CASE.c.verdict, CASE.c.one_clause).order_by(CASE.c.id)).all()
        assert [tuple(row) for row in one] == [("Skole A", "pass", None), ("Møbler 2025", "fail", "CIR-201")]
        store_judgement(register, tender("Ny sag"))
        assert len(cases(register)) == 3


def test_two_writers_lose_nothing(url: str) -> None:
    open_register(url).close()
    faults: list[Exception] = []

    def write(seed: int) -> None:
        try:
            with open_register(url) as register:
                for judgement in many(40, seed):
                    store_judgement(register, judgement)
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=write, args=(seed,)) for seed in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    with open_register(url) as register, register.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(JUDGEMENT)) == 80


WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from made import many
from circular.register import open_register, store_judgement
with open_register(sys.argv[1]) as register:
    for number, judgement in enumerate(many(1000)):
        if number == 500:
            sys.stdin.read()
        store_judgement(register, judgement)
        print(judgement.uid, flush=True)
"""
"""Stores and tells; half-way it waits until nobody is there to tell it anything."""


def test_two_processes_write_at_once_and_lose_nothing(url: str) -> None:
    open_register(url).close()
    code = WRITER.replace("many(1000)", "many(150, int(sys.argv[3]))")
    writers = [subprocess.Popen([sys.executable, "-c", code, url, str(HERE), str(seed)], stdout=subprocess.PIPE, text=True) for seed in (1, 2)]  # fmt: skip
    told = [set(writer.communicate()[0].split()) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0] and [len(uids) for uids in told] == [150, 150]
    with open_register(url) as register:
        with register.reading() as connection:
            stored = set(connection.scalars(select(JUDGEMENT.c.uid)))
        assert stored == told[0] | told[1] and len(stored) == 300
        assert _standing(register) == _recomputed_standing(register)


def test_kill_9_in_the_middle_of_1000_writes_leaves_every_committed_judgement_whole(url: str) -> None:
    open_register(url).close()
    process = subprocess.Popen([sys.executable, "-c", WRITER, url, str(HERE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # fmt: skip
    assert process.stdout is not None
    told = [process.stdout.readline().strip() for _ in range(100)]
    os.kill(process.pid, signal.SIGKILL)
    told += [line.strip() for line in process.stdout if len(line) == 33]
    process.wait()
    if process.stdin is not None:
        process.stdin.close()
    with open_register(url) as register:
        with register.reading() as connection:
            rows = connection.execute(select(JUDGEMENT.c.uid, JUDGEMENT.c.body, JUDGEMENT.c.facts)).all()
        stored = {row.uid for row in rows}
        assert set(told) <= stored and len(stored) <= len(told) + 1 < 1000
        assert all(json.loads(row.body)["name"] and json.loads(row.facts) for row in rows)
        assert _standing(register) == _recomputed_standing(register)
        assert store_many(register, many(1000)).new == 1000 - len(stored)


def test_a_lost_connection_is_one_clear_line(postgres: str) -> None:
    import psycopg

    with open_register(postgres) as register, pytest.raises(Fault, match="cut off"), register.writing() as connection:
        pid = connection.scalar(text("SELECT pg_backend_pid()"))
        with psycopg.connect(postgres, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (pid,))
            until = time.monotonic() + 60
            while other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", (pid,)).fetchone():
                assert time.monotonic() < until, "the connection was not ended"
                time.sleep(0.02)
        connection.execute(text("SELECT 1"))


def test_damaged_locked_full_and_absent_registers_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(Fault, match=r"damaged|no register"):
        open_register(str(broken))
    with pytest.raises(Fault, match="does not exist"):
        open_register(str(tmp_path / "none.sqlite"), create=False)
    with pytest.raises(Fault, match="is missing or was cut off"):
        open_register("postgresql://u:hemmelig@127.0.0.1:1/x")
    monkeypatch.setattr("circular.register.store.WAIT_SECONDS", 0.1)
    path = str(tmp_path / "r.sqlite")
    with open_register(path) as first, open_register(path) as second:
        with first.writing(), pytest.raises(Fault, match="in use"):
            store_judgement(second, tender("A"))
        with first.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        with pytest.raises(Fault, match="disk is full"), first.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            from circular.register.writing import store_within

            store_within(connection, many(400))
        assert cases(second) == []


def test_passwords_are_not_shown() -> None:
    with pytest.raises(Fault) as caught:
        open_register("postgresql://u:hemmelig@127.0.0.1:1/x")
    assert "hemmelig" not in str(caught.value)


def test_persons_are_kept_out(tmp_path: Path) -> None:
    with open_register(str(tmp_path / "r.sqlite")) as register:
        with pytest.raises(Fault, match="person"):
            store_judgement(register, tender("A", department="bo@kommune.dk"))
        store_judgement(register, tender("Sag 010190-1234"))
        assert cases(register)[0].name == "Sag ***"


def test_the_report_equals_a_recomputation_without_sql(url: str) -> None:
    from circular.tender.categories import categories

    relevant = {c.id for c in categories().values() if c.relevant_for_2030}
    with open_register(url) as register:
        store_many(register, many(600))
        made = road(register, load_policy(), as_of=date(2026, 12, 1), most_evidence=None)
        lines = [json.loads(line)["judgement"] for line in export_lines(register) if '"judgement"' in line]
    newest: dict[str, dict[str, dict[str, object]]] = {}
    for line in sorted(lines, key=lambda line: line["stored_at"]):
        newest.setdefault(line["name"], {})[line["tool"]] = line
    counts: dict[int, list[int]] = {}
    for tools in newest.values():
        line = tools.get("check") or tools["history"]
        if not relevant & set(line["categories"]):  # type: ignore[call-overload]
            continue
        row = counts.setdefault(int(str(line["dates"]["published"])[:4]), [0, 0, 0, 0, 0])  # type: ignore[index]
        told = line["facts"]["demand"][0]  # type: ignore[index]
        row[{1: 0, 0: 1, -1: 2}[told]] += 1
        row[3] += (line["value_dkk"] or 0) if told == 1 else 0  # type: ignore[operator]
        row[4] += line["value_dkk"] or 0  # type: ignore[operator]
    target = next(item for item in made.targets if item.target.id == "CE-4")
    one = target.measures[0]
    seen = {y.year: [y.tally.met, y.tally.not_met, y.tally.unknown, y.tally.dkk_met, y.tally.dkk_total] for y in one.measured.years if y.tally}  # fmt: skip
    assert seen == counts and len(counts) == 4
    assert one.evidence_total == len(one.evidence) == sum(counts[2026][:3])
    assert one.measured.now and one.measured.now.value == pytest.approx(100 * counts[2026][0] / sum(counts[2026][:3]))


def test_one_clause_and_missing_demands(tmp_path: Path) -> None:
    with open_register(str(tmp_path / "r.sqlite")) as register:
        store_many(
            register,
            [
                tender("Én fra", "no", findings=(finding("CIRC-001", "fail"), finding("X-1", "pass"))),
                tender("To fra", "no", findings=(finding("CIRC-001", "fail"), finding("X-1", "fail"))),
                tender("Uvis", "no", findings=(finding("CIRC-001", "fail"), finding("X-1", "unknown"))),
                tender("Fraveget", "yes", findings=(finding("CIRC-001", "fail", waived=True),)),
            ],
        )
        found = road(register, load_policy(), as_of=date(2026, 1, 1)).gaps
    assert [case.name for case in found.one_clause] == ["Én fra"] and found.one_clause_total == 1
    assert [(d.code, d.cases) for d in found.demands] == [("CIRC-001", 3), ("X-1", 1)]


def _standing(register: object) -> list[tuple[object, ...]]:
    with register.reading() as connection:  # type: ignore[attr-defined]
        rows = connection.execute(
            select(CASE.c.name, CASE.c.department, FACT.c.name, FACT.c.told, FACT.c.waived, FACT.c.value_dkk).join(CASE, CASE.c.id == FACT.c.case_id)
        )  # fmt: skip
        return sorted((tuple(row) for row in rows), key=str)


def _recomputed_standing(register: object) -> list[tuple[object, ...]]:
    from circular.register.keeping import restand

    with register.writing() as connection:  # type: ignore[attr-defined]
        restand(connection, list(connection.scalars(select(CASE.c.id))))
    return _standing(register)
