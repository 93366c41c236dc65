"""Whether the prices of a portfolio can be added: one basis of VAT, and years that are told when they differ."""

from __future__ import annotations

from collections.abc import Iterable

from circular.faults import Fault
from circular.language import listing
from circular.optimise.portfolio_model import Prices, StockBuilding, Vat

BASIS = {"excluded": ("uden moms", "without VAT"), "included": ("med moms", "with VAT")}


def check_prices(prices: Prices | None, buildings: Iterable[StockBuilding]) -> list[tuple[str, str]]:
    """Remarks on the prices; raises Fault where some are with VAT and others without."""
    basis: Vat | None = None if prices is None else prices.vat
    first = "prices"
    years: set[int] = set() if prices is None else {prices.year}
    for building in buildings:
        years |= {one.price_year for choice in building.choices for one in choice.options if one.price_year is not None}
        for package in building.packages:
            if package.price_year is not None:
                years.add(package.price_year)
            if package.price_vat is None:
                continue
            name = f"{building.id}/{package.name}"
            if basis is None:
                basis, first = package.price_vat, name
            elif package.price_vat != basis:
                own, other = BASIS[package.price_vat], BASIS[basis]
                raise Fault(
                    package.source.file if package.source else "", package.source.place if package.source else "",
                    (f"prisen på {name} er {own[0]}, men {first} er {other[0]}", f"the price of {name} is {own[1]}, but {first} is {other[1]}"),
                    ("regn alle priser om til samme momsgrundlag", "convert all prices to one basis of VAT"),
                )  # fmt: skip
    said: list[tuple[str, str]] = []
    if basis == "included":
        said.append(("Priserne er med moms; budgettet skal være det også.", "The prices are with VAT; the budget must be too."))  # fmt: skip
    return said + years_apart(years)


def years_apart(years: Iterable[int]) -> list[tuple[str, str]]:
    """The remark that prices are of different years; none where they are of one."""
    told = [str(year) for year in sorted(set(years))]
    if len(told) < 2:
        return []
    return [
        (f"Priserne er fra forskellige år ({listing(told, 'da')}) og er ikke regnet om.", f"The prices are of different years ({listing(told, 'en')}) and have not been converted.")
    ]  # fmt: skip
