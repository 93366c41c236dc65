"""Plans a building stock over the years: the packages with least lifecycle CO2 that the budget and the goals allow."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pyomo.environ as pyo

from circular.language import Language
from circular.optimise.emission import Emission, Factors
from circular.optimise.model import Infeasible, Plan, ShadowPrices, YearSpend
from circular.optimise.portfolio_certify import Builds, Certified, certify, copies
from circular.optimise.portfolio_copies import split_copies
from circular.optimise.portfolio_model import Portfolio
from circular.optimise.portfolio_rows import portfolio_model
from circular.optimise.proof import Clock, Found, forbid_counts, minimise, search
from circular.optimise.prune import undominated
from circular.optimise.solver import leave_out_hopeless
from circular.optimise.trajectories import Lives, Trajectory, linking_rows, lives_of
from circular.stages import stage

OPTIMAL_GAP = 1e-6
MOST_ENUMERATED = 8_000
"""Up to so many courses the plan is settled to the last tie; beyond, it is proven to a gap."""
MOST_COLUMNS = 12_000
"""Up to so many undominated courses they are solved in one model; beyond, by prices and cores, to a gap."""
LOOSE = 1e-4
"""That gap, where none is asked for."""
TIE_SECONDS = 5.0
"""Settling ties may take so long, or as long as the plan itself took."""
Counts = dict[tuple[int, int], int]
"""(building, column) -> how many copies live it."""


@dataclass(frozen=True)
class Stock:
    """A portfolio made ready: each building's allowed lives and the columns offered to the model."""

    portfolio: Portfolio
    lives: list[Lives]
    columns: list[tuple[Trajectory, ...]]
    kg_now: Decimal
    factors: Factors | None


@dataclass(frozen=True)
class Best:
    """The outcome of a search: a certified plan or none, and the proven bound in kg."""

    ended: str
    counts: Counts | None
    certified: Certified | None
    bound_kg: float | None
    prices: ShadowPrices | None = None
    """Of the rows, where the search found them on its way."""


@stage("prepare")
def prepare(portfolio: Portfolio, factors: Factors | None = None, *, as_of: date | None = None) -> Stock:
    """Every building's trajectories with their kroner and kg; raises Fault for a carrier without a factor."""
    from circular.optimise.portfolio_choices import with_packages

    portfolio = split_copies(with_packages(portfolio, as_of=as_of or date.today()))
    emission = Emission(portfolio, factors)
    lives = [lives_of(portfolio, building, emission) for building in portfolio.buildings]
    columns = [undominated(life.allowed, linking_rows(portfolio)) for life in lives]
    kg_now = sum((life.kg_now * life.building.weight for life in lives), Decimal(0))
    return Stock(portfolio, lives, columns, kg_now, factors)


def builds_of(stock: Stock, counts: Counts) -> Builds:
    """Which copy gets what: like copies take their trajectories in file order, the untouched ones last."""
    builds: dict[str, list[tuple[int, str]]] = {}
    for b, building in enumerate(stock.portfolio.buildings):
        chosen = [c for (at, c), n in sorted(counts.items()) if at == b for _ in range(n)]
        chosen.sort(key=lambda c: (not stock.columns[b][c].steps, stock.columns[b][c].order))
        for copy, c in zip(copies(building), chosen, strict=True):
            if steps := stock.columns[b][c].steps:
                builds[copy] = [(step.year, step.package.name) for step in steps]
    return builds


