"""The footprint of a project: every row, the sums by EN 15978 module, coverage, circularity, and what to be wary of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext
from typing import TypeVar

from circular.building.model import Building, Component
from circular.faults import Fault
from circular.language import Words
from circular.lca.circularity import circularity_of
from circular.lca.context import Context, context_of
from circular.lca.coverage import coverage_of
from circular.lca.essential import Essentials
from circular.lca.materials import Material
from circular.lca.model import MODULES, TOTALS, Assessment, Circularity, Coverage, DataQuality, ElementResult, trusted
from circular.lca.operation import Operation, operation_of
from circular.lca.rows import ROW_MODULES, RowFootprint, row_footprint
from circular.lca.warnings import warnings_of

ZERO = Decimal(0)
Sums = dict[str, Decimal | None]
Shares = TypeVar("Shares", Coverage, Circularity)
BUILDING = ("A1-A3", "B4", "B6", "C3", "C4")
PROCESS = ("A4", "A5")
DIGITS = 60
"""Digits carried while summing; results are rounded to the 28 of a Decimal at the end, so that exact halves stay exact."""


def assess(
    building: Building, *, as_of: date, reuse_convention: str = "zero", essentials: Essentials | None = None
) -> Assessment:
    """The assessment of a project judged on a day; what can't be computed is None and named in the warnings.

    `essentials`: the municipality's own bounds for which materials are essential, else those of good practice.
    """
    if building.reference_area_m2 <= 0:
        raise Fault(building.file, "", ("reference_area_m2 skal være over 0", "reference_area_m2 must be above 0"))
    context = context_of(building, as_of=as_of, reuse_convention=reuse_convention)
    with localcontext() as exact:
        exact.prec = DIGITS
        rows = [row_footprint(part, part.element, context, status=part.status) for part in building.components]
        operation = operation_of(building, context)
        kg = _sums(building.components, rows, building, operation, told_only=False)
        partial = _sums(building.components, rows, building, operation, told_only=True)
        per_m2 = _per_m2_year(kg, building, context.study_years)
        limit_value = _limit_value(per_m2["building"], building, operation, context.study_years)
        coverage = coverage_of(building.components, rows, context, essentials)
        circularity = circularity_of(building.components, rows)
    missing = kg["building"] is None or kg["removed"] is None
    da, en = warnings_of(building, rows, context, operation, limit_value, per_m2)
    return Assessment.model_construct(
        name=building.name,
        study_period_years=context.study_years,
        material_data=context.data.name,
        material_data_fits=context.data_fits and not _mixed(rows, context),
        energy_series=context.series.name,
        energy_series_fits=context.series_fits or building.heated is False,
        per_m2_year=_rounded(per_m2),
        total_kg_co2e=_rounded(kg),
        partial=_rounded(partial) if missing else None,
        limit_value=None if limit_value is None else +limit_value,
        elements=_elements(building.components, rows, coverage.reasons, context),
        coverage=_shares(coverage.result),
        circularity=_shares(circularity),
        warnings=da,
        warnings_en=en,
        suspect=any(row.suspect and row.counts for row in rows),
    )


def _mixed(rows: Sequence[RowFootprint], context: Context) -> bool:
    """Whether a row names another shipped set than the project's."""
    return any(
        row.material is not None and row.material.set_name in context.others and row.material.set_name != context.data.name
        for row in rows
    )  # fmt: skip


def _sums(
    parts: Sequence[Component], rows: Sequence[RowFootprint], building: Building, operation: Operation, *, told_only: bool
) -> Sums:  # fmt: skip
    """kg of every module and sum; with `told_only` the sum of what could be computed, else None where a term is missing."""
    standing = [row for part, row in zip(parts, rows, strict=True) if part.status != "removed"]
    gone = [row for part, row in zip(parts, rows, strict=True) if part.status == "removed"]
    process = building.construction_process
    kg: Sums = {}
    whole = told_only or not any(row.partial for row in standing)
    for name in ROW_MODULES:
        kg[name] = sum((row.modules[name] or ZERO for row in standing), ZERO) if whole else None
    kg["A4"] = process.a4_kg_co2e if process else None
    kg["A5"] = process.a5_kg_co2e if process else None
    kg["B6"] = operation.kg
    kg["building"] = _plus([kg[name] for name in BUILDING], told_only)
    kg["construction_process"] = _plus([kg[name] for name in PROCESS], told_only)
    kg["total"] = _plus([kg["building"], kg["construction_process"]], told_only)
    kg["removed"] = (
        sum(((row.modules["C3"] or ZERO) + (row.modules["C4"] or ZERO) for row in gone), ZERO)
        if told_only or not any(row.partial for row in gone)
        else None
    )
    return {name: kg[name] for name in (*MODULES, *TOTALS)}


