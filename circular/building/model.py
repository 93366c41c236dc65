"""A building project (building/1): what stands, what is built in, what may be chosen. Units are in the field names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from circular.building.evidence import Demolition, SustainabilityClass, Taxonomy

_CONFIG = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

Works = Literal["new", "extension", "renovation", "demolition"]
BuildingType = Literal[
    "holiday_home", "house", "apartments", "office", "retail", "storage", "institution", "production", "hotel", "parking",
    "hospital", "prison", "grandstand", "utility", "defence", "other",
]  # fmt: skip
Heating = Literal["district_heating", "gas", "electricity", "heat_pump", "oil", "biomass"]
Unit = Literal["m3", "m2", "m", "kg", "t", "pcs", "m2_r1", "m2_year"]
PartStatus = Literal["new", "kept", "removed"]


class Source(BaseModel):
    """Where a line of the project stands in the user's file."""

    model_config = _CONFIG
    file: str
    place: str
    """Line number in YAML, 'Sheet!C12' in a workbook."""


class Energy(BaseModel):
    """Energy bought, kWh per m² heated area and year."""

    model_config = _CONFIG
    electricity_kwh_m2_year: Decimal = Decimal(0)
    heating_kwh_m2_year: Decimal = Decimal(0)
    heating: Heating | None = None
    heating_efficiency: Decimal = Decimal(1)
    heating_factor_kg_kwh: Decimal | None = None
    heating_factor_source: str | None = None
    min_heat_kwh_year: Decimal = Decimal(0)

    @property
    def own_factor(self) -> Decimal | None:
        """The heating carrier's factor as the project gives it; one without its source does not count."""
        return self.heating_factor_kg_kwh if self.heating_factor_source else None


class EnergyPrices(BaseModel):
    """DKK excl. VAT for a kWh bought, by carrier; None where nobody has told."""

    model_config = _CONFIG
    electricity: Decimal | None = None
    district_heating: Decimal | None = None
    gas: Decimal | None = None
    oil: Decimal | None = None
    biomass: Decimal | None = None
    source: str | None = None
    year: int | None = None


class ConstructionProcess(BaseModel):
    """A4 and A5 of the whole project, kg CO2e."""

    model_config = _CONFIG
    a4_kg_co2e: Decimal | None = None
    a5_kg_co2e: Decimal | None = None
    source: str | None = None


class Deductions(BaseModel):
    """What BR18 § 298 lets out before the limit is compared."""

    model_config = _CONFIG
    special_conditions_kg_co2e: Decimal = Decimal(0)
    energy_supplement_kwh_m2_year: Decimal = Decimal(0)
    reason: str = ""


class MaterialUse(BaseModel):
    """An amount of one material: a component's own, or one layer of an option."""

    model_config = _CONFIG
    material: str
    """Id in the project's material data ('#G0116'), or the id of a library product; blank where the file names none."""
    amount: Decimal | None = None
    """None where the file tells none: the row cannot be computed."""
    unit: Unit | None = None
    service_life_years: Decimal | None = None
    thickness_mm: Decimal | None = None
    r_value: Decimal | None = None
    lambda_w_mk: Decimal | None = None
    """`lambda` in the file, W/mK."""
    reused: bool = False
    recycled_share: Decimal = Decimal(0)
    bio_based_share: Decimal = Decimal(0)
    source: Source | None = None


class Component(MaterialUse):
    """A part that is built in, kept or removed."""

    element: str
    """Id from rules/elements.yaml."""
    label: str | None = None
    name: str = ""
    status: PartStatus = "new"
    remaining_life_years: Decimal | None = None
    essential: bool | None = None
    cost_dkk: Decimal | None = None


class Removal(BaseModel):
    """What an option takes out of the building: C3 + C4 of it are reported apart."""

    model_config = _CONFIG
    material: str
    amount: Decimal | None = None
    unit: Unit | None = None
    thickness_mm: Decimal | None = None
    source: Source | None = None


