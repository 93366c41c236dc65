"""The chosen project, written by `--format yaml`, passes `circular check` on the class that was asked for; the rulebook is the shipped one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from circular.cli import program
from circular.cli.guard import run

pytestmark = pytest.mark.usefixtures("documents_read_here")

PROJECT = """circular: building/1
name: Ny institution
works: new
building_type: institution
heated: true
temporary: false
permit_applied: {permit}
completed: 2028
floor_area_m2: 1000
reference_area_m2: 1000
heated_area_m2: 1000
material_data: br18-2023
energy: {{electricity_kwh_m2_year: {electricity}, heating_kwh_m2_year: 40, heating: district_heating}}
construction_process: {{a4_kg_co2e: 10000, a5_kg_co2e: 20000, source: entreprenør}}
components:
  - {{element: outer_wall, name: Formur, material: "#G0116", amount: 60, unit: m3, service_life_years: 120}}
choices:
  - element: frame
    options:
      - {{name: Beton, cost_dkk: 900000, materials: [{{material: "#B1433", amount: {concrete}, unit: m3, service_life_years: 120}}]}}
      - {{name: Let beton, cost_dkk: 1200000, materials: [{{material: "#B1433", amount: {less}, unit: m3, service_life_years: 120}}]}}
      - {{name: Genbrugt tegl, cost_dkk: 2500000, materials: [{{material: "#G0116", amount: 200, unit: m3, service_life_years: 120, reused: true}}]}}
budget_dkk: {budget}
limits: {{low_emission_class: {asked}}}
"""


def building_part(findings: list[dict[str, Any]]) -> dict[str, Any]:
    finding = next(one for one in findings if one["code"] == "CO2-201")
    return finding["parts"][0]


@pytest.mark.parametrize("asked", ["policy", "law"])
@pytest.mark.parametrize(("permit", "limit", "concrete"), [("2025-03-01", 8.0, 660), ("2026-03-01", 6.4, 350)])
@pytest.mark.parametrize(
    "budget", [1_000_000, *(pytest.param(each, marks=pytest.mark.slow) for each in (2_000_000, 3_000_000))]
)
def test_what_is_chosen_passes_and_what_cannot_be_chosen_fails(
    tmp_path: Path, capsys: Any, asked: str, permit: str, limit: float, concrete: int, budget: int
) -> None:
    seen = set()
    for electricity in range(12, 60, 4):
        file, done = tmp_path / "plan.yaml", tmp_path / "done.yaml"
        text = PROJECT.format(
            permit=permit, electricity=electricity, concrete=concrete, less=concrete // 2, budget=budget, asked=asked
        )
        file.write_text(text, encoding="utf-8")
        code = run(program, ["optimise", str(file), "--as-of", "2026-11-24", "--format", f"yaml={done}"])
        capsys.readouterr()
        seen.add(code)
        if code == 1:
            continue
        assert code == 0
        run(program, ["check", str(done), "--as-of", "2026-11-24", "--format", "json"])
        part = building_part(json.loads(capsys.readouterr().out)["cases"][0]["findings"])
        assert part["limit"] == limit and part["verdict"] == "pass", (electricity, part)
    assert seen == {0, 1} or (budget > 1_000_000 and seen == {0})
