"""Recomputes a portfolio plan from the raw data, in exact numbers, year by year; shares nothing with the model.

The model works with trajectories and sums over spans of years in floating point; this walks through every copy of
every building and every year, as the text of the rules says it (formats.md §4), in whole kroner and decimals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from circular.optimise.emission import Emission, Factors
from circular.optimise.portfolio_model import ELECTRIC, Package, Portfolio, StockBuilding
from circular.optimise.portfolio_recount import Totals, broken_by_building, label_at, use_at
from circular.stages import stage

Builds = Mapping[str, Sequence[tuple[int, str]]]
"""Copy of a building ('B001', 'B002#3') -> the (year, package name) it gets, in order of building; absent = untouched."""


@dataclass(frozen=True)
class Certified:
    """The true figures of a plan, and every rule it breaks (none for a plan that holds)."""

    kg: Decimal
    cost_dkk: int
    cost_by_year: dict[int, int]
    carried_by_year: dict[int, int]
    label_by_year: dict[int, int]
    broken: tuple[str, ...]
    kg_by_carrier: dict[str, dict[int, Decimal]] = field(default_factory=dict)
    """Carrier -> year of the horizon -> kg of its energy; heat pumps and electric heating count as electricity."""
    embodied_by_year: dict[int, Decimal] = field(default_factory=dict)
    labels: tuple[dict[str, int], dict[str, int]] = ({}, {})
    """Buildings by label before and after the plan; '?' where nobody has told us."""
    kwh: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0))
    """Energy bought in a year before and after the plan, heat and electricity."""
    sites_by_year: dict[int, int] = field(default_factory=dict)


@stage("certify")
def certify(portfolio: Portfolio, builds: Builds, factors: Factors | None = None) -> Certified:
    """Value, spending and broken rules of a plan."""
    broken: list[str] = []
    emission = Emission(portfolio, factors)

    def factor_of(carrier: str, year: int) -> Decimal:
        return emission.long(carrier, year, 1)  # type: ignore[arg-type]

    yearly: dict[str, list[Decimal]] = {}
    cost = dict.fromkeys(portfolio.years, 0)
    label = dict.fromkeys(portfolio.years, 0)
    seen = set()
    totals = Totals(portfolio)
    by_carrier: dict[str, dict[int, Decimal]] = {}
    embodied = dict.fromkeys(portfolio.years, Decimal(0))
    labels: tuple[dict[str, int], dict[str, int]] = ({}, {})
    kwh = [Decimal(0), Decimal(0)]
    span = range(portfolio.years[0], portfolio.years[0] + portfolio.horizon_years)
    for building in portfolio.buildings:
        for copy in copies(building):
            seen.add(copy)
            built = sorted(builds.get(copy, ()), key=lambda step: step[0])
            steps = [(year, _package(building, name)) for year, name in built]
            for year, package in steps:
                if year not in cost:
                    broken.append(f"{copy}: {package.name} is built in {year}, outside the plan's years")
                    continue
                cost[year] += package.cost_dkk
                if package.lifts_label:
                    label[year] += int(package.cost_dkk * package.label_share_of_cost // 1)
                embodied[year] += package.embodied_kg_co2e
            faults = _stages(portfolio, building, copy, builds.get(copy, ()))
            broken += faults
            if faults:
                continue
            broken += _fossil(portfolio, building, copy, built)
            broken += broken_by_building(portfolio, building, copy, steps, factor_of)
            totals.add(steps)
            for year in span:
                heating, use = use_at(building, steps, year)
                if use.heat_kwh_year:
                    of = by_carrier.setdefault(_counted_as(heating), {})
                    of[year] = of.get(year, Decimal(0)) + use.heat_kwh_year * _factor(emission, yearly, heating, year)
                if use.electricity_kwh_year:
                    of = by_carrier.setdefault("electricity", {})
                    of[year] = of.get(year, Decimal(0)) + use.electricity_kwh_year * _factor(emission, yearly, "electricity", year)  # fmt: skip
            for side, when in enumerate((portfolio.years[0] - 1, portfolio.years[-1])):
                has = label_at(portfolio, building, steps, when) or "?"
                labels[side][has] = labels[side].get(has, 0) + 1
                _, use = use_at(building, steps, when + 1)
                kwh[side] += use.heat_kwh_year + use.electricity_kwh_year
    kg = sum((kg for of in by_carrier.values() for kg in of.values()), Decimal(0)) + sum(embodied.values(), Decimal(0))
    totals.kg = {year: sum((of.get(year, Decimal(0)) for of in by_carrier.values()), Decimal(0)) for year in span}
    broken += [f"{copy} is not in the portfolio" for copy in sorted(set(builds) - seen)]
    carried = money(portfolio, cost, broken)
    for year, floor in sorted(portfolio.label_spend_floor_dkk.items()):
        if label[year] < floor:
            broken.append(f"label spending {label[year]} in {year} is below the floor {floor}")
    broken += totals.broken()
    return Certified(
        kg, sum(cost.values()), cost, carried, label, tuple(broken), by_carrier, embodied, labels, (kwh[0], kwh[1]), totals.sites
    )  # fmt: skip


def copies(building: StockBuilding) -> list[str]:
    """The ids of a building's copies: its own id, or id#1 … id#n."""
    return [building.id] if building.weight == 1 else [f"{building.id}#{i}" for i in range(1, building.weight + 1)]


