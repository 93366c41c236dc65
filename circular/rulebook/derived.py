"""Facts that follow from other facts by dated rows: which limit class a building is in, which climate duty it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from circular.language import Words
from circular.rulebook.conditions import Condition, Lookup, OneOf, dates_of, holds, read_condition, tests_of
from circular.rulebook.dated import CONFIDENCES, STATUSES, Source
from circular.rulebook.reading import Part
from circular.rulebook.sources import read_sources
from circular.rulebook.vocabulary import vocabulary
from circular.shelf import shelf
from circular.strict_yaml import load


@dataclass(frozen=True)
class DerivedRow:
    """The word that holds when the condition does; several words while sources disagree."""

    when: Condition | None
    words: tuple[str, ...]
    source: Source
    confidence: str
    status: str
    line: int


@dataclass(frozen=True)
class Derived:
    """A derived fact: the first row whose condition holds decides."""

    name: str
    title: Words
    rows: tuple[DerivedRow, ...]
    examples: tuple[Part, ...]
    file: str

    def days(self) -> Iterator[date]:
        for row in self.rows:
            yield from dates_of(row.when)

    def asks(self) -> set[str]:
        """The facts it follows from."""
        return {test.fact for row in self.rows for test in tests_of(row.when)}

    def of(self, lookup: Lookup) -> Any:
        """The word of a case, or every word that it may be with the facts that would tell."""
        words: list[str] = []
        missing: list[str] = []
        for row in self.rows:
            truth = holds(row.when, lookup) if row.when is not None else None
            if truth is not None and truth.value is False:
                continue
            words += [word for word in row.words if word not in words]
            if truth is None or truth.value:
                break
            missing += [name for name in truth.missing if name not in missing]
        if len(words) == 1:
            return words[0]
        return OneOf(tuple(words), tuple(missing)) if words else None


@cache
def derived_facts() -> Mapping[str, Derived]:
    """The derived facts that ship with the program, by name."""
    found = {}
    for entry in sorted(shelf("rules").iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".yaml") and entry.is_file() and b"\nfact: " in b"\n" + entry.read_bytes():
            derived = read_derived(entry, f"rules/{entry.name}")
            found[derived.name] = derived
    return found


def read_derived(entry: Traversable, file: str) -> Derived:
    """A derived fact from its file; raises Fault with file, line and hint."""
    data, lines = load(entry.read_bytes(), file)
    top = Part(data, lines, file).keys(("fact", "name", "values", "sources", "rows", "examples"))
    facts = vocabulary().subjects["building"]
    sources = read_sources(top.sub("sources"))
    values = top.sub("values")
    rows = []
    for part in top.sub("rows").items():
        part.keys(("is", "source", "confidence"), ("when", "status"))
        words = part.sub("is")
        listed = (
            tuple(words.keys(("contested",)).sub("contested").items()) if isinstance(words.data, dict) else (words,)
        )
        when = part.get("when")
        rows.append(
            DerivedRow(
                when=read_condition(when, facts, {}) if when else None,
                words=tuple(one.word(values.data, "ord", "word") for one in listed),
                source=sources[part.sub("source").word(sources, "kilde", "source")],
                confidence=part.sub("confidence").word(CONFIDENCES, "grad", "confidence"),
                status=part.sub("status").word(STATUSES, "status", "status") if "status" in part.data else "enacted",
                line=part.line,
            )
        )
    examples = tuple(top.sub("examples").items())
    return Derived(str(data["fact"]), top.sub("name").words(), tuple(rows), examples, file)
