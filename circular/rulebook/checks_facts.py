"""Checks on words and presence: equals, one_of, known, present, covers, consistent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from circular.language import Words
from circular.rulebook.checks import Check, Kind, Scope, operand
from circular.rulebook.checks_numbers import looked_up, plain
from circular.rulebook.conditions import OneOf, Truth, holds, read_condition, read_fact
from circular.rulebook.dated import Row
from circular.rulebook.model import Part as Number
from circular.rulebook.model import Verdict
from circular.rulebook.outcome import Outcome
from circular.rulebook.reading import Part
from circular.rulebook.say import both, capital, named, untold, valued
from circular.rulebook.view import View


def _read_equals(part: Part, scope: Scope) -> Check:
    part.keys(("fact", "value"))
    fact = read_fact(part.sub("fact"), scope.facts)
    return Check("equals", {"fact": fact, "values": (operand(part.sub("value"), fact, scope),)}, line=part.line)


def _read_one_of(part: Part, scope: Scope) -> Check:
    part.keys(("fact", "values"))
    fact = read_fact(part.sub("fact"), scope.facts)
    values = part.sub("values")
    if isinstance(values.data, str):
        return Check("one_of", {"fact": fact, "values": (operand(values, fact, scope),)}, line=part.line)
    return Check("one_of", {"fact": fact, "values": tuple(operand(one, fact, scope) for one in values.items())}, line=part.line)  # fmt: skip


def _looked_up(check: Check, view: View) -> tuple[list[Any], list[Row], list[str], Outcome | None]:
    """The values asked, with the rows and marks of those that are parameters; or the outcome where one is no value."""
    asked: list[Any] = []
    rows: list[Row] = []
    marks: list[str] = []
    for value in check.arguments["values"]:
        found, row, other = looked_up(value, view)
        if other is not None:
            return asked, rows, marks, other
        asked += found if isinstance(found, tuple) else [found]
        if row is not None:
            rows.append(row)
            marks += view.parameters[value.name].marks
    return asked, rows, marks, None


def _judge_values(check: Check, view: View) -> Outcome:
    fact = check.arguments["fact"]
    asked, rows, marks, other = _looked_up(check, view)
    if other is not None:
        return other
    value = view.fact(fact.name)
    if value is None or isinstance(value, OneOf):
        missing = value.missing if isinstance(value, OneOf) else (fact.name,)
        return Outcome("unknown", (untold(missing),), missing=missing, rows=tuple(rows), marks=tuple(marks))
    held = any(one in asked for one in value) if isinstance(value, tuple | list) else value in asked
    verdict: Verdict = "pass" if held else "fail"
    words = _answered(fact, value) or both(
        "{name}: {value}." if held or fact.type == "yes_no" else "{name}: {value}; det skal være {asked}.",
        "{name}: {value}." if held or fact.type == "yes_no" else "{name}: {value}; it must be {asked}.",
        name=named(fact.name), value=valued(value, fact=fact.name, unit=fact.unit), asked=_either(asked, fact),
    )  # fmt: skip
    number = Number(value=plain(value), limit=plain(asked[0]) if len(asked) == 1 else None, unit=fact.unit, verdict=verdict)  # fmt: skip
    return Outcome(verdict, (capital(words),), (number,), rows=tuple(rows), marks=tuple(marks))


def _either(values: Sequence[Any], fact: Any) -> tuple[str, str]:
    from circular.language import listing
    from circular.rulebook.say import said

    return (
        listing([said(one, "da", fact=fact.name, unit=fact.unit) for one in values], "da", "or"),
        listing([said(one, "en", fact=fact.name, unit=fact.unit) for one in values], "en", "or"),
    )


def _read_fact_only(kind: str) -> Any:
    def read(part: Part, scope: Scope) -> Check:
        part.keys(("fact",))
        return Check(kind, {"fact": read_fact(part.sub("fact"), scope.facts)}, line=part.line)

    return read


def _judge_known(check: Check, view: View) -> Outcome:
    fact = check.arguments["fact"]
    if view.fact(fact.name) is None:
        return Outcome("unknown", (untold((fact.name,)),), missing=(fact.name,))
    words = _answered(fact, view.fact(fact.name)) or both("{name}: {value}.", "{name}: {value}.", name=named(fact.name), value=_shown(fact, view))  # fmt: skip
    return Outcome("pass", (capital(words),))


def _answered(fact: Any, value: Any) -> Words | None:
    """The sentence that a yes or a no means, where the fact has one."""
    return None if not isinstance(value, bool) else fact.so if value else fact.not_so


def _shown(fact: Any, view: View) -> tuple[str, str]:
    value = view.fact(fact.name)
    if fact.type == "list":
        return f"{len(value)}", f"{len(value)}"
    return valued(value, fact=fact.name, unit=fact.unit)


def _read_present(part: Part, scope: Scope) -> Check:
    part.keys(("fact",), ("where",))
    fact = read_fact(part.sub("fact"), scope.facts)
    where = part.get("where")
    if where is not None and fact.type != "list":
        raise where.fault("where hører til lister", "where belongs to lists")
    inner = scope.inside(str(fact.of)).facts if fact.type == "list" else scope.facts
    condition = read_condition(where, inner, scope.parameters) if where else None
    return Check("present", {"fact": fact, "where": condition}, line=part.line)


def _judge_present(check: Check, view: View) -> Outcome:
    fact = check.arguments["fact"]
    value = view.fact(fact.name)
    if value is None:
        return Outcome("unknown", (untold((fact.name,)),), missing=(fact.name,))
    if fact.type == "list":
        return _present_items(check, view, list(value))
    if value is False or value == () or value == "":
        words = _answered(fact, value) or both("{name} er der ikke.", "{name} is not there.", name=named(fact.name))
        return Outcome("fail", (capital(words),))
    return _judge_known(check, view)


def _present_items(check: Check, view: View, items: list[Any]) -> Outcome:
    """Whether any item of the list meets the condition; quotes them and points to their places."""
    from circular.rulebook.checks_lists import SHOWN, label_of, place_of
    from circular.rulebook.vocabulary import vocabulary

    fact, where = check.arguments["fact"], check.arguments["where"]
    names = vocabulary().items[str(fact.of)]
    truths = [holds(where, view.within(item, names)) if where is not None else Truth(True) for item in items]
    hits = [item for item, truth in zip(items, truths, strict=True) if truth.value]
    if hits:
        quoted = [
            label_of(item) if item.get("_whole") else f"“{label_of(item)}”" for item in hits[:SHOWN] if label_of(item)
        ]
        more = f" (+{len(hits) - SHOWN})" if len(hits) > SHOWN else ""
        quotes = ", ".join(dict.fromkeys(quoted)) + more
        end = "" if quotes.endswith((".”", "…”", "?”")) else "."
        words = both("{name}: {quotes}", "{name}: {quotes}", name=named(fact.name), quotes=(quotes + end, quotes + end))
        places = tuple(dict.fromkeys(place for item in hits for place in place_of(item)))
        return Outcome("pass", (capital(words),), places=places, count=len(hits))
    missing = tuple(dict.fromkeys(name for truth in truths if truth.value is None for name in truth.missing))
    if missing:
        return Outcome("unknown", (untold(missing),), missing=missing)
    words = both("Der er ingen {name}.", "There are no {name}.", name=named(fact.name))
    return Outcome("fail", (words,))


def _read_covers(part: Part, scope: Scope) -> Check:
    part.keys(("fact", "all"), ("denied",))
    fact = read_fact(part.sub("fact"), scope.facts, ("words",))
    denied = read_fact(part.sub("denied"), scope.facts, ("words",)) if part.get("denied") else None
    values = part.sub("all")
    listed = (operand(values, fact, scope),) if isinstance(values.data, str) else tuple(operand(one, fact, scope) for one in values.items())  # fmt: skip
    return Check("covers", {"fact": fact, "values": listed, "denied": denied}, line=part.line)


def _judge_covers(check: Check, view: View) -> Outcome:
    fact = check.arguments["fact"]
    asked, rows, marks, other = _looked_up(check, view)
    if other is not None:
        return other
    value = view.fact(fact.name)
    held = {"rows": tuple(rows), "marks": tuple(marks)}
    if value is None:
        words = both("{what}. Det kræver: {asked}.", "{what}. It takes: {asked}.", what=_stem(fact), asked=valued(tuple(asked), fact=fact.name))  # fmt: skip
        return Outcome("unknown", (words,), missing=(fact.name,), **held)  # type: ignore[arg-type]
    lacking = tuple(one for one in asked if one not in value)
    denied = check.arguments["denied"]
    said_no = lacking if denied is None else tuple(one for one in lacking if one in (view.fact(denied.name) or ()))
    if lacking and not said_no:
        words = both("Endnu ikke oplyst: {lacking}.", "Not told yet: {lacking}.", lacking=valued(lacking, fact=fact.name))  # fmt: skip
        return Outcome("unknown", (words,), missing=(fact.name,), **held)  # type: ignore[arg-type]
    if said_no:
        lacking = said_no
        words = both("Der mangler: {lacking}.", "Missing: {lacking}.", lacking=valued(lacking, fact=fact.name))
        return Outcome("fail", (words,), count=len(lacking), **held)  # type: ignore[arg-type]
    words = both("Alle {n} er der.", "All {n} are there.", n=(str(len(asked)), str(len(asked))))
    return Outcome("pass", (words,), **held)  # type: ignore[arg-type]


def _stem(fact: Any) -> tuple[str, str]:
    words = untold((fact.name,))
    return words.da.removesuffix("."), words.en.removesuffix(".")


def _read_consistent(part: Part, scope: Scope) -> Check:
    part.keys(("facts",), ("tolerance",))
    facts = tuple(read_fact(one, scope.facts) for one in part.sub("facts").items())
    if len(facts) < 2:
        raise part.fault("consistent sammenligner mindst to oplysninger", "consistent compares at least two facts")
    tolerance = part.get("tolerance")
    return Check("consistent", {"fact": facts[0], "facts": facts, "tolerance": tolerance.number() if tolerance else None}, line=part.line)  # fmt: skip


def _judge_consistent(check: Check, view: View) -> Outcome:
    facts = check.arguments["facts"]
    values = [view.fact(fact.name) for fact in facts]
    missing = tuple(fact.name for fact, value in zip(facts, values, strict=True) if value is None)
    if missing:
        return Outcome("unknown", (untold(missing),), missing=missing)
    tolerance = check.arguments["tolerance"]
    apart = max(values) - min(values) > tolerance if tolerance is not None else len(set(values)) > 1
    told = both("{all}.", "{all}.", all=(
        "; ".join(f"{named(f.name)[0]} {valued(v, unit=f.unit)[0]}" for f, v in zip(facts, values, strict=True)),
        "; ".join(f"{named(f.name)[1]} {valued(v, unit=f.unit)[1]}" for f, v in zip(facts, values, strict=True)),
    ))  # fmt: skip
    return Outcome("fail" if apart else "pass", (capital(told),))


_MISSING = ("oplysningen mangler", "the fact is missing")
KINDS = {
    "equals": Kind(_read_equals, _judge_values, ("oplysningen er en anden", "the fact is another"), _MISSING),
    "one_of": Kind(_read_one_of, _judge_values, ("oplysningen er ikke på listen", "the fact is not in the list"), _MISSING),
    "known": Kind(_read_fact_only("known"), _judge_known, ("aldrig", "never"), _MISSING),
    "present": Kind(_read_present, _judge_present, ("oplysningen er nej eller tom, eller intet på listen opfylder betingelsen", "the fact is no or empty, or no item of the list meets the condition"), _MISSING),
    "covers": Kind(_read_covers, _judge_covers, ("noget på listen mangler", "something in the list is missing"), _MISSING),
    "consistent": Kind(_read_consistent, _judge_consistent, ("oplysningerne siger ikke det samme", "the facts do not say the same"), _MISSING),
}  # fmt: skip
