"""Finds rows of a material set that do not fit: a figure per kg in a row per m³, a mass in grams, rows that changed places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Literal

from circular.lca.materials import Material
from circular.lca.shifted import shifted

Kind = Literal["per_kg", "mass", "negative", "no_end_of_life", "positive_d", "negative_disposal", "shifted"]
CHECKED = ("c3", "c4", "d")
APART = {"h0"}
"""Classes of mixed products, whose figures per kg have nothing in common."""
LIKE = (Decimal("0.3"), Decimal("3"))
"""The figure as it stands is like its class's figure per kg …"""
FAR = Decimal("0.2")
"""… and the figure per kg is less than this share of it."""
LEAST_OTHERS = 3
MASS_FAR = Decimal("0.01")
HEAVY_KG = Decimal(500)


@dataclass(frozen=True)
class Suspicion:
    """A row that does not fit, with what is odd about it."""

    material: Material
    kind: Kind
    module: str | None
    value: Decimal | None
    expected: Decimal | None
    """What it would be if the suspicion is right."""
    da: str
    en: str


def lint(rows: Iterable[Material], editions: Mapping[str, Mapping[str, Material]] | None = None) -> list[Suspicion]:
    """Every suspicion about the published figures of a set, in the order of its rows.

    `editions` are other editions of the set, name -> rows by id: with them, rows that have changed places are found.
    """
    materials = list(rows)
    per_kg = _per_kg_by_class(materials)
    moved = {name: shifted(materials, other) for name, other in (editions or {}).items()}
    found: list[Suspicion] = []
    for material in materials:
        found += _unit_suspicions(material, per_kg)
        found += _mass_suspicion(material, per_kg)
        found += _figures(material)
        found += [_shift(material, name, *pair[material.id]) for name, pair in moved.items() if material.id in pair]
    return found


def published(material: Material, key: str) -> Decimal | None:
    """The figure of a module, or `mass_kg`, as published, before any correction."""
    value: Decimal | None = getattr(material, key)
    return dict(material.published).get(key, value)


def _family(material: Material) -> str | None:
    return None if material.life_class in APART or material.unit in ("m2_year", "m2_r1") else material.life_class


def _per_kg_by_class(materials: list[Material]) -> dict[tuple[str, str], list[tuple[str, Decimal]]]:
    found: dict[tuple[str, str], list[tuple[str, Decimal]]] = {}
    for material in materials:
        family = _family(material)
        mass = published(material, "mass_kg")
        if family is None or not mass or material.end_of_life_only:
            continue
        for module in ("a1a3", *CHECKED):
            value = published(material, module)
            if value:
                found.setdefault((family, module), []).append((material.id, value / mass))
    return found


def _reference(
    material: Material, module: str, value: Decimal, per_kg: dict[tuple[str, str], list[tuple[str, Decimal]]]
) -> Decimal | None:
    """The median per kg of the others of its class with the same sign; None where there are too few."""
    family = _family(material)
    if family is None:
        return None
    others = [
        figure
        for identifier, figure in per_kg.get((family, module), [])
        if identifier != material.id and (figure > 0) == (value > 0)
    ]
    return median(others) if len(others) >= LEAST_OTHERS else None


def _unit_suspicions(material: Material, per_kg: dict[tuple[str, str], list[tuple[str, Decimal]]]) -> list[Suspicion]:
    """A module that reads like a figure per kg although the row is declared in another unit."""
    mass = published(material, "mass_kg")
    if not mass or material.unit in ("kg", "t"):
        return []
    found = []
    for module in CHECKED:
        value = published(material, module)
        reference = _reference(material, module, value, per_kg) if value else None
        if not value or reference is None:
            continue
        as_it_stands, by_mass = abs(value / reference), abs(value / mass / reference)
        if LIKE[0] < as_it_stands < LIKE[1] and by_mass < FAR:
            name, expected = _module(module), value * mass
            found.append(Suspicion(
                material, "per_kg", module, value, expected,
                f"{name} = {_short(value)} ligner et tal pr. kg ({_short(reference)} pr. kg i samme klasse), men rækken er pr. {material.unit} á {_short(mass)} kg; ventet ca. {_short(expected)}",
                f"{name} = {_short(value)} looks like a figure per kg ({_short(reference)} per kg in its class), but the row is per {material.unit} of {_short(mass)} kg; about {_short(expected)} expected",
            ))  # fmt: skip
    return found


