"""Solves until the answer holds in exact numbers: a point that only rounding let through is cut off and the search goes on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

import pyomo.environ as pyo

from circular.optimise.solver import Outcome, Tell, solve
from circular.stages import stage

Point = TypeVar("Point")
MOST_CUTS = 50


class Clock:
    """The time left of a limit in seconds; None never runs out."""

    def __init__(self, limit: float | None) -> None:
        self.ends = None if limit is None else time.monotonic() + limit

    def left(self) -> float | None:
        return None if self.ends is None else max(0.0, self.ends - time.monotonic())

    def at_most(self, seconds: float) -> Clock:
        """A clock that runs out after so many seconds, or with this one."""
        left = self.left()
        return Clock(seconds if left is None else min(left, seconds))

    def stop(self) -> None:
        """Run out now: the user pressed Ctrl-C and wants the best so far."""
        self.ends = time.monotonic()

    @property
    def out(self) -> bool:
        return self.ends is not None and time.monotonic() >= self.ends


@dataclass(frozen=True)
class Found(Generic[Point]):
    """The best point that holds in exact numbers (None where there is none), and the solver's bound on the objective."""

    ended: Literal["optimal", "infeasible", "limit"]
    point: Point | None
    bound: float | None


@stage("solve")
def search(
    model: Any,
    read: Callable[[], Point],
    holds: Callable[[Point], bool],
    forbid: Callable[[Point], None],
    *,
    clock: Clock,
    solver: str,
    absolute_gap: float = 0.0,
    tell: Tell | None = None,
) -> Found[Point]:
    """Minimise the model's active objective over the points that `holds` accepts; the bound is valid for all of them."""
    bound: float | None = None
    for _ in range(MOST_CUTS):
        outcome: Outcome = solve(model, solver=solver, time_limit=clock.left(), absolute_gap=absolute_gap, tell=tell)
        if outcome.bound is not None:
            bound = outcome.bound
        if outcome.ended == "interrupted":
            clock.stop()
        if outcome.ended == "infeasible":
            return Found("infeasible", None, None)
        if not outcome.found:
            return Found("limit", None, bound)
        point = read()
        if holds(point):
            return Found("limit" if outcome.ended == "interrupted" else outcome.ended, point, bound)
        if clock.out:
            return Found("limit", None, bound)
        forbid(point)
    return Found("limit", None, bound)


def forbid_counts(model: Any, counted: dict[Any, int], variables: Any) -> None:
    """Cut off exactly one point, given by its non-zero counts, in a model whose groups have fixed sums.

    Another point with the same group sums has a smaller count somewhere in the support: with one binary w_j for each j
    of the support, z_j <= count_j - 1 + n_j (1 - w_j) and sum_j w_j >= 1.
    """
    if not hasattr(model, "cuts"):
        model.cuts = pyo.ConstraintList()
        model.cut_choice = pyo.VarList(domain=pyo.Binary)
    smaller = []
    for key, count in counted.items():
        choice = model.cut_choice.add()
        most = variables[key].ub
        model.cuts.add(variables[key] <= count - 1 + (most - count + 1) * (1 - choice))
        smaller.append(choice)
    model.cuts.add(pyo.quicksum(smaller) >= 1)


@stage("solve")
def minimise(model: Any, expression: Any) -> None:
    """Replace the model's objective."""
    for objective in model.component_objects(pyo.Objective, active=True):
        objective.deactivate()
    name = f"objective_{len(list(model.component_objects(pyo.Objective)))}"
    model.add_component(name, pyo.Objective(expr=expression))