def _plus(terms: Sequence[Decimal | None], told_only: bool) -> Decimal | None:
    told = [term for term in terms if term is not None]
    if len(told) < len(terms) and not (told_only and told):
        return None
    return sum(told, ZERO)


def _per_m2_year(kg: Sums, building: Building, years: int) -> Sums:
    """Materials over 50 A_ref, B6 over 50 A_heat; an unheated building's B6 is 0 without division."""
    material_area = years * building.reference_area_m2
    heated_area = years * building.heated_area_m2 if building.heated_area_m2 else None
    found: Sums = {
        name: None if value is None else value / material_area
        for name, value in kg.items()
        if name not in ("B6", "building", "total")
    }
    b6 = kg["B6"]
    found["B6"] = (
        None if b6 is None else ZERO if building.heated is False else b6 / heated_area if heated_area else None
    )
    found["building"] = _plus([found[name] for name in BUILDING], False)
    found["total"] = _plus([found["building"], found["construction_process"]], False)
    return {name: found[name] for name in (*MODULES, *TOTALS)}


def _limit_value(value: Decimal | None, building: Building, operation: Operation, years: int) -> Decimal | None:
    """per_m2_year.building minus what § 298 lets out."""
    if value is None:
        return None
    deductions = building.deductions
    value -= deductions.special_conditions_kg_co2e / (years * building.reference_area_m2)
    if deductions.energy_supplement_kwh_m2_year and building.heated is not False:
        if operation.mean_heat_factor is None:
            return None
        value -= deductions.energy_supplement_kwh_m2_year * operation.mean_heat_factor
    return value


def _rounded(sums: Sums) -> Sums:
    return {name: None if value is None else +value for name, value in sums.items()}


def _elements(
    parts: Sequence[Component], rows: Sequence[RowFootprint], essential: Mapping[int, Words], context: Context
) -> tuple[ElementResult, ...]:
    qualities: dict[str, DataQuality] = {}
    found = []
    for index, (part, row) in enumerate(zip(parts, rows, strict=True)):
        if part.material not in qualities:
            qualities[part.material] = _quality(row.material, context)
        found.append(_element(part, row, essential.get(index), qualities[part.material]))
    return tuple(found)


def _shares(part: Shares) -> Shares:
    """The same with its shares rounded to the digits of a Decimal."""
    return part.model_copy(update={name: +value for name, value in part if isinstance(value, Decimal)})


def _element(part: Component, row: RowFootprint, why_essential: Words | None, quality: DataQuality) -> ElementResult:
    """The row as a result; its values are our own, so that they need no validation."""
    material = row.material
    return trusted(
        ElementResult,
        element=part.element,
        label=part.label,
        name=part.name,
        material=part.material,
        material_name=material.name if material else None,
        status=part.status,
        amount=part.amount,
        unit=part.unit,
        mass_kg=row.mass_kg,
        modules=row.modules,
        service_life_years=row.life_years,
        service_life_source=row.life_source,
        data=quality,
        partial=row.partial is not None,
        why_partial=row.partial,
        why_partial_en=row.partial_en,
        essential=why_essential is not None,
        why_essential=why_essential.da if why_essential else None,
        why_essential_en=why_essential.en if why_essential else None,
        reused=part.reused,
        suspect=row.suspect and row.counts,
    )


def _quality(material: Material | None, context: Context) -> DataQuality:
    if material is None:
        return DataQuality()
    valid = None if material.valid_until is None else context.decided_on <= material.valid_until
    return DataQuality(standard=material.standard, type=material.data_type, valid=valid)
