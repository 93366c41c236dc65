"""The keys of building/1: a project in which each of them counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml
from ground.keys.table import DROPPED, Key

PROJECT: dict[str, Any] = yaml.safe_load("""
circular: building/1
name: Prøvehuset
works: new
building_type: institution
heated: true
permit_applied: 2025-09-01
completed: 2027
floor_area_m2: 1000
reference_area_m2: 1000
heated_area_m2: 950
removed_floor_area_m2: 0
material_data: br18-2025
energy: {electricity_kwh_m2_year: 12, heating_kwh_m2_year: 45, heating: district_heating, heating_efficiency: 1, min_heat_kwh_year: 0}
construction_process: {a4_kg_co2e: 21000, a5_kg_co2e: 34000, source: entreprenør}
components:
  - {element: outer_wall, name: Mur, material: "#D1507", amount: 80, unit: t, service_life_years: 120, status: new, recycled_share: 0.1, bio_based_share: 0, cost_dkk: 100000}
  - {element: outer_wall, label: isolering, name: Uld, material: "#D1534", amount: 510, unit: m2, thickness_mm: 290, lambda: 0.034, service_life_years: 40, status: new, cost_dkk: 148000}
  - {element: foundation, name: Fundament, material: "#B1433", amount: 48, unit: m3, service_life_years: 120, status: new, cost_dkk: 90000}
  - {element: floor_covering, name: Linoleum, material: "#G1154", amount: 200, unit: m2, service_life_years: 20, status: kept, remaining_life_years: 5}
  - {element: inner_wall, name: Tegl, material: "#D1507", amount: 10, unit: t, status: removed}
choices:
  - element: outer_wall
    area_m2: 1000
    options:
      - {name: Behold, keep: true, u_value: 0.6}
      - name: Uld og fibercement
        cost_dkk: 900000
        price_source: tilbud
        price_year: 2024
        u_value: 0.15
        materials:
          - {material: "#D1533", amount: 1000, unit: m2, thickness_mm: 150, lambda: 0.032, service_life_years: 80, recycled_share: 0.3}
        removes: [{material: "#B1433", amount: 100, unit: m2, thickness_mm: 25}]
      - name: Træfiber
        cost_dkk: 1400000
        price_source: tilbud
        price_year: 2024
        u_value: 0.14
        materials:
          - {material: "#D1626", amount: 1000, unit: m2, thickness_mm: 200, lambda: 0.038, service_life_years: 60, bio_based_share: 0.9}
  - element: heating
    options:
      - {name: Fjernvarme, keep: true, heating: district_heating, efficiency: 1}
      - {name: Varmepumpe, cost_dkk: 800000, price_source: tilbud, heating: heat_pump, efficiency: 3}
  - element: electrical
    options:
      - {name: Behold lys, keep: true}
      - {name: LED, cost_dkk: 300000, price_source: tilbud, electricity_delta_kwh: -4000, heat_saving_kwh_year: 1000}
