"""What a portfolio plan must do at the edges: equality, carrying over, copies, ties, deadlines, explanations."""

from __future__ import annotations

import itertools
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from optimise_energy import factor, tabel8

from circular.faults import Fault
from circular.optimise.fields import Fields
from circular.optimise.model import Plan
from circular.optimise.portfolio_certify import certify
from circular.optimise.portfolio_model import Portfolio
from circular.optimise.portfolio_plan import plan_portfolio
from circular.optimise.portfolio_reader import portfolio_of
from circular.strict_yaml import Lines

STOCK: dict[str, Any] = {
    "circular": "portfolio/1",
    "years": [2026, 2027],
    "budget_dkk": {2026: 1_000_000, 2027: 1_000_000},
    "prices": {"source": "egne tilbud", "year": 2026},
    "buildings": [
        {
            "id": "A",
            "heated_area_m2": 1000,
            "building_type": "institution",
            "now": {"heating": "gas", "heat_kwh_year": 100_000, "electricity_kwh_year": 20_000, "label": "E"},
            "packages": [
                {"name": "Pumpe", "cost_dkk": 1_000_000, "embodied_kg_co2e": 5_000, "heating": "heat_pump", "heat_kwh_year": 0, "electricity_kwh_year": 50_000, "lifts_label": True},
            ],
        },
    ],
}  # fmt: skip


def read(**changes: Any) -> Portfolio:
    document = deepcopy(STOCK)
    document.update(changes)
    return portfolio_of(document, Fields("stock.yaml", Lines()), name="stock")


def plan(**changes: Any) -> Plan:
    return plan_portfolio(read(**changes), factors=tabel8)


def test_a_package_that_costs_exactly_the_budget_is_bought_and_one_krone_less_is_not_enough() -> None:
    assert [(c.year, c.package) for c in plan().choices] == [(2026, "Pumpe")]
    poorer = plan(budget_dkk=999_999)
    assert poorer.status == "optimal" and poorer.choices == ()
    assert poorer.kg_co2e == poorer.kg_co2e_now


def test_the_value_is_energy_from_the_year_after_plus_embodied() -> None:
    by_hand = Decimal(5_000) + 100_000 * factor("gas", 2026) + 20_000 * factor("electricity", 2026)
    by_hand += sum(50_000 * factor("electricity", year) for year in range(2027, 2076))
    assert plan().kg_co2e == pytest.approx(float(by_hand), rel=1e-12)


def test_money_is_carried_over_only_where_it_may_be() -> None:
    tight = {2026: 600_000, 2027: 600_000}
    assert plan(budget_dkk=tight).choices == ()
    carried = plan(budget_dkk=tight, carry_over=True)
    assert [(c.year, c.package) for c in carried.choices] == [(2027, "Pumpe")]
    assert [(row.year, row.cost_dkk, row.carried_dkk) for row in carried.by_year] == [
        (2026, 0, 600_000),
        (2027, 1_000_000, 0),
    ]
    assert plan(budget_dkk=tight, carry_over={"max_dkk": 399_999}).choices == ()
    assert len(plan(budget_dkk=tight, carry_over={"max_dkk": 400_000}).choices) == 1


def test_copies_are_separate_buildings_with_their_own_choices() -> None:
    buildings = deepcopy(STOCK["buildings"])
    buildings[0]["weight"] = 3
    answer = plan(buildings=buildings)
    assert [(c.building, c.year) for c in answer.choices] == [("A#1", 2026), ("A#2", 2027)]
    one = plan().kg_co2e_now
    assert answer.kg_co2e_now == pytest.approx(3 * (one or 0))


def test_equal_plans_are_settled_by_kroner_then_by_number_of_packages_then_by_the_file() -> None:
    buildings = deepcopy(STOCK["buildings"])
    same = buildings[0]["packages"][0]
    buildings[0]["packages"] = [
        same | {"name": "Dyr"},
        same | {"name": "Billig", "cost_dkk": 900_000},
        same | {"name": "Billig igen", "cost_dkk": 900_000},
    ]
    assert [c.package for c in plan(buildings=buildings).choices] == ["Billig"]
    twins = [deepcopy(STOCK["buildings"][0]) | {"id": name} for name in ("Første", "Anden")]
    assert [c.building for c in plan(buildings=twins, budget_dkk={2026: 1_000_000, 2027: 0}).choices] == ["Første"]


def test_a_deadline_after_the_last_year_binds_nothing_and_is_noted() -> None:
    answer = plan(budget_dkk=0, fossil_heating_out_by=2030)
    assert answer.status == "optimal"
    assert any("2030" in note for note in answer.notes)


