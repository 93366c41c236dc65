"""The project's own products: `materials.yaml` beside the project, and what came along in the project's own file."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from circular import strict_yaml
from circular.building.fields import Fields
from circular.building.model import Building, LibraryProduct, Unit
from circular.lca.materials import Material

FILE = "materials.yaml"
FORMAT = "materials/1"
KEYS = dict.fromkeys((
    "id", "name", "unit", "a1a3", "a4", "a5", "c3", "c4", "d", "mass_kg", "density_kg_m3", "kg_per_m2", "data_type",
    "standard", "valid_until", "source", "registration", "owner", "note",
))  # fmt: skip
TYPES = ("epd", "industry", "generic")
FIGURES = ("a1a3", "a4", "a5", "c3", "c4", "d")
MEASURES = ("mass_kg", "density_kg_m3", "kg_per_m2")
TEXTS = ("name", "standard", "source", "registration", "owner", "note")


def products_of(building: Building) -> Mapping[str, Material]:
    """Every product of the project's own by id."""
    beside = Path(building.file).parent / FILE if building.file else None
    own = {product.id: material_of(product) for product in building.library}
    if beside is not None and beside.is_file() and beside.name != Path(building.file).name:
        own.update({product.id: material_of(product) for product in read_library(beside)})
    return own


def material_of(product: LibraryProduct) -> Material:
    """The product as a row that a line can name."""
    weight = {"kg": Decimal(1), "t": Decimal(1000)}.get(product.unit)
    density = product.density_kg_m3
    if density is None and product.unit == "m3":
        density = product.mass_kg
    return Material(
        id=product.id, name=product.name or product.id, unit=product.unit, a1a3=product.a1a3, c3=product.c3, c4=product.c4,
        d=product.d, mass_kg=weight or product.mass_kg or (density if product.unit == "m3" else None), density_kg_m3=density,
        kg_per_m2=product.kg_per_m2, data_type=product.data_type, standard=product.standard, valid_until=product.valid_until,
        set_name=FILE, note=product.note, source=product.source,
    )  # fmt: skip


def read_library(path: Path) -> list[LibraryProduct]:
    """Every product of a library file; raises Fault with file and line."""
    data, lines = strict_yaml.load(path.read_bytes(), str(path))
    fields = Fields(str(path), lines)
    top = fields.table(data, (), dict.fromkeys(("circular", "materials")), ("circular",))
    if top["circular"] != FORMAT:
        fields.refuse(("circular",), (f"'{top['circular']}' er ikke {FORMAT}", f"'{top['circular']}' is not {FORMAT}"))
    found: dict[str, LibraryProduct] = {}
    for index, row in enumerate(fields.rows(top.get("materials"), ("materials",))):
        product = _product(row, ("materials", index), fields)
        if product.id in found:
            fields.refuse(("materials", index, "id"), (f"'{product.id}' står to gange", f"'{product.id}' stands twice"))
        found[product.id] = product
    return list(found.values())


def _product(value: Any, path: tuple[str | int, ...], fields: Fields) -> LibraryProduct:
    row = fields.table(value, path, KEYS, ("id", "unit"))
    identifier = fields.text(row["id"], (*path, "id")) or ""
    if identifier.startswith("#"):
        fields.refuse(
            (*path, "id"),
            ("et id, der begynder med #, er bygningsreglementets", "an id that begins with # is the building regulations'"),
            ("giv produktet et andet id", "give the product another id"),
        )  # fmt: skip
    given: dict[str, Any] = {key: fields.number(row.get(key), (*path, key), least=None) for key in FIGURES}
    given |= {key: fields.number(row.get(key), (*path, key), above=0) for key in MEASURES}
    given |= {key: fields.text(row.get(key), (*path, key)) for key in TEXTS}
    given["data_type"] = fields.word(row.get("data_type"), (*path, "data_type"), TYPES)
    given["valid_until"] = fields.day(row.get("valid_until"), (*path, "valid_until"))
    told = {key: item for key, item in given.items() if item is not None}
    return LibraryProduct(id=identifier, unit=fields.word(row["unit"], (*path, "unit"), get_args(Unit)), **told)
