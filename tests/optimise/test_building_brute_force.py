"""The model finds exactly the choice that trying every choice finds, on random projects where the demands really bind."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from optimise_projects import DEMANDS, best, broken, designs, least, random_project

from circular.optimise import optimise

SEEDS = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 28, 32, 42, 45, 54, 56, 57, 61, 68, 70, 72, 79, 89, 93, 100, 106, 117, 124, 138, 145, 147, 151, 158, 178, 188, 220, 253, 268, 274, 281, 296, 333, 342, 374, 384]  # fmt: skip
"""Chosen so that every demand binds often enough; the last test counts."""
MORE = [*range(400, 479), 480, 483, 484, 485, 489, 491, 494, 495, 496, 498, 499, 504, 512, 516, 519, 527, 528, 529, 531, 532, 533, 535, 537, 538, 549, 556, 559, 562, 565, 584, 595, 597, 600, 605, 606, 610, 611, 616, 617, 621, 623, 633, 634, 637, 646, 648, 651, 652, 656, 657, 667, 671, 674, 675, 678, 681, 684, 685, 688, 690, 693]  # fmt: skip
DAY = date(2026, 11, 24)


@pytest.mark.slow
@pytest.mark.parametrize("seed", MORE)
def test_equals_trying_every_choice_on_many_more(seed: int) -> None:
    test_equals_trying_every_choice(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_equals_trying_every_choice(seed: int) -> None:
    project = random_project(seed)
    truth = best(project, designs(project))
    plan = optimise(project, as_of=DAY)
    if truth is None:
        assert plan.status == "infeasible"
        assert plan.infeasible.explanations
        return
    assert plan.status == "optimal"
    assert plan.kg_co2e == pytest.approx(float(truth.kg), rel=1e-9, abs=1e-5)
    assert plan.cost_dkk == truth.cost
    assert plan.checked
    assert plan.bound_kg_co2e is not None
    assert plan.bound_kg_co2e <= float(truth.kg) + 1e-9 * abs(float(truth.kg))
    assert plan.bound_kg_co2e >= float(truth.kg) - 0.01 * abs(float(truth.kg))


@pytest.mark.parametrize("seeds", [SEEDS, pytest.param([*SEEDS, *MORE], marks=pytest.mark.slow)])
def test_the_demands_bind_often_enough(seeds: list[int]) -> None:
    """Otherwise equality would prove little: the quotas count projects where dropping a demand changes the answer."""
    count: Counter[str] = Counter()
    for seed in seeds:
        project = random_project(seed)
        every = [(design, broken(project, design)) for design in designs(project)]
        truth = least(design for design, missed in every if not missed)
        count["infeasible"] += truth is None
        for name in (*DEMANDS, "u_value"):
            other = least(design for design, missed in every if missed <= {name})
            count[name] += (other is None) != (truth is None) or (
                other is not None and truth is not None and other.picks != truth.picks
            )
    n = len(seeds)
    assert count["budget_dkk"] >= 0.3 * n, sorted(count.items())
    for name in ("infeasible", *DEMANDS, "u_value"):
        assert count[name] >= 0.1 * n, (name, sorted(count.items()))
