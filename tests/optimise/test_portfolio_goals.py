"""The demands and traits of a portfolio are read from YAML, CSV and choices, and a wrong one is named."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from pathlib import Path

import pytest
from optimise_energy import tabel8

from circular.faults import Fault
from circular.optimise import read_portfolio
from circular.optimise.portfolio_choices import with_packages
from circular.optimise.portfolio_folder import read_folder, read_stock_folder
from circular.optimise.portfolio_model import Portfolio
from circular.optimise.portfolio_plan import plan_portfolio

TEXT = """circular: portfolio/1
years: [2026, 2027]
budget_dkk: 9000000
prices: {source: egne tilbud, year: 2026, vat: excluded}
max_kg_co2e: {2030: 1200000}
max_buildings_at_once: {2026: 1}
stock: {"reused:#G0116": 8.0}
min_pv_kwh_year: 9000
label_by: {label: D, year: 2027}
u_values: law
low_emission_class: {limit: 60, from: 2027}
pin: {B1: {package: Pumpe, year: 2027}}
ban: [B1/Tag]
buildings:
  - id: B1
    heated_area_m2: 1000
    building_type: institution
    protected: [window]
    closed_years: [2026]
    year_built: 1965
    u_values_now: {outer_wall: 0.45}
    assumed: {now.heat_kwh_year: gættet}
    now: {heating: gas, heat_kwh_year: 120000, electricity_kwh_year: 20000, label: E}
    packages:
      - {name: Pumpe, cost_dkk: 900000, embodied_kg_co2e: 9000, heating: heat_pump, heat_kwh_year: 0, electricity_kwh_year: 62000, label_after: C, touches: [heating], pv_kwh_year: 9000, uses: {"reused:#G0116": 3.5}, price_source: tilbud, price_year: 2026, price_vat: excluded}
      - {name: Tag, cost_dkk: 900000, embodied_kg_co2e: 9000, heating: gas, heat_kwh_year: 90000, electricity_kwh_year: 20000, u_values: {roof: 0.2}, u_exempt: fredet}
