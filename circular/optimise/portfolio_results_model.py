"""What a stock's plan tells beside its choices: the path of kg, labels, money, each building's change, the abatement curve."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict

_CONFIG = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class PathYear(BaseModel):
    """kg CO2e of one year of the horizon."""

    model_config = _CONFIG
    year: int
    now_kg_co2e: float
    """Energy of the year if nothing is done."""
    kg_co2e: float
    """Energy of the year with the plan."""
    by_carrier: dict[str, float]
    """The plan's energy by carrier; heat pumps and electric heating are electricity."""
    embodied_kg_co2e: float
    """Materials of what is built that year, in full."""


class LabelCount(BaseModel):
    """Buildings with a label before and after; '?' where nobody has told us."""

    model_config = _CONFIG
    label: str
    before: int
    after: int


class YearGoal(BaseModel):
    """What a year may and must spend, and how many buildings have work."""

    model_config = _CONFIG
    year: int
    budget_dkk: int
    label_floor_dkk: int | None
    buildings: int
    floor_costs_kg_per_dkk: float | None
    """kg CO2e that a krone of the floor costs, from the linear relaxation; 0 = the floor does not hurt."""


class BuildingChange(BaseModel):
    """One building that gets something: what it buys and its label before and after."""

    model_config = _CONFIG
    building: str
    heating_before: str
    heating_after: str
    label_before: str | None
    label_after: str | None
    cost_dkk: Decimal
    kwh_saved_year: float
    """Energy bought a year before, less after; heat and electricity added as they are bought."""
    kwh_saved_per_dkk: float | None
    kg_saved: float
    """Over the horizon, embodied kg taken off."""


class Increment(BaseModel):
    """One step along a building's hull of cost against kg: what the next best course costs and saves beyond the last."""

    model_config = _CONFIG
    building: str
    course: str
    """The packages with their years."""
    cost_dkk: Decimal
    kg_saved: float
    dkk_per_tonne: float
    in_plan: bool
    """Whether the plan goes at least so far in this building."""


class PortfolioResults(BaseModel):
    """All of it."""

    model_config = _CONFIG
    path: tuple[PathYear, ...]
    labels: tuple[LabelCount, ...]
    years: tuple[YearGoal, ...]
    buildings: tuple[BuildingChange, ...]
    kwh_year_now: float
    kwh_year_plan: float
    """Energy bought in the year after the last of the plan's years."""
    kwh_saved_per_dkk: float | None
    macc: tuple[Increment, ...]
    """Cheapest tonne first; like buildings stand as one, with what they cost and save together. Where there are very many
    steps, those next to one another in price are told as one: `B17 (+36)` is 37 steps, of which B17's is the cheapest."""
    macc_steps: int = 0
    """How many steps it holds before any are told together."""
