"""Whether reaching a U-value pays: the figure by hand, and when nobody can tell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from circular.building.model import Building, Choice, Energy, EnergyPrices, Option
from circular.optimise.demands import u_demand as planned_demand
from circular.rulebook import case_of, judge, load_rules
from circular.rulebook.profitability import pays, profitability, u_demand

DAY = date(2026, 11, 24)
KEEP = Option(name="Behold", keep=True, u_value=D("0.60"))
GOOD = Option(name="God", cost_dkk=D(300_000), u_value=D("0.18"))
POOR = Option(name="Tynd", cost_dkk=D(100_000), u_value=D("0.25"))


def project(*options: Option, **changes: Any) -> Building:
    told: dict[str, Any] = {
        "name": "p", "works": "renovation", "building_type": "institution", "reference_area_m2": D(1000),
        "heated_area_m2": D(1000), "permit_applied": date(2026, 3, 1),
        "energy": Energy(heating_kwh_m2_year=D(200), heating="district_heating", heating_efficiency=D("0.8")),
        "energy_prices": EnergyPrices(district_heating=D("0.8"), source="prisblad"),
        "choices": (Choice(element="outer_wall", area_m2=D(400), options=options or (KEEP, GOOD, POOR)),),
    }  # fmt: skip
    return Building(**{**told, **changes})


def test_the_figure_by_hand() -> None:
    """400 m² x 0.42 W/m²K x 69.744 kKh = 11,717 kWh; at 0.8/0.8 DKK x 40 years / 300,000 DKK = 1.562."""
    building = project()
    pays = profitability(building, building.choices[0])
    assert pays == D(400) * D("0.42") * D("69.744") * 40 / 300_000


def test_the_planner_and_the_rule_ask_the_same_u_values() -> None:
    for element in ("outer_wall", "ground_floor", "roof", "window", "heating"):
        assert u_demand(element) == planned_demand(element)


@pytest.mark.parametrize(
    "changes",
    [
        {"energy_prices": None},
        {"energy_prices": EnergyPrices(electricity=D(2))},
        {"energy": None},
        {"choices": (Choice(element="outer_wall", area_m2=D(400), options=(KEEP, POOR)),)},
        {"choices": (Choice(element="outer_wall", options=(KEEP, GOOD)),)},
        {"choices": (Choice(element="outer_wall", area_m2=D(400), options=(GOOD, POOR)),)},
        {"choices": (Choice(element="heating", area_m2=D(400), options=(KEEP, GOOD)),)},
    ],
)
def test_nobody_can_tell(changes: dict[str, Any]) -> None:
    building = project(**changes)
    assert profitability(building, building.choices[0]) is None


@pytest.mark.parametrize(("cost", "verdict"), [(300_000, "fail"), (400_000, "pass"), (None, "fail")])
def test_an_option_that_misses_its_u_value_falls_short_only_where_reaching_it_pays(
    cost: int | None, verdict: str
) -> None:
    """At DKK 400,000 the ratio is 1.17, at 300,000 1.56; without a price it is taken to pay."""
    good = GOOD.model_copy(update={"cost_dkk": None if cost is None else D(cost)})
    report = judge(case_of("p", kind="building", building=project(KEEP, good, POOR)), load_rules(), as_of=DAY)
    finding = next(one for one in report.findings if one.code == "ENER-101")
    assert finding.verdict == verdict


def test_exactly_at_the_ratio_it_does_not_pay() -> None:
    saved = D(400) * D("0.42") * D("69.744") * 40
    for cost, wanted in ((saved / D("1.33"), False), (saved / D("1.34"), True)):
        building = project(KEEP, GOOD.model_copy(update={"cost_dkk": cost}), POOR)
        assert pays(building, building.choices[0]) is wanted
