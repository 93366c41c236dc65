"""What one measurement says: a figure with its unit, its goal, and how it was come by."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """One line of docs/benchmarks.md."""

    name: str
    """What was measured, in words: "PDF with geometry, 350 pages"."""
    value: float
    unit: str
    """"s", "pages/s", "MB", "x" for a ratio, "" for a count."""
    better: Literal["higher", "lower"] = "higher"
    goal: float | None = None
    """Least (higher) or most (lower) that was aimed at; None for a figure that only informs."""
    guard: float | None = None
    """Bound that a run in CI enforces; only for ratios of one run and for counts of work done, never for times."""
    runs: tuple[float, ...] = ()
    """The single measurements that value is the median of, in the unit of value."""
    note: str = ""
    """Circumstances, and the cause where the goal is missed."""

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        return None if self.goal is None else self._within(self.goal)

    @property
    def guarded(self) -> bool:
        """Whether the guard holds, or there is none."""
        return self.guard is None or self._within(self.guard)

    def _within(self, bound: float) -> bool:
        return self.value >= bound if self.better == "higher" else self.value <= bound


@dataclass(frozen=True)
class Timing:
    """Seconds of repeated runs of one piece of work."""

    seconds: tuple[float, ...] = field(default_factory=tuple)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def rates(self, amount: float) -> tuple[float, ...]:
        """Amount of work done a second, run by run."""
        return tuple(amount / one for one in self.seconds)

    def rate(self, amount: float) -> float:
        """Amount of work done a second: the median of the runs."""
        return statistics.median(self.rates(amount))


PROCESSOR = time.process_time
"""Seconds of processor time of this process: right where the work is done in it, and not moved by a busy machine."""
WALL = time.perf_counter
"""Seconds by the clock: for work that other processes do."""


def timed(
    work: Callable[[], object], runs: int = 5, *, warm: bool = True, clock: Callable[[], float] = PROCESSOR
) -> Timing:
    """Seconds of several runs, after one that is not counted when warm."""
    return side_by_side(work, runs=runs, warm=warm, clock=clock)[0]


def side_by_side(
    *works: Callable[[], object], runs: int = 5, warm: bool = True, clock: Callable[[], float] = PROCESSOR
) -> tuple[Timing, ...]:
    """Several ways to do one thing, taken in turn within one process, so that a busy machine hits all of them alike."""
    if warm:
        for work in works:
            work()
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for found, work in zip(seconds, works, strict=True):
            gc.collect()
            begun = clock()
            work()
            found.append(clock() - begun)
    return tuple(Timing(tuple(one)) for one in seconds)


def ratio(over: Timing, under: Timing) -> tuple[float, ...]:
    """Run by run, how many times as long the first took as the second; its median is the ratio to report."""
    return tuple(a / b for a, b in zip(over.seconds, under.seconds, strict=True))


def peak_mb() -> float:
    """The most memory this process has held, in MB; 0 where the system doesn't tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    import sys

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)
