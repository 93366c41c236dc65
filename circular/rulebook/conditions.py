"""Conditions over facts, three-valued: true, false, or unknown with the facts that are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from circular.rulebook.reading import Part, did_you_mean
from circular.rulebook.vocabulary import Fact

OPERATORS = ("equals", "in", "at_least", "at_most", "between", "before", "not_before", "known")
JOINS = ("all", "any", "not")
FITTING = {
    "at_least": ("number",), "at_most": ("number",), "between": ("number",),
    "before": ("date",), "not_before": ("date",),
}  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """`$parameter` or `{fact: name}`: a value that is looked up when judging."""

    name: str
    parameter: bool


@dataclass(frozen=True)
class OneOf:
    """A fact that can be any of these as long as other facts are missing."""

    values: tuple[Any, ...]
    missing: tuple[str, ...]


class Lookup(Protocol):
    """Where a condition finds its facts and parameters; None is 'nobody has told us'."""

    def fact(self, name: str) -> Any: ...

    def parameter(self, name: str) -> Any: ...


@dataclass(frozen=True)
class Truth:
    value: bool | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Test:
    """One fact held against one value."""

    fact: str
    operator: str
    value: Any
    fact_value: Fact


@dataclass(frozen=True)
class Join:
    """Several conditions under `all`, `any` or `not`."""

    how: str
    parts: tuple[Condition, ...]


Condition = Test | Join


def read_condition(part: Part, facts: Mapping[str, Fact], parameters: Mapping[str, Any]) -> Condition:
    """A condition of a rule file; raises Fault for an unknown fact, operator, value or parameter."""
    if not isinstance(part.data, dict):
        raise part.fault("her skal stå en betingelse", "a condition must stand here", ("fx {fact: works, equals: new}", "such as {fact: works, equals: new}"))  # fmt: skip
    if "fact" not in part.data:
        part.keys((), JOINS)
        if len(part.data) != 1:
            raise part.fault("skriv ét af all, any og not", "write one of all, any and not")
        (how,) = part.data
        below = part.sub(how)
        if how == "not":
            return Join("not", (read_condition(below, facts, parameters),))
        return Join(how, tuple(read_condition(one, facts, parameters) for one in below.items()))
    part.keys(("fact",), OPERATORS)
    fact = read_fact(part.sub("fact"), facts)
    tests = [
        _test(part.sub(operator), operator, fact, facts, parameters) for operator in part.data if operator != "fact"
    ]
    if not tests:
        raise part.fault("betingelsen siger ikke, hvad der spørges om", "the condition does not say what is asked", did_you_mean(OPERATORS))  # fmt: skip
    return tests[0] if len(tests) == 1 else Join("all", tuple(tests))


def read_fact(part: Part, facts: Mapping[str, Fact], types: tuple[str, ...] = ()) -> Fact:
    """The fact a part names, of one of the types."""
    if part.data not in facts:
        raise _no_fact(part, facts)
    fact = facts[part.data]
    if types and fact.type not in types:
        raise part.fault(f"'{fact.name}' er af typen {fact.type}, her kræves {' eller '.join(types)}", f"'{fact.name}' is of type {fact.type}, this needs {' or '.join(types)}")  # fmt: skip
    return fact


def _no_fact(part: Part, facts: Mapping[str, Fact]) -> Exception:
    from circular.faults import nearest

    name = str(part.data)
    ends = [known for known in facts if known.startswith(f"{name}_") or known.endswith(f".{name}")]
    close = ends or nearest(name, sorted(facts))
    return part.fault(f"sagen har ingen oplysning '{name}'", f"the case has no fact '{name}'", did_you_mean(close) if close else ("se `circular rules schema`", "see `circular rules schema`"))  # fmt: skip


def _test(part: Part, operator: str, fact: Fact, facts: Mapping[str, Fact], parameters: Mapping[str, Any]) -> Test:
    if operator in FITTING and fact.type not in FITTING[operator]:
        raise part.fault(f"'{operator}' kan ikke bruges på '{fact.name}' ({fact.type})", f"'{operator}' can't be used on '{fact.name}' ({fact.type})")  # fmt: skip
    if operator == "known":
        return Test(fact.name, operator, part.flag(), fact)
    if operator in ("in", "between"):
        values = tuple(read_value(one, fact, facts, parameters) for one in part.items())
        if operator == "between" and len(values) != 2:
            raise part.fault("between har to grænser", "between has two bounds", ("skriv [lav, høj]", "write [low, high]"))  # fmt: skip
        return Test(fact.name, operator, values, fact)
    return Test(fact.name, operator, read_value(part, fact, facts, parameters), fact)


def read_value(part: Part, fact: Fact, facts: Mapping[str, Fact], parameters: Mapping[str, Any]) -> Any:
    """A value that fits the fact: written out, `$parameter`, or `{fact: another}`."""
    if isinstance(part.data, str) and part.data.startswith("$"):
        return read_parameter(part, parameters)
    if isinstance(part.data, dict):
        return Ask(read_fact(part.keys(("fact",)).sub("fact"), facts, (fact.type,)).name, parameter=False)
    if fact.problem(part.data):
        if fact.values:
            raise part.unknown(f"værdi af {fact.name}", f"value of {fact.name}", str(part.data), fact.values)
        raise part.fault(f"'{part.data}' er ikke en værdi af '{fact.name}' ({fact.type})", f"'{part.data}' is not a value of '{fact.name}' ({fact.type})")  # fmt: skip
    return Decimal(part.data) if fact.type == "number" else part.data


def read_parameter(part: Part, parameters: Mapping[str, Any]) -> Ask:
    name = str(part.data)[1:]
    if name not in parameters:
        raise part.unknown("parameter", "parameter", name, parameters)
    return Ask(name, parameter=True)


def holds(condition: Condition, lookup: Lookup) -> Truth:
    """Whether a condition holds of a case."""
    if isinstance(condition, Join):
        found = [holds(part, lookup) for part in condition.parts]
        if condition.how == "not":
            return Truth(None if found[0].value is None else not found[0].value, found[0].missing)
        stop = condition.how == "any"
        if any(one.value is stop for one in found):
            return Truth(stop)
        missing = tuple(dict.fromkeys(name for one in found if one.value is None for name in one.missing))
        return Truth(None, missing) if any(one.value is None for one in found) else Truth(not stop)
    value = lookup.fact(condition.fact)
    if condition.operator == "known":
        return Truth((value is not None) is condition.value)
    if value is None:
        return Truth(None, (condition.fact,))
    asked, missing = _asked(condition.value, lookup)
    if missing:
        return Truth(None, missing)
    if isinstance(value, OneOf):
        answers = {_compare(one, condition.operator, asked) for one in value.values}
        return Truth(answers.pop()) if len(answers) == 1 else Truth(None, value.missing)
    return Truth(_compare(value, condition.operator, asked))


def _asked(value: Any, lookup: Lookup) -> tuple[Any, tuple[str, ...]]:
    if isinstance(value, tuple):
        pairs = [_asked(one, lookup) for one in value]
        return tuple(one for one, _ in pairs), tuple(name for _, missing in pairs for name in missing)
    if not isinstance(value, Ask):
        return value, ()
    found = lookup.parameter(value.name) if value.parameter else lookup.fact(value.name)
    return found, (value.name,) if found is None or isinstance(found, OneOf) else ()


def _compare(value: Any, operator: str, asked: Any) -> bool:
    if operator == "equals":
        return asked in value if isinstance(value, tuple | list) else bool(value == asked)
    if operator == "in":
        return any(one in asked for one in value) if isinstance(value, tuple | list) else value in asked
    if operator == "at_least":
        return bool(value >= asked)
    if operator == "at_most":
        return bool(value <= asked)
    if operator == "between":
        return bool(asked[0] <= value <= asked[1])
    return bool(value < asked) if operator == "before" else bool(value >= asked)


def tests_of(condition: Condition | None) -> Iterator[Test]:
    """Every single test of a condition."""
    if isinstance(condition, Test):
        yield condition
    elif condition is not None:
        for part in condition.parts:
            yield from tests_of(part)


def dates_of(condition: Condition | None) -> Iterator[date]:
    """The days at which a condition may change its answer."""
    for test in tests_of(condition):
        if isinstance(test.value, date):
            yield test.value


def asks_fact(condition: Condition | None, fact: str) -> bool:
    return any(test.fact == fact for test in tests_of(condition))
