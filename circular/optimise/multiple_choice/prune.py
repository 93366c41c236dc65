"""Marks columns that no best choice needs: another column of the same group is no worse in value and in every row."""

from __future__ import annotations

import numpy as np

from circular.optimise.multiple_choice.problem import Marks, Problem


def undominated(problem: Problem) -> Marks:
    """(N,) the columns to keep. Exact: among equals the first one stays. Each group keeps at least one."""
    rows = [
        (r, sign)
        for r in range(problem.rows)
        for sign, limit in ((1.0, problem.upper[r]), (-1.0, problem.lower[r]))
        if np.isfinite(limit)
    ]
    measures = np.array([problem.value, *(sign * problem.use[r] for r, sign in rows)])
    order = np.lexsort((np.arange(problem.columns), *measures[:0:-1], measures[0], problem.group))
    measures, group = measures[:, order], problem.group[order]
    beaten = np.zeros(problem.columns, dtype=bool)
    longest = int(np.diff(problem.start).max())
    for lag in range(1, longest):
        later = np.flatnonzero((group[lag:] == group[:-lag]) & ~beaten[lag:])
        if not later.size:
            if not (group[lag:] == group[:-lag]).any():
                break
            continue
        beaten[later[(measures[:, later] <= measures[:, later + lag]).all(axis=0)] + lag] = True
    kept = np.ones(problem.columns, dtype=bool)
    kept[order[beaten]] = False
    return kept
