"""Judges a case by a rulebook: one finding a rule, and one for what the case itself lacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from circular.language import Words, day
from circular.place import Place
from circular.rulebook.case import Case
from circular.rulebook.heaviest import heaviest
from circular.rulebook.model import Finding, Report, Severity, Verdict
from circular.rulebook.outcome import Outcome
from circular.rulebook.rule import Rule, Rulebook
from circular.rulebook.say import both, joined, pair, untold, valued
from circular.rulebook.telling import because
from circular.rulebook.unread import naming_documents
from circular.rulebook.waivers import Waiver, waived
from circular.rulebook.worlds import Dates, World, worlds_of

if TYPE_CHECKING:
    from circular.rulebook.profile import Profile

MOST_WAYS = 12
"""So many values are listed one by one; more are told by the stretch of days they hold."""
VERDICT_WORDS = {
    "pass": ("holder", "holds"),
    "fail": ("holder ikke", "falls short"),
    "unknown": ("kan ikke afgøres", "can't be told"),
    "not_applicable": ("gælder ikke", "doesn't apply"),
}


def judge(
    case: Case,
    rulebook: Rulebook,
    *,
    as_of: date,
    waivers: Sequence[Waiver] = (),
    profile: Profile | None = None,
) -> Report:
    """The report of a case on a day; raises Fault for a waiver or a date of a rule that does not exist."""
    from circular.rulebook.case_findings import no_category
    from circular.rulebook.profile import with_profile

    if profile is not None and profile.severity:
        profile.hold_against(rulebook)
    case = with_profile(case, profile, rulebook, as_of)
    findings: list[Finding] = []
    nameless = case.tender is not None and "tender" in case.subjects and not case.facts.get("category")
    if nameless:
        findings.append(no_category(case))
    for rule in rulebook.rules:
        if rule.subject not in case.subjects or (nameless and rule.by_category):
            continue
        findings.append(finding_of(rule, case, as_of, profile))
    findings = list(waived(findings, case, rulebook, waivers, as_of))
    return Report(case=case.name, rulebook_version=rulebook.version, judged_on=as_of, findings=tuple(findings))


def finding_of(rule: Rule, case: Case, as_of: date, profile: Profile | None = None) -> Finding:
    """What one rule says of one case."""
    worlds, dates = worlds_of(rule, case, as_of)
    outcome, marks, missing = combined(rule, worlds, dates)
    outcome, names = naming_documents(outcome, missing, case)
    hangs_on_reading, missing = names is not missing, names
    deciding = _deciding_day(worlds, dates, as_of)
    rows = outcome.rows if outcome.verdict != "not_applicable" else ()
    row = rows[0] if rows else None
    source = row.source if row is not None else None
    own = profile.source_of(rule.check.facts()) if profile is not None and source is None and outcome.verdict != "not_applicable" else None  # fmt: skip
    severity = _severity(rule, deciding, profile)
    absent = outcome.absent and case.tender is not None
    places = outcome.places or _demanded(rule, outcome, case)
    if absent and case.tender is not None:
        from circular.rulebook.clause_search import belongs, searched
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity,
        basis=rule.basis,
        goal=rule.goal,
        verdict=outcome.verdict,
        title=rule.title,
        because=_said(rule, outcome, case),
        parts=outcome.numbers,
        since=row.earliest if row is not None and row.earliest > date.min else None,
        source=f"{source.key}: {source.ref}" if source is not None else own,
        source_en=f"{source.key}: {source.en}" if source is not None and source.en else None,
        provisional=", ".join(marks) if marks and outcome.verdict != "not_applicable" else None,
        missing=missing if outcome.verdict == "unknown" else (),
        places=places,
        searched=searched(case.tender) if absent and case.tender is not None else (),
        belongs=(
            belongs(case.tender, _roles(rule))
            if absent and case.tender is not None and outcome.verdict != "pass"
            else None
        ),
        remedy=rule.cure(case.facts.get("category") or ())
        if outcome.verdict in ("fail", "unknown") and not hangs_on_reading
        else None,
    )


def _said(rule: Rule, outcome: Outcome, case: Case) -> Words:
    """Why; a footprint that is too large names the components that weigh most."""
    words = because(rule, outcome, case)
    if outcome.verdict != "fail" or rule.remedy is None or not rule.remedy.optimise:
        return words
    named = heaviest(case)
    return words if named is None or _of_mass(rule) else joined([words, named])


def _of_mass(rule: Rule) -> bool:
    """Whether the rule is about shares of mass, where the footprint does not tell what to swap."""
    return any(name.endswith("mass_share") for name in rule.check.facts())


def combined(rule: Rule, worlds: Sequence[World], dates: Dates) -> tuple[Outcome, tuple[str, ...], tuple[str, ...]]:
    """One outcome from all worlds: the same verdict in all is the verdict; pass and not_applicable is a provisional pass;
    anything else that differs can't be told, and each value is listed with its verdict."""
    verdicts = {world.outcome.verdict for world in worlds}
    marks = tuple(dict.fromkeys(mark for world in worlds for mark in world.marks))
    missing = tuple(dict.fromkeys(name for world in worlds for name in (*world.outcome.missing, *world.missing)))
    if len(verdicts) == 1:
        first = worlds[0].outcome
        if len(worlds) > 1:
            first = _merged(worlds, first.verdict)
            marks = (*marks, "date unknown") if dates.open else marks
        return first, marks, missing
    if verdicts == {"pass", "not_applicable"}:
        passing = [world for world in worlds if world.outcome.verdict == "pass"]
        marks = tuple(dict.fromkeys(mark for world in passing for mark in world.marks))
        return _merged(passing, "pass"), (*marks, "date unknown") if dates.open else marks or ("contested",), ()
    if dates.open:
        missing = (rule.dated_by[0], *(name for name in missing if name != rule.dated_by[0]))
    outcome = _merged(worlds, "unknown")
    says = (*((untold(missing),) if missing else ()), *_each_way(worlds, dates))
    return Outcome("unknown", says, outcome.numbers, missing, outcome.places, outcome.rows, marks, outcome.absent), marks, missing  # fmt: skip


