"""The report's measures once more, from the exported rows alone: no SQL, no code of the register's own counting."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

TOLD_FROM_OUTSIDE = {"history": 0, "notice": 1}
"""What was judged here counts over a notice, and a notice over what was told from outside; else the newest counts."""
TENDERS = {"tender", "notice", "mixed"}


@dataclass
class Case:
    """What stands of one case."""

    year: int
    department: str
    kind: str
    categories: tuple[str, ...]
    value: int | None
    facts: dict[str, tuple[int, float | None, bool]]
    plan: dict[str, Any] | None


@dataclass
class Count:
    """One year, department or category of a measure."""

    met: int = 0
    not_met: int = 0
    unknown: int = 0
    waived: int = 0
    dkk_met: int = 0
    dkk_total: int = 0
    numbers: list[float] = field(default_factory=list)

    def add(self, case: Case, name: str) -> None:
        told, number, waived = case.facts[name]
        self.met += told == 1
        self.not_met += told == 0
        self.unknown += told == -1
        self.waived += waived
        self.dkk_met += (case.value or 0) if told == 1 else 0
        self.dkk_total += case.value or 0
        if number is not None:
            self.numbers.append(number)

    @property
    def share(self) -> float | None:
        total = self.met + self.not_met + self.unknown
        return 100 * self.met / total if total else None

    @property
    def mean(self) -> float | None:
        return sum(self.numbers) / len(self.numbers) if self.numbers else None

    def key(self) -> tuple[int, ...]:
        return (self.met, self.not_met, self.unknown, self.waived, self.dkk_met, self.dkk_total)


def cases_of(lines: Iterable[str]) -> list[Case]:
    """The cases of an export, each with the newest judgement of each tool."""
    judgements: dict[tuple[str, str | None, str], list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        said = json.loads(line)
        if "judgement" in said:
            one = said["judgement"]
            subject = "tender" if one["kind"] in TENDERS else one["kind"]
            judgements[(one["name"], one["department"], subject)].append(one)
    made = []
    for (_, department, _), told in judgements.items():
        in_order = sorted(told, key=lambda one: one["stored_at"])
        newest = {one["tool"]: one for one in in_order}
        facts: dict[str, tuple[int, float | None, bool]] = {}
        for one in sorted(newest.values(), key=lambda one: (TOLD_FROM_OUTSIDE.get(one["tool"], 2), one["stored_at"])):
            facts |= {name: tuple(value) for name, value in one["facts"].items()}
        # what the case itself is, the newest judgement that was not told from outside says
        head = next((one for one in reversed(in_order) if one["tool"] != "history"), in_order[-1])
        day = next((head["dates"][name] for name in ("published", "permit_applied", "completed") if head["dates"].get(name)), head["judged_on"])  # fmt: skip
        made.append(Case(
            int(day[:4]), department or "", head["kind"], tuple(head["categories"]), head["value_dkk"], facts,
            newest["plan"]["figures"] if "plan" in newest else None,
        ))  # fmt: skip
    return made


def counted(cases: Iterable[Case], measure: Any, fact: str, relevant: frozenset[str], department: str | None) -> list[Case]:  # fmt: skip
    """The cases that a measure counts."""
    return [
        case for case in cases
        if fact in case.facts
        and (not measure.kinds or case.kind in measure.kinds)
        and (not measure.categories or set(measure.categories) & set(case.categories))
        and (not measure.relevant_only or relevant & set(case.categories))
        and (department is None or case.department == department)
    ]  # fmt: skip


def by_year(cases: Sequence[Case], fact: str) -> dict[int, Count]:
    found: dict[int, Count] = defaultdict(Count)
    for case in cases:
        found[case.year].add(case, fact)
    return dict(found)


def split(cases: Sequence[Case], fact: str, year: int, by: str) -> dict[str, Count]:
    """A year's count by department or by category."""
    found: dict[str, Count] = defaultdict(Count)
    for case in cases:
        if case.year == year:
            for name in [case.department] if by == "department" else case.categories or ("",):
                found[name].add(case, fact)
    return dict(found)


def begun(cases: Sequence[Case], fact: str, named: Sequence[str]) -> dict[int, tuple[int, int, int]]:
    """Year -> departments that have begun by then, those that have not, those that can't be told."""
    found = {}
    for year in sorted({case.year for case in cases if case.department}):
        told: dict[str, list[int]] = {name: [] for name in named}
        for case in cases:
            if case.department and case.year <= year:
                told.setdefault(case.department, []).append(case.facts[fact][0])
        yes = sum(1 in values for values in told.values())
        open_ = sum(1 not in values and -1 in values for values in told.values())
        found[year] = (yes, len(told) - yes - open_, open_)
    return found


def planned(cases: Iterable[Case], name: str, department: str | None) -> dict[int, float]:
    """Year -> what the plans of all portfolios say together; a year that one of them lacks is left out."""
    sums: dict[int, float] = defaultdict(float)
    lacking = set()
    for case in cases:
        if case.plan is None or case.kind != "portfolio" or (department is not None and case.department != department):
            continue
        for row in case.plan["by_year"] if name == "label_dkk" else case.plan["stock_by_year"]:
            if row[name] is None:
                lacking.add(row["year"])
            else:
                sums[row["year"]] += row[name]
    return {year: value for year, value in sums.items() if year not in lacking}
