"""What `circular lca` computes of one project: footprint, limits, class, sensitivity and the swap that cures a broken limit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from circular.faults import Fault
from circular.stages import stage

MUNICIPAL = "lca.municipal_value"
"""The fact that a municipality's own limit is held against."""


@dataclass(frozen=True)
class Asked:
    """What every project is computed by; sent once to each process."""

    day: date
    rules: tuple[Path, ...]
    profile: Path | None
    permit_applied: date | None


def ready(asked: Asked) -> tuple[Any, ...]:
    """What a process needs before its first project: what is asked, the rules, the profile."""
    from circular.rulebook import load_profile, load_rules

    return asked, load_rules(asked.rules), load_profile(asked.profile) if asked.profile else None


def viewed(state: tuple[Any, ...], path: Path) -> Any:
    """Everything about one project, in a process that is ready."""
    asked, rulebook, profile = state
    return view(path, asked.day, rulebook, profile, asked.permit_applied)


def lost(state: tuple[Any, ...], path: Path) -> Any:
    """The answer of a project whose process went down."""
    from circular.reports.lca_view import LcaView

    asked, _, profile = state
    said = ("processen, der regnede på projektet, gik ned", "the process that computed the project was lost")
    return LcaView(name=path.stem, judged_on=asked.day, profile=profile is not None, fault=Fault(str(path), "", said))


def view(path: Path, day: date, rulebook: Any, profile: Any, permit_applied: date | None) -> Any:
    """Everything about one project, or the fault that kept it from being computed."""
    from circular.building import read_building
    from circular.lca import assess, context_of
    from circular.lca.sensitivity import sensitivity
    from circular.reports.lca_view import LcaView, all_of
    from circular.rulebook import limits, low_emission_class

    blank = LcaView(name=path.stem, judged_on=day, profile=profile is not None)
    convention = profile.reuse_convention if profile is not None else "zero"
    try:
        with stage("read"):
            building = read_building(path)
        if permit_applied is not None:
            building = building.model_copy(update={"permit_applied": permit_applied})
        with stage("project"):
            assessment = assess(
                building,
                as_of=day,
                reuse_convention=convention,
                essentials=profile.essentials if profile is not None else None,
            )
        context = context_of(building, as_of=day, reuse_convention=convention)
        with stage("judge"):
            entries = tuple(limits(building, assessment, rulebook, as_of=day, profile=profile))
            judged = low_emission_class(building, assessment, rulebook, as_of=day, profile=profile)
            report = _report(building, assessment, rulebook, day, profile)
            findings = _limit_findings(report, rulebook)
        with stage("cures"):
            swap = _swap(building, report, findings, rulebook, profile)
    except Fault as fault:
        return replace(blank, fault=fault)
    with stage("sensitivity"):
        influences = sensitivity(building, assessment, context)
    price, source = _price(profile, day)
    own = tuple(finding for finding, municipal in findings if municipal and finding.verdict != "not_applicable")
    return replace(
        blank,
        name=building.name,
        building=building,
        assessment=assessment,
        limits=entries,
        low_emission_class=judged,
        influences=influences,
        swap=swap,
        price_dkk_per_tonne=price,
        price_source=source,
        municipal=own,
        exempt=tuple(
            finding for finding, municipal in findings if not municipal and finding.verdict == "not_applicable"
        ),
        verdict=all_of(finding.verdict for finding, _ in findings),
    )


def _report(building: Any, assessment: Any, rulebook: Any, day: date, profile: Any) -> Any:
    from circular.rulebook import case_of, judge

    case = case_of(building.name, kind="building", building=building, assessment=assessment)
    return judge(case, rulebook, as_of=day, profile=profile)


def _limit_findings(report: Any, rulebook: Any) -> list[tuple[Any, bool]]:
    """The findings of the rules that hold a limit, and whether the limit is the municipality's own."""
    own = {rule.code for rule in rulebook.rules if _asks(rule, MUNICIPAL)}
    law = {rule.code for rule in rulebook.rules if rule.feeds in ("building", "construction_process")}
    return [(one, one.code in own) for one in report.findings if one.code in own | law]


def _swap(building: Any, report: Any, findings: Any, rulebook: Any, profile: Any) -> Any:
    """What cures the first broken limit, the law's and the municipality's before the class and the project's own."""
    from circular.remedies.attach import Swaps

    klass = {rule.code for rule in rulebook.rules if rule.feeds == "low_emission_class"}
    asked = [one for one, _ in findings]
    asked += [one for one in report.findings if one.code in klass]
    asked += [one for one in report.findings if one not in asked]
    swaps = Swaps(building, report.judged_on, profile)
    return next((words for one in asked if (words := swaps.words(one)) is not None), None)


def _asks(rule: Any, fact: str) -> bool:
    """Whether a rule holds the fact against something."""
    return any(getattr(check.arguments.get("fact"), "name", None) == fact for check in rule.check.walk())


def _price(profile: Any, day: date) -> tuple[Decimal | None, str | None]:
    """The profile's shadow price of the year: the newest that has begun, else the first."""
    prices = profile.shadow_price if profile is not None else {}
    if not prices:
        return None, None
    begun = [year for year in prices if year <= day.year]
    return prices[max(begun) if begun else min(prices)], profile.shadow_price_source
