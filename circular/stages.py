"""Where the time of a run goes: seconds by stage, counted only when somebody asks (`--timing`)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Stages:
    """Seconds and times of each stage; a stage within another is taken out of the outer one."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.times: dict[str, int] = {}
        self.begun = time.perf_counter()
        self._open: list[list[float]] = []

    @contextmanager
    def within(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        inner = [0.0]
        self._open.append(inner)
        try:
            yield
        finally:
            took = time.perf_counter() - begun
            self._open.pop()
            self.seconds[name] = self.seconds.get(name, 0.0) + took - inner[0]
            self.times[name] = self.times.get(name, 0) + 1
            if self._open:
                self._open[-1][0] += took


_ASKED: ContextVar[Stages | None] = ContextVar("stages", default=None)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Count what is done within as this stage, where somebody asked."""
    asked = _ASKED.get()
    if asked is None:
        yield
        return
    with asked.within(name):
        yield


def ask() -> Stages:
    """Count from now on; `forget` ends it."""
    made = Stages()
    _ASKED.set(made)
    return made


def forget() -> None:
    """Count no more."""
    _ASKED.set(None)