def _merged(worlds: Sequence[World], verdict: Verdict) -> Outcome:
    outcomes = [world.outcome for world in worlds]
    return Outcome(
        verdict,
        tuple(dict.fromkeys(said for one in outcomes for said in one.says)),
        tuple(dict.fromkeys(number for one in outcomes for number in one.numbers)),
        tuple(dict.fromkeys(name for one in outcomes for name in one.missing)),
        tuple(dict.fromkeys(place for one in outcomes for place in one.places)),
        tuple(dict.fromkeys(row for one in outcomes for row in one.rows)),
        absent=any(one.absent for one in outcomes),
        count=max((one.count for one in outcomes), default=0),
    )


def _each_way(worlds: Sequence[World], dates: Dates) -> list[Words]:
    """`Grænsen 7,5: holder ikke; 8,0: holder.` — by date where the date is open."""
    told: list[tuple[Words, Verdict]] = []
    for world in worlds:
        label = _against(world)
        if dates.open or len(dates.days) > 1:
            when = _stretch(world.day, dates)
            label = pair(f"{when.da} {label.da}".strip(), f"{when.en} {label.en}".strip())
        if not any(label == one and verdict == world.outcome.verdict for one, verdict in told):
            told.append((label, world.outcome.verdict))
    if len(told) > MOST_WAYS and len({world.day for world in worlds}) > 1:
        told = _by_day(worlds, dates)
    da = "; ".join(f"{label.da or '–'}: {VERDICT_WORDS[verdict][0]}" for label, verdict in told)
    en = "; ".join(f"{label.en or '–'}: {VERDICT_WORDS[verdict][1]}" for label, verdict in told)
    return [pair(f"Det kommer an på: {da}.", f"It depends: {en}.")]


def _by_day(worlds: Sequence[World], dates: Dates) -> list[tuple[Words, Verdict]]:
    """One verdict a stretch of days, those with the same verdict as the one before left out."""
    told: list[tuple[Words, Verdict]] = []
    for start in dict.fromkeys(world.day for world in worlds):
        verdicts = {world.outcome.verdict for world in worlds if world.day == start}
        verdict: Verdict = verdicts.pop() if len(verdicts) == 1 else "unknown"
        if not told or told[-1][1] != verdict:
            told.append((_stretch(start, dates), verdict))
    return told


def _against(world: World) -> Words:
    """`7,9 mod 8,0 kg CO₂e/m²/år`, or the value of the world alone."""
    number = next((one for one in world.outcome.numbers if isinstance(one.value, Decimal)), None)
    if number is None or not world.label.da:
        return world.label
    value = valued(number.value, unit="share" if number.unit == "share" else None)
    return both("{value} mod {label}", "{value} against {label}", value=value, label=(world.label.da, world.label.en))


def _stretch(start: date, dates: Dates) -> Words:
    if not dates.open:
        return pair(day(start, "da"), day(start, "en"))
    if start == dates.days[0]:
        return both("før {day}", "before {day}", day=valued(dates.days[1]))
    return both("fra {day}", "from {day}", day=valued(start))


def _deciding_day(worlds: Sequence[World], dates: Dates, as_of: date) -> date:
    return as_of if dates.open or not worlds else worlds[-1].day


def _severity(rule: Rule, on: date, profile: Profile | None) -> Severity:
    """The severity on the day; before its first day the first one; the profile may bring `must` forward."""
    from circular.rulebook.view import View

    if profile is not None and rule.basis == "policy":
        forward = profile.must_from(rule)
        if forward is not None and on >= forward:
            return "must"
    held = [one.value for one in rule.severity.on(on, View({}, {}, on)) if one.row is not None]
    severity: Severity = held[0] if held else min(rule.severity.rows, key=lambda row: row.earliest).value
    return severity


def _demanded(rule: Rule, outcome: Outcome, case: Case) -> tuple[Place, ...]:
    """Where the tender demands what a project is held against."""
    asked = [name for name in rule.check.facts() if name.startswith("demanded.")]
    if not asked or case.tender is None or outcome.verdict == "not_applicable":
        return ()
    from circular.rulebook.facts_of_building import demand_places

    return tuple(place for name in asked for place in demand_places(case.tender, name))


def _roles(rule: Rule) -> tuple[str, ...]:
    """The roles that the rule's own check asks for, for telling where a demand belongs."""
    return tuple(dict.fromkeys(role for check in rule.check.walk() for role in check.arguments.get("role") or ()))