"""


def read(folder: Path, text: str = TEXT) -> Portfolio:
    (folder / "p.yaml").write_text(text, encoding="utf-8")
    return read_portfolio(folder / "p.yaml")


def test_every_key_is_read_and_a_plan_keeps_them(tmp_path: Path) -> None:
    portfolio = read(tmp_path)
    assert portfolio.u_values["roof"] == Decimal("0.12") and portfolio.min_pv_kwh_year == {2027: Decimal(9000)}
    assert portfolio.buildings[0].packages[1].touches == ("roof",)
    plan = plan_portfolio(portfolio, factors=tabel8, language="en")
    assert [(c.building, c.package, c.year) for c in plan.choices] == [("B1", "Pumpe", 2027)] and plan.checked
    assert any("assumed" in note for note in plan.notes)
    names = {price.limit for price in plan.shadow_prices.limits}
    assert names == {"max_kg_co2e/2030", "max_buildings_at_once/2026", "stock/reused:#G0116", "min_pv_kwh_year/2027"}


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ("max_kg_co2e: {2030: 1200000}", "max_kg_co2e: {2099: 1}", 5, "lies outside 2026-2075"),
        ("max_kg_co2e: {2030: 1200000}", "max_kg_co2e: {2030: -1}", 5, "must not be below 0"),
        ("{2026: 1}", "{2026: 1.5}", 6, "must be a whole number"),
        ("label: D,", "label: H,", 9, "not a known value of 'label'"),
        ("u_values: law", "u_values: {wall: 0.18}", 10, "unknown key 'wall'"),
        ("limit: 60", "limits: 60", 11, "unknown key 'limits'"),
        ("package: Pumpe, year: 2027", "package: Pump, year: 2027", 12, "'Pump' is not in the portfolio"),
        ("pin: {B1: {package: Pumpe, year: 2027}}", "pin: {B2: Pumpe}", 12, "'B2' is not in the portfolio"),
        ("pin: {B1: {", 'pin: {"B1#2": {', 12, "'B1#2' is not in the portfolio"),
        ("[B1/Tag]", "[B1/Tage]", 13, "'Tage' is not in the portfolio"),
        ("protected: [window]", "protected: [windows]", 18, "not a known value of 'protected'"),
        ("closed_years: [2026]", "closed_years: [snart]", 19, "must be a number"),
        ("assumed: {now.heat_kwh_year: gættet}", "assumed: {heat: gættet}", 22, "unknown key 'heat'"),
        ("touches: [heating]", "touches: heating", 25, "must be a list"),
        ("pv_kwh_year: 9000,", "pv_kwh_year: .nan,", 25, "is not a number"),
        ("pv_kwh_year: 9000,", "pv_kwh_year: 9000 kWh,", 25, "must be a number, not '9000 kWh'"),
        ("cost_dkk: 900000, embodied_kg_co2e: 9000, heating: heat_pump", 'cost_dkk: "€ 900000", embodied_kg_co2e: 9000, heating: heat_pump', 25, "must be a number"),
        ("price_vat: excluded}", "price_vat: included}", 25, "is with VAT, but prices is without VAT"),
        ("price_vat: excluded}", "price_vat: moms}", 25, "not a known value of 'price_vat'"),
    ],
)  # fmt: skip
def test_a_wrong_demand_is_named(tmp_path: Path, old: str, new: str, line: int, fault: str) -> None:
    assert old in TEXT
    with pytest.raises(Fault) as refused:
        read(tmp_path, TEXT.replace(old, new, 1))
    assert fault in refused.value.fault and refused.value.place == str(line)


def test_prices_of_different_years_are_told(tmp_path: Path) -> None:
    notes = read(tmp_path, TEXT.replace("price_year: 2026", "price_year: 2023")).notes
    assert any("different years (2023 and 2026)" in note[1] for note in notes)


def test_the_csv_twin_takes_the_same_traits(tmp_path: Path) -> None:
    (tmp_path / "portfolio.yaml").write_text(TEXT.split("buildings:")[0], encoding="utf-8")
    (tmp_path / "buildings.csv").write_text(
        "id,heated_area_m2,building_type,now_heating,now_heat_kwh_year,now_electricity_kwh_year,now_label,protected,closed_years\n"
        "B1,1000,institution,gas,120000,20000,E,window,2026\n"
    )
    (tmp_path / "packages.csv").write_text(
        "building,name,cost_dkk,embodied_kg_co2e,heating,heat_kwh_year,electricity_kwh_year,label_after,touches,pv_kwh_year,uses,u_values,u_exempt,price_vat\n"
        "B1,Pumpe,900000,9000,heat_pump,0,62000,C,heating,9000,reused:#G0116=3.5,,,excluded\n"
        "B1,Tag,900000,9000,gas,90000,20000,,,,,roof=0.2,fredet,\n"
    )
    folder, text = read_folder(tmp_path), read(tmp_path)
    skip = {"source", "price_source", "price_year"}
    for a, b in zip(folder.buildings[0].packages, text.buildings[0].packages, strict=True):
        assert a.model_dump(exclude=skip) == b.model_dump(exclude=skip)
    assert folder.buildings[0].protected == ("window",) and folder.buildings[0].closed_years == (2026,)
    assert isinstance(read_stock_folder(tmp_path), Portfolio)
    plan = plan_portfolio(folder, factors=tabel8)
    assert plan.kg_co2e == plan_portfolio(text, factors=tabel8).kg_co2e
    (tmp_path / "packages.csv").write_text(
        (tmp_path / "packages.csv").read_text().replace("reused:#G0116=3.5", "reused:#G0116")
    )
    with pytest.raises(Fault) as refused:
        read_folder(tmp_path)
    assert refused.value.file.endswith("packages.csv") and refused.value.place == "2"


def test_packages_from_choices_carry_their_traits(tmp_path: Path) -> None:
    text = """circular: portfolio/1
years: [2026, 2027]
budget_dkk: 9000000
material_data: br18-2023
stock: {"reused:#G0116": 100}
buildings:
  - id: B1
    heated_area_m2: 1000
    building_type: institution
    u_values_now: {outer_wall: 0.45}
    now: {heating: gas, heat_kwh_year: 120000, electricity_kwh_year: 20000}
    choices:
      - element: outer_wall
        area_m2: 400
        options:
          - {name: Behold, keep: true}
          - name: Isoler
            cost_dkk: 400000
            u_value: 0.15
            materials: [{material: "#G0116", amount: 10, unit: m3, service_life_years: 60, reused: true}]
      - element: solar
        options:
          - {name: Ingen, keep: true}
          - {name: Sol, cost_dkk: 200000, electricity_delta_kwh: -9500}
