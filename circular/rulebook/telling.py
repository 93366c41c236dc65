"""The sentence that says why: the rule's own message, filled in, with what the checks add."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from circular.language import Language, Words
from circular.rulebook.case import Case
from circular.rulebook.model import Part as Number
from circular.rulebook.outcome import Outcome
from circular.rulebook.read_rule import FILLED
from circular.rulebook.rule import Rule
from circular.rulebook.say import joined, named, said
from circular.rulebook.vocabulary import vocabulary

ONE = " ({count})"
"""How many were found, in brackets; left out where it is one."""


def because(rule: Rule, outcome: Outcome, case: Case) -> Words:
    """Why the verdict is what it is, in both languages."""
    message = _message(rule, outcome)
    if message is None:
        return joined(outcome.says)
    filled = _filled(message, rule, outcome, case)
    if filled is None:
        return joined(outcome.says)
    if outcome.verdict == "unknown":
        return joined([*outcome.says, filled])
    rest = outcome.says if outcome.count and not outcome.absent else _unsaid(message, rule, outcome.says[1:])
    if outcome.verdict == "pass":
        rest = outcome.says if outcome.places else ()
    return joined([filled, *rest])


def _unsaid(message: Words, rule: Rule, says: Sequence[Words]) -> tuple[Words, ...]:
    """What the checks add to the rule's message: neither the facts it has filled in, nor a bare `name: no`."""
    facts = vocabulary().subjects[rule.subject]
    told = [named(name)[0] for name in FILLED.findall(message.da) if name in facts]
    starts = tuple(name[:1].upper() + name[1:] for name in told)
    bare = [f"{name[:1].upper()}{name[1:]}: {said(False, 'da')}." for name in (named(one)[0] for one in facts if facts[one].type == "yes_no")]  # fmt: skip
    bare += [words.da for one in facts if (words := facts[one].not_so) is not None]
    return tuple(one for one in says if one.da not in bare and not (starts and one.da.startswith(starts)))


def _message(rule: Rule, outcome: Outcome) -> Words | None:
    if outcome.verdict == "fail":
        return rule.message
    if outcome.verdict == "pass":
        neutral = rule.message is not None and "{value}" in rule.message.da
        return rule.holds or (rule.message if neutral else None)
    return rule.untold if outcome.verdict == "unknown" else None


def _filled(message: Words, rule: Rule, outcome: Outcome, case: Case) -> Words | None:
    """The message with its fields filled in; None when a field has no value."""
    number = next((one for one in outcome.numbers if one.verdict == outcome.verdict), None)
    texts = {}
    if outcome.count == 1:
        message = Words(da=message.da.replace(ONE, ""), en=message.en.replace(ONE, ""))
    for language in ("da", "en"):
        values = {
            name: _field(name, language, number, rule, outcome, case) for name in FILLED.findall(message[language])
        }
        if any(value is None for value in values.values()):
            return None
        texts[language] = FILLED.sub(lambda match, known=values: str(known[match.group(1)]), message[language])  # type: ignore[misc]
    return Words(da=texts["da"], en=texts["en"])


def _field(
    name: str, language: Language, number: Number | None, rule: Rule, outcome: Outcome, case: Case
) -> str | None:
    if name == "count":
        return str(outcome.count)
    if name in ("value", "limit", "unit", "margin"):
        return None if number is None else _of_number(name, language, number)
    if name in rule.parameters:
        rows = rule.parameters[name].rows
        row = next((row for row in outcome.rows if row in rows), rows[0] if len(rows) == 1 else None)
        value: Any = row.value if row is not None else None
        return (
            None if isinstance(value, dict) or value is None else said(value, language, unit=rule.parameters[name].unit)
        )
    value = case.facts.get(name)
    fact = vocabulary().subjects[rule.subject][name]
    return None if value is None else said(value, language, unit=fact.unit, fact=name)


def _of_number(name: str, language: Language, number: Number) -> str | None:
    if name == "unit":
        return vocabulary().unit(number.unit, language)
    if name == "margin":
        if not isinstance(number.value, Decimal) or not isinstance(number.limit, Decimal):
            return None
        return said(abs(number.limit - number.value), language, unit="share" if number.unit == "share" else None)
    value = number.value if name == "value" else number.limit
    decimals = None
    if number.unit != "share" and isinstance(number.value, Decimal):
        decimals = max(0, -int(number.value.as_tuple().exponent))
    return (
        None
        if value is None
        else said(value, language, unit="share" if number.unit == "share" else None, decimals=decimals)
    )
