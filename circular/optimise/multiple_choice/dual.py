"""Prices of the linking rows and the bound they prove, by cutting planes in the space of prices.

For prices y (y_r >= 0 prices the upper side of row r, y_r <= 0 the lower one), every choice is worth at least

    L(y) = sum_g n_g min_(j in g) (v_j + sum_r y_r a_rj) - sum_r (U_r y_r if y_r > 0 else L_r y_r)

so L(y) is a bound whatever the prices, and the best prices are those of the linear relaxation. L is concave and piecewise
linear; its cuts are kept apart for some dozens of chunks of groups, and steps stay in a box around the best prices so far.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from circular.optimise.multiple_choice.problem import Floats, Problem, Whole
from circular.optimise.solver import bare_engine
from circular.stages import stage

if TYPE_CHECKING:
    from circular.optimise.proof import Clock

CHUNKS = 96
MOST_STEPS = 300
CLOSE = 1e-9
"""Stop when the best possible bound is this close, relative."""


@dataclass(frozen=True)
class Dual:
    """The best prices found and what they prove."""

    prices: Floats
    """(R,) value per unit of a row: positive where the upper side binds, negative where the lower one does."""
    bound: float
    """No choice is worth less; inf when no choice holds the rows."""
    slack: Floats
    """(N,) by how much the bound rises for a choice that uses the column."""
    steps: int


def priced(problem: Problem, prices: Floats) -> Floats:
    """(N,) what each column is worth at the prices."""
    worth = problem.value.copy()
    for r in np.flatnonzero(prices):
        worth += prices[r] * problem.use[r]
    return worth


def bound_at(problem: Problem, prices: Floats, least: Floats) -> float:
    """L(y) from each group's least priced worth, summed exactly and lowered by what rounding may have added."""
    terms = (problem.copies * least).tolist()
    sides = [_side(problem, r, float(prices[r])) for r in range(problem.rows)]
    if not all(math.isfinite(side) for side in sides):
        return -math.inf
    rounding = 2.0**-50 * (1 + problem.rows) * math.fsum(abs(term) for term in (*terms, *sides))
    return math.fsum([*terms, *(-side for side in sides)]) - rounding


def _side(problem: Problem, r: int, price: float) -> float:
    if price == 0:
        return 0.0
    return price * float(problem.upper[r] if price > 0 else problem.lower[r])


@stage("solve")
def best_prices(problem: Problem, *, clock: Clock | None = None, close: float = CLOSE) -> Dual:
    """The prices of the linear relaxation, as near as `close` or the clock allows; the bound is valid in any case."""
    chunk = _chunks(problem)
    scale = _scales(problem)
    centre = np.zeros(problem.rows)
    worth = priced(problem, centre)
    pick, least = _cheapest(problem, worth)
    best, best_worth = bound_at(problem, centre, least), worth
    dearest = math.fsum((problem.copies * np.maximum.reduceat(problem.value, problem.start[:-1])).tolist())
    cuts = _Cuts(problem, scale, chunk)
    cuts.add(pick)
    radius, steps = 1.0, 0
    for steps in range(1, MOST_STEPS + 1):
        if clock is not None and clock.out:
            break
        prices, promise = cuts.highest(centre, radius)
        if promise - best <= close * max(1.0, abs(best)):
            if not cuts.at_the_edge(prices, centre, radius):
                break
            radius *= 8
            if radius > 1e12:
                break
            continue
        worth = priced(problem, prices)
        pick, least = _cheapest(problem, worth)
        reached = bound_at(problem, prices, least)
        cuts.add(pick)
        if reached > dearest + 1e-6 * max(1.0, abs(dearest)):
            return Dual(prices, math.inf, worth - least[problem.group], steps)
        if reached > best:
            if reached - best >= 0.3 * (promise - best) and cuts.at_the_edge(prices, centre, radius):
                radius *= 3
            best, best_worth, centre = reached, worth, prices
        else:
            radius *= 0.6
    _, least = _cheapest(problem, best_worth)
    return Dual(centre, best, best_worth - least[problem.group], steps)


def _cheapest(problem: Problem, worth: Floats) -> tuple[Whole, Floats]:
    """(G,) the first column of least worth in each group, and that worth."""
    first = problem.start[:-1]
    least = np.minimum.reduceat(worth, first)
    hits = np.flatnonzero(worth == np.repeat(least, np.diff(problem.start)))
    return hits[np.searchsorted(hits, first)], least


