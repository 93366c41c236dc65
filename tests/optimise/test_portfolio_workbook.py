"""The workbook of a portfolio reads back as it was filled in, and a bad cell is named by sheet, cell and field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from in_process import processor_seconds
from openpyxl import Workbook, load_workbook

from circular.faults import Fault
from circular.optimise import optimise
from circular.optimise.portfolio_layout import BUILDINGS, FIRST_ROW, PACKAGES, TOP, YEARS
from circular.optimise.portfolio_workbook import portfolio_workbook
from circular.optimise.portfolio_workbook_in import is_portfolio_workbook, read_portfolio_workbook

pytestmark = pytest.mark.usefixtures("workbooks_read_here")

SCHOOL = {"id": "Skolen", "heated_area_m2": 3200, "building_type": "institution", "now_heating": "gas", "now_heat_kwh_year": 410000,
          "now_electricity_kwh_year": 96000, "now_label": "E"}  # fmt: skip
PUMP = {"building": "Skolen", "name": "Varmepumpe", "cost_dkk": 4900000, "embodied_kg_co2e": 98000, "heating": "varmepumpe", "heat_kwh_year": 0,
        "electricity_kwh_year": 171000, "lifts_label": "ja", "label_after": "C"}  # fmt: skip


def filled(path: Path, *, top: dict | None = None, years: list | None = None, buildings: list, packages: list) -> Path:
    """The workbook as a user fills it in: rows below the example."""
    portfolio_workbook(path, "da", first_year=2026)
    book = load_workbook(path)
    sheet = book["Portefølje"]
    at = {field.key: row for row, field in enumerate(TOP, FIRST_ROW)}
    for key, value in (top or {"prices.source": "egne tilbud", "prices.year": 2026, "fossil_heating_out_by": 2030}).items():  # fmt: skip
        sheet.cell(at[key], 3, value)
    book["År"].delete_rows(FIRST_ROW, 10)
    rows = years if years is not None else [{"year": y, "budget_dkk": 5000000} for y in range(2026, 2031)]
    for title, fields, begins, many in (("År", YEARS, FIRST_ROW, rows), ("Bygninger", BUILDINGS, FIRST_ROW + 1, buildings), ("Pakker", PACKAGES, FIRST_ROW + 1, packages)):  # fmt: skip
        columns = {field.key: index for index, field in enumerate(fields, 2)}
        for number, row in enumerate(many, begins):
            for key, value in row.items():
                book[title].cell(number, columns[key], value)
    book.save(path)
    return path


@pytest.mark.parametrize("language", ["da", "en"])
def test_an_empty_workbook_is_ours_and_says_what_lacks(tmp_path: Path, language: str) -> None:
    path = tmp_path / "p.xlsx"
    portfolio_workbook(path, language)
    assert is_portfolio_workbook(path)
    with pytest.raises(Fault, match="example is not read"):
        read_portfolio_workbook(path)


def test_what_is_filled_in_is_planned(tmp_path: Path) -> None:
    portfolio = read_portfolio_workbook(filled(tmp_path / "p.xlsx", buildings=[SCHOOL], packages=[PUMP]))
    (school,) = portfolio.buildings
    assert (
        school.now.heating == "gas" and school.packages[0].lifts_label and portfolio.years == tuple(range(2026, 2031))
    )
    plan = optimise(portfolio)
    assert plan.status == "optimal" and not plan.illustration and plan.choices[0].package == "Varmepumpe"


def test_traits_and_demands_are_read(tmp_path: Path) -> None:
    building = SCHOOL | {
        "protected": "outer_wall window",
        "closed_years": "2026 2027",
        "u_values_now": "roof=0.3",
        "weight": 2,
    }
    package = PUMP | {"touches": "heating", "pv_kwh_year": 9000, "uses": "reused:#G0116=3.5", "price_vat": "uden moms"}
    years = [
        {"year": y, "budget_dkk": 5000000, "max_buildings_at_once": 1, "max_kg_co2e": 90000} for y in (2026, 2027, 2028)
    ]
    path = filled(tmp_path / "p.xlsx", years=years, buildings=[building], packages=[package])
    book = load_workbook(path)
    for number, row in enumerate((("stock", "reused:#G0116", "7"), ("ban", "Skolen/Varmepumpe", None), ("u_values", "roof", "0.12")), FIRST_ROW):  # fmt: skip
        for index, value in enumerate(row, 2):
            book["Krav"].cell(number, index, value)
    book.save(path)
    portfolio = read_portfolio_workbook(path)
    assert portfolio.max_buildings_at_once == dict.fromkeys((2026, 2027, 2028), 1) and len(portfolio.max_kg_co2e) == 3
    assert str(portfolio.stock["reused:#G0116"]) == "7" and portfolio.ban == ("Skolen/Varmepumpe",)
    assert portfolio.buildings[0].protected == ("outer_wall", "window")
    assert portfolio.buildings[0].closed_years == (2026, 2027)
    assert str(portfolio.buildings[0].packages[0].uses["reused:#G0116"]) == "3.5"
    assert str(portfolio.u_values["roof"]) == "0.12"


def test_two_stages_are_read(tmp_path: Path) -> None:
    facade = {
        **PUMP,
        "name": "Facade",
        "heating": "gas",
        "heat_kwh_year": 250000,
        "electricity_kwh_year": 96000,
        "stage": "klimaskærm",
    }
    path = filled(tmp_path / "p.xlsx", top={"stages": 2, "prices.source": "x", "prices.year": 2026}, buildings=[SCHOOL], packages=[facade, PUMP | {"stage": "varme"}])  # fmt: skip
    book = load_workbook(path)
    for column, value in enumerate(("Skolen", "Varmepumpe", "Facade", 0, 120000, "B"), 2):
        book["Følger efter"].cell(FIRST_ROW, column, value)
    book.save(path)
    portfolio = read_portfolio_workbook(path)
    (after,) = portfolio.buildings[0].packages[1].after.items()
    assert after[0] == "Facade" and after[1].electricity_kwh_year == 120000 and after[1].label_after == "B"
    book["Følger efter"].cell(FIRST_ROW, 6, -1)
    book.save(path)
    with pytest.raises(Fault, match="must not be below 0") as refused:
        read_portfolio_workbook(path)
    assert refused.value.place == "Følger efter!F4"
    book["Følger efter"].cell(FIRST_ROW, 3, "Pumpe")
    book.save(path)
    with pytest.raises(Fault, match="has no package 'Pumpe'"):
        read_portfolio_workbook(path)


BAD: list[tuple[str, dict[str, Any], str, str]] = [
    ("a building twice", {"buildings": [SCHOOL, SCHOOL]}, "Bygninger!B6", "stands twice"),
    ("a package twice", {"packages": [PUMP, PUMP]}, "Pakker!C6", "stands twice"),
    ("no cost", {"packages": [{k: v for k, v in PUMP.items() if k != "cost_dkk"}]}, "Pakker!D5", "'cost_dkk' is missing"),
    ("years that do not rise", {"years": [{"year": 2027, "budget_dkk": 1}, {"year": 2026, "budget_dkk": 1}]}, "År!B5", "do not rise"),
    ("negative kWh", {"buildings": [SCHOOL | {"now_heat_kwh_year": -5}]}, "Bygninger!H5", "must not be below 0"),
    ("heat on a heat pump", {"packages": [PUMP | {"heat_kwh_year": 9}]}, "Pakker!G5", "must be 0"),
    ("an unknown carrier", {"packages": [PUMP | {"heating": "kul"}]}, "Pakker!F5", "not a known value of 'heating'"),
    ("NaN", {"packages": [PUMP | {"cost_dkk": "NaN"}]}, "Pakker!D5", "must be a number"),
    ("a currency sign", {"packages": [PUMP | {"cost_dkk": "4.900.000 kr."}]}, "Pakker!D5", "must be a number, not '4.900.000 kr.'"),
    ("an error of Excel", {"packages": [PUMP | {"electricity_kwh_year": "#DIV/0!"}]}, "Pakker!H5", "'electricity_kwh_year' is missing"),
    ("a package of no building", {"packages": [PUMP | {"building": "Skole"}]}, "Pakker!B5", "is not a building"),
    ("a year without a budget", {"years": [{"year": 2026, "budget_dkk": 1}, {"year": 2027}]}, "År!C4", "lacks 2027"),
    ("half a krone", {"packages": [PUMP | {"cost_dkk": 10.5}]}, "Pakker!D5", "must be a whole number"),
    ("prices with and without VAT", {"packages": [PUMP | {"price_vat": "med moms"}, PUMP | {"name": "B", "price_vat": "uden moms"}]}, "Pakker!6", "without VAT"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "place", "fault"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_cell_is_named(tmp_path: Path, name: str, change: dict[str, Any], place: str, fault: str) -> None:
    path = filled(tmp_path / "p.xlsx", **({"buildings": [SCHOOL], "packages": [PUMP]} | change))
    with pytest.raises(Fault) as refused:
        read_portfolio_workbook(path)
    assert refused.value.file == str(path) and refused.value.place == place and fault in refused.value.fault
    assert refused.value.told("da") != refused.value.told("en")


def test_a_changed_key_row_and_a_missing_sheet_are_told(tmp_path: Path) -> None:
    path = filled(tmp_path / "p.xlsx", buildings=[SCHOOL], packages=[PUMP])
    book = load_workbook(path)
    book["Pakker"].cell(3, 4, "pris")
    book.save(path)
    with pytest.raises(Fault, match="unknown key 'pris'"):
        read_portfolio_workbook(path)
    del book["Pakker"]
    book.save(path)
    with pytest.raises(Fault, match="'Packages' is missing"):
        read_portfolio_workbook(path)


def test_damaged_and_foreign_books_are_not_ours(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 broken")
    Workbook().save(tmp_path / "b.xlsx")
    assert not is_portfolio_workbook(tmp_path / "a.xlsx") and not is_portfolio_workbook(tmp_path / "b.xlsx")


@pytest.mark.slow
def test_200_000_rows_are_read_and_a_fault_in_the_last_is_named(tmp_path: Path) -> None:
    rows = 200_000
    path = tmp_path / "p.xlsx"
    portfolio_workbook(path, "da")
    keys = [field.key for field in PACKAGES]
    old = load_workbook(path)
    new = Workbook(write_only=True)
    for title in old.sheetnames[:3]:
        sheet = new.create_sheet(title)
        for row in old[title].iter_rows(values_only=True):
            sheet.append(list(row))
        if title == "Bygninger":
            for b in range(rows // 10):
                sheet.append([None, f"B{b}", 1000, None, "institution", None, "gas", 100000, 20000, "E"])
    sheet = new.create_sheet("Pakker")
    for row in old["Pakker"].iter_rows(values_only=True, max_row=3):
        sheet.append(list(row))
    for p in range(rows):
        last = p == rows - 1
        cells = {"building": f"B{p // 10}", "name": f"P{p % 10}", "cost_dkk": "1 kr." if last else 100000 + p, "embodied_kg_co2e": 1,
                 "heating": "heat_pump", "heat_kwh_year": 0, "electricity_kwh_year": 30000}  # fmt: skip
        sheet.append([None, *(cells.get(key) for key in keys)])
    new.save(path)
    started = processor_seconds()
    with pytest.raises(Fault) as refused:
        read_portfolio_workbook(path)
    assert refused.value.place == f"Pakker!D{rows + 3}" and "1 kr." in refused.value.fault
    assert processor_seconds() - started < 120
