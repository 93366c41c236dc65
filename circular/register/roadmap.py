"""The road to 2030: every target of the policy with its value, its trend, its evidence and what is not known."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, select

from circular.language import Words
from circular.register.cube import Cube, cube
from circular.register.evidence import Evidence, evidence
from circular.register.gaps import Gaps, gaps
from circular.register.measured import Measured, View, measured
from circular.register.model import Figure
from circular.register.policy_model import Policy, PolicyVersion, Target
from circular.register.status import Judged, status_of
from circular.register.store import Register
from circular.register.tables import CASE, CELL, FIGURE, JUDGEMENT

EVIDENCE = 10
OVERALL = "CO2"
"""Under this name the cut of CO2 since the base year is entered as a figure; the policy's versions are held against it."""


@dataclass(frozen=True)
class Shown:
    """A measure with the cases behind it."""

    measured: Measured
    evidence: tuple[Evidence, ...]
    evidence_total: int


@dataclass(frozen=True)
class TargetRoad:
    target: Target
    judged: Judged
    measures: tuple[Shown, ...]
    rules: tuple[str, ...]
    """Codes of the rules that serve the target."""


@dataclass(frozen=True)
class VersionRoad:
    """One version of the policy's overall goal, held against the entered figures."""

    version: PolicyVersion
    now: tuple[int, float] | None
    judged: Judged


@dataclass(frozen=True)
class Road:
    policy: Policy
    as_of: date
    year: int
    department: str | None
    cases: int
    judgements: int
    first_year: int | None
    last_year: int | None
    targets: tuple[TargetRoad, ...]
    versions: tuple[VersionRoad, ...]
    gaps: Gaps
    titles: dict[str, Words]
    """What rules of the rulebook demand, by code."""
    not_known: tuple[Words, ...]


def road(
    register: Register,
    policy: Policy,
    *,
    as_of: date,
    year: int | None = None,
    department: str | None = None,
    departments: Sequence[str] = (),
    goals: dict[str, tuple[str, ...]] | None = None,
    titles: dict[str, Words] | None = None,
    most_evidence: int | None = EVIDENCE,
) -> Road:
    """The report as of a day. `goals` names the rules that serve each target, `departments` those that should have begun."""
    from circular.tender.categories import categories

    seen = year or as_of.year
    with register.reading() as connection:
        counts = cube(connection)
        view = View(
            cube=counts, year=seen, department=department, departments=tuple(departments),
            relevant=frozenset(entry.id for entry in categories().values() if entry.relevant_for_2030),
            figures=figures(connection), plans=plans(connection, department),
        )  # fmt: skip
        targets = tuple(
            _target(connection, policy, target, view, goals or {}, most_evidence) for target in policy.targets
        )
        missing = gaps(connection, view)
        cases, judgements = _size(connection, department)
    years = [cell.year for cell in counts.cells.values()]
    return Road(
        policy, as_of, seen, department, cases, judgements, min(years, default=None), max(years, default=None), targets,
        tuple(_version(version, policy, view) for version in policy.versions), missing, titles or {}, tuple(_general(counts, view)),
    )  # fmt: skip


def figures(connection: Connection) -> dict[str, list[Figure]]:
    """All entered figures by target, oldest first."""
    found: dict[str, list[Figure]] = defaultdict(list)
    for row in connection.execute(select(FIGURE).order_by(FIGURE.c.stored_at, FIGURE.c.id)):
        entered = date.fromisoformat(row.entered_on)
        found[row.target].append(Figure(row.target, row.year, Decimal(row.value), row.source, entered, row.note, row.stored_at))  # fmt: skip
    return dict(found)


def plans(connection: Connection, department: str | None) -> dict[str, dict[int, float]]:
    """What the standing plans of all portfolios say together of each year; a figure one of them lacks is left out."""
    asked = (
        select(JUDGEMENT.c.body)
        .join(CASE, CASE.c.id == JUDGEMENT.c.case_id)
        .where(JUDGEMENT.c.tool == "plan", JUDGEMENT.c.kind == "portfolio", JUDGEMENT.c.standing)
    )
    if department is not None:
        asked = asked.where(CASE.c.department == department)
    sums: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    lacking = set()
    for body in connection.scalars(asked):
        told: dict[str, Any] = json.loads(body)["figures"]
        for row in told.get("by_year", ()):
            sums["label_dkk"][row["year"]] += row["label_dkk"]
        for row in told.get("stock_by_year", ()):
            for name in ("fossil_buildings", "energy_kwh"):
                if row[name] is None:
                    lacking.add((name, row["year"]))
                else:
                    sums[name][row["year"]] += row[name]
    return {name: {year: v for year, v in years.items() if (name, year) not in lacking} for name, years in sums.items()}


def _target(
    connection: Connection,
    policy: Policy,
    target: Target,
    view: View,
    goals: dict[str, tuple[str, ...]],
    most: int | None,
) -> TargetRoad:
    shown = []
    names = [target.measure, *target.also] if target.measure else list(target.also)
    for index, name in enumerate(names):
        one = measured(policy.measures[name], target, view, decides=index == 0 and target.measure is not None)
        cases = evidence(connection, one.fact, one.cells, most) if one.fact and one.cells else []
        total = sum(split.tally.total for split in one.by_department)
        shown.append(Shown(one, tuple(cases), total))
    deciding = shown[0].measured if target.measure else None
    codes = tuple(sorted({*target.rules, *goals.get(target.id, ())}))
    return TargetRoad(target, status_of(target, deciding, view.year), tuple(shown), codes)


def _version(version: PolicyVersion, policy: Policy, view: View) -> VersionRoad:
    overall = Target(
        id=OVERALL, theme="", text=version.title, when="by_year", year=version.cut_year, scope="figure", measure="figure",
        comparator=">=", value=version.cut_percent, unit="percent", reason=None, evidence=version.title, version=version.id,
        source=version.source, confidence=version.confidence,
    )  # fmt: skip
    told = measured(policy.measures["figure"], overall, replace(view, department=None), decides=True)
    now = (told.now.year, told.now.value) if told.now and told.now.value is not None else None
    return VersionRoad(version, now, status_of(overall, told, view.year))


def _size(connection: Connection, department: str | None) -> tuple[int, int]:
    cases = select(func.count()).select_from(CASE)
    judgements = select(func.count()).select_from(JUDGEMENT)
    if department is not None:
        cases = cases.where(CASE.c.department == department)
        judgements = judgements.join(CASE, CASE.c.id == JUDGEMENT.c.case_id).where(CASE.c.department == department)
    return int(connection.scalar(cases) or 0), int(connection.scalar(judgements) or 0)


def _general(counts: Cube, view: View) -> list[Words]:
    found = [
        Words(
            da="kun sager i registret tæller; udbud, der aldrig er bedømt eller hentet ind, kan ikke ses",
            en="only cases in the register count; tenders never judged or imported cannot be seen",
        )
    ]
    if view.department is not None and view.department not in {cell.department for cell in counts.cells.values()}:
        found.append(Words(da=f"registret kender ingen sager fra '{view.department}'", en=f"the register knows no cases of '{view.department}'"))  # fmt: skip
    return found


def departments_of(connection: Connection) -> list[str]:
    """Departments the register has seen."""
    return sorted(d for d in connection.scalars(select(CELL.c.department).distinct()) if d)
