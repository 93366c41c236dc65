"""Emission factors of energy by carrier and year for a plan, and their sums over spans of years, exact."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import accumulate

from circular.building.model import Heating
from circular.faults import Fault
from circular.optimise.portfolio_model import ELECTRIC, Portfolio

SERIES = "br18-2023-tabel8"
Factors = Callable[[str, str, int, int], list[Decimal]]


def shipped(series: str, carrier: str, first_year: int, years: int) -> list[Decimal]:
    """kg CO2e per kWh for each year of a shipped series."""
    from circular.lca import factors

    return list(factors(series, carrier, first_year, years))


def between(anchors: dict[int, Decimal], year: int) -> Decimal:
    """A factor linear between its anchors and constant outside them."""
    known = sorted(anchors)
    if year <= known[0]:
        return anchors[known[0]]
    if year >= known[-1]:
        return anchors[known[-1]]
    after = next(anchor for anchor in known if anchor >= year)
    if after == year:
        return anchors[year]
    before = max(anchor for anchor in known if anchor < year)
    return anchors[before] + (anchors[after] - anchors[before]) * (year - before) / (after - before)


class Emission:
    """kg CO2e per kWh summed over spans of the horizon, by carrier."""

    def __init__(self, portfolio: Portfolio, factors: Factors | None = None) -> None:
        self.first = portfolio.years[0]
        self.last = portfolio.last_year
        self._source = factors or shipped
        self._own = portfolio.factors
        self._file = portfolio.file
        self._sums: dict[str, list[Decimal]] = {}
        self._long: dict[tuple[str, int, int], Decimal] = {}

    def yearly(self, carrier: Heating) -> list[Decimal]:
        """The factor of each year of the horizon; raises Fault for a carrier nobody has given one."""
        years = self.last - self.first + 1
        name = "electricity" if carrier in ELECTRIC else carrier
        if name in self._own:
            return [between(self._own[carrier], year) for year in range(self.first, self.last + 1)]
        if name in ("oil", "biomass"):
            raise Fault(
                self._file,
                "factors",
                (f"energiformen '{name}' har ingen emissionsfaktor", f"the carrier '{name}' has no emission factor"),
                (
                    f"tilføj den under `factors: {{{name}: {{2023: …, source: …}}}}`",
                    f"add it under `factors: {{{name}: {{2023: …, source: …}}}}`",
                ),
            )
        return self._source(SERIES, name, self.first, years)

    def long(self, carrier: Heating, first: int, years: int) -> Decimal:
        """The sum over so many years from the first one, which may reach beyond the horizon."""
        key = "electricity" if carrier in ELECTRIC else carrier
        if (key, first, years) not in self._long:
            known = self._own.get(carrier)
            self._long[key, first, years] = (
                sum((between(known, year) for year in range(first, first + years)), Decimal(0))
                if known is not None
                else sum(self._source(SERIES, key, first, years), Decimal(0))
            )
        return self._long[key, first, years]

    def over(self, carrier: Heating, first: int, last: int) -> Decimal:
        """The sum over the years first … last, both counted; 0 when there are none."""
        key = "electricity" if carrier in ELECTRIC else carrier
        if key not in self._sums:
            self._sums[key] = [Decimal(0), *accumulate(self.yearly(carrier))]
        if last < first:
            return Decimal(0)
        sums = self._sums[key]
        return sums[last - self.first + 1] - sums[first - self.first]

    def kg(self, heating: Heating, heat_kwh: Decimal, electricity_kwh: Decimal, first: int, last: int) -> Decimal:
        """kg CO2e of buying so much each year from first to last."""
        heat = heat_kwh * self.over(heating, first, last) if heat_kwh else Decimal(0)
        return heat + electricity_kwh * self.over("electricity", first, last)
