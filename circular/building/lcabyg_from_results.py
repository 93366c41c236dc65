"""A Building out of what LCAbyg has computed: each product with its amount, its life and, where tabel 7 lacks it, its figures."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from circular.building.foreign import Notes
from circular.building.lcabyg_results import Export, Row, read_export
from circular.building.lcabyg_words import categories, categories_by_name, last_anchors, products, words
from circular.building.model import Building, Component, Energy, LibraryProduct
from circular.building.tabel7 import MODULES, TableRow, named, rows
from circular.faults import Fault

RELATIVE = Decimal("1e-6")
ZERO = Decimal(0)


def read_results(path: Path) -> Building | None:
    """The Building of a result file; None where the file is none."""
    export = read_export(path)
    return None if export is None else building_of_export(export)


def building_of_export(export: Export) -> Building:
    """The Building of results that have been read; its footprint is the one the file states."""
    notes = Notes(export.file)
    if export.reference_area is None or export.reference_area <= 0:
        raise Fault(export.file, "", ("referencearealet mangler i resultatet", "the result has no reference area"))
    library = _Library(notes)
    components = []
    for row in export.rows:
        if row.kind == "product":
            components.append(_component(export, row, library, notes))
    _tell(export, notes)
    kind = words()["building_types"].get(export.type_word.lower())
    if kind is None:
        said = f"'{export.type_word}'" if export.type_word else "–"
        notes(f"bygningstypen {said} kendes ikke; building_type er sat til other", f"the building type {said} is not known; building_type is set to other")  # fmt: skip
    return Building(
        name=export.name or Path(export.file).stem,
        works="new",
        building_type=kind or "other",
        reference_area_m2=export.reference_area,
        floor_area_m2=export.floor_area,
        heated_area_m2=export.heated_area if export.heated_area else None,
        completed=export.first_year,
        material_data=words()["material_data"],
        energy_series=words()["energy_series_fixed" if _fixed(export) else "energy_series"],
        energy=_energy(export, notes),
        components=tuple(components),
        library=library.products(),
        file=export.file,
        warnings=notes.da,
        warnings_en=notes.en,
    )


def _tell(export: Export, notes: Notes) -> None:
    notes("resultater siger ikke, om det er nybyggeri eller renovering; works er sat til new", "results do not say whether it is a new building or a renovation; works is set to new")  # fmt: skip
    if export.left_out:
        notes(f"ikke overført: {', '.join(export.left_out)}; andre indikatorer end GWP", f"not carried over: {', '.join(export.left_out)}; indicators other than GWP")  # fmt: skip
    if export.exported_kwh:
        notes(f"eksporteret el ({export.exported_kwh} kWh/m²/år) er ikke overført; den godskrives ikke", f"exported electricity ({export.exported_kwh} kWh/m²/year) was not carried over; it is not credited")  # fmt: skip
    if export.reference_area != export.floor_area and export.floor_area:
        notes(f"etagearealet er {export.floor_area} m², referencearealet {export.reference_area} m²", f"the floor area is {export.floor_area} m², the reference area {export.reference_area} m²")  # fmt: skip
    for row in export.rows:
        existing = sum(abs(value) for key, value in row.stated["total"].items() if key.startswith("ex"))
        process = row.stated["total"].get("a4", ZERO), row.stated["total"].get("a5", ZERO)
        if row.kind == "whole" and existing:
            notes("nedrivning af det bestående (ex_c3, ex_c4, ex_d) er ikke overført", "demolition of what stands (ex_c3, ex_c4, ex_d) was not carried over")  # fmt: skip
        if row.kind == "whole" and any(process):
            notes(f"A4 ({process[0]} kg) og A5 ({process[1]} kg) er ikke overført; giv dem i construction_process", f"A4 ({process[0]} kg) and A5 ({process[1]} kg) were not carried over; give them in construction_process")  # fmt: skip


def _component(export: Export, row: Row, library: _Library, notes: Notes) -> Component:
    element = export.above(row, "element")
    construction = export.above(row, "construction")
    if row.begins_later:
        notes(
            f"'{row.name}' begynder senere end bygningen: A1-A3 er 0 i første år, men B4 rummer en hel udskiftning; her regnes med A1-A3 = 0",
            f"'{row.name}' begins later than the building: A1-A3 is 0 in the first year, but B4 holds a whole replacement; A1-A3 = 0 is used here",
            row.place,
        )
    if row.life is None or row.life < 1:
        notes(f"levetiden mangler for '{row.name}'; rækken kan ikke beregnes", f"the service life of '{row.name}' is missing; the row cannot be computed", row.place)  # fmt: skip
    return Component(
        element=_element(export, row),
        label=element.name if element else None,
        name=construction.name if construction else row.name,
        material=library.material(row),
        amount=row.amount,
        unit=row.unit,  # type: ignore[arg-type]
        service_life_years=row.life if row.life is not None else ZERO,
        source=export.source(row),
    )


def _element(export: Export, row: Row) -> str:
    subgroup, group = export.above(row, "subgroup"), export.above(row, "group")
    for part in (subgroup, group):
        if part is not None and part.category_id in categories():
            return categories()[part.category_id].element
    names = categories_by_name()
    above = group.name if group else ""
    return names.get((above, subgroup.name if subgroup else "")) or names.get((above, "")) or "other"


class _Library:
    """Rows of tabel 7 where figures agree, else products of our own with the figures that the file implies."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._made: dict[str, LibraryProduct] = {}

    def products(self) -> tuple[LibraryProduct, ...]:
        return tuple(self._made.values())

    def material(self, row: Row) -> str:
        """The id for the product of a row."""
        name = row.name.lstrip("#").strip() or row.product_id
        if not row.amount or row.unit is None:
            self._notes(f"'{name}' har ingen mængde eller enhed; dens værdier kan ikke udledes", f"'{name}' has no amount or unit; its figures cannot be told", row.place)  # fmt: skip
            return name
        figures = self._figures(row, row.amount)
        known = products().get(row.product_id) or words()["names"].get(row.source_name)
        table = rows().get(known) if known else named(row.name)
        if table is not None and table.unit == row.unit:
            if self._agree(table, figures):
                return table.id
            self._notes(f"'{name}' afviger fra tabel 7 ({table.id}); filens egne værdier bruges", f"'{name}' differs from tabel 7 ({table.id}); the file's own figures are used", row.place)  # fmt: skip
        for turn in range(1, len(self._made) + 2):
            identifier = name if turn == 1 else f"{name} ({turn})"
            made = self._made.get(identifier)
            if made is None:
                self._made[identifier] = self._product(identifier, name, row, figures)
                return identifier
            if made.unit == row.unit and all(_near(getattr(made, module), value) for module, value in figures.items()):
                return identifier
        return name

    def _figures(self, row: Row, amount: Decimal) -> dict[str, Decimal | None]:
        stated = row.stated["total"]
        n = max(ZERO, row.replacements or ZERO)
        found: dict[str, Decimal | None] = {
            module: _rounded(stated.get(module, ZERO) / amount) for module in ("a1a3", "c3", "c4")
        }
        found["d"] = _rounded(stated.get("d", ZERO) / amount / (n + 1))
        if row.declared is not None:
            for module in MODULES:
                if module not in row.declared and not found[module]:
                    found[module] = None
        return found

    @staticmethod
    def _agree(table: TableRow, figures: dict[str, Decimal | None]) -> bool:
        return all(_near(table.figures[module], value) for module, value in figures.items())

    def _product(self, identifier: str, name: str, row: Row, figures: dict[str, Decimal | None]) -> LibraryProduct:
        mass = _rounded(row.mass_kg / row.amount) if row.mass_kg and row.amount else None
        given: dict[str, Any] = dict(figures)
        return LibraryProduct(
            id=identifier,
            name=name,
            unit=row.unit,  # type: ignore[arg-type]
            mass_kg=mass,
            data_type="generic" if row.origin == "GenDK" else "epd",
            standard=row.standard,
            source=f"LCAbyg, {row.place}" + (f", {row.origin}" if row.origin else ""),
            **given,
        )


