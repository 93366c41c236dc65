"""Every drafted document, in every category, level and language, passes the check of its own category.

What it leaves open on purpose is named by the check as a placeholder, and nothing else falls short.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from circular.checking import Checked, Told, check_case
from circular.drafting import clauses_for, load_clauses
from circular.drafting.compose import TenderDraft, compose_tender
from circular.drafting.lay_out import blocks_of
from circular.drafting.matrix import to_xlsx
from circular.drafting.model import LEVELS, Level
from circular.drafting.word import to_docx
from circular.language import Language
from circular.rulebook import load_rules
from circular.tender import categories

pytestmark = pytest.mark.usefixtures("documents_read_here")

LIBRARY = load_clauses()
DAY = date(2026, 9, 2)
AFTER_2030 = date(2031, 3, 2)
MATRIX: list[tuple[str, Level, Language]] = [
    (category, level, language)
    for category in categories()
    for level in LEVELS
    if any(level in each.levels for each in clauses_for(category, LIBRARY))
    for language in ("da", "en")
]
PLACEHOLDERS = "placeholders-filled"


def drafted(category: str, level: Level, language: Language, day: date) -> TenderDraft:
    works = categories()[category].works
    return compose_tender(
        category,
        level,
        LIBRARY,
        language=language,
        settings={"area": "1200", "building_type": "institution"} if works else {},
        published=day,
        permit_applied=day if works else None,
        as_of=day,
    )


def checked(tender: TenderDraft, category: str, day: date, folder: Path, suffix: str = "docx") -> Checked:
    file = folder / f"udbud.{suffix}"
    file.write_bytes(
        to_xlsx(tender)
        if suffix == "xlsx"
        else to_docx(
            blocks_of(tender), title=tender.title, language=tender.language, numbered_headings=True, show_title=True
        )
    )
    told = Told(categories=(category,), published=day)
    return check_case("udbud", [file], load_rules(), as_of=day, told=told)


def test_the_matrix_is_whole() -> None:
    assert {category for category, _, _ in MATRIX} == set(categories())
    assert len(MATRIX) == len(categories()) * len(LEVELS) * 2
    assert any(rule.subject == "tender" and rule.by_category for rule in load_rules().rules)


@pytest.mark.slow
@pytest.mark.parametrize("day", [DAY, AFTER_2030], ids=["2026", "2031"])
@pytest.mark.parametrize(("category", "level", "language"), MATRIX)
def test_a_drafted_document_passes_its_own_category(
    category: str, level: Level, language: Language, day: date, tmp_path: Path
) -> None:
    tender = drafted(category, level, language, day)
    case = checked(tender, category, day, tmp_path)
    assert case.fault is None and case.report is not None and case.tender is not None
    short = {finding.name: finding for finding in case.report.findings if finding.verdict in ("fail", "unknown")}
    open_places = {place.text for place in case.tender.placeholders}
    if open_places:
        told = short.pop(PLACEHOLDERS)
        assert len(told.places) == len(case.tender.placeholders)
    assert not [f"{each.code} {each.name}: {each.because.da}" for each in short.values() if each.severity == "must"]
    assert case.report.verdict in ("pass", "not_applicable")
    if level != "basis":
        assert not [
            f"{each.code} {each.name}: {each.because.da}" for each in short.values() if each.severity == "should"
        ]


@pytest.mark.slow
@pytest.mark.parametrize(("category", "level", "language"), MATRIX)
def test_the_check_reads_every_demand_in_the_place_it_stands(
    category: str, level: Level, language: Language, tmp_path: Path
) -> None:
    tender = drafted(category, level, language, DAY)
    case = checked(tender, category, DAY, tmp_path)
    assert case.tender is not None
    assert [(table.unit, table.total) for table in case.tender.award_tables] == [("percent", 100)]
    binding = {
        (clause.strategy, clause.role)
        for clause in case.tender.clauses
        if clause.live and clause.strength == "binding" and clause.strategy
    }
    missed = [
        (entry.id, entry.clause.template.name, entry.clause.role)
        for entry in tender.entries
        if entry.clause.template.strategy and (entry.clause.template.strategy, entry.clause.role) not in binding
    ]
    assert not missed


@pytest.mark.parametrize("category", ["renovation", "furniture", "food"])
def test_the_matrix_as_a_workbook_carries_the_same_demands(category: str, tmp_path: Path) -> None:
    tender = drafted(category, "basis", "da", DAY)
    case = checked(tender, category, DAY, tmp_path, "xlsx")
    assert case.tender is not None
    read = {clause.strategy for clause in case.tender.clauses if clause.live and clause.strength == "binding"}
    assert {entry.clause.template.strategy for entry in tender.entries} - {None} <= read


@pytest.mark.parametrize("category", ["renovation", "it"])
def test_the_category_is_told_from_the_document_alone(category: str, tmp_path: Path) -> None:
    file = tmp_path / "udbud.docx"
    tender = drafted(category, "basis", "da", DAY)
    file.write_bytes(to_docx(blocks_of(tender), title=tender.title, numbered_headings=True, show_title=True))
    case = check_case("udbud", [file], load_rules(), as_of=DAY)
    assert case.tender is not None and case.tender.categories == (category,)
