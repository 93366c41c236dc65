"""The examples of a rule file: each a small case with the verdict it must get. They are the rule's tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from circular.language import Words
from circular.rulebook.case import Case
from circular.rulebook.example_tender import tender_from_clauses, tender_from_text
from circular.rulebook.facts_of_tender import made_up, tender_facts
from circular.rulebook.model import SEVERITIES, VERDICTS, Severity, Verdict
from circular.rulebook.reading import Part
from circular.rulebook.rule import Rule
from circular.rulebook.vocabulary import Fact, vocabulary

KEYS = ("judged_on", "clauses", "text", "documents", "missing", "provisional", "severity")
TENDERS = ("tender", "notice", "owner_strategy")
JUDGED_ON = "judged_on"


@dataclass(frozen=True)
class Example:
    """A case and what the rule must say of it."""

    name: str
    given: Mapping[str, Any]
    expect: Verdict
    judged_on: date
    several: Mapping[str, Any]
    clauses: tuple[Part, ...] | None = None
    text: str | None = None
    documents: tuple[Part, ...] = ()
    missing: tuple[str, ...] = ()
    provisional: bool | None = None
    severity: str | None = None
    line: int = 1
    file: str = ""

    def case(self, rule: Rule) -> Case:
        """The case it describes."""
        if rule.subject not in TENDERS:
            return Case(self.name, rule.subject, self.given, self.several)
        if self.text is not None:
            tender = tender_from_text(self.text, self.given)
        else:
            tender = tender_from_clauses(self.clauses or (), self.documents)
        facts, several = tender_facts(tender)
        if self.text is None:
            facts |= {name: value for name, value in made_up({}).items() if name not in ("clauses", "documents")}
            facts = {name: value for name, value in facts.items() if name != "category"}
        kind = rule.subject
        return Case(self.name, kind, {**facts, **self.given}, {k: v for k, v in {**several, **self.several}.items() if k not in self.given}, tender)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """An example with what the rule said of it."""

    rule: Rule
    example: Example
    got: Verdict
    because: Words
    missing: tuple[str, ...]
    provisional: str | None
    severity: Severity

    @property
    def good(self) -> bool:
        example = self.example
        return (
            self.got == example.expect
            and set(example.missing) <= set(self.missing)
            and example.severity in (None, self.severity)
            and (example.provisional is None or example.provisional is (self.provisional is not None))
        )


def examples_of(rule: Rule) -> tuple[Example, ...]:
    """The examples of a rule, read and checked."""
    return tuple(read_example(part, rule) for part in rule.read_examples())


def read_example(part: Part, rule: Rule) -> Example:
    """One example; raises Fault for an unknown fact, value, key or verdict."""
    part.keys(("name", "given", "expect"), KEYS)
    facts = vocabulary().subjects[rule.subject]
    given: dict[str, Any] = {}
    if part.data["given"] is not None:
        _flatten(part.sub("given"), "", facts, given)
    several = {name: (tuple(value), "mixed use" if name == "building_type" else "contested") for name, value in given.items() if isinstance(value, _Several)}  # fmt: skip
    judged = part.get(JUDGED_ON)
    if rule.subject not in TENDERS and ("clauses" in part.data or "text" in part.data):
        raise part.fault("klausuler og tekst hører til udbud", "clauses and text belong to tenders")
    clauses = part.get("clauses")
    return Example(
        name=name_of(part)["en"],
        given={name: value for name, value in given.items() if not isinstance(value, _Several)},
        expect=part.sub("expect").word(VERDICTS, "dom", "verdict"),  # type: ignore[arg-type]
        judged_on=judged.day() if judged else date(2026, 11, 24),
        several=several,
        clauses=(tuple(clauses.items()) if clauses.data else ()) if clauses else None,
        text=part.sub("text").text() if "text" in part.data else None,
        documents=tuple(part.sub("documents").items()) if "documents" in part.data else (),
        missing=part.sub("missing").texts() if "missing" in part.data else (),
        provisional=part.sub("provisional").flag() if "provisional" in part.data else None,
        severity=part.sub("severity").word(SEVERITIES, "grad", "severity") if "severity" in part.data else None,
        line=part.line,
        file=part.file,
    )


def name_of(part: Part) -> Words:
    """What an example is called: one text for both languages, or a text in each."""
    name = part.sub("name")
    return name.words() if isinstance(name.data, dict) else Words(da=name.text(), en=name.text())


def flattened(part: Part, facts: Mapping[str, Fact]) -> dict[str, Any]:
    """The given facts by their dotted names."""
    found: dict[str, Any] = {}
    _flatten(part, "", facts, found)
    return found


class _Several(list[Any]):
    """`{any_of: […]}`: the fact may be any of these."""


def _flatten(part: Part, prefix: str, facts: Mapping[str, Fact], found: dict[str, Any]) -> None:
    """Nested keys become the dotted names of facts."""
    if not isinstance(part.data, dict):
        raise part.fault(
            "her skal stå oplysninger", "facts must stand here", ("fx {works: new}", "such as {works: new}")
        )
    for key in part.data:
        name = f"{prefix}{key}"
        below = part.sub(key)
        if name in facts:
            found[name] = _given(below, facts[name])
        elif isinstance(below.data, dict) and any(fact.startswith(f"{name}.") for fact in facts):
            _flatten(below, f"{name}.", facts, found)
        else:
            from circular.rulebook.conditions import read_fact

            read_fact(Part(name, below.lines, below.file, below.path), facts)


def _given(part: Part, fact: Fact) -> Any:
    if part.data is None:
        return None
    if isinstance(part.data, dict) and "any_of" in part.data:
        return _Several(_given(one, fact) for one in part.keys(("any_of",)).sub("any_of").items())
    if fact.type == "list":
        items = vocabulary().items[str(fact.of)]
        return [_item(one, items, str(fact.of)) for one in part.items()] if part.data else []
    if fact.problem(part.data):
        if fact.values and isinstance(part.data, str):
            raise part.unknown(f"værdi af {fact.name}", f"value of {fact.name}", part.data, fact.values)
        raise part.fault(f"'{part.data}' er ikke en værdi af '{fact.name}' ({fact.type})", f"'{part.data}' is not a value of '{fact.name}' ({fact.type})")  # fmt: skip
    if fact.type == "number":
        return Decimal(part.data)
    if fact.type == "words":
        return tuple(part.data) if isinstance(part.data, list) else (part.data,)
    return part.data


def _item(part: Part, items: Mapping[str, Fact], kind: str) -> dict[str, Any]:
    """An item of a list; what it does not say nobody has told."""
    allowed = {*items, "criteria"} if kind == "award_table" else set(items)
    part.keys((), allowed)
    found = {name: _given(part.sub(name), items[name]) if name in part.data else None for name in items}
    if kind == "award_table":
        inner = vocabulary().items["criterion"]
        rows = part.get("criteria")
        found["criteria"] = [
            {**dict.fromkeys(inner), "parent": one.data.get("parent"), **{k: _given(one.sub(k), inner[k]) for k in one.data if k in inner}}
            for one in (rows.items() if rows else ())
        ]  # fmt: skip
    return found


def run_example(rule: Rule, example: Example) -> Run:
    """The rule's verdict on an example."""
    from circular.rulebook.judging import finding_of

    case = example.case(rule)
    finding = finding_of(rule, case, example.judged_on)
    return Run(rule, example, finding.verdict, finding.because, finding.missing, finding.provisional, finding.severity)


def run_rule(rule: Rule) -> list[Run]:
    """Every example of a rule."""
    return [run_example(rule, example) for example in examples_of(rule)]
