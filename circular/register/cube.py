"""The facts that stand, counted by year, department, kind and categories: one pass over the narrow table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from circular.register.standing import WORD
from circular.register.tables import CELL, FACT


@dataclass(frozen=True)
class Cell:
    """Where cases lie: what every count can be split by."""

    id: int
    year: int
    department: str
    kind: str
    categories: tuple[str, ...]


@dataclass
class Tally:
    """Cases counted, in number and in kroner."""

    met: int = 0
    not_met: int = 0
    unknown: int = 0
    waived: int = 0
    dkk_met: int = 0
    dkk_total: int = 0
    without_value: int = 0
    number_sum: float = 0.0
    numbers: int = 0

    @property
    def total(self) -> int:
        return self.met + self.not_met + self.unknown

    @property
    def share(self) -> float | None:
        """Percent met; what cannot be told counts as not met."""
        return 100 * self.met / self.total if self.total else None

    @property
    def share_by_value(self) -> float | None:
        return 100 * self.dkk_met / self.dkk_total if self.dkk_total else None

    @property
    def mean(self) -> float | None:
        return self.number_sum / self.numbers if self.numbers else None

    def add(self, row: Counted) -> None:
        """Add one counted row."""
        if row.told == "yes":
            self.met += row.cases
            self.dkk_met += row.dkk
        elif row.told == "no":
            self.not_met += row.cases
        else:
            self.unknown += row.cases
        self.waived += row.cases if row.waived else 0
        self.dkk_total += row.dkk
        self.without_value += row.cases - row.with_value
        self.number_sum += row.number_sum
        self.numbers += row.numbers


@dataclass(frozen=True)
class Counted:
    """Cases of one cell that tell one fact alike."""

    cell: Cell
    told: str
    waived: bool
    cases: int
    dkk: int
    with_value: int
    number_sum: float
    numbers: int


@dataclass
class Cube:
    """All counts of the register."""

    facts: dict[str, list[Counted]] = field(default_factory=dict)
    cells: dict[int, Cell] = field(default_factory=dict)

    def rows(self, fact: str, keep: Callable[[Cell], bool]) -> list[Counted]:
        return [row for row in self.facts.get(fact, ()) if keep(row.cell)]


def cube(connection: Connection) -> Cube:
    """The counts as they stand now."""
    cells = {
        row.id: Cell(row.id, row.year, row.department, row.kind, tuple(row.categories.split(",")) if row.categories else ())
        for row in connection.execute(select(CELL))
    }  # fmt: skip
    keys = (FACT.c.name, FACT.c.cell_id, FACT.c.told, FACT.c.waived)
    sums = (func.count(), func.coalesce(func.sum(FACT.c.value_dkk), 0), func.count(FACT.c.value_dkk), func.coalesce(func.sum(FACT.c.number), 0.0), func.count(FACT.c.number))  # fmt: skip
    facts: dict[str, list[Counted]] = defaultdict(list)
    for name, cell_id, told, waived, cases, dkk, with_value, number_sum, numbers in connection.execute(select(*keys, *sums).group_by(*keys)):  # fmt: skip
        facts[name].append(Counted(cells[cell_id], WORD[told], bool(waived), cases, int(dkk), with_value, float(number_sum), numbers))  # fmt: skip
    return Cube(dict(facts), cells)


def tally(rows: Iterable[Counted]) -> Tally:
    """One sum over rows."""
    summed = Tally()
    for row in rows:
        summed.add(row)
    return summed


def tallies(rows: Iterable[Counted], key: Callable[[Cell], Iterable[str | int]]) -> dict[str | int, Tally]:
    """A sum for each key of a row's cell; a cell with several keys counts under each."""
    found: dict[str | int, Tally] = defaultdict(Tally)
    for row in rows:
        for name in key(row.cell):
            found[name].add(row)
    return dict(found)
