"""How long a certified plan takes for stocks of different sizes, from loaded input, in a warm process.

    python benchmarks/portfolio.py [BUILDINGS …] [--packages 30] [--years 5] [--gap 1e-4] [--time-limit 600]
    python benchmarks/portfolio.py 100 1000 --against        also the whole MILP in Pyomo, and a greedy on the hulls

The stock is made up by a seeded generator, drawn as arrays: deeper packages cost and save more, a third of the buildings
are on gas, budgets bind in each year, and a floor on what lifts labels binds too. Factors are the shipped ones. Prints one
line a size: seconds, gap, bound, memory. Plans are recounted from the arrays; a plan that breaks a rule stops the run.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.figures import Figure, peak_mb
from circular.optimise.multiple_choice import Problem, solve
from circular.optimise.portfolio_model import Portfolio, Prices
from circular.optimise.proof import Clock
from circular.optimise.stock_arrays import CARRIERS, StockArrays
from circular.optimise.stock_columns import Columns, columns_of
from circular.optimise.stock_plan import plan_stock

TITLE = "The building stock"
MINUTES = 30.0
GOALS = {100: (1e-3, 20.0), 1000: (1e-4, 5.0), 10_000: (1e-5, 60.0), 100_000: (1e-4, 600.0)}
"""Buildings -> (gap, seconds) asked for."""


def drawn(buildings: int, packages: int = 30, years: int = 5, seed: int = 1) -> StockArrays:
    """A made-up stock."""
    rng = np.random.default_rng(seed)
    area = rng.integers(400, 6000, buildings).astype(np.float64)
    heat = np.floor(area * rng.uniform(70, 190, buildings))
    gas, district, pump = (CARRIERS.index(name) for name in ("gas", "district_heating", "heat_pump"))
    now = np.where(rng.random(buildings) < 1 / 3, gas, district)
    depth = np.tile((np.arange(packages) + 1) / packages, (buildings, 1))
    pumped = rng.random((buildings, packages)) < 0.5
    left = heat[:, None] * (1 - 0.7 * depth * rng.uniform(0.7, 1.1, (buildings, packages)))
    cost = np.floor(area[:, None] * (300 + 3500 * depth**1.5) * rng.uniform(0.8, 1.2, (buildings, packages)))
    lifts = depth > 0.3
    light = np.floor(area * 25)
    plan_years = tuple(range(2026, 2026 + years))
    typical = float(np.median(cost, axis=1).sum())
    head = Portfolio(
        name=f"{buildings} buildings",
        years=plan_years,
        budget_dkk=dict.fromkeys(plan_years, int(typical / (2 * years))),
        label_spend_floor_dkk=dict.fromkeys(plan_years, int(typical / (2 * years) * 0.75)),
        fossil_heating_out_by=plan_years[-1],
        prices=Prices(source="made up", year=2026),
        buildings=(),
    )
    return StockArrays(
        head=head,
        ids=[f"B{b}" for b in range(buildings)],
        weight=np.ones(buildings, dtype=np.int64),
        now_carrier=now.astype(np.int64),
        now_heat=heat,
        now_electricity=light,
        first=np.arange(0, buildings * packages + 1, packages, dtype=np.int64),
        names=[f"P{p}" for p in range(packages)] * buildings,
        cost=cost.ravel().astype(np.int64),
        label=np.where(lifts, cost, 0).ravel().astype(np.int64),
        embodied=np.floor(area[:, None] * 40 * depth).ravel(),
        carrier=np.where(pumped, pump, district).ravel().astype(np.int64),
        heat=np.where(pumped, 0.0, np.floor(left)).ravel(),
        electricity=np.floor(light[:, None] + np.where(pumped, left / 3, 0.0)).ravel(),
    )


def greedy(stock: StockArrays, columns: Columns) -> float | None:
    """Steps along the hulls, cheapest tonne first, each in the year with most money left; None where a rule stays broken.

    The yardstick of what is done by hand: first what the deadline forces, then what saves most for the money. Floors are not
    steered after; a plan that misses one is told as none.
    """
    problem, years = columns.problem, len(stock.head.years)
    left = np.array([stock.head.budget_dkk[year] for year in stock.head.years], dtype=np.float64)
    start = problem.start
    cost = np.where(columns.package >= 0, stock.cost[columns.package], 0).astype(np.float64)
    choice = np.full(problem.groups, -1)
    steps = []
    for b in range(problem.groups):
        own = np.arange(start[b], start[b + 1])
        order = own[np.lexsort((problem.value[own], cost[own]))]
        hull: list[int] = []
        for j in order.tolist():
            if hull and problem.value[j] >= problem.value[hull[-1]]:
                continue
            while len(hull) >= 2 and (problem.value[hull[-2]] - problem.value[hull[-1]]) * (
                cost[j] - cost[hull[-1]]
            ) <= (problem.value[hull[-1]] - problem.value[j]) * (cost[hull[-1]] - cost[hull[-2]]):
                hull.pop()
            hull.append(j)
        steps += [((math.inf if at == 0 else (problem.value[hull[at - 1]] - problem.value[j]) / max(1.0, cost[j] - cost[hull[at - 1]])), b, j) for at, j in enumerate(hull)]  # fmt: skip
    for _, b, j in sorted(steps, key=lambda step: -step[0]):
        old = choice[b]
        if columns.package[j] < 0:
            choice[b] = j
            continue
        back = np.zeros(years)
        if old >= 0 and columns.package[old] >= 0:
            back[columns.year[old]] = cost[old]
        own = np.arange(start[b], start[b + 1])
        same = own[columns.package[own] == columns.package[j]]
        room = [one for one in same.tolist() if left[columns.year[one]] + back[columns.year[one]] >= cost[one]]
        if room:
            best = max(room, key=lambda one: left[columns.year[one]] + back[columns.year[one]])
            left += back
            left[columns.year[best]] -= cost[best]
            choice[b] = best
    if (choice < 0).any():
        return None
    counted = np.ones(problem.groups, dtype=np.int64)
    return None if problem.broken(choice, counted) else problem.worth(choice, counted)


def whole_milp(problem: Problem, seconds: float, room: float) -> tuple[float | None, float | None]:
    """(value, bound) of the problem handed to Pyomo and HiGHS as it stands, nothing pruned, stopped at the same distance."""
    from circular.optimise.multiple_choice.master import best_of

    core = best_of(
        problem, np.ones(problem.columns, dtype=bool), clock=Clock(seconds), solver="highs", absolute_gap=room
    )
    return None if core.choice is None else problem.worth(*core.choice), core.bound


def measure(stock: StockArrays, gap: float, limit: float) -> None:
    started = time.perf_counter()
    plan = plan_stock(stock, time_limit=limit, gap=gap, language="en")
    took = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    goal_gap, goal_s = GOALS.get(stock.buildings, (gap, math.inf))
    met = "met" if plan.gap is not None and plan.gap <= goal_gap and took <= goal_s else "missed"
    goal = f"goal {goal_gap:g} in {goal_s:g} s {met}" if gap == goal_gap else f"asked for {gap:g}"
    if plan.kg_co2e is not None and not plan.checked:
        sys.exit(f"{stock.buildings}: the recounted plan breaks a rule")
    print(
        f"{stock.buildings:>7} x {stock.packages // stock.buildings} x {len(stock.head.years)}  {took:8.2f} s  {plan.status:<9} "
        f"gap {plan.gap if plan.gap is None else format(plan.gap, '.2e')}  of the saving {plan.gap_of_saving if plan.gap_of_saving is None else format(plan.gap_of_saving, '.2e')}  "
        f"peak {peak:.2f} GB  {goal}",
        flush=True,
    )


def compare(stock: StockArrays, gap: float, seconds: float) -> None:
    """Beside the whole MILP and the greedy, on the same columns."""
    columns = columns_of(stock)
    base = math.fsum(columns.kg_now.tolist())
    started = time.perf_counter()
    answer = solve(columns.problem, clock=Clock(seconds), gap=gap)
    ours = time.perf_counter() - started
    started = time.perf_counter()
    value, bound = whole_milp(columns.problem, seconds, gap * abs(answer.bound or 0.0))
    theirs = time.perf_counter() - started
    started = time.perf_counter()
    by_hand = greedy(stock, columns)
    free = replace(stock, head=stock.head.model_copy(update={"label_spend_floor_dkk": {}}))
    unfloored = greedy(free, columns_of(free))
    hand_s = time.perf_counter() - started

    def share(kg: float | None) -> str:
        return "none" if kg is None else f"{(base - kg) / 1e6:.3f} kt saved"

    print(
        f"{stock.buildings:>7}: circular {share(answer.value)} in {ours:.2f} s (gap {answer.gap if answer.gap is None else format(answer.gap, '.1e')}); "
        f"whole MILP {share(value)} in {theirs:.2f} s (bound {share(bound)}); "
        f"greedy {share(by_hand)}, without floors {share(unfloored)}, in {hand_s:.2f} s",
        flush=True,
    )


def figures(quick: bool) -> Iterator[Figure]:
    """Certified plans of made-up stocks, 30 packages x 5 years, from loaded input in a warm process."""
    plan_stock(drawn(20, 5, 2), gap=1e-3)
    for size in (100, 1000) if quick else (100, 1000, 10_000, 100_000):
        gap, goal = GOALS[size]
        stock = drawn(size)
        took, gaps = [], []
        for _ in range(1 if quick or size > 1000 else 3):
            started = time.perf_counter()
            plan = plan_stock(stock, time_limit=min(600.0, 4 * goal), gap=gap, language="en")
            took.append(time.perf_counter() - started)
            gaps.append(math.inf if plan.gap is None else plan.gap)
        yield Figure(f"{size:,} buildings, certified", median(took), "s", "lower", goal, runs=tuple(took))
        yield Figure(f"{size:,} buildings, gap", max(gaps), "", "lower", gap)
        if size == 100_000:
            yield Figure(f"{size:,} buildings, most memory", peak_mb() / 1000, "GB", "lower", 8)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("buildings", nargs="*", type=int, default=[100, 1000, 10_000])
    parser.add_argument("--packages", type=int, default=30)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--gap", type=float, default=None)
    parser.add_argument("--time-limit", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--against", action="store_true")
    asked = parser.parse_args()
    plan_stock(drawn(20, 5, 2), gap=1e-3)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    for size in asked.buildings:
        stock = drawn(size, asked.packages, asked.years, asked.seed)
        gap = asked.gap if asked.gap is not None else GOALS.get(size, (1e-4, 0))[0]
        measure(stock, gap, asked.time_limit)
        if asked.against:
            compare(stock, gap, min(asked.time_limit, 120))


if __name__ == "__main__":
    main()
