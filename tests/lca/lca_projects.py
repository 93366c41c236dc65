"""Small projects for the tests of the footprint."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from circular.building.model import Building, Component, Energy
from circular.lca import Assessment, assess

AS_OF = date(2026, 11, 25)


def part(material: str = "#B1433", amount: Any = 1, unit: str = "m3", **more: Any) -> Component:
    """A component; element outer_wall unless told."""
    return Component(element=more.pop("element", "outer_wall"), material=material, amount=amount, unit=unit, **more)  # type: ignore[arg-type]


def building(*parts: Component, **more: Any) -> Building:
    """An office of 1000 m² with nothing told but its components, tabel 7 of 2023."""
    told: dict[str, Any] = {
        "name": "prøve", "works": "new", "building_type": "office", "reference_area_m2": Decimal(1000),
        "heated_area_m2": Decimal(1000), "permit_applied": date(2024, 3, 1), "completed": 2026, "material_data": "br18-2023",
        "energy": Energy(),
    }  # fmt: skip
    return Building(**{**told, **more}, components=parts)


def footprint(*parts: Component, as_of: date = AS_OF, reuse: str = "zero", **more: Any) -> Assessment:
    return assess(building(*parts, **more), as_of=as_of, reuse_convention=reuse)


def modules(*parts: Component, **more: Any) -> dict[str, Decimal | None]:
    """The modules of the only row."""
    (row,) = footprint(*parts, **more).elements
    return row.modules
