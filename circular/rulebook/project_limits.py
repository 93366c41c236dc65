"""The limits and the low-emission class of a project: by regime, with every value a limit may have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from circular.faults import Fault
from circular.rulebook.case import Case, case_of
from circular.rulebook.model import Verdict
from circular.rulebook.own_limits import class_values
from circular.rulebook.rule import Rule, Rulebook
from circular.rulebook.worlds import World, dates_for, worlds_of

if TYPE_CHECKING:
    from circular.building.model import Building
    from circular.lca.model import Assessment
    from circular.rulebook.profile import Profile

Which = Literal["policy", "law"]
NO_REGIME = "none"
MUNICIPALITY = "municipality"
MUNICIPAL_VALUE = "lca.municipal_value"
"""The figure that a municipality's own limit is held against."""
FIGURES = {"building": "lca.limit_value", "construction_process": "lca.per_m2_year.construction_process"}


@dataclass(frozen=True)
class Limit:
    """One limit of one regime, under one value that it may have."""

    rule: str
    name: str
    """building or construction_process."""
    regime: str
    value: Decimal | None
    """Not rounded."""
    limit: Decimal | None
    unit: str
    margin: Decimal | None
    """limit − rounded value; negative when the limit is broken."""
    verdict: Verdict
    provisional: str | None
    decides: bool = True
    """Whether it is of the regime that decides the case; later regimes are for information."""


@dataclass(frozen=True)
class ClassPart:
    """One of the two figures against the class."""

    value: Decimal | None
    limit: Decimal | None
    verdict: Verdict


@dataclass(frozen=True)
class ClassVerdict:
    """Whether a project is in the low-emission class: both figures must hold."""

    verdict: Verdict
    building: ClassPart
    construction_process: ClassPart
    provisional: str | None = None


def limits(
    building: Building, assessment: Assessment, rulebook: Rulebook, *, as_of: date, profile: Profile | None = None
) -> list[Limit]:
    """One entry for each regime, name and possible value: the municipality's own limits, the case's regime, those to come."""
    case = case_of(building.name, kind="building", building=building, assessment=assessment)
    found = list(_municipal(case, rulebook, as_of, profile))
    for decides in (True, False):
        for name in FIGURES:
            for rule in rulebook.rules:
                if rule.feeds == name:
                    found += _own(rule, name, case, as_of) if decides else _later(rule, name, case, as_of)
    once: dict[tuple[object, ...], Limit] = {}
    for one in found:
        once.setdefault((one.rule, one.regime, one.limit, one.verdict), one)
    return list(once.values())


def _municipal(case: Case, rulebook: Rulebook, as_of: date, profile: Profile | None) -> Iterator[Limit]:
    """The municipality's own limits that apply to the case, as their rules judge them; beside one that is not set stands the figure."""
    from circular.rulebook.judging import finding_of
    from circular.rulebook.profile import with_profile

    case = with_profile(case, profile, rulebook, as_of)
    for rule in rulebook.rules:
        if MUNICIPAL_VALUE not in rule.check.facts():
            continue
        finding = finding_of(rule, case, as_of, profile)
        for part in finding.parts if finding.verdict != "not_applicable" else ():
            judged, bound = (one if isinstance(one, Decimal) else None for one in (part.value, part.limit))
            yield Limit(
                rule=finding.code,
                name="building",
                regime=MUNICIPALITY,
                value=case.facts.get(MUNICIPAL_VALUE, case.facts.get(FIGURES["building"])),
                limit=bound,
                unit=part.unit or "",
                margin=None if judged is None or bound is None else bound - judged,
                verdict=part.verdict,
                provisional=finding.provisional,
            )


def _own(rule: Rule, name: str, case: Case, as_of: date) -> Iterator[Limit]:
    worlds, dates = worlds_of(rule, case, as_of)
    for world in worlds:
        if world.applies and (world.regime is not None or dates.open):
            yield _entry(rule, name, world, case, decides=True)


def _later(rule: Rule, name: str, case: Case, as_of: date) -> Iterator[Limit]:
    """What the same building meets in the regimes after its own."""
    dates = dates_for(rule, case, as_of)
    if dates.open or dates.fact is None:
        return
    last = max(dates.days)
    turns = {row.latest for parameter in rule.parameters.values() for row in parameter.rows if row.latest > last}
    for turn in sorted(turns):
        facts = {**case.facts, dates.fact: turn}
        for world in worlds_of(rule, replace(case, facts=facts), as_of)[0]:
            if world.applies:
                yield _entry(rule, name, world, case, decides=False)


