"""The courses of a large stock as a multiple-choice problem: each building untouched, or one package in one year.

v = embodied + sum over the years up to t of today's energy + sum over the years after t of the package's energy, each
kWh at the factor of its carrier and year. Rows: what each year may spend (with carry-over, every span of years that a
carried krone could bridge), the spending floors, kg of a year, buildings at once, scarce materials, solar electricity.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from circular.building.model import Heating
from circular.optimise.emission import Emission, Factors
from circular.optimise.multiple_choice import Problem
from circular.optimise.portfolio_model import ELECTRIC, Portfolio
from circular.optimise.stock_arrays import CARRIERS, Floats, StockArrays, Whole
from circular.optimise.stock_masks import barred_by
from circular.optimise.trajectories import linking_rows

LESS_THAN_A_KRONE = 0.1
MOST_NAMED = 50


@dataclass(frozen=True)
class Row:
    """A linking row: what it counts, over which years or of which year or material, and what bounds it."""

    years: tuple[int, ...]
    """Positions in the plan's years whose building counts."""
    most: float | None = None
    least: float | None = None
    rule: str = "budget_dkk"
    """The key of the portfolio that sets it."""
    key: int | str | None = None
    """The year or the material it is set for."""

    @property
    def unit(self) -> str:
        return {"budget_dkk": "dkk", "label_spend_floor_dkk": "dkk", "max_kg_co2e": "kg_co2e", "max_buildings_at_once": "buildings", "min_pv_kwh_year": "kwh_year"}.get(self.rule, "declared_unit")  # fmt: skip


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
    why: dict[int, dict[str, int]]
    """Stuck building -> rule -> how many of its courses the rule forbids; for the first ones."""


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
    rows += [
        Row((t,), least=floors[year], rule="label_spend_floor_dkk", key=year)
        for t, year in enumerate(portfolio.years)
        if floors.get(year, 0) > 0
    ]
    every = tuple(range(count))
    for link in linking_rows(portfolio):
        at = every
        if link.kind == "max_buildings_at_once":
            at = (portfolio.years.index(int(link.key)),)
        elif link.kind == "min_pv_kwh_year":
            at = tuple(t for t in every if portfolio.years[t] <= int(link.key))
        limit = float(link.limit)
        rows.append(Row(at, None if link.least else limit, limit if link.least else None, link.kind, link.key))
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
    group = np.repeat(np.arange(stock.buildings), per_building)
    barred = barred_by(stock, package, year, group, Emission(head, factors))
    allowed = np.ones(len(package), dtype=bool)
    for forbidden in barred.values():
        allowed &= ~forbidden
    kept = np.flatnonzero(allowed)
    left = np.bincount(group[kept], minlength=stock.buildings)
    rows = rows_of(head)
    use = np.zeros((len(rows), kept.size))
    built = np.flatnonzero(package[kept] >= 0)
    which, when = package[kept][built], year[kept][built]
    for r, row in enumerate(rows):
        inside = np.isin(when, row.years)
        if row.rule == "max_kg_co2e":
            use[r] = _kg_in(stock, upto, int(row.key or 0), package[kept], year[kept], group[kept])
            continue
        use[r, built[inside]] = _counted(stock, row)[which[inside]]
    problem = Problem(
        start=np.concatenate([[0], np.cumsum(left)]).astype(np.int64),
        value=value[kept],
        use=use,
        lower=np.array([-np.inf if row.least is None else row.least for row in rows], dtype=np.float64),
        upper=np.array([np.inf if row.most is None else row.most for row in rows], dtype=np.float64),
        slack=np.array(
            [LESS_THAN_A_KRONE if row.unit == "dkk" else 1e-9 * abs(float(row.most or row.least or 0)) for row in rows]
        ),
        copies=stock.weight,
    )
    stuck = np.flatnonzero(left == 0)
    why = {
        int(b): {rule: int(forbidden[start[b] : start[b + 1]].sum()) for rule, forbidden in barred.items()}
        for b in stuck[:MOST_NAMED]
    }
    return Columns(problem, rows, package[kept], year[kept], now[:, -1], stuck, why)


def _sums(stock: StockArrays, emission: Emission) -> Floats:
    """(carriers + 1, horizon + 1) factors summed up to each year, kg CO2e per kWh; the last row is electricity."""
    horizon = stock.head.horizon_years
    sums = np.zeros((len(CARRIERS) + 1, horizon + 1))
    heated = set(stock.now_carrier[stock.now_heat > 0].tolist()) | set(stock.carrier[stock.heat > 0].tolist())
    for code in (*sorted(heated), len(CARRIERS)):
        carrier: Heating = "electricity" if code == len(CARRIERS) or CARRIERS[code] in ELECTRIC else CARRIERS[code]
        sums[code, 1:] = [float(total) for total in accumulate(emission.yearly(carrier))]
    return sums


def _counted(stock: StockArrays, row: Row) -> Floats:
    """(P,) what a package counts in a row when it is built in one of the row's years."""
    if row.rule == "budget_dkk":
        return stock.cost.astype(np.float64)
    if row.rule == "label_spend_floor_dkk":
        return stock.label.astype(np.float64)
    if row.rule == "max_buildings_at_once":
        return np.ones(stock.packages)
    if row.rule == "min_pv_kwh_year":
        return np.zeros(stock.packages) if stock.pv is None else stock.pv
    if stock.uses is None:
        return np.zeros(stock.packages)
    return np.asarray(stock.uses[list(stock.head.stock).index(str(row.key))])


def _kg_in(stock: StockArrays, upto: Floats, when: int, package: Whole, year: Whole, group: Whole) -> Floats:
    """(N,) kg of each course's energy in one year of the horizon: today's up to the year it is built, the package's after."""
    years = stock.head.years
    k = when - years[0]
    factor = upto[:, k + 1] - upto[:, k]
    now = stock.now_heat * factor[stock.now_carrier] + stock.now_electricity * factor[-1]
    then = stock.heat * factor[stock.carrier] + stock.electricity * factor[-1]
    done = (package >= 0) & (np.array([*years, 0])[year] < when)
    return np.asarray(np.where(done, then[package], now[group]) if stock.packages else now[group])
