"""Everything that can happen to one building over the years: which package in which year, with its kroner and kg, exact.

A building gets nothing, one package in one year, or (two stages) an envelope package and later a heating package.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from circular.optimise.emission import Emission
from circular.optimise.portfolio_masks import Miss, misses
from circular.optimise.portfolio_model import Package, Portfolio, StockBuilding, Use


@dataclass(frozen=True, slots=True)
class Step:
    """A package built in a year."""

    year: int
    package: Package
    position: int
    """Where the package stands in the building's list, from 0."""


@dataclass(frozen=True, slots=True)
class Trajectory:
    """One possible life of a building: kroner by plan year, label spending by plan year, kg over the horizon."""

    steps: tuple[Step, ...]
    cost_dkk: tuple[int, ...]
    label_dkk: tuple[int, ...]
    kg: Decimal
    order: int
    """Position in the file's order: packages as written, years rising."""
    takes: tuple[Decimal, ...] = ()
    """What it takes of each row of `linking_rows`."""


@dataclass(frozen=True, slots=True)
class Link:
    """A row that links buildings beside money: what it counts, in which year or of which material, and its limit."""

    kind: Literal["max_kg_co2e", "max_buildings_at_once", "stock", "min_pv_kwh_year"]
    key: int | str
    limit: Decimal

    @property
    def least(self) -> bool:
        """Whether the limit is a least amount."""
        return self.kind == "min_pv_kwh_year"


def linking_rows(portfolio: Portfolio) -> list[Link]:
    """The rows beside budgets and floors, in a fixed order."""
    rows = [Link("max_kg_co2e", year, limit) for year, limit in portfolio.max_kg_co2e.items()]
    rows += [
        Link("max_buildings_at_once", year, Decimal(limit)) for year, limit in portfolio.max_buildings_at_once.items()
    ]
    rows += [Link("stock", key, limit) for key, limit in portfolio.stock.items()]
    return rows + [Link("min_pv_kwh_year", year, limit) for year, limit in portfolio.min_pv_kwh_year.items()]


def taken(
    row: Link, portfolio: Portfolio, building: StockBuilding, steps: tuple[Step, ...], emission: Emission
) -> Decimal:
    """What a trajectory takes of a row."""
    if row.kind == "max_buildings_at_once":
        return Decimal(any(step.year == row.key for step in steps))
    if row.kind == "stock":
        return sum((step.package.uses.get(str(row.key), Decimal(0)) for step in steps), Decimal(0))
    if row.kind == "min_pv_kwh_year":
        return sum((step.package.pv_kwh_year for step in steps if step.year <= int(row.key)), Decimal(0))
    for first, last, heating, use in phases(portfolio, building, steps):
        if first <= int(row.key) <= last:
            return emission.kg(heating, use.heat_kwh_year, use.electricity_kwh_year, int(row.key), int(row.key))  # type: ignore[arg-type]
    return Decimal(0)


@dataclass(frozen=True)
class Lives:
    """The trajectories of one building that the rules allow, and how many each rule removed."""

    building: StockBuilding
    allowed: tuple[Trajectory, ...]
    removed: dict[str, int]
    """Rule -> number of trajectories it removed."""
    kg_now: Decimal
    nearest: dict[str, Miss] = field(default_factory=dict)
    """Rule -> the nearest miss among the trajectories that break it alone."""


def lives_of(portfolio: Portfolio, building: StockBuilding, emission: Emission) -> Lives:
    """All allowed trajectories of a building, the untouched one first when it is allowed."""
    allowed: list[Trajectory] = []
    removed: dict[str, int] = {}
    nearest: dict[str, Miss] = {}
    rows = linking_rows(portfolio)
    for order, steps in enumerate(sequences(portfolio, building)):
        broken = misses(portfolio, building, steps, emission)
        for miss in broken:
            removed[miss.rule] = removed.get(miss.rule, 0) + 1
            if len(broken) == 1 and (miss.rule not in nearest or miss.by < nearest[miss.rule].by):
                nearest[miss.rule] = miss
        if broken:
            continue
        allowed.append(
            Trajectory(
                steps=steps,
                cost_dkk=tuple(sum(s.package.cost_dkk for s in steps if s.year == year) for year in portfolio.years),
                label_dkk=tuple(sum(s.package.label_dkk for s in steps if s.year == year) for year in portfolio.years),
                kg=kg_of(portfolio, building, steps, emission),
                order=order,
                takes=tuple(taken(row, portfolio, building, steps, emission) for row in rows),
            )
        )
    return Lives(building, tuple(allowed), removed, kg_of(portfolio, building, (), emission), nearest)


def sequences(portfolio: Portfolio, building: StockBuilding) -> Iterator[tuple[Step, ...]]:
    """The untouched life, then each package in each year, then each pair of an envelope and a later heating package."""
    yield ()
    for position, package in enumerate(building.packages):
        for year in portfolio.years:
            yield (Step(year, package, position),)
    for first, envelope in enumerate(building.packages):
        for second, heating in enumerate(building.packages):
            if envelope.stage == "envelope" and heating.stage == "heating" and envelope.name in heating.after:
                for year in portfolio.years:
                    for later in portfolio.years:
                        if later >= year:
                            yield Step(year, envelope, first), Step(later, heating, second)


def phases(portfolio: Portfolio, building: StockBuilding, steps: tuple[Step, ...]) -> list[tuple[int, int, str, Use]]:
    """First year, last year, carrier and use of each phase; a package counts from the year after it is built."""
    found: list[tuple[int, int, str, Use]] = []
    first, heating, use = portfolio.years[0], str(building.now.heating), building.now
    state: Use = use
    for index, step in enumerate(steps):
        found.append((first, step.year, heating, state))
        first, heating = step.year + 1, step.package.heating
        state = step.package if index == 0 else step.package.after[steps[index - 1].package.name]
    found.append((first, portfolio.last_year, heating, state))
    return [phase for phase in found if phase[0] <= phase[1]]


def kg_of(portfolio: Portfolio, building: StockBuilding, steps: tuple[Step, ...], emission: Emission) -> Decimal:
    """Embodied kg of the packages, in full, plus the energy of every year of the horizon."""
    energy = sum(
        (
            emission.kg(heating, use.heat_kwh_year, use.electricity_kwh_year, first, last)  # type: ignore[arg-type]
            for first, last, heating, use in phases(portfolio, building, steps)
        ),
        Decimal(0),
    )
    return energy + sum((step.package.embodied_kg_co2e for step in steps), Decimal(0))
