"""A run that is broken off, by kill -9 too, and gone on with says what an unbroken one says."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from in_process import Told, circular

pytestmark = pytest.mark.usefixtures("documents_read_here")

WORDS = ("check", "--each", "sager", "--format", "jsonl", "--as-of", "2026-11-25", "--category", "renovation")
COMMAND = [sys.executable, "-m", "circular", *WORDS]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sager").mkdir()
    for number in range(24):
        text = "\n\n".join(f"Afsnit {number}.{line}. Mindst {number + 10} % af murstenene skal være genbrugte." for line in range(40))  # fmt: skip
        (tmp_path / "sager" / f"sag{number:02}.md").write_text(text, encoding="utf-8")
    (tmp_path / "sager" / "sag07.md").write_bytes(b"")
    return tmp_path


def run(folder: Path, *more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *more], cwd=folder, capture_output=True, check=False)


def run_here(folder: Path, *more: str) -> Told:
    return circular(*WORDS, *more, cwd=folder)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_killed_in_the_middle_goes_on_and_says_the_same(folder: Path, jobs: str) -> None:
    begun = sum(os.times()[2:4])
    whole = run(folder)
    took = sum(os.times()[2:4]) - begun
    with subprocess.Popen([*COMMAND, "--resume", "a.run", "--jobs", jobs], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True) as broken:  # fmt: skip
        assert broken.stdout is not None
        for _ in range(6):
            assert broken.stdout.readline()
        os.killpg(broken.pid, signal.SIGKILL)
    said = (folder / "a.run").read_bytes()
    assert 6 <= said.count(b"\n") - 1 < 24
    (folder / "a.run").write_bytes(said + b'{"case": 23, "of": "half a li')
    again = run(folder, "--resume", "a.run")
    assert (again.stdout, again.stderr, again.returncode) == (whole.stdout, whole.stderr, whole.returncode)
    assert (folder / "a.run").read_bytes().count(b"\n") == 25
    begun = sum(os.times()[2:4])
    third = run(folder, "--resume", "a.run")
    assert third.stdout == whole.stdout, "a finished run says it all again without judging"
    assert sum(os.times()[2:4]) - begun < took / 2, "processor time of the processes"


@pytest.mark.slow
def test_a_changed_file_is_judged_again_and_other_options_are_another_run(folder: Path) -> None:
    for file in sorted((folder / "sager").iterdir())[3:]:
        file.unlink()
    run(folder, "--resume", "a.run")
    (folder / "sager" / "sag01.md").write_text("Der stilles ingen krav.", encoding="utf-8")
    changed = run(folder, "--resume", "a.run")
    assert changed.stdout == run(folder).stdout
    other = run(folder, "--resume", "a.run", "--value", "5")
    assert other.returncode == 2
    assert "a.run: kørslen blev begyndt med andre tilvalg" in other.stderr.decode()
    (folder / "sager" / "sag00.md").unlink()
    gone = run(folder, "--resume", "a.run")
    assert (gone.returncode, b"andre sager" in gone.stderr) == (2, True)


def test_a_run_begun_yesterday_judges_as_of_yesterday(folder: Path) -> None:
    for file in sorted((folder / "sager").iterdir())[2:]:
        file.unlink()
    run_here(folder, "--resume", "a.run", "--as-of", "2025-01-31")
    plain = [word for word in WORDS if word not in ("--as-of", "2026-11-25")]
    later = circular(*plain, "--resume", "a.run", cwd=folder)
    assert [json.loads(line)["judged_on"] for line in later.stdout.splitlines()] == ["2025-01-31", "2025-01-31"]


@pytest.mark.parametrize(("content", "said"), [(b"not a journal\n", "er ikke en kørsels journal"), (b'{"circular": "other"}\n', "er ikke en kørsels journal")])  # fmt: skip
def test_a_file_that_is_no_journal_is_left_alone(folder: Path, content: bytes, said: str) -> None:
    (folder / "a.run").write_bytes(content)
    found = run_here(folder, "--resume", "a.run")
    assert found.returncode == 2
    assert said in found.stderr
    assert found.stdout == ""
    assert (folder / "a.run").read_bytes() == content


@pytest.mark.skipif(sys.platform == "win32", reason="locks as on unix")
def test_two_runs_do_not_write_one_journal(folder: Path) -> None:
    import fcntl

    for file in sorted((folder / "sager").iterdir())[2:]:
        file.unlink()
    run_here(folder, "--resume", "a.run")
    with (folder / "a.run").open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        second = run(folder, "--resume", "a.run")
    assert second.returncode == 2
    assert "en anden kørsel skriver den" in second.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions as on unix")
def test_only_its_owner_can_read_a_journal(folder: Path) -> None:
    for file in sorted((folder / "sager").iterdir())[1:]:
        file.unlink()
    run_here(folder, "--resume", "a.run")
    assert (folder / "a.run").stat().st_mode & 0o077 == 0


def test_resume_goes_with_lines_of_json_only(folder: Path) -> None:
    found = circular("check", "sager", "--resume", "a.run", cwd=folder)
    assert found.returncode == 2
    assert "--format jsonl" in found.stderr


@pytest.mark.slow
def test_a_resumed_run_stores_a_building_as_the_unbroken_one_does(tmp_path: Path) -> None:
    from sqlalchemy import create_engine, text

    (tmp_path / "sager").mkdir()
    project = (Path(__file__).parents[2] / "examples" / "skole.yaml").read_text(encoding="utf-8")
    (tmp_path / "sager" / "skole.yaml").write_text(project, encoding="utf-8")
    (tmp_path / "sager" / "tilbygning.yaml").write_text(re.sub(r"(?m)^works: .*$", "works: new", project), encoding="utf-8")  # fmt: skip
    command = [word for word in COMMAND if word not in ("--category", "renovation")]

    def stored(register: str, *more: str) -> list[tuple[object, ...]]:
        done = subprocess.run([*command, "--permit-applied", "2026-01-31", "--register", register, *more], cwd=tmp_path, capture_output=True, check=False)  # fmt: skip
        assert done.returncode in (0, 1), done.stderr
        engine = create_engine(f"sqlite:///{tmp_path / register}")
        asked = "SELECT c.name, l.categories, l.year, j.facts, j.body FROM register_case c JOIN cell l ON l.id = c.cell_id JOIN judgement j ON j.case_id = c.id ORDER BY c.name"  # fmt: skip
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(asked))]

    whole = stored("whole.sqlite")
    assert [row[1] for row in whole] == ["renovation", "new_build"]
    assert stored("first.sqlite", "--resume", "a.run") == whole
    assert stored("lost.sqlite", "--resume", "a.run") == whole, "the register was lost, the journal was not"
    journal = (tmp_path / "a.run").read_bytes().splitlines(keepends=True)
    (tmp_path / "a.run").write_bytes(b"".join(journal[:2]))
    assert stored("broken.sqlite", "--resume", "a.run") == whole
    assert len(stored("broken.sqlite", "--resume", "a.run")) == 2, "nothing is stored twice"
