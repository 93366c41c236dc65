"""Puts together what a stock's plan tells beside its choices, from the certificate and the courses of each building."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from circular.optimise.energy_label import LABELS
from circular.optimise.model import ShadowPrices
from circular.optimise.portfolio_certify import Certified, certify, copies
from circular.optimise.portfolio_masks import label_of_state
from circular.optimise.portfolio_model import Portfolio
from circular.optimise.portfolio_results_model import (
    BuildingChange,
    Increment,
    LabelCount,
    PathYear,
    PortfolioResults,
    YearGoal,
)
from circular.optimise.stock_arrays import CARRIERS, Floats, StockArrays, Whole
from circular.optimise.stock_certify import certify_arrays
from circular.optimise.stock_curve import hull_steps, told

if TYPE_CHECKING:
    from circular.optimise.emission import Factors
    from circular.optimise.multiple_choice import Answer
    from circular.optimise.portfolio_plan import Counts, Stock
    from circular.optimise.stock_columns import Columns


def results_of(stock: Stock, counts: Counts, certified: Certified, prices: ShadowPrices) -> PortfolioResults:
    """The results of a plan that was found by enumeration."""
    changes, steps = [], list[Increment]()
    for b, life in enumerate(stock.lives):
        building = life.building
        taken = [c for (at, c), n in sorted(counts.items()) if at == b for _ in range(n)]
        taken.sort(key=lambda c: (not stock.columns[b][c].steps, stock.columns[b][c].order))
        for copy, c in zip(copies(building), taken, strict=True):
            course = stock.columns[b][c]
            if not course.steps:
                continue
            packages = [step.package for step in course.steps]
            use = packages[-1] if len(packages) == 1 else packages[-1].after[packages[0].name]
            before = building.now.heat_kwh_year + building.now.electricity_kwh_year
            saved = float(before - use.heat_kwh_year - use.electricity_kwh_year)
            cost = sum(course.cost_dkk)
            changes.append(
                BuildingChange(
                    building=copy,
                    heating_before=building.now.heating,
                    heating_after=packages[-1].heating,
                    label_before=label_of_state(stock.portfolio, building, ()),
                    label_after=label_of_state(stock.portfolio, building, packages),
                    cost_dkk=Decimal(cost),
                    kwh_saved_year=saved,
                    kwh_saved_per_dkk=saved / cost if cost else None,
                    kg_saved=float(life.kg_now - course.kg),
                )
            )
        if taken:
            points = [(sum(course.cost_dkk), float(course.kg)) for course in life.allowed]
            names = [[(step.package.name, step.year) for step in course.steps] for course in life.allowed]
            plan = max((stock.columns[b][c] for c in taken), key=lambda course: course.kg)
            steps += _increments(building.id, points, names, float(plan.kg), [step.package.name for step in plan.steps], building.weight)  # fmt: skip
    base = certify(stock.portfolio, {}, stock.factors)
    curve = told(
        np.array([step.dkk_per_tonne for step in steps]),
        [int(step.cost_dkk) for step in steps],
        np.array([step.kg_saved for step in steps]),
        np.array([step.in_plan for step in steps], dtype=bool),
        lambda i: (steps[i].building, steps[i].course),
    )
    return _whole(stock.portfolio, certified, base, prices, changes, curve, len(steps))


def results_of_arrays(
    stock: StockArrays,
    columns: Columns,
    answer: Answer,
    certified: Certified,
    prices: ShadowPrices,
    factors: Factors | None,
) -> PortfolioResults:
    """The results of a large stock's plan."""
    problem, changes = columns.problem, list[BuildingChange]()
    assert answer.choice is not None
    worst, chosen = np.full(stock.buildings, -np.inf), np.full(stock.buildings, -1)
    counted: dict[int, int] = {}
    for j, count in zip(*(part.tolist() for part in answer.choice), strict=True):
        b, p = int(problem.group[j]), int(columns.package[j])
        if problem.value[j] > worst[b]:
            worst[b], chosen[b] = problem.value[j], p
        if p < 0:
            continue
        saved = float(stock.now_heat[b] + stock.now_electricity[b] - stock.heat[p] - stock.electricity[p])
        cost = int(stock.cost[p])
        for _ in range(count):
            counted[b] = counted.get(b, 0) + 1
            changes.append(
                BuildingChange(
                    building=stock.ids[b] if stock.weight[b] == 1 else f"{stock.ids[b]}#{counted[b]}",
                    heating_before=CARRIERS[stock.now_carrier[b]],
                    heating_after=CARRIERS[stock.carrier[p]],
                    label_before=_label(stock.now_label, b),
                    label_after=_label(stock.label_after, p),
                    cost_dkk=Decimal(cost),
                    kwh_saved_year=saved,
                    kwh_saved_per_dkk=saved / cost if cost else None,
                    kg_saved=float(columns.kg_now[b] - problem.value[j]),
                )
            )
    base = certify_arrays(stock, (), factors)
    curve, count = _curve(stock, columns, worst, chosen)
    return _whole(stock.head, certified, base, prices, changes, curve, count)


