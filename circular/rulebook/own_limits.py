"""The limits a municipality sets itself, as facts of a case: a number, or the class of new buildings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from circular.rulebook.case import Case
from circular.rulebook.view import View
from circular.rulebook.vocabulary import vocabulary
from circular.rulebook.worlds import dates_for

if TYPE_CHECKING:
    from circular.rulebook.profile import OwnLimit, Profile
    from circular.rulebook.rule import Rulebook

REMOVED = "removed"
CLASS_FACT = "lca.limit_value"


def class_values(case: Case, rulebook: Rulebook, as_of: date) -> tuple[Any, ...]:
    """Every value the low-emission class may have for a case, taken as new; None stands for no value in force."""
    rule = next((one for one in rulebook.rules if one.feeds == "low_emission_class"), None)
    if rule is None:
        return ()
    names = vocabulary().subjects[rule.subject]
    renovation = case.facts.get("works") in ("renovation", "demolition")
    dates = dates_for(rule, case, as_of)
    days = (as_of,) if dates.open and renovation else dates.days
    parameter = next(
        rule.parameters[check.arguments["limit"].name]
        for check in rule.check.walk()
        if check.kind == "at_most" and check.arguments["fact"].name == CLASS_FACT
    )
    types = case.several.get("building_type", ((case.facts.get("building_type"),), ""))[0]
    found: list[Any] = []
    for day in days:
        for kind in types:
            works = "new" if renovation else case.facts.get("works")
            view = View({**case.facts, "works": works, "building_type": kind}, names, day)
            found += [one.value for one in parameter.on(day, view)]
    return tuple(dict.fromkeys(found))


def class_for_information(case: Case, rulebook: Rulebook, as_of: date) -> Case:
    """A renovation with the class that a like new building has, where it has exactly one."""
    if case.facts.get("works") != "renovation":
        return case
    values = [one for one in class_values(case, rulebook, as_of) if isinstance(one, Decimal)]
    return replace(case, facts={**case.facts, "class_for_information": values[0]}) if len(values) == 1 else case


def own_limit_facts(case: Case, profile: Profile, rulebook: Rulebook, as_of: date) -> Case:
    """The case with the municipality's own limits and the figure they are held against."""
    works = case.facts.get("works")
    name = "renovation_limit" if works == "renovation" else "new_build_limit"
    own: OwnLimit | None = getattr(profile, name)
    if own is None or works == "demolition":
        return case
    facts: dict[str, Any] = {**case.facts, "lca.municipal_value": _figure(case, own)}
    facts[f"{name}_is_class"] = own.is_class
    if own.value is not None:
        return replace(case, facts={**facts, name: own.value})
    values = [one for one in class_values(case, rulebook, as_of) if isinstance(one, Decimal)]
    if len(values) > 1:
        return replace(case, facts=facts, several={**case.several, name: (tuple(values), "contested")})
    return replace(case, facts={**facts, name: values[0] if values else None})


def _figure(case: Case, own: OwnLimit) -> Decimal | None:
    """The footprint in the modules the municipality counts; without a list, those the class counts.

    Where it counts the existing building too, what is removed of it is added.
    """
    assessment = case.assessment
    if assessment is None or (own.modules is None and not own.existing):
        value = case.facts.get(CLASS_FACT)
        return value if isinstance(value, Decimal) else None
    if own.modules is None:
        value = case.facts.get(CLASS_FACT)
        terms = [value if isinstance(value, Decimal) else None]
    else:
        terms = [assessment.per_m2_year.get(module) for module in own.modules if module != REMOVED]
    if own.existing or (own.modules is not None and REMOVED in own.modules):
        terms.append(assessment.per_m2_year.get(REMOVED))
    known = [term for term in terms if term is not None]
    return sum(known, Decimal(0)) if len(known) == len(terms) else None
