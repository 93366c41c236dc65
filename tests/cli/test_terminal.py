"""The terminal: width, colour, consoles without UTF-8, full disks, closed pipes, and what is said beside the answer."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from in_process import Told, circular

from circular.cli.console import PLAIN, plainly
from circular.cli.progress import Progress, spell

pytestmark = pytest.mark.usefixtures("documents_read_here")

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
TENDER = """# Udbud

Kommunen udbyder renovering af Birkeskolen. Udbuddet er offentliggjort den 1. september 2026.

## Krav

Mindst 20 % af murstenene skal være genbrugte – “hele sten” ≥ 5 t CO₂ … og så videre.
"""


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    file = tmp_path / "udbud.md"
    file.write_text(TENDER, encoding="utf-8")
    return file


JUDGE = ("check", "udbud.md", "--category", "renovation", "--as-of", "2026-11-24")


def run(*arguments: str, cwd: Path, **environment: str) -> Told:
    return circular(*JUDGE, *arguments, cwd=cwd, **environment)


def run_alone(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The same in a process of its own, where its streams or its width are the point."""
    inherited = {k: v for k, v in os.environ.items() if k not in ("CIRCULAR_LANG", "NO_COLOR", "PYTHONIOENCODING", "COLUMNS")}  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "circular", *JUDGE, *arguments],
        cwd=cwd, capture_output=True, env={**inherited, **environment}, timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "columns", [pytest.param(50, marks=pytest.mark.slow), 72, pytest.param(100, marks=pytest.mark.slow)]
)
def test_lines_fit_the_width(tender: Path, columns: int) -> None:
    done = run(cwd=tender.parent, COLUMNS=str(columns))
    lines = done.stdout.splitlines()
    assert max(len(line) for line in lines if " " in line.strip()) <= columns
    assert len(lines) > 20


@pytest.mark.parametrize(
    "encoding", ["cp850", *(pytest.param(each, marks=pytest.mark.slow) for each in ("cp1252", "cp437", "latin-1"))]
)
def test_every_console_shows_it_without_question_marks(tender: Path, encoding: str) -> None:
    done = run("--verbose", cwd=tender.parent, PYTHONIOENCODING=encoding)
    text = done.out.decode(encoding)
    assert done.returncode == 1 and b"Traceback" not in done.err
    assert "?" not in text
    assert ('"' in text) is (encoding != "cp1252")
    assert "næste skridt" in text


def test_machines_get_utf8_whatever_the_console(tender: Path) -> None:
    done = run("--format", "json", cwd=tender.parent, PYTHONIOENCODING="cp850")
    assert "–" in done.stdout