"""
    from datetime import date

    portfolio = with_packages(read(tmp_path, text), as_of=date(2026, 11, 24))
    by_name = {package.name: package for package in portfolio.buildings[0].packages}
    both = by_name["Isoler + Sol"]
    assert both.pv_kwh_year == 9500 and both.touches == ("outer_wall", "solar")
    assert both.u_values == {"outer_wall": Decimal("0.15")} and both.uses["reused:#G0116"] > 0
    assert by_name["Isoler + Ingen"].heat_kwh_year < Decimal(120000), "u_values_now is what keep has"
    scarce = deepcopy(portfolio).model_copy(update={"stock": {"reused:#G0116": Decimal(0)}})
    assert all("Isoler" not in str(c.package) for c in plan_portfolio(scarce, factors=tabel8).choices)


def test_the_reason_names_the_row_that_a_runner_up_would_break(tmp_path: Path) -> None:
    """Two heat pumps are wanted in 2026, and one building at a time may have work."""
    text = TEXT.split("max_kg_co2e")[0] + "max_buildings_at_once: 1\nbuildings:\n"
    for name in ("A", "B"):
        text += (
            f"  - id: {name}\n    heated_area_m2: 1000\n    building_type: institution\n"
            "    now: {heating: gas, heat_kwh_year: 120000, electricity_kwh_year: 20000}\n"
            "    packages: [{name: Pumpe, cost_dkk: 900000, embodied_kg_co2e: 9000, heating: heat_pump, heat_kwh_year: 0, electricity_kwh_year: 62000}]\n"
        )
    plan = plan_portfolio(read(tmp_path, text), factors=tabel8, language="en")
    assert sorted(c.year or 0 for c in plan.choices) == [2026, 2027]
    later = next(c for c in plan.choices if c.year == 2027)
    assert "runner-up: Pumpe 2026" in str(later.why) and "the number of buildings at once would not hold" in str(
        later.why
    )


JUNK = (None, True, 0, -1, 3, Decimal("1.5"), "x", "law", [], [1], ["x"], [None], [[]], {}, {"x": 1}, {2026: "x"}, {2026: None}, {"label": 3}, {"B1": []}, {"B1": [None]}, {"B1": {"year": "x"}}, {None: 1})  # fmt: skip


@pytest.mark.parametrize("key", ["max_kg_co2e", "max_buildings_at_once", "stock", "min_pv_kwh_year", "label_by", "u_values", "low_emission_class", "pin", "ban", "prices", "factors", "carry_over", "budget_dkk", "label_spend_floor_dkk", "years"])  # fmt: skip
def test_junk_is_refused_or_read_but_never_breaks(key: str) -> None:
    from circular.optimise.fields import Fields
    from circular.optimise.portfolio_reader import portfolio_of
    from circular.strict_yaml import Lines, load

    good, _ = load(TEXT, "p.yaml")
    for junk in JUNK:
        try:
            portfolio_of(deepcopy(good) | {key: junk}, Fields("p.yaml", Lines()), name="p")
        except Fault as fault:
            assert fault.told("da") and fault.told("en")


@pytest.mark.parametrize("key", ["protected", "closed_years", "year_built", "u_values_now", "assumed", "weight", "packages", "now"])  # fmt: skip
def test_junk_of_a_building_likewise(key: str) -> None:
    from circular.optimise.fields import Fields
    from circular.optimise.portfolio_reader import portfolio_of
    from circular.strict_yaml import Lines, load

    good, _ = load(TEXT, "p.yaml")
    for junk in JUNK:
        document = deepcopy(good)
        document["buildings"][0][key] = junk
        try:
            portfolio_of(document, Fields("p.yaml", Lines()), name="p")
        except Fault as fault:
            assert fault.told("da") and fault.told("en")
    for name in (
        "touches",
        "u_values",
        "uses",
        "pv_kwh_year",
        "price_year",
        "price_vat",
        "label_after",
        "u_exempt",
        "after",
        "stage",
    ):
        for junk in JUNK:
            document = deepcopy(good)
            document["buildings"][0]["packages"][0][name] = junk
            try:
                portfolio_of(document, Fields("p.yaml", Lines()), name="p")
            except Fault as fault:
                assert fault.told("da") and fault.told("en")


def test_one_copy_can_be_pinned_and_the_others_are_free(tmp_path: Path) -> None:
    text = TEXT.split("max_kg_co2e")[0] + 'pin: {"A#2": {package: Pumpe, year: 2027}}\nban: ["A#3"]\nbuildings:\n'
    text += (
        "  - id: A\n    weight: 3\n    heated_area_m2: 1000\n    building_type: institution\n"
        "    now: {heating: gas, heat_kwh_year: 120000, electricity_kwh_year: 20000}\n"
        "    packages: [{name: Pumpe, cost_dkk: 900000, embodied_kg_co2e: 9000, heating: heat_pump, heat_kwh_year: 0, electricity_kwh_year: 62000}]\n"
    )
    plan = plan_portfolio(read(tmp_path, text), factors=tabel8)
    assert [(c.building, c.year) for c in plan.choices] == [("A#1", 2026), ("A#2", 2027)] and plan.checked
