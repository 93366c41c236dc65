"""Three levels of explanation, each held against trying every plan: buildings, rows, the smallest conflicting set."""

from __future__ import annotations

import dataclasses
from copy import deepcopy
from decimal import Decimal
from functools import cache

import optimise_goals
import optimise_stocks
import pytest
from optimise_energy import tabel8

from circular.optimise.fields import Fields
from circular.optimise.model import Plan
from circular.optimise.portfolio_conflicts import core_of, demands_of, without
from circular.optimise.portfolio_model import Portfolio
from circular.optimise.portfolio_plan import plan_portfolio
from circular.optimise.portfolio_reader import portfolio_of
from circular.optimise.proof import Clock
from circular.optimise.stock_arrays import arrays_of
from circular.optimise.stock_plan import plan_stock
from circular.strict_yaml import Lines


def read(document: dict) -> Portfolio:
    return portfolio_of(document, Fields("stock.yaml", Lines()), name="stock")


def plan(document: dict) -> Plan:
    return plan_portfolio(read(document), factors=tabel8, language="en")


@cache
def infeasible() -> list[int]:
    """Seeds of stocks that no plan fits."""
    return [s for s in range(150) if optimise_stocks.best(optimise_goals.demanding_stock(s)) is None]


def eased(document: dict, dropped: set) -> dict:
    """The document with some demands taken away, in its own words."""
    found = deepcopy(document)
    for key, which in dropped:
        if key == "budget_dkk":
            for year in [which] if which is not None else document["years"]:
                found["budget_dkk"][year] = 10**15
        elif key in ("protected", "closed_years"):
            for building in found["buildings"]:
                building.pop(key, None)
        elif which is not None:
            del found[key][which]
        else:
            found[key] = None
    return found


def test_the_conflicting_set_is_one_and_none_of_it_can_be_spared() -> None:
    tried = 0
    for seed in infeasible():
        document = optimise_goals.demanding_stock(seed)
        if sum(building["weight"] for building in document["buildings"]) > 3:
            continue
        portfolio = read(document)

        def possible(other: Portfolio, document: dict = document, portfolio: Portfolio = portfolio) -> bool:
            gone = set(demands_of(portfolio)) - set(demands_of(other))
            gone |= {("budget_dkk", y) for y, amount in other.budget_dkk.items() if amount >= 10**15}
            return optimise_stocks.best(eased(document, {d for d in gone if d != ("budget_dkk", None)})) is not None

        core = core_of(portfolio, possible, Clock(None))
        assert core
        everything = set(demands_of(portfolio))
        assert optimise_stocks.best(eased(document, everything - set(core))) is None
        for one in core:
            assert optimise_stocks.best(eased(document, everything - set(core) | {one})) is not None, (seed, core, one)
        tried += 1
    assert tried >= 12


@pytest.mark.parametrize("nth", range(20))
def test_every_answer_tells_a_set_and_a_figure_that_helps(nth: int) -> None:
    document = optimise_goals.demanding_stock(infeasible()[nth])
    answer = plan(document)
    assert answer.status == "infeasible"
    levels = [one.level for one in answer.infeasible.explanations]
    assert "set" in levels or "building" in levels
    for one in answer.infeasible.explanations:
        assert one.text and not one.text.startswith(": ")
        if one.level != "portfolio" or one.needs is None or one.needs.value is None:
            continue
        changed = deepcopy(document)
        value = Decimal(repr(one.needs.value))
        if one.rule == "budget_dkk":
            changed["budget_dkk"][one.year] += int(value)
        elif one.rule in ("label_spend_floor_dkk", "max_buildings_at_once"):
            changed[one.rule][one.year] = int(value)
        else:
            key = one.year if one.year is not None else next(iter(changed[one.rule]))
            near = Decimal("0.001") if one.rule == "max_kg_co2e" else Decimal(0)
            changed[one.rule][key] = value + near
        assert optimise_stocks.best(changed) is not None, (one.rule, one.year, value)