def test_the_least_extra_money_is_told_for_each_year() -> None:
    answer = plan(budget_dkk={2026: 400_000, 2027: 250_000}, fossil_heating_out_by=2027)
    assert answer.status == "infeasible" and answer.kg_co2e is None
    assert {(e.year, e.needs.value) for e in answer.infeasible.explanations if e.needs} == {
        (2026, 600_000),
        (2027, 750_000),
    }
    carried = plan(budget_dkk={2026: 400_000, 2027: 250_000}, fossil_heating_out_by=2027, carry_over=True)
    assert {(e.year, e.needs.value) for e in carried.infeasible.explanations if e.needs} == {
        (2026, 350_000),
        (2027, 350_000),
    }


def test_the_building_that_no_package_fits_is_named() -> None:
    buildings = deepcopy(STOCK["buildings"])
    buildings[0]["packages"][0] |= {"heating": "gas", "heat_kwh_year": 50_000}
    answer = plan(buildings=buildings, fossil_heating_out_by=2026)
    first = answer.infeasible.explanations[0]
    assert (first.level, first.building, first.rule) == ("building", "A", "fossil_heating_out_by")
    assert all(e.needs and e.needs.value is None for e in answer.infeasible.explanations)


def test_what_several_years_need_together_is_told_where_one_is_not_enough() -> None:
    twins = [deepcopy(STOCK["buildings"][0]) | {"id": name} for name in ("A", "B")]
    answer = plan(buildings=twins, budget_dkk=0, label_spend_floor_dkk=1_000_000)
    together, clash = answer.infeasible.explanations[-2:]
    assert together.level == "set" and together.needs is not None and together.needs.value == 2_000_000
    assert clash.level == "set" and clash.rule == "budget_dkk + label_spend_floor_dkk" and "2026" in clash.text


def test_a_floor_that_is_too_high_is_told_with_the_largest_that_can_be_met() -> None:
    answer = plan(label_spend_floor_dkk={2027: 1_500_000}, budget_dkk=2_000_000)
    said = [e for e in answer.infeasible.explanations if e.rule == "label_spend_floor_dkk"]
    assert [e.needs.value for e in said if e.needs] == [1_000_000]


def test_a_carrier_without_a_factor_is_refused_by_name_unless_the_file_gives_one() -> None:
    buildings = deepcopy(STOCK["buildings"])
    buildings[0]["now"]["heating"] = "oil"
    with pytest.raises(Fault, match="'oil' has no emission factor"):
        plan(buildings=buildings)
    answer = plan(buildings=buildings, factors={"oil": {2023: Decimal("0.281"), "source": "x"}}, budget_dkk=0)
    electricity = sum(20_000 * factor("electricity", year) for year in range(2026, 2076))
    assert answer.kg_co2e == pytest.approx(float(50 * 100_000 * Decimal("0.281") + electricity))


def test_the_certificate_sees_every_kind_of_broken_rule() -> None:
    portfolio = read(budget_dkk=999_999, label_spend_floor_dkk={2027: 1}, fossil_heating_out_by=2026)
    said = " / ".join(certify(portfolio, {"A": [(2027, "Pumpe")], "X": [(2026, "Pumpe")]}, tabel8).broken)
    assert "spends 1 DKK more" in said and "after 2026" in said and "X is not" in said
    assert "label spending 0 in 2027" in " / ".join(certify(portfolio, {}, tabel8).broken)
    twice = certify(portfolio, {"A": [(2026, "Pumpe"), (2027, "Pumpe")]}, tabel8)
    assert any("gets 2 packages" in text for text in twice.broken)


def test_an_absent_solver_is_told_in_one_line() -> None:
    with pytest.raises(Fault, match="'no_such_solver' is not installed"):
        plan_portfolio(read(), factors=tabel8, solver="no_such_solver")


def test_without_a_source_of_prices_the_plan_is_an_illustration() -> None:
    assert plan(prices=None).illustration is True
    assert plan().illustration is False


def test_the_front_gets_no_worse_with_more_money() -> None:
    twins = [deepcopy(STOCK["buildings"][0]) | {"id": name} for name in ("A", "B", "C")]
    front = plan_portfolio(read(buildings=twins), factors=tabel8, front=5).front
    assert len(front) == 5
    assert all(a.kg_co2e >= b.kg_co2e and a.budget_dkk <= b.budget_dkk for a, b in itertools.pairwise(front))
    assert all(point.cost_dkk <= point.budget_dkk and point.gap <= 1e-6 for point in front)


def test_the_front_begins_where_there_is_a_plan() -> None:
    """A heat pump for a million must be built in one of the two years."""
    portfolio = read(budget_dkk=1_200_000, fossil_heating_out_by=2027)
    front = plan_portfolio(portfolio, factors=tabel8, front=5).front
    assert len(front) == 5 and 2_000_000 <= front[0].budget_dkk <= 2_020_000
    from circular.optimise.stock_arrays import arrays_of
    from circular.optimise.stock_plan import plan_stock

    front = plan_stock(arrays_of(portfolio), factors=tabel8, front=5).front
    assert len(front) == 5 and 2_000_000 <= front[0].budget_dkk <= 2_020_000
