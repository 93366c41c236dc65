"""The integer problem over some of the columns, as a Pyomo model for HiGHS or any other Pyomo solver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyomo.environ as pyo
from pyomo.core.expr.numeric_expr import LinearExpression

from circular.optimise.multiple_choice.problem import Floats, Marks, Problem, Whole
from circular.optimise.proof import Found, forbid_counts, search
from circular.stages import stage

if TYPE_CHECKING:
    from circular.optimise.proof import Clock

Choice = tuple[Whole, Whole]
"""(columns, counts), columns rising."""


@dataclass(frozen=True)
class Core:
    """How a search over some columns ended: the best choice of them (None: none found), and a bound over them."""

    ended: str
    choice: Choice | None
    bound: float | None


@stage("solve")
def best_of(
    problem: Problem,
    keep: Marks,
    *,
    clock: Clock,
    solver: str,
    absolute_gap: float,
    objective: Floats | None = None,
    most_value: float | None = None,
) -> Core:
    """The best choice among the marked columns, verified on the raw data.

    `objective` replaces the values; then `most_value` caps the total of the values themselves.
    """
    small, at = problem.only(keep)
    worth = small.value if objective is None else objective[at]
    first = small.start[:-1]
    base = np.minimum.reduceat(worth, first)
    alone = np.diff(small.start) == 1
    free = np.flatnonzero(~alone[small.group])
    fixed = first[alone]
    settled = small.use[:, fixed] @ small.copies[alone] if fixed.size else np.zeros(small.rows)
    if not len(free):
        choice = at[fixed], small.copies[small.group[fixed]]
        if problem.broken(*choice):
            return Core("infeasible", None, None)
        return Core("optimal", choice, float(worth[fixed] @ choice[1]))
    rise = worth - base[small.group]
    unit = max(float(rise.max()), 1e-9) / 1000
    model = pyo.ConcreteModel(name="multiple_choice")
    model.columns = pyo.Set(initialize=[int(j) for j in free], ordered=True)
    most = small.copies[small.group]
    model.z = pyo.Var(model.columns, domain=pyo.NonNegativeIntegers, bounds=lambda _, j: (0, int(most[j])))
    take_each_group(model, small, free)
    link_rows(model, small, free, settled)
    if most_value is not None:
        keep_value(model, small, free, fixed, most_value)
    model.least = pyo.Objective(expr=_linear(model, free, rise[free] / unit))

    def read() -> dict[int, int]:
        return {j: round(model.z[j].value) for j in model.columns if model.z[j].value and round(model.z[j].value)}

    def chosen(counts: dict[int, int]) -> Choice:
        found = {**{int(j): int(small.copies[small.group[j]]) for j in fixed}, **counts}
        columns = np.array(sorted(found), dtype=np.int64)
        return at[columns], np.array([found[int(j)] for j in columns], dtype=np.int64)

    def holds(counts: dict[int, int]) -> bool:
        columns, count = chosen(counts)
        taken = np.bincount(problem.group[columns], weights=count, minlength=problem.groups)
        return bool((taken == problem.copies).all()) and not problem.broken(columns, count)

    def forbid(counts: dict[int, int]) -> None:
        forbid_counts(model, counts, model.z)

    found: Found[dict[int, int]] = search(
        model, read, holds, forbid, clock=clock, solver=solver, absolute_gap=absolute_gap / unit
    )
    offset = float(base @ small.copies)
    bound = None if found.bound is None else found.bound * unit + offset
    return Core(found.ended, None if found.point is None else chosen(found.point), bound)


def take_each_group(model: Any, problem: Problem, free: Whole) -> None:
    """sum_(j in g) z_j = n_g for each group with a choice left."""
    groups = problem.group[free]
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    model.take = pyo.ConstraintList()
    for start, end in zip(starts, [*starts[1:], len(free)], strict=True):
        ones = np.ones(end - start)
        model.take.add(_linear(model, free[start:end], ones) == int(problem.copies[groups[start]]))


def link_rows(model: Any, problem: Problem, free: Whole, settled: Floats) -> None:
    """L_r <= sum_j a_rj z_j <= U_r for each row, less what the groups without a choice take, scaled to thousands."""
    model.link = pyo.ConstraintList()
    for r in range(problem.rows):
        taken = problem.use[r][free]
        unit = max(float(np.abs(taken).max()) if len(taken) else 0.0, 1e-9) / 1000
        ends = []
        for limit, sign in ((problem.lower[r], -1.0), (problem.upper[r], 1.0)):
            ends.append(None if not np.isfinite(limit) else (limit - settled[r] + sign * problem.slack[r]) / unit)
        if not taken.any():
            if (ends[0] is not None and ends[0] > 0) or (ends[1] is not None and ends[1] < 0):
                model.link.add(pyo.Constraint.Infeasible)
            continue
        if ends[0] is not None or ends[1] is not None:
            some = np.flatnonzero(taken)
            model.link.add((ends[0], _linear(model, free[some], taken[some] / unit), ends[1]))


def keep_value(model: Any, problem: Problem, free: Whole, fixed: Whole, most: float) -> None:
    """sum_j v_j z_j <= most."""
    settled = float(problem.value[fixed] @ problem.copies[problem.group[fixed]])
    unit = max(float(np.abs(problem.value[free]).max()) if len(free) else 0.0, 1e-9) / 1000
    model.worth = pyo.Constraint(
        expr=_linear(model, free, problem.value[free] / unit) <= (most - settled) / unit + 1e-9
    )


def _linear(model: Any, columns: Whole, factors: Floats) -> Any:
    return LinearExpression(constant=0, linear_coefs=factors.tolist(), linear_vars=[model.z[int(j)] for j in columns])
