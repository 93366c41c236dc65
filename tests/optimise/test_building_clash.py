"""No plan: the set that is told is a smallest one, further clashes are told too, and each way out is the nearest there is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from itertools import combinations
from pathlib import Path

import pytest
from optimise_projects import designs, random_project
from test_building_plan import INFEASIBLE, PLAIN, holds_only

from circular.building import read_building
from circular.building.model import Building, Choice, Component, Limits, MaterialUse, Option
from circular.optimise import optimise
from circular.optimise.model import Explanation, Plan

DAY = date(2026, 11, 24)


def sets(plan: Plan) -> list[list[str]]:
    return [one.rule.split(" + ") for one in plan.infeasible.explanations if one.level == "set"]


def ways(plan: Plan) -> dict[str, Explanation]:
    return {one.rule: one for one in plan.infeasible.explanations if one.level == "building"}


@pytest.mark.parametrize("seed", INFEASIBLE)
def test_no_smaller_set_of_demands_clashes(seed: int) -> None:
    from circular.optimise.building_explain import is_active
    from circular.optimise.building_plan import Project
    from circular.optimise.building_rows import ROWS
    from circular.optimise.demands import demands_of
    from circular.optimise.options import space_of

    project = random_project(seed)
    every = designs(project)
    plan = optimise(project, as_of=DAY)
    space = space_of(project, as_of=DAY)
    ready = Project(space, demands_of(project, as_of=DAY, profile=None, rulebook=None), DAY, "zero")
    active = [name for name in ROWS if is_active(ready, name)]
    met = [{name for name in active if holds_only(project, design, name)} for design in every]
    told = sets(plan)
    for clash in told:
        assert not any(set(clash) <= one for one in met)
    smallest = next(
        size for size in range(1, len(active) + 1)
        if any(not any(set(names) <= one for one in met) for names in combinations(active, size))
    )  # fmt: skip
    assert len(told[0]) == smallest
    assert len({name for clash in told for name in clash}) == sum(map(len, told)), "they share no demand"
    rest = set(active) - {name for clash in told for name in clash}
    assert any(rest <= one for one in met)


WALL = Choice(
    element="outer_wall",
    label="a",
    options=(
        Option(name="Dyr", cost_dkk=D(900), materials=(MaterialUse(material="#G0116", amount=D(1), unit="m3", service_life_years=D(120)),)),
        Option(name="Dyrere", cost_dkk=D(1000), materials=(MaterialUse(material="#G0116", amount=D(2), unit="m3", service_life_years=D(120)),)),
    ),
)  # fmt: skip
ROOF = WALL.model_copy(update={"element": "roof", "label": "b"})


def made(**changes: object) -> Building:
    return PLAIN.model_copy(update={"choices": (WALL, ROOF), "budget_dkk": None, "energy": None, "components": (), **changes})  # fmt: skip


def test_a_budget_alone_says_what_is_missing() -> None:
    plan = optimise(made(budget_dkk=D(1500)), as_of=DAY)
    assert plan.status == "infeasible" and sets(plan) == [["budget_dkk"]]
    assert plan.infeasible.explanations[-1].text == "Dette krav kan ikke holdes: budgettet."
    assert ways(plan)["budget_dkk"].text == "Budgettet mangler 300 kr. (i alt 1.800 kr.)."


def test_two_clashes_that_share_nothing_are_both_told_with_their_ways_out() -> None:
    plan = optimise(made(budget_dkk=D(1500), limits=Limits(min_reused_mass_share=D("0.5"))), as_of=DAY, language="en")
    assert sets(plan) == [["budget_dkk"], ["min_reused_mass_share"]]
    budget, share = ways(plan)["budget_dkk"], ways(plan)["min_reused_mass_share"]
    assert budget.text.startswith("The budget needs DKK 300 more (DKK 1,800 in all).")
    assert "not enough by itself: the reused share must be eased too" in budget.text
    assert share.needs is not None and share.needs.value == 0 and "the budget must be eased too" in share.text


def test_the_one_ban_pin_conflict_or_requirement_is_named() -> None:
    banned = optimise(made(ban=("outer_wall[a]/Dyr", "outer_wall[a]/Dyrere", "roof[b]/Dyr")), as_of=DAY)
    assert ways(banned)["ban"].text == "Uden forbuddet “outer_wall[a]/Dyr” eller “outer_wall[a]/Dyrere” findes der en plan."  # fmt: skip
    pinned = optimise(made(pin={"outer_wall[a]": "Dyrere", "roof[b]": "Dyr"}, budget_dkk=D(1800)), as_of=DAY)
    assert "“outer_wall[a]/Dyrere”" in ways(pinned)["pin"].text and "roof" not in ways(pinned)["pin"].text
    assert sets(pinned) == [["budget_dkk", "pin"]]
    pair = ("outer_wall[a]/Dyr", "roof[b]/Dyr")
    clash = optimise(made(conflicts=(pair, ("outer_wall[a]/Dyr", "roof[b]/Dyrere")), budget_dkk=D(1800)), as_of=DAY)
    assert f"“{' + '.join(pair)}”" in ways(clash)["conflicts"].text
    needed = optimise(
        made(requires=(("outer_wall[a]/Dyr", "roof[b]/Dyrere"),), ban=("roof[b]/Dyrere", "outer_wall[a]/Dyrere")), as_of=DAY
    )  # fmt: skip
    assert "“outer_wall[a]/Dyr + roof[b]/Dyrere”" in ways(needed)["requires"].text


def test_the_stock_that_is_short_is_told_with_the_amount_it_takes() -> None:
    old = Component(element="inner_wall", material="#G0116", amount=D("0.5"), unit="m3", service_life_years=D(120))
    plan = optimise(made(components=(old,), stock={"#G0116": D(2)}), as_of=DAY)
    need = ways(plan)["stock"]
    assert need.needs is not None and need.needs.value == 2.5 and need.needs.what == "stock #G0116"
    assert need.text == "Lageret af #G0116 skal være 2,5 (nu 2), i materialets deklarerede enhed."
    enough = optimise(made(components=(old,), stock={"#G0116": D("2.5")}), as_of=DAY)
    assert enough.status == "optimal"


def test_the_least_heat_that_helps_is_told_and_is_enough(root: Path) -> None:
    school = read_building(root / "examples" / "skole.yaml")
    assert school.energy is not None
    hot = school.model_copy(update={"energy": school.energy.model_copy(update={"min_heat_kwh_year": D(280_000)})})
    plan = optimise(hot, as_of=DAY)
    if plan.status != "infeasible":
        pytest.skip("the school can keep so much heat")
    need = ways(plan)["min_heat_kwh_year"].needs
    assert need is not None and need.value is not None and need.unit == "kwh_year"
    for beyond, status in ((D(-1), "optimal"), (D(1), "infeasible")):
        energy = school.energy.model_copy(update={"min_heat_kwh_year": D(repr(need.value)) + beyond})
        assert optimise(school.model_copy(update={"energy": energy}), as_of=DAY).status == status


@pytest.mark.parametrize(
    ("changes", "clash"),
    [
        ({"budget_dkk": D(4_000_000)}, {"budget_dkk", "low_emission_class", "ban"}),
        ({"limits": Limits(low_emission_class=D("5.0"))}, {"low_emission_class", "ban"}),
        (
            {"limits": Limits(max_upfront_kg_co2e=D(1)), "ban": ("outer_wall/200 mm træfiber og træbeklædning",)},
            {"max_upfront_kg_co2e", "ban"},
        ),
        ({"limits": Limits(min_bio_based_mass_share=D("0.99"))}, {"min_bio_based_mass_share"}),
        ({"limits": Limits(max_primary_energy_kwh_m2=D(20))}, {"max_primary_energy_kwh_m2"}),
    ],
)
def test_the_school_asked_for_too_much(root: Path, changes: dict[str, object], clash: set[str]) -> None:
    """Each way out is then carried out, and gives a plan."""
    school = read_building(root / "examples" / "skole.yaml").model_copy(update=changes)
    plan = optimise(school, as_of=DAY)
    assert plan.status == "infeasible" and set(sets(plan)[0]) == clash
    assert ways(plan)
    for rule, way in ways(plan).items():
        value = None if way.needs is None or way.needs.value is None else D(repr(way.needs.value))
        if rule == "budget_dkk":
            eased = school.model_copy(update={"budget_dkk": value})
        elif hasattr(school.limits, rule):
            slack = D("1e-9") * (1 if rule.startswith("max") else -1 if rule.startswith("min") else 0)
            eased = school.model_copy(
                update={"limits": school.limits.model_copy(update={rule: (value or D(0)) + slack})}
            )
        elif rule == "ban":
            eased = school.model_copy(update={"ban": ()})
        else:
            continue
        assert optimise(eased, as_of=DAY).status == "optimal", (rule, way.text)
