"""Runs a Pyomo model with HiGHS (or any other Pyomo solver) and tells what it truly proved.

Traps taken care of (HiGHS 1.15-1.16): it reports objective 0 when it has no solution; `threads` differing from the
process's first HiGHS object makes run() do nothing; values are never trusted before they are recomputed from raw data.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pyomo.environ as pyo
from pyomo.common.errors import ApplicationError

from circular.faults import Fault

HIGHS = ("highs",)
Ended = Literal["optimal", "infeasible", "limit", "interrupted"]
Tell = Callable[[float | None, float | None], None]
TOLERANCE = 1e-9
"""Feasibility and integrality tolerance asked of HiGHS, in the units of the rows (thousand DKK, tonnes)."""


@dataclass(frozen=True)
class Outcome:
    """How a solve ended; `found` says whether the variables hold a solution, `bound` is the solver's dual bound."""

    ended: Ended
    found: bool
    bound: float | None
    seconds: float


def solve(
    model: Any,
    *,
    solver: str = "highs",
    time_limit: float | None = None,
    absolute_gap: float = 0.0,
    tell: Tell | None = None,
) -> Outcome:
    """Solve a minimising Pyomo model; its variables hold the best solution when `found`. Raises Fault for an absent solver.

    `tell` hears of (value, bound) on the way, in the units of the objective; only HiGHS tells.
    """
    started = time.monotonic()
    if solver in HIGHS:
        ended, found, bound = _highs(model, time_limit, absolute_gap, tell)
    else:
        ended, found, bound = _other(model, solver, time_limit, absolute_gap)
    if bound is not None and not math.isfinite(bound):
        bound = None
    return Outcome(ended, found, bound, time.monotonic() - started)


def _highs(
    model: Any, time_limit: float | None, absolute_gap: float, tell: Tell | None
) -> tuple[Ended, bool, float | None]:
    from pyomo.contrib.appsi.base import TerminationCondition
    from pyomo.contrib.appsi.solvers.highs import Highs

    engine = Highs()
    engine.config.load_solution = False
    engine.config.time_limit = None if time_limit is None else max(time_limit, 0.05)
    engine.highs_options = {
        "mip_rel_gap": 0.0,
        "mip_abs_gap": absolute_gap,
        "mip_feasibility_tolerance": TOLERANCE,
        "primal_feasibility_tolerance": TOLERANCE,
        "dual_feasibility_tolerance": TOLERANCE,
        "random_seed": 0,
    }
    engine.set_instance(model)
    best: list[tuple[float, Any]] = []

    def improved(event: Any) -> None:
        best[:] = [(event.data_out.mip_dual_bound, event.data_out.mip_solution.copy())]

    def on_the_way(event: Any) -> None:
        value, bound = event.data_out.mip_primal_bound, event.data_out.mip_dual_bound
        if best and bound > best[0][0]:
            best[0] = (bound, best[0][1])
        if tell is not None:
            tell(_finite(value), _finite(bound))

    engine._solver_model.cbMipImprovingSolution += improved
    engine._solver_model.cbMipLogging += on_the_way
    results = engine.solve(model)
    condition = results.termination_condition
    if condition in (TerminationCondition.infeasible, TerminationCondition.infeasibleOrUnbounded):
        return "infeasible", False, None
    if condition in (TerminationCondition.error, TerminationCondition.unknown):
        return _interrupted(engine, model, best)
    found = results.best_feasible_objective is not None and math.isfinite(results.best_feasible_objective)
    if found:
        results.solution_loader.load_vars()
    ended: Ended = "optimal" if condition == TerminationCondition.optimal and found else "limit"
    return ended, found, results.best_objective_bound


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _interrupted(engine: Any, model: Any, best: list[tuple[float, Any]]) -> tuple[Ended, bool, float | None]:
    """After Ctrl-C HiGHS itself forgets its incumbent, so the last one it told of is used, with the last bound it told of."""
    if not best:
        return "interrupted", False, None
    bound, values = best[0]
    columns = engine._pyomo_var_to_solver_var_map
    for variable in model.component_data_objects(pyo.Var):
        if id(variable) in columns:
            variable.set_value(float(values[columns[id(variable)]]), skip_validation=True)
    return "interrupted", True, bound


