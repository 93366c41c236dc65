"""Leaves out trajectories that no best plan needs: another one of the same building is at least as good in every row."""

from __future__ import annotations

from collections.abc import Sequence

from circular.optimise.trajectories import Link, Trajectory


def undominated(trajectories: tuple[Trajectory, ...], rows: Sequence[Link] = ()) -> tuple[Trajectory, ...]:
    """The trajectories that remain, in file order. Exact: removes only what is worse in kg and no better in any row.

    `rows` are the linking rows beside money, in the order of `takes`. Within one pattern of years, one is dominated by another with kg lower, cost no higher in any year and label spending
    no lower in any year; equals in kg are kept unless they also cost the same in every row and stand later in the file.
    The untouched trajectory (cost 0) competes with all patterns.
    """
    kept: list[Trajectory] = []
    by_pattern: dict[tuple[int, ...], list[Trajectory]] = {}
    nothing = next((t for t in trajectories if not t.steps), None)
    for trajectory in sorted(trajectories, key=lambda t: (t.kg, sum(t.cost_dkk), t.order)):
        pattern = tuple(step.year for step in trajectory.steps)
        rivals = by_pattern.setdefault(pattern, [])
        if any(_beats(rival, trajectory, rows) for rival in rivals):
            continue
        if nothing is not None and nothing is not trajectory and _beats(nothing, trajectory, rows):
            continue
        rivals.append(trajectory)
        kept.append(trajectory)
    return tuple(sorted(kept, key=lambda t: t.order))


def _beats(rival: Trajectory, trajectory: Trajectory, rows: Sequence[Link]) -> bool:
    for row, a, b in zip(rows, rival.takes, trajectory.takes, strict=True):
        if a < b if row.least else a > b:
            return False
    if any(a > b for a, b in zip(rival.cost_dkk, trajectory.cost_dkk, strict=True)):
        return False
    if any(a < b for a, b in zip(rival.label_dkk, trajectory.label_dkk, strict=True)):
        return False
    if len(rival.steps) > len(trajectory.steps):
        return False
    return rival.kg < trajectory.kg or (
        rival.kg == trajectory.kg
        and (sum(rival.cost_dkk), len(rival.steps), rival.order)
        < (sum(trajectory.cost_dkk), len(trajectory.steps), trajectory.order)
    )
