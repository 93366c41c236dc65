"""The abatement curve of a stock of any size: every step along every building's hull, gathered by price where there are many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from circular.optimise.portfolio_results_model import Increment
from circular.optimise.stock_arrays import Floats, Marks, Whole

MOST_STEPS = 4000
"""More steps than this are told gathered."""
GATHERED = 1000
"""So many gathered steps of what the plan does, and as many of what it leaves, at most."""


class Steps(NamedTuple):
    """Steps along hulls: the group of each, its number there from 1, and its columns before and after."""

    group: Whole
    number: Whole
    before: Whole
    after: Whole


def hull_steps(start: Whole, cost: Floats, kg: Floats) -> Steps:
    """The steps along the lower convex hull of (cost, kg) of every group of columns, cost rising and kg falling.

    All groups take a step at a time: from where they stand to the column with the most kg per krone, the farthest of those.
    """
    count = len(start) - 1
    group = np.repeat(np.arange(count), np.diff(start))
    every = np.arange(len(cost))
    here = _first(every, group, count, -cost, -kg)
    left = every[_beyond(every, group, here, cost, kg)]
    found, number = [], 0
    while left.size:
        number += 1
        g = group[left]
        slope = (kg[here[g]] - kg[left]) / (cost[left] - cost[here[g]])
        to = _first(left, g, count, slope, cost[left])
        moved = np.flatnonzero(to >= 0)
        found.append(Steps(moved, np.full(moved.size, number), here[moved], to[moved]))
        here = np.where(to >= 0, to, here)
        left = left[_beyond(left, g, here, cost, kg)]
    if not found:
        none = np.zeros(0, dtype=np.int64)
        return Steps(none, none, none, none)
    return Steps(*(np.concatenate([getattr(part, name) for part in found]) for name in Steps._fields))


def _first(at: Whole, group: Whole, count: int, *most: Floats) -> Whole:
    """(count,) of each group the first column that has most of the first measure, then of the second; -1 where there is none.

    The columns lie group after group.
    """
    for index in range(len(most)):
        if not at.size:
            break
        edge = np.flatnonzero(np.diff(group, prepend=-1))
        best = np.repeat(np.maximum.reduceat(most[index], edge), np.diff(edge, append=group.size))
        kept = most[index] == best
        at, group, most = at[kept], group[kept], tuple(measure[kept] for measure in most)
    found = np.full(count, -1, dtype=np.int64)
    found[group[::-1]] = at[::-1]
    return found


def _beyond(at: Whole, group: Whole, here: Whole, cost: Floats, kg: Floats) -> Marks:
    """Columns that cost more and emit less than where their group stands."""
    now = here[group]
    return np.asarray((cost[at] > cost[now]) & (kg[at] < kg[now]))


def told(
    price: Floats,
    cost: Sequence[int],
    kg: Floats,
    in_plan: Marks,
    name: Callable[[int], tuple[str, str]],
) -> tuple[Increment, ...]:
    """The steps, cheapest tonne first; where there are many, those next to one another in price are told as one."""
    order = np.argsort(price, kind="stable")
    if order.size <= MOST_STEPS:
        return tuple(_one([i], cost, kg, bool(in_plan[i]), name) for i in order.tolist())
    rows: list[Increment] = []
    for side in (True, False):
        mine = order[in_plan[order] == side]
        if not mine.size:
            continue
        upto = np.cumsum(kg[mine])
        part = np.minimum(((upto - kg[mine] / 2) / upto[-1] * GATHERED).astype(np.int64), GATHERED - 1)
        rows += [
            _one(some.tolist(), cost, kg, side, name) for some in np.split(mine, np.flatnonzero(np.diff(part)) + 1)
        ]
    return tuple(sorted(rows, key=lambda row: row.dkk_per_tonne))


def _one(
    which: Sequence[int], cost: Sequence[int], kg: Floats, in_plan: bool, name: Callable[[int], tuple[str, str]]
) -> Increment:
    """Steps as one, with the sums of all and the name of the cheapest."""
    building, course = name(which[0])
    kroner, saved = sum(cost[i] for i in which), float(sum(kg[i] for i in which))
    return Increment(
        building=building if len(which) == 1 else f"{building} (+{len(which) - 1})",
        course=course,
        cost_dkk=Decimal(kroner),
        kg_saved=saved,
        dkk_per_tonne=kroner / saved * 1000,
        in_plan=in_plan,
    )
