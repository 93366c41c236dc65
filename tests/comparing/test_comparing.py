"""What became of demands and verdicts between two checks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from circular.comparing import compare, old_cases, pair
from circular.faults import Fault
from circular.reports.against import against_json, against_text


def clause(text: str, strategy: str = "direct_reuse", **said: Any) -> dict[str, Any]:
    place = {"file": "Krav.docx", "part": "body", "page": 2, "heading": "4 Krav", "paragraph": 1, "cell": None, "xpath": None}  # fmt: skip
    return {
        "strategy": strategy, "concepts": [], "role": "minimum_requirement", "strength": "binding", "barrier": False, "struck": False,
        "condition": None, "exception": None, "quantities": [], "weight": None, "weight_raw": None, "text": text, "place": place,
    } | said  # fmt: skip


def share(value: float, comparator: str = ">=") -> list[dict[str, Any]]:
    return [{"comparator": comparator, "value": value, "unit": "percent", "of": None}]


def case(
    *clauses: dict[str, Any], name: str = "udbud", role: str = "kravspecifikation", **verdicts: str
) -> dict[str, Any]:
    findings = [{"code": code, "name": code.lower(), "verdict": verdict} for code, verdict in verdicts.items()]
    return {
        "name": name, "judged_on": "2026-01-01", "verdict": "pass", "clauses": list(clauses), "findings": findings,
        "documents": [{"file": "Krav.docx", "role": role}],
    }  # fmt: skip


BRICKS = "Mindst 20 % af murstenene skal være genbrugte."


def test_nothing_changed() -> None:
    told = compare(case(clause(BRICKS), A="pass"), case(clause(BRICKS), A="pass"))
    assert told.same
    assert "Ingen krav" in against_text(told, "da")
    assert "No demand" in against_text(told, "en")


def test_another_rulebook_is_named() -> None:
    told = compare(case() | {"rulebook_version": "1"}, case() | {"rulebook_version": "2"})
    assert "regelbogen er en anden (1 → 2)" in against_text(told, "da")
    assert against_json(told, "en")["rulebook_version"] == {"old": "1", "new": "2"}


def test_a_demand_that_is_gone_and_one_that_is_new() -> None:
    wood = clause("Alt træ skal være FSC-mærket.", "certified_timber")
    told = compare(case(clause(BRICKS)), case(wood))
    assert [one.text for one in told.gone] == [BRICKS]
    assert [one.text for one in told.new] == ["Alt træ skal være FSC-mærket."]
    text = against_text(told, "da")
    assert text.index("Krav, der er væk") < text.index("Nye krav")
    assert "Krav.docx, afsnit 4, side 2" in text


@pytest.mark.parametrize(
    ("old", "new", "weaker", "stronger"),
    [
        (clause(BRICKS, quantities=share(20)), clause(BRICKS.replace("20", "10"), quantities=share(10)), [">= 20 percent → >= 10 percent"], []),
        (clause(BRICKS, quantities=share(20)), clause(BRICKS.replace("20", "30"), quantities=share(30)), [], [">= 20 percent → >= 30 percent"]),
        (clause("Højst 8 % spild må opstå på pladsen.", quantities=share(8, "<=")), clause("Højst 12 % spild må opstå på pladsen.", quantities=share(12, "<=")), ["<= 8 percent → <= 12 percent"], []),
        (clause(BRICKS), clause("Mindst 20 % af murstenene bør være genbrugte.", strength="soft"), ["bindende → blødt"], []),
        (clause("Mursten bør være genbrugte i facaden.", strength="soft"), clause("Mursten skal være genbrugte i facaden."), [], ["blødt → bindende"]),
        (clause(BRICKS), clause(BRICKS, role="award_criterion"), ["mindstekrav → tildelingskriterium"], []),
        (clause(BRICKS, quantities=share(20)), clause("Murstenene skal være genbrugte.", quantities=[]), ["tallet er væk: >= 20 percent"], []),
        (clause(BRICKS), clause(BRICKS[:-1] + ", hvis det er muligt.", condition="hvis det er muligt"), ["ny betingelse: “hvis det er muligt”"], []),
        (clause("Genbrug", role="award_criterion", weight=30), clause("Genbrug", role="award_criterion", weight=10), ["vægt 30 → 10"], []),
    ],
)  # fmt: skip
def test_weaker_and_stronger(old: dict[str, Any], new: dict[str, Any], weaker: list[str], stronger: list[str]) -> None:
    told = compare(case(old), case(new))
    assert (told.gone, told.new) == ((), ())
    assert [da for one in told.weakened for da, _ in one.weaker] == weaker
    assert [da for one in told.strengthened for da, _ in one.stronger] == stronger
    answer = against_json(told, "da")
    assert [said for one in answer["weakened"] for said in one["weaker"]] == weaker


def test_a_struck_demand_or_one_in_the_tenderers_answer_is_gone() -> None:
    assert compare(case(clause(BRICKS)), case(clause(BRICKS, struck=True))).gone
    assert compare(case(clause(BRICKS)), case(clause(BRICKS), role="loesningsbeskrivelse")).gone
    assert not compare(case(), case(clause(BRICKS, role="policy_goal"))).new


def test_a_rewritten_demand_keeps_its_number() -> None:
    old = clause("K-12 | Inventar skal have lang garanti | MK", "durability")
    new = clause("K-12 | Leverandøren giver mindst fem års garanti på alt inventar | MK", "durability")
    told = compare(case(old), case(new))
    assert (told.gone, told.new) == ((), ())


def test_the_likest_text_is_the_match_whatever_the_order() -> None:
    one, two = clause("Tegl skal genbruges i facaden mod gården."), clause("Tegl skal genbruges i haven mod vejen.")
    told = compare(case(one, two), case(two, one))
    assert told.same


def test_verdicts_that_changed_take_the_worst_finding_of_a_rule() -> None:
    old, new = case(A="pass", B="fail", D="pass"), case(A="fail", B="fail", C="unknown")
    new["findings"].append({"code": "A", "name": "a", "verdict": "pass"})
    told = compare(old, new)
    assert [(one.code, one.old, one.new) for one in told.verdicts] == [("A", "pass", "fail"), ("C", None, "unknown"), ("D", "pass", None)]  # fmt: skip
    assert "A a: holder → holder ikke" in against_text(told, "da")
    assert "A a: holds → falls short" in against_text(told, "en")


@given(some.lists(some.sampled_from(["Tegl skal genbruges.", "Træ skal genbruges.", BRICKS, "Møbler repareres."]), max_size=6))  # fmt: skip
def test_a_case_is_the_same_as_itself_and_every_demand_is_accounted_for(texts: list[str]) -> None:
    here = case(*[clause(text) for text in texts])
    assert compare(here, here).same
    assert len(compare(here, case()).gone) == len(texts)
    assert len(compare(case(), here).new) == len(texts)


def test_old_answers_are_read_as_json_and_as_lines(tmp_path: Path) -> None:
    one, two = case(name="a"), case(name="b")
    (tmp_path / "alt.json").write_text(json.dumps({"schema": "circular/check/1", "cases": [one, two]}))
    (tmp_path / "alt.jsonl").write_text(f"{json.dumps(one)}\n{json.dumps(two)}\n")
    assert old_cases(tmp_path / "alt.json") == old_cases(tmp_path / "alt.jsonl") == [one, two]
    assert pair("b", [one, two], 2) == two
    assert pair("c", [one, two], 2) is None
    assert pair("c", [one], 1) == one


@pytest.mark.parametrize("content", ["", "x", "{}", "[]", '{"schema": "circular/plan/1"}', '{"schema": "circular/check/1", "cases": [1]}', "[" * 5000])  # fmt: skip
def test_what_is_no_answer_of_a_check_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(Fault) as caught:
        old_cases(tmp_path / "x.json")
    assert caught.value.hint
    broken = case(clause(BRICKS))
    del broken["clauses"][0]["struck"]
    with pytest.raises(Fault, match="clauses cannot be read"):
        compare(broken, case())
