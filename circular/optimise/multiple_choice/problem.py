"""A multiple-choice problem as arrays: columns lie group after group, linking rows are dense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Problem:
    """Groups of columns of which each group takes `copies`, linked by rows. Shapes: G groups, N columns, R rows."""

    start: Whole
    """(G + 1,) first column of each group, and N."""
    value: Floats
    """(N,) what a column adds to the objective, which is minimised."""
    use: Floats
    """(R, N) what a column takes of each row."""
    lower: Floats
    """(R,) least total of a row; -inf where none."""
    upper: Floats
    """(R,) largest total of a row; inf where none."""
    slack: Floats
    """(R,) how far a row may be overstepped in a model without letting a false point through: below half the unit of
    the data for rows of whole numbers, 0 else."""
    copies: Whole
    """(G,) how many columns each group takes, counted with repetition."""

    @property
    def groups(self) -> int:
        return len(self.start) - 1

    @property
    def columns(self) -> int:
        return len(self.value)

    @property
    def rows(self) -> int:
        return len(self.lower)

    @cached_property
    def group(self) -> Whole:
        """(N,) the group of each column."""
        return np.repeat(np.arange(self.groups), np.diff(self.start))

    def total(self, column: Whole, count: Whole) -> Floats:
        """(R,) what a choice takes of each row, each sum exact to the last bit."""
        return np.array([_exact(self.use[r, column] * count) for r in range(self.rows)])

    def worth(self, column: Whole, count: Whole) -> float:
        """The objective of a choice, summed exactly."""
        return _exact(self.value[column] * count)

    def broken(self, column: Whole, count: Whole) -> list[int]:
        """The rows that a choice breaks, by more than rounding errors of the sum."""
        total = self.total(column, count)
        room = 1e-12 * np.array([_exact(np.abs(self.use[r, column]) * count) for r in range(self.rows)])
        return [r for r in range(self.rows) if total[r] > self.upper[r] + room[r] or total[r] < self.lower[r] - room[r]]

    def only(self, keep: Marks) -> tuple[Problem, Whole]:
        """The problem with the marked columns alone, and where each of them stood; every group must keep one."""
        at = np.flatnonzero(keep)
        start = np.searchsorted(at, self.start).astype(np.int64)
        if (np.diff(start) == 0).any():
            raise ValueError("a group has lost all its columns")
        return (
            Problem(start, self.value[at], self.use[:, at], self.lower, self.upper, self.slack, self.copies),
            at.astype(np.int64),
        )


def problem_of(
    groups: Sequence[Sequence[tuple[float, Sequence[float]]]],
    *,
    lower: Sequence[float],
    upper: Sequence[float],
    slack: Sequence[float] | None = None,
    copies: Sequence[int] | None = None,
) -> Problem:
    """A problem from lists: each group a list of (value, what it takes of each row). Raises ValueError for an empty group."""
    if any(not group for group in groups):
        raise ValueError("a group has no column")
    flat = [column for group in groups for column in group]
    return Problem(
        start=np.cumsum([0, *(len(group) for group in groups)]).astype(np.int64),
        value=np.array([value for value, _ in flat], dtype=np.float64),
        use=np.array([use for _, use in flat], dtype=np.float64).reshape(len(flat), len(lower)).T.copy(),
        lower=np.array(lower, dtype=np.float64),
        upper=np.array(upper, dtype=np.float64),
        slack=np.zeros(len(lower)) if slack is None else np.array(slack, dtype=np.float64),
        copies=np.ones(len(groups), dtype=np.int64) if copies is None else np.array(copies, dtype=np.int64),
    )


def _exact(terms: Floats) -> float:
    from math import fsum

    return fsum(terms.tolist())
