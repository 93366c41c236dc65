"""The closed vocabulary of checks: how each is read from a rule file, and how it is judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from circular.rulebook.conditions import Ask, Condition, dates_of, read_parameter, tests_of
from circular.rulebook.dated import Dated
from circular.rulebook.outcome import Outcome, all_of, any_of, none_of
from circular.rulebook.reading import Part
from circular.rulebook.view import View
from circular.rulebook.vocabulary import Fact


@dataclass(frozen=True, eq=False)
class Check:
    """One check of a rule, ready to be judged."""

    kind: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    below: tuple[Check, ...] = ()
    line: int = 1

    def judge(self, view: View) -> Outcome:
        return _kinds()[self.kind].judge(self, view)

    def walk(self) -> Iterator[Check]:
        yield self
        for check in self.below:
            yield from check.walk()

    def conditions(self) -> Iterator[Condition]:
        for check in self.walk():
            for key in ("where", "a", "b", "unless"):
                if check.arguments.get(key) is not None:
                    yield check.arguments[key]

    def parameters(self) -> set[str]:
        """Names of the parameters it is judged with."""
        asked = {one.name for check in self.walk() for one in _asks(check.arguments) if one.parameter}
        for condition in self.conditions():
            for test in tests_of(condition):
                asked |= {one.name for one in _asks({"value": test.value}) if one.parameter}
        return asked

    def facts(self) -> frozenset[str]:
        """Names of the facts it asks."""
        return self._facts

    @cached_property
    def _facts(self) -> frozenset[str]:
        asked: set[str] = set()
        for check in self.walk():
            asked |= {one.name for one in _asks(check.arguments) if not one.parameter}
            asked |= {value.name for value in check.arguments.values() if isinstance(value, Fact)}
        return frozenset(asked | {test.fact for condition in self.conditions() for test in tests_of(condition)})

    def days(self) -> Iterator[date]:
        for condition in self.conditions():
            yield from dates_of(condition)


def _asks(arguments: Mapping[str, Any]) -> Iterator[Ask]:
    for value in arguments.values():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Ask):
                yield one


@dataclass(frozen=True)
class Scope:
    """What a check may name: facts, parameters, and the facts of list items."""

    facts: Mapping[str, Fact]
    parameters: Mapping[str, Dated]
    items: Mapping[str, Mapping[str, Fact]]

    def inside(self, kind: str) -> Scope:
        """The scope within an item of a list."""
        return Scope({**self.facts, **self.items[kind]}, self.parameters, self.items)


@dataclass(frozen=True)
class Kind:
    """One word of the vocabulary."""

    read: Callable[[Part, Scope], Check]
    judge: Callable[[Check, View], Outcome]
    fails: tuple[str, str]
    """When it fails, Danish and English."""
    unknown: tuple[str, str]
    """When it can't be told, Danish and English."""


def read_check(part: Part, scope: Scope) -> Check:
    """A check of a rule file; raises Fault for an unknown word, fact, parameter or missing key."""
    kinds = _kinds()
    if not isinstance(part.data, dict) or len(part.data) != 1:
        raise part.fault("her skal stå ét tjek", "one check must stand here", ("fx at_most: {fact: …, limit: …}", "such as at_most: {fact: …, limit: …}"))  # fmt: skip
    (word,) = part.data
    if word not in kinds:
        raise part.unknown("tjek", "check", str(word), kinds, at=(word,))
    return kinds[word].read(part.sub(word), scope)


def operand(part: Part, fact: Fact, scope: Scope) -> Any:
    """A number, day or word that fits the fact, `$parameter`, or `{fact: another}`."""
    from circular.rulebook.conditions import read_value

    if isinstance(part.data, str) and part.data.startswith("$"):
        return read_parameter(part, scope.parameters)
    return read_value(part, fact, scope.facts, scope.parameters)


def _joiner(kind: str, join: Callable[[list[Outcome]], Outcome], fails: tuple[str, str]) -> Kind:
    def read(part: Part, scope: Scope) -> Check:
        return Check(kind, below=tuple(read_check(one, scope) for one in part.items()), line=part.line)

    def judge(check: Check, view: View) -> Outcome:
        return join([one.judge(view) for one in check.below])

    return Kind(read, judge, fails, ("en del kan ikke afgøres, og ingen anden del afgør det", "a part can't be told and no other part decides"))  # fmt: skip


_KINDS: dict[str, Kind] = {}


def _kinds() -> Mapping[str, Kind]:
    """All checks by their word."""
    if not _KINDS:
        from circular.rulebook import checks_clauses, checks_facts, checks_lists, checks_numbers

        _KINDS["all_of"] = _joiner("all_of", all_of, ("mindst én del holder ikke", "at least one part falls short"))
        _KINDS["any_of"] = _joiner("any_of", any_of, ("ingen del holder", "no part holds"))
        _KINDS["none_of"] = _joiner("none_of", none_of, ("mindst én del holder", "at least one part holds"))
        for module in (checks_numbers, checks_facts, checks_lists, checks_clauses):
            _KINDS.update(module.KINDS)
    return _KINDS


def check_kinds() -> Mapping[str, Kind]:
    """The vocabulary, for docs and schema."""
    return _kinds()
