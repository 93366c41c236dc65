"""The footprint of one row: kg CO2e by EN 15978 module, its mass, and why it cannot be computed where it cannot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from circular.building.elements import element_name
from circular.building.model import Component, MaterialUse, PartStatus
from circular.lca.amounts import NoConversion, declared_amount, mass_of
from circular.lca.context import NEW, Context, Convention
from circular.lca.materials import Material
from circular.lca.service_lives import TableLife, replacements, replacements_of_kept, table_life

ZERO = Decimal(0)
OPAQUE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-")
"""An id without meaning to a person; the line's own name is looked up instead."""
ROW_MODULES = ("A1-A3", "B4", "C3", "C4", "D")
Modules = dict[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why a row cannot be computed: the field, and the reason in both languages."""

    field: str
    da: str
    en: str
    near: str = ""
    """The three nearest materials, where the material is unknown."""


@dataclass(frozen=True, slots=True)
class RowFootprint:
    """One row's result; `modules` are all None when it is partial."""

    modules: Modules
    mass_kg: Decimal | None = None
    declared: Decimal | None = None
    """Amount in the declared unit of its material."""
    unit: str | None = None
    """The declared unit."""
    partial: str | None = None
    """Why it cannot be computed, one line in Danish with file, row and field; None when it can."""
    partial_en: str | None = None
    reason: Unknown | None = None
    material: Material | None = None
    life_years: Decimal | None = None
    life_source: str | None = None
    """`given`, or what the service-life table was asked."""
    table: TableLife | None = None
    suspect: bool = False
    """A1-A3 + C3 + C4 of its material is below 0."""
    end_of_life_only: bool = False
    counts: bool = True
    """Whether any of its figures can reach the building's sum (a reused row at 0 kg, or what is removed, does not)."""


NOTHING: Modules = dict.fromkeys(ROW_MODULES, ZERO)
UNTOLD: Modules = dict.fromkeys(ROW_MODULES)


def row_footprint(use: MaterialUse, element: str, context: Context, *, status: PartStatus = "new") -> RowFootprint:
    """The footprint of a use of a material in an element (formats.md §3)."""
    material = context.find(use.material)
    if material is None:
        return _partial(use, element, _unknown_material(use, element, context), None, None, None)
    try:
        declared: Decimal | None = declared_amount(use, material)
        no_amount = None
    except NoConversion as missing:
        declared, no_amount = None, Unknown(missing.field, missing.da, missing.en)
    mass = None if declared is None else mass_of(use, material, declared)
    if mass is None and use.unit in ("kg", "t") and use.amount is not None and use.amount >= 0:
        mass = use.amount * (1000 if use.unit == "t" else 1)
    remaining = use.remaining_life_years if isinstance(use, Component) else None
    lasting = status == "kept" and (remaining is None or remaining >= context.study_years)
    convention = context.reuse if use.reused and status == "new" else NEW
    needs_figures = status == "removed" or not (lasting or (convention.nothing_counts and status == "new"))
    why = None if lasting else no_amount
    if why is None and not lasting:
        why = _undeclared(material, status, context) if needs_figures or status == "new" else None
    if why is not None:
        return _partial(use, element, why, material, mass, declared)
    standard_value = material.unit == "m2_year"
    asks_life = status != "removed" and not standard_value
    life, source, table = _life(use, element, material) if asks_life else (None, None, None)
    if needs_figures and asks_life and life is None:
        return _partial(use, element, _no_life(use, element), material, mass, declared)
    if lasting or (status == "new" and convention.nothing_counts):
        modules = NOTHING
    else:
        assert declared is not None
        modules = _modules(material, declared, status, convention, life, remaining, context.study_years)
    return RowFootprint(
        modules=modules, mass_kg=mass, declared=declared, unit=material.unit, material=material, life_years=life,
        life_source=source, table=table, suspect=material.suspect, end_of_life_only=material.end_of_life_only,
        counts=modules is not NOTHING and status != "removed",
    )  # fmt: skip


def _modules(
    material: Material,
    amount: Decimal,
    status: PartStatus,
    convention: Convention,
    life: Decimal | None,
    remaining: Decimal | None,
    years: int,
) -> Modules:
    """kg of each module: A1-A3 = a g_A, C = a g_C, B4 = n a (g_A + g_C3 + g_C4), D = (n + 1) a g_D."""
    figure = {
        "a1a3": material.a1a3 or ZERO,
        "c3": material.c3 or ZERO,
        "c4": material.c4 or ZERO,
        "d": material.d or ZERO,
    }
    if material.unit == "m2_year":
        amount, again = amount * years, 0
        again_kept = 0
    else:
        again = replacements(years, life) if life is not None else 0
        again_kept = replacements_of_kept(years, remaining, life) if remaining is not None and life is not None else 0
    if status == "removed":
        return {**NOTHING, "C3": amount * figure["c3"], "C4": amount * figure["c4"]}
    replaced = sum((figure[key] for key in ("a1a3", "c3", "c4") if key in convention.replacements), ZERO)
    if status == "kept":
        return {**NOTHING, "B4": again_kept * amount * replaced, "D": again_kept * amount * figure["d"]}
    times_d = (1 if "d" in convention.end_of_life else 0) + (again if "d" in convention.replacements else 0)
    return {
        "A1-A3": amount * figure["a1a3"] if "a1a3" in convention.install else ZERO,
        "B4": again * amount * replaced,
        "C3": amount * figure["c3"] if "c3" in convention.end_of_life else ZERO,
        "C4": amount * figure["c4"] if "c4" in convention.end_of_life else ZERO,
        "D": times_d * amount * figure["d"],
    }


def _life(use: MaterialUse, element: str, material: Material) -> tuple[Decimal | None, str | None, TableLife | None]:
    """The life given, else the table's; None where neither tells one of at least a year."""
    table = table_life(element, material.life_class)
    given = use.service_life_years
    if given is not None:
        return (given, "given", table) if given >= 1 else (None, None, table)
    return (None, None, None) if table is None else (table.years, table.source, table)


def _undeclared(material: Material, status: PartStatus, context: Context) -> Unknown | None:
    """The modules that the source must declare: A1-A3 and an end of life; what is removed needs only the latter."""
    named = f"{material.id} (“{material.name}”)"
    if status != "removed" and material.end_of_life_only:
        return Unknown("material", f"{named} har intet A1-A3", f"{named} has no A1-A3", _nearest(material.name, context, material.unit))  # fmt: skip
    if not material.declares_end_of_life:
        return Unknown("material", f"{named} deklarerer hverken C3 eller C4", f"{named} declares neither C3 nor C4")
    return None


def _nearest(sought: str, context: Context, unit: str | None) -> str:
    from circular.lca.near import named, nearest_materials

    return "; ".join(named(row) for row in nearest_materials(sought, context, unit))


def _no_life(use: MaterialUse, element: str) -> Unknown:
    if use.service_life_years is not None:
        return Unknown("service_life_years", f"levetiden er {use.service_life_years} år; den skal være mindst 1", f"the service life is {use.service_life_years} years; it must be at least 1")  # fmt: skip
    return Unknown("service_life_years", f"levetiden mangler, og levetidstabellen har ingen bygningsdel for '{element}'", f"the service life is missing and the table has no part for '{element}'")  # fmt: skip


def _unknown_material(use: MaterialUse, element: str, context: Context) -> Unknown:
    if not use.material:
        return Unknown("material", 'materialet mangler (skriv et id med # i anførselstegn: "#G0116")', 'the material is missing (write an id with # in quotes: "#G0116")')  # fmt: skip
    sought = use.material
    if OPAQUE.search(sought):
        sought = (use.name if isinstance(use, Component) else "") or element_name(element, "da")
    near = _nearest(sought, context, use.unit)
    elsewhere = [data.name for data in context.others.values() if use.material in data.rows]
    there_da = f" (det findes i {', '.join(elsewhere)})" if elsewhere else ""
    there_en = f" (it is in {', '.join(elsewhere)})" if elsewhere else ""
    return Unknown(
        "material",
        f"'{use.material}' findes ikke i {context.data.name}{there_da}",
        f"'{use.material}' is not in {context.data.name}{there_en}",
        near,
    )


def _partial(
    use: MaterialUse,
    element: str,
    why: Unknown,
    material: Material | None,
    mass: Decimal | None,
    declared: Decimal | None,
) -> RowFootprint:
    if material is None and use.unit in ("kg", "t") and use.amount is not None and use.amount >= 0:
        mass = use.amount * (1000 if use.unit == "t" else 1)
    where = f"{use.source.file}:{use.source.place}: " if use.source is not None else ""
    name = (use.name if isinstance(use, Component) else "") or element
    return RowFootprint(
        modules=UNTOLD,
        mass_kg=mass,
        declared=declared,
        unit=material.unit if material else None,
        partial=f"{where}“{name}”, {why.field}: {why.da}{f'; nærmest: {why.near}' if why.near else ''}",
        partial_en=f"{where}“{name}”, {why.field}: {why.en}{f'; nearest: {why.near}' if why.near else ''}",
        reason=why,
        material=material,
        suspect=material.suspect if material else False,
        end_of_life_only=material.end_of_life_only if material else False,
    )


def declared_of(use: MaterialUse, context: Context) -> Decimal | None:
    """The amount of a use in the declared unit of its material; None where it cannot be told."""
    material = context.find(use.material)
    try:
        return None if material is None else declared_amount(use, material)
    except NoConversion:
        return None
