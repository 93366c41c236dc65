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
    state = _State()
    try:
        _search(problem, clock, gap, solver, tell, state)
    except KeyboardInterrupt:
        clock.stop()
    value, bound, dual = state.value, state.bound, state.dual
    if dual is None:
        nothing = np.zeros(problem.rows), np.zeros(problem.columns)
        return Answer("limit", None, None, None, *nothing)
    if state.infeasible:
        return Answer("infeasible", None, None, None, dual.prices, dual.slack)
    done = value is not None and bound is not None and value - bound <= gap * abs(bound) + 2 * _hair(value)
    return Answer("optimal" if done else "limit", state.best, value, bound, dual.prices, dual.slack)


@dataclass
class _State:
    """What a search has so far; it stands when the user stops the search."""

    dual: Dual | None = None
    best: Choice | None = None
    value: float | None = None
    bound: float | None = None
    infeasible: bool = False


def _search(
    problem: Problem,
    clock: Clock,
    gap: float,
    solver: str,
    tell: Callable[[float | None, float | None], None] | None,
    state: _State,
) -> None:
    """Prices first, then wider and wider cores, until the gap is reached or the time is out."""
    state.dual = dual = best_prices(problem, clock=clock)
    if dual.bound == math.inf:
        state.infeasible = True
        return
    state.bound = dual.bound
    if tell is not None:
        tell(None, state.bound)
    for keep, reach, last in Cores(problem, dual):
        wanted = gap * abs(state.bound)
        if state.value is not None and state.value - state.bound <= wanted:
            return
        kept = keep if state.value is None else keep & (dual.slack <= state.value - dual.bound + _hair(state.value))
        left = clock.left()
        share = clock if last or left is None else clock.at_most(max(1.0, PATIENCE * left))
        ends = share.ends
        core = best_of(problem, kept, clock=share, solver=solver, absolute_gap=wanted / 2)
        if core.choice is not None:
            worth = problem.worth(*core.choice)
            if state.value is None or worth < state.value:
                state.best, state.value = core.choice, worth
        if core.ended == "infeasible" and last and state.best is None:
            state.infeasible = True
            return
        proven = math.inf if core.ended == "infeasible" else core.bound
        if proven is not None:
            beyond = math.inf if last else dual.bound + reach
            within = proven if proven == math.inf else proven - _hair(proven)
            state.bound = max(state.bound, min(within, beyond, math.inf if state.value is None else state.value))
        if tell is not None:
            tell(state.value, state.bound)
        if share.ends != ends:
            clock.stop()
        if clock.out or (state.value is not None and state.value - state.bound <= wanted + 2 * _hair(state.value)):
            return
        if last or (state.value is not None and dual.bound + reach >= state.value and core.ended == "optimal"):
            return


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
