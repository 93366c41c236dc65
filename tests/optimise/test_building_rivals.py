"""When another option wins: the price and the kg that are told are tried by planning again just below and just above."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import jsonschema
import pytest
from optimise_projects import random_project

from circular.building import building_yaml, read_building
from circular.building.model import Building, Choice, EnergyPrices, LibraryProduct, MaterialUse, Option
from circular.cli import program
from circular.cli.guard import run
from circular.lca.materials import shipped_sets
from circular.lca.service_lives import replacements
from circular.optimise import finished_project, optimise
from circular.optimise.model import Chosen, Plan, Rival

DAY = date(2026, 11, 24)
SEEDS = range(60)


@pytest.fixture(scope="module")
def school(root: Path) -> Building:
    return read_building(root / "examples" / "skole.yaml")


def chosen(plan: Plan, element: str | None) -> str | None:
    return next(choice.option for choice in plan.choices if choice.element == element)


def with_option(building: Building, element: str | None, name: str, **changes: object) -> Building:
    def entry(choice: Choice) -> Choice:
        options = tuple(o.model_copy(update=changes) if o.name == name else o for o in choice.options)
        return choice.model_copy(update={"options": options}) if choice.key == element else choice

    return building.model_copy(update={"choices": tuple(map(entry, building.choices))})


def told(plan: Plan) -> list[tuple[Chosen, Rival]]:
    return [(choice, rival) for choice in plan.choices for rival in choice.rivals]


def at_price(building: Building, choice: Chosen, rival: Rival, price: D) -> str | None:
    changed = with_option(building, choice.element, rival.option, cost_dkk=price, cost_dkk_per_m2=None)
    return chosen(optimise(changed, as_of=DAY), choice.element)


def with_less_kg(building: Building, choice: Chosen, rival: Rival, less: D) -> Building | None:
    """The rival's first new material as a product whose A1-A3 is so much smaller that the option emits `less` less."""
    entry = next(one for one in building.choices if one.key == choice.element)
    option = next(one for one in entry.options if one.name == rival.option)
    rows = shipped_sets()["br18-2023"].rows
    for index, use in enumerate(option.materials):
        row, life = rows[use.material], use.service_life_years
        if use.reused or life is None or use.unit != row.unit or row.a1a3 is None or use.amount is None:
            continue
        times = replacements(50, life) + 1
        if times > 1 and building.limits.max_upfront_kg_co2e is not None:
            continue
        per = less / use.amount / times
        if row.a1a3 + (row.c3 or D(0)) + (row.c4 or D(0)) - per < 0:
            continue
        product = LibraryProduct(
            id="mindre", name=row.name, unit=row.unit, a1a3=row.a1a3 - per, c3=row.c3 or D(0), c4=row.c4 or D(0),
            mass_kg=row.mass_kg, density_kg_m3=row.density_kg_m3, data_type="generic",
        )  # fmt: skip
        layers = tuple(one.model_copy(update={"material": "mindre"}) if i == index else one for i, one in enumerate(option.materials))  # fmt: skip
        changed = with_option(building, choice.element, rival.option, materials=layers)
        return changed.model_copy(update={"library": (*building.library, product)})
    return None


@pytest.mark.slow
def test_prices_and_kg_are_exact_on_random_projects() -> None:
    tried: Counter[str] = Counter()
    for seed in SEEDS:
        building = random_project(seed).model_copy(update={"stock": {}})
        plan = optimise(building, as_of=DAY)
        for choice, rival in told(plan):
            assert rival.reduced_cost_kg is None or rival.reduced_cost_kg >= 0
            if rival.wins_at_dkk is not None:
                assert "budget_dkk" in rival.breaks
                assert at_price(building, choice, rival, rival.wins_at_dkk) == rival.option, (seed, choice.element)
                assert at_price(building, choice, rival, rival.wins_at_dkk + D("0.01")) != rival.option
                tried["price"] += 1
            if rival.wins_if_kg_less is not None:
                assert not rival.breaks and rival.wins_if_kg_less <= rival.kg_more + 1e-3
                less = D(repr(rival.wins_if_kg_less))
                enough = with_less_kg(building, choice, rival, less + D("0.05"))
                short = with_less_kg(building, choice, rival, less - D("0.05"))
                if enough is None or short is None or less < 1:
                    continue
                assert chosen(optimise(enough, as_of=DAY), choice.element) == rival.option, (seed, choice.element)
                assert chosen(optimise(short, as_of=DAY), choice.element) != rival.option
                tried["kg"] += 1
    assert tried["price"] >= 20 and tried["kg"] >= 5, tried


