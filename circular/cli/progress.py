"""Progress on stderr, only on a terminal: what is read, how long it has taken, and about how long is left."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from circular.cli import options
from circular.cli.speak import say

FROM_SECONDS = 2.0
"""No estimate before so long, and none from fewer than three documents."""
EVERY_SECONDS = 0.1


class Progress:
    """One line that is overwritten; `clock` is for tests."""

    def __init__(self, total: int, *, shown: bool | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.total, self.count = total, 0
        self.shown = sys.stderr.isatty() and not options.is_quiet() if shown is None else shown
        self._clock, self._begun, self._last = clock, clock(), -1.0

    def at(self, what: str) -> None:
        """Show what is worked on, without counting it."""
        now = self._clock()
        if self.shown and (self._last < 0 or now - self._last >= EVERY_SECONDS):
            self._last = now
            self._show(self.line(what))

    def step(self, what: str) -> None:
        """One more is done."""
        self.count += 1
        self.at(what)

    def end(self) -> None:
        """Take the line away."""
        if self.shown:
            click.echo("\r\x1b[2K", nl=False, err=True)

    def line(self, what: str) -> str:
        """`3/40 · 0:12 gået · ca. 2:28 tilbage · Kravspec.pdf`."""
        elapsed = self._clock() - self._begun
        said = [f"{self.count}/{self.total}" if self.total else str(self.count)]
        said.append(f"{spell(elapsed)} {say('gået', 'elapsed')}")
        left = self.remaining(elapsed)
        if left is not None:
            said.append(say(f"ca. {spell(left)} tilbage", f"about {spell(left)} left"))
        return " · ".join([*said, what])

    def remaining(self, elapsed: float) -> float | None:
        """Seconds that are left at the pace so far; None while nobody can tell."""
        if self.count < 3 or elapsed < FROM_SECONDS or not self.total:
            return None
        return elapsed / self.count * max(0, self.total - self.count)

    def _show(self, text: str) -> None:
        from circular.reports.plain import clean, width

        click.echo(f"\r\x1b[2K{clean(text)[: width() - 1]}", nl=False, err=True)


def spell(seconds: float) -> str:
    """`0:07`, `12:30`, `1:02:05`."""
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def documents_in(cases: Sequence[tuple[str, list[Path]]]) -> int:
    """How many files the cases hold; archives and mails count as one."""
    from circular.documents.folders import found

    return sum(len(found(files)[0]) for _, files in cases)
