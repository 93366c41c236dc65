"""What would make another option win: by its kg, by its price, everything else planned anew.

A threshold is the optimum of a model of its own: the rival is pinned, and `less` is the least kg (or kroner) it would have
to shed for some plan with it to be as good as the plan found. Its value is recomputed in exact numbers from that plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

from circular.optimise.building_plan import Picks, Project, Search
from circular.optimise.building_rows import SLACK, building_model
from circular.optimise.energy_rows import THOUSAND, climate, total
from circular.optimise.options import Pick
from circular.optimise.proof import Clock
from circular.optimise.solver import reduced_costs

if TYPE_CHECKING:
    from circular.optimise.building_certify import Certified

ZERO = Decimal(0)
SHED = ("low_emission_class", "max_upfront_kg_co2e")
"""Demands that ease when the rival's materials emit less."""
STRICTLY = 1e-8
"""Tonnes by which a plan must be better to win by price."""


@dataclass(frozen=True)
class Swap:
    """One other option in an entry, all other choices as they are."""

    pick: Pick
    kg: Decimal
    """More than the plan; negative when it saves."""
    dkk: Decimal
    broken: tuple[str, ...]


def swaps_of(project: Project, picks: Picks, chosen: Pick) -> list[Swap]:
    """Every other option of the entry, swapped in."""
    here, found = project.true(picks), []
    for rival in project.space.picks[chosen.entry]:
        if rival is not chosen:
            other = project.true(tuple(rival if pick is chosen else pick for pick in picks))
            if other.kg is not None and here.kg is not None:
                found.append(Swap(rival, other.kg - here.kg, other.cost_dkk - here.cost_dkk, other.broken))
    return found


def runner_up(swaps: list[Swap]) -> Swap | None:
    """The best swap that keeps every demand."""
    holding = [swap for swap in swaps if not swap.broken]
    return min(holding, key=lambda swap: (swap.kg, swap.dkk, swap.pick.position)) if holding else None


def blocked(swaps: list[Swap]) -> Swap | None:
    """The swap that saves most, and breaks a demand."""
    better = [swap for swap in swaps if swap.broken and swap.kg < 0]
    return min(better, key=lambda swap: (swap.kg, swap.dkk, swap.pick.position)) if better else None


def wins_by_kg(project: Project, best: Certified, rival: Pick, *, clock: Clock, solver: str) -> Decimal | None:
    """The least kg that the rival's materials would have to shed for a plan with it to be as good; None where none can be."""
    hunt = _ByKg(project, best, rival)
    found = hunt.run(clock=clock, solver=solver, objective=hunt.model.less)
    if found.ended != "optimal" or found.point is None or best.kg is None:
        return None
    true = hunt.true(found.point)
    assert true.kg is not None
    short = [ZERO, true.kg - best.kg]
    building, demands = project.space.building, project.demands
    if demands.ceiling is not None and true.assessment.limit_value is not None:
        over = true.assessment.limit_value - demands.ceiling_supremum
        short.append(over * demands.study_years * building.reference_area_m2)
    upfront, most = true.assessment.total_kg_co2e.get("A1-A3"), building.limits.max_upfront_kg_co2e
    if upfront is not None and most is not None:
        short.append(upfront - most)
    shed = max(short)
    return shed if shed <= rival.building_kg else None


def wins_by_price(project: Project, best: Certified, rival: Pick, *, clock: Clock, solver: str) -> Decimal | None:
    """The highest price in DKK at which a better plan with the rival keeps the budget; None where no price does."""
    budget = project.space.building.budget_dkk
    if budget is None or best.kg is None:
        return None
    hunt = _ByPrice(project, best, rival, budget)
    found = hunt.run(clock=clock, solver=solver, objective=hunt.model.less)
    if found.ended != "optimal" or found.point is None:
        return None
    price = rival.cost_dkk - max(ZERO, hunt.true(found.point).cost_dkk - budget)
    return price if price >= 0 else None


class _ByKg(Search):
    """less >= 0; kg(x) - less <= kg of the plan; class(x) - less/(50 A) and A1-A3(x) - less within their limits; x_rival = 1."""

    def __init__(self, project: Project, best: Certified, rival: Pick) -> None:
        super().__init__(project, without=SHED)
        model, space, demands = self.model, project.space, project.demands
        assert best.kg is not None
        _pinned(model, project, rival)
        model.as_good = pyo.Constraint(
            expr=model.kg - model.less <= float(best.kg - space.base_kg) / THOUSAND + SLACK * 1e-3
        )
        if demands.ceiling is not None:
            per = THOUSAND / float(demands.study_years * space.building.reference_area_m2)
            value = climate(model, space, demands) - per * model.less
            model.eased_class = pyo.Constraint(expr=(None, value, float(demands.ceiling_supremum) + SLACK))
        most = space.building.limits.max_upfront_kg_co2e
        if most is not None:
            built = total(model, space, lambda pick: pick.modules["A1-A3"], THOUSAND) - model.less
            limit = float(most - space.base_modules["A1-A3"]) / THOUSAND + SLACK
            model.eased_upfront = pyo.Constraint(expr=(None, built, limit))


class _ByPrice(Search):
    """less >= 0; cost(x) - less <= B; kg(x) < kg of the plan; x_rival = 1."""

    def __init__(self, project: Project, best: Certified, rival: Pick, budget: Decimal) -> None:
        super().__init__(project, without=("budget_dkk",))
        self.most_kg = best.kg
        model, space = self.model, project.space
        assert best.kg is not None
        _pinned(model, project, rival)
        cost = total(model, space, lambda pick: pick.cost_dkk, THOUSAND)
        model.eased_budget = pyo.Constraint(expr=cost - model.less <= float(budget) / THOUSAND + SLACK)
        model.better = pyo.Constraint(expr=model.kg <= float(best.kg - space.base_kg) / THOUSAND - STRICTLY)

    def holds(self, picks: Picks) -> bool:
        if not super().holds(picks):
            return False
        kg = self.true(picks).kg
        return kg is not None and self.most_kg is not None and kg < self.most_kg


def _pinned(model: Any, project: Project, rival: Pick) -> None:
    """x_rival = 1, and what it sheds, thousand kg or thousand DKK."""
    model.less = pyo.Var(domain=pyo.NonNegativeReals)
    index = project.space.picks[rival.entry].index(rival)
    model.rival = pyo.Constraint(expr=model.x[rival.entry, index] >= 1)


def reduced(project: Project, *, clock: Clock) -> dict[str, float]:
    """kg by which each option would worsen the linear relaxation if it were chosen, by name; empty where it is not solved."""
    model = building_model(project.space, project.demands)
    costs = reduced_costs(model, model.x, time_limit=clock.left())
    if costs is None:
        return {}
    return {project.space.picks[e][i].name: max(0.0, cost * THOUSAND) for (e, i), cost in costs.items()}
