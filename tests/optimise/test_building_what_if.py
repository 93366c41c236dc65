"""Questions beside a plan: each answer is that of the changed file, in text and JSON; nearly as good and cheaper."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from optimise_projects import best, designs
from test_building_plan import PLAIN

from circular.cli import program
from circular.cli.guard import run
from circular.faults import Fault
from circular.optimise import optimise
from circular.optimise.building_what_if import changed

D = Decimal
DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "question",
    ["budget=100000", "budget=none", "pin=heating/Fjernvarme", "ban=heating/Pumpe", "max_upfront_kg_co2e=1;budget=90000"],
)  # fmt: skip
def test_an_answer_is_the_plan_of_the_changed_project(question: str) -> None:
    (answer,) = optimise(PLAIN, as_of=DAY, what_if=[question]).what_if
    project = changed(PLAIN, question)
    assert project != PLAIN
    truth = best(project, designs(project))
    assert answer.question == question
    if truth is None:
        assert answer.status == "infeasible" and answer.needs
    else:
        assert answer.status == "optimal" and answer.cost_dkk == truth.cost
        assert answer.kg_co2e == pytest.approx(float(truth.kg))


def test_bans_and_pins_can_be_lifted() -> None:
    held = changed(PLAIN, "pin=heating/Fjernvarme;ban=heating/Pumpe")
    assert changed(held, "unpin=heating;unban=heating/Pumpe") == PLAIN


@pytest.mark.parametrize("question", ["budget", "budget=", "budget=mange", "budget=nan", "budget=-1", "kage=3"])
def test_a_question_that_cannot_be_understood_shows_how_to_ask(question: str) -> None:
    with pytest.raises(Fault, match="cannot be understood") as refused:
        changed(PLAIN, question)
    assert "budget=4000000" in refused.value.hint


def test_an_unknown_option_in_a_question_is_named() -> None:
    with pytest.raises(Fault, match="'heating/Pump' is not an option"):
        optimise(PLAIN, as_of=DAY, what_if=["pin=heating/Pump"])


def test_then_cost_tells_the_cheapest_plan_within_one_percent() -> None:
    loose = PLAIN.model_copy(update={"budget_dkk": None})
    plan = optimise(loose, as_of=DAY, then="cost", language="en")
    every = designs(loose)
    top = best(loose, every)
    assert top is not None
    near = min((d for d in every if d.kg <= top.kg * D("1.01")), key=lambda d: d.cost)
    said = plan.notes[0]
    assert ("No cheaper plan" in said) if near.cost == top.cost else (f"DKK {near.cost:,.0f}" in said)


def test_the_school_side_by_side_in_text_and_json(capsys: Any, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    import jsonschema

    file = str(root / "examples" / "skole.yaml")
    asked = ["--what-if", "budget=4000000", "--what-if", "unban=heating/Luft-vand-varmepumpe", "--as-of", "2026-11-24"]
    assert run(program, ["optimise", file, *asked]) == 0
    text = capsys.readouterr().out
    assert "Hvad nu hvis" in text and "ingen plan holder alle krav" in text and "kr.." not in text
    assert "A1-A3" in text and "tjent ind på" in text and "outer_wall  " not in text
    assert run(program, ["optimise", file, *asked, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    jsonschema.validate(
        answer, json.loads((root / "docs" / "schemas" / "plan.schema.json").read_text(encoding="utf-8"))
    )
    assert [one["status"] for one in answer["what_if"]] == ["infeasible", "optimal"]
    for choice in answer["choices"]:
        assert sum(choice["modules"].values()) == pytest.approx(choice["kg_co2e"])
