"""Whether reaching a U-value pays: yearly saving in kroner x life / investment, of the options that reach it (BR18)."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from circular.shelf import shelf
from circular.strict_yaml import load

if TYPE_CHECKING:
    from circular.building.model import Building, Choice, Option

ELECTRIC = ("electricity", "heat_pump")


@cache
def _balance() -> dict[str, Any]:
    data, _ = load((shelf("lca_data") / "heat_balance.yaml").read_bytes(), "lca_data/heat_balance.yaml")
    found: dict[str, Any] = data
    return found


def u_demand(element: str) -> Decimal | None:
    """The largest U-value allowed of a touched element; None where the table names none."""
    value = _balance()["u_values"]["elements"].get(element)
    return None if value is None else Decimal(value)


def profitability(building: Building, choice: Choice) -> Decimal | None:
    """The best saving x life / investment among an entry's options that reach its U-value; None where nobody can tell."""
    demand, price = u_demand(choice.element), _price(building)
    if demand is None or price is None:
        return None
    ratios = [
        _ratio(building, choice, option, price)
        for option in choice.options
        if not option.keep and option.u_value is not None and option.u_value <= demand
    ]
    known = [ratio for ratio in ratios if ratio is not None]
    return max(known) if known and len(known) == len(ratios) else None


def pays(building: Building, choice: Choice) -> bool:
    """Whether reaching the U-value pays; so it is taken to be until the project shows that it does not."""
    ratio = profitability(building, choice)
    return ratio is None or ratio > Decimal(_balance()["profitability"]["ratio"])


def _price(building: Building) -> Decimal | None:
    """DKK for a kWh of heat needed, as the building is heated now."""
    energy, prices = building.energy, building.energy_prices
    if energy is None or prices is None or energy.heating is None:
        return None
    carrier = "electricity" if energy.heating in ELECTRIC else energy.heating
    price: Decimal | None = getattr(prices, carrier)
    return None if price is None else price / energy.heating_efficiency


def _ratio(building: Building, choice: Choice, option: Option, price: Decimal) -> Decimal | None:
    before = next((one.u_value for one in choice.options if one.keep), None)
    life = _balance()["profitability"]["lives"].get(choice.element)
    if before is None or option.u_value is None or choice.area_m2 is None or life is None:
        return None
    cost = option.cost_dkk if option.cost_dkk is not None else None if option.cost_dkk_per_m2 is None else option.cost_dkk_per_m2 * choice.area_m2  # fmt: skip
    if not cost:
        return None
    factors = _balance()["b_factors"]
    b = choice.b_factor if choice.b_factor is not None else Decimal(factors["elements"].get(choice.element, factors["default"]))  # fmt: skip
    saved = b * choice.area_m2 * (before - option.u_value) * Decimal(_balance()["degree_khours"]["value"])
    return saved * price * Decimal(life) / cost
