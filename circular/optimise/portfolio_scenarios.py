"""A stock planned anew with other energy factors: which choices stay, and what the plan itself would emit then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from circular.faults import Fault
from circular.language import Language, Words
from circular.optimise.emission import SERIES, Factors, shipped
from circular.optimise.model import Plan, Scenario
from circular.optimise.portfolio_model import ELECTRIC, Portfolio

ReplanWith = Callable[[Factors], Plan]
Emits = Callable[[Factors], tuple[Decimal, bool]]
"""What the plan emits with other factors, and whether it still holds."""


@dataclass(frozen=True)
class Other:
    name: Words
    source: str
    factors: Factors


def others(head: Portfolio, carriers: set[str]) -> list[Other]:
    """The shipped series, but the one it is counted with, that cover the horizon and every carrier."""
    from circular.lca.energy import energy_series

    asked = {"electricity"} | {"electricity" if name in ELECTRIC else name for name in carriers}
    asked -= set(head.factors) | {"oil", "biomass"}
    found = []
    for name, series in sorted(energy_series(None).items()):
        if name == SERIES or not _covers(name, asked, head):
            continue
        title = Words(da=f"energifaktorer: {series.title.da}", en=f"energy factors: {series.title.en}")
        found.append(Other(title, series.source, _shipped(name)))
    return found


def _covers(series: str, carriers: set[str], head: Portfolio) -> bool:
    try:
        for carrier in carriers:
            shipped(series, carrier, head.years[0], head.horizon_years)
    except Fault:
        return False
    return True


def _shipped(name: str) -> Factors:
    return lambda _, carrier, first, years: shipped(name, carrier, first, years)


def with_scenarios(plan: Plan, tried: list[Other], replan: ReplanWith, emits: Emits, language: Language) -> Plan:
    """The plan with its scenarios, and in how many of those with a plan each of its packages is chosen again."""
    found, times, planned = [], dict.fromkeys(((one.building, one.package) for one in plan.choices), 0), 0
    for other in tried:
        again = replan(other.factors)
        kg, holds = emits(other.factors)
        theirs = {(one.building, one.package): one.year for one in again.choices}
        if again.kg_co2e is not None:
            planned += 1
            for key in times:
                times[key] += key in theirs
        mine = {(one.building, one.package) for one in plan.choices}
        changes = [f"+ {b}/{p} {year}" for (b, p), year in theirs.items() if (b, p) not in mine]
        found.append(
            Scenario(
                name=other.name[language],
                kind="energy",
                source=other.source,
                status=again.status,
                kg_co2e=again.kg_co2e,
                cost_dkk=again.cost_dkk,
                plan_kg_co2e=float(kg),
                plan_holds=holds,
                changes=tuple(changes[:MOST_CHANGES]),
            )
        )
    choices = tuple(
        one.model_copy(update={"stays": times[one.building, one.package] / planned if planned else None})
        for one in plan.choices
    )
    return plan.model_copy(update={"scenarios": tuple(found), "choices": choices})


MOST_CHANGES = 12
