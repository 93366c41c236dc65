"""Every measure of every target equals a recount of the exported rows, on both databases."""

from __future__ import annotations

import json
import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from made import finding
from recount import Case, begun, by_year, cases_of, counted, planned, split

from circular.register import Fact, Figure, Judgement, load_policy, open_register, road, store_figures, store_many
from circular.register.exchange import export_lines
from circular.register.measured import Measured
from circular.register.model import Told, Tool
from circular.tender.categories import categories

GOALS = ("CE-1", "CE-4", "NA-1", "GO-1", "TR-3")
DEPARTMENTS = (*(f"center {number}" for number in range(5)), None)
NAMED = ("center 0", "center 1", "center 9")
KINDS = ("tender", "tender", "notice", "building", "mixed", "portfolio", "owner_strategy")
TOOLS: dict[str, tuple[Tool, ...]] = {"tender": ("check", "history"), "notice": ("check", "notice"), "mixed": ("check",), "building": ("lca", "check"), "portfolio": ("plan",), "owner_strategy": ("check",)}  # fmt: skip


def mixed(count: int, seed: int) -> list[Judgement]:
    """Judgements of every kind: tenders and buildings with numbers, plans by year, several judgements a case."""
    draw = random.Random(seed)
    made = []
    for index in range(count):
        number = draw.randrange(count // 2)
        own = random.Random(number)
        kind = own.choice(KINDS)
        facts = {f"goal:{goal}": _fact(draw) for goal in GOALS if draw.random() < 0.6}
        if kind in ("tender", "notice", "mixed"):
            facts["demand"] = _fact(draw)
        if kind in ("building", "mixed"):
            facts["class"] = _fact(draw, round(draw.uniform(-3, 3), 2) if draw.random() < 0.8 else None)
            facts["fbk"] = _fact(draw)
        if kind != "portfolio":
            facts["renovation_lca"] = _fact(draw)
        made.append(Judgement(
            name=f"sag {number}", kind=kind, tool=draw.choice(TOOLS[kind]), judged_on=date(2026, 1, 1), verdict="fail",
            department=own.choice(DEPARTMENTS), value_dkk=own.choice((None, 250_000, 1_750_000 * (1 + number % 3))),
            categories=own.choice([("renovation",), ("it", "food"), ("new_build", "renovation"), ("furniture",), ()]),
            dates={own.choice(("published", "permit_applied")): f"{own.randrange(2022, 2027)}-05-01"} if own.random() < 0.9 else {},
            findings=(finding("CIRC-001", "fail"),), facts=facts if kind != "portfolio" else {}, uid=f"{seed:08x}{index:024x}",
            figures=_plan(draw) if kind == "portfolio" else {},
        ))  # fmt: skip
    return made


def _fact(draw: random.Random, number: float | None = None) -> Fact:
    told: Told = draw.choice(("yes", "no", "unknown"))  # type: ignore[assignment]
    return Fact(told, number, waived=told == "no" and draw.random() < 0.3)


def _plan(draw: random.Random) -> dict[str, Any]:
    years = range(2026, 2026 + draw.randrange(2, 5))
    return {
        "by_year": [{"year": year, "label_dkk": draw.randrange(10**6)} for year in years],
        "stock_by_year": [
            {"year": year, "fossil_buildings": draw.randrange(9), "energy_kwh": None if draw.random() < 0.1 else draw.randrange(10**6)}
            for year in years
        ],
    }  # fmt: skip


@pytest.mark.parametrize(("seed", "department"), [(1, None), (2, "center 1"), (3, None), (4, "center 3")])
def test_every_measure_equals_a_recount_of_the_exported_rows(url: str, seed: int, department: str | None) -> None:
    relevant = frozenset(entry.id for entry in categories().values() if entry.relevant_for_2030)
    policy = load_policy()
    with open_register(url) as register:
        store_many(register, mixed(700, seed))
        for year, source in ((2023, "regnskab"), (2025, "udkast"), (2025, "regnskab")):
            store_figures(
                register, [Figure("EN-6", year, Decimal(year * 5000 + len(source)), source, date(2026, 1, 5))]
            )
        made = road(register, policy, as_of=date(2026, 12, 1), department=department, departments=NAMED)
        lines = list(export_lines(register))
    cases = cases_of(lines)
    figures = [json.loads(line)["figure"] for line in lines if '"figure"' in line[:12]]
    seen: dict[str, int] = {}
    for item in made.targets:
        for shown in item.measures:
            one = shown.measured
            if one.measure.kind == "figure":
                newest = {row["year"]: row for row in figures if row["target"] == item.target.id}
                assert [(y.year, y.value) for y in one.years] == [(year, float(row["value"])) for year, row in sorted(newest.items())]  # fmt: skip
            elif one.measure.kind == "plan":
                expected = planned(cases, str(one.measure.fact), department)
                assert {y.year: y.value for y in one.years} == pytest.approx(expected)
            else:
                _same(one, cases, item.target.id, relevant, department)
            seen[one.measure.kind] = seen.get(one.measure.kind, 0) + len(one.years)
    assert set(seen) == {"share", "mean", "departments", "plan", "figure"} and min(seen.values()) >= 2


def _same(one: Measured, cases: list[Case], target: str, relevant: frozenset[str], department: str | None) -> None:
    fact = f"goal:{target}" if one.measure.fact == "goal" else str(one.measure.fact)
    counts = counted(cases, one.measure, fact, relevant, department)
    if one.measure.kind == "departments":
        expected = begun(counts, fact, NAMED if department is None else ())
        assert {y.year: (y.tally.met, y.tally.not_met, y.tally.unknown) for y in one.years if y.tally} == expected
        return
    years = by_year(counts, fact)
    told = {y.year: (y.tally.met, y.tally.not_met, y.tally.unknown, y.tally.waived, y.tally.dkk_met, y.tally.dkk_total) for y in one.years if y.tally}  # fmt: skip
    assert told == {year: count.key() for year, count in years.items()}
    mean = one.measure.kind == "mean"
    for y in one.years:
        assert y.value == (pytest.approx(years[y.year].mean) if mean and y.value is not None else years[y.year].mean if mean else pytest.approx(years[y.year].share))  # fmt: skip
    if one.now is not None:
        for by, splits in (("department", one.by_department), ("category", one.by_category)):
            expected_split = split(counts, fact, one.now.year, by)
            assert {s.name: (s.tally.met, s.tally.not_met, s.tally.unknown) for s in splits} == {name: count.key()[:3] for name, count in expected_split.items()}  # fmt: skip
