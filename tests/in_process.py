"""The program run in this process: what it says and how it ends, without the second or two that a new process needs
to start. Help texts are built once a process, so those of both languages need processes of their own."""

from __future__ import annotations

import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

FOR_A_TERMINAL = ("NO_COLOR", "PYTHONIOENCODING", "COLUMNS")
KEPT = ("CIRCULAR_CACHE",)


@dataclass(frozen=True)
class Told:
    """How the program ended, and what it said as text and as bytes."""

    returncode: int
    out: bytes
    err: bytes

    @property
    def stdout(self) -> str:
        return self.out.decode("utf-8")

    @property
    def stderr(self) -> str:
        return self.err.decode("utf-8")


def processor_seconds() -> float:
    """Processor time of this process and of those it waited for: a busy machine does not lengthen it as it does the clock."""
    return sum(os.times()[:4])


def circular(*arguments: str, cwd: Path, **environment: str) -> Told:
    """`circular ARGUMENTS` begun in the folder, with these variables and streams that are no terminal."""
    from circular.cli import program
    from circular.cli.guard import run
    from circular.cli.speak import tongue

    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        patch.setattr(sys, "argv", ["circular", *arguments])
        ours = [name for name in os.environ if name.startswith("CIRCULAR_") and name not in KEPT]
        for name in (*ours, *FOR_A_TERMINAL):
            patch.delenv(name, raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        tongue.cache_clear()
        try:
            with redirect_stdout(out), redirect_stderr(err):
                code = run(program, list(arguments))
        finally:
            tongue.cache_clear()
    said = []
    for stream in (out, err):
        stream.flush()
        said.append(stream.buffer.getvalue())  # type: ignore[attr-defined]
    return Told(code, *said)