def best_plan(stock: Stock, *, clock: Clock, solver: str, ties: bool = True) -> Best:
    """The plan with least kg; among equals the cheapest, then the one with fewest packages, then file order."""
    if any(not offered for offered in stock.columns):
        return Best("infeasible", None, None, None)
    model = portfolio_model(stock.portfolio, stock.lives, stock.columns)
    certified: dict[tuple[tuple[tuple[int, int], int], ...], Certified] = {}

    def read() -> Counts:
        return {
            key: round(model.z[key].value) for key in model.pairs if model.z[key].value and round(model.z[key].value)
        }

    def true(counts: Counts) -> Certified:
        key = tuple(sorted(counts.items()))
        if key not in certified:
            certified[key] = certify(stock.portfolio, builds_of(stock, counts), stock.factors)
        return certified[key]

    def whole(counts: Counts) -> bool:
        return all(
            sum(counts.get((b, c), 0) for c in range(len(offered))) == stock.lives[b].building.weight
            for b, offered in enumerate(stock.columns)
        )

    def holds(counts: Counts) -> bool:
        return whole(counts) and not true(counts).broken

    def forbid(counts: Counts) -> None:
        forbid_counts(model, counts, model.z)

    started = time.monotonic()
    found: Found[Counts] = search(model, read, holds, forbid, clock=clock, solver=solver, absolute_gap=1e-9)
    if found.point is None:
        return Best(found.ended, None, None, _bound(stock, found.bound, None))
    counts, value = found.point, true(found.point)
    bound = _bound(stock, found.bound, value.kg)
    best = Best(found.ended, counts, value, bound)
    if not ties or found.ended != "optimal":
        return best
    slack = 1e-6 + 1e-10 * abs(float(stock.kg_now))
    clock = clock.at_most(max(TIE_SECONDS, time.monotonic() - started))
    gained = float(value.kg - stock.kg_now) / 1000
    leave_out_hopeless(model, model.z, gained, slack / 1000, time_limit=clock.left())
    model.keep_kg = pyo.Constraint(expr=model.kg * 1000 <= float(value.kg - stock.kg_now) + slack)
    for settle in ("cost", "order"):
        minimise(model, _cost(model) if settle == "cost" else _order(model, stock))
        again = search(model, read, holds, forbid, clock=clock, solver=solver)
        if again.point is None:
            break
        other = true(again.point)
        if float(other.kg - value.kg) <= 2 * slack and (settle == "order" or other.cost_dkk < value.cost_dkk):
            value = other if settle == "cost" else value
            best = replace(
                best,
                counts=again.point,
                certified=other,
                bound_kg=None if bound is None else min(bound, float(other.kg)),
            )
        if settle == "cost":
            model.keep_cost = pyo.Constraint(expr=_cost(model) <= value.cost_dkk / 1000 + 1e-4)
    return best


def _cost(model: Any) -> Any:
    return pyo.quicksum(model.cost[year] for year in model.years)


def _order(model: Any, stock: Stock) -> Any:
    """Fewest packages first, then the places in the file: buildings, packages and years as they stand."""
    offsets, total = [], 0
    for offered in stock.columns:
        offsets.append(total)
        total += 1 + (offered[-1].order if offered else 0)
    many = float(total) * max(1, sum(life.building.weight for life in stock.lives)) + 1
    many = min(many, 1e7)
    return pyo.quicksum(
        (len(stock.columns[b][c].steps) * many + offsets[b] + stock.columns[b][c].order) / many * model.z[b, c]
        for b, c in model.pairs
        if stock.columns[b][c].steps
    )


def _bound(stock: Stock, bound: float | None, value: Decimal | None) -> float | None:
    """The solver's bound in kg of the whole stock, less a tolerance for floating point, and never above the plan."""
    if bound is None:
        return None
    proven = float(stock.kg_now) + bound * 1000
    proven -= 1e-9 * max(abs(proven), abs(float(stock.kg_now)), 1.0)
    return proven if value is None else min(proven, float(value))


def gap_of(value: float, bound: float | None) -> float | None:
    """(plan - bound) / |bound|; None where nothing is proven."""
    if bound is None:
        return None
    if value <= bound:
        return 0.0
    return (value - bound) / abs(bound) if bound else None


def _courses(portfolio: Portfolio) -> int:
    """How many (package, year) pairs there are."""
    return sum(len(building.packages) for building in portfolio.buildings) * len(portfolio.years)


def _checked(portfolio: Portfolio, plan: Plan, language: Language, factors: Factors | None) -> Plan:
    """A plan from arrays recounted from the file's own numbers, or the buildings that nothing fits explained rule by rule."""
    if plan.kg_co2e is not None:
        builds: dict[str, list[tuple[int, str]]] = {}
        for one in plan.choices:
            builds.setdefault(str(one.building), []).append((one.year or 0, str(one.package)))
        true = certify(portfolio, builds, factors)
        return plan.model_copy(update={"checked": plan.checked and not true.broken})
    named = {one.building for one in plan.infeasible.explanations if one.level == "building"}
    if not named:
        return plan
    from circular.optimise.portfolio_stuck import stuck

    emission = Emission(portfolio, factors)
    found = [
        one
        for building in portfolio.buildings
        if building.id in named
        for one in stuck(portfolio, lives_of(portfolio, building, emission), emission, language)
    ]
    return plan.model_copy(update={"infeasible": Infeasible(explanations=tuple(found))})


