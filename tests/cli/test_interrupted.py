"""What happens around the program: full disks, places that can't be written, closed pipes, Ctrl-C, two runs at once."""

from __future__ import annotations

import json
import math
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CIRCULAR = [sys.executable, "-m", "circular"]
CHECK = [*CIRCULAR, "check", "udbud", "--category", "renovation", "--as-of", "2026-11-25"]
unix = pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and devices of unix")

pytestmark = pytest.mark.slow  # every one starts commands and waits for them


@pytest.fixture
def folder(tmp_path: Path, root: Path) -> Path:
    (tmp_path / "udbud").mkdir()
    for file in (root / "examples" / "udbud-skole").iterdir():
        (tmp_path / "udbud" / file.name).write_bytes(file.read_bytes())
    (tmp_path / "skole.yaml").write_bytes((root / "examples" / "skole.yaml").read_bytes())
    return tmp_path


def small_files() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name not in ("udbud", "skole.yaml"))


def clear(said: str, lines: int = 4) -> None:
    assert "Traceback" not in said, said
    assert 1 <= len(said.strip().splitlines()) <= lines, said


@unix
@pytest.mark.parametrize("form", ["html", "xlsx", "json", "csv"])
def test_a_disk_that_is_full_leaves_no_half_file(form: str, folder: Path) -> None:
    (folder / f"ud.{form}").write_bytes(b"the old one")
    found = subprocess.run([*CHECK, "--format", f"{form}=ud.{form}"], cwd=folder, capture_output=True, text=True, preexec_fn=small_files, check=False)  # fmt: skip
    assert found.returncode == 2
    clear(found.stderr)
    assert "kan ikke skrives" in found.stderr
    assert left(folder) == [f"ud.{form}"]
    assert (folder / f"ud.{form}").read_bytes() == b"the old one"


@unix
@pytest.mark.parametrize("words", [["lca", "skole.yaml"], ["optimise", "skole.yaml"]])
def test_workbooks_of_footprints_and_plans_leave_no_half_file(words: list[str], folder: Path) -> None:
    (folder / "ud.xlsx").write_bytes(b"the old one")
    found = subprocess.run([*CIRCULAR, *words, "--format", "xlsx=ud.xlsx"], cwd=folder, capture_output=True, text=True, preexec_fn=small_files, check=False)  # fmt: skip
    assert found.returncode == 2
    clear(found.stderr)
    assert "kan ikke skrives" in found.stderr
    assert left(folder) == ["ud.xlsx"]
    assert (folder / "ud.xlsx").read_bytes() == b"the old one"


@unix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_screen_that_takes_no_more_is_one_clear_line(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        found = subprocess.run([*CHECK, "--format", "json"], cwd=folder, stdout=full, stderr=subprocess.PIPE, text=True, check=False)  # fmt: skip
    assert found.returncode == 2
    clear(found.stderr)


@unix
@pytest.mark.parametrize("command", [[*CHECK, "--format", "html=/proc/circular/ud.html"], [*CIRCULAR, "lca", "skole.yaml", "--format", "xlsx=/proc/ud.xlsx"], [*CIRCULAR, "new", "project", "/proc/ny.xlsx"]])  # fmt: skip
def test_a_place_that_cannot_be_written_is_named(command: list[str], folder: Path) -> None:
    found = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert found.returncode == 2
    clear(found.stderr)
    assert "/proc/" in found.stderr


@unix
@pytest.mark.parametrize("words", [["check", "udbud", "--format", "json"], ["clauses", "udbud"], ["rules", "list"], ["materials", "list"], ["check", "--each", "udbud", "--format", "jsonl"]])  # fmt: skip
def test_a_reader_that_goes_away_costs_no_traceback(words: list[str], folder: Path) -> None:
    with subprocess.Popen([*CIRCULAR, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        said = process.stderr.read().decode()
        assert process.wait(600) in (0, 1, 2)
    assert "Traceback" not in said and "Exception ignored" not in said, said


def until(holds: Callable[[], bool], what: str = "", seconds: float = 300) -> None:
    """Wait for it, for as long as a busy machine may need."""
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, what
        time.sleep(0.02)


def spent(process: int) -> float:
    """Processor time of a process so far; without end when it has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return math.inf
    return math.inf if fields[0] == "Z" else (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


SWALLOWED = """
import os, signal, sys, time
import click
from circular.cli.guard import run

class Held:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)

@click.command()
def command():
    held = Held()
    del held
    time.sleep(30)

sys.exit(run(command, []))
"""


def of_group(group: int) -> list[int]:
    """The processes of a session that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == group and fields[0] != "Z":
                found.append(int(entry.name))
    return found


@unix
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc")
@pytest.mark.parametrize("more", [["--format", "html=ud.html"], ["--each", "--format", "jsonl", "--jobs", "2"]])
def test_ctrl_c_at_any_moment_ends_everything_in_one_line(more: list[str], folder: Path) -> None:
    chance = random.Random(3)
    for _ in range(12):
        process = subprocess.Popen([*CHECK, "--no-cache", *more], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)  # fmt: skip
        until(lambda pid=process.pid: spent(pid) >= 0.06)  # Python itself has begun
        time.sleep(chance.random() * 2.2)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=600)
        text = said.decode()
        assert "Traceback" not in text, text
        assert process.returncode in (0, 1, 2, -signal.SIGINT)
        until(lambda pid=process.pid: of_group(pid) == [], "no process is left behind")
        assert left(folder) in ([], ["ud.html"])
        (folder / "ud.html").unlink(missing_ok=True)


@unix
def test_ctrl_c_in_a_finaliser_is_not_lost() -> None:
    said = subprocess.run([sys.executable, "-c", SWALLOWED], capture_output=True, timeout=60, check=False)
    assert (said.returncode, said.stdout, said.stderr.decode().strip()) == (2, b"", "Afbrudt.")


def test_two_runs_that_write_one_file_leave_a_whole_one(folder: Path) -> None:
    commands: list[Any] = [[*CHECK, "--format", "json=ud.json", "--lang", language] for language in ("da", "en") * 2]
    running = [subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for command in commands]  # fmt: skip
    for process in running:
        _, said = process.communicate(timeout=600)
        assert b"Traceback" not in said
        assert process.returncode in (0, 1)
    assert json.loads((folder / "ud.json").read_text(encoding="utf-8"))["schema"] == "circular/check/1"
    assert left(folder) == ["ud.json"]
