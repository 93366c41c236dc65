"""All the ways a case may stand: every day a missing date allows, every contested value, every use of a mixed building."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from typing import Any
from weakref import WeakKeyDictionary

from circular.language import Words
from circular.rulebook.case import Case
from circular.rulebook.conditions import Ask, Condition, Join, Truth, holds, tests_of
from circular.rulebook.dated import Possible
from circular.rulebook.derived import derived_facts
from circular.rulebook.outcome import Outcome
from circular.rulebook.rule import Rule
from circular.rulebook.say import both, joined, pair, said, untold, valued
from circular.rulebook.view import View
from circular.rulebook.vocabulary import vocabulary

MOST = 400
"""A rule is judged in at most so many worlds; no shipped rule comes near."""
_NO_LABEL = pair("", "")
_NEEDED: WeakKeyDictionary[Rule, frozenset[str]] = WeakKeyDictionary()
_ASKED_WHEN: WeakKeyDictionary[Rule, frozenset[str]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Dates:
    """The days a rule may be judged on."""

    days: tuple[date, ...]
    fact: str | None = None
    marks: tuple[str, ...] = ()
    open: bool = False
    """Nobody has told any of the dates; every day on which the answer may change stands for a stretch."""


@dataclass(frozen=True)
class World:
    """One way the case may stand, and what the rule says of it."""

    outcome: Outcome
    day: date
    label: Words
    marks: tuple[str, ...]
    missing: tuple[str, ...]
    regime: str | None = None
    """Name of the regime whose value was judged."""
    applies: bool = True


def dates_for(rule: Rule, case: Case, judged_on: date) -> Dates:
    """The first told date of `dated_by`; every stretch of days where none is told."""
    for index, name in enumerate(rule.dated_by):
        told = judged_on if name == "judged_on" else case.facts.get(name)
        marks = ("date assumed",) if index else ()
        if told is not None:
            return Dates((told,), name, marks)
        if name in case.several:
            return Dates(tuple(sorted(case.several[name][0])), name, (*marks, "contested"))
    turns = sorted({day for day in _turning_days(rule) if day > date.min})
    if not turns:
        return Dates((judged_on,))
    return Dates((turns[0] - timedelta(days=1), *turns), open=True)


def _turning_days(rule: Rule) -> Iterator[date]:
    yield from rule.days()
    asked, seen = list(rule.asks()), set()
    while asked:
        name = asked.pop()
        derived = derived_facts().get(name)
        if derived is not None and name not in seen:
            seen.add(name)
            yield from derived.days()
            asked += derived.asks()


def worlds_of(rule: Rule, case: Case, judged_on: date) -> tuple[list[World], Dates]:
    """Every world of a rule with its outcome."""
    dates = dates_for(rule, case, judged_on)
    names = vocabulary().subjects[rule.subject]
    needed = _needed(rule)
    open_facts = [(fact, ways) for fact, ways in case.several.items() if fact in needed and fact not in rule.dated_by]
    found: list[World] = []
    for day in dates.days:
        for chosen in product(*(ways for _, (ways, _) in open_facts)):
            told = {fact: value for (fact, _), value in zip(open_facts, chosen, strict=True)}
            view = View({**case.facts, "judged_on": judged_on, **told}, names, day, tender=case.tender)
            label = _label(told)
            marks = tuple(mark for _, (_, mark) in open_facts)
            for one in _in_force(rule, view, day):
                found.append(
                    _with(one, day, joined([label, one.label]) if label else one.label, (*dates.marks, *marks))
                )
                if len(found) > MOST:
                    raise ValueError(f"{rule.code} opens more than {MOST} worlds")
    return found, dates


def _needed(rule: Rule) -> frozenset[str]:
    """Every fact that bears on a rule; worked out once a rule."""
    found = _NEEDED.get(rule)
    if found is None:
        asked, seen = list(rule.asks()), set()
        while asked:
            name = asked.pop()
            if name in seen:
                continue
            seen.add(name)
            if name in derived_facts():
                asked += derived_facts()[name].asks()
        found = _NEEDED[rule] = frozenset(seen)
    return found


def _with(world: World, day: date, label: Words, marks: tuple[str, ...]) -> World:
    every = tuple(dict.fromkeys((*marks, *world.marks))) if marks else world.marks
    if every == world.marks and label is world.label:
        return world
    return World(world.outcome, day, label, every, world.missing, world.regime, world.applies)


def _label(told: dict[str, Any]) -> Words | None:
    if not told:
        return None
    da = ", ".join(said(value, "da", fact=fact) for fact, value in told.items())
    en = ", ".join(said(value, "en", fact=fact) for fact, value in told.items())
    return pair(da, en)


def _in_force(rule: Rule, view: View, day: date) -> Iterator[World]:
    """The worlds of one day: one for every combination of values that may be in force."""
    if all(one.row is None for one in rule.severity.on(day, view)):
        first = valued(rule.severity.first())
        words = both("Reglen gælder først fra {day}.", "The rule holds only from {day}.", day=first)
        yield World(Outcome("not_applicable", (words,)), day, pair("", ""), (), (), applies=False)
        return
    names = list(rule.parameters)
    for values in product(*(rule.parameters[name].on(day, view) for name in names)):
        chosen: dict[str, Possible] = dict(zip(names, values, strict=True))
        inner = View(view.facts, view.names, view.day, chosen, view.tender) if chosen else view
        label = _chosen_label(rule, chosen) if chosen else _NO_LABEL
        missing = tuple(dict.fromkeys(name for one in values for name in one.missing))
        regime = next((one.row.regime for one in values if one.row is not None and one.row.regime), None)
        truth = holds(rule.applies_when, inner) if rule.applies_when is not None else None
        gone = bool(chosen) and all(one.value is None and not one.missing for one in values)
        if any(chosen[name].value is None and not chosen[name].missing for name in _asked_when(rule)):
            truth, outcome = Truth(False), _not_yet(rule)
        elif truth is not None and truth.value is False:
            outcome = Outcome("not_applicable", (_why_not(rule, inner),))
        elif truth is not None and truth.value is None:
            outcome = Outcome("unknown", (untold(truth.missing),), missing=truth.missing)
        else:
            outcome = _checked(rule, inner)
            outcome = _not_yet(rule) if gone and outcome.verdict == "not_applicable" else outcome
        applies = truth is None or truth.value is not False
        yield World(outcome, day, label, outcome.marks, missing, regime, applies)


def _asked_when(rule: Rule) -> frozenset[str]:
    """The parameters that the condition of the rule asks; worked out once a rule."""
    found = _ASKED_WHEN.get(rule)
    if found is None:
        found = _ASKED_WHEN[rule] = _parameters_asked(rule)
    return found


def _parameters_asked(rule: Rule) -> frozenset[str]:
    values = [one for test in tests_of(rule.applies_when) for one in (test.value if isinstance(test.value, tuple) else (test.value,))]  # fmt: skip
    return frozenset(one.name for one in values if isinstance(one, Ask) and one.parameter)


def _not_yet(rule: Rule) -> Outcome:
    first = max(parameter.first() for parameter in rule.parameters.values())
    return Outcome(
        "not_applicable", (both("Ikke i kraft før {day}.", "Not in force before {day}.", day=valued(first)),)
    )


def _checked(rule: Rule, view: View) -> Outcome:
    """The rule's check, with the doubts that bear on it."""
    outcome = rule.check.judge(view)
    for doubt in rule.doubts:
        if outcome.verdict != "not_applicable" and holds(doubt.when, view).value:
            blocked = doubt.blocks_pass and outcome.verdict == "pass"
            outcome = Outcome(
                "unknown" if blocked else outcome.verdict, (*outcome.says, doubt.why), outcome.numbers, outcome.missing,
                outcome.places, outcome.rows, (*outcome.marks, doubt.mark), outcome.absent, outcome.count,
            )  # fmt: skip
    return outcome


