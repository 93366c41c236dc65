"""Everything that can happen to one building over the years: which package in which year, with its kroner and kg, exact.

A building gets nothing, one package in one year, or (two stages) an envelope package and later a heating package.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from circular.optimise.emission import Emission
from circular.optimise.portfolio_model import FOSSIL, Package, Portfolio, StockBuilding, Use


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


@dataclass(frozen=True)
class Lives:
    """The trajectories of one building that the rules allow, and how many each rule removed."""

    building: StockBuilding
    allowed: tuple[Trajectory, ...]
    removed: dict[str, int]
    """Rule -> number of trajectories it removed."""
    kg_now: Decimal


def lives_of(portfolio: Portfolio, building: StockBuilding, emission: Emission) -> Lives:
    """All allowed trajectories of a building, the untouched one first when it is allowed."""
    allowed: list[Trajectory] = []
    removed: dict[str, int] = {}
    for order, steps in enumerate(_sequences(portfolio, building)):
        rule = _forbidden(portfolio, building, steps)
        if rule is not None:
            removed[rule] = removed.get(rule, 0) + 1
            continue
        allowed.append(
            Trajectory(
                steps=steps,
                cost_dkk=tuple(sum(s.package.cost_dkk for s in steps if s.year == year) for year in portfolio.years),
                label_dkk=tuple(sum(s.package.label_dkk for s in steps if s.year == year) for year in portfolio.years),
                kg=kg_of(portfolio, building, steps, emission),
                order=order,
            )
        )
    return Lives(building, tuple(allowed), removed, kg_of(portfolio, building, (), emission))


def _sequences(portfolio: Portfolio, building: StockBuilding) -> Iterator[tuple[Step, ...]]:
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


def _forbidden(portfolio: Portfolio, building: StockBuilding, steps: tuple[Step, ...]) -> str | None:
    """The rule that forbids the trajectory, or None."""
    deadline = portfolio.fossil_heating_out_by
    if deadline is None or deadline > portfolio.years[-1]:
        return None
    in_time = [building.now.heating, *(step.package.heating for step in steps if step.year <= deadline)]
    if in_time[-1] in FOSSIL or any(step.package.heating in FOSSIL for step in steps if step.year > deadline):
        return "fossil_heating_out_by"
    return None


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
