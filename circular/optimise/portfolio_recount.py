"""Recounts the demands beyond money and fossil heat on a finished plan, building by building and year by year.

Written from the words of the format; shares no code with the rules that choose the courses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from circular.optimise.energy_label import LABELS, label_of
from circular.optimise.portfolio_model import Package, Portfolio, StockBuilding, Use

Built = Sequence[tuple[int, Package]]
"""(year, package) of one copy, in order of building."""
FactorOf = Callable[[str, int], Decimal]
"""(carrier, year) -> kg CO2e per kWh."""


def broken_by_building(
    portfolio: Portfolio, building: StockBuilding, copy: str, built: Built, factor: FactorOf
) -> list[str]:
    """What one copy of a building breaks."""
    said = [*_pinned(portfolio, building, copy, built), *_label(portfolio, building, copy, built)]
    over = portfolio.settled_before or 0
    for year, package in built:
        if year < over:
            continue
        name = f"{copy}: {package.name} in {year}"
        if year in building.closed_years:
            said.append(f"{name}: the building is closed that year")
        if building.protected and (package.touches is None or set(package.touches) & set(building.protected)):
            said.append(f"{name}: touches what is protected, or does not tell")
        if portfolio.u_values and not package.u_exempt:
            if package.touches is None:
                said.append(f"{name}: does not tell what it touches")
            for element in package.touches or ():
                limit, value = portfolio.u_values.get(element), package.u_values.get(element)
                if limit is not None and (value is None or value > limit):
                    said.append(f"{name}: U-value of {element} is {value}, above {limit}")
    return said + _class(portfolio, building, copy, built, factor)


def _pinned(portfolio: Portfolio, building: StockBuilding, copy: str, built: Built) -> list[str]:
    said = []
    for owner in {building.id, copy}:
        for one in portfolio.pin.get(owner, ()):
            if not [1 for year, p in built if one.package in (None, p.name) and one.year in (None, year)]:
                said.append(f"{copy}: the pin {one.package or ''} {one.year or ''} is not kept")
        said += [
            f"{copy}: {p.name} is banned"
            for year, p in built
            if year >= (portfolio.settled_before or 0)
            and (owner in portfolio.ban or f"{owner}/{p.name}" in portfolio.ban)
        ]
    if portfolio.settled_before is not None:
        past = {(year, p.name) for year, p in built if year < portfolio.settled_before}
        if past != {(one.year, one.package) for one in portfolio.settled.get(copy, ())}:
            said.append(f"{copy}: the past is not what was executed")
    return said


def use_at(building: StockBuilding, built: Built, year: int) -> tuple[str, Use]:
    """(carrier, use) in a year: a package counts from the year after it is built."""
    done = [package for when, package in built if when < year]
    if not done:
        return building.now.heating, building.now
    last: Use = done[-1] if len(done) == 1 else done[-1].after[done[0].name]
    return done[-1].heating, last


def label_at(portfolio: Portfolio, building: StockBuilding, built: Built, year: int) -> str | None:
    """The label at the end of a year; None where nobody has told us."""
    done = [package for when, package in built if when <= year]
    carrier, use = use_at(building, built, year + 1)
    if not done:
        told = building.now.label
    elif len(done) == 1:
        told = done[0].label_after
    else:
        told = done[-1].after[done[0].name].label_after
    if told is None and portfolio.label_scale is not None:
        return label_of(use, carrier, building.heated_area_m2, building.building_type)  # type: ignore[arg-type]
    return told


def _label(portfolio: Portfolio, building: StockBuilding, copy: str, built: Built) -> list[str]:
    asked = portfolio.label_by
    if asked is None or asked.year > portfolio.years[-1]:
        return []
    for year in range(asked.year, portfolio.years[-1] + 1):
        has = label_at(portfolio, building, built, year)
        if has is None or LABELS.index(has) > LABELS.index(asked.label):
            return [f"{copy}: label {has or 'unknown'} at the end of {year}, not {asked.label}"]
    return []


def _class(portfolio: Portfolio, building: StockBuilding, copy: str, built: Built, factor: FactorOf) -> list[str]:
    asked = portfolio.low_emission_class
    if asked is None or not built or built[-1][0] < max(asked.since, portfolio.settled_before or 0):
        return []
    first, study = built[-1][0] + 1, 50
    kg = Decimal(0)
    for year in range(first, first + study):
        carrier, use = use_at(building, built, year)
        if use.heat_kwh_year:
            kg += use.heat_kwh_year * factor(carrier, year)
        kg += use.electricity_kwh_year * factor("electricity", year)
    area = building.reference_area_m2 or building.heated_area_m2
    value = sum((p.embodied_kg_co2e for _, p in built), Decimal(0)) / (study * area) + kg / (
        study * building.heated_area_m2
    )
    shown = value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return [f"{copy}: {shown} kg CO2e per m2 and year is above the class {asked.limit}"] if shown > asked.limit else []


class Totals:
    """What the whole plan takes of the linking rows beside money, counted copy by copy."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.portfolio = portfolio
        self.kg: dict[int, Decimal] = {}
        """Energy of all buildings by year."""
        self.sites = dict.fromkeys(portfolio.years, 0)
        self.stock: dict[str, Decimal] = dict.fromkeys(portfolio.stock, Decimal(0))
        self.pv = dict.fromkeys(portfolio.years, Decimal(0))
        """Solar electricity put up in each year."""

    def add(self, built: Built) -> None:
        for year in {year for year, _ in built if year in self.sites}:
            self.sites[year] += 1
        for year, package in built:
            for key in self.stock:
                self.stock[key] += package.uses.get(key, Decimal(0))
            if year in self.pv:
                self.pv[year] += package.pv_kwh_year

    def broken(self) -> list[str]:
        portfolio = self.portfolio
        said = [
            f"{self.kg.get(year, 0)} kg in {year} is above the cap {limit}"
            for year, limit in portfolio.max_kg_co2e.items()
            if self.kg.get(year, Decimal(0)) > limit
        ]
        said += [
            f"{self.sites[year]} buildings at once in {year}, more than {limit}"
            for year, limit in portfolio.max_buildings_at_once.items()
            if self.sites[year] > limit
        ]
        said += [
            f"{self.stock[key]} of {key}, more than {limit}"
            for key, limit in portfolio.stock.items()
            if self.stock[key] > limit
        ]
        for year, least in portfolio.min_pv_kwh_year.items():
            has = sum((amount for when, amount in self.pv.items() if when <= year), Decimal(0))
            if has < least:
                said.append(f"{has} kWh of solar electricity by {year}, less than {least}")
        return said
