"""The abatement curve of a stock of any size: the hull of every building, and gathered steps that lose nothing."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from optimise_energy import tabel8
from test_stock_arrays import many

from circular.optimise import stock_curve
from circular.optimise.portfolio_results import lower_hull
from circular.optimise.stock_arrays import arrays_of
from circular.optimise.stock_curve import GATHERED, MOST_STEPS, hull_steps, told
from circular.optimise.stock_plan import plan_stock

Points = list[tuple[int, int]]


@given(st.lists(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=12), min_size=1, max_size=6))  # fmt: skip
def test_every_building_has_the_hull_of_its_own(groups: list[Points]) -> None:
    start = np.cumsum([0, *map(len, groups)])
    flat = [point for group in groups for point in group]
    steps = hull_steps(start, np.array([float(c) for c, _ in flat]), np.array([float(k) for _, k in flat]))
    for g, points in enumerate(groups):
        mine = np.flatnonzero(steps.group == g)
        mine = mine[np.argsort(steps.number[mine])]
        wanted = [(points[a], points[b]) for a, b in pairwise(lower_hull([(c, float(k)) for c, k in points]))]
        assert [(flat[steps.before[i]], flat[steps.after[i]]) for i in mine] == wanted
        assert steps.number[mine].tolist() == list(range(1, len(wanted) + 1))


@pytest.mark.slow
def test_the_curve_of_a_stock_has_every_building_and_counts_like_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    portfolio = many(30)
    first = portfolio.buildings[0]
    like = portfolio.model_copy(
        update={"buildings": (first.model_copy(update={"weight": 3}), *portfolio.buildings[1:])}
    )
    alone = plan_stock(arrays_of(portfolio), factors=tabel8, gap=5e-3, time_limit=20).portfolio
    three = plan_stock(arrays_of(like), factors=tabel8, gap=5e-3, time_limit=20).portfolio
    assert alone is not None and three is not None
    assert {step.building for step in alone.macc} == {building.id for building in portfolio.buildings}
    assert alone.macc_steps == len(alone.macc)
    one, all_of = ({step.course: step for step in curve if step.building == first.id} for curve in (alone.macc, three.macc))  # fmt: skip
    assert set(one) == set(all_of) and all(all_of[name].cost_dkk == 3 * step.cost_dkk for name, step in one.items())
    assert all(all_of[name].kg_saved == pytest.approx(3 * step.kg_saved) for name, step in one.items())
    monkeypatch.setattr(stock_curve, "MOST_STEPS", 20)
    monkeypatch.setattr(stock_curve, "GATHERED", 8)
    short = plan_stock(arrays_of(portfolio), factors=tabel8, gap=5e-3, time_limit=20).portfolio
    assert short is not None and short.macc_steps == alone.macc_steps and len(short.macc) <= 16
    for side in (True, False):
        told_all, told_few = ([step for step in curve if step.in_plan is side] for curve in (alone.macc, short.macc))
        assert sum(step.cost_dkk for step in told_few) == sum(step.cost_dkk for step in told_all)
        assert sum(step.kg_saved for step in told_few) == pytest.approx(sum(step.kg_saved for step in told_all))


@settings(max_examples=8, deadline=None)
@given(st.integers(MOST_STEPS + 1, MOST_STEPS + 3000), st.integers(0, 9))
def test_gathered_steps_are_few_and_lose_nothing(count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    cost, kg = rng.integers(1, 10**7, count), rng.uniform(1, 1e6, count)
    in_plan = rng.random(count) < 0.4
    rows = told(cost / kg * 1000, cost.tolist(), kg, in_plan, lambda i: (f"B{i}", "P"))
    assert len(rows) <= 2 * GATHERED
    assert sum(row.cost_dkk for row in rows) == int(cost.sum())
    assert sum(row.kg_saved for row in rows if row.in_plan) == pytest.approx(kg[in_plan].sum())
    assert all(a.dkk_per_tonne <= b.dkk_per_tonne for a, b in pairwise(rows))
    steps = sum(1 if "(+" not in row.building else 1 + int(row.building.split("(+")[1][:-1]) for row in rows)
    assert steps == count
