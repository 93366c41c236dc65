"""Scenarios: each is planned as trying every choice would, nothing is invented, and the shares count what stays."""

from __future__ import annotations

import itertools
import json
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import jsonschema
import pytest
from optimise_projects import random_project

from circular.building import read_building
from circular.building.model import Building
from circular.cli import program
from circular.cli.guard import run
from circular.faults import Fault
from circular.lca import assess
from circular.optimise import finished_project, optimise
from circular.optimise.building_plan import Picks, Project
from circular.optimise.building_scenarios import DECLARED
from circular.optimise.demands import demands_of
from circular.optimise.options import space_of
from circular.optimise.scenarios import read_spread, scenarios_of, shipped_spread

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def school(root: Path) -> Building:
    return read_building(root / "examples" / "skole.yaml")


def ready(building: Building, convention: str = "zero") -> Project:
    space = space_of(building, as_of=DAY, reuse_convention=convention)
    return Project(space, demands_of(building, as_of=DAY, profile=None, rulebook=None), DAY, convention)


def least(declared: Project, there: Project) -> D | None:
    """The least kg of the scenario over every choice that keeps the demands with the declared figures."""
    found: list[D] = []
    for picks in itertools.product(*declared.space.picks):
        names: Picks = tuple(
            there.space.picks[pick.entry][declared.space.picks[pick.entry].index(pick)] for pick in picks
        )
        if declared.true(picks).broken or set(there.true(names).broken) - set(DECLARED):
            continue
        kg = there.true(names).kg
        if kg is not None:
            found.append(kg)
    return min(found) if found else None


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 3, 9, 14, 21])
def test_each_scenario_equals_trying_every_choice(seed: int) -> None:
    building = random_project(seed)
    spread = {"generic": D("0.3")}
    plan = optimise(building, as_of=DAY, scenarios=True, spread=spread)
    if plan.kg_co2e is None:
        assert plan.scenarios == ()
        return
    declared = ready(building)
    others = scenarios_of(building, as_of=DAY, reuse_convention="zero", spread=spread)
    assert len(others) == len(plan.scenarios) >= 3
    for other, scenario in zip(others, plan.scenarios, strict=True):
        truth = least(declared, ready(other.building, other.reuse_convention))
        if truth is None:
            assert scenario.kg_co2e is None
        else:
            assert scenario.status == "optimal" and scenario.kg_co2e == pytest.approx(float(truth), rel=1e-9, abs=1e-5)


def test_a_spread_scales_every_figure_of_its_kind_and_nothing_else(school: Building) -> None:
    plan = optimise(school, as_of=DAY)
    done = finished_project(school, plan)
    before = assess(done, as_of=DAY)
    (up, down) = [one for one in scenarios_of(school, as_of=DAY, reuse_convention="zero", spread={"danish_generic": D("0.2")}) if one.kind == "data"]  # fmt: skip
    for other, factor in ((up, D("1.2")), (down, D("0.8"))):
        after = assess(finished_project(other.building, plan), as_of=DAY)
        assert not any(row.partial for row in after.elements)
        for old, new in zip(before.elements, after.elements, strict=True):
            scaled = old.data.type == "danish_generic"
            for module in ("A1-A3", "B4", "C3", "C4"):
                a, b = old.modules[module], new.modules[module]
                assert a is not None and b is not None
                assert abs(b - a * (factor if scaled else 1)) < D("1e-12") * max(D(1), abs(a)), (old.name, module)
            assert new.mass_kg == old.mass_kg


def test_the_conservative_factor_is_taken_out_as_its_source_says(school: Building) -> None:
    (other,) = [one for one in scenarios_of(school, as_of=DAY, reuse_convention="zero") if one.kind == "data"]
    assert "1,1" in other.source and set(shipped_spread()) == {"danish_generic"}
    product = {one.id: one for one in other.building.library}
    window = product["#D1635 (lav)"]
    assert window.a1a3 is not None and abs(window.a1a3 * D("1.1") - D("51.667")) < D("0.01")
    assert window.d is not None and window.d < 0


def test_energy_series_and_conventions_are_the_shipped_ones(school: Building) -> None:
    found = scenarios_of(school, as_of=DAY, reuse_convention="zero")
    assert {one.building.energy_series for one in found if one.kind == "energy"} == {
        "hb2016-constant", "lcabyg-5.4", "lcabyg-5.4-el-2020",
    }  # fmt: skip
    assert [one.reuse_convention for one in found if one.kind == "reuse"] == ["replacements_new", "eol_kept"]
    assert all(one.source for one in found)


def test_a_series_that_lacks_a_carrier_is_left_out_and_without_reuse_there_is_no_convention() -> None:
    gas = random_project(0)
    assert gas.energy is not None
    gas = gas.model_copy(update={"energy": gas.energy.model_copy(update={"heating": "gas"})})
    names = {one.building.energy_series for one in scenarios_of(gas, as_of=DAY, reuse_convention="zero")}
    assert "lcabyg-5.4" not in names and "hb2016-constant" in names
    plain = gas.model_copy(update={"components": (), "choices": gas.choices[:0]})
    assert not [one for one in scenarios_of(plain, as_of=DAY, reuse_convention="zero") if one.kind == "reuse"]


def test_the_shares_count_the_scenarios_in_which_a_choice_stays(school: Building) -> None:
    plan = optimise(school, as_of=DAY, scenarios=True)
    planned = [one for one in plan.scenarios if one.kg_co2e is not None]
    for choice in plan.choices:
        left = sum(any(name.startswith(f"{choice.element}/") for name in one.changes) for one in planned)
        assert choice.stays == pytest.approx(1 - left / len(planned))
    grid = next(one for one in plan.scenarios if "2016" in one.name)
    assert grid.plan_kg_co2e is not None and grid.kg_co2e is not None and grid.kg_co2e < grid.plan_kg_co2e
    assert optimise(school, as_of=DAY).choices[0].stays is None


@pytest.mark.parametrize("word", ["epd", "epd=0", "epd=1", "epd=-0.2", "wood=0.2", "epd=a", "epd=nan"])
def test_a_spread_that_is_none_is_refused(word: str) -> None:
    with pytest.raises(Fault) as refused:
        read_spread((word,))
    assert "generic" in refused.value.parts("en")["hint"]
    assert read_spread(("epd=0.2", "generic=0.05")) == {"epd": D("0.2"), "generic": D("0.05")}


def test_the_command_shows_them_and_its_json_fits_the_schema(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    school = str(root / "examples" / "skole.yaml")
    assert run(program, ["optimise", school, "--scenarios", "--as-of", "2026-11-24"]) == 0
    text = capsys.readouterr().out
    assert (
        "Med andre tal" in text and "Solceller: Ingen står i 4 af 6." in text and "ingen spredning er opfundet" in text
    )
    assert (
        run(program, ["optimise", school, "--spread", "generic=0.2", "--format", "json", "--as-of", "2026-11-24"]) == 0
    )
    answer = json.loads(capsys.readouterr().out)
    schema = json.loads((root / "docs" / "schemas" / "plan.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(answer, schema)
    assert {one["kind"] for one in answer["scenarios"]} == {"energy", "reuse", "data"}
    assert run(program, ["optimise", school, "--format", "json", "--as-of", "2026-11-24"]) == 0
    assert "scenarios" not in json.loads(capsys.readouterr().out)