def money(portfolio: Portfolio, cost: Mapping[int, int], broken: list[str]) -> dict[int, int]:
    """What each year hands to the next, whole DKK; adds to `broken` each year that spends more than it has."""
    handed: dict[int, int] = {}
    purse = 0
    for year in portfolio.years:
        left = purse + portfolio.budget_dkk[year] - cost[year]
        if left < 0:
            broken.append(f"{year} spends {-left} DKK more than it has")
        purse = left if portfolio.carry_over else 0
        if portfolio.carry_over_max_dkk is not None:
            purse = min(purse, portfolio.carry_over_max_dkk)
        if year == portfolio.years[-1]:
            purse = 0
        handed[year] = purse
    return handed


def _package(building: StockBuilding, name: str) -> Package:
    return next(package for package in building.packages if package.name == name)


def _stages(portfolio: Portfolio, building: StockBuilding, copy: str, built: Sequence[tuple[int, str]]) -> list[str]:
    if len(built) <= 1:
        return []
    if portfolio.stages != 2 or len(built) > 2:
        return [f"{copy} gets {len(built)} packages"]
    (first_year, first), (second_year, second) = built
    envelope, heating = _package(building, first), _package(building, second)
    if (
        envelope.stage != "envelope"
        or heating.stage != "heating"
        or first_year > second_year
        or first not in heating.after
    ):
        return [f"{copy}: {second} cannot follow {first}"]
    return []


def _fossil(portfolio: Portfolio, building: StockBuilding, copy: str, built: Sequence[tuple[int, str]]) -> list[str]:
    deadline = portfolio.fossil_heating_out_by
    if deadline is None or deadline > portfolio.years[-1]:
        return []
    carrier = building.now.heating
    for year, name in built:
        if year > deadline and _package(building, name).heating in ("gas", "oil"):
            return [f"{copy}: {name} leaves it on gas or oil after {deadline}"]
        if year <= deadline:
            carrier = _package(building, name).heating
    return [f"{copy} is still heated by {carrier} after {deadline}"] if carrier in ("gas", "oil") else []


def _counted_as(heating: str) -> str:
    return "electricity" if heating in ELECTRIC else heating


def _factor(emission: Emission, yearly: dict[str, list[Decimal]], carrier: str, year: int) -> Decimal:
    if carrier not in yearly:
        yearly[carrier] = emission.yearly(carrier)  # type: ignore[arg-type]
    return yearly[carrier][year - emission.first]
