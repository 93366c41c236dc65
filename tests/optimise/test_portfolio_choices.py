"""Packages made from choices: each combination, with the heat model, the U-value demand and whole kroner."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from optimise_projects import KILO_KELVIN_HOURS, modules

from circular.faults import Fault
from circular.optimise import optimise, read_portfolio
from circular.optimise.portfolio_choices import with_packages

STOCK = """circular: portfolio/1
years: [2026, 2027]
budget_dkk: 5000000
material_data: br18-2023
buildings:
  - id: Skole
    heated_area_m2: 1000
    building_type: institution
    now: {heating: district_heating, heat_kwh_year: 100000, electricity_kwh_year: 20000, heating_efficiency: 0.9}
    choices:
      - element: outer_wall
        area_m2: 400
        options:
          - {name: Behold, keep: true, u_value: 0.5}
          - {name: Ny facade, cost_dkk_per_m2: 1500.001, u_value: 0.18, materials: [{material: "#G1229", amount: 60, unit: m3, service_life_years: 60}]}
          - {name: Tynd facade, cost_dkk: 100000, u_value: 0.30}
      - element: heating
        options:
          - {name: Fjernvarme, keep: true}
          - {name: Varmepumpe, cost_dkk: 700000, heating: heat_pump, efficiency: 3}
"""
DAY = date(2026, 11, 24)


def stock(tmp_path: Path, text: str = STOCK) -> Path:
    file = tmp_path / "stock.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_each_allowed_combination_is_a_package(tmp_path: Path) -> None:
    packages = with_packages(read_portfolio(stock(tmp_path)), as_of=DAY).buildings[0].packages
    assert [package.name for package in packages] == [
        "Behold + Varmepumpe",
        "Ny facade + Fjernvarme",
        "Ny facade + Varmepumpe",
    ]
    pump, wall, both = packages
    assert (pump.cost_dkk, wall.cost_dkk, both.cost_dkk) == (700_000, 600_001, 1_300_001)
    assert (pump.heat_kwh_year, pump.electricity_kwh_year) == (0, 20_000 + Decimal(90_000) / 3)
    saved = 400 * Decimal("0.32") * KILO_KELVIN_HOURS
    assert wall.heat_kwh_year == (90_000 - saved) / Decimal("0.9")
    assert both.electricity_kwh_year == 20_000 + (90_000 - saved) / 3
    uses = read_portfolio(stock(tmp_path)).buildings[0].choices[0].options[1].materials
    assert wall.embodied_kg_co2e == sum(modules(uses[0]).values())
    assert pump.embodied_kg_co2e == 0


def test_a_stock_with_choices_is_planned(tmp_path: Path) -> None:
    plan = optimise(read_portfolio(stock(tmp_path)), as_of=DAY)
    assert plan.status == "optimal" and plan.checked
    assert [choice.package for choice in plan.choices] == ["Ny facade + Varmepumpe"]


def test_a_combination_that_needs_less_heat_than_it_must_is_no_package(tmp_path: Path) -> None:
    text = STOCK.replace("heating_efficiency: 0.9}", "heating_efficiency: 0.9, min_heat_kwh_year: 89000}")
    packages = with_packages(read_portfolio(stock(tmp_path, text)), as_of=DAY).buildings[0].packages
    assert [package.name for package in packages] == ["Behold + Varmepumpe"]


def test_a_wrong_key_in_a_choice_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Fault) as refused:
        read_portfolio(stock(tmp_path, STOCK.replace("cost_dkk: 700000", "price: 700000")))
    assert refused.value.place == "20" and "'price'" in refused.value.fault
