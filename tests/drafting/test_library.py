"""The library as a whole: every clause loads, in both languages, for every strategy and category, with its sources."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from circular.clauses.lexicon import tongues
from circular.clauses.strategies import strategies
from circular.drafting import clauses_for, load_clauses
from circular.drafting.compose import compose_tender
from circular.drafting.frame import frame
from circular.drafting.model import LEVELS, ClauseTemplate, Level
from circular.rulebook import load_rules
from circular.tender import categories
from tools.clause_table import README, table

LIBRARY = load_clauses()
NOT_A_DEMAND = {"by_reference"}
"""A demand by reference is no demand to draft."""


def texts_of(template: ClauseTemplate, language: str) -> list[str]:
    """Every text of a clause in one language."""
    words = [words for by_level in template.texts.values() for words in by_level.values()]
    if template.award:
        words += [template.award.criterion, template.award.text, template.award.evaluation]
    words += [each for each in (template.documentation, template.follow_up, *template.questions) if each]
    return [each["da" if language == "da" else "en"] for each in words]


def test_every_strategy_has_a_clause() -> None:
    written = set(chain.from_iterable((each.strategy, *each.also) for each in LIBRARY.values()))
    assert set(strategies()) - written == NOT_A_DEMAND


def test_every_category_has_clauses_at_every_level() -> None:
    for category in categories():
        for level in LEVELS:
            used = [each for each in clauses_for(category, LIBRARY) if level in each.levels]
            assert {each.levels[level] for each in used} >= {"award_criterion", "contract_term"}, (category, level)
            assert len(used) >= 4, (category, level)


def test_a_higher_level_never_drops_a_clause_or_asks_less() -> None:
    for each in LIBRARY.values():
        levels = [level for level in LEVELS if level in each.levels]
        assert levels == list(LEVELS[LEVELS.index(levels[0]) :]) if levels else True, each.name
        if each.award:
            weights = [each.award.weight[level] for level in LEVELS]
            assert weights == sorted(weights), each.name


@pytest.mark.parametrize("template", LIBRARY.values(), ids=LIBRARY)
def test_a_clause_is_whole(template: ClauseTemplate) -> None:
    assert template.legal, "no legal note"
    assert template.sources, "no source"
    assert template.strategy or template.concepts or template.name == "eller-tilsvarende"
    if template.role in ("minimum_requirement", "contract_term") and template.strategy:
        assert {"minimum_requirement", "contract_term", "award_criterion"} <= {*template.roles, "award_criterion"}
        assert template.documentation is not None
        assert template.follow_up is not None
    if template.categories and template.strategy:
        assert template.questions, "nothing to ask in the market dialogue"
    for text in texts_of(template, "da") + texts_of(template, "en"):
        assert text[0].isupper() or text[0] == "{"
        assert "  " not in text and "[" not in text


def test_every_demand_has_an_award_criterion_beside_it() -> None:
    without = {each.name for each in LIBRARY.values() if each.award is None and each.strategy}
    assert without == {
        "alternativ-til-nybyggeri",
        "cirkulaer-erfaring",
        "cirkulaer-udvikling",
        "ejerstrategi-cirkulaer",
    }


def test_a_number_from_memory_is_never_a_default() -> None:
    for each in LIBRARY.values():
        for source in each.sources:
            assert source.confidence != "memory" or not source.values, each.name
        if any(one.defaults for one in each.parameters.values() if not one.choices):
            assert any(source.values or source.key == "OWN" for source in each.sources), each.name


def test_numbers_of_the_rules_exist() -> None:
    for each in LIBRARY.values():
        for parameter in each.parameters.values():
            if parameter.from_rule is not None and parameter.from_rule.rule is not None:
                rule = load_rules().rule(parameter.from_rule.rule)
                assert parameter.from_rule.parameter in rule.parameters
                assert rule.parameters[parameter.from_rule.parameter].unit == parameter.unit


def test_the_page_of_the_library_is_as_it_should_be() -> None:
    assert README.read_text(encoding="utf-8") == table(), "run: python tools/clause_table.py"


def sixes(text: str) -> set[str]:
    words = re.findall(r"[\wæøå]+", text.casefold())
    return {" ".join(words[at : at + 6]) for at in range(len(words) - 5)}


def test_no_six_words_are_shared_with_the_lexicon() -> None:
    """Else the detector's examples would have been written from the clauses, or the other way round."""
    known: dict[str, str] = {}
    for tongue in tongues().values():
        for entry in tongue.entries:
            for example in (*entry.fires, *entry.silent):
                known.update(dict.fromkeys(sixes(example), entry.id))
    assert len(known) > 200
    shared = {
        f"{each.name} and {known[six]}: {six}"
        for each in LIBRARY.values()
        for language in ("da", "en")
        for text in texts_of(each, language)
        for six in sixes(text) & known.keys()
    }
    assert not shared


@pytest.mark.parametrize("level", LEVELS)
def test_no_strategy_is_both_a_minimum_and_a_criterion(level: Level) -> None:
    for category in categories():
        used = [each for each in clauses_for(category, LIBRARY) if level in each.levels]
        floors = set(
            chain.from_iterable((e.strategy, *e.also) for e in used if e.levels[level] == "minimum_requirement")
        )
        criteria = {each.strategy for each in used if each.levels[level] == "award_criterion"}
        assert not (floors & criteria) - {None}, category


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("language", ["da", "en"])
def test_weights_sum_to_a_hundred_and_numbers_are_unique(level: Level, language: str) -> None:
    for category in frame().categories:
        tender = compose_tender(category, level, LIBRARY, language=language)  # type: ignore[arg-type]
        assert sum(each.weight for each in tender.criteria) == 100
        assert all(each.weight > 0 for each in tender.criteria)
        ids = [entry.id for entry in tender.entries]
        assert len(ids) == len(set(ids))
        criteria = {each.clause.template.name: each.id for each in tender.criteria if each.clause}
        assert criteria == {e.clause.template.name: e.id for e in tender.of("award_criterion")}