def test_the_school_s_wood_fibre_wins_exactly_at_its_price(school: Building) -> None:
    plan = optimise(school, as_of=DAY)
    wall = plan.choices[0]
    fibre = next(rival for rival in wall.rivals if "træfiber" in rival.option)
    assert fibre.breaks == ("budget_dkk",) and fibre.wins_at_dkk == D(2_702_000)
    assert at_price(school, wall, fibre, D(2_702_000)) == fibre.option
    assert at_price(school, wall, fibre, D("2702000.01")) != fibre.option
    assert "vinder, hvis den højst koster 2.702.000 kr." in (wall.why or "")
    assert "vinder, hvis den udleder 13,4 t mindre" in (wall.why or "")


def test_a_banned_option_wins_at_no_price(school: Building) -> None:
    heating = next(choice for choice in optimise(school, as_of=DAY).choices if choice.element == "heating")
    (pump,) = heating.rivals
    assert set(pump.breaks) == {"budget_dkk", "ban"} and pump.wins_at_dkk is None


def test_a_large_project_is_asked_only_with_why() -> None:
    many = tuple(
        Choice(
            element="inner_wall",
            label=f"del {e}",
            options=(
                Option(name="Behold", keep=True),
                *(
                    Option(
                        name=f"Mulighed {i}",
                        cost_dkk=D(1000 * (i + 1)),
                        materials=(MaterialUse(material="#G0116", amount=D(e + i + 1), unit="m3", service_life_years=D(120)),),
                    )
                    for i in range(6)
                ),
            ),
        )
        for e in range(9)
    )  # fmt: skip
    base = random_project(0)
    building = base.model_copy(
        update={"choices": many, "limits": base.limits.model_validate({}), "stock": {}, "conflicts": (), "requires": (), "pin": {}, "ban": (), "budget_dkk": D(20_000)}
    )  # fmt: skip
    plain, asked = (optimise(building, as_of=DAY, why=why) for why in (False, True))
    assert all(rival.wins_if_kg_less is None for _, rival in told(plain))
    assert any("--why" in note for note in plain.notes) and not any("--why" in note for note in asked.notes)
    assert any(rival.wins_if_kg_less is not None for _, rival in told(asked))
    assert [c.option for c in plain.choices] == [c.option for c in asked.choices]


def test_payback_in_kroner_only_with_prices(school: Building) -> None:
    plan = optimise(school, as_of=DAY)
    assert plan.payback is not None and plan.payback.dkk_years is None and plan.payback.co2_years is not None
    assert any("energy_prices" in note for note in plan.notes)
    priced = school.model_copy(
        update={"energy_prices": EnergyPrices(electricity=D("2.0"), district_heating=D("0.8"), source="prisblad")}
    )
    paid = optimise(priced, as_of=DAY).payback
    assert paid is not None and paid.dkk_years is not None and paid.dkk_saved_year is not None
    done = finished_project(school, plan)
    assert school.energy is not None and done.energy is not None and school.heated_area_m2 is not None
    heat = (school.energy.heating_kwh_m2_year - done.energy.heating_kwh_m2_year) * school.heated_area_m2
    power = (school.energy.electricity_kwh_m2_year - done.energy.electricity_kwh_m2_year) * school.heated_area_m2
    assert power == pytest.approx(D(24_000 - 7_500))
    bill = heat * D("0.8") + power * D("2.0")
    assert paid.dkk_saved_year == pytest.approx(float(bill))
    assert paid.dkk_years == pytest.approx(float(7_098_000 / bill))
    half = school.model_copy(update={"energy_prices": EnergyPrices(electricity=D(2))})
    unknown = optimise(half, as_of=DAY).payback
    assert unknown is not None and unknown.dkk_years is None


def test_energy_prices_are_read_and_written(
    tmp_path: Path, school: Building, capsys: pytest.CaptureFixture[str]
) -> None:
    text = building_yaml(school) + "energy_prices: {electricity: 2.1, district_heating: 0.75, source: prisblad 2026, year: 2026}\n"  # fmt: skip
    path = tmp_path / "p.yaml"
    path.write_text(text, encoding="utf-8")
    project = read_building(path)
    assert project.energy_prices is not None and project.energy_prices.electricity == D("2.1")
    again = tmp_path / "q.yaml"
    again.write_text(building_yaml(project), encoding="utf-8")
    assert read_building(again).energy_prices == project.energy_prices
    assert run(program, ["optimise", str(path), "--as-of", "2026-11-24", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["payback"]["dkk_years"] > 0 and answer["choices"][0]["rivals"]


def test_the_json_fits_the_schema(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(program, ["optimise", str(root / "examples" / "skole.yaml"), "--as-of", "2026-11-24", "--format", "json"])
    schema = json.loads((root / "docs" / "schemas" / "plan.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(capsys.readouterr().out), schema)
