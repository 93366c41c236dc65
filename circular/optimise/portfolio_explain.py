"""Why a portfolio has no plan: the year that lacks money, the floor that cannot be met, the building no package fits."""

from __future__ import annotations

import math
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pyomo.environ as pyo

from circular.language import Language, listing, number
from circular.optimise.emission import Emission
from circular.optimise.model import Explanation, Infeasible, Needs
from circular.optimise.portfolio_certify import money
from circular.optimise.portfolio_conflicts import conflict_of
from circular.optimise.portfolio_model import Portfolio
from circular.optimise.portfolio_rows import THOUSAND, portfolio_model
from circular.optimise.portfolio_stuck import stuck
from circular.optimise.proof import Clock, minimise
from circular.optimise.solver import solve
from circular.optimise.trajectories import linking_rows

if TYPE_CHECKING:
    from circular.optimise.portfolio_plan import Stock

MOST_NAMED = 50
"""Buildings without a course that are explained."""
CONFLICT_SECONDS = 10.0
"""Most time for finding the smallest conflicting set."""


def notes_on(stock: Stock, language: Language) -> tuple[str, ...]:
    """What the reader of the plan must know: where prices are missing, what binds nothing, how it was proven."""
    said = [*general_notes(stock.portfolio)]
    kept, all_of = sum(map(len, stock.columns)), sum(len(life.allowed) for life in stock.lives)
    left = ("", "") if kept == all_of else (f"; {kept} står tilbage, når de overflødige er taget fra", f"; {kept} remain when the superfluous ones are left out")  # fmt: skip
    said += [
        (
            f"Alle {all_of} mulige forløb er talt op{left[0]}. Resultatet er regnet efter i hele kroner.",
            f"All {all_of} possible courses were enumerated{left[1]}. The result was recomputed in whole kroner.",
        )
    ] * (kept > 0)
    return tuple(text[0 if language == "da" else 1] for text in said)


def general_notes(portfolio: Portfolio) -> list[tuple[str, str]]:
    """Remarks on the input that hold for any way of planning it, in Danish and English."""
    said: list[tuple[str, str]] = []
    if portfolio.prices is None:
        said.append(
            (
                "Illustration: porteføljen har ingen priskilde.",
                "Illustration: the portfolio names no source of its prices.",
            )
        )
    deadline = portfolio.fossil_heating_out_by
    if deadline is not None and deadline > portfolio.years[-1]:
        said.append(
            (
                f"Fristen {deadline} for fossil opvarmning ligger efter planens sidste år og binder intet her.",
                f"The deadline {deadline} for fossil heating lies after the plan's last year and binds nothing here.",
            )
        )
    asked = portfolio.label_by
    if asked is not None and asked.year > portfolio.years[-1]:
        said.append(
            (
                f"Fristen {asked.year} for energimærke {asked.label} ligger efter planens sidste år og binder intet her.",
                f"The deadline {asked.year} for energy label {asked.label} lies after the plan's last year and binds nothing here.",
            )
        )
    said += assumed_notes(portfolio)
    return [*said, *portfolio.notes]


def assumed_notes(portfolio: Portfolio) -> list[tuple[str, str]]:
    """How much of the areas and of the energy bought today nobody has measured."""
    names = ("heated_area_m2", "reference_area_m2", "now.heat_kwh_year", "now.electricity_kwh_year")
    of = [(building, [name for name in names if name in building.assumed]) for building in portfolio.buildings]
    count = sum(len(marked) for _, marked in of)
    if not count:
        return []
    told = sum(4 - (building.reference_area_m2 is None) for building in portfolio.buildings)
    heat = sum((b.now.heat_kwh_year * b.weight for b in portfolio.buildings), Decimal(0))
    guessed = sum((b.now.heat_kwh_year * b.weight for b, marked in of if "now.heat_kwh_year" in marked), Decimal(0))
    share, warm = Decimal(count) / told * 100, guessed / heat * 100 if heat else Decimal(0)
    return [
        (
            f"{number(share, 'da', 1)} % af tallene for areal og energi er antaget, {number(warm, 'da', 1)} % af varmen.",
            f"{number(share, 'en', 1)} % of the figures of area and energy are assumed, {number(warm, 'en', 1)} % of the heat.",
        )
    ]


