"""The portfolio as a Pyomo model: one function a constraint, each with its equation.

Sets: b buildings, c trajectories of b, t years. Data: g_bc kg over the horizon, k_bct kroner, l_bct label kroner,
n_b number of like buildings, B_t budget, F_t spending floor. z_bc counts how many of the n_b copies live trajectory c.
Scaled to thousand DKK and tonnes, because HiGHS judges feasibility in absolute numbers; all amounts are whole DKK, so
the slack of 0.1 DKK on a row lets no whole krone through and keeps rounding errors from shutting out equality.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pyomo.environ as pyo

from circular.optimise.portfolio_model import Portfolio
from circular.optimise.trajectories import Lives, Trajectory, linking_rows
from circular.stages import stage

THOUSAND = 1000.0
SLACK = 1e-4
"""0.1 DKK in thousand DKK."""
LINK_SLACK = 1e-6
"""Share of a linking row's largest coefficient."""


@stage("model")
def portfolio_model(
    portfolio: Portfolio,
    lives: list[Lives],
    columns: list[tuple[Trajectory, ...]],
    *,
    extra_in: Collection[int] = (),
    relief_in: Collection[int] = (),
) -> Any:
    """The model that minimises kg; `columns[b]` are the trajectories offered to building b.

    `extra_in` adds free money `extra[t]` (thousand DKK) to the budgets of those years, `relief_in` takes `relief[t]`
    off their floors; explanations of infeasible plans minimise them.
    """
    model = pyo.ConcreteModel(name="portfolio")
    model.years = pyo.Set(initialize=portfolio.years, ordered=True)
    model.pairs = pyo.Set(
        initialize=[(b, c) for b, offered in enumerate(columns) for c in range(len(offered))], ordered=True, dimen=2
    )
    weights = [life.building.weight for life in lives]
    model.z = pyo.Var(model.pairs, domain=pyo.NonNegativeIntegers, bounds=lambda _, b, __: (0, weights[b]))
    model.never = pyo.Var(bounds=(0, 0))
    model.extra = pyo.Var(model.years, bounds=lambda _, t: (0, None if t in extra_in else 0))
    model.relief = pyo.Var(model.years, bounds=lambda _, t: (0, None if t in relief_in else 0))
    spending(model, portfolio, columns)
    one_life(model, weights, columns)
    if portfolio.carry_over and portfolio.carry_over_max_dkk is not None:
        capped_carry(model, portfolio)
    elif portfolio.carry_over:
        cumulative_budget(model, portfolio)
    else:
        yearly_budget(model, portfolio)
    label_floor(model, portfolio, columns)
    links(model, portfolio, columns)
    model.kg = pyo.Expression(
        expr=pyo.quicksum(float((columns[b][c].kg - lives[b].kg_now) / 1000) * model.z[b, c] for b, c in model.pairs)
    )
    model.least_kg = pyo.Objective(expr=model.kg)
    return model


def spending(model: Any, portfolio: Portfolio, columns: list[tuple[Trajectory, ...]]) -> None:
    """cost_t = sum_bc k_bct z_bc, less the free money of an explanation (thousand DKK): what the budget of t must cover."""
    terms: dict[int, list[Any]] = {year: [] for year in portfolio.years}
    for b, c in model.pairs:
        for year, cost in zip(portfolio.years, columns[b][c].cost_dkk, strict=True):
            if cost:
                terms[year].append(cost / THOUSAND * model.z[b, c])
    model.cost = pyo.Expression(model.years, rule=lambda m, t: pyo.quicksum(terms[t]) - m.extra[t])


def one_life(model: Any, weights: list[int], columns: list[tuple[Trajectory, ...]]) -> None:
    """sum_c z_bc = n_b for each building b."""
    model.buildings = pyo.RangeSet(0, len(columns) - 1)
    model.one_life = pyo.Constraint(
        model.buildings,
        rule=lambda m, b: pyo.quicksum(m.z[b, c] for c in range(len(columns[b]))) + m.never == weights[b],
    )


