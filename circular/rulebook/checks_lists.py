"""Checks over lists: each, no_pair, weights_sum_to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from circular.language import Words, listing
from circular.place import Place
from circular.rulebook.checks import Check, Kind, Scope, operand, read_check
from circular.rulebook.checks_numbers import looked_up
from circular.rulebook.conditions import holds, read_condition, read_fact
from circular.rulebook.model import Part as Number
from circular.rulebook.model import Verdict
from circular.rulebook.outcome import Outcome
from circular.rulebook.reading import Part
from circular.rulebook.say import both, capital, joined, named, untold, valued
from circular.rulebook.view import View
from circular.rulebook.vocabulary import Fact, vocabulary

Item = Mapping[str, Any]
SHOWN = 5
"""So many offenders are quoted; all are counted and all have their place."""


def place_of(item: Item) -> tuple[Place, ...]:
    """Where an item stands, where that is known."""
    place = item.get("_place")
    return (place,) if place is not None else tuple(item.get("_places") or ())


def label_of(item: Item) -> str:
    """What an item is called in a sentence."""
    text = next((str(item[key]) for key in ("name", "text", "target", "file") if item.get(key)), "")
    return text if len(text) <= 90 or item.get("_whole") else f"{text[:88].rsplit(' ', 1)[0]} …"


def list_of(check: Check, view: View) -> tuple[list[Item], Mapping[str, Fact]] | None:
    """The items of the list with the facts they have; None when nobody has told."""
    fact = check.arguments["fact"]
    items = view.fact(fact.name)
    return None if items is None else (list(items), vocabulary().items[str(fact.of)])


def _read_each(part: Part, scope: Scope) -> Check:
    part.keys(("of", "satisfies"), ("where", "quote_only"))
    of = read_fact(part.sub("of"), scope.facts, ("list",))
    inner = scope.inside(str(of.of))
    where = part.get("where")
    condition = read_condition(where, inner.facts, scope.parameters) if where else None
    satisfies = read_check(part.sub("satisfies"), inner)
    only = "quote_only" in part.data and part.sub("quote_only").flag()
    return Check("each", {"fact": of, "where": condition, "quote_only": only}, (satisfies,), part.line)


def _judge_each(check: Check, view: View) -> Outcome:
    found = list_of(check, view)
    of = check.arguments["fact"]
    if found is None:
        return Outcome("unknown", (untold((of.name,)),), missing=(of.name,))
    items, names = found
    outcomes: list[tuple[Item, Outcome]] = []
    for item in items:
        inner = view.within(item, names)
        truth = holds(check.arguments["where"], inner) if check.arguments["where"] is not None else None
        if truth is not None and truth.value is False:
            continue
        if truth is not None and truth.value is None:
            outcomes.append((item, Outcome("unknown", (untold(truth.missing),), missing=truth.missing)))
        else:
            outcomes.append((item, check.below[0].judge(inner)))
    counted = [(item, one) for item, one in outcomes if one.verdict != "not_applicable"]
    if not counted:
        return Outcome("not_applicable", (both("Der er ingen {of}, som reglen gælder.", "There are no {of} that the rule concerns.", of=named(of.name)),))  # fmt: skip
    order: tuple[Verdict, ...] = ("fail", "unknown")
    verdict: Verdict = next((v for v in order if any(one.verdict == v for _, one in counted)), "pass")
    bare = check.arguments["quote_only"] and verdict == "fail"
    chosen = _once([(item, one) for item, one in counted if one.verdict == verdict], bare)
    if verdict == "pass":
        says: tuple[Words, ...] = (capital(both("{of}: {n} set efter og i orden.", "{of}: {n} checked and in order.", n=(str(len(counted)),) * 2, of=named(of.name))),)  # fmt: skip
    else:
        says = tuple(_about(items, one, bare) for items, one in _alike_said(chosen[:SHOWN], bare))
        if len(chosen) > SHOWN:
            more = str(len(chosen) - SHOWN)
            says = (*says, both("Og {n} til.", "And {n} more.", n=(more, more)))
    return Outcome(
        verdict=verdict,
        says=says,
        numbers=tuple(number for _, one in chosen for number in one.numbers) if verdict != "pass" else (),
        missing=tuple(dict.fromkeys(name for _, one in chosen for name in one.missing)),
        places=tuple(dict.fromkeys(place for item, _ in chosen for place in place_of(item)))
        if verdict != "pass"
        else (),
        rows=tuple(dict.fromkeys(row for _, one in counted for row in one.rows)),
        marks=tuple(dict.fromkeys(mark for _, one in counted for mark in one.marks)),
        count=len(chosen),
    )


def _once(chosen: list[tuple[Item, Outcome]], bare: bool) -> list[tuple[Item, Outcome]]:
    """Without those that would quote the same words of the same place."""
    if not bare:
        return chosen
    seen = {(label_of(item), place_of(item)): (item, one) for item, one in reversed(chosen)}
    return list(seen.values())[::-1]


def _alike_said(chosen: list[tuple[Item, Outcome]], bare: bool) -> list[tuple[list[Item], Outcome]]:
    """Items of which the same is to be said, together."""
    groups: dict[Any, tuple[list[Item], Outcome]] = {}
    for item, one in chosen:
        key = id(item) if bare or not label_of(item) else one.says
        groups.setdefault(key, ([], one))[0].append(item)
    return list(groups.values())


def _about(items: list[Item], outcome: Outcome, bare: bool) -> Words:
    labels = list(dict.fromkeys(f"“{label}”" for item in items if (label := label_of(item))))
    listed = (listing(labels, "da"), listing(labels, "en"))
    if bare and labels:
        return both("{labels}", "{labels}", labels=listed)
    said = joined(outcome.says)
    if not labels:
        return said
    return both("{labels}: {said}", "{labels}: {said}", labels=listed, said=(said.da, said.en))


def _read_pair(part: Part, scope: Scope) -> Check:
    part.keys(("of", "same", "a", "b"), ("unless",))
    of = read_fact(part.sub("of"), scope.facts, ("list",))
    inner = scope.inside(str(of.of))
    same = tuple(read_fact(one, inner.facts).name for one in part.sub("same").items())
    unless = part.get("unless")
    both_facts = {
        **inner.facts,
        **{f"a.{name}": replace(fact, name=f"a.{name}") for name, fact in scope.items[str(of.of)].items()},
    }
    return Check(
        "no_pair",
        {
            "fact": of,
            "same": same,
            "a": read_condition(part.sub("a"), inner.facts, scope.parameters),
            "b": read_condition(part.sub("b"), inner.facts, scope.parameters),
            "unless": read_condition(unless, both_facts, scope.parameters) if unless else None,
        },
        line=part.line,
    )


def _judge_pair(check: Check, view: View) -> Outcome:
    found = list_of(check, view)
    of, arguments = check.arguments["fact"], check.arguments
    if found is None:
        return Outcome("unknown", (untold((of.name,)),), missing=(of.name,))
    items, names = found
    firsts = [item for item in items if holds(arguments["a"], view.within(item, names)).value]
    seconds = [item for item in items if holds(arguments["b"], view.within(item, names)).value]
    pairs = []
    near = _by_value(seconds, arguments["same"][0])
    for first in firsts:
        for index in sorted({at for value in _values(first.get(arguments["same"][0])) for at in near.get(value, ())}):
            second = seconds[index]
            if first is second or any(not _alike(first.get(key), second.get(key)) for key in arguments["same"]):
                continue
            if arguments["unless"] is not None:
                merged = {**second, **{f"a.{key}": value for key, value in first.items()}}
                if holds(arguments["unless"], view.within(merged, names)).value:
                    continue
            pairs.append((first, second))
    if not pairs:
        return Outcome("pass", (both("Ingen {of} står to gange.", "No {of} stand twice.", of=named(of.name)),))
    says = tuple(
        both("“{a}” og “{b}” er det samme krav.", "“{a}” and “{b}” are the same demand.", a=(label_of(a),) * 2, b=(label_of(b),) * 2)
        for a, b in pairs[:SHOWN]
    )  # fmt: skip
    places = tuple(dict.fromkeys(place for pair in pairs for item in pair for place in place_of(item)))
    return Outcome("fail", says, places=places, count=len(pairs))


def _by_value(items: Sequence[Item], key: str) -> dict[Any, list[int]]:
    """Value of the key -> where the items that have it stand, so that not every item is held against every other."""
    found: dict[Any, list[int]] = {}
    for index, item in enumerate(items):
        for value in _values(item.get(key)):
            found.setdefault(value, []).append(index)
    return found


def _values(told: Any) -> tuple[Any, ...]:
    """What an item may share with another: its value, each of several, or that there are none."""
    if isinstance(told, tuple | list):
        return tuple(told) or ((),)
    return () if told is None else (told,)


def _alike(first: Any, second: Any) -> bool:
    """Equal and told; lists are alike when they share a word or are both empty."""
    if isinstance(first, tuple | list) and isinstance(second, tuple | list):
        return bool(set(first) & set(second)) or (not first and not second)
    return first is not None and first == second


def _read_weights(part: Part, scope: Scope) -> Check:
    part.keys(("of", "total"), ("tolerance",))
    of = read_fact(part.sub("of"), scope.facts, ("list",))
    if of.of != "award_table":
        raise part.fault("weights_sum_to ser efter tabeller med tildelingskriterier", "weights_sum_to looks at tables of award criteria", ("skriv of: award_tables", "write of: award_tables"), at=("of",))  # fmt: skip
    percent = scope.items["criterion"]["weight"]
    tolerance = part.get("tolerance")
    return Check(
        "weights_sum_to",
        {
            "fact": of,
            "total": operand(part.sub("total"), percent, scope),
            "tolerance": operand(tolerance, percent, scope) if tolerance else Decimal(0),
        },
        line=part.line,
    )


def _judge_weights(check: Check, view: View) -> Outcome:
    found = list_of(check, view)
    of = check.arguments["fact"]
    if found is None:
        return Outcome("unknown", (untold((of.name,)),), missing=(of.name,))
    total, row, other = looked_up(check.arguments["total"], view)
    tolerance, slack_row, no_slack = looked_up(check.arguments["tolerance"], view)
    if other is not None or no_slack is not None:
        return other or no_slack or Outcome("unknown")
    rows = tuple(one for one in (row, slack_row) if one is not None)
    tables = [item for item in found[0] if item.get("unit") == "percent"]
    if not tables:
        return Outcome("not_applicable", (both("Ingen tabel vægter i procent.", "No table weighs in percent."),))
    bad: list[tuple[Item, Words]] = []
    numbers = []
    for table in tables:
        for sums, parent in _sums(table.get("criteria") or ()):
            wanted = [total] if parent is None else [total, parent]
            if min(abs(sums - one) for one in wanted) > tolerance:
                numbers.append(Number(value=sums, limit=total, unit="percent", verdict="fail"))
                words = both("Vægtene summer til {sum}, ikke {total}.", "The weights sum to {sum}, not {total}.", sum=valued(sums, unit="percent"), total=valued(wanted[-1], unit="percent"))  # fmt: skip
                bad.append((table, words))
    if bad:
        places = tuple(dict.fromkeys(place for table, _ in bad for place in place_of(table)))
        return Outcome(
            "fail", tuple(words for _, words in bad), tuple(numbers), places=places, rows=rows, count=len(bad)
        )
    if any(criterion.get("weight") is None for table in tables for criterion in table.get("criteria") or ()):
        return Outcome("unknown", (both("Et kriterium har ingen vægt.", "A criterion has no weight."),), missing=("weight",), rows=rows)  # fmt: skip
    words = both("Vægtene summer til {total}.", "The weights sum to {total}.", total=valued(total, unit="percent"))
    return Outcome("pass", (capital(words),), rows=rows)


def _sums(criteria: Sequence[Item]) -> list[tuple[Decimal, Decimal | None]]:
    """The sum of the top level, and of the children of each parent with the parent's own weight; sums with gaps left out."""
    weight = {item.get("name"): item.get("weight") for item in criteria}
    groups: dict[Any, list[Any]] = {}
    for item in criteria:
        groups.setdefault(item.get("parent"), []).append(item.get("weight"))
    return [
        (sum(weights, Decimal(0)), None if parent is None else weight.get(parent))
        for parent, weights in groups.items()
        if weights and all(one is not None for one in weights)
    ]


KINDS = {
    "each": Kind(_read_each, _judge_each, ("mindst ét element på listen opfylder det ikke", "at least one item of the list does not satisfy it"), ("et element kan ikke afgøres, og intet andet fejler", "an item can't be told and no other fails")),
    "no_pair": Kind(_read_pair, _judge_pair, ("to elementer på listen er det samme", "two items of the list are the same"), ("listen er ikke læst", "the list was not read")),
    "weights_sum_to": Kind(_read_weights, _judge_weights, ("vægte i procent summer ikke", "weights in percent do not sum"), ("et kriterium har ingen vægt", "a criterion has no weight")),
}  # fmt: skip
