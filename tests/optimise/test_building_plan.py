"""What a project's plan must do at the edges: equality, ties, reasons, refusals, and the ways out of a clash."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Any

import pytest
from optimise_projects import Design, best, designs, holds, random_project
from test_rows import PROJECT

from circular.building.model import Building, Choice, Limits, Option
from circular.faults import Fault
from circular.optimise import finished_project, optimise

D = Decimal
DAY = date(2026, 11, 24)
INFEASIBLE = [8, 44, 51, 52, 65, 67, 68, 70, 71, 78, 84, 85, 88, 89]
PLAIN = PROJECT.model_copy(
    update={"limits": Limits(), "stock": {}, "conflicts": (), "requires": (), "pin": {}, "ban": (), "choices": PROJECT.choices[1:], "budget_dkk": D(700_000)}
)  # fmt: skip


def chosen(building: Building) -> dict[str | None, str | None]:
    return {choice.element: choice.option for choice in optimise(building, as_of=DAY).choices}


def test_an_option_that_costs_exactly_the_budget_is_chosen_and_one_oere_less_is_not_enough() -> None:
    assert chosen(PLAIN)["heating"] == "Pumpe"
    assert chosen(PLAIN.model_copy(update={"budget_dkk": D("699999.99")}))["heating"] == "Fjernvarme"


def test_a_price_per_square_metre_counts_with_its_fraction_of_a_krone() -> None:
    option = PLAIN.choices[0].options[1].model_copy(update={"cost_dkk": None, "cost_dkk_per_m2": D("700000.01")})
    entry = PLAIN.choices[0].model_copy(update={"area_m2": D(1), "options": (PLAIN.choices[0].options[0], option)})
    assert chosen(PLAIN.model_copy(update={"choices": (entry,)}))["heating"] == "Fjernvarme"
    enough = PLAIN.model_copy(update={"choices": (entry,), "budget_dkk": D("700000.01")})
    assert chosen(enough)["heating"] == "Pumpe"


def test_electricity_saved_beyond_what_is_bought_is_worth_nothing_so_the_cheaper_of_equals_wins() -> None:
    """9,000 kWh are bought: 12,000 and 50,000 kWh of solar power are equal in kg, so the cheaper is chosen."""
    options = (
        Option(name="Ingen", keep=True),
        Option(name="Store", cost_dkk=D(200_000), electricity_delta_kwh=D(-50_000)),
        Option(name="Små", cost_dkk=D(90_000), electricity_delta_kwh=D(-12_000)),
        Option(name="Små igen", cost_dkk=D(90_000), electricity_delta_kwh=D(-12_000)),
    )
    project = PLAIN.model_copy(update={"choices": (Choice(element="solar", options=options),)})
    plan = optimise(project, as_of=DAY)
    assert [(c.option, c.cost_dkk) for c in plan.choices] == [("Små", 90_000)]
    assert "næstbedst: Små igen" in (plan.choices[0].why or "")


def test_a_value_that_rounds_to_the_limit_holds_and_the_next_does_not() -> None:
    project = PLAIN.model_copy(update={"budget_dkk": None})
    every = designs(project)
    least = min(design.climate for design in every)
    rounded = (least * 10 + D("0.5")).to_integral_value(rounding=ROUND_FLOOR) / 10
    holding = project.model_copy(update={"limits": Limits(low_emission_class=rounded)})
    assert optimise(holding, as_of=DAY).status == "optimal"
    tighter = optimise(project.model_copy(update={"limits": Limits(low_emission_class=rounded - D("0.1"))}), as_of=DAY)
    assert tighter.status == "infeasible"
    assert [e.needs.value for e in tighter.infeasible.explanations if e.needs and e.rule == "low_emission_class"] == [
        float(rounded)
    ]


def test_the_finished_project_has_the_options_built_in_and_no_choices() -> None:
    done = finished_project(PLAIN, optimise(PLAIN, as_of=DAY))
    assert done.choices == () and done.budget_dkk is None
    assert done.energy is not None and done.energy.heating == "heat_pump"
    assert done.energy.heating_kwh_m2_year == D(25)  # 80 kWh of heat from a pump of 3.2


def test_two_entries_that_choose_the_heating_are_refused() -> None:
    double = (*PLAIN.choices, PLAIN.choices[0].model_copy(update={"element": "ventilation"}))
    with pytest.raises(Fault, match="both 'heating' and 'ventilation'"):
        optimise(PLAIN.model_copy(update={"choices": double}), as_of=DAY)


@pytest.mark.parametrize("where", ["conflicts", "requires", "pin", "ban"])
def test_a_name_that_is_no_option_is_refused_with_the_nearest(where: str) -> None:
    value: Any = {
        "conflicts": (("heating/Pump", "solar/Celler"),),
        "requires": (("heating/Pump", "solar/Celler"),),
        "pin": {"heating": "Pump"},
        "ban": ("heating/Pump",),
    }[where]
    with pytest.raises(Fault, match="'heating/Pump' is not an option") as refused:
        optimise(PLAIN.model_copy(update={where: value}), as_of=DAY)
    assert refused.value.hint == "did you mean 'heating/Pumpe'?"


def test_a_project_without_choices_is_told_what_to_add() -> None:
    with pytest.raises(Fault, match="no choices"):
        optimise(PLAIN.model_copy(update={"choices": ()}), as_of=DAY)


def test_without_energy_only_materials_are_weighed_and_the_plan_says_so() -> None:
    project = PROJECT.model_copy(
        update={"energy": None, "limits": Limits(), "pin": {}, "ban": (), "conflicts": (), "requires": (), "stock": {}}
    )
    plan = optimise(project, as_of=DAY)
    assert plan.status == "optimal"
    assert any("B6 er ikke med" in note for note in plan.notes)
    assert plan.kg_co2e == plan.kg_co2e_now


def test_the_reason_names_what_stops_an_option_that_would_save_more() -> None:
    poor = optimise(PLAIN.model_copy(update={"budget_dkk": D(100_000)}), as_of=DAY, language="en")
    heating = next(choice for choice in poor.choices if choice.element == "heating")
    assert "Pumpe: " in (heating.why or "") and "breaks the budget" in (heating.why or "")


def undominated(project: Building) -> dict[Decimal, Decimal]:
    """Kroner and kg of every plan that no other beats in both, found by trying every choice."""
    found: dict[Decimal, Decimal] = {}
    for design in sorted((d for d in designs(project) if holds(project, d, without="budget_dkk")), key=lambda d: (d.cost, d.kg)):  # fmt: skip
        if not found or design.kg < min(found.values()) - D("1e-6"):
            found[design.cost] = design.kg
    return found


@pytest.mark.parametrize(
    "project",
    [
        PLAIN,
        *(pytest.param(random_project(seed), marks=pytest.mark.slow) for seed in (0, 3, 10, 21, 24)),
    ],
)
def test_a_front_that_is_asked_for_more_than_there_is_holds_every_undominated_plan(project: Building) -> None:
    """Those above the convex hull included, which no price of carbon would find."""
    truth = undominated(project)
    plan = optimise(project, as_of=DAY, front=60)
    if plan.kg_co2e is None:
        assert plan.front == ()
        return
    assert len(truth) <= 60
    assert {point.cost_dkk for point in plan.front} == set(truth)
    for point in plan.front:
        assert point.kg_co2e == pytest.approx(float(truth[point.cost_dkk]))
        assert point.bound_kg_co2e <= point.kg_co2e and point.gap <= 1e-6
    assert any("hele fronten er" in note for note in plan.notes)


def test_a_front_of_few_points_holds_the_cheapest_the_dearest_and_the_plan() -> None:
    plan = optimise(PLAIN, as_of=DAY, front=3)
    truth = undominated(PLAIN)
    assert [point.cost_dkk for point in plan.front] == [min(truth), plan.cost_dkk, max(truth)]
    assert [point.cost_dkk for point in optimise(PLAIN, as_of=DAY, front=1).front] == [min(truth)]


def nearest(building: Building, every: list[Design], rule: str) -> float | None:
    """What a demand would have to be, found by trying every choice."""
    rest = [design for design in every if holds(building, design, without=rule)]
    if not rest:
        return None
    if rule == "budget_dkk":
        return float(min(design.cost for design in rest))
    if rule == "low_emission_class":
        return float(
            (min(design.climate for design in rest) * 10 + D("0.5")).to_integral_value(rounding=ROUND_FLOOR) / 10
        )
    if rule == "max_upfront_kg_co2e":
        return float(min(design.upfront for design in rest))
    if rule == "max_primary_energy_kwh_m2":
        return float(min(design.primary for design in rest))
    if rule.endswith("_mass_share"):
        kind = rule.removeprefix("min_").removesuffix("_mass_share")
        return float(max(design.share[kind] or 0 for design in rest))
    return 0.0


@pytest.mark.parametrize("seed", INFEASIBLE)
def test_each_way_out_of_a_clash_is_the_nearest_there_is(seed: int) -> None:
    project = random_project(seed)
    every = designs(project)
    assert best(project, every) is None
    plan = optimise(project, as_of=DAY)
    told = {e.rule: e.needs.value if e.needs else None for e in plan.infeasible.explanations if e.level == "building"}
    for rule, value in told.items():
        expected = nearest(project, every, rule)
        assert expected is not None, rule
        if value is not None:
            assert value == pytest.approx(expected, rel=1e-6, abs=1e-9), rule
    clash = plan.infeasible.explanations[-1]
    assert clash.level == "set"
    rules = clash.rule.split(" + ")
    for rule in rules:  # without any one of them the others can be met
        assert any(all(holds_only(project, design, other) for other in rules if other != rule) for design in every), (
            rule
        )
    assert not any(all(holds_only(project, design, rule) for rule in rules) for design in every)


def holds_only(project: Building, design: Design, rule: str) -> bool:
    """Whether a design meets one demand, whatever the others say."""
    from optimise_projects import DEMANDS

    bare = project.model_copy(
        update={
            "budget_dkk": None, "limits": Limits(), "stock": {}, "conflicts": (), "requires": (), "pin": {}, "ban": (),
            "energy": project.energy.model_copy(update={"min_heat_kwh_year": D("-1e12")}) if project.energy else None,
        }
    )  # fmt: skip
    if rule == "u_value":
        return not design.misses_u
    assert rule in DEMANDS
    if rule == "min_heat_kwh_year":
        return holds(bare.model_copy(update={"energy": project.energy}), design, without="u_value")
    if hasattr(project.limits, rule):
        limits = Limits().model_copy(update={rule: getattr(project.limits, rule)})
        return holds(bare.model_copy(update={"limits": limits}), design, without="u_value")
    return holds(bare.model_copy(update={rule: getattr(project, rule)}), design, without="u_value")