def infeasible(stock: Stock, *, clock: Clock, solver: str, language: Language) -> Infeasible:
    """Explanations: each building that no package fits; each year's least extra DKK; each floor's largest possible value."""
    emission = Emission(stock.portfolio, stock.factors)
    without = [life for life in stock.lives if not life.allowed]
    found = [one for life in without[:MOST_NAMED] for one in stuck(stock.portfolio, life, emission, language)]
    if not without:
        found += [_year(stock, year, clock, solver, language) for year in stock.portfolio.years]
        found += [
            _floor(stock, year, clock, solver, language)
            for year in stock.portfolio.years
            if stock.portfolio.label_spend_floor_dkk.get(year)
        ]
        found += [_link(stock, r, clock, solver, language) for r in range(len(linking_rows(stock.portfolio)))]
        if all(explanation.needs is None or explanation.needs.value is None for explanation in found):
            found += _together(stock, clock, solver, language)
        clash = conflict_of(
            stock.portfolio,
            lambda other: _possible(other, stock, clock, solver),
            clock.at_most(CONFLICT_SECONDS),
            language,
        )
        found += [] if clash is None else [clash]
    else:
        found += [_no_money_helps(year, language) for year in stock.portfolio.years]
    return Infeasible(explanations=tuple(found))


def _together(stock: Stock, clock: Clock, solver: str, language: Language) -> list[Explanation]:
    """The least sum of extra DKK and lowered floors, over all years, where no single year's change is enough."""
    years = stock.portfolio.years
    model = portfolio_model(stock.portfolio, stock.lives, stock.columns, extra_in=years, relief_in=years)
    minimise(model, pyo.quicksum(model.extra[t] + model.relief[t] for t in model.years))
    if not solve(model, solver=solver, time_limit=clock.left()).found:
        return []
    found, total = [], 0
    for year in years:
        for variable, da, en in (
            (model.extra, "{} kr. mere i {}", "DKK {} more in {}"),
            (model.relief, "{} kr. lavere mindsteforbrug i {}", "a spending floor DKK {} lower in {}"),
        ):
            amount = math.ceil(float(variable[year].value or 0) * THOUSAND - 0.01)
            if amount > 0:
                total += amount
                found.append((da if language == "da" else en).format(number(amount, language), year))
    text = {
        "da": f"Tilsammen er det nok med {listing(found, 'da')}.",
        "en": f"Together this is enough: {listing(found, 'en')}.",
    }
    needs = Needs(what="budget_dkk + label_spend_floor_dkk", value=float(total), unit="dkk")
    return [Explanation(level="set", rule="budget_dkk + label_spend_floor_dkk", text=text[language], needs=needs)]


def _possible(portfolio: Portfolio, stock: Stock, clock: Clock, solver: str) -> bool | None:
    """Whether the stock with fewer demands has a plan; None when that was not settled in time."""
    from circular.optimise.portfolio_plan import prepare

    return possible(prepare(portfolio, stock.factors), clock, solver)


def possible(stock: Stock, clock: Clock, solver: str) -> bool | None:
    """Whether the stock has a plan at all; None when that was not settled in time."""
    if any(not offered for offered in stock.columns):
        return False
    model = portfolio_model(stock.portfolio, stock.lives, stock.columns)
    minimise(model, pyo.quicksum(0 * model.z[key] for key in model.pairs))
    outcome = solve(model, solver=solver, time_limit=clock.left())
    return True if outcome.found else False if outcome.ended == "infeasible" else None


