"""Solves a multiple-choice problem: prices and a bound first, then the whole problem over the columns they leave in play.

A choice that uses a column of slack s is worth at least bound + s. So the integer problem over the columns of slack at
most s proves min(its own bound, bound + s) for the whole, and is widened until the gap asked for is reached.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from circular.optimise.multiple_choice.dual import Dual, best_prices
from circular.optimise.multiple_choice.master import Choice, best_of
from circular.optimise.multiple_choice.problem import Floats, Marks, Problem, Whole
from circular.optimise.multiple_choice.prune import undominated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from circular.optimise.proof import Clock

FIRST_CORE = 300
WIDEN = 4
PATIENCE = 0.4
"""Share of the time left that one narrow core may take."""
SMALL = 4000
"""A problem of so few columns is pruned and handed to the solver whole."""


@dataclass(frozen=True)
class Answer:
    """The best choice found, with what is proven about the best there is."""

    ended: Literal["optimal", "infeasible", "limit"]
    choice: Choice | None
    """(columns, counts), columns rising; verified on the raw data."""
    value: float | None
    bound: float | None
    """No choice is worth less."""
    prices: Floats
    """(R,) of the linear relaxation."""
    slack: Floats
    """(N,) by how much a choice that uses the column is worse than the bound of the relaxation, at least."""

    @property
    def gap(self) -> float | None:
        """(value - bound) / |bound|; None where nothing is proven."""
        if self.value is None or self.bound is None:
            return None
        if self.value <= self.bound:
            return 0.0
        return (self.value - self.bound) / abs(self.bound) if self.bound else None


def solve(
    problem: Problem,
    *,
    clock: Clock,
    gap: float = 0.0,
    solver: str = "highs",
    tell: Callable[[float | None, float | None], None] | None = None,
) -> Answer:
    """The least worth choice within a relative `gap` of the bound, or the best the clock allows.

    `tell` hears (value, bound) whenever one of them improves.
    """
    dual = best_prices(problem, clock=clock)
    if dual.bound == math.inf:
        return Answer("infeasible", None, None, None, dual.prices, dual.slack)
    bound = dual.bound
    best: Choice | None = None
    value: float | None = None
    if tell is not None:
        tell(value, bound)
    for keep, reach, last in Cores(problem, dual):
        wanted = gap * abs(bound)
        room = None if value is None else value - bound
        if room is not None and room <= wanted:
            break
        kept = keep if value is None else keep & (dual.slack <= value - dual.bound + _hair(value))
        left = clock.left()
        share = clock if last or left is None else clock.at_most(max(1.0, PATIENCE * left))
        core = best_of(problem, kept, clock=share, solver=solver, absolute_gap=wanted / 2)
        if core.choice is not None:
            worth = problem.worth(*core.choice)
            if value is None or worth < value:
                best, value = core.choice, worth
        if core.ended == "infeasible" and last and best is None:
            return Answer("infeasible", None, None, None, dual.prices, dual.slack)
        proven = math.inf if core.ended == "infeasible" else core.bound
        if proven is not None:
            beyond = math.inf if last else dual.bound + reach
            within = proven if proven == math.inf else proven - _hair(proven)
            bound = max(bound, min(within, beyond, math.inf if value is None else value))
        if tell is not None:
            tell(value, bound)
        if clock.out or (value is not None and value - bound <= wanted + 2 * _hair(value)):
            break
        if last or (value is not None and dual.bound + reach >= value and core.ended == "optimal"):
            break
    done = value is not None and bound is not None and value - bound <= gap * abs(bound) + 2 * _hair(value)
    return Answer("optimal" if done else "limit", best, value, bound, dual.prices, dual.slack)


class Cores:
    """Wider and wider sets of columns by slack: (which, the slack of everything left out at least, whether nothing is left
    out). Each group's best column for every row goes along, so that tight rows can be met."""

    def __init__(self, problem: Problem, dual: Dual) -> None:
        self.problem, self.dual = problem, dual

    def __iter__(self) -> Iterator[tuple[Marks, float, bool]]:
        problem, slack = self.problem, self.dual.slack
        if problem.columns <= SMALL:
            yield undominated(problem), math.inf, True
            return
        size = max(FIRST_CORE, 30 * (1 + problem.rows))
        while size + problem.groups < problem.columns:
            reach = float(np.partition(slack, size + problem.groups - 1)[size + problem.groups - 1])
            keep = slack <= reach
            thin, at = problem.only(keep)
            wide = np.zeros(problem.columns, dtype=bool)
            wide[at[undominated(thin)]] = True
            if size > FIRST_CORE * WIDEN:
                wide |= self._extremes()
            yield wide, _next_above(slack, reach), False
            size *= WIDEN
        yield undominated(problem), math.inf, True

    def _extremes(self) -> Marks:
        """For every row and group the column that helps the row most."""
        problem = self.problem
        marks = np.zeros(problem.columns, dtype=bool)
        for r in range(problem.rows):
            for limit, sign in ((problem.upper[r], 1.0), (problem.lower[r], -1.0)):
                if np.isfinite(limit):
                    marks[_first_least(problem, sign * problem.use[r])] = True
        return marks


def _first_least(problem: Problem, measure: Floats) -> Whole:
    first = problem.start[:-1]
    least = np.minimum.reduceat(measure, first)
    hits = np.flatnonzero(measure == np.repeat(least, np.diff(problem.start)))
    return hits[np.searchsorted(hits, first)].astype(np.int64)


def _next_above(slack: Floats, reach: float) -> float:
    """The least slack of a column beyond the reach."""
    beyond = slack[slack > reach]
    return float(beyond.min()) if beyond.size else math.inf


def _hair(value: float) -> float:
    """What floating point may cost a sum of this size."""
    return 1e-9 * max(1.0, abs(value))
