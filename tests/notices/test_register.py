"""Thousands of notices go into the register in bulk; twice the same is one case with two judgements; one bad file ends nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from in_process import Told, circular
from sqlalchemy import create_engine, text

from circular.cli import storing
from tests.notices.made_notices import lot, notice

pytestmark = pytest.mark.usefixtures("documents_read_here")

ENV, CIRC = ("strategic-procurement", "env-imp"), ("environmental-impact", "circ-econ")


def folder_of(path: Path, count: int) -> Path:
    folder = path / "notices"
    folder.mkdir()
    for number in range(count):
        tags = [ENV, CIRC] if number % 2 else [CIRC]
        (folder / f"15{number:02}31-2022.xml").write_bytes(
            notice(lot(tags=tags, text=f"Borde nr. {number} skal kunne repareres."), cpv="39120000")
        )
    return folder


def run(folder: Path, *more: str) -> Told:
    words = ("check", "--each", str(folder), "--format", "jsonl", "--as-of", "2026-11-24")
    return circular(*words, "--register", "register.sqlite", *more, cwd=folder.parent)


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    engine = create_engine(f"sqlite:///{folder.parent / 'register.sqlite'}")
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@pytest.mark.slow
def test_twice_the_same_folder_is_one_case_each_with_two_judgements(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 7)
    first, second = run(folder), run(folder, "--jobs", "2")
    assert first.returncode in (0, 1), first.stderr
    assert first.stdout == second.stdout
    assert len(first.stdout.splitlines()) == 7
    assert rows(folder, "SELECT count(*) FROM register_case") == [(7,)]
    assert set(rows(folder, "SELECT case_id, count(*) FROM judgement GROUP BY case_id")) == {
        (n, 2) for n in range(1, 8)
    }
    assert rows(folder, "SELECT DISTINCT tool, kind FROM judgement") == [("notice", "notice")]


def test_a_bad_file_is_told_and_the_others_are_stored(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 4)
    (folder / "150131-2022.xml").write_bytes(b"<html><body>502</body></html>")
    (folder / "1502a.xml").write_bytes(notice(lot())[:700])
    done = run(folder, "--lang", "en")
    assert done.returncode == 2
    cases = [json.loads(line) for line in done.stdout.splitlines()]
    assert [bool(case["error"]) for case in cases] == [False, True, False, True, False]
    assert "an error page (HTML), not a notice" in done.stderr
    assert done.stderr.rstrip().endswith("2 of 5 cases could not be read")
    names = [name for (name,) in rows(folder, "SELECT name FROM register_case ORDER BY name")]
    assert names == ["150031/2022", "150231/2022", "150331/2022"], "a notice's number is taken for a person's"


def test_judgements_are_stored_in_batches_and_the_rest_when_it_ends_badly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import date

    from circular.register import Judgement

    monkeypatch.setattr(storing, "BATCH", 3)
    url = str(tmp_path / "r.sqlite")

    def judged(name: str) -> Judgement:
        return Judgement(name=name, kind="notice", tool="notice", judged_on=date(2026, 11, 24), verdict="pass")

    with pytest.raises(RuntimeError), storing.Storing(url) as store:
        for name in "abcd":
            store.add(judged(name))
        store.add(None)
        raise RuntimeError
    engine = create_engine(f"sqlite:///{url}")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM register_case")).scalar() == 4


def test_a_lost_process_is_its_cases_status_and_the_run_goes_on(tmp_path: Path) -> None:
    from circular.cli.crew import Task, answers
    from tests.notices import killing

    names = ["a", "b", "once", "c", "always", *"defghijklm"]
    cases = [(name, [tmp_path / name]) for name in names]
    found = list(answers(Task(killing.start, killing.do, killing.lost, None), cases, jobs=2))
    assert [line.text for line in found] == names
    assert [line.text for line in found if line.fault] == ["always"]


def test_a_run_gone_on_with_stores_what_the_broken_one_did_not_and_nothing_twice(tmp_path: Path) -> None:
    from datetime import date

    from circular.checking import Told
    from circular.cli.streaming import Setup, lines

    folder = folder_of(tmp_path, 3)
    cases = [(path.stem, [path]) for path in sorted(folder.iterdir())]
    setup = Setup((), (), None, Told(), date(2026, 11, 24), "da", ("must",), stored=True)
    judged = list(lines(cases, setup, 1))
    told = [
        line._replace(judgement=replace(line.judgement, uid=f"{at:032}"))
        for at, line in enumerate(judged)
        if line.judgement
    ]
    run, url = tmp_path / "run.jsonl", str(folder.parent / "register.sqlite")
    for part in ([judged[0]], [told[0], *judged[1:]], told):
        with storing.Storing(url) as store:
            for (_, files), line in zip(cases, part, strict=False):
                store.add_line(line, files, run)
    assert rows(folder, "SELECT case_id, count(*) FROM judgement GROUP BY case_id") == [(1, 1), (2, 1), (3, 1)]
    assert rows(folder, "SELECT min(name) FROM register_case") == [("150031/2022",)]
