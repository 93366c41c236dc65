"""Enumerated courses solved by prices and cores give the plan that one model gives, two stages too."""

from __future__ import annotations

import optimise_goals
import pytest
from optimise_energy import tabel8

from circular.optimise import portfolio_plan
from circular.optimise.fields import Fields
from circular.optimise.portfolio_plan import best_plan, plan_portfolio, prepare
from circular.optimise.portfolio_priced import priced_plan
from circular.optimise.portfolio_reader import portfolio_of
from circular.optimise.proof import Clock
from circular.strict_yaml import Lines


@pytest.mark.slow
def test_the_same_as_in_one_model() -> None:
    staged = infeasible = 0
    for seed in range(80):
        document = optimise_goals.demanding_stock(seed)
        stock = prepare(portfolio_of(document, Fields("s.yaml", Lines()), name="s"), tabel8)
        one = best_plan(stock, clock=Clock(30), solver="highs")
        other = priced_plan(stock, clock=Clock(30), gap=0.0, solver="highs")
        staged += document["stages"] == 2
        if one.certified is None:
            infeasible += 1
            assert other.ended == "infeasible" and other.certified is None, seed
            continue
        assert other.certified is not None and not other.certified.broken, seed
        assert float(other.certified.kg) == pytest.approx(float(one.certified.kg), rel=1e-9, abs=1e-4), seed
        assert other.bound_kg is not None and other.bound_kg <= float(one.certified.kg) + 1e-6
        assert other.prices is not None
    assert staged >= 12 and infeasible >= 8


def test_many_courses_take_that_way(monkeypatch: pytest.MonkeyPatch) -> None:
    document = optimise_goals.demanding_stock(7)
    portfolio = portfolio_of(document, Fields("s.yaml", Lines()), name="s")
    small = plan_portfolio(portfolio, factors=tabel8)
    monkeypatch.setattr(portfolio_plan, "MOST_COLUMNS", 1)
    large = plan_portfolio(portfolio, factors=tabel8, gap=0.0)
    assert large.status == small.status and large.kg_co2e == pytest.approx(small.kg_co2e)
    assert (large.portfolio is None) == (small.portfolio is None)
