"""Choices in the workbook of a portfolio give the same portfolio as in YAML, and a bad cell is named by sheet, row and field."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from circular.faults import Fault
from circular.optimise import optimise, read_portfolio
from circular.optimise.portfolio_choices import with_packages
from circular.optimise.portfolio_layout import CHOICES, FIRST_ROW, SHEETS, TABLES, TOP
from circular.optimise.portfolio_model import Portfolio
from circular.optimise.portfolio_workbook import portfolio_workbook
from circular.optimise.portfolio_workbook_in import read_portfolio_workbook
from circular.strict_yaml import load

pytestmark = pytest.mark.usefixtures("workbooks_read_here")

STOCK = """circular: portfolio/1
name: Byen
years: [2026, 2027]
budget_dkk: {2026: 5000000, 2027: 5000000}
material_data: br18-2023
prices: {source: egne tilbud, year: 2026, vat: excluded}
buildings:
  - id: Skole
    heated_area_m2: 1000
    building_type: institution
    now: {heating: district_heating, heat_kwh_year: 100000, electricity_kwh_year: 20000, heating_efficiency: 0.9, min_heat_kwh_year: 9000}
    choices:
      - element: outer_wall
        label: nord
        area_m2: 400
        options:
          - {name: Behold, keep: true, u_value: 0.5}
          - {name: Ny facade, cost_dkk_per_m2: 1500, price_source: tilbud 7, price_year: 2026, u_value: 0.18, materials: [{material: "#G1229", amount: 60, unit: m3, service_life_years: 60, bio_based_share: 0.4}], removes: [{material: "#G1229", amount: 5, unit: m3}]}
      - element: outer_wall
        label: syd
        area_m2: 200
        b_factor: 1
        options:
          - {name: Behold, keep: true, u_value: 0.5}
          - {name: Ny facade, cost_dkk: 300000, u_exempt: fredet gadeside, heat_saving_kwh_year: 1200}
      - element: heating
        options:
          - {name: Fjernvarme, keep: true}
          - {name: Varmepumpe, cost_dkk: 700000, heating: heat_pump, efficiency: 3}
      - element: solar
        options:
          - {name: Ingen, keep: true}
          - {name: Solceller, cost_dkk: 90000, electricity_delta_kwh: -8000}
  - id: Bibliotek
    heated_area_m2: 500
    building_type: office
    now: {heating: gas, heat_kwh_year: 60000, electricity_kwh_year: 9000}
    packages:
      - {name: Varmepumpe, cost_dkk: 400000, embodied_kg_co2e: 9000, heating: heat_pump, heat_kwh_year: 0, electricity_kwh_year: 29000, lifts_label: true}
