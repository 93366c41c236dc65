"""Whole runs of the command line, each told in one file: documents, command, exit code, and what is printed.

A `.scenario` file has sections that begin with `== `: `== file NAME` (as often as needed), `== command`, `== exit N`,
`== stdout` and `== stderr`. Expected lines must appear in that order; `…` inside a line stands for anything.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from in_process import circular

pytestmark = pytest.mark.usefixtures("documents_read_here")

HERE = Path(__file__).resolve().parent / "scenarios"
SCENARIOS = sorted(HERE.glob("*.scenario"))


def sections(text: str) -> list[tuple[str, str]]:
    parts = re.split(r"^== (.+)$", text, flags=re.MULTILINE)
    return [(head.strip(), body.removeprefix("\n")) for head, body in zip(parts[1::2], parts[2::2], strict=True)]


def matches(expected: str, shown: str) -> str | None:
    """The first expected line that does not appear in its turn, or None when all do."""
    lines = iter(shown.splitlines())
    for wanted in (line for line in expected.splitlines() if line.strip()):
        pattern = ".*".join(re.escape(piece) for piece in wanted.strip().split("…"))
        if not any(re.search(pattern, line) for line in lines):
            return wanted
    return None


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(path: Path, tmp_path: Path, root: Path) -> None:
    told = sections(path.read_text(encoding="utf-8"))
    for head, body in told:
        if head.startswith("file "):
            target = tmp_path / head.removeprefix("file ")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(body, encoding="utf-8")
    command = next(body for head, body in told if head == "command").strip().replace("EXAMPLES", str(root / "examples"))
    words = shlex.split(command)
    assert words[0] == "circular"
    run = circular(*words[1:], cwd=tmp_path, COLUMNS="100")
    (wanted_exit,) = (int(head.removeprefix("exit ")) for head, _ in told if head.startswith("exit "))
    assert run.returncode == wanted_exit, f"stdout:\n{run.stdout}\nstderr:\n{run.stderr}"
    for stream, shown in (("stdout", run.stdout), ("stderr", run.stderr)):
        for expected in (body for head, body in told if head == stream):
            missing = matches(expected, shown)
            assert missing is None, f"{stream} lacks, in its turn: {missing}\n{shown}"
    assert "Traceback" not in run.stderr


def test_there_are_scenarios() -> None:
    assert SCENARIOS
