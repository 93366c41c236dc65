"""Plans a large stock: its courses as a multiple-choice problem, the answer certified, explained and put into a Plan."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from circular.language import Language, number
from circular.optimise.emission import Factors
from circular.optimise.model import BudgetPrice, Chosen, FrontPoint, LimitPrice, Plan, ShadowPrices, YearSpend
from circular.optimise.multiple_choice import Answer, Problem, solve
from circular.optimise.portfolio_certify import Certified
from circular.optimise.portfolio_model import Portfolio
from circular.optimise.proof import Clock
from circular.optimise.stock_arrays import Floats, StockArrays
from circular.optimise.stock_certify import Built, certify_arrays
from circular.optimise.stock_columns import Columns, Row, columns_of

OPTIMAL_GAP = 1e-6
MANY = 300
"""From so many buildings on the default gap is LOOSE."""
LOOSE = 1e-4
SECONDS_FOR_LEAST = 30.0
"""Most time for finding the least share of the budgets that has a plan."""

Tell = Callable[[float | None, float | None], None]


@dataclass(frozen=True)
class Planned:
    """A solved stock: its columns, the solver's answer, and the plan recomputed from raw data."""

    columns: Columns
    answer: Answer
    built: Built
    certified: Certified | None


def plan_stock(
    stock: StockArrays,
    *,
    time_limit: float | None = None,
    gap: float | None = None,
    solver: str = "highs",
    language: Language = "da",
    factors: Factors | None = None,
    front: int = 0,
    tell: Tell | None = None,
) -> Plan:
    """The plan with its certificate; `gap` is the relative distance to the best that is good enough."""
    from circular.optimise.portfolio_results import results_of_arrays

    wanted = gap if gap is not None else (LOOSE if stock.buildings >= MANY else OPTIMAL_GAP)
    clock = Clock(time_limit)
    columns = columns_of(stock, factors)
    now = math.fsum((columns.kg_now * stock.weight).tolist())
    if columns.stuck.size:
        return _without(stock, columns, now, None, language, time_limit)
    done = planned(stock, columns, clock=clock, gap=wanted, solver=solver, factors=factors, tell=tell)
    if done.certified is None:
        return _without(stock, columns, now, done.answer, language, time_limit)
    kg, bound = float(done.certified.kg), done.answer.bound
    proven = None if bound is None else min(bound, kg)
    distance = None if proven is None else (kg - proven) / abs(proven) if proven else None
    prices = shadow_prices(stock, columns, done.answer.prices)
    return Plan(
        schema="circular/plan/1",
        name=stock.head.name,
        status="optimal" if distance is not None and distance <= OPTIMAL_GAP else "feasible",
        kg_co2e=kg,
        kg_co2e_now=now,
        bound_kg_co2e=proven,
        gap=distance,
        gap_of_saving=None if proven is None or now <= proven else (kg - proven) / (now - proven),
        cost_dkk=Decimal(done.certified.cost_dkk),
        by_year=tuple(
            YearSpend(
                year=year,
                cost_dkk=Decimal(done.certified.cost_by_year[year]),
                carried_dkk=Decimal(done.certified.carried_by_year[year]),
                label_dkk=Decimal(done.certified.label_by_year[year]),
            )
            for year in stock.head.years
        ),
        choices=chosen(stock, columns, done.answer, language),
        portfolio=results_of_arrays(stock, columns, done.answer, done.certified, prices, factors),
        shadow_prices=prices,
        front=_front(stock, front, clock, solver, factors) if front else (),
        checked=not done.certified.broken,
        illustration=stock.head.prices is None,
        notes=_notes(stock, columns, wanted, language),
    )


def planned(
    stock: StockArrays,
    columns: Columns,
    *,
    clock: Clock,
    gap: float,
    solver: str = "highs",
    factors: Factors | None = None,
    tell: Tell | None = None,
) -> Planned:
    """Solve and certify; the certificate is None when no choice was found."""
    done = _solved(stock, columns, clock, gap, solver, factors, tell)
    if done.certified is not None and done.certified.broken and _linked(columns):
        tight = replace(columns, problem=_tightened(columns))
        done = replace(_solved(stock, tight, clock, gap, solver, factors, tell), columns=columns)
    return done


def _solved(
    stock: StockArrays,
    columns: Columns,
    clock: Clock,
    gap: float,
    solver: str,
    factors: Factors | None,
    tell: Tell | None,
) -> Planned:
    answer = solve(columns.problem, clock=clock, gap=gap, solver=solver, tell=tell)
    if answer.choice is None:
        return Planned(columns, answer, (), None)
    built = [
        (int(columns.problem.group[j]), int(columns.package[j]), stock.head.years[columns.year[j]], int(count))
        for j, count in zip(*answer.choice, strict=True)
        if columns.package[j] >= 0
    ]
    return Planned(columns, answer, built, certify_arrays(stock, built, factors))