def _entry(rule: Rule, name: str, world: World, case: Case, *, decides: bool) -> Limit:
    number = next(iter(world.outcome.numbers), None)
    exact = case.facts.get(FIGURES[name])
    judged = number.value if number is not None and isinstance(number.value, Decimal) else None
    bound = number.limit if number is not None and isinstance(number.limit, Decimal) else None
    unit = next((parameter.unit for parameter in rule.parameters.values() if parameter.unit), "")
    return Limit(
        rule=rule.code,
        name=name,
        regime=world.regime or NO_REGIME,
        value=exact,
        limit=bound,
        unit=unit or "",
        margin=None if judged is None or bound is None else bound - judged,
        verdict=world.outcome.verdict,
        provisional=", ".join(dict.fromkeys(world.marks)) or None,
        decides=decides,
    )


def low_emission_class(
    building: Building, assessment: Assessment, rulebook: Rulebook, *, as_of: date, profile: Profile | None = None
) -> ClassVerdict | None:
    """The class of a project; not_applicable where no class exists for it, None when no rule knows a class."""
    from circular.rulebook.judging import finding_of

    rule = class_rule(rulebook)
    if rule is None:
        return None
    case = case_of(building.name, kind="building", building=building, assessment=assessment)
    finding = finding_of(rule, case, as_of)
    parts = {}
    for name, fact in FIGURES.items():
        value = case.facts.get(fact)
        worlds = [world for world in worlds_of(_part_of(rule, fact), case, as_of)[0] if world.applies]
        numbers = [number for world in worlds for number in world.outcome.numbers]
        bounds = [one.limit for one in numbers if isinstance(one.limit, Decimal)]
        parts[name] = ClassPart(
            value=value if isinstance(value, Decimal) else None,
            limit=min(bounds) if bounds else None,
            verdict=_agreed({world.outcome.verdict for world in worlds}),
        )
    return ClassVerdict(finding.verdict, parts["building"], parts["construction_process"], finding.provisional)


def _part_of(rule: Rule, fact: str) -> Rule:
    """The rule with only the check of one figure, so that what is exempt in one part says nothing of the other."""
    asked = (check for check in rule.check.walk() if check.kind == "at_most" and check.arguments["fact"].name == fact)
    return replace(rule, check=next(asked))


def _agreed(verdicts: set[Verdict]) -> Verdict:
    """One verdict in every world is the verdict; pass beside not_applicable is pass; else unknown."""
    if len(verdicts) == 1:
        return next(iter(verdicts))
    if not verdicts:
        return "not_applicable"
    return "pass" if verdicts == {"pass", "not_applicable"} else "unknown"


def class_rule(rulebook: Rulebook) -> Rule | None:
    return next((rule for rule in rulebook.rules if rule.feeds == "low_emission_class"), None)


def class_ceiling(
    building: Building, rulebook: Rulebook, *, as_of: date, profile: Profile | None = None, which: Which = "policy"
) -> Decimal | None:
    """The largest judged value that the check passes, kg CO2e/m²/year; None where no limit binds.

    A contested class binds at its lowest value. Raises Fault when nobody has set a limit for the case, or the class is
    not told.
    """
    if which == "policy":
        renovation = building.works in ("renovation", "demolition")
        own = None if profile is None else profile.renovation_limit if renovation else profile.new_build_limit
        if own is None and renovation:
            raise Fault(
                building.file, "limits.low_emission_class",
                ("der er ingen lovbestemt klasse for renoveringer, og kommunen har ikke sat en grænse", "there is no statutory class for renovations, and the municipality has set no limit"),
                ("sæt [renovation_limit] i circular.toml og brug --profile, eller skriv et tal", "set [renovation_limit] in circular.toml and use --profile, or write a number"),
            )  # fmt: skip
        if own is not None and own.value is not None:
            return own.value
    elif building.works in ("renovation", "demolition"):
        raise Fault(
            building.file, "limits.low_emission_class",
            ("der er ingen lovbestemt klasse for renoveringer", "there is no statutory class for renovations"),
            ("skriv policy eller et tal", "write policy or a number"),
        )  # fmt: skip
    values = class_values(case_of(building.name, kind="building", building=building), rulebook, as_of)
    numbers = [one for one in values if isinstance(one, Decimal)]
    if any(one is None or one == "not_found" for one in values) or (not numbers and not values):
        raise Fault(
            building.file, "limits.low_emission_class",
            ("CO₂-klassen er ikke fastsat for dagen for byggeansøgningen, eller dagen mangler", "the CO₂ class is not set for the day of the permit application, or the day is missing"),
            ("skriv `permit_applied`, eller skriv et tal", "write `permit_applied`, or write a number"),
        )  # fmt: skip
    return min(numbers) if numbers else None
