"""The keys of portfolio/1: a stock in which each of them counts, one planned in two stages, and one of choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml
from ground.keys.table import DROPPED, Key

STOCK: dict[str, Any] = yaml.safe_load("""
circular: portfolio/1
name: Prøvebyen
years: [2026, 2027, 2028]
budget_dkk: 3000000
carry_over: false
horizon_years: 50
prices: {source: tilbud, year: 2024}
factors: {oil: {2023: 0.266, source: håndbog}}
buildings:
  - id: skole
    heated_area_m2: 3000
    reference_area_m2: 3100
    building_type: institution
    weight: 1
    now: {heating: gas, heat_kwh_year: 400000, electricity_kwh_year: 90000, label: E}
    packages:
      - {name: Pumpe, cost_dkk: 2000000, embodied_kg_co2e: 20000, heating: heat_pump, heat_kwh_year: 0, electricity_kwh_year: 220000, lifts_label: true, label_share_of_cost: 1, label_after: C}
      - {name: Facade, cost_dkk: 2900000, embodied_kg_co2e: 90000, heating: gas, heat_kwh_year: 200000, electricity_kwh_year: 85000, pv_kwh_year: 5000, uses: {"reused:#D1507": 8}, u_values: {outer_wall: 0.15}, lifts_label: false, label_share_of_cost: 0.5}
      - {name: Begge, cost_dkk: 3000000, embodied_kg_co2e: 100000, heating: heat_pump, heat_kwh_year: 0, electricity_kwh_year: 150000, touches: [outer_wall], u_values: {outer_wall: 0.15}, label_after: B}
  - id: hal
    heated_area_m2: 1500
    building_type: other
    now: {heating: oil, heat_kwh_year: 200000, electricity_kwh_year: 50000, label: F}
    packages:
      - {name: Pumpe, cost_dkk: 1200000, embodied_kg_co2e: 9000, heating: heat_pump, heat_kwh_year: 0, electricity_kwh_year: 120000, pv_kwh_year: 2000, label_after: D}
      - {name: Fjernvarme, cost_dkk: 400000, embodied_kg_co2e: 3000, heating: district_heating, heat_kwh_year: 190000, electricity_kwh_year: 50000, lifts_label: true, label_share_of_cost: 1}
""")
STAGED: dict[str, Any] = yaml.safe_load("""
circular: portfolio/1
years: [2026, 2027]
budget_dkk: 4000000
stages: 2
prices: {source: tilbud, year: 2024}
buildings:
  - id: skole
    heated_area_m2: 3000
    building_type: institution
    now: {heating: gas, heat_kwh_year: 400000, electricity_kwh_year: 90000, label: E}
    packages:
      - {name: Facade, stage: envelope, cost_dkk: 1900000, embodied_kg_co2e: 50000, heating: gas, heat_kwh_year: 200000, electricity_kwh_year: 85000}
      - {name: Pumpe, stage: heating, cost_dkk: 2000000, embodied_kg_co2e: 20000, heating: heat_pump, heat_kwh_year: 0, electricity_kwh_year: 220000, after: {Facade: {heat_kwh_year: 0, electricity_kwh_year: 140000, label_after: B}}}
""")
CHOSEN: dict[str, Any] = yaml.safe_load("""
circular: portfolio/1
years: [2026, 2027]
budget_dkk: 4000000
material_data: br18-2025
prices: {source: tilbud, year: 2024}
buildings:
  - id: skole
    heated_area_m2: 1000
    building_type: institution
    u_values_now: {outer_wall: 0.6}
    now: {heating: gas, heat_kwh_year: 150000, electricity_kwh_year: 30000, label: E, heating_efficiency: 0.9, min_heat_kwh_year: 0}
    choices:
      - element: outer_wall
        area_m2: 800
        options:
          - {name: Behold, keep: true}
          - {name: Uld, cost_dkk: 900000, u_value: 0.15, materials: [{material: "#D1533", amount: 800, unit: m2, thickness_mm: 150, lambda: 0.032, service_life_years: 80}]}
      - element: heating
        options:
          - {name: Gas, keep: true}
          - {name: Pumpe, cost_dkk: 700000, heating: heat_pump, efficiency: 3}