def _linked(columns: Columns) -> bool:
    return any(row.unit not in ("dkk", "buildings") for row in columns.rows)


def _tightened(columns: Columns) -> Problem:
    """The rows of decimal amounts a billionth tighter: what floating point let through is cut off."""
    problem = columns.problem
    room = np.array([0.0 if row.unit in ("dkk", "buildings") else 1e-9 * max(1.0, abs(float(row.most or row.least or 0))) for row in columns.rows])  # fmt: skip
    return replace(problem, upper=problem.upper - room, lower=problem.lower + room)


def shadow_prices(stock: StockArrays, columns: Columns, prices: Floats) -> ShadowPrices:
    """kg saved per extra krone of each year, and lost per krone of its floor, from the prices of the rows."""
    return prices_of_rows(stock.head, columns.rows, prices)


def prices_of_rows(head: Portfolio, rows: Sequence[Row], prices: Floats) -> ShadowPrices:
    """The same for the rows of any stock."""
    count = len(head.years)
    spend, floor = [0.0] * count, [0.0] * count
    limits = []
    for price, row in zip(prices.tolist(), rows, strict=True):
        if row.unit != "dkk":
            kg_per_unit = abs(price) if abs(price) > 1e-12 else 0.0
            limits.append(LimitPrice(limit=f"{row.rule}/{row.key}", kg_per_unit=kg_per_unit))
            continue
        for t in row.years:
            if row.most is not None:
                spend[t] += max(0.0, price)
            else:
                floor[t] += max(0.0, -price)
    floors = head.label_spend_floor_dkk
    return ShadowPrices(
        budget=tuple(_price(year, kg) for year, kg in zip(head.years, spend, strict=True)),
        label_floor=tuple(_price(year, kg) for year, kg in zip(head.years, floor, strict=True) if floors.get(year)),
        limits=tuple(limits),
    )


def _price(year: int, kg: float) -> BudgetPrice:
    kg = kg if kg > 1e-12 else 0.0
    return BudgetPrice(year=year, kg_per_dkk=kg, dkk_per_tonne=1000 / kg if kg else None)


def chosen(stock: StockArrays, columns: Columns, answer: Answer, language: Language) -> tuple[Chosen, ...]:
    """What is built, with the saving, its price, and the runner-up at the prices of the rows."""
    if answer.choice is None:
        return ()
    problem, rows = columns.problem, list[Chosen]()
    copies: Counter[int] = Counter()
    for j, count in zip(*(part.tolist() for part in answer.choice), strict=True):
        p = int(columns.package[j])
        if p < 0:
            continue
        b = int(problem.group[j])
        kg, cost = float(problem.value[j]), int(stock.cost[p])
        saved = float(columns.kg_now[b]) - kg
        per = number(Decimal(f"{cost / saved * 1000:.0f}"), language, 0) if saved > 0 else "–"
        said = {
            "da": f"sparer {number(Decimal(f'{saved / 1000:.1f}'), 'da', 1)} t over {stock.head.horizon_years} år ({per} kr. pr. t)",
            "en": f"saves {number(Decimal(f'{saved / 1000:.1f}'), 'en', 1)} t over {stock.head.horizon_years} years (DKK {per} per t)",
        }[language]
        said += _runner_up(stock, columns, answer, j, language)
        for _ in range(count):
            copies[b] += 1
            name = stock.ids[b] if stock.weight[b] == 1 else f"{stock.ids[b]}#{copies[b]}"
            rows.append(
                Chosen(
                    building=name,
                    year=stock.head.years[columns.year[j]],
                    package=stock.names[p],
                    cost_dkk=Decimal(cost),
                    kg_co2e=kg,
                    why=said,
                )
            )
    return tuple(rows)


def _runner_up(stock: StockArrays, columns: Columns, answer: Answer, j: int, language: Language) -> str:
    """The next best course of the building at the prices of the rows."""
    problem = columns.problem
    b = problem.group[j]
    own = np.arange(problem.start[b], problem.start[b + 1])
    others = own[own != j]
    if not others.size:
        return {"da": "; den eneste mulighed, reglerne levner", "en": "; the only one the rules leave"}[language]
    rival = int(others[np.argmin(answer.slack[others])])
    p = int(columns.package[rival])
    more = float(problem.value[rival] - problem.value[j]) / 1000
    less = int(stock.cost[columns.package[j]]) - (int(stock.cost[p]) if p >= 0 else 0)
    t, dkk = number(Decimal(f"{abs(more):.1f}"), language, 1), number(abs(less), language)
    if language == "da":
        name = f"{stock.names[p]} {stock.head.years[columns.year[rival]]}" if p >= 0 else "at lade bygningen stå"
        price = f"{dkk} kr. {'billigere' if less > 0 else 'dyrere'}" if less else "til samme pris"
        return f"; næstbedst: {name}, {t} t {'mere' if more >= 0 else 'mindre'} og {price}"
    name = f"{stock.names[p]} {stock.head.years[columns.year[rival]]}" if p >= 0 else "leaving it as it is"
    price = f"DKK {dkk} {'cheaper' if less > 0 else 'dearer'}" if less else "at the same price"
    return f"; runner-up: {name}, {t} t {'more' if more >= 0 else 'less'} and {price}"


