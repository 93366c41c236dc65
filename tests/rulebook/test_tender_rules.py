"""The tender rules by category: every category is asked something, policy goals bite from their year, and no cure is missing."""

from __future__ import annotations

from datetime import date

import pytest

from circular.rulebook import load_rules
from circular.rulebook.examples import examples_of
from circular.rulebook.rule import Rule
from circular.shelf import shelf
from circular.strict_yaml import load

TENDER = [rule for rule in load_rules().rules if rule.subject == "tender" and rule.code.startswith("CIRC-")]
CATEGORIES = load((shelf("rules") / "categories.yaml").read_bytes(), "rules/categories.yaml")[0]["categories"]
GOALS = {
    "CE-1",
    "CE-2",
    "CE-3",
    "CE-4",
    "CE-6",
    "CE-7",
    "CE-8",
    "CE-12",
    "CE-13",
    "EN-4",
    "TR-1",
    "TR-3",
    "TR-4",
    "NA-1",
}


def raw(file: str) -> dict[str, object]:
    folder = shelf("rules")
    for step in file.split("/")[1:]:
        folder = folder / step
    found: dict[str, object] = load(folder.read_bytes(), file)[0]
    return found


@pytest.mark.parametrize("category", sorted(CATEGORIES))
def test_every_category_is_asked_by_a_rule(category: str) -> None:
    asking = [rule.code for rule in TENDER if category in str(raw(rule.file).get("applies_when"))]
    assert asking, category


def test_every_goal_that_tenders_serve_is_asked() -> None:
    assert {rule.goal for rule in TENDER} >= GOALS


@pytest.mark.parametrize("rule", TENDER, ids=lambda rule: rule.code)
def test_a_must_stands_on_law_or_policy_and_unread_material_is_shown(rule: Rule) -> None:
    data = raw(rule.file)
    if "must" in str(data["severity"]):
        assert data["basis"] in ("law", "policy")
    assert "unknown" in {example.expect for example in examples_of(rule)}


@pytest.mark.parametrize(
    ("code", "first"),
    [("CIRC-102", 2030), ("CIRC-103", 2030), ("CIRC-104", 2025), ("CIRC-105", 2025), ("CIRC-232", 2025), ("CIRC-271", 2030), ("CIRC-272", 2030), ("CIRC-281", 2025)],
)  # fmt: skip
def test_a_goal_is_a_should_before_its_year_and_a_must_from_it(code: str, first: int) -> None:
    rule = next(rule for rule in TENDER if rule.code == code)
    steps = raw(rule.file)["severity"]
    assert steps == [{"is": "should"}, {"from": date(first, 1, 1), "is": "must", "source": "policy"}]


def test_every_cure_is_a_clause_of_the_library() -> None:
    library = {path.name.removesuffix(".yaml") for theme in shelf("tender_templates").iterdir() if theme.is_dir() for path in theme.iterdir()}  # fmt: skip
    for rule in TENDER:
        remedy = raw(rule.file).get("remedy")
        if isinstance(remedy, dict) and "clause" in remedy:
            assert remedy["clause"] in library, rule.file


OWN_WORDS = [rule for rule in load_rules().rules if rule.subject in ("tender", "owner_strategy")]


@pytest.mark.parametrize("rule", OWN_WORDS, ids=lambda rule: rule.code)
def test_its_page_reads_in_danish_and_names_no_notes(rule: Rule) -> None:
    for part in rule.read_examples():
        name = part.data["name"]
        assert isinstance(name, dict) and set(name) == {"da", "en"}, f"{rule.file}:{part.line} in both languages"
    assert all("notes" not in source.ref and "noter" not in source.ref for source in rule.sources.values())


def test_no_two_rules_give_the_same_reason_or_the_same_answer() -> None:
    alike = {"DRAFT-115", "DRAFT-116"}
    for said in ([(rule.why, rule.code) for rule in OWN_WORDS], [(rule.message, rule.code) for rule in OWN_WORDS]):
        texts = [words.da for words, code in said if words is not None and code not in alike]
        assert len(texts) == len(set(texts))


def test_what_is_read_in_a_source_can_be_opened() -> None:
    """A source with an address says when it was read; policy, law and practice without an address stand as such."""
    for rule in OWN_WORDS:
        for source in rule.sources.values():
            assert source.url is None or source.read_on is not None, rule.code
            assert source.url is None or source.url.startswith("https://"), rule.code