def _rounded(value: Decimal) -> Decimal:
    """A figure recovered from doubles, to the digits they hold."""
    if not value:
        return ZERO
    exact = value.quantize(Decimal(1).scaleb(value.adjusted() - 12)).normalize()
    return Decimal(int(exact)) if exact.adjusted() < 20 and exact == exact.to_integral_value() else exact


def _near(one: Decimal | None, other: Decimal | None) -> bool:
    left, right = one or ZERO, other or ZERO
    return abs(left - right) <= RELATIVE * max(abs(left), abs(right))


def _fixed(export: Export) -> bool:
    """Whether the electricity of the building keeps the factor of one year."""
    return any(row.origin == "electricity" and row.fixed_year and row.kwh_m2_year for row in export.rows)


def _energy(export: Export, notes: Notes) -> Energy | None:
    """kWh bought; a result JSON tells kg only, and its kWh are left to the audit."""
    utilities = [row for row in export.rows if row.kind == "utility"]
    heat = next((row for row in utilities if row.origin == "heating" and row.kwh_m2_year is not None), None)
    if not export.use or all(value is None for value in export.use.values()):
        return _recovered(export, utilities, notes)
    given: dict[str, Any] = {}
    if heat is not None and heat.carrier is None and heat.kwh_m2_year:
        notes(f"varmekilden '{heat.name}' kendes ikke; giv energy.heating", f"the heat source '{heat.name}' is not known; give energy.heating")  # fmt: skip
    if heat is not None and heat.fixed_year and heat.carrier in words()["fixed_factors"]:
        given = {
            "heating_factor_kg_kwh": Decimal(words()["fixed_factors"][heat.carrier]),
            "heating_factor_source": f"LCAbyg, {heat.fixed_year}",
        }
    return Energy(
        electricity_kwh_m2_year=export.use.get("electricity") or ZERO,
        heating_kwh_m2_year=export.use.get("heating") or ZERO,
        heating=heat.carrier if heat else None,  # type: ignore[arg-type]
        **given,
    )


