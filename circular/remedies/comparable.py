"""Materials that may stand in for another in the same element (lca_data/swaps.yaml), and the line they would be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from circular.building.model import Component
from circular.language import Words
from circular.shelf import shelf
from circular.strict_yaml import load

if TYPE_CHECKING:
    from circular.lca import Context
    from circular.lca.materials import Material

Keeps = Literal["r_value", "area", "volume", "mass", "factor", "same"]
THOUSAND = Decimal(1000)
WEIGHTS = {"kg": Decimal(1), "t": THOUSAND}
Figures = dict[str, Decimal]


@dataclass(frozen=True)
class Function:
    """Materials that do the same work, and what is kept when one replaces another."""

    id: str
    name: Words
    set_name: str
    elements: tuple[str, ...]
    keeps: Keeps
    before: dict[str, Figures]
    after: dict[str, Figures]
    check: Words
    """What the designer has to check."""
    source: str
    confidence: str


@dataclass(frozen=True)
class Replacement:
    """One line of a project with another material of the same function."""

    function: Function
    old: Component
    new: Component


@cache
def functions() -> tuple[Function, ...]:
    """Every function of the list, in the order of the file."""
    data, _ = load((shelf("lca_data") / "swaps.yaml").read_bytes(), "lca_data/swaps.yaml")
    return tuple(
        Function(
            id=row["id"], name=Words(**row["name"]), set_name=row["set"], elements=tuple(row["elements"]), keeps=row["keeps"],
            before=_members(row.get("from", row.get("members"))), after=_members(row.get("to", row.get("members"))),
            check=Words(**row["check"]), source=data["sources"][row["source"]], confidence=row["confidence"],
        )
        for row in data["functions"]
    )  # fmt: skip


def _members(listed: Any) -> dict[str, Figures]:
    return (
        {name: {} for name in listed} if isinstance(listed, list) else {name: dict(row) for name, row in listed.items()}
    )


def replacements_for(part: Component, context: Context) -> Iterator[Replacement]:
    """Every comparable line for a new component; none where its amount does not tell what to keep."""
    from circular.lca import row_footprint

    if part.status != "new" or part.reused:
        return
    old = context.find(part.material)
    row = row_footprint(part, part.element, context)
    if old is None or row.partial is not None or row.declared is None:
        return
    for function in functions():
        if old.set_name != function.set_name or part.element not in function.elements or old.id not in function.before:
            continue
        if function.keeps == "same":
            yield Replacement(function, part, part.model_copy(update={"reused": True}))
            continue
        for name, figures in function.after.items():
            new = context.find(name)
            if name == old.id or new is None or new.set_name != old.set_name:
                continue
            line = _line(part, row.declared, old, function.before[old.id], new, figures, function.keeps)
            if line is not None:
                yield Replacement(function, part, line)


def _line(
    part: Component, declared: Decimal, old: Material, was: Figures, new: Material, figures: Figures, keeps: Keeps
) -> Component | None:
    """The component with the new material in the amount that keeps the function."""
    told: dict[str, Any] | None = None
    if keeps == "factor":
        told = {"amount": declared * figures["factor"], "unit": new.unit}
    elif keeps == "mass":
        kg = _kg(declared, old)
        told = None if kg is None or new.unit not in WEIGHTS else {"amount": kg / WEIGHTS[new.unit], "unit": new.unit}
    elif keeps == "volume":
        told = {"amount": declared, "unit": "m3"} if old.unit == new.unit == "m3" else None
    elif keeps == "area":
        told = _by_area(_area(part, declared, old, was), part, new, figures)
    elif keeps == "r_value":
        told = _by_r(part, declared, old, was, new, figures)
    if told is None:
        return None
    life = part.service_life_years if old.life_class == new.life_class else None
    plain = {"thickness_mm": None, "r_value": None, "lambda_w_mk": None, "service_life_years": life, "cost_dkk": None}
    return part.model_copy(
        update={
            **plain,
            **told,
            "material": new.id,
            "name": new.name,
            "recycled_share": Decimal(0),
            "bio_based_share": Decimal(0),
        }
    )


def _kg(declared: Decimal, material: Material) -> Decimal | None:
    if material.unit in WEIGHTS:
        return declared * WEIGHTS[material.unit]
    return None if material.mass_kg is None else declared * material.mass_kg


def _area(part: Component, declared: Decimal, old: Material, was: Figures) -> Decimal | None:
    """m² of a line: as written, or by kg/m², or by volume and thickness."""
    if part.unit == "m2" and part.amount is not None:
        return part.amount
    if old.unit == "m2":
        return declared
    kg, per_m2 = _kg(declared, old), was.get("kg_per_m2", old.kg_per_m2)
    if kg is not None and per_m2:
        return kg / per_m2
    thickness = part.thickness_mm or was.get("thickness_mm")
    return declared / thickness * THOUSAND if old.unit == "m3" and thickness else None


def _by_area(area: Decimal | None, part: Component, new: Material, figures: Figures) -> dict[str, Any] | None:
    if area is None:
        return None
    if new.unit == "m2":
        thickness = part.thickness_mm if new.density_kg_m3 is not None else None
        return {"amount": area, "unit": "m2", "thickness_mm": figures.get("thickness_mm", thickness)}
    if new.unit in WEIGHTS:
        per_m2 = figures.get("kg_per_m2", new.kg_per_m2)
        return None if not per_m2 else {"amount": area * per_m2 / WEIGHTS[new.unit], "unit": new.unit}
    if new.unit == "m3" and "thickness_mm" in figures:
        return {"amount": area, "unit": "m2", "thickness_mm": figures["thickness_mm"]}
    return None


def _by_r(
    part: Component, declared: Decimal, old: Material, was: Figures, new: Material, figures: Figures
) -> dict[str, Any] | None:
    """The same area x R: m² at R = 1 of the old, whatever either is declared in."""
    volume = declared if old.unit == "m3" else None
    kg = _kg(declared, old)
    if volume is None and old.unit in WEIGHTS and kg is not None and old.density_kg_m3:
        volume = kg / old.density_kg_m3
    conductivity = part.lambda_w_mk or was.get("lambda", old.lambda_w_mk)
    at_r1 = declared if old.unit == "m2_r1" else None if not volume or not conductivity else volume / conductivity
    if at_r1 is None:
        return None
    own = figures.get("lambda", new.lambda_w_mk)
    area = part.amount if part.unit == "m2" else None
    thickness = at_r1 / area * own * THOUSAND if own and area else None
    if new.unit == "m2_r1":
        if area:
            return {
                "amount": area,
                "unit": "m2",
                "r_value": at_r1 / area,
                "lambda_w_mk": own,
                "thickness_mm": thickness,
            }
        return {"amount": at_r1, "unit": "m2_r1", "lambda_w_mk": own}
    if own is None:
        return None
    if new.unit == "m3":
        return {"amount": at_r1 * own, "unit": "m3", "thickness_mm": thickness}
    if new.unit in WEIGHTS and new.density_kg_m3:
        return {
            "amount": at_r1 * own * new.density_kg_m3 / WEIGHTS[new.unit],
            "unit": new.unit,
            "thickness_mm": thickness,
        }
    return None
