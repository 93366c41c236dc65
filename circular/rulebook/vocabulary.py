"""The words rules may use about a case: facts with type, unit and names, read from rules/facts and the derived facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from circular.language import Language, Words
from circular.rulebook.reading import Part
from circular.shelf import shelf
from circular.strict_yaml import load

TYPES = ("number", "date", "word", "words", "yes_no", "text", "list")
SUBJECTS = ("tender", "notice", "building", "portfolio", "owner_strategy")
UNITS = "units.yaml"


@dataclass(frozen=True, eq=False)
class Fact:
    """One thing that may be known of a case, or of an item of one of its lists."""

    name: str
    type: str
    words: Words
    unit: str | None = None
    values: Mapping[str, Words] = field(default_factory=dict)
    """The closed list of a word, where it has one."""
    of: str | None = None
    """The kind of item of a list."""
    so: Words | None = None
    not_so: Words | None = None
    """What a yes and a no mean, as sentences, where the name and the word alone read badly."""

    def problem(self, value: Any) -> bool:
        """Whether a value cannot be one of this fact."""
        if self.type == "number":
            return isinstance(value, bool) or not isinstance(value, int | Decimal)
        if self.type == "date":
            return not isinstance(value, date)
        if self.type == "yes_no":
            return not isinstance(value, bool)
        if self.type in ("words", "list"):
            listed = value if isinstance(value, list | tuple) else [value]
            return self.type == "words" and any(self._strange(one) for one in listed)
        return self._strange(value)

    def _strange(self, value: Any) -> bool:
        return not isinstance(value, str) or bool(self.values and value not in self.values)


@dataclass(frozen=True)
class Vocabulary:
    """The facts of every subject and of every kind of list item."""

    subjects: Mapping[str, Mapping[str, Fact]]
    items: Mapping[str, Mapping[str, Fact]]
    units: Mapping[str, Words]

    def unit(self, unit: str | None, language: Language) -> str:
        """A unit as it is written after a number; '' where there is none."""
        return "" if unit is None else self.units[unit][language] if unit in self.units else unit


@cache
def vocabulary() -> Vocabulary:
    """The facts of rules/facts, with the derived facts of rules/*.yaml beside them."""
    folder = shelf("rules") / "facts"
    subjects: dict[str, dict[str, Fact]] = {subject: {} for subject in SUBJECTS}
    items: dict[str, dict[str, Fact]] = {}
    units: dict[str, Words] = {}
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if not entry.name.endswith(".yaml"):
            continue
        data, lines = load(entry.read_bytes(), f"rules/facts/{entry.name}")
        top = Part(data, lines, f"rules/facts/{entry.name}")
        if entry.name == UNITS:
            units = {key: top.sub(key).words() for key in data}
            continue
        top.keys(("subjects", "facts"), ("items",))
        for part in top.sub("subjects").items():
            subjects[part.word(SUBJECTS, "emne", "subject")].update(_facts(top.sub("facts")))
        for kind in data.get("items", ()):
            items[kind] = _facts(top.sub("items").sub(kind))
    for subject in subjects.values():
        subject.update(_derived_names())
    return Vocabulary(subjects, items, units)


def _facts(part: Part) -> dict[str, Fact]:
    found = {}
    for name in part.data:
        row = part.sub(name).keys(("type", "da", "en"), ("unit", "values", "of", "values_of", "so", "not_so"))
        values = row.get("values")
        found[name] = Fact(
            name=name,
            type=row.sub("type").word(TYPES, "type", "type"),
            words=Words(da=row.sub("da").text(), en=row.sub("en").text()),
            unit=row.data.get("unit"),
            values={key: values.sub(key).words() for key in values.data} if values else _listed(row),
            of=row.data.get("of"),
            so=row.sub("so").words() if "so" in row.data else None,
            not_so=row.sub("not_so").words() if "not_so" in row.data else None,
        )
    return found


def _listed(row: Part) -> Mapping[str, Words]:
    """Words that another file of rules/ lists: categories, document roles, building elements, clause strategies."""
    if "values_of" not in row.data:
        return {}
    file, _, key = str(row.data["values_of"]).partition("#")
    return _words_of(file, key)


@cache
def _words_of(file: str, key: str) -> Mapping[str, Words]:
    path = shelf("rules") / file
    if not path.is_file():
        return {}
    data, _ = load(path.read_bytes(), f"rules/{file}")
    return {name: _name(name, value) for name, value in data[key].items()}


def _name(name: str, value: Any) -> Words:
    words = value.get("name", value) if isinstance(value, dict) else {}
    return Words(da=str(words.get("da", name)), en=str(words.get("en", name)))


def _derived_names() -> dict[str, Fact]:
    """The derived facts as facts, so that rules may ask them and `by:` may name them."""
    found = {}
    for entry in sorted(shelf("rules").iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".yaml") and entry.is_file():
            text = entry.read_bytes()
            if not text.startswith(b"fact:") and b"\nfact:" not in text:
                continue
            data, lines = load(text, f"rules/{entry.name}")
            top = Part(data, lines, f"rules/{entry.name}")
            values = top.sub("values")
            found[str(data["fact"])] = Fact(
                name=str(data["fact"]), type="word", words=top.sub("name").words(),
                values={key: values.sub(key).words() for key in values.data},
            )  # fmt: skip
    return found


def fact_name(name: str, language: Language) -> str:
    """What a fact is called in the language; the id itself for a name nobody knows."""
    known = vocabulary()
    for facts in (*known.subjects.values(), *known.items.values()):
        if name in facts:
            return facts[name].words[language]
    return name.replace("_", " ").replace(".", " ")


def value_name(fact: str, value: str, language: Language) -> str:
    """What a word of a fact is called: `institution` -> `institution (skole, …)`; several joined by + are listed."""
    if "+" in value:
        return " + ".join(value_name(fact, one, language) for one in value.split("+"))
    known = vocabulary()
    for facts in (*known.subjects.values(), *known.items.values()):
        if fact in facts and value in facts[fact].values:
            return facts[fact].values[value][language]
    return value.replace("_", " ")