class Option(BaseModel):
    """One thing that may be chosen for an entry; `keep` leaves the part as it is at no cost and no kg."""

    model_config = _CONFIG
    name: str
    keep: bool = False
    cost_dkk: Decimal | None = None
    cost_dkk_per_m2: Decimal | None = None
    price_source: str | None = None
    price_year: int | None = None
    u_value: Decimal | None = None
    u_exempt: str | None = None
    heat_saving_kwh_year: Decimal = Decimal(0)
    electricity_delta_kwh: Decimal = Decimal(0)
    heating: Heating | None = None
    efficiency: Decimal | None = None
    materials: tuple[MaterialUse, ...] = ()
    removes: tuple[Removal, ...] = ()
    source: Source | None = None


class LibraryProduct(BaseModel):
    """A product of the project's own, kg CO2e per ONE declared unit; None is a module that its source does not declare."""

    model_config = _CONFIG
    id: str
    """Any text that does not begin with '#'."""
    name: str = ""
    unit: Unit
    a1a3: Decimal | None = None
    a4: Decimal | None = None
    a5: Decimal | None = None
    c3: Decimal | None = None
    c4: Decimal | None = None
    d: Decimal | None = None
    mass_kg: Decimal | None = None
    """kg per declared unit."""
    density_kg_m3: Decimal | None = None
    kg_per_m2: Decimal | None = None
    data_type: Literal["epd", "industry", "generic"] = "epd"
    standard: str | None = None
    """EN 15804+A1 or EN 15804+A2."""
    valid_until: date | None = None
    source: str = ""
    registration: str | None = None
    owner: str | None = None
    note: str = ""


class Choice(BaseModel):
    """An entry of `choices`: exactly one of its options is chosen."""

    model_config = _CONFIG
    element: str
    label: str | None = None
    area_m2: Decimal | None = None
    b_factor: Decimal | None = None
    options: tuple[Option, ...]
    source: Source | None = None

    @property
    def key(self) -> str:
        """`element` or `element[label]`."""
        return f"{self.element}[{self.label}]" if self.label else self.element


class Limits(BaseModel):
    """What the plan must hold; None binds nothing."""

    model_config = _CONFIG
    low_emission_class: Decimal | Literal["policy", "law"] | None = None
    min_reused_mass_share: Decimal | None = None
    min_recycled_mass_share: Decimal | None = None
    min_bio_based_mass_share: Decimal | None = None
    max_upfront_kg_co2e: Decimal | None = None
    max_primary_energy_kwh_m2: Decimal | None = None


class Building(BaseModel):
    """One building project as the user described it; a field nobody filled in is None."""

    model_config = _CONFIG
    name: str
    works: Works
    building_type: BuildingType | dict[BuildingType, Decimal]
    """One type, or shares of floor area by type ('blandet anvendelse')."""
    reference_area_m2: Decimal
    heated: bool | None = True
    temporary: bool = False
    permit_applied: date | None = None
    completed: int | None = None
    floor_area_m2: Decimal | None = None
    """§ 455; reference_area_m2 where the file is silent."""
    heated_area_m2: Decimal | None = None
    heated_basement_m2: Decimal = Decimal(0)
    removed_floor_area_m2: Decimal | None = None
    material_data: str | None = None
    """Name of the material data set the ids belong to; None lets the dates decide."""
    energy_series: str | None = None
    """Name of the energy series; None is the default of the file's format."""
    energy: Energy | None = None
    energy_prices: EnergyPrices | None = None
    construction_process: ConstructionProcess | None = None
    deductions: Deductions = Deductions()
    demolition: Demolition | None = None
    fbk: SustainabilityClass | None = None
    taxonomy: Taxonomy | None = None
    components: tuple[Component, ...] = ()
    choices: tuple[Choice, ...] = ()
    budget_dkk: Decimal | None = None
    limits: Limits = Limits()
    stock: dict[str, Decimal] = {}
    conflicts: tuple[tuple[str, str], ...] = ()
    requires: tuple[tuple[str, str], ...] = ()
    pin: dict[str, str] = {}
    ban: tuple[str, ...] = ()
    library: tuple[LibraryProduct, ...] = ()
    """Products that came along in the file itself (a project of LCAbyg, LCAx); `materials.yaml` stands beside a building/1 file."""
    file: str = ""
    warnings: tuple[str, ...] = ()
    """Input warnings in Danish, each with its place."""
    warnings_en: tuple[str, ...] = ()
    """The same in English, in the same order; the Danish stands where there are fewer."""
