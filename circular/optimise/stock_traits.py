"""What the rows and masks beyond money need of a stock, as arrays; only what the portfolio asks for."""

from __future__ import annotations

from typing import Any

import numpy as np

from circular.optimise.energy_label import LABELS
from circular.optimise.portfolio_masks import label_of_state
from circular.optimise.portfolio_model import Package, Portfolio, StockBuilding


def traits_of(portfolio: Portfolio, flat: list[Package]) -> dict[str, Any]:
    """The optional fields of StockArrays."""
    found: dict[str, Any] = {
        "heated_area": np.array([float(b.heated_area_m2) for b in portfolio.buildings]),
        "reference_area": np.array([float(b.reference_area_m2 or b.heated_area_m2) for b in portfolio.buildings]),
    }
    if portfolio.label_by is not None or any(b.now.label is not None for b in portfolio.buildings):
        found["now_label"] = np.array([_rank(label_of_state(portfolio, b, ())) for b in portfolio.buildings], dtype=np.int64)  # fmt: skip
        found["label_after"] = np.array(
            [_rank(label_of_state(portfolio, b, (p,))) for b in portfolio.buildings for p in b.packages], dtype=np.int64
        )
    if portfolio.min_pv_kwh_year:
        found["pv"] = np.array([float(package.pv_kwh_year) for package in flat], dtype=np.float64)
    if portfolio.stock:
        found["uses"] = np.array(
            [[float(package.uses.get(key, 0)) for package in flat] for key in portfolio.stock], dtype=np.float64
        ).reshape(len(portfolio.stock), len(flat))
    if portfolio.u_values or portfolio.ban or any(b.protected for b in portfolio.buildings):
        bans = _bans(portfolio)
        found["barred"] = np.array(
            [_bar(portfolio, b, p, bans.get(b.id, ())) for b in portfolio.buildings for p in b.packages], dtype=np.int64
        )
    if any(b.closed_years for b in portfolio.buildings):
        found["closed"] = np.array([[t in b.closed_years for t in portfolio.years] for b in portfolio.buildings])
    return found


def _rank(label: str | None) -> int:
    return -1 if label is None else LABELS.index(label)


def _bans(portfolio: Portfolio) -> dict[str, tuple[str, ...]]:
    """Building -> the packages that are out; '' stands for all of them."""
    ids = {building.id for building in portfolio.buildings}
    found: dict[str, tuple[str, ...]] = {}
    for text in portfolio.ban:
        owner = text if text in ids else max((name for name in ids if text.startswith(f"{name}/")), key=len, default="")
        found[owner] = (*found.get(owner, ()), text.removeprefix(owner).removeprefix("/"))
    return found


def _bar(portfolio: Portfolio, building: StockBuilding, package: Package, bans: tuple[str, ...]) -> int:
    """Position in BARS of the first rule that forbids the package in any year."""
    if "" in bans or package.name in bans:
        return 3
    if building.protected and (package.touches is None or set(package.touches) & set(building.protected)):
        return 2
    if portfolio.u_values and not package.u_exempt:
        if package.touches is None:
            return 1
        for element in package.touches:
            limit, value = portfolio.u_values.get(element), package.u_values.get(element)
            if limit is not None and (value is None or value > limit):
                return 1
    return 0