def _chunks(problem: Problem) -> Whole:
    """(K + 1,) first group of each chunk, and G."""
    count = min(problem.groups, CHUNKS)
    return np.linspace(0, problem.groups, count + 1).astype(np.int64)


def _scales(problem: Problem) -> Floats:
    """(R,) a typical price of each row: spread of values over spread of use, so that one box fits all rows."""
    first = problem.start[:-1]
    spread = np.maximum.reduceat(problem.value, first) - np.minimum.reduceat(problem.value, first)
    typical = float(np.mean(spread)) or float(np.mean(np.abs(problem.value))) or 1.0
    found = np.ones(problem.rows)
    for r in range(problem.rows):
        taken = problem.use[r]
        span = np.maximum.reduceat(taken, first) - np.minimum.reduceat(taken, first)
        mean = float(np.mean(span))
        found[r] = typical / mean if mean > 0 else 1.0
    return found


class _Cuts:
    """The cuts so far as a linear programme in HiGHS: maximise the chunks' worth less what the rows hold."""

    def __init__(self, problem: Problem, scale: Floats, chunk: Whole) -> None:
        import highspy

        self.problem, self.scale, self.chunk = problem, scale, chunk
        self.chunks = len(chunk) - 1
        first = problem.start[:-1]
        ends = np.maximum.reduceat(np.abs(problem.value), first)
        self.unit = max(1e-12, float(np.mean(ends)) * problem.groups / self.chunks)
        self.engine = bare_engine()
        inf = highspy.kHighsInf
        for _ in range(self.chunks):
            self.engine.addVar(-inf, inf)
        for _ in range(2 * problem.rows):
            self.engine.addVar(0.0, 0.0)
        columns = self.chunks + 2 * problem.rows
        cost = np.zeros(columns)
        cost[: self.chunks] = 1.0
        self.sides = np.zeros((problem.rows, 2), dtype=bool)
        for r in range(problem.rows):
            for side, limit, sign in ((0, problem.upper[r], -1.0), (1, problem.lower[r], 1.0)):
                if math.isfinite(limit):
                    self.sides[r, side] = True
                    cost[self.chunks + 2 * r + side] = sign * limit * scale[r] / self.unit
        self.engine.changeColsCost(columns, np.arange(columns, dtype=np.int32), cost)
        self.engine.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def add(self, pick: Whole) -> None:
        """theta_k <= value of the picks of chunk k + prices times what they take."""
        import highspy

        problem = self.problem
        value = np.add.reduceat(problem.value[pick] * problem.copies, self.chunk[:-1]) / self.unit
        use = np.array(
            [np.add.reduceat(problem.use[r][pick] * problem.copies, self.chunk[:-1]) for r in range(problem.rows)]
        )
        use = use.reshape(problem.rows, self.chunks) * self.scale[:, None] / self.unit
        width = 1 + 2 * problem.rows
        index = np.empty((self.chunks, width), dtype=np.int32)
        index[:, 0] = np.arange(self.chunks)
        index[:, 1:] = self.chunks + np.arange(2 * problem.rows)
        entries = np.empty((self.chunks, width))
        entries[:, 0] = 1.0
        entries[:, 1::2], entries[:, 2::2] = -use.T, use.T
        self.engine.addRows(
            self.chunks, np.full(self.chunks, -highspy.kHighsInf), value, self.chunks * width,
            np.arange(0, self.chunks * width, width, dtype=np.int32), index.ravel(), entries.ravel(),
        )  # fmt: skip

    def highest(self, centre: Floats, radius: float) -> tuple[Floats, float]:
        """The prices in the box that promise most, and the promise: no prices in the box give a higher bound."""
        scaled = centre / self.scale
        for r in range(self.problem.rows):
            low, high = scaled[r] - radius, scaled[r] + radius
            self._box(r, 0, max(0.0, low), max(0.0, high))
            self._box(r, 1, max(0.0, -high), max(0.0, -low))
        self.engine.run()
        values = np.array(self.engine.getSolution().col_value)
        sides = values[self.chunks :].reshape(self.problem.rows, 2)
        return (sides[:, 0] - sides[:, 1]) * self.scale, float(self.engine.getObjectiveValue()) * self.unit

    def _box(self, r: int, side: int, low: float, high: float) -> None:
        if not self.sides[r, side]:
            low = high = 0.0
        self.engine.changeColBounds(self.chunks + 2 * r + side, low, high)

    def at_the_edge(self, prices: Floats, centre: Floats, radius: float) -> bool:
        """Whether the box, not the cuts, holds the prices back."""
        return bool((np.abs(prices - centre) / self.scale >= radius * (1 - 1e-6)).any())
