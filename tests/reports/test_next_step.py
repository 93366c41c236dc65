"""The last line of a check: what cures most at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from word_checking import DAY

from circular.checking import Checked, check
from circular.language import Words
from circular.place import Place
from circular.reports.check_next import next_step
from circular.reports.plan_next import plan_next
from circular.rulebook.model import Finding, Remedy, Report


def finding(code: str, severity: str, verdict: str, **more: Any) -> Finding:
    said = Words(da="Udbuddet kræver noget", en="The tender demands something")
    return Finding(code=code, name=code.lower(), severity=severity, basis="law", verdict=verdict, title=said, because=said, **more)  # type: ignore[arg-type]  # fmt: skip


CLAUSE = Remedy(clause="lca-renovering")
OTHER = Remedy(clause="genbrug-materialer")
SWAP = Remedy(clause="lavemissionsklasse", optimise=True)
HERE = (Place(file="Udbudsbetingelser.docx", paragraph=3),)


@pytest.fixture(scope="module")
def case(root: Path) -> Checked:
    return check(root / "examples" / "udbud-skole", as_of=DAY)[0]


def step(case: Checked, *findings: Finding, project: str | None = None, language: Any = "da") -> str:
    report = Report(case="a", rulebook_version="1", judged_on=DAY, findings=findings)
    return next_step(replace(case, report=report), report, language, project)


def test_a_clause_of_a_must_rule_comes_first_with_the_count_of_all(case: Checked) -> None:
    found = finding("A-1", "should", "fail", remedy=OTHER), finding("A-2", "must", "fail", remedy=CLAUSE)
    assert step(case, *found) == "circular new clause lca-renovering (2 klausuler afhjælper fundene)"
    assert step(case, found[1], language="en") == "circular new clause lca-renovering"


def test_a_project_is_planned(case: Checked) -> None:
    assert step(case, finding("A-1", "must", "unknown", remedy=SWAP), project="skole.yaml") == "circular optimise skole.yaml"  # fmt: skip


def test_facts_that_nobody_told_are_asked_for_with_their_option(case: Checked) -> None:
    found = finding("A-1", "must", "unknown", missing=("permit_applied",)), finding("A-2", "must", "unknown", missing=("permit_applied", "published"))  # fmt: skip
    assert step(case, *found) == "oplys dagen for byggeansøgning (--permit-applied) og dagen for offentliggørelse (--published)"  # fmt: skip


def test_places_are_mended_in_the_document(case: Checked) -> None:
    assert step(case, finding("A-1", "must", "fail", places=HERE)) == "ret 1 sted; --format word=MAPPE viser det i dokumentet"  # fmt: skip
    assert step(case, finding("A-1", "note", "fail", places=HERE), language="en").startswith("mend 1 place; --format word=")  # fmt: skip
    assert step(replace(case, tender=None), finding("A-1", "note", "fail", places=HERE)) == "se på 1 fund ovenfor"


def test_what_holds_is_kept(case: Checked) -> None:
    assert step(case, finding("A-1", "must", "pass")) == "gem dommen med --register FIL.sqlite"
    waived = finding("A-1", "must", "pass"), finding("A-2", "should", "fail")
    assert step(case, *waived) == "se på 1 fund ovenfor"


def test_a_document_that_is_absent_is_enclosed_not_told(root: Path) -> None:
    case = check(root / "examples" / "udbud" / "moebler-fejl", as_of=DAY)[0]
    absent = next(one.target for one in (case.tender.references if case.tender else ()) if one.resolved is None)
    asked = finding("A-1", "must", "unknown", missing=(absent, "value_dkk"))
    assert step(case, asked).startswith(f"læg {absent} ved og oplys ")
    assert step(case, asked, language="en").startswith(f"enclose {absent} and tell ")


def test_a_must_that_only_a_text_cures_comes_before_advice(case: Checked) -> None:
    said = Remedy(text=Words(da="Opdel i delaftaler.", en="Divide into lots."))
    found = finding("A-1", "must", "fail", remedy=said), finding("B-1", "should", "fail", remedy=CLAUSE)
    assert step(case, *found) == "afhjælp A-1 som beskrevet ovenfor"
    assert step(case, *found, language="en") == "cure A-1 as described above"


@pytest.mark.parametrize(
    ("told", "da", "en"),
    [
        ({"status": "infeasible"}, "ret budget eller krav", "change the budget"),
        ({"status": "feasible"}, "giv mere tid med --time-limit SEKUNDER", "give it more time with --time-limit SECONDS"),
        ({"status": "no_solution_found"}, "giv mere tid", "give it more time"),
        ({"status": "optimal", "illustration": True}, "skriv i filen, hvor priserne kommer fra", "write in the file"),
        ({"status": "optimal", "illustration": False, "front": ()}, "se pris mod CO₂ med --front 8", "see cost against CO₂"),
        ({"status": "optimal", "illustration": False, "front": (1,)}, "gem planen med --format xlsx=plan.xlsx", "keep the plan"),
    ],
)  # fmt: skip
def test_a_plan_ends_with_one_thing_to_do(told: dict[str, Any], da: str, en: str) -> None:
    plan: Any = SimpleNamespace(**told)
    assert plan_next(plan, "da").startswith(da)
    assert plan_next(plan, "en").startswith(en)