"""
DAY = date(2026, 11, 24)


def written(path: Path, language: str, text: str = STOCK) -> Path:
    """The YAML as a workbook: its buildings, packages and choices, and the head filled in."""
    data: dict[str, Any] = load(text.encode(), "stock.yaml")[0]
    portfolio_workbook(path, language, data["buildings"], 2026)
    book = load_workbook(path)
    da = language == "da"
    top = book["Portefølje" if da else "Portfolio"]
    row_of = {field.key: row for row, field in enumerate(TOP, FIRST_ROW)}
    values = {
        "name": "Byen",
        "material_data": "br18-2023",
        "prices.source": "egne tilbud",
        "prices.year": 2026,
        "prices.vat": "uden moms",
    }
    for key, value in values.items():
        top.cell(row_of[key], 3, value)
    years = book["År" if da else "Years"]
    years.delete_rows(FIRST_ROW, 10)
    for number, year in enumerate((2026, 2027), FIRST_ROW):
        years.cell(number, 2, year)
        years.cell(number, 3, 5_000_000)
    book.save(path)
    return path


def same(portfolio: Portfolio) -> Any:
    """Everything but where it stood."""

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without(item) for key, item in value.items() if key not in ("source", "file")}
        return [without(item) for item in value] if isinstance(value, list | tuple) else value

    return without(portfolio.model_dump())


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_workbook_with_choices_is_the_yaml(tmp_path: Path, language: str) -> None:
    yaml = tmp_path / "stock.yaml"
    yaml.write_text(STOCK, encoding="utf-8")
    from_book, from_yaml = read_portfolio_workbook(written(tmp_path / "p.xlsx", language)), read_portfolio(yaml)
    assert same(from_book) == same(from_yaml)
    made = [same(with_packages(one, as_of=DAY)) for one in (from_book, from_yaml)]
    assert made[0] == made[1] and len(made[0]["buildings"][0]["packages"]) > 5
    plans = [optimise(one, as_of=DAY) for one in (from_book, from_yaml)]
    assert plans[0] == plans[1] and plans[0].status == "optimal" and plans[0].choices


def test_the_empty_workbook_offers_choices_with_lists_units_and_help(tmp_path: Path) -> None:
    for language in ("da", "en"):
        path = tmp_path / f"{language}.xlsx"
        portfolio_workbook(path, language)
        book = load_workbook(path)
        for table in CHOICES:
            sheet = book[SHEETS[table].da if language == "da" else SHEETS[table].en]
            keys = [cell.value for cell in sheet[3]][1:]
            assert keys == [field.key for field in TABLES[table]] and keys[0] == "building"
            assert sheet.row_dimensions[3].hidden
            assert [cell.value for cell in sheet[1]][1:] == [field.heading(language) for field in TABLES[table]]
            assert "eksempel" in sheet.cell(FIRST_ROW, 1).value or "example" in sheet.cell(FIRST_ROW, 1).value
            lists = [check for check in sheet.data_validations.dataValidation if check.type == "list"]
            assert lists and all("$" in check.formula1 for check in lists)
    assert "Areal [m²]" in [cell.value for cell in load_workbook(tmp_path / "da.xlsx")["Valg"][1]]
    assert "Area [m²]" in [cell.value for cell in load_workbook(tmp_path / "en.xlsx")["Entries"][1]]


def test_electricity_may_fall_by_the_drop_in_a_cell(tmp_path: Path) -> None:
    book = load_workbook(written(tmp_path / "p.xlsx", "da"))
    sheet = book["Muligheder"]
    column = [cell.value for cell in sheet[3]].index("electricity_delta_kwh")
    letter = sheet.cell(3, column + 1).column_letter
    checks = [one for one in sheet.data_validations.dataValidation if f"{letter}4" in one.sqref]
    assert checks and all(float(one.formula1) < 0 for one in checks)


BAD = [
    ("an entry of no building", "Valg", 4, "building", "Skolen", "Valg!B4", "'Skolen' is not a building"),
    ("an unknown element", "Valg", 4, "element", "ydermur", "Valg!C4", "is not a known value of 'element'"),
    ("a negative area", "Valg", 4, "area_m2", -4, "Valg!E4", "area_m2"),
    ("an area with a unit", "Valg", 4, "area_m2", "400 m2", "Valg!E4", "area_m2"),
    ("an entry twice", "Valg", 5, "label", "nord", "Valg!C5", "stands twice in the building"),
    ("an option of no entry", "Muligheder", 4, "label", "vest", "Muligheder!C4", "is not one of the building's entries"),
    ("an option without a name", "Muligheder", 7, "name", None, "Muligheder!E7", "'name' is missing"),
    ("an option twice", "Muligheder", 7, "name", "Behold", "Muligheder!7", "two options are named"),
    ("a negative cost", "Muligheder", 7, "cost_dkk", -1, "Muligheder!G7", "cost_dkk"),
    ("a cost of NaN", "Muligheder", 7, "cost_dkk", "NaN", "Muligheder!G7", "cost_dkk"),
    ("both costs", "Muligheder", 5, "cost_dkk", 10, "Muligheder!H5", "both cost_dkk and cost_dkk_per_m2"),
    ("an unknown carrier", "Muligheder", 9, "heating", "kul", "Muligheder!O9", "is not a known value of 'heating'"),
    ("no efficiency", "Muligheder", 9, "efficiency", 0, "Muligheder!P9", "efficiency"),
    ("a material of no option", "Mulighedernes materialer", 4, "option", "Ny mur", "Mulighedernes materialer!E4", "is not one of the building's options"),
    ("a wrong unit", "Mulighedernes materialer", 4, "unit", "alen", "Mulighedernes materialer!I4", "is not a known value of 'unit'"),
    ("an amount with a unit", "Mulighedernes materialer", 4, "amount", "60 m3", "Mulighedernes materialer!H4", "amount"),
    ("a share above 1", "Mulighedernes materialer", 4, "bio_based_share", 1.2, "Mulighedernes materialer!P4", "bio_based_share"),
    ("packages and choices", "Pakker", 4, "building", "Skole", "Valg!4", "both packages and choices"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "sheet", "row", "key", "value", "place", "fault"), BAD, ids=[case[0] for case in BAD])
def test_a_bad_cell_of_choices_is_named(
    tmp_path: Path, name: str, sheet: str, row: int, key: str, value: Any, place: str, fault: str
) -> None:
    path = written(tmp_path / "p.xlsx", "da")
    book = load_workbook(path)
    column = [cell.value for cell in book[sheet][3]].index(key) + 1
    book[sheet].cell(row, column).value = value
    book.save(path)
    with pytest.raises(Fault) as refused:
        read_portfolio_workbook(path)
    assert refused.value.file == str(path) and refused.value.place == place and fault in refused.value.fault


YAML_BAD = [
    ("{name: Ny facade, cost_dkk: 300000, u_exempt", "{name: Ny facade, cost_dkk: -300000, u_exempt", "cost_dkk"),
    ("{name: Ny facade, cost_dkk: 300000, u_exempt", "{name: Behold, cost_dkk: 300000, u_exempt", "two options are named"),
    ("element: solar", "element: sol", "is not a known value of 'element'"),
    ("label: syd", "label: nord", "'outer_wall[nord]' stands twice"),
    ("efficiency: 3}", "efficiency: .nan}", "is not a number"),
    ("efficiency: 3}", "virkningsgrad: 3}", "unknown key 'virkningsgrad'"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "fault"), YAML_BAD, ids=[case[2] for case in YAML_BAD])
def test_choices_of_a_stock_are_refused_as_those_of_a_project(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in STOCK
    file = tmp_path / "stock.yaml"
    file.write_text(STOCK.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Fault) as refused:
        read_portfolio(file)
    assert fault in refused.value.fault and refused.value.place.isdigit()