def _why_not(rule: Rule, view: View) -> Words:
    """The facts that keep a rule from applying: `Arbejdets art er renovering.`"""
    for test in tests_of(_nearest(rule.applies_when, view)):
        truth = holds(test, view)
        value = view.fact(test.fact)
        if truth.value is False and value is not None and test.fact != "deciding_date":
            single = _single(value)
            said = (test.fact_value.so if single else test.fact_value.not_so) if isinstance(single, bool) else None
            if said is not None:
                return said
            fact, unit = test.fact, test.fact_value.unit
            quick = isinstance(single, str | bool) or (isinstance(single, tuple) and all(isinstance(one, str) for one in single))  # fmt: skip
            return _stands(fact, unit, single) if quick else _stands.__wrapped__(fact, unit, single)
    return pair("Betingelserne for reglen er ikke til stede.", "The rule's conditions are not met.")


def _nearest(condition: Condition | None, view: View) -> Condition | None:
    """Of several ways to apply, the one of which a part is there: what it lacks is what keeps the rule out."""
    if isinstance(condition, Join) and condition.how == "any":
        near = (one for one in condition.parts if isinstance(one, Join) and one.how == "all" and any(holds(part, view).value for part in one.parts))  # fmt: skip
        return next(near, condition)
    return condition


@lru_cache(maxsize=4096, typed=True)
def _stands(fact: str, unit: str | None, value: Any) -> Words:
    """What a fact is; many rules say the same of one case."""
    from circular.rulebook.say import capital, named

    return capital(both("{name} er {value}.", "{name} is {value}.", name=named(fact), value=valued(value, fact=fact, unit=unit)))  # fmt: skip


def _single(value: Any) -> Any:
    from circular.rulebook.conditions import OneOf

    return value.values if isinstance(value, OneOf) else value


def _chosen_label(rule: Rule, chosen: dict[str, Possible]) -> Words:
    """The values of this world that are not the only ones, as `grænse 7,5`."""
    da, en = [], []
    for name, one in chosen.items():
        unit = rule.parameters[name].unit
        da.append(said(one.value, "da", unit=unit) if one.value is not None else "ingen værdi i kraft")
        en.append(said(one.value, "en", unit=unit) if one.value is not None else "no value in force")
    return pair(" og ".join(dict.fromkeys(da)), " and ".join(dict.fromkeys(en)))
