"""A search that the user stops keeps the best so far and its bound; stopped before there is any, it says so."""

from __future__ import annotations

import numpy as np
import pytest

from circular.optimise.multiple_choice import Problem, solve
from circular.optimise.multiple_choice import solve as entry
from circular.optimise.proof import Clock

module = __import__("sys").modules[entry.__module__]


def hard(groups: int = 400, columns: int = 30, seed: int = 3) -> Problem:
    rng = np.random.default_rng(seed)
    use = rng.integers(1, 100, (3, groups * columns)).astype(np.float64)
    value = -(use.sum(axis=0) + rng.random(groups * columns) * 40)
    return Problem(
        start=np.arange(0, groups * columns + 1, columns, dtype=np.int64),
        value=value,
        use=use,
        lower=np.full(3, -np.inf),
        upper=np.full(3, 45.0 * groups),
        slack=np.zeros(3),
        copies=np.ones(groups, dtype=np.int64),
    )


@pytest.mark.slow
def test_ctrl_c_between_cores_keeps_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, calls, original = hard(), [0], module.best_of

    def stopped(*args: object, **named: object) -> object:
        calls[0] += 1
        if calls[0] == 2:
            raise KeyboardInterrupt
        return original(*args, **named)

    monkeypatch.setattr(module, "best_of", stopped)
    clock = Clock(60)
    answer = solve(problem, clock=clock, gap=0.0)
    if calls[0] == 1:
        pytest.skip("the first core already proved it")
    assert answer.ended == "limit" and answer.choice is not None and clock.out
    assert answer.bound is not None and answer.value is not None and answer.bound <= answer.value
    assert not problem.broken(*answer.choice)


def test_ctrl_c_before_there_is_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "best_prices", stopped)
    answer = solve(hard(20, 5), clock=Clock(None))
    assert answer.ended == "limit" and answer.choice is None and answer.bound is None and answer.gap is None
