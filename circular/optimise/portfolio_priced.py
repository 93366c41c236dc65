"""A stock whose courses were enumerated, solved by prices and cores: for two stages, where courses are too many for one model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from circular.optimise.multiple_choice import Problem, solve
from circular.optimise.portfolio_certify import certify
from circular.optimise.proof import Clock
from circular.optimise.stock_columns import LESS_THAN_A_KRONE, Row, rows_of
from circular.optimise.trajectories import Trajectory, linking_rows

if TYPE_CHECKING:
    from circular.optimise.portfolio_plan import Best, Counts, Stock

TIGHTER = 1e-9
"""By so much rows of decimal amounts are drawn in when rounding let a point through."""


def problem_of_stock(stock: Stock) -> tuple[Problem, tuple[Row, ...]]:
    """The columns offered to the model as a multiple-choice problem; a column lies where its building and place say."""
    rows = rows_of(stock.portfolio)
    links = {(link.kind, link.key): at for at, link in enumerate(linking_rows(stock.portfolio))}
    flat = [course for offered in stock.columns for course in offered]
    problem = Problem(
        start=np.cumsum([0, *(len(offered) for offered in stock.columns)]).astype(np.int64),
        value=np.array([float(course.kg) for course in flat], dtype=np.float64),
        use=np.array([_uses(row, flat, links) for row in rows], dtype=np.float64).reshape(len(rows), len(flat)),
        lower=np.array([-np.inf if row.least is None else row.least for row in rows], dtype=np.float64),
        upper=np.array([np.inf if row.most is None else row.most for row in rows], dtype=np.float64),
        slack=np.array([LESS_THAN_A_KRONE if row.unit == "dkk" else TIGHTER * abs(float(row.most or row.least or 0)) for row in rows]),
        copies=np.array([life.building.weight for life in stock.lives], dtype=np.int64),
    )  # fmt: skip
    return problem, rows


def _uses(row: Row, flat: list[Trajectory], links: Mapping[tuple[Any, int | str], int]) -> list[float]:
    if row.rule == "budget_dkk":
        return [float(sum(course.cost_dkk[t] for t in row.years)) for course in flat]
    if row.rule == "label_spend_floor_dkk":
        return [float(sum(course.label_dkk[t] for t in row.years)) for course in flat]
    at = next(at for (kind, key), at in links.items() if kind == row.rule and key == row.key)
    return [float(course.takes[at]) for course in flat]


def priced_plan(
    stock: Stock,
    *,
    clock: Clock,
    gap: float,
    solver: str,
    tell: Callable[[float | None, float | None], None] | None = None,
) -> Best:
    """The plan within the gap, recounted from the file; the bound is in kg of the whole stock."""
    from circular.optimise.portfolio_plan import Best, builds_of
    from circular.optimise.stock_plan import prices_of_rows

    if any(not offered for offered in stock.columns):
        return Best("infeasible", None, None, None)
    problem, rows = problem_of_stock(stock)
    decimals = np.array([0.0 if row.unit in ("dkk", "buildings") else TIGHTER * max(1.0, abs(float(row.most or row.least or 0))) for row in rows])  # fmt: skip
    for room in (0.0, 1.0):
        drawn = Problem(problem.start, problem.value, problem.use, problem.lower + room * decimals, problem.upper - room * decimals, problem.slack, problem.copies)  # fmt: skip
        answer = solve(drawn, clock=clock, gap=gap, solver=solver, tell=tell)
        if room == 0.0:
            bound = answer.bound
        if answer.choice is None:
            return Best("infeasible" if answer.ended == "infeasible" and room == 0.0 else "limit", None, None, bound)
        counts: Counts = {}
        for j, count in zip(*(part.tolist() for part in answer.choice), strict=True):
            b = int(problem.group[j])
            counts[b, j - int(problem.start[b])] = count
        true = certify(stock.portfolio, builds_of(stock, counts), stock.factors)
        if not true.broken or not decimals.any():
            break
    proven = None if bound is None else min(bound, float(true.kg))
    return Best(answer.ended, counts, true, proven, prices_of_rows(stock.portfolio, rows, answer.prices))
