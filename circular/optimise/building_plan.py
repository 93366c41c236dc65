"""Plans one building: the option for each entry that gives the least lifecycle CO2 within the budget and the demands."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

from circular.building.model import Building
from circular.faults import Fault
from circular.language import Language, number
from circular.optimise.building_certify import Certified, certify
from circular.optimise.building_rows import building_model
from circular.optimise.building_what_if import changed
from circular.optimise.demands import Demands, demands_of
from circular.optimise.energy_rows import THOUSAND, total
from circular.optimise.model import Plan, WhatIf
from circular.optimise.options import Pick, Space, space_of
from circular.optimise.proof import Clock, forbid_counts, minimise, search
from circular.optimise.solver import Tell, leave_out_hopeless

if TYPE_CHECKING:
    from circular.rulebook import Profile, Rulebook

OPTIMAL_GAP = 1e-6
TIE_KG = 1e-6
NEARLY = Decimal("0.01")
"""How much more than the best a plan may emit that is told of as cheaper and nearly as good."""
TIE_SECONDS = 3.0
"""Settling ties may take so long, or half as long as the plan itself took."""
Picks = tuple[Pick, ...]


@dataclass(frozen=True)
class Project:
    """A project made ready, with what certifying it needs."""

    space: Space
    demands: Demands
    as_of: date
    reuse_convention: str

    def true(self, picks: Picks) -> Certified:
        """The certificate of a choice."""
        building = self.space.building
        chosen = [(building.choices[pick.entry], pick.option) for pick in picks]
        return certify(building, chosen, self.demands, as_of=self.as_of, reuse_convention=self.reuse_convention)


@dataclass(frozen=True)
class Best:
    """A certified choice or none, with the proven bound in kg."""

    ended: str
    picks: Picks | None
    certified: Certified | None
    bound_kg: float | None


class Search:
    """The model of a project together with its exact check; `without` leaves constraints out of both."""

    def __init__(self, project: Project, without: Collection[str] = ()) -> None:
        self.project = project
        self.without = set(without)
        self.model = building_model(project.space, project.demands, without)
        self._seen: dict[Picks, Certified] = {}

    def read(self) -> Picks:
        space = self.project.space
        return tuple(space.picks[e][i] for e, i in self.model.picks if (self.model.x[e, i].value or 0) > 0.5)

    def true(self, picks: Picks) -> Certified:
        key = picks
        if key not in self._seen:
            self._seen[key] = self.project.true(picks)
        return self._seen[key]

    def holds(self, picks: Picks) -> bool:
        if len(picks) != len(self.project.space.picks):
            return False
        certified = self.true(picks)
        return certified.kg is not None and not set(certified.broken) - self.without

    def forbid(self, picks: Picks) -> None:
        space = self.project.space
        forbid_counts(
            self.model, {(pick.entry, space.picks[pick.entry].index(pick)): 1 for pick in picks}, self.model.x
        )

    def run(self, *, clock: Clock, solver: str, objective: Any = None, tell: Tell | None = None) -> Any:
        if objective is not None:
            minimise(self.model, objective)
        return search(
            self.model, self.read, self.holds, self.forbid, clock=clock, solver=solver, absolute_gap=1e-9, tell=tell
        )


def best_choice(
    project: Project,
    *,
    clock: Clock,
    solver: str,
    without: Collection[str] = (),
    ties: bool = True,
    hunt: Search | None = None,
    tell: Tell | None = None,
) -> Best:
    """The choice with least kg; among equals within 1e-6 kg the cheapest, then the options' order in the file."""
    if any(not offered for offered in project.space.picks):
        return Best("infeasible", None, None, None)
    hunt = Search(project, without) if hunt is None else hunt
    started = time.monotonic()
    found = hunt.run(clock=clock, solver=solver, tell=_in_kg(project, tell))
    if found.point is None:
        return Best(found.ended, None, None, _bound(project, found.bound, None))
    picks, certified = found.point, hunt.true(found.point)
    assert certified.kg is not None
    best = Best(found.ended, picks, certified, _bound(project, found.bound, certified.kg))
    if not ties or found.ended != "optimal":
        return best
    model, least = hunt.model, certified.kg
    clock = clock.at_most(max(TIE_SECONDS, (time.monotonic() - started) / 2))
    gained = float(least - project.space.base_kg) / THOUSAND
    leave_out_hopeless(model, model.x, gained, TIE_KG, time_limit=clock.left())
    model.keep_kg = pyo.Constraint(expr=model.kg * THOUSAND <= float(least - project.space.base_kg) + TIE_KG)
    cost = total(model, project.space, lambda pick: pick.cost_dkk, THOUSAND)
    order = pyo.quicksum(project.space.picks[e][i].position * model.x[e, i] for e, i in model.picks)
    for settle, objective in (("cost", cost), ("order", order)):
        again = hunt.run(clock=clock, solver=solver, objective=objective)
        if again.point is None:
            break
        other = hunt.true(again.point)
        assert other.kg is not None and best.certified is not None
        if other.kg - least <= Decimal(repr(2 * TIE_KG)) and (
            settle == "order" or other.cost_dkk < best.certified.cost_dkk
        ):
            best = replace(best, picks=again.point, certified=other)
        if settle == "cost":
            assert best.certified is not None
            model.keep_cost = pyo.Constraint(
                expr=cost + 0.0 * model.el <= float(best.certified.cost_dkk) / THOUSAND + 1e-7
            )
    assert best.certified is not None
    if best.bound_kg is not None and best.certified.kg is not None:
        best = replace(best, bound_kg=min(best.bound_kg, float(best.certified.kg)))
    return best


