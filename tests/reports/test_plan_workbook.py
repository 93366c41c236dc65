"""Plans as workbooks: every choice, figures that are numbers, native charts, no text that a spreadsheet would compute."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from report_pages import DAY

from circular.building import read_building
from circular.language import Language
from circular.optimise import optimise, read_portfolio
from circular.optimise.model import Plan
from circular.reports.plan_html import plan_html
from circular.reports.plan_xlsx import plan_workbook


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def school(root: Path) -> tuple[Plan, Any]:
    building = read_building(root / "examples" / "skole.yaml")
    return optimise(building, as_of=DAY, front=4, what_if=("budget=4000000",)), building


@pytest.fixture(scope="module")
def stock(root: Path) -> tuple[Plan, Any]:
    portfolio = read_portfolio(root / "examples" / "portefoelje.yaml")
    return optimise(portfolio, as_of=DAY, front=3), portfolio


def test_a_projects_workbook_holds_every_choice_with_a_chart(school: tuple[Plan, Any]) -> None:
    plan, building = school
    book = opened(plan_workbook(plan, "da", building))
    sheet = book["Valg"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == [choice.option for choice in plan.choices]
    assert [row[2] for row in rows] == [float(choice.cost_dkk) for choice in plan.choices]
    assert len(sheet._charts) == 1
    assert "Hvad nu hvis" in book.sheetnames
    assert book["Plan"]["B2"].value is None and book["Plan"]["A2"].value == plan.name


def test_a_stocks_workbook_adds_up_by_year(stock: tuple[Plan, Any]) -> None:
    plan, portfolio = stock
    book = opened(plan_workbook(plan, "da", portfolio))
    years = list(book["År"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in years] == list(portfolio.years)
    assert all(row[1] + row[2] == row[3] <= row[4] for row in years)
    assert sum(row[3] for row in years) == float(plan.cost_dkk or 0)
    assert len(book["År"]._charts) == 1
    listed = list(book["Plan bygning for bygning"].iter_rows(min_row=2, values_only=True))
    assert {(row[0], row[1], row[2]) for row in listed} == {(c.year, c.building, c.package) for c in plan.choices}
    assert plan.portfolio is not None
    path = list(book["CO₂ år for år"].iter_rows(min_row=2, values_only=True))
    assert len(path) == len(plan.portfolio.path) == portfolio.horizon_years
    assert all(row[2] == pytest.approx(sum(row[3:-1])) for row in path), "carriers add up to the plan"
    assert len(book["CO₂ år for år"]._charts) == 1 and len(book["Reduktionskurve"]._charts) == 1


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_cell_is_a_formula_and_both_languages_have_the_same_sheets(stock: tuple[Plan, Any], language: Language) -> None:  # fmt: skip
    plan, portfolio = stock
    evil = plan.choices[0].model_copy(update={"package": "=1+1", "building": "@SUM(A1)", "why": "+2"})
    plan = plan.model_copy(update={"name": "=cmd()", "choices": (evil, *plan.choices[1:]), "notes": ("-3", *plan.notes)})  # fmt: skip
    book = opened(plan_workbook(plan, language, portfolio))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
    assert len(risky) >= 5 and all(cell.quotePrefix for cell in risky)
    assert len(book.sheetnames) == len(opened(plan_workbook(plan, "da", portfolio)).sheetnames)


def test_an_illustration_is_headed_as_one(school: tuple[Plan, Any]) -> None:
    plan, building = school
    shown = plan.model_copy(update={"illustration": True})
    assert opened(plan_workbook(shown, "da", building))["Plan"]["A2"].value.startswith("ILLUSTRATION")
    page = plan_html(shown, "da", building)
    assert page.index("ILLUSTRATION") < page.index('class="lead"')
    assert "ILLUSTRATION" not in plan_html(plan, "da", building)


def test_a_plan_that_no_demand_allows_says_what_it_would_take(root: Path) -> None:
    portfolio = read_portfolio(root / "examples" / "portefoelje.yaml")
    poor = portfolio.model_copy(update={"budget_dkk": dict.fromkeys(portfolio.years, 1_000_000)})
    plan = optimise(poor, as_of=DAY)
    assert plan.status == "infeasible" and plan.infeasible.explanations
    page = plan_html(plan, "da", poor)
    assert "Hvad der skal til" in page and "<table" not in page.split("Hvad der skal til")[0]
    rows = list(opened(plan_workbook(plan, "da", poor))["Hvad der skal til"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows] == [one.text for one in plan.infeasible.explanations]
    assert ">None<" not in page and ">nan<" not in page


def test_a_plan_that_leaves_everything_says_so(root: Path) -> None:
    portfolio = read_portfolio(root / "examples" / "portefoelje.yaml")
    still = portfolio.model_copy(update={"budget_dkk": dict.fromkeys(portfolio.years, 0), "label_spend_floor_dkk": {}, "fossil_heating_out_by": None})  # fmt: skip
    plan = optimise(still, as_of=DAY)
    assert plan.choices == () and plan.cost_dkk == 0
    page = plan_html(plan, "da", still)
    assert "Planen er at lade alt stå" in page and ".." not in page.split("<main")[1].split("</main")[0]
    assert "Penge år for år" not in page, "there is nothing to draw"
    assert f"{len(portfolio.buildings)} bygninger røres ikke" in page
    assert opened(plan_workbook(plan, "en", still)).sheetnames[0] == "Plan"