def yearly_budget(model: Any, portfolio: Portfolio) -> None:
    """cost_t <= B_t for each year t (no carry-over)."""
    model.budget = pyo.Constraint(
        model.years, rule=lambda m, t: (None, m.cost[t], portfolio.budget_dkk[t] / THOUSAND + SLACK)
    )


def cumulative_budget(model: Any, portfolio: Portfolio) -> None:
    """sum_{s<=t} cost_s <= sum_{s<=t} B_s for each year t (carry-over without cap, no borrowing)."""

    def rule(m: Any, t: int) -> Any:
        past = [s for s in portfolio.years if s <= t]
        return (
            None,
            pyo.quicksum(m.cost[s] for s in past),
            sum(portfolio.budget_dkk[s] for s in past) / THOUSAND + SLACK,
        )

    model.budget = pyo.Constraint(model.years, rule=rule)


def capped_carry(model: Any, portfolio: Portfolio) -> None:
    """r_t + cost_t <= r_{t-1} + B_t, 0 <= r_t <= M: what is carried on is at most what is left, and at most M."""
    most = (portfolio.carry_over_max_dkk or 0) / THOUSAND
    model.carried = pyo.Var(model.years, bounds=(0, most))
    first = portfolio.years[0]

    def rule(m: Any, t: int) -> Any:
        before = m.carried[t - 1] if t > first else 0.0
        return (
            None,
            m.cost[t] + m.carried[t] - before,
            portfolio.budget_dkk[t] / THOUSAND + SLACK / len(portfolio.years),
        )

    model.budget = pyo.Constraint(model.years, rule=rule)


def label_floor(model: Any, portfolio: Portfolio, columns: list[tuple[Trajectory, ...]]) -> None:
    """sum_bc l_bct z_bc >= F_t for each year t that has a floor; carried money is not spending."""
    index = {year: i for i, year in enumerate(portfolio.years)}

    def rule(m: Any, t: int) -> Any:
        floor = portfolio.label_spend_floor_dkk.get(t, 0)
        if floor <= 0:
            return pyo.Constraint.Skip
        spent = [
            columns[b][c].label_dkk[index[t]] / THOUSAND * m.z[b, c]
            for b, c in m.pairs
            if columns[b][c].label_dkk[index[t]]
        ]
        return (floor / THOUSAND - SLACK, pyo.quicksum(spent) + m.relief[t], None)

    model.label_floor = pyo.Constraint(model.years, rule=rule)


def links(model: Any, portfolio: Portfolio, columns: list[tuple[Trajectory, ...]]) -> None:
    """sum_bc a_rbc z_bc <= U_r, or >= L_r, for kg of a year, buildings at once, scarce materials and solar electricity.

    A row is scaled by its largest coefficient, and loosened by a millionth of it; the recount lets no such point through.
    """
    rows = linking_rows(portfolio)
    model.lack = pyo.Var(range(len(rows)), bounds=(0, 0))
    """How far a row may be missed; explanations of infeasible plans open it, in the row's own unit."""

    def rule(m: Any, r: int) -> Any:
        row = rows[r]
        scale = scale_of(columns, r)
        total = pyo.quicksum(
            float(columns[b][c].takes[r]) / scale * m.z[b, c] for b, c in m.pairs if columns[b][c].takes[r]
        )
        if row.least:
            return (float(row.limit) / scale - LINK_SLACK, total + m.lack[r] / scale, None)
        return (None, total - m.lack[r] / scale, float(row.limit) / scale + LINK_SLACK)

    model.links = pyo.Constraint(range(len(rows)), rule=rule)


def scale_of(columns: list[tuple[Trajectory, ...]], r: int) -> float:
    """The largest coefficient of a linking row, at least 1."""
    return max([float(abs(one.takes[r])) for offered in columns for one in offered] + [1.0])
