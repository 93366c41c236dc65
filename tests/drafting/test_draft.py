"""Numbers are written as the language writes them; what is not allowed is refused with what is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular.drafting import draft, load_clauses
from circular.drafting.choose import level_named, role_named, told_values
from circular.drafting.draft import MARK
from circular.drafting.model import LEVELS, Parameter
from circular.drafting.print import clause_list, clause_notes, clause_text
from circular.faults import Fault
from circular.language import number

LIBRARY = load_clauses()
NUMBERS = [
    (template, parameter)
    for template in LIBRARY.values()
    for parameter in template.parameters.values()
    if not parameter.choices and f"{{{parameter.name}}}" in str(template.texts)
]


def allowed(parameter: Parameter) -> st.SearchStrategy[Decimal]:
    assert parameter.least is not None and parameter.most is not None
    return st.decimals(parameter.least, parameter.most, places=parameter.decimals)


@given(st.data())
def test_every_allowed_value_stands_in_the_text(data: st.DataObject) -> None:
    template, parameter = data.draw(st.sampled_from(NUMBERS))
    value = data.draw(allowed(parameter))
    role = next(role for role in template.texts if f"{{{parameter.name}}}" in str(template.texts[role]))
    level = next(level for level in LEVELS if level in template.texts[role])
    for language in ("da", "en"):
        drafted = draft(template, language=language, role=role, level=level, values={parameter.name: value})  # type: ignore[arg-type]
        if f"{{{parameter.name}}}" in template.texts[role][level][language]:  # type: ignore[index]
            assert number(value, language) in drafted.demand  # type: ignore[arg-type]
        assert drafted.values[parameter.name] == value


@given(st.data())
def test_a_value_outside_the_range_is_refused_with_the_range(data: st.DataObject) -> None:
    template, parameter = data.draw(st.sampled_from(NUMBERS))
    assert parameter.least is not None and parameter.most is not None
    step = Decimal(1).scaleb(-parameter.decimals)
    outside = data.draw(st.sampled_from([parameter.least - step, parameter.most + step, parameter.least + step / 10]))
    with pytest.raises(Fault) as told:
        draft(template, language="da", values={parameter.name: outside})
    assert number(parameter.least, "en") in told.value.hint
    assert number(parameter.most, "en") in told.value.hint


@pytest.mark.parametrize("template", LIBRARY.values(), ids=LIBRARY)
def test_no_mark_is_left_in_any_text(template) -> None:  # type: ignore[no-untyped-def]
    for role in template.roles:
        for level in LEVELS:
            if template.has_text(role, level):
                for language in ("da", "en"):
                    drafted = draft(template, language=language, role=role, level=level)
                    assert not MARK.search(drafted.text())
                    for name in drafted.open:
                        assert template.parameters[name].from_rule or not template.parameters[name].defaults


def test_danish_and_english_write_numbers_their_own_way() -> None:
    clause = LIBRARY["problematiske-stoffer-varer"]
    assert "0,1 %" in draft(clause, language="da").text()
    assert "0.1 %" in draft(clause, language="en").text()


@pytest.mark.parametrize("word", ["nan", "inf", "many", "", "1e5"])
def test_what_is_no_number_is_refused(word: str) -> None:
    with pytest.raises(Fault) as told:
        draft(LIBRARY["oekologi"], language="da", values={"share": word})
    assert "20 til 100" in told.value.told("da")


def test_a_choice_takes_only_its_words() -> None:
    assert "DGNB Guld" in draft(LIBRARY["dgnb"], language="da", values={"grade": "gold"}).text()
    with pytest.raises(Fault, match="none of the words") as told:
        draft(LIBRARY["dgnb"], language="da", values={"grade": "diamond"})
    assert told.value.hint == "choose from silver, gold, platinum"


def test_a_level_or_role_without_text_names_those_that_have_one() -> None:
    with pytest.raises(Fault, match="unknown level") as told:
        level_named("luxury")
    assert told.value.hint == "choose from basis, ambitious, front_runner"
    assert level_named("Front-Runner") == "front_runner"
    with pytest.raises(Fault) as role:
        role_named("selection_criterion", LIBRARY["oekologi"])
    assert "minimum_requirement" in role.value.hint and "market_dialogue" in role.value.hint
    with pytest.raises(Fault, match="no text as documentation"):
        draft(LIBRARY["oekologi"], language="da", role="documentation")


def test_a_number_of_law_comes_from_the_rule_in_force_on_the_day() -> None:
    clause = LIBRARY["lavemissionsklasse"]
    school = {"building_type": "institution", "works": "new", "heated_area_m2": Decimal(1200), "heated": True}
    for day, expected in ((date(2024, 6, 1), Decimal("8.0")), (date(2025, 7, 1), Decimal("6.4"))):
        values = told_values((clause,), {}, day=day, facts=school)
        assert values["building_limit"] == expected
    shop = {**school, "building_type": "retail"}
    assert "building_limit" not in told_values((clause,), {}, day=date(2025, 7, 1), facts=shop), (
        "the value is contested"
    )
    assert "building_limit" not in told_values((clause,), {}, day=date(2025, 7, 1), facts={}), "the type is not told"
    set_by_hand = told_values((clause,), {"building_limit": "5,9"}, day=date(2025, 7, 1), facts=school)
    assert set_by_hand["building_limit"] == Decimal("5.9")


def test_an_open_number_is_a_placeholder() -> None:
    drafted = draft(LIBRARY["klimagraense-byggeri"], language="da")
    assert drafted.open == ("limit",)
    assert "[grænse i kg CO₂-ækv.]" in drafted.text()


def test_an_award_criterion_carries_its_weight_and_evaluation() -> None:
    drafted = draft(LIBRARY["genbrug-materialer"], language="da", role="award_criterion", level="front_runner")
    assert drafted.text().startswith("Tildelingskriterium: Direkte genbrug af byggematerialer (vægt 20 %): ")
    assert "får flest point" in drafted.text()


def test_questions_notes_and_list_are_written_in_both_languages() -> None:
    clause = LIBRARY["istandsat-it"]
    for language, word in (("da", "istandsat"), ("en", "refurbished")):
        assert word in clause_text(clause, language, role="market_dialogue")  # type: ignore[arg-type]
        notes = clause_notes(clause, language)  # type: ignore[arg-type]
        assert "--set share=…" in notes and "POGI" not in notes and "Indkøb" in notes
        assert len(clause_list(LIBRARY, language, "it").splitlines()) < len(clause_list(LIBRARY, language).splitlines())  # type: ignore[arg-type]
    assert "sekundær kilde" in clause_notes(LIBRARY["garanti-moebler"], "da")