def _link(stock: Stock, r: int, clock: Clock, solver: str, language: Language) -> Explanation:
    """The least change of one row beside money that makes a plan possible, the other rules unchanged."""
    row = linking_rows(stock.portfolio)[r]
    model = portfolio_model(stock.portfolio, stock.lives, stock.columns)
    model.lack[r].setub(None)
    minimise(model, model.lack[r])
    outcome = solve(model, solver=solver, time_limit=clock.left())
    if not outcome.found and outcome.ended != "infeasible":
        return unsettled(row.kind, row.key, "row", language)
    reach: Decimal | None = None
    if outcome.found:
        taken = ((stock.columns[b][c].takes[r], round(pyo.value(model.z[b, c]) or 0)) for b, c in model.pairs)
        total = sum((take * count for take, count in taken), Decimal(0))
        reach = min(total, row.limit) if row.least else max(total, row.limit)
    return row_told(row.kind, row.key, row.limit, reach, language)


LESS = {"da": " Mindre kan være nok; det blev ikke afgjort.", "en": " Less may be enough; that was not settled."}


def unsettled(rule: str, key: int | str | None, unit: str, language: Language) -> Explanation:
    """The answer where the time ran out: neither a figure nor a no."""
    names = {"budget_dkk": ("flere penge", "more money"), "label_spend_floor_dkk": ("et lavere mindsteforbrug", "a lower spending floor")}  # fmt: skip
    name = names.get(rule, (rule, rule))[0 if language == "da" else 1]
    text = {"da": f"{key}: om {name} alene er nok, blev ikke afgjort inden for tiden.", "en": f"{key}: whether {name} alone is enough was not settled in the time."}  # fmt: skip
    return Explanation(
        level="portfolio",
        rule=rule,
        year=key if isinstance(key, int) else None,
        text=text[language],
        needs=Needs(what=rule, value=None, unit=unit),
    )


def row_told(kind: str, key: int | str, limit: Decimal, reach: Decimal | None, language: Language) -> Explanation:
    """What a row beside money would have to be for a plan; None when another value of it alone does not help."""
    units = {"max_kg_co2e": "kg_co2e", "max_buildings_at_once": "buildings", "min_pv_kwh_year": "kwh_year"}
    names = {
        "max_kg_co2e": (f"{key}: loftet over kg CO₂e", f"{key}: the cap on kg CO₂e"),
        "max_buildings_at_once": (f"{key}: bygninger i gang", f"{key}: buildings with work"),
        "min_pv_kwh_year": (f"solcelle-el senest {key}", f"solar electricity by {key}"),
        "stock": (f"lageret af {key}", f"the stock of {key}"),
    }
    side, name = (0 if language == "da" else 1), names[kind]
    if reach is None:
        text = f"{name[side]}: {('en anden grænse alene gør ingen plan mulig.', 'another limit alone makes no plan possible.')[side]}"  # fmt: skip
    else:
        has, asked = number(reach.quantize(Decimal("0.01")), language), number(limit, language)
        text = f"{name[side]}: {(f'der skal mindst {has} til, kravet er {asked}.', f'at least {has} is needed, the demand is {asked}.')[side]}"  # fmt: skip
        if kind == "min_pv_kwh_year":
            text = f"{name[side]}: {(f'der kan højst nås {has}, kravet er {asked}.', f'at most {has} can be reached, the demand is {asked}.')[side]}"  # fmt: skip
    return Explanation(
        level="portfolio",
        rule=kind,
        year=int(key) if kind != "stock" else None,
        text=text,
        needs=Needs(what=kind, value=None if reach is None else float(reach), unit=units.get(kind, "declared_unit")),
    )


def _no_money_helps(year: int, language: Language) -> Explanation:
    text = (f"{year}: ingen ekstra penge gør en plan mulig.", f"{year}: no extra money makes a plan possible.")
    return Explanation(
        level="portfolio",
        rule="budget_dkk",
        year=year,
        text=text[0 if language == "da" else 1],
        needs=Needs(what="budget_dkk", value=None, unit="dkk"),
    )


