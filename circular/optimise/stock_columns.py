"""The courses of a large stock as a multiple-choice problem: each building untouched, or one package in one year.

v = embodied + sum over the years up to t of today's energy + sum over the years after t of the package's energy, each
kWh at the factor of its carrier and year. Rows: what each year may spend (with carry-over, every span of years that a
carried krone could bridge), and the spending floors.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from circular.building.model import Heating
from circular.optimise.emission import Emission, Factors
from circular.optimise.multiple_choice import Problem
from circular.optimise.portfolio_model import ELECTRIC, Portfolio
from circular.optimise.stock_arrays import CARRIERS, FOSSIL_CODES, Floats, Marks, StockArrays, Whole

LESS_THAN_A_KRONE = 0.1


@dataclass(frozen=True)
class Row:
    """A linking row: the years whose spending it sums, and what bounds it, in DKK."""

    years: tuple[int, ...]
    """Positions in the plan's years."""
    most: int | None = None
    least: int | None = None


@dataclass(frozen=True)
class Columns:
    """The problem, and what each of its columns means."""

    problem: Problem
    rows: tuple[Row, ...]
    package: Whole
    """(N,) position of the package, -1 for a building left as it is."""
    year: Whole
    """(N,) position of the year it is built, -1 likewise."""
    kg_now: Floats
    """(B,) kg CO2e over the horizon of each building left as it is."""
    stuck: Whole
    """Buildings that no course fits; the problem holds when there are none."""


def rows_of(portfolio: Portfolio) -> tuple[Row, ...]:
    """The rows of budgets and floors. With a cap M on what is carried on, money of the years before s is worth at most M:
    sum_(s..t) cost <= sum_(s..t) budget + M for each span, without M for the spans from the first year."""
    budget, count = [portfolio.budget_dkk[year] for year in portfolio.years], len(portfolio.years)
    rows = []
    for last in range(count):
        if not portfolio.carry_over:
            rows.append(Row((last,), most=budget[last]))
            continue
        rows.append(Row(tuple(range(last + 1)), most=sum(budget[: last + 1])))
        if portfolio.carry_over_max_dkk is not None:
            rows += [
                Row(tuple(range(s, last + 1)), most=sum(budget[s : last + 1]) + portfolio.carry_over_max_dkk)
                for s in range(1, last + 1)
            ]
    floors = portfolio.label_spend_floor_dkk
    rows += [Row((t,), least=floors[year]) for t, year in enumerate(portfolio.years) if floors.get(year, 0) > 0]
    return tuple(rows)


def columns_of(stock: StockArrays, factors: Factors | None = None) -> Columns:
    """Every allowed course of every building; raises Fault for a carrier without a factor."""
    head, count = stock.head, len(stock.head.years)
    upto = _sums(stock, Emission(head, factors))
    now = stock.now_heat[:, None] * upto[stock.now_carrier] + stock.now_electricity[:, None] * upto[-1]
    per_building = 1 + np.diff(stock.first) * count
    start = np.concatenate([[0], np.cumsum(per_building)]).astype(np.int64)
    package = np.full(start[-1], -1, dtype=np.int64)
    year = np.full(start[-1], -1, dtype=np.int64)
    owner = stock.owner
    place = start[owner] + 1 + (np.arange(stock.packages) - stock.first[owner]) * count
    at = place[:, None] + np.arange(count)
    package[at] = np.arange(stock.packages)[:, None]
    year[at] = np.arange(count)
    value = np.empty(start[-1])
    value[start[:-1]] = now[:, -1]
    total = stock.heat * upto[stock.carrier, -1] + stock.electricity * upto[-1, -1] + stock.embodied
    for t in range(count):
        before = stock.heat * upto[stock.carrier, t + 1] + stock.electricity * upto[-1, t + 1]
        value[at[:, t]] = total - before + now[owner, t + 1]
    allowed = _allowed(stock, package, year, start)
    group = np.repeat(np.arange(stock.buildings), per_building)
    kept = np.flatnonzero(allowed)
    left = np.bincount(group[kept], minlength=stock.buildings)
    rows = rows_of(head)
    use = np.zeros((len(rows), kept.size))
    built = np.flatnonzero(package[kept] >= 0)
    which, when = package[kept][built], year[kept][built]
    for r, row in enumerate(rows):
        inside = np.isin(when, row.years)
        spent = stock.cost if row.most is not None else stock.label
        use[r, built[inside]] = spent[which[inside]]
    problem = Problem(
        start=np.concatenate([[0], np.cumsum(left)]).astype(np.int64),
        value=value[kept],
        use=use,
        lower=np.array([-np.inf if row.least is None else row.least for row in rows], dtype=np.float64),
        upper=np.array([np.inf if row.most is None else row.most for row in rows], dtype=np.float64),
        slack=np.full(len(rows), LESS_THAN_A_KRONE),
        copies=stock.weight,
    )
    return Columns(problem, rows, package[kept], year[kept], now[:, -1], np.flatnonzero(left == 0))


def _sums(stock: StockArrays, emission: Emission) -> Floats:
    """(carriers + 1, horizon + 1) factors summed up to each year, kg CO2e per kWh; the last row is electricity."""
    horizon = stock.head.horizon_years
    sums = np.zeros((len(CARRIERS) + 1, horizon + 1))
    heated = set(stock.now_carrier[stock.now_heat > 0].tolist()) | set(stock.carrier[stock.heat > 0].tolist())
    for code in (*sorted(heated), len(CARRIERS)):
        carrier: Heating = "electricity" if code == len(CARRIERS) or CARRIERS[code] in ELECTRIC else CARRIERS[code]
        sums[code, 1:] = [float(total) for total in accumulate(emission.yearly(carrier))]
    return sums


def _allowed(stock: StockArrays, package: Whole, year: Whole, start: Whole) -> Marks:
    """Gas and oil are out by the deadline, and no package of a later year may bring them."""
    deadline, years = stock.head.fossil_heating_out_by, stock.head.years
    allowed = np.ones(len(package), dtype=bool)
    if deadline is None or deadline > years[-1]:
        return allowed
    fossil_now = np.isin(stock.now_carrier, FOSSIL_CODES)
    fossil_then = np.isin(stock.carrier, FOSSIL_CODES)
    group = np.repeat(np.arange(stock.buildings), np.diff(start))
    built = package >= 0
    in_time = np.array([y <= deadline for y in years])
    after = np.where(built, fossil_then[package], fossil_now[group])
    before = fossil_now[group]
    early = np.where(built, in_time[year], True)
    return ~np.where(early, after, before | after)