budget_dkk: 5000000
""")
LCA, CHECK, PLAN = ("lca",), ("check",), ("optimise",)
FIRST, SECOND, KEPT = "components.0", "components.1", "components.3"
WALL, WOOL = "choices.0.options.1", "choices.0.options.1.materials.0"
LIMIT = {"works": "renovation"}
OIL = {"energy.heating": "oil", "energy.heating_factor_kg_kwh": 0.3, "energy.heating_factor_source": "leverandør"}
DEMOLISHED = {"works": "demolition", "removed_floor_area_m2": 500, "choices": [], "demolition.coordinator": True}
PRICES = {"energy_prices.source": "aftale"}
EDGE = {"components.0.essential": DROPPED}

KEYS = [
    Key("name", "Et andet hus"),
    Key("works", "renovation"),
    Key("building_type", "house"),
    Key("heated", False),
    Key("temporary", True),
    Key("permit_applied", date(2023, 9, 1)),
    Key("completed", 2035),
    Key("floor_area_m2", 40, CHECK, {"heated": False}),
    Key("reference_area_m2", 1100),
    Key("material_data", "br18-2023"),
    Key("energy_series", "lcabyg-5.4"),
    Key("heated_area_m2", 800),
    Key("heated_basement_m2", 100, given={"components.5": {"element": "ventilation", "material": "#S0012", "amount": 950, "unit": "m2_year"}}),
    Key("removed_floor_area_m2", 700, CHECK),
    Key("deductions.special_conditions_kg_co2e", 10000, given={"deductions.reason": "lang vej"}),
    Key("deductions.energy_supplement_kwh_m2_year", 2, given={"deductions.reason": "lang vej"}),
    Key("deductions.reason", "lang vej", given={"deductions.special_conditions_kg_co2e": 10000}),
    Key("energy.electricity_kwh_m2_year", 20),
    Key("energy.heating_kwh_m2_year", 30),
    Key("energy.heating", "gas"),
    Key("energy.heating_efficiency", 0.8, PLAN),
    Key("energy.heating_factor_kg_kwh", 0.2, given=OIL),
    Key("energy.heating_factor_source", DROPPED, given=OIL),
    Key("energy.min_heat_kwh_year", 40000, PLAN),
    *(Key(f"energy_prices.{carrier}", 1.5, PLAN, {**OIL, "energy.heating": carrier, "energy_prices": {"electricity": 2, "source": "aftale"}}) for carrier in ("electricity", "district_heating", "gas", "oil", "biomass")),
    Key("energy_prices.source", "en anden aftale", PLAN, {"energy_prices": {"district_heating": 0.8, "electricity": 2}}),
    Key("energy_prices.year", 2020, PLAN, {"energy_prices": {"district_heating": 0.8, "electricity": 2, "source": "aftale"}}),
    Key("construction_process.a4_kg_co2e", 22000),
    Key("construction_process.a5_kg_co2e", 35000),
    Key("construction_process.source", DROPPED),
    Key("demolition.waste_t", 0.5, CHECK, DEMOLISHED),
    *(Key(f"demolition.{duty}", True, CHECK, DEMOLISHED) for duty in ("authorised_company", "demolition_plan", "resource_responsible", "notification", "screening", "sorting")),
    Key("demolition.coordinator", False, CHECK, DEMOLISHED),
    Key("demolition.old_glazing", True, CHECK, DEMOLISHED | {"components.4.element": "window", "components.4.amount": 0.5}),
    *(Key(f"fbk.{demand}", True, CHECK) for demand in ("lca", "site_resources", "life_cycle_cost", "operation_plan", "hazardous_substances", "indoor_emissions", "daylight", "ventilation_noise", "room_acoustics")),
    Key("taxonomy.retained_area_share", 0.2, CHECK, {"works": "renovation", "taxonomy.waste_recovered_share": 0.9}),
    *(Key(f"taxonomy.{share}", 0.2, CHECK) for share in ("waste_recovered_share", "primary_concrete", "primary_brick", "primary_bio_based", "primary_glass", "primary_plastic", "primary_metal", "primary_gypsum")),
    Key("components.0.element", "inner_wall"),
    Key("components.1.label", "uld"),
    Key("components.0.name", "Skalmur"),
    Key("components.0.material", "#D1511"),
    Key("components.0.amount", 81),
    Key("components.0.unit", "kg"),
    Key("components.0.service_life_years", 30),
    Key("components.1.thickness_mm", 200),
    Key("components.1.r_value", 4, given={"components.1.thickness_mm": DROPPED, "components.1.lambda": DROPPED}),
    Key("components.1.lambda", 0.04),
    Key("components.0.status", "removed"),
    Key("components.0.reused", True),
    Key("components.0.recycled_share", 0.5),
    Key("components.0.bio_based_share", 0.5),
    Key("components.0.essential", False),
    Key("components.0.cost_dkk", DROPPED),
    Key("components.3.remaining_life_years", 40),
    Key("choices.0.element", "roof", PLAN),
    Key("choices.0.label", "nord", PLAN),
    Key("choices.0.area_m2", 900, PLAN),
    Key("choices.0.b_factor", 0.7, PLAN),
    Key("choices.0.options.1.name", "Uld", PLAN),
    Key("choices.0.options.0.keep", False, PLAN),
    Key("choices.0.options.1.cost_dkk", 950000, PLAN),
    Key("choices.0.options.1.cost_dkk_per_m2", 950, PLAN, {"choices.0.options.1.cost_dkk": DROPPED}),
    Key("choices.0.options.1.price_source", DROPPED, PLAN),
    Key("choices.0.options.1.price_year", 2010, PLAN),
    Key("choices.0.options.1.u_value", 0.12, PLAN),
    Key("choices.0.options.1.u_exempt", "fredet", PLAN, {"choices.0.options.1.u_value": 0.4}),
    Key("choices.2.options.1.heat_saving_kwh_year", 3000, PLAN),
    Key("choices.2.options.1.electricity_delta_kwh", -5000, PLAN),
    Key("choices.1.options.1.heating", "gas", PLAN),
    Key("choices.1.options.1.efficiency", 4, PLAN),
    Key("choices.0.options.1.materials.0.material", "#D1534", PLAN),
    Key("choices.0.options.1.materials.0.amount", 1100, PLAN),
    Key("choices.0.options.1.materials.0.unit", "m3", PLAN),
    Key("choices.0.options.1.materials.0.service_life_years", 30, PLAN),
    Key("choices.0.options.1.materials.0.thickness_mm", 200, PLAN),
    Key("choices.0.options.1.materials.0.r_value", 3, PLAN, {"choices.0.options.1.materials.0.thickness_mm": DROPPED, "choices.0.options.1.materials.0.lambda": DROPPED}),
    Key("choices.0.options.1.materials.0.lambda", 0.04, PLAN),
    Key("choices.0.options.1.materials.0.reused", True, PLAN),
    Key("choices.0.options.1.materials.0.recycled_share", 0, PLAN, {"limits.min_recycled_mass_share": 0.095}),
    Key("choices.0.options.1.materials.0.bio_based_share", 1, PLAN, {"limits.min_bio_based_mass_share": 0.01}),
    Key("choices.0.options.1.materials.0.cost_dkk", 500000, PLAN),
    Key("choices.0.options.1.materials.0.remaining_life_years", 20, PLAN),
    Key("choices.0.options.1.removes.0.material", "#D1507", PLAN),
    Key("choices.0.options.1.removes.0.amount", 200, PLAN),
    Key("choices.0.options.1.removes.0.unit", "m3", PLAN),
    Key("choices.0.options.1.removes.0.thickness_mm", 50, PLAN),
    Key("budget_dkk", 1000000, PLAN),
    Key("limits.low_emission_class", 3, PLAN),
    Key("limits.min_reused_mass_share", 0.2, PLAN),
    Key("limits.min_recycled_mass_share", 0.095, PLAN),
    Key("limits.min_bio_based_mass_share", 0.03, PLAN),
    Key("limits.max_upfront_kg_co2e", 20000, PLAN),
    Key("limits.max_primary_energy_kwh_m2", 30, PLAN),
    Key("stock", {"#D1533": 10}, PLAN),
    Key("stock", {"reused:#D1533": 10}, PLAN),
    Key("conflicts", [["outer_wall/Uld og fibercement", "heating/Varmepumpe"], ["outer_wall/Træfiber", "heating/Varmepumpe"]], PLAN),
    Key("requires", [["heating/Varmepumpe", "outer_wall/Behold"]], PLAN),
    Key("pin", {"outer_wall": "Behold"}, PLAN),
    Key("ban", ["heating/Varmepumpe"], PLAN),
]  # fmt: skip
HEADINGS = ("circular", "deductions", "energy", "energy_prices", "construction_process", "demolition", "fbk", "taxonomy", "limits", "components", "choices", "choices.options", "choices.options.materials", "choices.options.removes")  # fmt: skip
"""The mark of the format, and tables whose keys have rows of their own."""


def known() -> set[str]:
    """Every key that the reader of building/1 knows."""
    from circular.building import build, choices, lines
    from circular.building.evidence import Demolition, SustainabilityClass, Taxonomy
    from circular.building.model import EnergyPrices

    tables: dict[str, Any] = {
        "": build.KEYS, "energy.": build.ENERGY, "construction_process.": build.PROCESS, "deductions.": build.DEDUCTIONS, "limits.": build.LIMITS,
        "energy_prices.": EnergyPrices.model_fields, "demolition.": Demolition.model_fields, "fbk.": SustainabilityClass.model_fields,
        "taxonomy.": Taxonomy.model_fields, "components.": lines.COMPONENT, "choices.": choices.CHOICE, "choices.options.": choices.OPTION,
        "choices.options.materials.": lines.LAYER, "choices.options.removes.": lines.REMOVAL,
    }  # fmt: skip
    return {head + key for head, keys in tables.items() for key in keys}
