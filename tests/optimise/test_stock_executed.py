"""A large stock is planned on from a half-executed plan as a small one is: the same arrays, the same notes, the same plan."""

from __future__ import annotations

import dataclasses
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from optimise_energy import tabel8
from test_stock_arrays import many, one_stage, write_folder

from circular.faults import Fault
from circular.optimise import stock_folder
from circular.optimise.portfolio_answer import Asked, answer_portfolio
from circular.optimise.portfolio_copies import split_copies
from circular.optimise.portfolio_executed import with_executed
from circular.optimise.portfolio_folder import read_stock_folder
from circular.optimise.portfolio_model import Portfolio
from circular.optimise.stock_arrays import StockArrays, arrays_of
from circular.optimise.stock_executed import with_executed_arrays
from circular.reports.plan_json import plan_json


def executed(portfolio: Portfolio, file: Path, seed: int) -> int:
    """A plan of the stock with bills that differ from the prices; the year that is planned anew."""
    plan = plan_json(answer_portfolio(portfolio, Asked(factors=tabel8, time_limit=20)))
    rng = random.Random(seed)
    for row in plan["choices"]:
        row["cost_dkk"] = int(row["cost_dkk"] * rng.choice((0.9, 1, 1, 1.0003, 1.4)))
    file.write_text(json.dumps(plan))
    return portfolio.years[1]


def same(stock: StockArrays, other: StockArrays) -> None:
    for field in dataclasses.fields(StockArrays):
        mine, theirs = getattr(stock, field.name), getattr(other, field.name)
        if field.name == "head":
            assert mine == theirs
        elif mine is None or theirs is None:
            assert mine is theirs, field.name
        else:
            assert np.array_equal(mine, theirs), field.name


@pytest.mark.slow
def test_the_arrays_and_the_plan_are_those_of_the_small_path(tmp_path: Path) -> None:
    file, compared, apart, granted = tmp_path / "plan.json", 0, 0, 0
    for seed in range(60):
        portfolio = one_stage(seed)
        if portfolio is None or len(portfolio.years) < 2 or portfolio.pin or portfolio.ban:
            continue
        since = executed(portfolio, file, seed)
        small = with_executed(portfolio, file, since)
        large = with_executed_arrays(arrays_of(portfolio), file, since)
        same(large, arrays_of(split_copies(small)))
        apart += large.buildings > len(portfolio.buildings)
        granted += len(large.head.notes) > len(portfolio.notes)
        one = answer_portfolio(portfolio, Asked(factors=tabel8, executed=file, since=since))
        other = answer_portfolio(arrays_of(portfolio), Asked(factors=tabel8, executed=file, since=since, gap=0.0))
        assert one.status == other.status, seed
        if one.kg_co2e is not None:
            assert other.checked and other.kg_co2e == pytest.approx(one.kg_co2e, abs=1e-3), seed
            past = [(c.building, c.package, c.year, c.cost_dkk) for c in one.choices if c.year < since]
            assert sorted(past) == sorted((c.building, c.package, c.year, c.cost_dkk) for c in other.choices if c.year < since)  # fmt: skip
        compared += 1
    assert compared >= 12 and apart >= 2 and granted >= 3, (compared, apart, granted)


@pytest.mark.slow
def test_a_large_folder_is_planned_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    portfolio, file = many(24), tmp_path / "plan.json"
    write_folder(tmp_path / "stock", portfolio)
    small = read_stock_folder(tmp_path / "stock")
    monkeypatch.setattr(stock_folder, "LARGE_BYTES", 0)
    large = read_stock_folder(tmp_path / "stock")
    assert isinstance(small, Portfolio) and isinstance(large, StockArrays)
    since = _executed_large(large, file)
    same(with_executed_arrays(large, file, since), _with_labels(arrays_of(with_executed(small, file, since)), large))
    again = answer_portfolio(large, Asked(factors=tabel8, executed=file, since=since, time_limit=20, gap=5e-3, what_if=("budget[2028]=90000000",)))  # fmt: skip
    assert again.checked and again.kg_co2e is not None and again.what_if[0].kg_co2e is not None
    said = {(row["building"], row["package"], row["year"]) for row in json.loads(file.read_text())["choices"] if row["year"] < since}  # fmt: skip
    assert said and said == {(c.building, c.package, c.year) for c in again.choices if c.year < since}


def _executed_large(stock: StockArrays, file: Path) -> int:
    plan = plan_json(answer_portfolio(stock, Asked(factors=tabel8, time_limit=20, gap=5e-3)))
    plan["choices"][0]["cost_dkk"] += 25_000_000
    file.write_text(json.dumps(plan))
    return 2027


def _with_labels(stock: StockArrays, like: StockArrays) -> StockArrays:
    """A folder's arrays always hold labels after, -1 where the table has no such column."""
    return dataclasses.replace(stock, label_after=like.label_after)


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"building": "B1#1"}, "choices[0]", "'B1#1' is not in the portfolio"),
    ({"building": "B1#x"}, "choices[0]", "'B1#x' is not in the portfolio"),
    ({"building": "L"}, "choices[0]", "'L' is not in the portfolio"),
    ({"building": "L#4"}, "choices[0]", "'L#4' is not in the portfolio"),
    ({"building": "L#01"}, "choices[0]", "'L#01' is not in the portfolio"),
    ({"package": "P99"}, "choices[0]", "'P99' is not in the portfolio"),
    ({"year": "2026"}, "choices[0].year", "'year' must be a year"),
    ({"year": None}, "choices[0].year", "'year' must be a year"),
    ({"cost_dkk": -1}, "choices[0].cost_dkk", "must be whole DKK"),
    ({"cost_dkk": 10.5}, "choices[0].cost_dkk", "must be whole DKK"),
    ({"cost_dkk": "1000 kr."}, "choices[0].cost_dkk", "must be whole DKK"),
]


@pytest.mark.parametrize(("change", "place", "fault"), BAD, ids=[str(row[0]) for row in BAD])
def test_a_plan_that_does_not_fit_is_refused_by_both_paths(
    tmp_path: Path, change: dict[str, Any], place: str, fault: str
) -> None:
    portfolio = many(4)
    like = portfolio.buildings[0].model_copy(update={"id": "L", "weight": 3})
    portfolio = portfolio.model_copy(update={"buildings": (*portfolio.buildings, like)})
    file = tmp_path / "plan.json"
    row = {"building": "B1", "package": "P1", "year": 2026, "cost_dkk": 1000} | change
    file.write_text(json.dumps({"schema": "circular/plan/1", "choices": [row]}))
    for subject in (portfolio, arrays_of(portfolio)):
        with pytest.raises(Fault) as refused:
            answer_portfolio(subject, Asked(factors=tabel8, executed=file, since=2027))
        assert refused.value.place == place and fault in refused.value.fault and refused.value.file == str(file)
