"""Broken rule files: what is said of each, to the letter, in file:line: fault / hint form."""

from __future__ import annotations

from pathlib import Path

import pytest

from circular.faults import Fault
from circular.rulebook import load_rules
from circular.rulebook.load import rule_from

GOOD = """code: MINE-001
name: small-footprint
title: {da: Lille aftryk, en: Small footprint}
why: {da: Fordi., en: Because.}
subject: building
severity: should
basis: guidance
dated_by: [permit_applied, judged_on]
applies_when: {fact: works, in: [new]}
parameters:
  limit:
    unit: kg_co2e_m2_year
    values:
      - {from: 2023-01-01, value: 8.0, source: own, confidence: read}
check: {at_most: {fact: lca.limit_value, limit: $limit}}
sources: {own: {ref: own}}
examples:
  - {name: below, given: {works: new, permit_applied: 2026-01-01, lca: {limit_value: 7}}, expect: pass}
"""
BROKEN = {
    "an unknown key": ("severity: should", "severty: should", "1: unknown key 'severty'", "did you mean 'severity'?", 6),
    "an unknown fact": ("{fact: works, in: [new]}", "{fact: heated_area, at_least: 5}", "the case has no fact 'heated_area'", "did you mean 'heated_area_m2'?", 9),
    "an unknown value": ("in: [new]", "in: [nwe]", "unknown value of works 'nwe'", "did you mean 'new'?", 9),
    "an unknown operator": ("in: [new]", "is_in: [new]", "unknown key 'is_in'", "did you mean", 9),
    "an unknown check": ("at_most", "at_mst", "unknown check 'at_mst'", "did you mean 'at_most'", 15),
    "an unknown parameter": ("limit: $limit", "limit: $limt", "unknown parameter 'limt'", "did you mean 'limit'?", 15),
    "an unused parameter": ("limit: $limit", "limit: 8.0", "the parameter 'limit' is not used", "name it as $limit", 11),
    "an unknown unit": ("unit: kg_co2e_m2_year", "unit: kg_co2_m2_year", "unknown unit 'kg_co2_m2_year'", "did you mean 'kg_co2e_m2_year'", 12),
    "an unknown source": ("source: own", "source: onw", "unknown source 'onw'", "did you mean 'own'?", 14),
    "a value without source": (", source: own", "", "the value has no source", "write source: and confidence:", 14),
    "a value without confidence": (", confidence: read", "", "the value does not say how sure it is", "write confidence:", 14),
    "an unknown confidence": ("confidence: read", "confidence: sure", "unknown confidence 'sure'", "did you mean", 14),
    "two values from one day": ("confidence: read}\n", "confidence: read}\n      - {from: 2023-01-01, value: 7.0, source: own, confidence: read}\n", "two values hold from 2023-01-01", "the other stands in line 15", 14),
    "a day that is none": ("2023-01-01", "2023-02-30", "'2023-02-30' is not a day of the calendar", "write year-month-day", 14),
    "a must of good practice": ("severity: should", "severity: must", "only a rule of law or policy can be a must", "write should, or correct basis", 6),
    "a law dated by the day of judgement": ("basis: guidance", "basis: law", "judged_on dates only rules of guidance or good practice", "write a date of the case", 8),
    "a text in one language": ("{da: Fordi., en: Because.}", "{da: Fordi.}", "the key 'en' is missing", "write `en: …`", 4),
    "a code of the wrong form": ("code: MINE-001", "code: mine1", "'mine1' is not of the right form", "write e.g. CO2-201", 1),
    "an unknown goal": ("basis: guidance", "basis: guidance\ngoal: CE-99", "unknown goal 'CE-99'", "did you mean", 0),
    "a fact of the wrong type": ("{fact: works, in: [new]}", "{fact: works, at_least: 3}", "'at_least' can't be used on 'works' (word)", "", 9),
    "a duplicate key": ("basis: guidance", "basis: guidance\nbasis: law", "the key 'basis' stands twice", "it stood first in line 7", 8),
    "an anchor": ("basis: guidance", "basis: &b guidance", "anchors and aliases are not allowed", "write the value out at each place", 7),
    "no examples": ("examples:\n  - {name: below, given: {works: new, permit_applied: 2026-01-01, lca: {limit_value: 7}}, expect: pass}\n", "examples: []\n", "a list must stand here", "write `- …`", 17),
    "an example with an unknown fact": ("limit_value: 7", "limt_value: 7", "the case has no fact 'lca.limt_value'", "did you mean 'lca.limit_value'", 18),
    "an example with an unknown verdict": ("expect: pass", "expect: passes", "unknown verdict 'passes'", "did you mean 'pass'", 18),
    "an example with a wrong value": ("works: new, permit", "works: old, permit", "unknown value of works 'old'", "did you mean", 18),
    "a table that is not complete": ("unit: kg_co2e_m2_year\n    values:\n      - {from: 2023-01-01, value: 8.0,", "unit: kg_co2e_m2_year\n    by: climate_duty\n    values:\n      - {from: 2023-01-01, value: {none: 1, exempt: 2},", "the table lacks documentation_only, limit_applies", "there is no silent default", 15),
    "a table without by": ("value: 8.0", "value: {office: 8.0}", "a table needs `by:`", "write by: limit_class", 14),
    "a message with an unknown field": ("check:", "message: {da: '{vlue}', en: '{value}'}\ncheck:", "unknown field 'vlue'", "did you mean 'value'", 15),
    "two checks at once": ("check: {at_most: {fact: lca.limit_value, limit: $limit}}", "check: {at_most: {fact: lca.limit_value, limit: $limit}, known: {fact: works}}", "one check must stand here", "such as at_most", 15),
    "a contested value of one": ("value: 8.0", "value: {contested: [8.0]}", "contested needs at least two values", "", 14),
    "earliest after latest": ("from: 2023-01-01", "from: {earliest: 2023-02-01, latest: 2023-01-01}", "earliest is not before latest", "", 14),
    "an address that is none": ("{ref: own}", "{ref: own, url: own.dk}", "the address does not begin with https://", "", 16),
}  # fmt: skip


