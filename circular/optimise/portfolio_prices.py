"""What money is worth in a portfolio plan: shadow prices, the reason for each choice, the front over budgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from circular.language import Language, listing, number
from circular.optimise.model import BudgetPrice, Chosen, FrontPoint, LimitPrice, ShadowPrices
from circular.optimise.portfolio_certify import copies, money
from circular.optimise.portfolio_rows import portfolio_model, scale_of
from circular.optimise.proof import Clock
from circular.optimise.solver import duals
from circular.optimise.trajectories import Lives, Trajectory, linking_rows

if TYPE_CHECKING:
    from circular.optimise.portfolio_plan import Counts, Stock

Spent = tuple[list[int], list[int], list[Decimal]]
"""Kroner and label kroner of the whole plan by year, and what it takes of the rows beside money."""


HALVINGS = 7
LEAST_SECONDS = 30.0
"""Most time for finding the least share of the budgets that has a plan."""
LINKS = {
    "max_kg_co2e": ("loftet over kg CO₂e", "the cap on kg CO₂e"),
    "max_buildings_at_once": ("antallet af bygninger i gang", "the number of buildings at once"),
    "stock": ("lageret", "the stock of materials"),
    "min_pv_kwh_year": ("kravet til solceller", "the demand for solar power"),
}


def shadow_prices(stock: Stock, *, clock: Clock) -> ShadowPrices:
    """kg CO2e saved per extra krone in each year, and lost per krone of the floor: duals of the LP relaxation."""
    portfolio = stock.portfolio
    model = portfolio_model(portfolio, stock.lives, stock.columns)
    budget = {year: model.budget[year] for year in portfolio.years if year in model.budget}
    floor = {year: model.label_floor[year] for year in portfolio.years if year in model.label_floor}
    linked = {f"{row.kind}/{row.key}": model.links[r] for r, row in enumerate(linking_rows(portfolio))}
    values = duals(model, [*budget.values(), *floor.values(), *linked.values()], time_limit=clock.left())
    if values is None:
        return ShadowPrices()
    each = {year: max(0.0, -values[row.name]) for year, row in budget.items()}
    if portfolio.carry_over and portfolio.carry_over_max_dkk is None:
        each = {year: sum(price for later, price in each.items() if later >= year) for year in each}
    return ShadowPrices(
        budget=tuple(_price(year, price) for year, price in each.items()),
        label_floor=tuple(_price(year, max(0.0, values[row.name])) for year, row in floor.items()),
        limits=tuple(
            LimitPrice(limit=name, kg_per_unit=abs(values[row.name]) * 1000 / scale_of(stock.columns, r))
            for r, (name, row) in enumerate(linked.items())
        ),
    )


def _price(year: int, kg_per_dkk: float) -> BudgetPrice:
    kg = kg_per_dkk if kg_per_dkk > 1e-12 else 0.0
    return BudgetPrice(year=year, kg_per_dkk=kg, dkk_per_tonne=1000 / kg if kg else None)


def chosen_with_reasons(stock: Stock, counts: Counts, prices: ShadowPrices, language: Language) -> tuple[Chosen, ...]:
    """The packages of the plan, building by building, each with why it and not the runner-up."""
    rows: list[Chosen] = []
    taken_all = [(stock.columns[b][c], n) for (b, c), n in counts.items()]
    spent = (
        [sum(t.cost_dkk[i] * n for t, n in taken_all) for i in range(len(stock.portfolio.years))],
        [sum(t.label_dkk[i] * n for t, n in taken_all) for i in range(len(stock.portfolio.years))],
        [sum((t.takes[r] * n for t, n in taken_all), Decimal(0)) for r in range(len(linking_rows(stock.portfolio)))],
    )
    for b, life in enumerate(stock.lives):
        taken = [c for (at, c), n in sorted(counts.items()) if at == b for _ in range(n)]
        taken.sort(key=lambda c: (not stock.columns[b][c].steps, stock.columns[b][c].order))
        for copy, c in zip(copies(life.building), taken, strict=True):
            trajectory = stock.columns[b][c]
            if trajectory.steps:
                rows += _rows(stock, life, copy, trajectory, _why(stock, b, trajectory, spent, prices, language))
    return tuple(rows)


def _rows(stock: Stock, life: Lives, copy: str, trajectory: Trajectory, why: str) -> list[Chosen]:
    """One row a step; the building's kg over the horizon stand at its last step, embodied kg at an earlier one."""
    rows = []
    earlier = sum((step.package.embodied_kg_co2e for step in trajectory.steps[:-1]), Decimal(0))
    for index, step in enumerate(trajectory.steps):
        last = index == len(trajectory.steps) - 1
        rows.append(
            Chosen(
                building=copy,
                year=step.year,
                package=step.package.name,
                cost_dkk=Decimal(step.package.cost_dkk),
                kg_co2e=float(trajectory.kg - earlier) if last else float(step.package.embodied_kg_co2e),
                why=why,
            )
        )
    return rows


