"""The result of a life-cycle assessment: kg CO2e by EN 15978 module, for the building and each part. No limits here."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

_CONFIG = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

MODULES = ("A1-A3", "A4", "A5", "B4", "B6", "C3", "C4", "D")
TOTALS = ("building", "construction_process", "total", "removed")
Modules = dict[str, Decimal | None]
"""Keys MODULES + TOTALS where the whole building is meant; None is 'nobody has told us'."""


Model = TypeVar("Model", bound=BaseModel)


def trusted(kind: type[Model], **values: Any) -> Model:
    """A model of values that were computed here, all fields given: `model_construct` without its bookkeeping, ten times as quick."""
    one = kind.__new__(kind)
    for name, value in (
        ("__dict__", values),
        ("__pydantic_fields_set__", set(values)),
        ("__pydantic_extra__", None),
        ("__pydantic_private__", None),
    ):
        object.__setattr__(one, name, value)
    return one


class DataQuality(BaseModel):
    model_config = _CONFIG
    standard: str | None = None
    """EN 15804+A1, EN 15804+A2."""
    type: str | None = None
    """generic, industry, danish_generic, standard_value, epd."""
    valid: bool | None = None


class ElementResult(BaseModel):
    """One component's footprint."""

    model_config = _CONFIG
    element: str
    label: str | None = None
    name: str
    material: str
    material_name: str | None = None
    status: Literal["new", "kept", "removed"]
    amount: Decimal | None = None
    unit: str | None = None
    mass_kg: Decimal | None = None
    modules: Modules
    """kg CO2e; A1-A3, B4, C3, C4, D; all None when the row is partial."""
    service_life_years: Decimal | None = None
    service_life_source: str | None = None
    data: DataQuality = DataQuality()
    partial: bool = False
    why_partial: str | None = None
    """One line: file, row, field, and the three nearest names (Danish)."""
    why_partial_en: str | None = None
    essential: bool = False
    why_essential: str | None = None
    why_essential_en: str | None = None
    reused: bool = False
    suspect: bool = False


class MissingCoverage(BaseModel):
    model_config = _CONFIG
    element: str
    name: str
    modules: tuple[str, ...]
    reason: str
    suggestion: str | None = None
    reason_en: str | None = None
    suggestion_en: str | None = None


class GroupCoverage(BaseModel):
    """One main group of BR18 tabel 6: how many essential components it has, and how many of them are covered."""

    model_config = _CONFIG
    group: str | None
    """Id of the group in rules/elements.yaml; None for elements that tabel 6 does not name."""
    essential: int
    covered: int
    mass_share: Decimal | None = None


class Coverage(BaseModel):
    """How much of the essential materials the assessment covers; shares 0 … 1, None when not computable."""

    model_config = _CONFIG
    essential: tuple[str, ...] = ()
    """Names of the essential components."""
    mass_share: Decimal | None = None
    element_share: Decimal | None = None
    cost_share: Decimal | None = None
    missing: tuple[MissingCoverage, ...] = ()
    groups: tuple[GroupCoverage, ...] = ()


class Circularity(BaseModel):
    """Shares of the mass of what is newly built in, 0 … 1; None when nothing is new or a mass is unknown."""

    model_config = _CONFIG
    reused_mass_share: Decimal | None = None
    recycled_mass_share: Decimal | None = None
    bio_based_mass_share: Decimal | None = None


class Assessment(BaseModel):
    """Footprint of one project."""

    model_config = _CONFIG
    name: str
    study_period_years: int
    material_data: str
    material_data_fits: bool = True
    """Whether the set is the one of the regime of the permit date."""
    energy_series: str
    energy_series_fits: bool = True
    per_m2_year: Modules
    """kg CO2e/m²/year: materials over 50 A_ref, B6 over 50 A_heat."""
    total_kg_co2e: Modules
    partial: Modules | None = None
    """What could be summed when some row could not be computed; no lower bound."""
    limit_value: Decimal | None = None
    """per_m2_year.building minus the deductions of § 298; the value a limit is compared with."""
    elements: tuple[ElementResult, ...]
    coverage: Coverage = Coverage()
    circularity: Circularity = Circularity()
    warnings: tuple[str, ...] = ()
    warnings_en: tuple[str, ...] = ()
    suspect: bool = False
    """A row with A1-A3 + C3 + C4 < 0 counts in it: no limit verdict may be pass."""
