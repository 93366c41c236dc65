"""A large building stock as arrays: one entry a building, one a package, no object for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from circular.building.model import Heating
from circular.optimise.portfolio_model import FOSSIL, Package, Portfolio

CARRIERS: tuple[Heating, ...] = get_args(Heating)
BARS = ("", "u_values", "protected", "ban")
FOSSIL_CODES = np.array([CARRIERS.index(carrier) for carrier in FOSSIL])

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class StockArrays:
    """B buildings and P packages; packages lie building after building. Carriers are positions in CARRIERS."""

    head: Portfolio
    """Years, budget, goals and notes; its own buildings are left out."""
    ids: Sequence[str]
    """(B,)"""
    weight: Whole
    """(B,) number of like buildings."""
    now_carrier: Whole
    now_heat: Floats
    """(B,) kWh bought in a year."""
    now_electricity: Floats
    first: Whole
    """(B + 1,) first package of each building, and P."""
    names: Sequence[str]
    """(P,)"""
    cost: Whole
    """(P,) DKK."""
    label: Whole
    """(P,) DKK that count towards the spending floor."""
    embodied: Floats
    """(P,) kg CO2e."""
    carrier: Whole
    heat: Floats
    electricity: Floats
    heated_area: Floats | None = None
    """(B,) m²; with `reference_area`, what a class divides by."""
    reference_area: Floats | None = None
    now_label: Whole | None = None
    """(B,) position in LABELS, -1 where nobody has told us; None when no label is demanded."""
    label_after: Whole | None = None
    """(P,) likewise."""
    label_share: Floats | None = None
    """(P,) share of the cost that counts towards the spending floor, 0 where the label is not lifted."""
    pv: Floats | None = None
    """(P,) kWh a year from solar cells."""
    uses: Floats | None = None
    """(K, P) what a package takes of each material of `head.stock`."""
    barred: Whole | None = None
    """(P,) position in BARS of the rule that forbids the package in any year, 0 where none does."""
    closed: Marks | None = None
    """(B, T) years in which nothing may be built."""

    @property
    def buildings(self) -> int:
        return len(self.ids)

    @property
    def packages(self) -> int:
        return len(self.cost)

    @property
    def owner(self) -> Whole:
        """(P,) the building of each package."""
        return np.repeat(np.arange(self.buildings), np.diff(self.first))


def arrays_of(portfolio: Portfolio) -> StockArrays:
    """A portfolio of ready-made packages in one stage, as arrays."""
    from circular.optimise.stock_traits import traits_of

    flat = [package for building in portfolio.buildings for package in building.packages]
    code = CARRIERS.index
    return StockArrays(
        head=portfolio.model_copy(update={"buildings": ()}),
        ids=[building.id for building in portfolio.buildings],
        weight=np.array([building.weight for building in portfolio.buildings], dtype=np.int64),
        now_carrier=np.array([code(building.now.heating) for building in portfolio.buildings], dtype=np.int64),
        now_heat=np.array([float(building.now.heat_kwh_year) for building in portfolio.buildings]),
        now_electricity=np.array([float(building.now.electricity_kwh_year) for building in portfolio.buildings]),
        first=np.cumsum([0, *(len(building.packages) for building in portfolio.buildings)]).astype(np.int64),
        names=[package.name for package in flat],
        cost=np.array([package.cost_dkk for package in flat], dtype=np.int64),
        label=np.array([package.label_dkk for package in flat], dtype=np.int64),
        embodied=np.array([float(package.embodied_kg_co2e) for package in flat], dtype=np.float64),
        carrier=np.array([code(package.heating) for package in flat], dtype=np.int64),
        heat=np.array([float(package.heat_kwh_year) for package in flat], dtype=np.float64),
        electricity=np.array([float(package.electricity_kwh_year) for package in flat], dtype=np.float64),
        label_share=np.array([_share(package) for package in flat], dtype=np.float64),
        **traits_of(portfolio, flat),
    )


def _share(package: Package) -> float:
    return float(package.label_share_of_cost) if package.lifts_label else 0.0
