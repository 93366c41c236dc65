"""The verdict table and the pages of rules say what the rules say; the table is checked against figures written by hand."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from circular.reports.rule_page import rule_page
from circular.rulebook import load_rules
from circular.rulebook.checks import check_kinds
from circular.rulebook.vocabulary import vocabulary

# Written from the sources, not from the rules: limit, process limit, class on 1 July 2025.
BY_HAND = {
    "holiday home, 120 m²": ("4.0", "1.5", "3.2 / 1.1"),
    "holiday home, 160 m²": ("6.7", "1.5", "5.4 / 1.1"),
    "house, 160 m²": ("6.7", "1.5", "5.4 / 1.1"),
    "apartments, 1,100 m²": ("7.5", "1.5", "6.1 / 1.1"),
    "office, 1,000 m²": ("7.5", "1.5", "6.1 / 1.1"),
    "office, 1,100 m²": ("7.5", "1.5", "6.1 / 1.1"),
    "retail, 1,100 m²": ("7.5 or 8.0", "1.5", "6.1 / 1.1"),
    "institution, 1,100 m²": ("8.0", "1.5", "6.4 / 1.1"),
    "hotel, 1,100 m²": ("8.0", "1.5", "6.4 / 1.1"),
    "production, 1,100 m²": ("8.0 or no limit", "1.5 or no limit", "6.4 / 1.1"),
    "hospital, 1,100 m²": ("no limit", "no limit", None),
    "other, 1,100 m²": ("8.0", "1.5", "6.4 / 1.1"),
}
EXEMPT_2023 = ("holiday home, 120 m²", "holiday home, 160 m²")
SMALL_2023 = ("house, 160 m²", "office, 1,000 m²")

# The two newest days in full, for 7.0 (building) and 1.2 (construction process), read by hand from the agreement of
# 30 May 2024 and from the renderings of § 298: what each of the two limits says, and the class.
FULL = {
    "holiday home, 120 m²": ("4.0 falls short", "3.2 / 1.1 falls short", "4.0 or 3.6 falls short"),
    "holiday home, 160 m²": ("6.7 falls short", "5.4 / 1.1 falls short", "6.7 or 6.0 falls short"),
    "house, 160 m²": ("6.7 falls short", "5.4 / 1.1 falls short", "6.7 or 6.0 falls short"),
    "apartments, 1,100 m²": ("7.5 holds", "6.1 / 1.1 falls short", "7.5 or 6.8 can't be told"),
    "office, 1,000 m²": ("7.5 holds", "6.1 / 1.1 falls short", "7.5 or 6.8 can't be told"),
    "office, 1,100 m²": ("7.5 holds", "6.1 / 1.1 falls short", "7.5 or 6.8 can't be told"),
    "retail, 1,100 m²": ("7.5 or 8.0 holds", "6.1 / 1.1 falls short", "7.5 or 8.0 or 6.8 or 7.2 can't be told"),
    "institution, 1,100 m²": ("8.0 holds", "6.4 / 1.1 falls short", "8.0 or 7.2 holds"),
    "hotel, 1,100 m²": ("8.0 holds", "6.4 / 1.1 falls short", "8.0 or 7.2 holds"),
    "production, 1,100 m²": ("8.0 or no limit holds", "6.4 / 1.1 can't be told", "8.0 or no limit or 7.2 holds"),
    "hospital, 1,100 m²": ("no limit", None, "no limit"),
    "other, 1,100 m²": ("8.0 holds", "6.4 / 1.1 falls short", "8.0 or 7.2 holds"),
}


@pytest.fixture(scope="module")
def maker(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_verdicts", root / "docs" / "make_verdicts.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_the_one_the_rules_give(maker: ModuleType) -> None:
    assert maker.TARGET.read_text(encoding="utf-8") == maker.page(), "run python docs/make_verdicts.py"


def test_the_table_agrees_with_the_figures_written_by_hand(maker: ModuleType) -> None:
    assert {name for name, _, _ in maker.KINDS} == set(BY_HAND)
    for name, kind, area in maker.KINDS:
        building, process, klass = BY_HAND[name]
        cell = maker.cell(kind, area, date(2025, 7, 1))
        assert cell.startswith(f"building {building}"), (name, cell)
        assert f"process {process}" in cell, (name, cell)
        assert (f"class {klass}" in cell) if klass else ("class" not in cell), (name, cell)
        for day in (date(2023, 1, 1), date(2025, 6, 30)):
            cell = maker.cell(kind, area, day)
            wanted = (
                "no demand" if name in EXEMPT_2023 else "building no limit" if name in SMALL_2023 else "building 12.0"
            )
            assert cell.startswith(wanted), (name, day, cell)
            assert ("class 8.0 holds" in cell) is (name not in EXEMPT_2023)
        assert maker.cell(kind, area, date(2022, 12, 31)) == "no demand"


def test_every_cell_of_the_two_newest_days_is_what_the_sources_say(maker: ModuleType) -> None:
    """The class of 2027 and the process limit of 2027 are not found, so nothing with them can be told."""
    for name, kind, area in maker.KINDS:
        now, klass, later = FULL[name]
        none = klass is None
        process = "no limit" if none else "1.5 or no limit holds" if kind == "production" else "1.5 holds"
        wanted = [f"building {now}", f"process {process}", *([] if none else [f"class {klass}"])]
        assert maker.cell(kind, area, date(2025, 7, 1)) == "; ".join(wanted), name
        open_process = "1.5 or no limit or not set" if kind == "production" else "1.5 or not set"
        process = "no limit" if none else f"{open_process} can't be told"
        wanted = [f"building {later}", f"process {process}"]
        wanted += [] if klass is None else [f"class {klass.split(' 1.1 ')[0]} 1.1 can't be told"]
        assert maker.cell(kind, area, date(2027, 6, 1)) == "; ".join(wanted), name


@pytest.mark.parametrize("rule", load_rules().rules, ids=lambda rule: rule.code)
def test_a_rule_s_page_says_everything_in_both_languages(rule: object) -> None:
    danish, english = rule_page(rule, "da"), rule_page(rule, "en")  # type: ignore[arg-type]
    assert danish != english
    for page, heads in (
        (danish, ("Gælder:", "Grundlag:", "Reglen spørger, om", "Eksempler", "Kilder")),
        (english, ("Concerns:", "Basis:", "The rule asks whether", "Examples", "Sources")),
    ):
        for head in heads:
            assert head in page
        assert "None" not in page and "{" not in page and "Ask(" not in page


def test_the_format_page_names_every_check_key_and_list(root: Path) -> None:
    page = (root / "docs" / "rules-format.md").read_text(encoding="utf-8")
    for word in check_kinds():
        assert f"`{word}`" in page, word
    for name, fact in vocabulary().subjects["tender"].items():
        if fact.type == "list":
            assert name in page, name
