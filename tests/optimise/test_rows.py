"""Each constraint, written out for one tiny project and one tiny stock, equals the golden text.

After a change that is meant, write them anew with `CIRCULAR_WRITE_GOLDEN=1` and read the difference.
"""

from __future__ import annotations

import os
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyomo.environ as pyo
import pytest
from optimise_energy import tabel8
from pyomo.repn import generate_standard_repn

from circular.building.model import Building, Choice, Component, Energy, Limits, MaterialUse, Option, Removal
from circular.optimise.building_plan import demands_of, space_of
from circular.optimise.building_rows import ROWS, building_model
from circular.optimise.fields import Fields
from circular.optimise.portfolio_plan import prepare
from circular.optimise.portfolio_reader import portfolio_of
from circular.optimise.portfolio_rows import portfolio_model
from circular.strict_yaml import Lines

GOLDEN = Path(__file__).resolve().parent / "golden"
D = Decimal


def written(model: Any) -> str:
    """Every active constraint and objective as `name: low <= 2 x[0,1] + … <= high`, numbers to nine digits."""
    lines = []
    for row in model.component_data_objects(pyo.Constraint, active=True, sort=True):
        low, high = (None if bound is None else pyo.value(bound) for bound in (row.lower, row.upper))
        repn = generate_standard_repn(row.body)
        shift = repn.constant or 0.0
        low, high = (None if bound is None else bound - shift for bound in (low, high))
        lines.append(f"{row.name}: {_number(low)} <= {_terms(repn)} <= {_number(high)}")
    for objective in model.component_data_objects(pyo.Objective, active=True):
        repn = generate_standard_repn(objective.expr)
        lines.append(f"{objective.name}: {_terms(repn)} + {_number(repn.constant)}")
    return "\n".join(lines) + "\n"


def _terms(repn: Any) -> str:
    terms = sorted((var.name, coef) for var, coef in zip(repn.linear_vars, repn.linear_coefs, strict=True) if coef)
    return " + ".join(f"{_number(coef)} {name}" for name, coef in terms) or "0"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value + 0.0:.9g}"


