"""The front of a building: what each budget buys, every point solved for itself, points off the convex hull included."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from circular.optimise.building_plan import Best, Project, best_choice
from circular.optimise.model import FrontPoint
from circular.optimise.portfolio_plan import gap_of
from circular.optimise.proof import Clock

OERE = Decimal("0.01")


def front_of(
    project: Project, points: int, *, clock: Clock, solver: str, plan: Best | None = None
) -> tuple[FrontPoint, ...]:
    """At most so many plans that none other beats in both DKK and kg, from the cheapest that holds to the best at any price.

    The first are solved at evenly spaced budgets; then the widest span between two neighbours is asked for a plan an
    oere below the dearer one, until there are enough or no span holds another. Fewer points than asked: there are no more,
    or the time ran out.
    """
    from circular.optimise.building_explain import least

    free = best_choice(project, clock=clock, solver=solver, without=("budget_dkk",))
    low = least(project, "budget_dkk", clock=clock, solver=solver)
    if free.certified is None or low is None:
        return ()
    found: dict[Decimal, FrontPoint] = {}
    high = free.certified.cost_dkk
    if points > 1:
        _keep(found, free)
        if plan is not None and plan.ended == "optimal" and points > 2:
            _keep(found, plan)
    for i in range(points - 1 if points > 1 else 1):
        budget = low + (high - low) * i / max(1, points - 1)
        if len(found) < points or budget == low:
            _keep(found, _at(project, budget, clock, solver))
    empty: set[tuple[Decimal, Decimal]] = set()
    while len(found) < points and not clock.out:
        costs = sorted(found)
        spans = [(a, b) for a, b in pairwise(costs) if (a, b) not in empty]
        if not spans:
            break
        a, b = max(spans, key=lambda span: span[1] - span[0])
        best = _at(project, b - OERE, clock, solver)
        if best.certified is None or best.certified.cost_dkk <= a:
            empty.add((a, b))
        else:
            empty.add((best.certified.cost_dkk, b))
            _keep(found, best)
    return tuple(found[cost] for cost in sorted(found))


def with_budget(project: Project, budget: Decimal) -> Project:
    """The project with another budget."""
    building = project.space.building.model_copy(update={"budget_dkk": budget})
    return replace(project, space=replace(project.space, building=building))


def _at(project: Project, budget: Decimal, clock: Clock, solver: str) -> Best:
    return best_choice(with_budget(project, budget), clock=clock, solver=solver)


def _keep(found: dict[Decimal, FrontPoint], best: Best) -> None:
    true = best.certified
    if true is None or true.kg is None or best.bound_kg is None:
        return
    found[true.cost_dkk] = FrontPoint(
        budget_dkk=true.cost_dkk,
        cost_dkk=true.cost_dkk,
        kg_co2e=float(true.kg),
        bound_kg_co2e=best.bound_kg,
        gap=gap_of(float(true.kg), best.bound_kg) or 0.0,
    )
