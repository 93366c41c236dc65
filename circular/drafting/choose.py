"""What the user told: level, role and values, each checked against what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from circular.drafting.draft import Value, checked
from circular.drafting.model import LEVELS, ClauseRole, ClauseTemplate, Level, Parameter
from circular.drafting.rule_values import rule_value
from circular.faults import Fault, nearest


def level_named(word: str | None) -> Level | None:
    """The level of that name; `front-runner` and `Ambitious` are understood."""
    if word is None:
        return None
    plain = word.strip().casefold().replace("-", "_").replace(" ", "_")
    for level in LEVELS:
        if plain == level:
            return level
    known = ", ".join(LEVELS)
    raise Fault(
        "--level", "",
        (f"ukendt niveau '{word}'", f"unknown level '{word}'"),
        (f"vælg mellem {known}", f"choose from {known}"),
    )  # fmt: skip


def role_named(word: str | None, template: ClauseTemplate) -> ClauseRole | None:
    """The role of that name, if the clause has a text for it."""
    if word is None:
        return None
    plain = word.strip().casefold().replace("-", "_").replace(" ", "_")
    for role in template.roles:
        if plain == role:
            return role
    known = ", ".join((*template.roles, "market_dialogue"))
    raise Fault(
        "--role", "",
        (f"klausulen {template.name} har ingen tekst som '{word}'", f"the clause {template.name} has no text as '{word}'"),
        (f"vælg mellem {known}", f"choose from {known}"),
    )  # fmt: skip


def told_values(
    templates: Iterable[ClauseTemplate],
    settings: Mapping[str, str],
    *,
    day: date | None = None,
    facts: Mapping[str, Any] | None = None,
    level: Level | None = None,
    also_known: Iterable[str] = (),
) -> dict[str, Value]:
    """The values for the clauses' parameters: what is set, else what a rule or a policy goal holds on the day.

    A parameter is named alone (`share`) or with its clause (`genbrug-materialer.share`), as the keys of the answer are.
    """
    listed = list(templates)
    templates_by_name = {each.name: each for each in listed}
    parameters = {(each.name, name): one for each in listed for name, one in each.parameters.items()}
    values: dict[str, Value] = {}
    for (clause, name), parameter in parameters.items():
        if parameter.from_rule is not None and day is not None:
            found = rule_value(parameter.from_rule, day, facts or {})
            own = _own_number(templates_by_name[clause], parameter, level)
            if found is not None and (own is None or found > own):
                values[name if len(listed) == 1 else f"{clause}.{name}"] = found
    known = sorted({name for _, name in parameters} | {f"{c}.{n}" for c, n in parameters} | set(also_known))
    for key, text in settings.items():
        hits = [(c, n) for c, n in parameters if key in (n, f"{c}.{n}")]
        if not hits:
            if key in also_known:
                continue
            near = nearest(key, known) or known
            raise Fault(
                f"--set {key}", "",
                (f"ukendt parameter '{key}'", f"unknown parameter '{key}'"),
                (f"vælg mellem {', '.join(near)}", f"choose from {', '.join(near)}") if near
                else ("der er ingen tal at sætte", "there are no numbers to set"),
            )  # fmt: skip
        for clause, name in hits:
            value = checked(parameters[clause, name], text)
            values[name if len(listed) == 1 else f"{clause}.{name}"] = value
    return values


def _own_number(template: ClauseTemplate, parameter: Parameter, level: Level | None) -> Decimal | None:
    """The clause's own number at the level (else at the lowest with a text); None where it has none."""
    lowest = next((one for one in LEVELS if template.has_text(template.role, one)), LEVELS[0])
    at: Level = level if level is not None else lowest
    own = parameter.defaults.get(at)
    return own if isinstance(own, Decimal) else None


def values_of(template: ClauseTemplate, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values of one clause among many: keys `clause.parameter` without the clause."""
    start = f"{template.name}."
    return {key.removeprefix(start): value for key, value in values.items() if key.startswith(start)}