def equals_golden(name: str, text: str) -> None:
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("CIRCULAR_WRITE_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


PROJECT = Building(
    name="lille",
    works="renovation",
    building_type="institution",
    permit_applied=date(2026, 3, 1),
    completed=2027,
    reference_area_m2=D(1000),
    heated_area_m2=D(900),
    material_data="br18-2023",
    energy=Energy(electricity_kwh_m2_year=D(10), heating_kwh_m2_year=D(80), heating="district_heating", min_heat_kwh_year=D(5000)),
    components=(Component(element="inner_wall", name="Vægge", material="#G1100", amount=D(500), unit="m2", service_life_years=D(50), recycled_share=D("0.2")),),
    choices=(
        Choice(
            element="outer_wall",
            area_m2=D(400),
            options=(
                Option(name="Behold", keep=True, u_value=D("0.5")),
                Option(
                    name="Ny",
                    cost_dkk=D(600_000),
                    u_value=D("0.25"),
                    materials=(MaterialUse(material="#G1229", amount=D(60), unit="m3", service_life_years=D(60)), MaterialUse(material="#B1370", amount=D(20), unit="m3", service_life_years=D(50), reused=True, bio_based_share=D(1))),
                    removes=(Removal(material="#G0116", amount=D(3), unit="m3"),),
                ),
            ),
        ),
        Choice(element="heating", options=(Option(name="Fjernvarme", keep=True), Option(name="Pumpe", cost_dkk=D(700_000), heating="heat_pump", efficiency=D("3.2")))),
        Choice(element="solar", options=(Option(name="Ingen", keep=True), Option(name="Celler", cost_dkk=D(90_000), electricity_delta_kwh=D(-12_000)))),
    ),
    budget_dkk=D(1_000_000),
    limits=Limits(low_emission_class=D("6.4"), min_reused_mass_share=D("0.1"), min_recycled_mass_share=D("0.05"), min_bio_based_mass_share=D("0.02"), max_upfront_kg_co2e=D(9000), max_primary_energy_kwh_m2=D(70)),
    stock={"reused:#B1370": D(15)},
    conflicts=(("outer_wall/Ny", "heating/Pumpe"),),
    requires=(("solar/Celler", "heating/Pumpe"),),
    pin={"solar": "Ingen"},
    ban=("heating/Pumpe",),
)  # fmt: skip


@pytest.mark.parametrize("name", ["model", *ROWS])
def test_the_rows_of_a_project_are_the_golden_ones(name: str) -> None:
    day = date(2026, 11, 24)
    space = space_of(PROJECT, as_of=day)
    demands = demands_of(PROJECT, as_of=day, profile=None, rulebook=None)
    without = set(ROWS) - {name}
    text = written(building_model(space, demands, without))
    if name != "model":
        bare = set(written(building_model(space, demands, ROWS)).splitlines())
        text = "\n".join(line for line in text.splitlines() if line not in bare) + "\n"
        assert text.strip(), f"{name} gives no row"
    equals_golden(f"project-{name}", text)


@pytest.mark.parametrize("name", ["rival-by-kg", "rival-by-price", "scenario"])
def test_the_rows_that_thresholds_and_scenarios_add_are_the_golden_ones(name: str) -> None:
    from circular.optimise.building_plan import Project, Search, best_choice
    from circular.optimise.building_rivals import SHED, _ByKg, _ByPrice
    from circular.optimise.building_scenarios import DeclaredSearch
    from circular.optimise.proof import Clock
    from circular.optimise.scenarios import scenarios_of

    limits = Limits(low_emission_class=D(9), max_upfront_kg_co2e=D(20_000))
    building = PROJECT.model_copy(update={"pin": {}, "ban": (), "conflicts": (), "requires": (), "limits": limits})
    day = date(2026, 11, 24)

    def ready(of: Building) -> Project:
        demands = demands_of(of, as_of=day, profile=None, rulebook=None)
        return Project(space_of(of, as_of=day), demands, day, "zero")

    project = ready(building)
    best = best_choice(project, clock=Clock(None), solver="highs").certified
    rival = project.space.find("heating/Fjernvarme")
    assert best is not None and rival is not None and building.budget_dkk is not None
    hunt: Search
    if name == "rival-by-kg":
        hunt, without = _ByKg(project, best, rival), set(SHED)
    elif name == "rival-by-price":
        hunt, without = _ByPrice(project, best, rival, building.budget_dkk), {"budget_dkk"}
    else:
        other = next(one for one in scenarios_of(building, as_of=day, reuse_convention="zero") if one.kind == "energy")
        hunt, without = DeclaredSearch(ready(other.building), project), set(SHED)
        project = ready(other.building)
    bare = set(written(building_model(project.space, project.demands, without)).splitlines())
    added = [line for line in written(hunt.model).splitlines() if line not in bare]
    equals_golden(f"project-{name}", "\n".join(added) + "\n")


STOCK = {
    "circular": "portfolio/1",
    "years": [2026, 2027],
    "budget_dkk": {2026: 1_000_000, 2027: 2_000_000},
    "label_spend_floor_dkk": {2027: 300_000},
    "fossil_heating_out_by": 2027,
    "buildings": [
        {
            "id": "A",
            "heated_area_m2": 1000,
            "building_type": "institution",
            "weight": 2,
            "now": {"heating": "gas", "heat_kwh_year": 100_000, "electricity_kwh_year": 20_000},
            "packages": [{"name": "P", "cost_dkk": 900_000, "embodied_kg_co2e": 5_000, "heating": "heat_pump", "heat_kwh_year": 0, "electricity_kwh_year": 50_000, "lifts_label": True, "label_share_of_cost": D("0.5")}],
        }
    ],
}  # fmt: skip


@pytest.mark.parametrize(("name", "carry"), [("yearly", False), ("cumulative", True), ("capped", {"max_dkk": 400_000})])
def test_the_rows_of_a_stock_are_the_golden_ones(name: str, carry: Any) -> None:
    document = deepcopy(STOCK) | {"carry_over": carry}
    stock = prepare(portfolio_of(document, Fields("stock.yaml", Lines()), name="stock"), tabel8)
    equals_golden(f"stock-{name}", written(portfolio_model(stock.portfolio, stock.lives, stock.columns)))