def _other(model: Any, solver: str, time_limit: float | None, absolute_gap: float) -> tuple[Ended, bool, float | None]:
    engine = pyo.SolverFactory(solver)
    try:
        there = bool(engine.available(exception_flag=False))
    except (ApplicationError, AttributeError):
        there = False
    if not there:
        raise Fault(
            "",
            "",
            (f"løseren '{solver}' er ikke installeret", f"the solver '{solver}' is not installed"),
            ("udelad --solver; HiGHS følger med", "leave --solver out; HiGHS ships with the program"),
        )
    keywords = {} if time_limit is None else {"timelimit": max(1, math.ceil(time_limit))}
    try:
        results = engine.solve(model, load_solutions=False, **keywords)
    except (TypeError, ValueError):
        results = engine.solve(model, load_solutions=False)
    condition = results.solver.termination_condition
    if condition in (pyo.TerminationCondition.infeasible, pyo.TerminationCondition.infeasibleOrUnbounded):
        return "infeasible", False, None
    found = len(results.solution) > 0
    if found:
        model.solutions.load_from(results)
    bound = results.problem.lower_bound
    optimal = condition == pyo.TerminationCondition.optimal and found
    return "optimal" if optimal else "limit", found, float(bound) if isinstance(bound, (int, float)) else None


def bare_engine() -> Any:
    """A HiGHS object of its own, for linear programmes that grow row by row; its greeting is kept off the output."""
    import highspy
    from pyomo.common.tee import capture_output

    with capture_output(capture_fd=True):
        engine = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("primal_feasibility_tolerance", TOLERANCE),
        ("dual_feasibility_tolerance", TOLERANCE),
        ("random_seed", 0),
    ):
        engine.setOptionValue(option, value)
    return engine


def duals(model: Any, rows: list[Any], *, time_limit: float | None = None) -> dict[str, float] | None:
    """Duals of the named rows in the LP relaxation (HiGHS), by row name; None when it could not be solved."""
    solved = _relaxed(model, time_limit)
    if solved is None:
        return None
    relaxed, results = solved
    found = {row.name: relaxed.find_component(row.name) for row in rows}
    values = results.solution_loader.get_duals([row for row in found.values() if row is not None])
    return {name: float(values[row]) if row is not None else 0.0 for name, row in found.items()}


def reduced_costs(model: Any, variables: Any, *, time_limit: float | None = None) -> dict[Any, float] | None:
    """Reduced cost of each variable in the LP relaxation (HiGHS), by its index; None when it could not be solved."""
    solved = _relaxed(model, time_limit)
    if solved is None:
        return None
    relaxed, results = solved
    copies = relaxed.find_component(variables.name)
    costs = results.solution_loader.get_reduced_costs([copies[key] for key in variables])
    return {key: float(costs[copies[key]]) for key in variables}


def leave_out_hopeless(
    model: Any, variables: Any, value: float, slack: float, *, time_limit: float | None = None
) -> None:
    """Fix to 0 each variable that no plan within `slack` of `value` can use, by its reduced cost in the LP relaxation.

    A plan that uses it is worth at least LP value + reduced cost; the model keeps every plan up to value + slack.
    """
    solved = _relaxed(model, time_limit)
    if solved is None:
        return
    relaxed, results = solved
    room = value - float(results.best_feasible_objective) + slack + 1e-6 * max(1.0, abs(value))
    copies = relaxed.find_component(variables.name)
    costs = results.solution_loader.get_reduced_costs([copies[key] for key in variables])
    for key in variables:
        if float(costs[copies[key]]) > room:
            variables[key].setub(0)


def _relaxed(model: Any, time_limit: float | None) -> tuple[Any, Any] | None:
    """The solved LP relaxation of the model's active objective, or None."""
    from pyomo.contrib.appsi.base import TerminationCondition
    from pyomo.contrib.appsi.solvers.highs import Highs

    relaxed = pyo.TransformationFactory("core.relax_integer_vars").create_using(model)
    engine = Highs()
    engine.config.load_solution = False
    engine.config.time_limit = time_limit
    results = engine.solve(relaxed)
    return (relaxed, results) if results.termination_condition == TerminationCondition.optimal else None
