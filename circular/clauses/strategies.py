"""The 37 strategies and the units of numbers, from rules/lexicon/strategies.yaml and units.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from circular.faults import Fault
from circular.shelf import shelf
from circular.strict_yaml import Lines, load


@dataclass(frozen=True)
class Strategy:
    """What is known of a strategy in every language."""

    id: str
    role: str
    """The role its demands have when nothing else tells."""
    comparators: dict[str, str]
    """Comparator of a number written without one, by unit; '=' where none is given."""
    spans: tuple[str, ...]
    """Units in which "over 30 years" tells a span."""
    units: tuple[str, ...]
    """Units that its own numbers come in; a number of another unit belongs to it only when nothing else claims it."""


@dataclass(frozen=True)
class Unit:
    """A unit and how it is written, in the language of patterns."""

    id: str
    forms: tuple[str, ...]
    bare: bool
    """Whether the number may follow the unit ('kr. 500')."""
    close: bool
    """Whether it stands right behind its number only, with no word between ('40 used chairs')."""


def lexicon_file(name: str) -> tuple[Any, Lines]:
    """A file of rules/lexicon that belongs to no single language."""
    return load((shelf("rules") / "lexicon" / name).read_bytes(), f"rules/lexicon/{name}")


def _checked(about: Any, known: tuple[str, ...], file: str, lines: Lines, path: tuple[str | int, ...]) -> None:
    for key in about:
        if key not in known:
            raise Fault(file, str(lines[(*path, key)]), (f"ukendt nøgle '{key}'", f"unknown key '{key}'"))


@cache
def strategies() -> dict[str, Strategy]:
    """The strategies by id."""
    document, lines = lexicon_file("strategies.yaml")
    found = {}
    for name, about in document["strategies"].items():
        _checked(about, ("da", "en", "role", "comparators", "spans", "units"), "rules/lexicon/strategies.yaml", lines, ("strategies", name))  # fmt: skip
        found[name] = Strategy(
            name, about.get("role", "minimum_requirement"), dict(about.get("comparators") or {}),
            tuple(about.get("spans") or ()), tuple(about.get("units") or ()),
        )  # fmt: skip
    return found


@cache
def names() -> dict[str, dict[str, tuple[str, str]]]:
    """Kind -> id -> (Danish, English) name: strategy, role, strength, concept, kind."""
    document, _ = lexicon_file("strategies.yaml")
    return {
        kind: {str(each): (str(said["da"]), str(said["en"])) for each, said in document[plural].items()}
        for kind, plural in (
            ("strategy", "strategies"), ("role", "roles"), ("strength", "strengths"), ("concept", "concepts"),
            ("mark", "marks"),
        )
    }  # fmt: skip


@cache
def units() -> dict[str, Unit]:
    """The units by id, the longest forms first where two could begin alike."""
    document, lines = lexicon_file("units.yaml")
    found = {}
    for name, about in document["units"].items():
        _checked(about, ("forms", "before", "close", "da", "en"), "rules/lexicon/units.yaml", lines, ("units", name))
        found[name] = Unit(
            name, tuple(str(form) for form in about["forms"]), bool(about.get("before")), bool(about.get("close"))
        )
    return found


@cache
def _unit_names() -> dict[str, tuple[str, str]]:
    document, _ = lexicon_file("units.yaml")
    return {str(each): (str(said["da"]), str(said["en"])) for each, said in document["units"].items()}


def unit_name(unit: str, language: str) -> str:
    """What a unit is called; '%' for percent."""
    if unit == "percent":
        return "%"
    said = _unit_names().get(unit)
    return unit if said is None else said[0 if language == "da" else 1]
