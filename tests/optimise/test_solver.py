"""The solver tells only what it truly has: the traps of HiGHS, each with its own test."""

from __future__ import annotations

import os
import random
import signal
import threading
from typing import Any

import pyomo.environ as pyo
import pytest

from circular.optimise.solver import duals, solve


def knapsack(n: int, budget: float) -> Any:
    """A strongly correlated knapsack, as a minimisation: hard to finish when n is large."""
    model = pyo.ConcreteModel()
    model.x = pyo.Var(range(n), domain=pyo.Binary)
    weight = [(i * 7919) % 997 + 500 for i in range(n)]
    model.row = pyo.Constraint(expr=sum(weight[i] * model.x[i] for i in range(n)) <= budget)
    model.other = pyo.Constraint(expr=sum(((i * 6101) % 887 + 300) * model.x[i] for i in range(n)) <= budget * 0.7)
    model.value = pyo.Objective(expr=-sum((weight[i] + 100 + (i * 31) % 17) * model.x[i] for i in range(n)))
    return model


def test_an_infeasible_model_has_no_value() -> None:
    model = knapsack(3, 1000)
    model.more = pyo.Constraint(expr=sum(model.x[i] for i in range(3)) >= 4)
    outcome = solve(model)
    assert (outcome.ended, outcome.found, outcome.bound) == ("infeasible", False, None)


def test_no_solution_within_the_time_limit_is_not_a_solution_worth_0() -> None:
    """HiGHS reports objective 0 then; the outcome must say that nothing was found."""
    n, rng = 50, random.Random(3)
    model = pyo.ConcreteModel()
    model.x = pyo.Var(range(n), domain=pyo.Binary)
    for r in range(8):  # market split: hardly any point holds
        weights = [rng.randrange(100) for _ in range(n)]
        model.add_component(
            f"row{r}", pyo.Constraint(expr=sum(weights[i] * model.x[i] for i in range(n)) == sum(weights) // 2)
        )
    model.value = pyo.Objective(expr=sum(model.x[i] for i in range(n)))
    outcome = solve(model, time_limit=0.3)
    assert outcome.ended == "limit" and outcome.found is False


def test_two_solves_in_a_row_both_run() -> None:
    first, second = solve(knapsack(12, 4000)), solve(knapsack(12, 4000))
    assert first.found and second.found and first.bound == second.bound


def test_another_pyomo_solver_finds_the_same() -> None:
    model = knapsack(12, 4000)
    assert solve(model).found
    value = pyo.value(model.value)
    other = knapsack(12, 4000)
    outcome = solve(other, solver="appsi_highs")
    assert outcome.found and pyo.value(other.value) == pytest.approx(value)


def test_the_dual_of_a_row_is_what_one_more_unit_buys_in_the_relaxation() -> None:
    model = pyo.ConcreteModel()
    model.x = pyo.Var(bounds=(0, 10))
    model.row = pyo.Constraint(expr=2 * model.x <= 5)
    model.value = pyo.Objective(expr=-3 * model.x)
    assert duals(model, [model.row]) == {"row": pytest.approx(-1.5)}


@pytest.mark.slow
def test_ctrl_c_gives_the_best_so_far_with_its_bound() -> None:
    model = knapsack(400, 90_000)
    threading.Timer(2.0, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    outcome = solve(model, time_limit=60)
    if outcome.ended == "optimal":
        pytest.skip("it was solved before it could be interrupted")
    assert outcome.ended == "interrupted" and outcome.found
    assert outcome.bound is not None and outcome.bound <= pyo.value(model.value) + 1e-6