def test_a_pipe_without_utf8_gets_it_unless_told_otherwise(tender: Path) -> None:
    done = run_alone(cwd=tender.parent, LC_ALL="en_US.ISO-8859-1", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert "næste skridt" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("char", [char for char in PLAIN if not char.isascii()])
def test_a_plain_form_is_in_the_poorest_alphabet(char: str) -> None:
    assert plainly(char, "ascii").isascii() and plainly(char, "ascii") != "?"


def test_what_has_no_plain_form_is_a_question_mark() -> None:
    assert plainly("漢", "ascii") == "?"
    assert plainly("₂", "cp850") == "2"


def on_a_terminal(*arguments: str, cwd: Path, **environment: str) -> str:
    """What a command says on a terminal of its own."""
    import pty

    main, other = pty.openpty()
    inherited = {k: v for k, v in os.environ.items() if k not in ("CIRCULAR_LANG", "NO_COLOR", "TERM")}
    process = subprocess.Popen(
        [sys.executable, "-m", "circular", "check", "udbud.md", "--category", "renovation", *arguments],
        cwd=cwd, stdout=other, stderr=other, stdin=other, env={**inherited, "TERM": "xterm", **environment},
    )  # fmt: skip
    os.close(other)
    said = b""
    while True:
        try:
            chunk = os.read(main, 65536)
        except OSError:
            break
        if not chunk:
            break
        said += chunk
    process.wait(timeout=60)
    os.close(main)
    return said.decode()


@pytest.mark.slow
@UNIX
def test_colour_only_on_a_terminal_that_wants_it(tender: Path) -> None:
    assert "\x1b[31m" in on_a_terminal(cwd=tender.parent)
    assert "\x1b[3" not in on_a_terminal(cwd=tender.parent, NO_COLOR="1")
    assert "\x1b[3" not in on_a_terminal(cwd=tender.parent, TERM="dumb")
    assert b"\x1b" not in run_alone(cwd=tender.parent).stdout


@pytest.mark.slow
@UNIX
def test_progress_only_on_a_terminal_and_not_when_quiet(tender: Path) -> None:
    assert re.search(r"\x1b\[2K\d+/1 · 0:0\d gået · udbud", on_a_terminal(cwd=tender.parent))
    assert "gået" not in on_a_terminal("--quiet", cwd=tender.parent)
    assert run_alone(cwd=tender.parent).stderr == b""


@UNIX
def test_a_closed_pipe_ends_quietly_and_files_are_whole(tender: Path) -> None:
    command = f"{sys.executable} -m circular check udbud.md --category renovation --verbose --format text --format json=a.json | head -1"  # fmt: skip
    done = subprocess.run(command, shell=True, cwd=tender.parent, capture_output=True, timeout=120, check=False)
    assert done.stdout.count(b"\n") == 1
    assert b"Traceback" not in done.stderr and b"Exception" not in done.stderr and b"Broken" not in done.stderr
    left = [file.name for file in tender.parent.iterdir()]
    assert sorted(left) in (["udbud.md"], ["a.json", "udbud.md"])
    if "a.json" in left:
        assert (tender.parent / "a.json").read_text(encoding="utf-8").endswith("}\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_is_one_line_and_exit_2(tender: Path) -> None:
    command = f"{sys.executable} -m circular rules list > /dev/full"
    done = subprocess.run(command, shell=True, cwd=tender.parent, capture_output=True, timeout=120, check=False)
    assert done.returncode == 2
    assert done.stderr.decode() == "resultatet kunne ikke skrives: disken er fuld\n"


@UNIX
@pytest.mark.parametrize(
    "form",
    ["json", *(pytest.param(each, marks=pytest.mark.slow) for each in ("md", "csv", "junit", "sarif", "xlsx", "html"))],
)
def test_a_full_disk_leaves_no_half_file(form: str, tender: Path) -> None:
    name = f"ud.{form}"
    (tender.parent / name).write_bytes(b"the old one")
    command = f"ulimit -f 2; {sys.executable} -m circular check udbud.md --no-cache --category renovation --format {form}={name}"
    done = subprocess.run(["bash", "-c", command], cwd=tender.parent, capture_output=True, timeout=120, check=False)
    assert done.returncode == 2, done.stderr
    assert (
        done.stderr.decode()
        == f"{name}: kan ikke skrives: {'disken er fuld' if form == 'xlsx' else 'filen bliver større, end der er lov til'}\n"
    )
    assert sorted(file.name for file in tender.parent.iterdir()) == sorted([name, "udbud.md"])
    assert (tender.parent / name).read_bytes() == b"the old one"


def test_quiet_says_the_verdict_alone(tender: Path) -> None:
    done = run("--quiet", cwd=tender.parent)
    assert done.stdout == "udbud: holder ikke\n" and done.stderr == ""
    assert run("-q", "--format", "json=a.json", cwd=tender.parent).stderr == ""


def test_files_written_are_told_with_the_verdict(tender: Path) -> None:
    done = run("--format", "md=a.md", cwd=tender.parent)
    assert done.stdout == "" and done.stderr == "skrevet: a.md\nudbud: holder ikke\n"


@pytest.mark.slow
def test_verbose_shows_what_holds_with_reasons(tender: Path) -> None:
    assert len(run("--verbose", cwd=tender.parent).stdout) > len(run(cwd=tender.parent).stdout) + 300


def test_the_last_line_says_what_to_do_next(tender: Path) -> None:
    assert re.search(r"næste skridt: circular new clause \S+( \(\d+ klausuler\s+afhjælper fundene\))?\Z", run(cwd=tender.parent).stdout.strip())  # fmt: skip
    assert "next: circular new clause" in run("--lang", "en", cwd=tender.parent).stdout.splitlines()[-1]


def test_progress_tells_the_time_that_is_left() -> None:
    now = [0.0]
    progress = Progress(40, shown=False, clock=lambda: now[0])
    assert progress.line("a") == "0/40 · 0:00 gået · a"
    for _ in range(4):
        now[0] += 15
        progress.step("b")
    assert progress.line("c") == "4/40 · 1:00 gået · ca. 9:00 tilbage · c"
    assert spell(3725) == "1:02:05"
