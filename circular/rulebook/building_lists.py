"""Lists of a building project that rules walk through: components and options."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from circular.place import Place
from circular.rulebook.profitability import pays, u_demand

if TYPE_CHECKING:
    from circular.building.model import Building, Source
    from circular.lca.model import Assessment, ElementResult


def place_of_line(source: Source | None) -> Place | None:
    """A line of the project file as a place: `skole.yaml, linje 14`, `projekt.xlsx, Bygning!C12`."""
    if source is None:
        return None
    sheet, _, cell = source.place.rpartition("!")
    if sheet:
        return Place(file=source.file, part=sheet, cell=cell)
    return Place(file=source.file, paragraph=int(source.place)) if source.place.isdigit() else Place(file=source.file)


def element_items(building: Building, assessment: Assessment) -> list[dict[str, Any]]:
    """The components of the assessment, each with the line of the file it stands in."""
    lines = {(one.element, one.label, one.name, one.material): one.source for one in building.components}
    lives = [_table_life(one, assessment.material_data) for one in assessment.elements]
    return [
        {
            "element": one.element, "name": one.name or one.material_name or one.material, "material": one.material,
            "status": one.status, "mass_kg": one.mass_kg, "service_life_years": one.service_life_years,
            "table_life_years": lives[index], "data_type": one.data.type, "data_standard": one.data.standard,
            "data_valid": one.data.valid, "essential": one.essential, "partial": one.partial, "suspect": one.suspect,
            "reused": one.reused, "_place": place_of_line(lines.get((one.element, one.label, one.name, one.material))),
        }
        for index, one in enumerate(assessment.elements)
    ]  # fmt: skip


def _table_life(element: ElementResult, data_set: str) -> Decimal | None:
    """The life that the service-life table gives this part and material; None where it names none."""
    from circular.lca.materials import shipped_sets
    from circular.lca.service_lives import table_life

    known = shipped_sets().get(data_set)
    material = known.rows.get(element.material) if known is not None else None
    table = table_life(element.element, material.life_class if material is not None else None)
    return None if table is None else table.years


def options_of(building: Building) -> list[dict[str, Any]]:
    """Every option that touches an element, with the U-value asked of it and whether reaching it pays."""
    paid = {choice.key: pays(building, choice) for choice in building.choices}
    return [
        {
            "element": choice.element, "name": f"{choice.key}/{option.name}", "keep": option.keep, "u_value": option.u_value,
            "u_demand": u_demand(choice.element), "pays": paid[choice.key], "u_exempt": option.u_exempt or "",
            "_place": place_of_line(option.source),
        }
        for choice in building.choices
        for option in choice.options
    ]  # fmt: skip
