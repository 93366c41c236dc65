"""Writes products of a project's own as its library file, `materials.yaml`."""

from __future__ import annotations

from collections.abc import Iterable

from circular.building.model import LibraryProduct
from circular.building.yaml_out import flow
from circular.faults import Fault

FORMAT = "materials/1"
KEYS = (
    "id", "name", "unit", "a1a3", "a4", "a5", "c3", "c4", "d", "mass_kg", "density_kg_m3", "kg_per_m2", "data_type",
    "standard", "valid_until", "registration", "owner", "source", "note",
)  # fmt: skip


def library_text(products: Iterable[LibraryProduct]) -> str:
    """The library as YAML, in the order given; raises Fault for two products of one id."""
    lines = [
        f"circular: {FORMAT}",
        "# kg CO2e per declared unit; a module that is not here is not declared",
        "materials:",
    ]
    seen: set[str] = set()
    for product in products:
        if product.id in seen:
            raise Fault("", "", (f"to produkter har id '{product.id}'", f"two products have the id '{product.id}'"))
        seen.add(product.id)
        told = {key: getattr(product, key) for key in KEYS}
        lines.append(f"  - {flow({key: value for key, value in told.items() if value not in (None, '')})}")
    return "\n".join(lines if seen else [*lines[:-1], "materials: []"]) + "\n"