def _recovered(export: Export, utilities: list[Row], notes: Notes) -> Energy | None:
    """kWh out of the kg of the last year, when the factor is the last one of LCAbyg's series."""
    found: dict[str, Decimal] = {}
    carriers: dict[str, str | None] = {}
    for row in utilities:
        if not row.stated["total"].get("b6"):
            continue
        years = row.by_year.get("b6", {})
        factor = _last_factor(row, max(years, default=0))
        if factor is None or not export.heated_area or row.origin not in ("electricity", "heating"):
            notes(
                f"filen siger ikke, hvor mange kWh {row.name} der bruges; giv energy, eller brug projektfilen",
                f"the file does not say how many kWh of {row.name} are used; give energy, or use the project file",
            )
            return None
        found[row.origin] = _rounded(years[max(years)] / factor / export.heated_area)
        carriers[row.origin] = row.carrier
    if not found:
        return None
    kwh = ", ".join(f"{name} {value:f}" for name, value in found.items())
    notes(f"kWh/m²/år er regnet tilbage fra filens kg: {kwh}", f"kWh/m²/year are told from the kg of the file: {kwh}")
    return Energy(
        electricity_kwh_m2_year=found.get("electricity", ZERO),
        heating_kwh_m2_year=found.get("heating", ZERO),
        heating=carriers.get("heating"),  # type: ignore[arg-type]
    )


def _last_factor(row: Row, year: int) -> Decimal | None:
    """kg CO2e per kWh in a year at or after the last anchor of LCAbyg's series; None before it or for a fixed factor."""
    anchors = last_anchors().get(row.carrier or "")
    return anchors[1] if anchors and year >= anchors[0] and row.fixed_year is None else None
