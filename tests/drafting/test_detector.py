"""The detector reads in every clause what the library says it demands: strategy, role, strength, numbers, concepts."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain

import pytest

from circular.clauses import Clause, find_clauses
from circular.drafting import ClauseTemplate, DraftedClause, draft, load_clauses
from circular.drafting.frame import frame
from circular.drafting.model import LEVELS, ClauseRole, Level
from circular.language import Language

# A share by weight may be read as a share; both are the same number.
LIKE = {"percent_mass": {"percent_mass", "percent"}}
DUTIES = ("minimum_requirement", "contract_term", "documentation", "selection_criterion", "policy_goal")


def drafts() -> list[tuple[ClauseTemplate, ClauseRole, Level, Language]]:
    """Each different text once: by role, by level where the words differ, in both languages."""
    found: list[tuple[ClauseTemplate, ClauseRole, Level, Language]] = []
    for template in load_clauses().values():
        for role in template.roles:
            seen: set[str] = set()
            for level in LEVELS:
                if not template.has_text(role, level):
                    continue
                words = (
                    template.award.text.da
                    if role == "award_criterion" and template.award
                    else template.texts[role][level].da
                )
                if words not in seen:
                    seen.add(words)
                    found += [(template, role, level, "da"), (template, role, level, "en")]
    return found


DRAFTS = drafts()
READ: dict[str, list[Clause]] = {}


def name(row: tuple[ClauseTemplate, ClauseRole, Level, Language]) -> str:
    return f"{row[0].name}-{row[1]}-{row[2]}-{row[3]}"


OWNERS = {"da": "Ejerstrategi", "en": "Owner strategy"}
HEADINGS = {
    "minimum_requirement": "requirements",
    "award_criterion": "award",
    "contract_term": "terms",
    "documentation": "documentation",
    "selection_criterion": "selection",
}


def read(drafted: DraftedClause) -> list[Clause]:
    """The clauses of the paragraphs, each under the heading of its role as a drafted tender has it."""
    said = []
    for role, text in drafted.paragraphs():
        heading = frame().headings[HEADINGS[role]][drafted.language] if role in HEADINGS else OWNERS[drafted.language]
        said.append(f"# {heading}\n\n{text}")
    whole = "\n\n".join(said)
    if whole not in READ:
        READ[whole] = find_clauses(whole, drafted.language, concepts=True)
    return READ[whole]


def wanted(template: ClauseTemplate, role: ClauseRole) -> set[str]:
    """What the text demands; an award criterion rewards the main strategy only."""
    also = template.also if role in DUTIES else ()
    return {each for each in (template.strategy, *also) if each}


def test_every_clause_is_tried() -> None:
    assert {template.name for template, *_ in DRAFTS} == set(load_clauses())
    assert len(DRAFTS) > 600


@pytest.mark.parametrize("row", DRAFTS, ids=name)
def test_the_detector_reads_the_clause(row: tuple[ClauseTemplate, ClauseRole, Level, Language]) -> None:
    template, role, level, language = row
    drafted = draft(template, role=role, level=level, language=language)
    found = read(drafted)
    for strategy in wanted(template, role):
        hits = [each for each in found if each.strategy == strategy and each.live and each.strength == "binding"]
        assert hits, f"{strategy} is not read in: {drafted.text()}"
        assert any(each.role == role for each in hits), f"{strategy}: {[each.role for each in hits]}, not {role}"
        if role == "award_criterion":
            assert any(each.weight == drafted.weight for each in hits), f"weight {drafted.weight} is not read"
    concepts = set(chain.from_iterable(each.concepts for each in found))
    assert set(template.concepts) <= concepts
    if role in DUTIES:
        said = {(q.unit, q.value) for each in found for q in each.quantities}
        for parameter in template.parameters.values():
            value = drafted.values[parameter.name]
            if isinstance(value, Decimal) and f"{{{parameter.name}}}" in template.texts[role][level][language]:
                units = LIKE.get(parameter.unit, {parameter.unit})
                assert said & {(unit, value) for unit in units}, f"{value} {parameter.unit} is not among {said}"


@pytest.mark.parametrize("row", [row for row in DRAFTS if row[1] in DUTIES], ids=name)
def test_a_duty_demands_nothing_else(row: tuple[ClauseTemplate, ClauseRole, Level, Language]) -> None:
    template, role, level, language = row
    drafted = draft(template, role=role, level=level, language=language)
    binding = {each.strategy for each in read(drafted) if each.live and each.strength == "binding" and each.strategy}
    assert binding <= wanted(template, role)