""")
BASES: Mapping[str, Any] = {"stock": STOCK, "staged": STAGED, "chosen": CHOSEN}
FLOOR = {"label_spend_floor_dkk": 500000}
FIRST, FACADE, LAST = "buildings.0.packages.0", "buildings.0.packages.1", "buildings.1.packages.0"
KEYS: Mapping[str, tuple[Key, ...]] = {
    "stock": (
        Key("name", "Byen"),
        Key("years", [2026, 2027]),
        Key("budget_dkk", 2500000),
        Key("carry_over", True),
        Key("carry_over", {"max_dkk": 1}, given={"carry_over": {"max_dkk": 2900000}, "budget_dkk": 1500000}),
        Key("label_spend_floor_dkk", 1100000),
        Key("fossil_heating_out_by", 2026),
        Key("horizon_years", 40),
        Key("prices", DROPPED),
        Key("prices.source", "skøn"),
        Key("prices.year", 2019, given={"buildings.0.packages.0.price_year": 2024}),
        Key("prices.vat", "included"),
        Key("factors", {"oil": {2023: 0.3, "source": "håndbog"}}),
        Key("factors", {"oil": {2023: 0.266, "source": "leverandør"}}),
        Key("label_scale", "danish", given={"buildings.1.packages.0.label_after": DROPPED, **FLOOR}),
        Key("max_kg_co2e", {2028: 90000}),
        Key("max_buildings_at_once", 1),
        Key("stock", {"reused:#D1507": 4}, given={"pin": {"skole": "Facade"}}),
        Key("stock", {"reused:#D1508": 4}, given={"stock": {"reused:#D1507": 4}}),
        Key("min_pv_kwh_year", 3000),
        Key("label_by", {"label": "C", "year": 2028}),
        Key("u_values", {"outer_wall": 0.12}, given={"pin": {"skole": 2027}}),
        Key("low_emission_class", 10),
        Key("pin", {"hal": "Fjernvarme"}),
        Key("ban", ["hal/Pumpe"]),
        Key("buildings.0.id", "skolen"),
        Key("buildings.0.heated_area_m2", 2000, given={"label_scale": "danish", "buildings.1.packages.0.label_after": DROPPED, **FLOOR}),
        Key("buildings.0.reference_area_m2", 100, given={"low_emission_class": 16}),
        Key("buildings.0.building_type", "house", given={"label_scale": "danish", "buildings.0.packages.0.label_after": DROPPED, "buildings.0.packages.0.electricity_kwh_year": 250000}),
        Key("buildings.0.weight", 2),
        Key("buildings.0.protected", ["outer_wall"]),
        Key("buildings.0.closed_years", [2026]),
        Key("buildings.0.assumed", {"heated_area_m2": "nøgletal"}),
        Key("buildings.0.now.heating", "district_heating"),
        Key("buildings.0.now.heat_kwh_year", 420000),
        Key("buildings.0.now.electricity_kwh_year", 95000),
        Key("buildings.0.now.label", "B", given={"label_by": {"label": "C", "year": 2028}}),
        Key("buildings.0.packages.0.name", "Varmepumpe"),
        Key("buildings.0.packages.0.cost_dkk", 2100000),
        Key("buildings.0.packages.0.embodied_kg_co2e", 25000),
        Key("buildings.0.packages.2.heating", "gas", given={"fossil_heating_out_by": 2028}),
        Key("buildings.0.packages.1.heat_kwh_year", 10000),
        Key("buildings.0.packages.0.electricity_kwh_year", 200000),
        Key("buildings.0.packages.0.lifts_label", False, given=FLOOR),
        Key("buildings.1.packages.0.label_after", "G", given=FLOOR),
        Key("buildings.0.packages.2.label_share_of_cost", 0.1, given={"label_spend_floor_dkk": {2026: 500000}}),
        Key("buildings.0.packages.1.pv_kwh_year", 1000, given={"min_pv_kwh_year": 6500}),
        Key("buildings.0.packages.1.uses", {"reused:#D1507": 2}, given={"pin": {"skole": "Facade"}, "stock": {"reused:#D1507": 4}}),
        Key("buildings.0.packages.0.touches", ["heating"], given={"buildings.0.protected": ["outer_wall"]}),
        Key("buildings.0.packages.2.u_values", {"outer_wall": 0.3}, given={"u_values": {"outer_wall": 0.18}}),
        Key("buildings.0.packages.2.u_exempt", "fredet", given={"u_values": {"outer_wall": 0.12}}),
        Key("buildings.0.packages.0.price_source", "tilbud 2"),
        Key("buildings.0.packages.0.price_year", 2010),
        Key("buildings.0.packages.0.price_vat", "included"),
    ),
    "staged": (
        Key("stages", 1),
        Key("buildings.0.packages.0.stage", "heating"),
        Key("buildings.0.packages.1.after", DROPPED),
        Key("buildings.0.packages.1.after.Facade.heat_kwh_year", 20000, given={"buildings.0.packages.1.heating": "gas"}),
        Key("buildings.0.packages.1.after.Facade.electricity_kwh_year", 150000),
        Key("buildings.0.packages.1.after.Facade.label_after", "F", given={"label_by": {"label": "C", "year": 2027}}),
    ),
    "chosen": (
        Key("material_data", "br18-2023", given={"buildings.0.choices.0.options.1.materials.0.material": "#G0116", "buildings.0.choices.0.options.1.materials.0.unit": "m3"}),
        Key("buildings.0.choices", []),
        Key("buildings.0.u_values_now", {"outer_wall": 0.8}),
        Key("buildings.0.now.heating_efficiency", 1),
        Key("buildings.0.now.min_heat_kwh_year", 140000),
    ),
}  # fmt: skip
HEADINGS = ("circular", "buildings", "buildings.now", "buildings.packages")
"""The mark of the format, and tables whose keys have rows of their own."""
TOLD = {
    "buildings.year_built": "written by the import to say what the assumed U-values of today rest on; binds no plan"
}
"""Keys that are told and not judged, and why."""


def known() -> set[str]:
    """Every key that the reader of portfolio/1 knows."""
    from circular.optimise import portfolio_reader, stock_reader

    tables: dict[str, Any] = {
        "": portfolio_reader.TOP, "prices.": ("source", "year", "vat"), "buildings.": stock_reader.BUILDING, "buildings.now.": stock_reader.NOW,
        "buildings.packages.": stock_reader.PACKAGE, "buildings.packages.after.Facade.": stock_reader.AFTER,
    }  # fmt: skip
    return {head + key for head, keys in tables.items() for key in keys}
