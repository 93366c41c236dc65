"""Where a portfolio's prices and factors come from, and what in the file binds nothing, in words for the reader of the plan."""

from __future__ import annotations

from collections.abc import Iterator

from circular.language import listing
from circular.optimise.portfolio_model import Portfolio

Notes = Iterator[tuple[str, str]]
MOST_NAMED = 5


def source_notes(portfolio: Portfolio) -> Notes:
    """The sources that the file names: of all prices, of single ones, of a carrier's factor."""
    prices = portfolio.prices
    if prices is not None:
        yield f"Priser: {prices.source} ({prices.year}).", f"Prices: {prices.source} ({prices.year})."
    own: dict[str, None] = {}
    for building in portfolio.buildings:
        offers = [(one.name, one.price_source) for one in building.packages]
        offers += [(one.name, one.price_source) for choice in building.choices for one in choice.options]
        own |= {f"{building.id}/{name}: {source}": None for name, source in offers if source is not None}
    if own:
        told, more = list(own)[:MOST_NAMED], len(own) - MOST_NAMED
        rest = (f" og {more} til", f" and {more} more") if more > 0 else ("", "")
        yield (
            f"Priser med egen kilde: {'; '.join(told)}{rest[0]}.",
            f"Prices with a source of their own: {'; '.join(told)}{rest[1]}.",
        )
    for carrier, source in portfolio.factor_sources.items():
        yield (
            f"Emissionsfaktoren for {carrier} er oplyst: {source}.",
            f"The emission factor of {carrier} is given: {source}.",
        )


def idle_notes(portfolio: Portfolio) -> Notes:
    """Keys that the file fills in and that bind nothing in it."""
    chosen = any(building.choices for building in portfolio.buildings)
    taken = {key for building in portfolio.buildings for package in building.packages for key in package.uses}
    idle = [] if chosen else [key for key in portfolio.stock if key not in taken]
    if idle and portfolio.buildings:
        yield (
            f"Ingen pakke tager af lageret: {listing(idle, 'da')}.",
            f"No package takes of the stock: {listing(idle, 'en')}.",
        )
    if portfolio.material_data is not None and portfolio.buildings and not chosen:
        yield (
            "material_data bruges kun til valg (choices), og porteføljen har ingen.",
            "material_data only counts for choices, and the portfolio has none.",
        )
    plain = [
        one.id
        for one in portfolio.buildings
        if not one.choices and (one.now.heating_efficiency != 1 or one.now.min_heat_kwh_year)
    ]
    if plain:
        told, more = plain[:MOST_NAMED], len(plain) - MOST_NAMED
        rest = (f" og {more} til", f" and {more} more") if more > 0 else ("", "")
        yield (
            f"now.heating_efficiency og now.min_heat_kwh_year tæller kun, hvor pakker laves af valg: ikke i {', '.join(told)}{rest[0]}.",
            f"now.heating_efficiency and now.min_heat_kwh_year only count where packages are made of choices: not in {', '.join(told)}{rest[1]}.",
        )