def _curve(stock: StockArrays, columns: Columns, worst: Floats, chosen: Whole) -> tuple[tuple[Increment, ...], int]:
    """The steps of every building, whose plan emits `worst` (of its copies) and builds the package `chosen`; and how many there are."""
    kg, package, years = columns.problem.value, columns.package, columns.year
    cost = np.where(package >= 0, stock.cost[package] if stock.packages else 0, 0)
    steps = hull_steps(columns.problem.start, cost.astype(np.float64), kg)
    after, group = steps.after, steps.group
    reached = np.zeros(stock.buildings, dtype=np.int64)
    there = (package[after] == chosen[group]) & (chosen[group] >= 0)
    np.maximum.at(reached, group[there], steps.number[there])
    in_plan = (steps.number <= reached[group]) | (worst[group] <= kg[after] + 1e-6 * np.maximum(1.0, np.abs(kg[after])))
    dearer, saved = cost[after] - cost[steps.before], kg[steps.before] - kg[after]

    def name(i: int) -> tuple[str, str]:
        p, t = int(package[after[i]]), int(years[after[i]])
        return stock.ids[group[i]], f"{stock.names[p]} {stock.head.years[t]}" if p >= 0 else ""

    order = np.lexsort((steps.number, group))
    steps_of = [int(i) for i in order]
    found = told(
        (dearer / saved * 1000)[order],
        (dearer * stock.weight[group])[order].tolist(),
        (saved * stock.weight[group])[order],
        in_plan[order],
        lambda i: name(steps_of[i]),
    )
    return found, len(steps_of)


def _label(ranks: Whole | None, at: int) -> str | None:
    return None if ranks is None or ranks[at] < 0 else LABELS[int(ranks[at])]


def _whole(
    head: Portfolio, plan: Certified, base: Certified, prices: ShadowPrices, changes: list[BuildingChange], curve: tuple[Increment, ...], steps: int
) -> PortfolioResults:  # fmt: skip
    before, after = plan.labels
    order = [*LABELS, "?"]
    hurts = {price.year: price.kg_per_dkk for price in prices.label_floor}
    cost, saved = plan.cost_dkk, plan.kwh[0] - plan.kwh[1]
    return PortfolioResults(
        path=tuple(_path(head, plan, base)),
        labels=tuple(
            LabelCount(label=label, before=before.get(label, 0), after=after.get(label, 0))
            for label in order
            if before.get(label, 0) or after.get(label, 0)
        ),
        years=tuple(
            YearGoal(
                year=year,
                budget_dkk=head.budget_dkk[year],
                label_floor_dkk=head.label_spend_floor_dkk.get(year),
                buildings=plan.sites_by_year.get(year, 0),
                floor_costs_kg_per_dkk=hurts.get(year),
            )
            for year in head.years
        ),
        buildings=tuple(changes),
        kwh_year_now=float(plan.kwh[0]),
        kwh_year_plan=float(plan.kwh[1]),
        kwh_saved_per_dkk=float(saved / cost) if cost else None,
        macc=curve,
        macc_steps=steps,
    )


def _path(head: Portfolio, plan: Certified, base: Certified) -> Iterable[PathYear]:
    zero = Decimal(0)
    for year in range(head.years[0], head.last_year + 1):
        now = sum((of.get(year, zero) for of in base.kg_by_carrier.values()), zero)
        carriers = {carrier: float(of[year]) for carrier, of in plan.kg_by_carrier.items() if of.get(year)}
        then = sum((of.get(year, zero) for of in plan.kg_by_carrier.values()), zero)
        yield PathYear(
            year=year,
            now_kg_co2e=float(now),
            kg_co2e=float(then),
            by_carrier=carriers,
            embodied_kg_co2e=float(plan.embodied_by_year.get(year, zero)),
        )


def _increments(
    building: str,
    points: Sequence[tuple[int, float]],
    courses: Sequence[list[tuple[str, int]]],
    plan_kg: float,
    built: list[str],
    weight: int,
) -> list[Increment]:
    """The steps along the lower convex hull of (cost, kg), from the cheapest course to the one with least kg.

    The plan goes as far as the course with the packages it builds, whatever the year, or as the kg it reaches.
    """
    hull = lower_hull(points)
    reached = max((at for at, i in enumerate(hull) if [name for name, _ in courses[i]] == built), default=-1)
    found = []
    for at, (before, after) in enumerate(pairwise(hull), 1):
        cost, kg = points[after][0] - points[before][0], points[before][1] - points[after][1]
        found.append(
            Increment(
                building=building,
                course=" + ".join(f"{name} {year}" for name, year in courses[after]),
                cost_dkk=Decimal(cost * weight),
                kg_saved=kg * weight,
                dkk_per_tonne=cost / kg * 1000,
                in_plan=at <= reached or plan_kg <= points[after][1] + 1e-6 * max(1.0, abs(points[after][1])),
            )
        )
    return found


def lower_hull(points: Sequence[tuple[int, float]]) -> list[int]:
    """Positions of the points on the lower convex hull, cost rising and kg falling."""
    order = sorted(range(len(points)), key=points.__getitem__)
    hull: list[int] = []
    for i in order:
        cost, kg = points[i]
        if hull and kg >= points[hull[-1]][1]:
            continue
        while len(hull) >= 2:
            (c1, k1), (c2, k2) = points[hull[-2]], points[hull[-1]]
            if (k1 - k2) * (cost - c2) > (k2 - kg) * (c2 - c1):
                break
            hull.pop()
        hull.append(i)
    return hull