def _front(
    stock: StockArrays, points: int, clock: Clock, solver: str, factors: Factors | None
) -> tuple[FrontPoint, ...]:
    """The best plan at evenly spaced shares of the budgets, from the least that has a plan (at least a quarter) to 150 %."""
    from circular.optimise.portfolio_prices import least_share

    head, found = stock.head, []
    floors = [
        floor / head.budget_dkk[year] for year, floor in head.label_spend_floor_dkk.items() if head.budget_dkk[year]
    ]
    soon = clock.at_most(SECONDS_FOR_LEAST)
    low = float(least_share(Decimal(repr(max([0.25, *floors]))), lambda share: _possible(stock, share, soon, solver, factors)))  # fmt: skip
    high = 1.5
    left = clock.left()
    for i in range(points):
        share = Decimal(repr(low + (high - low) * i / max(1, points - 1)))
        scaled = _scaled(stock, share)
        budget = scaled.head.budget_dkk
        columns = columns_of(scaled, factors)
        done = planned(
            scaled,
            columns,
            clock=Clock(None if left is None else left / points),
            gap=LOOSE,
            solver=solver,
            factors=factors,
        )
        if done.certified is None or done.answer.bound is None:
            continue
        kg = float(done.certified.kg)
        bound = min(done.answer.bound, kg)
        found.append(
            FrontPoint(
                budget_dkk=Decimal(sum(budget.values())),
                cost_dkk=Decimal(done.certified.cost_dkk),
                kg_co2e=kg,
                bound_kg_co2e=bound,
                gap=(kg - bound) / abs(bound) if bound else 0.0,
            )
        )
    return tuple(found)


def _scaled(stock: StockArrays, share: Decimal) -> StockArrays:
    """The stock with a share of its budgets."""
    budget = {year: int(amount * share) for year, amount in stock.head.budget_dkk.items()}
    return replace(stock, head=stock.head.model_copy(update={"budget_dkk": budget}))


def _possible(stock: StockArrays, share: Decimal, clock: Clock, solver: str, factors: Factors | None) -> bool:
    answer = solve(columns_of(_scaled(stock, share), factors).problem, clock=clock, gap=1.0, solver=solver)
    return answer.choice is not None


def _without(
    stock: StockArrays, columns: Columns, now: float, answer: Answer | None, language: Language, limit: float | None
) -> Plan:
    """The answer when there is no plan: none can be, or none was found in time."""
    from circular.optimise.stock_explain import why_not

    infeasible = answer is None or answer.ended == "infeasible"
    return Plan(
        schema="circular/plan/1",
        name=stock.head.name,
        status="infeasible" if infeasible else "no_solution_found",
        kg_co2e=None,
        kg_co2e_now=now,
        bound_kg_co2e=None if answer is None or answer.bound is None else answer.bound,
        gap=None,
        gap_of_saving=None,
        cost_dkk=None,
        infeasible=why_not(stock, columns, language, limit) if infeasible else Plan.model_fields["infeasible"].default,
        illustration=stock.head.prices is None,
        notes=_notes(stock, columns, None, language),
    )


def _notes(stock: StockArrays, columns: Columns, gap: float | None, language: Language) -> tuple[str, ...]:
    from circular.optimise.portfolio_explain import general_notes

    said = [*general_notes(stock.head)]
    said.append(
        (
            f"{columns.problem.columns} mulige forløb for {stock.buildings} bygninger blev prissat; planen er regnet efter i hele kroner.",
            f"{columns.problem.columns} possible courses of {stock.buildings} buildings were priced; the plan was recomputed in whole DKK.",
        )
    )
    if gap is not None and gap > OPTIMAL_GAP:
        share = {lang: number(Decimal(f"{gap * 100:.6f}"), lang) for lang in ("da", "en")}
        said.append(
            (
                f"Søgningen stoppede ved en afstand til det bedst mulige på {share['da']} % (ændres med --gap).",
                f"The search stopped at a distance of {share['en']} % to the best possible (changed with --gap).",
            )
        )
    return tuple(text[0 if language == "da" else 1] for text in said)
