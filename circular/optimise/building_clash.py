"""Which demands of a project clash: the smallest set that cannot be met together, and further sets that share none of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from circular.optimise.proof import Clock

if TYPE_CHECKING:
    from circular.optimise.building_plan import Project


class Clashes:
    """Asks which demands can be met together; each question is solved once."""

    def __init__(self, project: Project, active: Collection[str], *, clock: Clock, solver: str) -> None:
        self.project, self.active = project, tuple(active)
        self.clock, self.solver = clock, solver
        self._known: dict[frozenset[str], bool] = {}

    def together(self, names: Collection[str]) -> bool:
        """Whether a choice meets these demands, whatever the others say; what the time does not allow to tell counts as yes."""
        from circular.optimise.building_plan import Search

        key = frozenset(names)
        if key not in self._known:
            without = [name for name in self.active if name not in key]
            ended = Search(self.project, without).run(clock=self.clock, solver=self.solver, objective=0.0).ended
            self._known[key] = ended != "infeasible"
        return self._known[key]

    def smallest(self, among: Collection[str]) -> list[str]:
        """A smallest set of demands that cannot be met together, in their order; empty where all of them can.

        Implicit hitting sets: every clash meets each set of demands whose absence makes the rest possible, so the smallest
        set that meets all of those known is either a clash, or grows to one more of them.
        """
        among = [name for name in self.active if name in among]
        if self.together(among):
            return []
        corrections: list[frozenset[str]] = []
        while True:
            tried = _smallest_hitting(among, corrections)
            if not self.together(tried):
                return tried
            met = set(tried)
            for name in among:
                if name not in met and self.together({*met, name}):
                    met.add(name)
            rest = frozenset(among) - met
            if not rest:  # the time ran out
                return among
            corrections.append(rest)

    def disjoint(self) -> Iterator[list[str]]:
        """Smallest clashes that share no demand, until the rest can be met."""
        left = list(self.active)
        while clash := self.smallest(left):
            yield clash
            left = [name for name in left if name not in clash]


def _smallest_hitting(names: list[str], sets: list[frozenset[str]]) -> list[str]:
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            if all(set(chosen) & one for one in sets):
                return list(chosen)
    return names
