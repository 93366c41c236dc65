"""A line of a project: an amount of one material, as a component's own or as a layer of an option."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any, get_args

from circular.building.elements import elements
from circular.building.fields import Fields, Path
from circular.building.model import Component, MaterialUse, PartStatus, Removal, Unit

UNITS = get_args(Unit)
STATUSES = get_args(PartStatus)
USE = dict.fromkeys((
    "material", "amount", "unit", "service_life_years", "thickness_mm", "r_value", "lambda", "reused", "recycled_share",
    "bio_based_share", "cost_dkk",
))  # fmt: skip
COMPONENT = dict.fromkeys(("element", "label", "name", *USE, "status", "remaining_life_years", "essential"))
LAYER = dict.fromkeys((*USE, "remaining_life_years"))
UNCOUNTED = (
    ("cost_dkk", "prisen er mulighedens cost_dkk", "the price is the option's cost_dkk"),
    ("remaining_life_years", "det bygges ind som nyt", "it is built in as new"),
)
"""Keys of a line that say nothing of a layer, and why."""
REMOVAL = dict.fromkeys(("material", "amount", "unit", "thickness_mm"))


@cache
def element_ids() -> tuple[str, ...]:
    return tuple(elements())


def component_of(value: Any, path: Path, fields: Fields) -> Component:
    """One component."""
    row = fields.table(value, path, COMPONENT, ("element",))
    status: PartStatus = fields.word(row.get("status"), (*path, "status"), STATUSES) or "new"
    remaining = fields.number(row.get("remaining_life_years"), (*path, "remaining_life_years"))
    if remaining is not None and status != "kept":
        fields.warn(
            (*path, "remaining_life_years"),
            "remaining_life_years bruges kun på det, der bliver (status: kept)",
            "remaining_life_years only counts for what is kept (status: kept)",
        )
    return Component(
        **use_fields(row, path, fields),
        element=fields.word(row["element"], (*path, "element"), element_ids()),
        label=fields.text(row.get("label"), (*path, "label")),
        name=fields.text(row.get("name"), (*path, "name")) or "",
        status=status,
        remaining_life_years=remaining,
        essential=fields.flag(row.get("essential"), (*path, "essential")),
        cost_dkk=fields.number(row.get("cost_dkk"), (*path, "cost_dkk")),
    )


def layer_of(value: Any, path: Path, fields: Fields) -> MaterialUse:
    """One material of an option."""
    row = fields.table(value, path, LAYER)
    for key, da, en in UNCOUNTED:
        if fields.number(row.get(key), (*path, key)) is not None:
            fields.warn((*path, key), f"'{key}' tæller ikke på en muligheds materiale: {da}", f"'{key}' does not count on an option's material: {en}")  # fmt: skip
    return MaterialUse(**use_fields(row, path, fields))


def removal_of(value: Any, path: Path, fields: Fields) -> Removal:
    """One thing an option takes out."""
    row = fields.table(value, path, REMOVAL)
    return Removal(
        material=_material(row, path, fields),
        amount=fields.number(row.get("amount"), (*path, "amount"), least=None),
        unit=fields.word(row.get("unit"), (*path, "unit"), UNITS),
        thickness_mm=fields.number(row.get("thickness_mm"), (*path, "thickness_mm"), above=0),
        source=fields.source(path),
    )


def use_fields(row: dict[str, Any], path: Path, fields: Fields) -> dict[str, Any]:
    """The fields that every line has; what is absent stays None and makes the row partial, not the file unreadable."""
    life = fields.number(row.get("service_life_years"), (*path, "service_life_years"))
    if life is not None and life < 1:
        fields.warn(
            (*path, "service_life_years"),
            f"levetiden er {life} år og må være mindst 1; rækken kan ikke beregnes",
            f"the service life is {life} years and must be at least 1; the row cannot be computed",
        )
    return {
        "material": _material(row, path, fields),
        "amount": fields.number(row.get("amount"), (*path, "amount"), least=None),
        "unit": fields.word(row.get("unit"), (*path, "unit"), UNITS),
        "service_life_years": life,
        "thickness_mm": fields.number(row.get("thickness_mm"), (*path, "thickness_mm"), above=0),
        "r_value": fields.number(row.get("r_value"), (*path, "r_value"), above=0),
        "lambda_w_mk": fields.number(row.get("lambda"), (*path, "lambda"), above=0),
        "reused": bool(fields.flag(row.get("reused"), (*path, "reused"))),
        "recycled_share": _share(row, "recycled_share", path, fields),
        "bio_based_share": _share(row, "bio_based_share", path, fields),
        "source": fields.source(path),
    }


def _material(row: dict[str, Any], path: Path, fields: Fields) -> str:
    return fields.text(row.get("material"), (*path, "material")) or ""


def _share(row: dict[str, Any], key: str, path: Path, fields: Fields) -> Decimal:
    return fields.number(row.get(key), (*path, key), most=1) or Decimal(0)