def _in_kg(project: Project, tell: Tell | None) -> Tell | None:
    """What hears of value and bound, told in kg of the whole project."""
    if tell is None:
        return None
    base = float(project.space.base_kg)

    def told(value: float | None, bound: float | None) -> None:
        tell(None if value is None else base + value * THOUSAND, None if bound is None else base + bound * THOUSAND)

    return told


def _bound(project: Project, bound: float | None, value: Decimal | None) -> float | None:
    """The solver's bound in kg of the whole project, less a tolerance for floating point, and never above the plan."""
    if bound is None:
        return None
    proven = float(project.space.base_kg) + bound * THOUSAND
    proven -= 1e-9 * max(abs(proven), 1.0)
    return proven if value is None else min(proven, float(value))


def plan_building(
    building: Building,
    *,
    as_of: date,
    time_limit: float | None = None,
    solver: str = "highs",
    profile: Profile | None = None,
    rulebook: Rulebook | None = None,
    language: Language = "da",
    front: int = 0,
    what_if: Sequence[str] = (),
    then: str | None = None,
    scenarios: bool = False,
    spread: Mapping[str, Decimal] | None = None,
    why: bool = False,
    tell: Tell | None = None,
) -> Plan:
    """The plan with its certificate; a project that cannot be computed gives no plan and says why in its notes."""
    from circular.optimise.building_answer import answer

    if not building.choices:
        raise Fault(
            building.file,
            "",
            ("projektet har ingen valgmuligheder", "the project has no choices"),
            (
                "tilføj `choices` med mindst to muligheder for en bygningsdel",
                "add `choices` with at least two options for an element",
            ),
        )
    clock = Clock(time_limit)
    convention = profile.reuse_convention if profile is not None else "zero"
    space = space_of(building, as_of=as_of, reuse_convention=convention)
    demands = demands_of(building, as_of=as_of, profile=profile, rulebook=rulebook)
    project = Project(space, demands, as_of, convention)
    if space.missing or demands.unknown:
        return answer(
            project, Best("missing", None, None, None), clock=clock, solver=solver, language=language, front=0
        )
    best = best_choice(project, clock=clock, solver=solver, tell=tell)
    try:
        plan = answer(project, best, clock=clock, solver=solver, language=language, front=front, why=why)
    except KeyboardInterrupt:  # the plan stands; what is told beside it is left out
        return answer(project, best, clock=clock, solver=solver, language=language, front=0, brief=True)
    if then == "cost" and best.certified is not None:
        plan = plan.model_copy(update={"notes": (*cheaper_nearby(project, best, clock, solver, language), *plan.notes)})
    if scenarios:
        from circular.optimise.building_scenarios import with_scenarios

        plan = with_scenarios(
            plan, project, best, clock=clock, solver=solver, language=language,
            profile=profile, rulebook=rulebook, spread=spread or {},
        )  # fmt: skip
    asked = [
        _asked(plan, changed(building, question), question, as_of, time_limit, solver, profile, rulebook, language)
        for question in what_if
    ]
    return plan.model_copy(update={"what_if": tuple(asked)})


def _asked(
    plan: Plan, building: Building, question: str, as_of: date, time_limit: float | None, solver: str,
    profile: Profile | None, rulebook: Rulebook | None, language: Language,
) -> WhatIf:  # fmt: skip
    """The changed project planned as the first one was, and told by its differences."""
    other = plan_building(
        building,
        as_of=as_of,
        time_limit=time_limit,
        solver=solver,
        profile=profile,
        rulebook=rulebook,
        language=language,
    )
    before = {choice.element: choice.option for choice in plan.choices}
    return WhatIf(
        question=question,
        status=other.status,
        kg_co2e=other.kg_co2e,
        bound_kg_co2e=other.bound_kg_co2e,
        gap=other.gap,
        cost_dkk=other.cost_dkk,
        changes=tuple(f"{c.element}/{c.option}" for c in other.choices if before.get(c.element) != c.option),
        needs=tuple(e.text for e in other.infeasible.explanations),
    )


def cheaper_nearby(project: Project, best: Best, clock: Clock, solver: str, language: Language) -> list[str]:
    """The cheapest plan whose footprint is at most NEARLY above the best one's, where it is cheaper."""
    assert best.certified is not None and best.certified.kg is not None
    kg = best.certified.kg
    hunt = Search(project)
    most = float(kg + abs(kg) * NEARLY - project.space.base_kg) / THOUSAND
    hunt.model.nearly = pyo.Constraint(expr=hunt.model.kg <= most)
    found = hunt.run(
        clock=clock, solver=solver, objective=total(hunt.model, project.space, lambda pick: pick.cost_dkk, THOUSAND)
    )
    other = None if found.point is None else hunt.true(found.point)
    share = number(NEARLY * 100, language, 0)
    if other is None or other.kg is None or other.cost_dkk >= best.certified.cost_dkk:
        return [
            {
                "da": f"Ingen billigere plan udleder højst {share} % mere.",
                "en": f"No cheaper plan emits at most {share} % more.",
            }[language]
        ]
    cost, saved = number(other.cost_dkk, language, 0), number(best.certified.cost_dkk - other.cost_dkk, language, 0)
    t = number((other.kg - kg) / 1000, language, 1)
    names = "; ".join(p.name for p in found.point or () if p not in (best.picks or ()))
    return [
        {
            "da": f"Billigste plan inden for {share} %: {cost} kr. ({saved} kr. billigere, {t} t mere): {names}.",
            "en": f"Cheapest plan within {share} %: DKK {cost} (DKK {saved} cheaper, {t} t more): {names}.",
        }[language]
    ]
