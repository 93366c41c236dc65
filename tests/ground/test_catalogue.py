"""One catalogue of what is said: every text in Danish and English, both whole, with the same things filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import click
import pytest
from catalogue import Pair, pairs

from circular.cli import COMMANDS, program
from circular.language import day, number

ROOT = Path(__file__).resolve().parents[2] / "circular"
FILES = sorted(path for path in ROOT.rglob("*.py") if "_data" not in path.parts)
SAME = re.compile(r"(?:\{\w*\}|[^a-zæøå])*|pip install .+|circular optimise \{\}|Sum|basis|gas|kg CO₂e(?:/m²)?|m[²³](?: × R 1)?|kWh/m²")  # fmt: skip
"""Texts that read alike in both languages: names, units, commands, and things filled in."""
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|'[^']*'|`[^`]*`|\{[^}]*\}|--\S+|\bEN \d+|\ben-GB\b")
DANISH = re.compile(r"[æøå]|\b(og|ikke|eller|der|det|den|af|på|til|med|som|skal|fra|hvor|et)\b", re.IGNORECASE)
ENGLISH = re.compile(r"\b(the|of|and|is|are|with|not|which|that|this|from|be|by|no|or|an|it)\b", re.IGNORECASE)
WORDING = re.compile(r"'[^']*' if .+ else '[^']*'")
"""A field that only chooses between two words, such as singular and plural."""
SINGLE = {"Fault": 2, "echo": 0, "UsageError": 0, "BadParameter": 0, "ClickException": 0}
"""Calls whose argument from this one on is read by a person."""


@pytest.fixture(scope="module")
def catalogue() -> list[Pair]:
    return [pair for path in FILES for pair in pairs(path, ROOT)]


def test_the_catalogue_is_found(catalogue: list[Pair]) -> None:
    assert len(catalogue) > 1000
    assert {pair.where.split("/")[0] for pair in catalogue} >= {"cli", "reports", "documents", "rulebook", "drafting", "optimise"}  # fmt: skip


def test_both_sides_are_there_and_differ(catalogue: list[Pair]) -> None:
    assert [pair for pair in catalogue if (not pair.da.strip()) != (not pair.en.strip())] == []
    assert [pair for pair in catalogue if pair.da == pair.en and not SAME.fullmatch(pair.da)] == []


def test_the_same_things_are_filled_in(catalogue: list[Pair]) -> None:
    def named(text: str) -> list[str]:
        return sorted(re.findall(r"\{\w+\}", text))

    assert [pair for pair in catalogue if named(pair.da) != named(pair.en)] == []

    def filled(fields: tuple[str, ...]) -> int:
        return sum(not WORDING.fullmatch(field) for field in fields)

    assert [pair for pair in catalogue if filled(pair.fields_da) != filled(pair.fields_en)] == []


def test_the_same_numbers_are_said(catalogue: list[Pair]) -> None:
    def numbers(text: str) -> list[str]:
        return sorted(re.findall(r"\d+", re.sub(r"\{[^}]*\}", "", text)))

    assert [pair for pair in catalogue if numbers(pair.da) != numbers(pair.en)] == []


def test_no_side_is_in_the_other_language(catalogue: list[Pair]) -> None:
    assert [pair for pair in catalogue if DANISH.search(QUOTED.sub("", pair.en))] == []
    looks_english = [
        pair for pair in catalogue if ENGLISH.search(said := QUOTED.sub("", pair.da)) and not DANISH.search(said)
    ]
    assert looks_english == []


def single(path: Path) -> Iterator[str]:
    """Texts that a person reads and that stand in one language only."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        given = node.args[SINGLE[name] :][: 2 if name == "Fault" else 1] if name in SINGLE else []
        given += [keyword.value for keyword in node.keywords if keyword.arg == "help"]
        for argument in given:
            parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
            text = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
            if re.search(r"[a-zæøå]{3}", text.replace("\x1b[2K", "")):
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {text}"


def test_nothing_is_said_in_one_language_only() -> None:
    assert [text for path in FILES for text in single(path)] == []


def commands(group: click.Command, name: str = "circular") -> Iterator[tuple[str, click.Command]]:
    """Every command with its name, those within others too."""
    yield name, group
    if isinstance(group, click.Group):
        context = click.Context(group)
        for inner in group.list_commands(context):
            found = group.get_command(context, inner)
            if found is not None:
                yield from commands(found, f"{name} {inner}")


def test_every_command_and_option_says_what_it_is_for() -> None:
    assert len(COMMANDS) >= 10
    for name, command in commands(program):
        assert command.help, f"{name} has no help"
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, f"{name} {option.name} has no help"


@pytest.mark.parametrize(
    ("value", "da", "en"),
    [(Decimal("1234567.5"), "1.234.567,5", "1,234,567.5"), (Decimal("0.05"), "0,05", "0.05"), (-12, "−12", "−12")],
)
def test_numbers_are_written_as_each_language_writes_them(value: Decimal | int, da: str, en: str) -> None:
    assert (number(value, "da"), number(value, "en")) == (da, en)


def test_dates_and_numbers_of_a_report_are_the_languages_own(tmp_path: Path) -> None:
    from circular.checking import check
    from circular.reports.check_md import check_md
    from circular.reports.check_text import check_text

    file = tmp_path / "udbud.md"
    file.write_text(
        "# Udbud\n\nKommunen udbyder renovering af skolen. Udbuddet er offentliggjort den 1. september 2026.\n\n"
        "## Krav\n\nDer nedrives 1.250 m² etageareal. Klimaaftrykket må højst være 7,5 kg CO₂-ækv./m²/år.\n",
        encoding="utf-8",
    )
    (case,) = check(file, as_of=date(2026, 11, 24), categories=["renovation"])
    danish, english = check_md([case], "da"), check_md([case], "en")
    assert day(date(2026, 11, 24), "da") in danish and day(date(2026, 11, 24), "en") in english
    assert "24 November" not in danish and "24. november" not in english
    for language, text in (("da", check_text(case, "da")), ("en", check_text(case, "en"))):
        assert ("24. november 2026" in text) is (language == "da")
        assert ("24 November 2026" in text) is (language == "en")
    assert re.search(r"\b1\.250\b", danish.replace("1.250 m² etageareal", ""))
    assert re.search(r"\b1,250\b", english)
