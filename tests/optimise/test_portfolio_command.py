"""`circular optimise` and `circular new portfolio` on a stock, as a coordinator uses them: list, workbook, plan, questions, the year after."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from test_portfolio_workbook import PUMP, SCHOOL, filled

from circular.cli import program
from circular.cli.guard import run

pytestmark = pytest.mark.usefixtures("workbooks_read_here")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("portefoelje.yaml", "bygningsliste.csv"):
        shutil.copy(ROOT / "examples" / name, tmp_path / name)
    return tmp_path


def test_a_workbook_is_planned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = filled(tmp_path / "p.xlsx", buildings=[SCHOOL], packages=[PUMP])
    assert run(program, ["optimise", str(file)]) == 0
    said = capsys.readouterr().out
    assert "Varmepumpe" in said and "hvis intet gøres" in said
    book = load_workbook(file)
    book["Pakker"].cell(5, 4, "4,9 mio.")
    book.save(file)
    assert run(program, ["optimise", str(file)]) == 2
    assert "p.xlsx:Pakker!D5: 'cost_dkk' skal være et tal, ikke '4,9 mio.'" in capsys.readouterr().err


def test_a_list_becomes_a_workbook_that_says_what_it_lacks(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(program, ["new", "portfolio", "--from", "bygningsliste.csv", "--out", "p.xlsx"]) == 2
    assert "--map building_type:" in capsys.readouterr().err
    asked = [
        "new",
        "portfolio",
        "--from",
        "bygningsliste.csv",
        "--map",
        "building_type:320=office",
        "--out",
        "p.xlsx",
        "--lang",
        "en",
    ]
    assert run(program, asked) == 0
    said = capsys.readouterr().err
    assert (
        "6 bygninger læst" in said
        and "antaget: now.heat_kwh_year for 1 bygninger" in said
        and "andel af antagne" in said
    )
    assert run(program, ["optimise", "p.xlsx"]) == 2
    assert "'oil'" in capsys.readouterr().err, "a carrier without a factor is refused by name"


def test_questions_csv_and_the_years_after(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        "optimise",
        "portefoelje.yaml",
        "--why-not",
        "raadhuset/Lys og styring",
        "--what-if",
        "floor=none",
        "--lang",
        "en",
    ]
    assert run(program, [*asked, "--format", "text", "--format", "json=plan.json", "--format", "csv=plan.csv"]) == 0
    said = capsys.readouterr().out
    assert "hvorfor ikke raadhuset/Lys og styring" in said and "t mere" in said and "floor=none" in said
    plan = json.loads((example / "plan.json").read_text())
    rows = list(csv.DictReader((example / "plan.csv").open()))
    assert len(rows) == len(plan["choices"]) and {row["building"] for row in rows} == {
        c["building"] for c in plan["choices"]
    }
    assert plan["portfolio"]["path"][-1]["year"] == 2075 and plan["portfolio"]["macc"]
    assert (
        run(
            program,
            [
                "optimise",
                "portefoelje.yaml",
                "--executed",
                "plan.json",
                "--from",
                "2028",
                "--format",
                "json=again.json",
            ],
        )
        == 0
    )
    again = json.loads((example / "again.json").read_text())
    assert [c for c in again["choices"] if c["year"] < 2028] == [
        {**c, "why": d["why"]}
        for c, d in zip(
            [c for c in plan["choices"] if c["year"] < 2028],
            [c for c in again["choices"] if c["year"] < 2028],
            strict=True,
        )
    ]
    assert again["kg_co2e"] == pytest.approx(plan["kg_co2e"])
    assert run(program, ["optimise", "portefoelje.yaml", "--executed", "plan.json"]) == 2
    assert "--from" in capsys.readouterr().err


def test_questions_of_a_stock_are_refused_for_a_project(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(ROOT / "examples" / "skole.yaml", example / "skole.yaml")
    assert run(program, ["optimise", "skole.yaml", "--why-not", "B1"]) == 2
    assert "for en portefølje" in capsys.readouterr().err


def test_quiet_tells_the_status_alone(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(program, ["optimise", "portefoelje.yaml", "--quiet"]) == 0
    said = capsys.readouterr()
    assert len(said.out.strip().splitlines()) == 1 and said.out.strip().endswith(": bevist bedst") and not said.err
    assert run(program, ["optimise", "portefoelje.yaml", "-q", "--lang", "en", "--format", "json=plan.json"]) == 0
    said = capsys.readouterr()
    assert not said.out and not said.err and json.loads(Path("plan.json").read_text())["status"] == "optimal"
    text = Path("portefoelje.yaml").read_text(encoding="utf-8")
    Path("ude.yaml").write_text(
        text.replace("years:", "label_by: {label: A2020, year: 2026}\nyears:", 1), encoding="utf-8"
    )
    assert run(program, ["optimise", "ude.yaml", "--quiet"]) == 1
    assert capsys.readouterr().out.strip().endswith(": ingen plan holder alle krav")
