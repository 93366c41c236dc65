"""Work that ends its own process, for the tests of lost workers."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from circular.cli.streaming import Line


def start(setup: object) -> object:
    return setup


def do(state: object, case: tuple[str, list[Path]]) -> Line:
    """The process is killed at 'always', and the first time at 'once'."""
    name, (path,) = case
    if name == "always":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "once" and not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Line(name, 0, None)


def lost(state: object, case: tuple[str, list[Path]]) -> Line:
    return Line(case[0], 2, "lost")
