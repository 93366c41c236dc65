"""Checks that hold a number or a day against a limit: at_most, at_least, between, before, share_at_least."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from circular.language import Words
from circular.rulebook.checks import Check, Kind, Scope, operand
from circular.rulebook.conditions import Ask, OneOf, holds, read_condition, read_fact
from circular.rulebook.dated import Row
from circular.rulebook.model import Part as Number
from circular.rulebook.model import Verdict
from circular.rulebook.outcome import Outcome
from circular.rulebook.reading import Part
from circular.rulebook.rounding import round_half_up
from circular.rulebook.say import WORD_NAMES, both, capital, named, untold, valued
from circular.rulebook.view import View

SENTENCES = {
    "at_most": ("{name} er {value}; grænsen er {limit}.", "{name} is {value}; the limit is {limit}."),
    "at_least": ("{name} er {value}; kravet er mindst {limit}.", "{name} is {value}; at least {limit} is asked."),
    "before": ("{name} er {value}; det skal være før {limit}.", "{name} is {value}; it must be before {limit}."),
}


def looked_up(value: Any, view: View) -> tuple[Any, Row | None, Outcome | None]:
    """The value of an operand and its row; or the outcome of a check whose limit is no number."""
    if not isinstance(value, Ask):
        return value, None, None
    if not value.parameter:
        found = view.fact(value.name)
        if found is None or isinstance(found, OneOf):
            missing = found.missing if isinstance(found, OneOf) else (value.name,)
            return None, None, Outcome("unknown", (untold(missing),), missing=missing)
        return found, None, None
    chosen = view.parameters[value.name]
    if chosen.value is None:
        return None, None, Outcome("not_applicable", (both("Ikke i kraft på datoen.", "Not in force on the date."),))
    if isinstance(chosen.value, str) and chosen.value in WORD_NAMES:
        words = WORD_NAMES[chosen.value]
        rows = (chosen.row,) if chosen.row is not None else ()
        if chosen.value == "not_found":
            said_so = both("Værdien er {w}.", "The value is {w}.", w=words)
            return None, chosen.row, Outcome("unknown", (said_so,), rows=rows, marks=chosen.marks)
        return None, chosen.row, Outcome("not_applicable", (capital(both("{w}.", "{w}.", w=words)),), rows=rows, marks=chosen.marks)  # fmt: skip
    return chosen.value, chosen.row, None


def unit_of(check: Check, view: View) -> str | None:
    """The unit of the fact a check asks."""
    unit: str | None = check.arguments["fact"].unit
    return unit


def _read_limit(kind: str) -> Any:
    def read(part: Part, scope: Scope) -> Check:
        part.keys(("fact", "limit"), () if kind == "before" else ("decimals", "rounding"))
        fact = read_fact(part.sub("fact"), scope.facts, ("date",) if kind == "before" else ("number",))
        decimals = part.get("decimals")
        if decimals is not None and not (isinstance(decimals.data, int) and 0 <= decimals.data <= 6):
            raise decimals.fault("antal decimaler er et helt tal fra 0 til 6", "decimals is a whole number from 0 to 6")
        if "rounding" in part.data:
            part.sub("rounding").word(("half_up",), "afrunding", "rounding")
        limit = operand(part.sub("limit"), fact, scope)
        return Check(kind, {"fact": fact, "limit": limit, "decimals": decimals.data if decimals else None}, line=part.line)  # fmt: skip

    return read


def _judge_limit(check: Check, view: View) -> Outcome:
    fact, decimals = check.arguments["fact"], check.arguments["decimals"]
    limit, row, other = looked_up(check.arguments["limit"], view)
    if other is not None and other.verdict == "not_applicable":
        return other
    value = view.fact(fact.name)
    if other is not None:
        number = Number(value=value, limit=None, unit=fact.unit, verdict="unknown")
        told = both("{name} er {value}.", "{name} is {value}.", name=named(fact.name), value=valued(value, unit=fact.unit, decimals=decimals))  # fmt: skip
        says = (capital(told), *other.says) if value is not None else other.says
        return Outcome("unknown", says, (number,), other.missing, rows=other.rows, marks=other.marks)
    rows = (row,) if row is not None else ()
    marks = _marks(check.arguments["limit"], view)
    if value is None:
        words = both("{n}; grænsen er {limit}.", "{n}; the limit is {limit}.", n=_stem(fact.name), limit=valued(limit, unit=fact.unit))  # fmt: skip
        number = Number(value=None, limit=plain(limit), unit=fact.unit, verdict="unknown")
        return Outcome("unknown", (words,), (number,), (fact.name,), rows=rows, marks=marks)
    judged = round_half_up(value, decimals) if decimals is not None else value
    good = {"at_most": judged <= limit, "at_least": judged >= limit, "before": judged < limit}[check.kind]
    verdict: Verdict = "pass" if good else "fail"
    words = sentence(SENTENCES[check.kind], fact.name, judged, limit, fact.unit, decimals)
    number = Number(value=plain(judged), limit=plain(limit), unit=fact.unit, verdict=verdict)
    return Outcome(verdict, (words,), (number,), rows=rows, marks=marks)


def _stem(fact: str) -> tuple[str, str]:
    words = untold((fact,))
    return words.da.removesuffix("."), words.en.removesuffix(".")


def _marks(limit: Any, view: View) -> tuple[str, ...]:
    return view.parameters[limit.name].marks if isinstance(limit, Ask) and limit.parameter else ()


def plain(value: Any) -> Decimal | str | bool | None:
    """A value as a part of a finding holds it."""
    if value is None or isinstance(value, Decimal | bool | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def sentence(
    texts: tuple[str, str], fact: str, value: Any, limit: Any, unit: str | None, decimals: int | None
) -> Words:
    """`Klimapåvirkningen er 7,9; grænsen er 6,4 kg CO₂e/m²/år.`"""
    shown = "" if unit not in ("share", None) and isinstance(value, Decimal) else unit
    return capital(
        both(
            *texts,
            name=named(fact),
            value=valued(value, unit=None if shown == "" else unit, decimals=decimals),
            limit=valued(limit, unit=unit, decimals=decimals),
        )
    )


def _read_between(part: Part, scope: Scope) -> Check:
    part.keys(("fact", "low", "high"))
    fact = read_fact(part.sub("fact"), scope.facts, ("number", "date"))
    return Check("between", {"fact": fact, "low": operand(part.sub("low"), fact, scope), "high": operand(part.sub("high"), fact, scope)}, line=part.line)  # fmt: skip


def _judge_between(check: Check, view: View) -> Outcome:
    fact = check.arguments["fact"]
    low, low_row, no_low = looked_up(check.arguments["low"], view)
    high, high_row, no_high = looked_up(check.arguments["high"], view)
    for other in (no_low, no_high):
        if other is not None:
            return other
    rows = tuple(row for row in (low_row, high_row) if row is not None)
    marks = (*_marks(check.arguments["low"], view), *_marks(check.arguments["high"], view))
    value = view.fact(fact.name)
    if value is None:
        return Outcome("unknown", (untold((fact.name,)),), missing=(fact.name,), rows=rows, marks=marks)
    verdict: Verdict = "pass" if low <= value <= high else "fail"
    words = both(
        "{name} er {value}; det skal ligge mellem {low} og {high}.", "{name} is {value}; it must be between {low} and {high}.",
        name=named(fact.name), value=valued(value, unit=fact.unit), low=valued(low, unit=fact.unit), high=valued(high, unit=fact.unit),
    )  # fmt: skip
    number = Number(value=plain(value), limit=plain(high if value > high else low), unit=fact.unit, verdict=verdict)
    return Outcome(verdict, (capital(words),), (number,), rows=rows, marks=marks)


def _read_share(part: Part, scope: Scope) -> Check:
    part.keys(("of", "where", "limit"), ("sum",))
    of = read_fact(part.sub("of"), scope.facts, ("list",))
    inner = scope.inside(str(of.of))
    total = part.get("sum")
    limit = part.sub("limit")
    return Check(
        "share_at_least",
        {
            "fact": of,
            "where": read_condition(part.sub("where"), inner.facts, scope.parameters),
            "sum": read_fact(total, inner.facts, ("number",)).name if total else None,
            "limit": operand(limit, _SHARE, scope),
        },
        line=part.line,
    )


def _judge_share(check: Check, view: View) -> Outcome:
    from circular.rulebook.vocabulary import vocabulary

    of, by = check.arguments["fact"], check.arguments["sum"]
    limit, row, other = looked_up(check.arguments["limit"], view)
    if other is not None:
        return other
    items = view.fact(of.name)
    if items is None:
        return Outcome("unknown", (untold((of.name,)),), missing=(of.name,))
    names = vocabulary().items[str(of.of)]
    part = whole = Decimal(0)
    for item in items:
        weight = Decimal(1) if by is None else item.get(by)
        truth = holds(check.arguments["where"], view.within(item, names))
        if weight is None or truth.value is None:
            missing = truth.missing or (str(by),)
            return Outcome("unknown", (untold(missing),), missing=missing)
        whole += weight
        part += weight if truth.value else 0
    if whole == 0:
        return Outcome("not_applicable", (both("Der er ingen {of}.", "There are no {of}.", of=named(of.name)),))
    share = part / whole
    verdict: Verdict = "pass" if share >= limit else "fail"
    words = both("{value} af {of}; kravet er mindst {limit}.", "{value} of {of}; at least {limit} is asked.", of=named(of.name), value=valued(share, unit="share", decimals=1), limit=valued(limit, unit="share"))  # fmt: skip
    number = Number(value=share, limit=limit, unit="share", verdict=verdict)
    return Outcome(
        verdict, (words,), (number,), rows=(row,) if row else (), marks=_marks(check.arguments["limit"], view)
    )


def _share_fact() -> Any:
    from circular.rulebook.vocabulary import Fact

    return Fact("share", "number", Words(da="andel", en="share"), unit="share")


_SHARE = _share_fact()
_NO_FACT = ("oplysningen mangler, eller grænsen er ikke fundet", "the fact is missing, or the limit is not found")
KINDS = {
    "at_most": Kind(_read_limit("at_most"), _judge_limit, ("værdien er over grænsen", "the value is above the limit"), _NO_FACT),
    "at_least": Kind(_read_limit("at_least"), _judge_limit, ("værdien er under grænsen", "the value is below the limit"), _NO_FACT),
    "before": Kind(_read_limit("before"), _judge_limit, ("dagen ligger på eller efter grænsen", "the day is on or after the limit"), _NO_FACT),
    "between": Kind(_read_between, _judge_between, ("værdien ligger uden for de to grænser", "the value lies outside the two bounds"), _NO_FACT),
    "share_at_least": Kind(_read_share, _judge_share, ("for lille en andel af listen opfylder betingelsen", "too small a share of the list meets the condition"), _NO_FACT),
}  # fmt: skip
