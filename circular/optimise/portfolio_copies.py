"""Like buildings that are not treated alike any more: a pin or the past of one copy makes each copy a building of its own."""

from __future__ import annotations

from circular.optimise.portfolio_model import Portfolio, StockBuilding


def split_copies(portfolio: Portfolio) -> Portfolio:
    """The portfolio with every building of which a single copy is named taken apart; unchanged when none is."""
    named = [*portfolio.pin, *portfolio.settled, *(ban.split("/")[0] for ban in portfolio.ban)]
    apart = {
        building.id
        for building in portfolio.buildings
        if building.weight > 1 and any(name.startswith(f"{building.id}#") for name in named)
    }
    if not apart:
        return portfolio
    buildings: list[StockBuilding] = []
    pin, settled, ban = dict(portfolio.pin), dict(portfolio.settled), list(portfolio.ban)
    for building in portfolio.buildings:
        if building.id not in apart:
            buildings.append(building)
            continue
        for i in range(1, building.weight + 1):
            name = f"{building.id}#{i}"
            buildings.append(building.model_copy(update={"id": name, "weight": 1}))
            if building.id in portfolio.pin:
                pin[name] = (*portfolio.pin[building.id], *portfolio.pin.get(name, ()))
            ban += [
                name + text.removeprefix(building.id)
                for text in portfolio.ban
                if text == building.id or text.startswith(f"{building.id}/")
            ]
    return portfolio.model_copy(
        update={"buildings": tuple(buildings), "pin": pin, "settled": settled, "ban": tuple(ban)}
    )