def small() -> dict:
    return {
        "circular": "portfolio/1", "years": [2026, 2027], "budget_dkk": 9_000_000, "fossil_heating_out_by": 2027, "stages": 1, "carry_over": False,
        "horizon_years": 50,
        "buildings": [
            {"id": "A", "heated_area_m2": 1000, "building_type": "institution", "weight": 1,
             "now": {"heating": "gas", "heat_kwh_year": 100_000, "electricity_kwh_year": 20_000, "label": "F"},
             "packages": [
                 {"name": "Pump", "cost_dkk": 900_000, "embodied_kg_co2e": 5000, "heating": "heat_pump", "heat_kwh_year": 0, "electricity_kwh_year": 55_000, "label_after": "D", "touches": ["heating"]},
                 {"name": "Facade", "cost_dkk": 2_000_000, "embodied_kg_co2e": 20_000, "heating": "gas", "heat_kwh_year": 60_000, "electricity_kwh_year": 20_000, "label_after": "C", "touches": ["outer_wall"], "u_values": {"outer_wall": Decimal("0.20")}},
             ]},
        ],
    }  # fmt: skip


def said(document: dict) -> list[str]:
    return [one.text for one in plan(document).infeasible.explanations if one.building == "A"]


def test_a_building_is_told_rule_by_rule_with_the_nearest_miss() -> None:
    told = said(small() | {"label_by": {"label": "C", "year": 2027}})
    assert any("energy label C by 2027" in line and "nearest: D, the demand is C" in line for line in told)
    assert any("cannot all be kept" in line for line in told)
    told = said(small() | {"label_by": {"label": "B", "year": 2027}, "fossil_heating_out_by": None})
    assert any("nearest: C, the demand is B" in line for line in told)
    document = small() | {
        "fossil_heating_out_by": None,
        "label_by": {"label": "C", "year": 2027},
        "u_values": {"outer_wall": Decimal("0.18")},
    }
    assert any("outer_wall 0.20, the demand is 0.18" in line for line in said(document))
    document = small()
    document["buildings"][0]["protected"] = ["heating"]
    assert any("the protection" in line and "Pump: heating" in line for line in said(document))
    document = small()
    document["buildings"][0]["closed_years"] = [2026, 2027]
    assert any("the closed years" in line for line in said(document))
    document = small() | {"low_emission_class": Decimal("0.5")}
    assert any("the class 0.5 from 2026" in line for line in said(document))
    document = small() | {"ban": ["A/Pump"]}
    assert any("what is banned" in line for line in said(document))


def test_large_stocks_are_told_alike() -> None:
    document = small() | {"max_buildings_at_once": 0}
    stock = arrays_of(read(document))
    answer = plan_stock(stock, factors=tabel8, language="en")
    assert answer.status == "infeasible"
    rules = {one.rule: one for one in answer.infeasible.explanations if one.level == "portfolio"}
    assert rules["max_buildings_at_once"].needs is not None
    clash = answer.infeasible.explanations[-1]
    assert clash.level == "set" and "at most 0 buildings" in clash.text and "oil and gas out" in clash.text
    banned = arrays_of(read(small() | {"ban": ["A"]}))
    (one,) = plan_stock(banned, factors=tabel8, language="en").infeasible.explanations
    assert one.level == "building" and "what is banned" in one.text


def test_without_takes_a_demand_away_from_arrays_too() -> None:
    document = small() | {"ban": ["A/Pump"], "u_values": {"outer_wall": Decimal("0.18")}, "stock": {"reused:x": 1}}
    document["buildings"][0]["closed_years"] = [2026]
    stock = arrays_of(read(document))
    for demand in demands_of(stock):
        other = without(stock, {demand})
        assert demand not in demands_of(other) or demand[0] == "budget_dkk"
        assert dataclasses.replace(other) is not stock
