"""A building stock to plan over years (portfolio/1): what stands, what may be done to it, and the money. Units are in the names."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from circular.building.model import BuildingType, Choice, Heating, Source

_CONFIG = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

Stage = Literal["envelope", "heating"]
Vat = Literal["excluded", "included"]
FOSSIL: tuple[Heating, ...] = ("gas", "oil")
"""Carriers that `fossil_heating_out_by` bans."""
ELECTRIC: tuple[Heating, ...] = ("heat_pump", "electricity")
"""Carriers whose whole use stands in `electricity_kwh_year`."""


class Use(BaseModel):
    """Energy bought in a year."""

    model_config = _CONFIG
    heat_kwh_year: Decimal
    electricity_kwh_year: Decimal


class Now(Use):
    """How a building is heated and what it buys until something is done."""

    heating: Heating
    label: str | None = None
    """Energy label, A2020 … G."""
    heating_efficiency: Decimal = Decimal(1)
    """Heat delivered per kWh bought; used when packages are made from `choices`."""
    min_heat_kwh_year: Decimal = Decimal(0)


class After(Use):
    """Energy bought once a heating package stands on an envelope package, and the label then."""

    label_after: str | None = None


class Package(Use):
    """One thing that can be done to a building, with what it buys afterwards."""

    name: str
    cost_dkk: int
    embodied_kg_co2e: Decimal
    heating: Heating
    lifts_label: bool = False
    label_after: str | None = None
    label_share_of_cost: Decimal = Decimal(1)
    stage: Stage | None = None
    """Only in a plan with two stages."""
    after: dict[str, After] = {}
    """Of a heating package: energy bought when it follows the envelope package of that name."""
    pv_kwh_year: Decimal = Decimal(0)
    """Electricity a year from solar cells that the package puts up; already left out of `electricity_kwh_year`."""
    uses: dict[str, Decimal] = {}
    """What it takes of scarce materials, in their declared units: `reused:#G0116`, or a bare id for new ones."""
    touches: tuple[str, ...] | None = None
    """Building elements that it changes; None = nobody has told us."""
    u_values: dict[str, Decimal] = {}
    """U-value afterwards of the elements it changes, W/m²K."""
    u_exempt: str | None = None
    """Why it need not meet the demanded U-values."""
    price_source: str | None = None
    price_year: int | None = None
    price_vat: Vat | None = None
    source: Source | None = None

    @property
    def label_dkk(self) -> int:
        """What counts towards the spending floor in the year it is built, whole DKK rounded down."""
        return int(self.cost_dkk * self.label_share_of_cost) if self.lifts_label else 0


class StockBuilding(BaseModel):
    """One building of the stock, or `weight` like ones that are each planned for themselves."""

    model_config = _CONFIG
    id: str
    heated_area_m2: Decimal
    reference_area_m2: Decimal | None = None
    building_type: BuildingType
    weight: int = 1
    now: Now
    packages: tuple[Package, ...] = ()
    choices: tuple[Choice, ...] = ()
    """As in building/1; packages are made from them."""
    protected: tuple[str, ...] = ()
    """Building elements that must not be touched."""
    closed_years: tuple[int, ...] = ()
    """Years in which nothing may be built here."""
    year_built: int | None = None
    u_values_now: dict[str, Decimal] = {}
    """U-value today by element; what an option `keep` of `choices` has when it names none."""
    assumed: dict[str, str] = {}
    """Fields that nobody measured, with where the assumption comes from."""
    source: Source | None = None


class Prices(BaseModel):
    """Where the prices come from; a plan without it is an illustration."""

    model_config = _CONFIG
    source: str
    year: int
    vat: Vat | None = None


class LabelBy(BaseModel):
    """Every building has at least this energy label from the end of the year on."""

    model_config = _CONFIG
    label: str
    year: int


class ClassFrom(BaseModel):
    """What is built in or after the year keeps to this limit, kg CO2e per m² and year over the study period."""

    model_config = _CONFIG
    limit: Decimal
    since: int


class Pinned(BaseModel):
    """A package that must be built, in a year of its own where one is named."""

    model_config = _CONFIG
    package: str | None = None
    """None: any package."""
    year: int | None = None


class Portfolio(BaseModel):
    """A building stock, the years, the budget and the goals."""

    model_config = _CONFIG
    name: str
    years: tuple[int, ...]
    budget_dkk: dict[int, int]
    carry_over: bool = False
    carry_over_max_dkk: int | None = None
    """Most that may be carried to the next year; None is no such cap. Means nothing without carry_over."""
    label_spend_floor_dkk: dict[int, int] = {}
    fossil_heating_out_by: int | None = None
    horizon_years: int = 50
    prices: Prices | None = None
    factors: dict[Heating, dict[int, Decimal]] = {}
    """kg CO2e per kWh by anchor year, for carriers the shipped series lacks."""
    factor_sources: dict[Heating, str] = {}
    """Where each of those factors comes from."""
    stages: Literal[1, 2] = 1
    label_scale: Literal["danish"] | None = None
    max_kg_co2e: dict[int, Decimal] = {}
    """Most kg CO2e from the energy of all buildings in a year of the horizon."""
    max_buildings_at_once: dict[int, int] = {}
    """Most buildings with work in a year."""
    stock: dict[str, Decimal] = {}
    """Most that the whole plan may take of a scarce material, declared units."""
    min_pv_kwh_year: dict[int, Decimal] = {}
    """Least electricity a year from solar cells that the plan has put up by the end of the year."""
    label_by: LabelBy | None = None
    u_values: dict[str, Decimal] = {}
    """Largest U-value of a changed element, W/m²K."""
    low_emission_class: ClassFrom | None = None
    pin: dict[str, tuple[Pinned, ...]] = {}
    """Building -> what must be built there."""
    ban: tuple[str, ...] = ()
    """`building/package`, or a building of which all packages are out."""
    settled_before: int | None = None
    """Years before this one are history: `settled` says all that was built in them."""
    settled: dict[str, tuple[Pinned, ...]] = {}
    buildings: tuple[StockBuilding, ...]
    material_data: str | None = None
    file: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    """Remarks on the input in Danish and English."""

    @property
    def last_year(self) -> int:
        """The last year whose energy counts."""
        return self.years[0] + self.horizon_years - 1