def _why(stock: Stock, b: int, chosen: Trajectory, spent: Spent, prices: ShadowPrices, language: Language) -> str:
    """What it saves, and the runner-up at the prices of the budgets."""
    life, years = stock.lives[b], stock.portfolio.years
    pay = {price.year: price.kg_per_dkk for price in prices.budget}
    earn = {price.year: price.kg_per_dkk for price in prices.label_floor}
    each = {price.limit: price.kg_per_unit for price in prices.limits}
    rows = linking_rows(stock.portfolio)
    worth = [each.get(f"{row.kind}/{row.key}", 0.0) * (-1 if row.least else 1) for row in rows]

    def priced(trajectory: Trajectory) -> float:
        return (
            float(trajectory.kg)
            + sum(
                pay.get(year, 0.0) * trajectory.cost_dkk[i] - earn.get(year, 0.0) * trajectory.label_dkk[i]
                for i, year in enumerate(years)
            )
            + sum(price * float(take) for price, take in zip(worth, trajectory.takes, strict=True) if price)
        )

    saved = life.kg_now - chosen.kg
    cost = sum(chosen.cost_dkk)
    per = f"{number(Decimal(cost) / saved * 1000, language, 0)}" if saved > 0 else "–"
    said = {
        "da": f"sparer {number(saved / 1000, language, 1)} t over {stock.portfolio.horizon_years} år ({per} kr. pr. t)",
        "en": f"saves {number(saved / 1000, language, 1)} t over {stock.portfolio.horizon_years} years (DKK {per} per t)",
    }[language]
    others = [t for t in stock.columns[b] if t is not chosen]
    if not others:
        only = {"da": "; den eneste mulighed, reglerne levner", "en": "; the only one the rules leave"}
        return said + only[language]
    rival = min(others, key=lambda t: (priced(t), t.order))
    return said + _against(stock, spent, chosen, rival, language)


def _against(stock: Stock, spent: Spent, chosen: Trajectory, rival: Trajectory, language: Language) -> str:
    """How the runner-up compares, and which row it would break in the chosen one's place."""
    more_kg, less = (rival.kg - chosen.kg) / 1000, sum(chosen.cost_dkk) - sum(rival.cost_dkk)
    name = " + ".join(f"{step.package.name} {step.year}" for step in rival.steps)
    t, dkk = number(abs(more_kg), language, 1), number(abs(less), language)
    broken = _broken(stock, spent, chosen, rival)
    if language == "da":
        price = f"{dkk} kr. {'billigere' if less > 0 else 'dyrere'}" if less else "til samme pris"
        stops = f", men så holder {listing([word[0] for word in broken], 'da')} ikke" if broken else ""
        return f"; næstbedst: {name or 'at lade bygningen stå'}, {t} t {'mere' if more_kg >= 0 else 'mindre'} og {price}{stops}"
    price = f"DKK {dkk} {'cheaper' if less > 0 else 'dearer'}" if less else "at the same price"
    stops = f", but then {listing([word[1] for word in broken], 'en')} would not hold" if broken else ""
    return (
        f"; runner-up: {name or 'leaving it as it is'}, {t} t {'more' if more_kg >= 0 else 'less'} and {price}{stops}"
    )


def _broken(stock: Stock, spent: Spent, chosen: Trajectory, rival: Trajectory) -> list[tuple[str, str]]:
    """The rows that would not hold with the rival in the chosen one's place."""
    years, portfolio = stock.portfolio.years, stock.portfolio
    cost = {year: spent[0][i] - chosen.cost_dkk[i] + rival.cost_dkk[i] for i, year in enumerate(years)}
    overdrawn: list[str] = []
    money(portfolio, cost, overdrawn)
    found = [("budgettet", "the budget")] if overdrawn else []
    label = {year: spent[1][i] - chosen.label_dkk[i] + rival.label_dkk[i] for i, year in enumerate(years)}
    if any(label[year] < floor for year, floor in portfolio.label_spend_floor_dkk.items()):
        found.append(("mindsteforbruget", "the spending floor"))
    for r, row in enumerate(linking_rows(portfolio)):
        total = spent[2][r] - chosen.takes[r] + rival.takes[r]
        if total < row.limit if row.least else total > row.limit:
            found.append(LINKS[row.kind])
    return list(dict.fromkeys(found))


def front_of(stock: Stock, points: int, *, time_limit: float | None, solver: str) -> tuple[FrontPoint, ...]:
    """The best plan at evenly spaced shares of the budgets, from the least that has a plan (at least a quarter) to 150 %."""
    from circular.optimise.portfolio_explain import possible
    from circular.optimise.portfolio_plan import best_plan, gap_of

    portfolio = stock.portfolio
    floors = [
        Decimal(floor) / portfolio.budget_dkk[year]
        for year, floor in portfolio.label_spend_floor_dkk.items()
        if portfolio.budget_dkk[year]
    ]
    clock = Clock(time_limit).at_most(LEAST_SECONDS)
    low = least_share(max([Decimal(1) / 4, *floors]), lambda share: possible(_scaled(stock, share), clock, solver))
    high = Decimal(3) / 2
    found = []
    each = None if time_limit is None else time_limit / max(1, points)
    for i in range(points):
        share = low + (high - low) * i / max(1, points - 1)
        scaled = _scaled(stock, share)
        budget = scaled.portfolio.budget_dkk
        best = best_plan(scaled, clock=Clock(each), solver=solver)
        if best.certified is None or best.bound_kg is None:
            continue
        gap = gap_of(float(best.certified.kg), best.bound_kg)
        found.append(
            FrontPoint(
                budget_dkk=Decimal(sum(budget.values())),
                cost_dkk=Decimal(best.certified.cost_dkk),
                kg_co2e=float(best.certified.kg),
                bound_kg_co2e=best.bound_kg,
                gap=gap or 0.0,
            )
        )
    return tuple(found)


def least_share(low: Decimal, possible: Callable[[Decimal], bool | None]) -> Decimal:
    """The least share of the budgets, up to all of them, that has a plan; within a hundredth of the way."""
    high = Decimal(1)
    if low >= high or possible(low):
        return low
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if possible(middle) else (middle, high)
    return high


def _scaled(stock: Stock, share: Decimal) -> Stock:
    """The stock with a share of its budgets."""
    budget = {year: int(amount * share) for year, amount in stock.portfolio.budget_dkk.items()}
    return replace(stock, portfolio=stock.portfolio.model_copy(update={"budget_dkk": budget}))