def _mass_suspicion(material: Material, per_kg: dict[tuple[str, str], list[tuple[str, Decimal]]]) -> list[Suspicion]:
    """A mass that makes A1-A3 per kg a hundredth of its class's: grams for kilograms."""
    mass, value = published(material, "mass_kg"), published(material, "a1a3")
    if not mass or not value or material.unit not in ("pcs", "m2", "m") or mass < HEAVY_KG:
        return []
    reference = _reference(material, "a1a3", value, per_kg)
    if reference is None or abs(value / mass / reference) >= MASS_FAR:
        return []
    return [Suspicion(
        material, "mass", None, mass, mass / 1000,
        f"massen {_short(mass)} kg pr. {material.unit} ligner gram; ventet ca. {_short(mass / 1000)} kg",
        f"the mass {_short(mass)} kg per {material.unit} looks like grams; about {_short(mass / 1000)} kg expected",
    )]  # fmt: skip


def _shift(material: Material, edition: str, own: Material, like: Material) -> Suspicion:
    value = published(material, "a1a3")
    return Suspicion(
        material, "shifted", "a1a3", value, own.a1a3,
        f"A1-A3 = {_short(value)}, men {_short(own.a1a3)} i {edition}, hvor {like.id} {like.name} har {_short(like.a1a3)}: rækkerne ser ud til at have byttet plads i en af udgaverne",
        f"A1-A3 = {_short(value)}, but {_short(own.a1a3)} in {edition}, where {like.id} {like.name} has {_short(like.a1a3)}: the rows seem to have changed places in one of the editions",
    )  # fmt: skip


def _figures(material: Material) -> list[Suspicion]:
    if material.end_of_life_only:
        return []
    found = []
    figures = {module: published(material, module) for module in ("a1a3", *CHECKED)}
    total = sum((figures[module] or Decimal(0) for module in ("a1a3", "c3", "c4")), Decimal(0))
    if total < 0:
        found.append(Suspicion(
            material, "negative", None, total, None,
            f"A1-A3 + C3 + C4 = {_short(total)} er under 0: der optages mere kulstof, end der nogensinde slippes ud",
            f"A1-A3 + C3 + C4 = {_short(total)} is below 0: more carbon is taken up than is ever let out",
        ))  # fmt: skip
    if figures["c3"] is None and figures["c4"] is None:
        found.append(Suspicion(material, "no_end_of_life", None, None, None, "hverken C3 eller C4 er deklareret", "neither C3 nor C4 is declared"))  # fmt: skip
    if (figures["d"] or 0) > 0:
        found.append(Suspicion(material, "positive_d", "d", figures["d"], None, f"D = {_short(figures['d'])} er en belastning, ikke en gevinst", f"D = {_short(figures['d'])} is a load, not a benefit"))  # fmt: skip
    for module in ("c3", "c4"):
        if (figures[module] or 0) < 0:
            found.append(Suspicion(material, "negative_disposal", module, figures[module], None, f"{_module(module)} = {_short(figures[module])} er negativ", f"{_module(module)} = {_short(figures[module])} is negative"))  # fmt: skip
    return found


def _module(key: str) -> str:
    return {"a1a3": "A1-A3", "c3": "C3", "c4": "C4", "d": "D"}[key]


def _short(value: Decimal | None) -> str:
    return "–" if value is None else f"{float(value):.4g}"