def test_the_good_file_is_good() -> None:
    assert rule_from(GOOD.encode(), "mine.yaml").code == "MINE-001"


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_said_of_a_broken_file(name: str, tmp_path: Path) -> None:
    old, new, fault, hint, line = BROKEN[name]
    assert old in GOOD
    (tmp_path / "mine.yaml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Fault) as raised:
        load_rules((tmp_path,))
    said = raised.value
    assert said.file == str(tmp_path / "mine.yaml")
    assert fault.removeprefix("1: ") in said.fault
    assert hint in said.hint
    assert said.place == (str(line) if line else "")
    danish = said.parts("da")
    assert danish["fault"] and danish["fault"] != said.fault


def test_a_code_met_twice_names_both_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(GOOD.replace("small-footprint", "other"), encoding="utf-8")
    with pytest.raises(Fault, match=r"b\.yaml: 'MINE-001' stands in .*a\.yaml too"):
        load_rules((tmp_path,))


def test_a_name_of_a_shipped_rule_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD.replace("small-footprint", "low-emission-class"), encoding="utf-8")
    with pytest.raises(Fault, match=r"stands in rules/building/low-emission-class\.yaml too|stands in .*a\.yaml too"):
        load_rules((tmp_path,))


def test_a_folder_without_rules_is_told(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="the folder has no rule files"):
        load_rules((tmp_path,))


def test_a_folder_of_its_own_is_loaded_beside_the_shipped_rules(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    book, shipped = load_rules((tmp_path,)), load_rules()
    assert book.knows("MINE-001") and book.knows("CO2-201")
    assert len(book.rules) == len(shipped.rules) + 1
    assert book.version != shipped.version


def test_the_version_changes_with_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    before = load_rules((tmp_path,)).version
    (tmp_path / "a.yaml").write_text(GOOD.replace("8.0", "7.9"), encoding="utf-8")
    assert load_rules((tmp_path,)).version != before
