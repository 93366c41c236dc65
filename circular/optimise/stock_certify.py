"""Recomputes the plan of a large stock from its raw arrays, year by year and in exact numbers; shares nothing with the model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from circular.optimise.emission import Emission, Factors
from circular.optimise.portfolio_certify import Certified, money
from circular.optimise.portfolio_model import ELECTRIC, FOSSIL
from circular.optimise.stock_arrays import CARRIERS, StockArrays

Built = Sequence[tuple[int, int, int, int]]
"""(building, package, year, copies) for everything that is built."""


def certify_arrays(stock: StockArrays, built: Built, factors: Factors | None = None) -> Certified:
    """Value, spending and broken rules of a plan: every krone a whole number, every kWh and kg a decimal."""
    head, broken = stock.head, list[str]()
    cost, label = dict.fromkeys(head.years, 0), dict.fromkeys(head.years, 0)
    left = {b: int(weight) for b, weight in enumerate(stock.weight.tolist())}
    kg = Decimal(0)
    energy: dict[tuple[str, int, int], Decimal] = defaultdict(Decimal)
    first, end = head.years[0], head.years[0] + head.horizon_years

    def buys(carrier: str, heat: float, electricity: float, since: int, until: int, copies: int) -> None:
        if heat:
            energy["electricity" if carrier in ELECTRIC else carrier, since, until] += _exact(heat) * copies
        energy["electricity", since, until] += _exact(electricity) * copies

    for b, p, year, copies in built:
        if not stock.first[b] <= p < stock.first[b + 1] or year not in cost or copies < 1:
            broken.append(f"{stock.ids[b]}: package {p} in {year} is none of its courses")
            continue
        left[b] -= copies
        cost[year] += int(stock.cost[p]) * copies
        label[year] += int(stock.label[p]) * copies
        kg += _exact(float(stock.embodied[p])) * copies
        now, then = CARRIERS[stock.now_carrier[b]], CARRIERS[stock.carrier[p]]
        buys(now, float(stock.now_heat[b]), float(stock.now_electricity[b]), first, year + 1, copies)
        buys(then, float(stock.heat[p]), float(stock.electricity[p]), year + 1, end, copies)
        if (out := head.fossil_heating_out_by) is not None and out <= head.years[-1]:
            carriers = (now, then) if year > out else (then,)
            if any(carrier in FOSSIL for carrier in carriers):
                broken.append(f"{stock.ids[b]}: still gas or oil after {out}")
    for b, copies in left.items():
        if copies < 0:
            broken.append(f"{stock.ids[b]} gets more than one package")
        if copies <= 0:
            continue
        now = CARRIERS[stock.now_carrier[b]]
        buys(now, float(stock.now_heat[b]), float(stock.now_electricity[b]), first, end, copies)
        if (out := head.fossil_heating_out_by) is not None and out <= head.years[-1] and now in FOSSIL:
            broken.append(f"{stock.ids[b]}: still gas or oil after {out}")
    emission = Emission(head, factors)
    yearly = {carrier: emission.yearly(carrier) for carrier in sorted({key[0] for key in energy})}  # type: ignore[arg-type]
    for (carrier, since, until), kwh in energy.items():
        kg += sum((kwh * yearly[carrier][year - first] for year in range(since, until)), Decimal(0))
    carried = money(head, cost, broken)
    for year, floor in sorted(head.label_spend_floor_dkk.items()):
        if label[year] < floor:
            broken.append(f"label spending {label[year]} in {year} is below the floor {floor}")
    return Certified(kg, sum(cost.values()), cost, carried, label, tuple(broken))


def _exact(value: float) -> Decimal:
    """The decimal that was written, from its nearest float."""
    return Decimal(repr(float(value)))
