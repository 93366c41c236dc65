"""Plans a project again under each scenario, and tells in how many of them each choice stays.

A class and a limit on A1-A3 are still judged with the figures the project is declared with, as the check does: a scenario
changes what is best, and `plan_holds` tells whether the plan would keep every demand with the scenario's figures too.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

import pyomo.environ as pyo

from circular.language import Language
from circular.optimise.building_plan import OPTIMAL_GAP, Best, Picks, Project, Search, best_choice
from circular.optimise.building_rows import SLACK
from circular.optimise.demands import demands_of
from circular.optimise.energy_rows import THOUSAND, climate, operation, total
from circular.optimise.model import Chosen, Plan, Scenario, Status
from circular.optimise.options import space_of
from circular.optimise.portfolio_plan import gap_of
from circular.optimise.proof import Clock
from circular.optimise.scenarios import Other, kind_name, scenarios_of, shipped_spread

if TYPE_CHECKING:
    from circular.rulebook import Profile, Rulebook

DECLARED = ("low_emission_class", "max_upfront_kg_co2e")
"""Demands on figures that a scenario changes."""


class DeclaredSearch(Search):
    """Looks for the best of a scenario among what keeps the demands with the project's declared figures."""

    def __init__(self, there: Project, declared: Project) -> None:
        super().__init__(there, without=DECLARED)
        self.declared = declared
        space, limit = declared.space, declared.space.building.limits.max_upfront_kg_co2e
        if declared.demands.ceiling is not None:
            value = climate(self.model, space, declared.demands, operation(self.model, space))
            most = float(declared.demands.ceiling_supremum) + SLACK
            self.model.declared_class = pyo.Constraint(expr=(None, value + 0.0 * self.model.el, most))
        if limit is not None:
            built = total(self.model, space, lambda pick: pick.modules["A1-A3"], THOUSAND)
            most = float(limit - space.base_modules["A1-A3"]) / THOUSAND + SLACK
            self.model.declared_upfront = pyo.Constraint(expr=(None, built + 0.0 * self.model.el, most))

    def holds(self, picks: Picks) -> bool:
        if not super().holds(picks):
            return False
        same = tuple(self.declared.space.find(pick.name) for pick in picks)
        return not set(self.declared.true(tuple(pick for pick in same if pick is not None)).broken) & set(DECLARED)


def with_scenarios(
    plan: Plan, project: Project, best: Best, *, clock: Clock, solver: str, language: Language,
    profile: Profile | None, rulebook: Rulebook | None, spread: Mapping[str, Decimal],
) -> Plan:  # fmt: skip
    """The plan with its scenarios, and with the share of them in which each of its choices stays."""
    if best.picks is None:
        return plan
    others = scenarios_of(
        project.space.building, as_of=project.as_of, reuse_convention=project.reuse_convention, spread=spread
    )
    found, chosen = [], []
    for other in others:
        scenario, names = _planned(
            other,
            project,
            best.picks,
            clock=clock,
            solver=solver,
            language=language,
            profile=profile,
            rulebook=rulebook,
        )
        found.append(scenario)
        if names is not None:
            chosen.append(names)
    choices = tuple(_with_share(choice, chosen) for choice in plan.choices)
    notes = (*plan.notes, _told(spread, language))
    return plan.model_copy(update={"scenarios": tuple(found), "choices": choices, "notes": notes})


def _with_share(choice: Chosen, chosen: list[set[str]]) -> Chosen:
    if not chosen:
        return choice
    name = f"{choice.element}/{choice.option}"
    return choice.model_copy(update={"stays": sum(name in names for names in chosen) / len(chosen)})


def _planned(
    other: Other, project: Project, picks: Picks, *, clock: Clock, solver: str, language: Language,
    profile: Profile | None, rulebook: Rulebook | None,
) -> tuple[Scenario, set[str] | None]:  # fmt: skip
    """One scenario planned anew, what the first plan would emit in it, and the names of what is chosen there."""
    space = space_of(other.building, as_of=project.as_of, reuse_convention=other.reuse_convention)
    demands = demands_of(other.building, as_of=project.as_of, profile=profile, rulebook=rulebook)
    there = Project(space, demands, project.as_of, other.reuse_convention)
    blank = Scenario(name=other.name[language], kind=other.kind, source=other.source, status="no_solution_found")
    if space.missing or demands.unknown:
        return blank, None
    alike = _names(there) == _names(project)
    again = best_choice(there, clock=clock, solver=solver, hunt=DeclaredSearch(there, project) if alike else None)
    same = tuple(found for pick in picks if (found := space.find(pick.name)) is not None)
    kept = there.true(same) if len(same) == len(picks) else None
    true = again.certified
    names = {pick.name for pick in again.picks} if again.picks is not None else None
    before = {pick.name for pick in picks}
    gap = None if true is None or true.kg is None else gap_of(float(true.kg), again.bound_kg)
    status: Status = "optimal" if gap is not None and gap <= OPTIMAL_GAP else "feasible"
    if true is None:
        status = "infeasible" if again.ended == "infeasible" else "no_solution_found"
    told = {
        "status": status,
        "kg_co2e": None if true is None or true.kg is None else float(true.kg),
        "cost_dkk": None if true is None else true.cost_dkk,
        "plan_kg_co2e": None if kept is None or kept.kg is None else float(kept.kg),
        "plan_holds": None if kept is None else not kept.broken,
        "changes": () if again.picks is None else tuple(pick.name for pick in again.picks if pick.name not in before),
    }
    return blank.model_copy(update=told), names


def _names(project: Project) -> list[list[str]]:
    return [[pick.name for pick in offered] for offered in project.space.picks]


def _told(spread: Mapping[str, Decimal], language: Language) -> str:
    """Which spreads were counted, and that the others have no source."""
    kinds = [*spread, *(kind for kind in shipped_spread() if kind not in spread)]
    counted = [kind_name(kind, language) for kind in kinds]
    return {
        "da": f"Scenarier: ingen spredning er opfundet; den er regnet for {', '.join(counted)}. Giv den for andre data med --spread, fx --spread epd=0.2.",
        "en": f"Scenarios: no spread is invented; it is counted for {', '.join(counted)}. Give it for other data with --spread, e.g. --spread epd=0.2.",
    }[language]
