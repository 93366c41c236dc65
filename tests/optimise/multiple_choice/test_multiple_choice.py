"""Multiple-choice problems: equal to trying every choice, to published optima, and bounds that never lie."""

from __future__ import annotations

import itertools
import math
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular.optimise.multiple_choice import Problem, best_prices, problem_of, solve
from circular.optimise.multiple_choice.dual import bound_at, priced
from circular.optimise.multiple_choice.prune import undominated
from circular.optimise.proof import Clock

INF = math.inf


def random_problem(seed: int) -> Problem:
    rng = random.Random(seed)
    rows = rng.choice((1, 2, 3))
    groups = [
        [
            (rng.randrange(-50, 200), [rng.choice((0, rng.randrange(0, 40))) for _ in range(rows)])
            for _ in range(rng.randrange(1, 5))
        ]
        for _ in range(rng.randrange(1, 5))
    ]
    copies = [rng.choice((1, 1, 1, 2)) for _ in groups]
    dear = [
        sum(max(use[r] for _, use in group) * n for group, n in zip(groups, copies, strict=True)) for r in range(rows)
    ]
    upper = [rng.choice((INF, int(d * rng.uniform(0.2, 0.9)))) for d in dear]
    lower = [rng.choice((-INF, -INF, int(d * rng.uniform(0.05, 0.6)))) for d in dear]
    return problem_of(groups, lower=lower, upper=upper, slack=[0.1] * rows, copies=copies)


def tried(problem: Problem) -> float | None:
    """The least worth of all choices, by trying each."""
    ways = []
    for g in range(problem.groups):
        own = range(int(problem.start[g]), int(problem.start[g + 1]))
        ways.append(list(itertools.combinations_with_replacement(own, int(problem.copies[g]))))
    best = None
    for way in itertools.product(*ways):
        columns = [column for group in way for column in group]
        total = problem.use[:, columns].sum(axis=1)
        if (total <= problem.upper).all() and (total >= problem.lower).all():
            worth = float(problem.value[columns].sum())
            best = worth if best is None else min(best, worth)
    return best


def test_equal_to_trying_every_choice() -> None:
    binding = infeasible = 0
    for seed in range(200):
        problem = random_problem(seed)
        best, answer = tried(problem), solve(problem, clock=Clock(20))
        if best is None:
            infeasible += 1
            assert answer.ended == "infeasible", seed
            continue
        assert answer.ended == "optimal" and answer.value == pytest.approx(best, abs=1e-9), seed
        assert answer.bound is not None and answer.bound <= best + 1e-6, seed
        free = float((problem.copies * np.minimum.reduceat(problem.value, problem.start[:-1])).sum())
        binding += best > free + 1e-9
    assert binding >= 50 and infeasible >= 20, (binding, infeasible)


@given(st.integers(0, 10_000), st.lists(st.floats(-20, 20), min_size=3, max_size=3))
@settings(max_examples=150, deadline=None)
def test_any_prices_give_a_bound(seed: int, prices: list[float]) -> None:
    problem = random_problem(seed)
    best = tried(problem)
    y = np.array(prices[: problem.rows])
    least = np.minimum.reduceat(priced(problem, y), problem.start[:-1])
    if best is not None:
        assert bound_at(problem, y, least) <= best + 1e-9


@given(st.integers(0, 10_000))
@settings(max_examples=100, deadline=None)
def test_leaving_out_the_dominated_loses_nothing(seed: int) -> None:
    problem = random_problem(seed)
    thin, _ = problem.only(undominated(problem))
    assert tried(thin) == tried(problem)


def test_the_slack_of_a_column_is_what_its_use_costs() -> None:
    for seed in range(40):
        problem = random_problem(seed)
        dual = best_prices(problem)
        if tried(problem) is None or dual.bound == INF:
            continue
        for column in range(problem.columns):
            keep = problem.group != problem.group[column]
            keep[column] = True
            if problem.copies[problem.group[column]] == 1:
                forced = tried(problem.only(keep)[0])
                assert forced is None or forced >= dual.bound + dual.slack[column] - 1e-6


def test_many_groups_are_solved_over_few_columns() -> None:
    rng = np.random.default_rng(3)
    groups, columns = 400, 40
    cost = rng.integers(0, 10_000, (groups, columns))
    cost[:, 0] = 0
    value = 50_000 - 3.0 * cost + rng.integers(0, 8_000, (groups, columns))
    start = np.arange(groups + 1, dtype=np.int64) * columns
    problem = Problem(
        start, value.ravel().astype(float), cost.reshape(1, -1).astype(float), np.array([-INF]),
        np.array([1_000_000.0]), np.array([0.1]), np.ones(groups, dtype=np.int64),
    )  # fmt: skip
    answer = solve(problem, clock=Clock(30), gap=1e-4)
    assert answer.ended == "optimal" and answer.gap is not None and answer.gap <= 1e-4
    assert answer.choice is not None and not problem.broken(*answer.choice)
    again = solve(problem, clock=Clock(30), gap=1e-4)
    assert again.value == answer.value and (again.choice[0] == answer.choice[0]).all()  # type: ignore[index]


def instances(path: Path) -> list[Problem]:
    """The knapsacks of a published file: maximise profit, exactly one item a group."""
    lines = [list(map(float, line.split())) for line in path.read_text().splitlines() if line.strip()]
    found, at = [], 0
    while at < len(lines):
        _, count, items, sacks = map(int, lines[at][:4])
        capacity, at = lines[at + 1], at + 2
        groups = []
        for _ in range(count):
            groups.append([(-row[0], row[1 : 1 + sacks]) for row in lines[at + 1 : at + 1 + items]])
            at += 1 + items
        found.append(problem_of(groups, lower=[-INF] * sacks, upper=capacity, slack=[0.1] * sacks))
    return found


@pytest.mark.shared
@pytest.mark.parametrize("name", ["TestSet1.5GP10IT5KP", "TestSet3.25GP10IT5KP"])
def test_published_optima_of_the_multiple_choice_knapsack(shared: Path, name: str) -> None:
    from python_calamine import CalamineWorkbook

    folder = shared / "samples" / "mmkp"
    rows = CalamineWorkbook.from_path(str(folder / "SmallProblemSolutions.xls")).get_sheet_by_index(0).to_python()
    at = next(i for i, row in enumerate(rows) if str(row[0]).strip() == name)
    optima = [float(row[4]) for row in rows[at + 3 : at + 33]]
    problems = instances(folder / f"{name}.txt")
    assert len(problems) == 30
    for problem, optimum in zip(problems, optima, strict=True):
        answer = solve(problem, clock=Clock(30))
        assert answer.ended == "optimal" and answer.value == -optimum
