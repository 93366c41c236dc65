"""What a stock's plan tells beside its choices is recomputed here from the file: path, labels, energy, abatement, questions, the past."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import jsonschema
import optimise_goals
import optimise_stocks
import pytest
from hypothesis import given
from hypothesis import strategies as st
from optimise_energy import tabel8

from circular.faults import Fault
from circular.optimise import optimise
from circular.optimise.fields import Fields
from circular.optimise.portfolio_answer import Asked, answer_portfolio
from circular.optimise.portfolio_model import Portfolio
from circular.optimise.portfolio_reader import portfolio_of
from circular.optimise.portfolio_results import lower_hull
from circular.optimise.stock_arrays import arrays_of
from circular.reports.plan_csv import plan_csv
from circular.reports.plan_json import plan_json
from circular.reports.plan_text import plan_text
from circular.strict_yaml import Lines

ROOT = Path(__file__).resolve().parents[2]


def stock(seed: int) -> tuple[dict, Portfolio]:
    document = optimise_goals.demanding_stock(seed)
    return document, portfolio_of(document, Fields("stock.yaml", Lines()), name="stock")


def planned(seed: int, **asked: object) -> tuple[dict, Portfolio, object]:
    document, portfolio = stock(seed)
    return document, portfolio, answer_portfolio(portfolio, Asked(factors=tabel8, language="en", **asked))  # type: ignore[arg-type]


WITH_PLAN = [seed for seed in range(40) if optimise_stocks.best(optimise_goals.demanding_stock(seed)) is not None]


def lives(document: dict, plan) -> list[tuple[dict, list]]:
    """(building, [(year, package)]) of every copy, from the choices of a plan."""
    found = []
    for building in document["buildings"]:
        names = [building["id"]] if building["weight"] == 1 else [f"{building['id']}#{i + 1}" for i in range(building["weight"])]  # fmt: skip
        for name in names:
            life = [(one.year, next(p for p in building["packages"] if p["name"] == one.package)) for one in plan.choices if one.building == name]  # fmt: skip
            found.append((building, sorted(life, key=lambda step: step[0])))
    return found


@pytest.mark.parametrize("seed", WITH_PLAN[:25])
def test_path_energy_and_labels_are_those_of_the_file(seed: int) -> None:
    document, _, plan = planned(seed)
    results = plan.portfolio
    everyone = lives(document, plan)
    assert [row.year for row in results.path] == list(range(document["years"][0], document["years"][0] + document["horizon_years"]))  # fmt: skip
    for row in results.path:
        true = sum((optimise_stocks.kg_in_year(b, life, row.year) for b, life in everyone), Decimal(0))
        base = sum((optimise_stocks.kg_in_year(b, [], row.year) for b, _ in everyone), Decimal(0))
        assert row.kg_co2e == pytest.approx(float(true)) and row.now_kg_co2e == pytest.approx(float(base))
        assert sum(row.by_carrier.values()) == pytest.approx(row.kg_co2e)
    whole = sum(row.kg_co2e + row.embodied_kg_co2e for row in results.path)
    assert whole == pytest.approx(plan.kg_co2e)
    assert sum(row.now_kg_co2e for row in results.path) == pytest.approx(plan.kg_co2e_now)
    assert sum(row.before for row in results.labels) == sum(row.after for row in results.labels) == len(everyone)
    for row in results.labels:
        assert row.after == sum(optimise_goals._label(b, life) == row.label for b, life in everyone)
    saved = sum(one.kwh_saved_year for one in results.buildings)
    assert results.kwh_year_now - results.kwh_year_plan == pytest.approx(saved)
    for year in results.years:
        assert year.buildings == sum(any(when == year.year for when, _ in life) for _, life in everyone)


@pytest.mark.parametrize("seed", WITH_PLAN[:25])
def test_arrays_tell_the_same(seed: int) -> None:
    document, portfolio = stock(seed)
    if document["stages"] == 2:
        pytest.skip("two stages are never planned from arrays")
    one = answer_portfolio(portfolio, Asked(factors=tabel8)).portfolio
    from circular.optimise.stock_plan import plan_stock

    other = plan_stock(arrays_of(portfolio), factors=tabel8, gap=0.0).portfolio
    assert other is not None and one is not None
    for a, b in zip(one.path, other.path, strict=True):
        assert a.now_kg_co2e == pytest.approx(b.now_kg_co2e)
    assert sum(r.kg_co2e + r.embodied_kg_co2e for r in one.path) == pytest.approx(sum(r.kg_co2e + r.embodied_kg_co2e for r in other.path))  # fmt: skip
    assert one.kwh_year_now == pytest.approx(other.kwh_year_now)
    assert [(s.building, s.dkk_per_tonne) for s in one.macc] == [(s.building, pytest.approx(s.dkk_per_tonne)) for s in other.macc]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=12))
def test_the_hull_lies_below_every_point_and_its_prices_rise(points: list[tuple[int, int]]) -> None:
    hull = lower_hull([(cost, float(kg)) for cost, kg in points])
    chain = [points[i] for i in hull]
    assert chain[0][0] == min(cost for cost, _ in points) and chain[-1][1] == min(kg for _, kg in points)
    prices = [(b[0] - a[0]) / (a[1] - b[1]) for a, b in pairwise(chain)]
    assert all(x < y + 1e-12 for x, y in pairwise(prices))
    for a, b in pairwise(chain):
        for cost, kg in points:
            if a[0] <= cost <= b[0]:
                assert kg >= a[1] + (b[1] - a[1]) * (cost - a[0]) / (b[0] - a[0]) - 1e-9


def test_why_not_a_building_is_the_best_plan_with_it() -> None:
    asked = 0
    for seed in WITH_PLAN[:20]:
        document, _, plan = planned(seed)
        untouched = [b["id"] for b, life in lives(document, plan) if not life and b["weight"] == 1]
        if not untouched or document.get("pin"):
            continue
        _, _, plan = planned(seed, why_not=(untouched[0],))
        (answer,) = plan.what_if
        names = [p["name"] for b in document["buildings"] if b["id"] == untouched[0] for p in b["packages"]]
        best = [optimise_stocks.best(document | {"pin": {untouched[0]: name}}) for name in names]
        kg = min((found[0] for found in best if found is not None), default=None)
        if kg is None:
            assert answer.status == "infeasible" and answer.needs
        else:
            assert answer.kg_co2e == pytest.approx(float(kg))
            assert "t more" in answer.changes[0] or "as good" in answer.changes[0]
        asked += 1
    assert asked >= 5


def test_what_if_changes_the_portfolio(tmp_path: Path) -> None:
    seed = WITH_PLAN[1]
    document, _, plan = planned(seed, what_if=("budget=900000000; floor=none", "budget[2026]=0"))
    free, poor = plan.what_if
    rich = dict.fromkeys(document["years"], 900_000_000)
    truth = optimise_stocks.best(document | {"budget_dkk": rich, "label_spend_floor_dkk": None})
    assert truth is not None and free.kg_co2e == pytest.approx(float(truth[0]))
    truth = optimise_stocks.best(document | {"budget_dkk": document["budget_dkk"] | {2026: 0}})
    assert (poor.kg_co2e is None) == (truth is None)
    for wrong in ("budget", "money=3", "budget[1999]=3", "pin=Nowhere", "budget=-1", "ban=B0/Nothing"):
        with pytest.raises(Fault) as refused:
            planned(seed, what_if=(wrong,))
        assert refused.value.hint


@pytest.mark.slow
def test_questions_of_arrays_are_answered_alike() -> None:
    asked = 0
    for seed in WITH_PLAN[:20]:
        document, portfolio = stock(seed)
        if document["stages"] == 2 or document.get("pin"):
            continue
        building = document["buildings"][0]
        questions = (
            f"ban={building['id']}/{building['packages'][0]['name']}",
            f"ban={building['id']}",
            "budget=900000000",
        )
        of = Asked(factors=tabel8, language="en", gap=0.0, what_if=questions, why_not=(building["id"],))
        one, other = answer_portfolio(portfolio, of), answer_portfolio(arrays_of(portfolio), of)
        for a, b in zip(one.what_if, other.what_if, strict=True):
            assert a.question == b.question and (a.kg_co2e is None) == (b.kg_co2e is None), (seed, a.question)
            if a.kg_co2e is not None:
                assert a.kg_co2e == pytest.approx(b.kg_co2e)
        asked += 1
    assert asked >= 8


@pytest.mark.parametrize("seed", [s for s in WITH_PLAN if len(optimise_goals.demanding_stock(s)["years"]) > 1][:15])
def test_planning_on_from_its_own_plan_changes_nothing(seed: int, tmp_path: Path) -> None:
    document, portfolio, plan = planned(seed)
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan_json(plan)))
    since = document["years"][1]
    again = answer_portfolio(portfolio, Asked(factors=tabel8, executed=file, since=since))
    assert again.kg_co2e == pytest.approx(plan.kg_co2e) and again.checked and again.cost_dkk == plan.cost_dkk
    past = [(c.building, c.package, c.year) for c in plan.choices if c.year < since]
    assert [(c.building, c.package, c.year) for c in again.choices if c.year < since] == past


def test_a_dearer_past_is_granted_and_the_rest_is_planned_anew(tmp_path: Path) -> None:
    seed = next(s for s in WITH_PLAN if len(optimise_goals.demanding_stock(s)["years"]) > 1 and any(c.year == 2026 for c in planned(s)[2].choices))  # fmt: skip
    _, portfolio, plan = planned(seed)
    answer = plan_json(plan)
    for row in answer["choices"]:
        if row["year"] == 2026:
            row["cost_dkk"] += 50_000_000
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(answer))
    again = answer_portfolio(portfolio, Asked(factors=tabel8, executed=file, since=2027, language="en"))
    assert any("more than its budget" in note for note in again.notes)
    if again.kg_co2e is not None:
        assert again.by_year[0].cost_dkk >= plan.by_year[0].cost_dkk + 50_000_000 and again.checked
    for broken, fault in (("{}", "is no plan"), ("nonsense", "cannot be read"), (json.dumps(answer | {"choices": [{"building": "X", "year": 2026, "package": "P"}]}), "is not in the portfolio")):  # fmt: skip
        file.write_text(broken)
        with pytest.raises(Fault, match=fault):
            answer_portfolio(portfolio, Asked(factors=tabel8, executed=file, since=2027))
    with pytest.raises(Fault, match="belong together"):
        answer_portfolio(portfolio, Asked(executed=file))


def test_what_has_been_built_stands_though_it_is_protected_today(tmp_path: Path) -> None:
    seed = next(s for s in WITH_PLAN if len(optimise_goals.demanding_stock(s)["years"]) > 1 and any(c.year == 2026 for c in planned(s)[2].choices))  # fmt: skip
    _, portfolio, plan = planned(seed)
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan_json(plan)))
    kept = portfolio.model_copy(
        update={
            "ban": tuple(building.id for building in portfolio.buildings),
            "buildings": tuple(building.model_copy(update={"closed_years": (2026,)}) for building in portfolio.buildings),
            "pin": {}, "fossil_heating_out_by": None, "label_by": None, "label_spend_floor_dkk": {}, "max_kg_co2e": {}, "min_pv_kwh_year": {},
        }
    )  # fmt: skip
    again = answer_portfolio(kept, Asked(factors=tabel8, executed=file, since=2027))
    past = [(c.building, c.package) for c in plan.choices if c.year == 2026]
    assert [(c.building, c.package) for c in again.choices] == past and again.checked


def test_json_csv_and_text_hold_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    from circular.optimise import read_portfolio

    plan = optimise(read_portfolio(ROOT / "examples" / "portefoelje.yaml"), language="en", scenarios=True, why_not=("raadhuset",))  # fmt: skip
    schema = json.loads((ROOT / "docs" / "schemas" / "plan.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(plan_json(plan), schema)
    rows = list(csv.DictReader(io.StringIO(plan_csv(plan))))
    assert [row["building"] for row in rows] == [c.building for c in sorted(plan.choices, key=lambda c: c.year)]
    assert sum(int(row["cost_dkk"]) for row in rows) == plan.cost_dkk
    said = plan_text(plan, "en")
    for words in ("if nothing is done", "2050", "Steps of abatement", "the floor costs", "kWh saved a year", "Stays in every scenario"):  # fmt: skip
        assert words in said
    assert all(choice.stays is not None for choice in plan.choices) and plan.scenarios