def _year(stock: Stock, year: int, clock: Clock, solver: str, language: Language) -> Explanation:
    """The least extra DKK in that one year that makes a plan possible."""
    model = portfolio_model(stock.portfolio, stock.lives, stock.columns, extra_in=(year,))
    minimise(model, model.extra[year])
    outcome = solve(model, solver=solver, time_limit=clock.left())
    if not outcome.found:
        return _no_money_helps(year, language) if outcome.ended == "infeasible" else unsettled("budget_dkk", year, "dkk", language)  # fmt: skip
    spent: Counter[int] = Counter()
    for b, c in model.pairs:
        for t, cost in zip(stock.portfolio.years, stock.columns[b][c].cost_dkk, strict=True):
            spent[t] += cost * round(model.z[b, c].value or 0)
    extra = least_extra(stock, dict(spent), year, round(float(model.extra[year].value) * THOUSAND) + 2)
    if extra is None:
        return _no_money_helps(year, language)
    said = number(extra, language)
    text = (f"{year}: mangler {said} kr.", f"{year}: needs DKK {said} more.")
    return Explanation(
        level="portfolio",
        rule="budget_dkk",
        year=year,
        text=text[0 if language == "da" else 1] + (LESS[language] if outcome.ended != "optimal" else ""),
        needs=Needs(what="budget_dkk", value=float(extra), unit="dkk"),
    )


def least_extra(stock: Stock, spent: dict[int, int], year: int, most: int) -> int | None:
    """The least whole DKK added to one year's budget that pays for the spending; None when `most` is not enough."""

    def pays(extra: int) -> bool:
        broken: list[str] = []
        budget = dict(stock.portfolio.budget_dkk)
        budget[year] += extra
        money(
            stock.portfolio.model_copy(update={"budget_dkk": budget}),
            {y: spent.get(y, 0) for y in stock.portfolio.years},
            broken,
        )
        return not broken

    if not pays(most):
        return None
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if pays(middle) else (middle + 1, high)
    return low


def _floor(stock: Stock, year: int, clock: Clock, solver: str, language: Language) -> Explanation:
    """The largest spending floor of that one year that a plan can meet, the other rules unchanged."""
    model = portfolio_model(stock.portfolio, stock.lives, stock.columns, relief_in=(year,))
    minimise(model, model.relief[year])
    outcome = solve(model, solver=solver, time_limit=clock.left())
    floor = stock.portfolio.label_spend_floor_dkk[year]
    index = stock.portfolio.years.index(year)
    if not outcome.found and outcome.ended != "infeasible":
        return unsettled("label_spend_floor_dkk", year, "dkk", language)
    if not outcome.found:
        text = (
            f"{year}: et lavere mindsteforbrug alene gør ingen plan mulig.",
            f"{year}: a lower spending floor alone makes no plan possible.",
        )
        return Explanation(
            level="portfolio",
            rule="label_spend_floor_dkk",
            year=year,
            text=text[0 if language == "da" else 1],
            needs=Needs(what="label_spend_floor_dkk", value=None, unit="dkk"),
        )
    reach = min(
        floor, sum(stock.columns[b][c].label_dkk[index] * round(pyo.value(model.z[b, c]) or 0) for b, c in model.pairs)
    )
    text = (
        f"{year}: mindsteforbruget kan højst være {number(reach, language)} kr. ({number(floor - reach, language)} kr. lavere).",
        f"{year}: the spending floor can be at most DKK {number(reach, language)} ({number(floor - reach, language)} lower).",
    )
    return Explanation(
        level="portfolio",
        rule="label_spend_floor_dkk",
        year=year,
        text=text[0 if language == "da" else 1],
        needs=Needs(what="label_spend_floor_dkk", value=float(reach), unit="dkk"),
    )
