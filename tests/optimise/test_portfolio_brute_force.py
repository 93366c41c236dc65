"""The model finds exactly the plan that trying every plan finds, on random portfolios where the rules really bind."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from optimise_energy import tabel8
from optimise_goals import KINDS, demanding_stock
from optimise_stocks import best

from circular.optimise.fields import Fields
from circular.optimise.model import Plan
from circular.optimise.portfolio_plan import plan_portfolio
from circular.optimise.portfolio_reader import portfolio_of
from circular.strict_yaml import Lines

SEEDS = range(150)


@cache
def document_of(seed: int) -> dict:
    return demanding_stock(seed)


@cache
def truth_of(seed: int) -> tuple | None:
    return best(document_of(seed))


@cache
def planned(seed: int) -> Plan:
    portfolio = portfolio_of(document_of(seed), Fields("random.yaml", Lines()), name=f"random {seed}")
    return plan_portfolio(portfolio, factors=tabel8)


@pytest.mark.parametrize("seed", SEEDS)
def test_equals_trying_every_plan(seed: int) -> None:
    truth = truth_of(seed)
    plan = planned(seed)
    if truth is None:
        assert plan.status == "infeasible"
        assert plan.infeasible.explanations
        return
    kg, cost, packages = truth
    assert plan.status == "optimal"
    assert plan.kg_co2e == pytest.approx(float(kg), rel=1e-9, abs=1e-5)
    assert plan.cost_dkk == cost
    assert len(plan.choices) == packages
    assert plan.checked
    assert plan.bound_kg_co2e is not None
    assert plan.bound_kg_co2e <= float(kg) * (1 + 1e-12)
    assert plan.bound_kg_co2e >= 0.99 * float(kg)
    assert sum(row.cost_dkk for row in plan.by_year) == cost


def test_the_rules_bind_often_enough() -> None:
    """Otherwise equality would prove little: the quotas count instances where dropping a rule changes the answer."""
    count: Counter[str] = Counter()
    for seed in SEEDS:
        document = document_of(seed)
        truth = truth_of(seed)
        count["infeasible"] += truth is None
        free = dict.fromkeys(document["years"], 10**12)
        count["budget"] += best(document | {"budget_dkk": free}) != truth
        if document.get("label_spend_floor_dkk"):
            count["floor"] += best(document | {"label_spend_floor_dkk": None}) != truth
        if document.get("fossil_heating_out_by"):
            count["fossil"] += best(document | {"fossil_heating_out_by": None}) != truth
        if document["carry_over"]:
            count["carry"] += best(document | {"carry_over": False}) != truth
        if isinstance(document["carry_over"], dict):
            count["cap"] += best(document | {"carry_over": True}) != truth
        if document["stages"] == 2:
            count["stages"] += truth is not None and any(choice.package for choice in planned(seed).choices)
        for kind in KINDS:
            if kind in ("protected", "closed_years"):
                if any(building.get(kind) for building in document["buildings"]):
                    without = [{k: v for k, v in b.items() if k != kind} for b in document["buildings"]]
                    count[kind] += best(document | {"buildings": without}) != truth
            elif document.get(kind):
                count[kind] += best(document | {kind: None}) != truth
        count["copies"] += any(building["weight"] > 1 for building in document["buildings"])
    n = len(SEEDS)
    assert count["budget"] >= 0.3 * n, count
    for rule in ("infeasible", "floor", "fossil", "carry", "stages", "copies", *KINDS):
        assert count[rule] >= 0.1 * n, (rule, count)
    assert count["cap"] >= 2, count