def plan_portfolio(
    portfolio: Portfolio,
    *,
    time_limit: float | None = None,
    solver: str = "highs",
    language: Language = "da",
    factors: Factors | None = None,
    front: int = 0,
    as_of: date | None = None,
    gap: float | None = None,
    tell: Callable[[float | None, float | None], None] | None = None,
) -> Plan:
    """The plan with its certificate; `factors` replaces the shipped energy factors.

    A stock of many courses in one stage is planned from arrays, to the relative `gap`; `tell` hears of (value, bound).
    """
    from circular.optimise.portfolio_choices import with_packages
    from circular.optimise.portfolio_explain import infeasible, notes_on
    from circular.optimise.portfolio_prices import chosen_with_reasons, front_of, shadow_prices
    from circular.optimise.portfolio_results import results_of

    portfolio = split_copies(with_packages(portfolio, as_of=as_of or date.today()))
    if portfolio.stages == 1 and _courses(portfolio) > MOST_ENUMERATED:
        from circular.optimise.stock_arrays import arrays_of
        from circular.optimise.stock_plan import plan_stock

        plan = plan_stock(
            arrays_of(portfolio), time_limit=time_limit, gap=gap, solver=solver, language=language, factors=factors,
            front=front, tell=tell,
        )  # fmt: skip
        return _checked(portfolio, plan, language, factors)
    clock = Clock(time_limit)
    stock = prepare(portfolio, factors, as_of=as_of)
    portfolio = stock.portfolio
    if sum(map(len, stock.columns)) > MOST_COLUMNS:
        from circular.optimise.portfolio_priced import priced_plan

        best = priced_plan(stock, clock=clock, gap=LOOSE if gap is None else gap, solver=solver, tell=tell)
    else:
        best = best_plan(stock, clock=clock, solver=solver)
    now = float(stock.kg_now)
    notes = notes_on(stock, language)
    illustration = portfolio.prices is None
    if best.certified is None or best.counts is None:
        ended = best.ended == "infeasible"
        return Plan(
            schema="circular/plan/1",
            name=portfolio.name,
            status="infeasible" if ended else "no_solution_found",
            kg_co2e=None,
            kg_co2e_now=now,
            bound_kg_co2e=best.bound_kg,
            gap=None,
            gap_of_saving=None,
            cost_dkk=None,
            infeasible=infeasible(stock, clock=Clock(time_limit), solver=solver, language=language)
            if ended
            else Plan.model_fields["infeasible"].default,
            illustration=illustration,
            notes=notes,
        )
    true = best.certified
    kg, gap = float(true.kg), gap_of(float(true.kg), best.bound_kg)
    prices = best.prices or shadow_prices(stock, clock=clock)
    saving = None if best.bound_kg is None or now <= best.bound_kg else (kg - best.bound_kg) / (now - best.bound_kg)
    return Plan(
        schema="circular/plan/1",
        name=portfolio.name,
        status="optimal" if gap is not None and gap <= OPTIMAL_GAP else "feasible",
        kg_co2e=kg,
        kg_co2e_now=now,
        bound_kg_co2e=best.bound_kg,
        gap=gap,
        gap_of_saving=saving,
        cost_dkk=Decimal(true.cost_dkk),
        by_year=tuple(
            YearSpend(
                year=year,
                cost_dkk=Decimal(true.cost_by_year[year]),
                carried_dkk=Decimal(true.carried_by_year[year]),
                label_dkk=Decimal(true.label_by_year[year]),
            )
            for year in portfolio.years
        ),
        choices=chosen_with_reasons(stock, best.counts, prices, language),
        portfolio=results_of(stock, best.counts, true, prices),
        shadow_prices=prices,
        front=front_of(stock, front, time_limit=clock.left(), solver=solver) if front else (),
        checked=not true.broken,
        illustration=illustration,
        notes=notes,
    )
