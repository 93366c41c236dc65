"""`circular optimise` on files: exit codes, the text a person reads, the JSON contract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from circular.cli import program
from circular.cli.guard import run

STOCK = """circular: portfolio/1
name: To bygninger
years: [2026, 2027]
budget_dkk: 1000000
prices: {source: egne tilbud, year: 2026}
buildings:
  - id: Hal [bilag 7]
    heated_area_m2: 900
    building_type: other
    now: {heating: gas, heat_kwh_year: 120000, electricity_kwh_year: 20000, label: E}
    packages:
      - {name: Varmepumpe, cost_dkk: 900000, embodied_kg_co2e: 9000, heating: heat_pump, heat_kwh_year: 0, electricity_kwh_year: 62000, lifts_label: true}
"""


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    file = tmp_path / "stock.yaml"
    file.write_text(STOCK, encoding="utf-8")
    return file


def ran(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(program, ["optimise", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_json_holds_every_key_of_the_contract_as_numbers(stock: Path, capsys: Any, root: Path) -> None:
    import jsonschema

    code, out, _ = ran(capsys, str(stock), "--format", "json", "--front", "3")
    answer = json.loads(out)
    schema = json.loads((root / "docs" / "schemas" / "plan.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(answer, schema)
    assert code == 0
    assert (answer["schema"], answer["status"], answer["checked"], answer["illustration"]) == (
        "circular/plan/1",
        "optimal",
        True,
        False,
    )
    assert answer["cost_dkk"] == 900_000 and isinstance(answer["cost_dkk"], int)
    assert [row["carried_dkk"] for row in answer["by_year"]] == [0, 0]


def test_the_text_says_what_to_do_what_it_saves_and_how_sure_it_is(stock: Path, capsys: Any) -> None:
    code, out, _ = ran(capsys, str(stock))
    assert code == 0
    assert "To bygninger · bevist bedst" in out
    assert "Hal [bilag 7]" in out and "Varmepumpe" in out and "900.000" in out
    assert "Bevis: ingen plan kan komme under" in out


def test_no_plan_is_an_answer_with_exit_code_1(stock: Path, capsys: Any) -> None:
    stock.write_text(STOCK.replace("1000000", "100000") + "fossil_heating_out_by: 2026\n", encoding="utf-8")
    code, out, _ = ran(capsys, str(stock))
    assert code == 1
    assert "2026: mangler 800.000 kr." in out
    assert "2027: ingen ekstra penge gør en plan mulig." in out


@pytest.mark.parametrize(
    ("text", "said"),
    [(STOCK.replace("years", "yaers"), "mente du 'years'?"), (STOCK.replace("[2026, 2027]", "[2026, 2026]"), "stiger ikke"), ("circular: portfolio/1\n", "mangler")],
)  # fmt: skip
def test_a_broken_file_is_one_line_and_a_hint_with_exit_code_2(stock: Path, capsys: Any, text: str, said: str) -> None:
    stock.write_text(text, encoding="utf-8")
    code, out, err = ran(capsys, str(stock))
    assert code == 2 and out == ""
    assert said in err and "stock.yaml:" in err and "Traceback" not in err


def test_a_missing_file_is_exit_code_2(tmp_path: Path, capsys: Any) -> None:
    code, _, err = ran(capsys, str(tmp_path / "none.yaml"))
    assert code == 2 and "findes ikke" in err


def test_a_stock_has_no_finished_project_to_write(stock: Path, capsys: Any) -> None:
    code, _, err = ran(capsys, str(stock), "--format", "yaml")
    assert code == 2 and "færdigt projekt" in err


def test_help_shows_an_example(capsys: Any) -> None:
    code, out, _ = ran(capsys, "--help")
    assert code == 0 and "Eksempel:" in out and "--front" in out


def test_no_plan_writes_no_project_and_still_answers_with_exit_code_1(tmp_path: Path, capsys: Any, root: Path) -> None:
    school = (root / "examples" / "skole.yaml").read_text(encoding="utf-8")
    file, done = tmp_path / "skole.yaml", tmp_path / "done.yaml"
    file.write_text(school.replace("budget_dkk: 7500000", "budget_dkk: 4000000"), encoding="utf-8")
    code, out, err = ran(capsys, str(file), "--as-of", "2026-11-24", "--format", f"yaml={done}")
    assert code == 1 and out == "" and not done.exists()
    assert "Budgettet mangler 3.098.000 kr." in err


def test_an_option_without_a_price_is_named(tmp_path: Path, root: Path, capsys: Any) -> None:
    file = tmp_path / "uden.yaml"
    file.write_text(
        "circular: building/1\nname: Uden pris\nworks: renovation\nbuilding_type: office\nreference_area_m2: 100\n"
        "choices:\n  - {element: solar, options: [{name: Ingen, keep: true}, {name: Dyr}, {name: Gratis, cost_dkk: 0}]}\n",
        encoding="utf-8",
    )
    _, out, _ = ran(capsys, str(file), "--format", "json")
    assert "Uden pris, og derfor regnet som 0 kr.: solar/Dyr." in json.loads(out)["notes"]


def test_a_carrier_without_a_factor_is_told_with_its_file(stock: Path, capsys: Any) -> None:
    stock.write_text(STOCK.replace("heating: gas", "heating: oil"), encoding="utf-8")
    code, _, err = ran(capsys, str(stock))
    assert code == 2 and err.startswith(f"{stock}:factors: energiformen 'oil' har ingen emissionsfaktor\nhint: ")
