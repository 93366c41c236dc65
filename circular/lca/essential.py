"""Which new components are essential building materials: by the usual bounds, or by those of the municipality (formats.md §5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from circular.building.elements import elements
from circular.building.model import Component
from circular.language import Words
from circular.lca.context import conventions
from circular.lca.rows import RowFootprint

ZERO = Decimal(0)
COUNTED = ("A1-A3", "C3", "C4")
BOUNDED = ("mass", "footprint", "group")
"""Reasons that come from the bounds; the others come from the file or from what it lacks."""


@dataclass(frozen=True)
class Essentials:
    """The bounds: the heaviest that make this share of new mass, every one above this share of A1-A3 + C3 + C4 (both
    0 … 1), and whether each main group of BR18 tabel 6 has one; `source`: who decided them, None for good practice."""

    mass_share: Decimal
    footprint_share: Decimal
    one_in_each_group: bool
    source: str | None = None

    def why(self, reason: str) -> Words:
        """The reason in words, with the bound, and whose it is where a municipality set it."""
        said = conventions()["essential"]["groups"][reason]
        percents = {"mass": f"{self.mass_share * 100:f}", "footprint": f"{self.footprint_share * 100:f}"}
        numbers = {name: text.rstrip("0").rstrip(".") if "." in text else text for name, text in percents.items()}
        da = said["da"].format(**{name: text.replace(".", ",") for name, text in numbers.items()})
        en = said["en"].format(**numbers)
        if self.source is None or reason not in BOUNDED:
            return Words(da=da, en=en)
        return Words(
            da=f"{da} (kommunens profil: {self.source})", en=f"{en} (the municipality's profile: {self.source})"
        )


@cache
def usual() -> Essentials:
    """The bounds of good practice (lca_data/conventions.yaml)."""
    rule = conventions()["essential"]
    return Essentials(Decimal(rule["mass_share"]), Decimal(rule["footprint_share"]), bool(rule["one_in_each_group"]))


def essential(
    parts: Sequence[Component], rows: Sequence[RowFootprint], own: Essentials | None = None
) -> dict[int, Words]:
    """Positions of the essential components with the reason for each; `essential` in the file overrides the bounds."""
    rule = own or usual()
    new = [index for index, part in enumerate(parts) if part.status == "new"]
    reasons: dict[int, str] = {}
    known = sorted((i for i in new if rows[i].mass_kg is not None), key=lambda i: -(rows[i].mass_kg or ZERO))
    total = sum((rows[i].mass_kg or ZERO for i in known), ZERO)
    reached = ZERO
    for index in known:
        if total and reached >= rule.mass_share * total:
            break
        reached += rows[index].mass_kg or ZERO
        reasons[index] = "mass"
    footprints = {i: sum((rows[i].modules[name] or ZERO for name in COUNTED), ZERO) for i in new if not rows[i].partial}
    whole = sum(footprints.values(), ZERO)
    if whole <= 0:
        footprints = {i: abs(kg) for i, kg in footprints.items()}
        whole = sum(footprints.values(), ZERO)
    for index, kg in footprints.items():
        if kg > rule.footprint_share * whole:
            reasons.setdefault(index, "footprint")
    for index in new:
        if rows[index].mass_kg is None:
            reasons.setdefault(index, "unknown_mass")
    if rule.one_in_each_group:
        _one_in_each_group(parts, new, known, reasons)
    for index in new:
        if parts[index].essential is True:
            reasons[index] = "given"
        elif parts[index].essential is False:
            reasons.pop(index, None)
    told = {reason: rule.why(reason) for reason in set(reasons.values())}
    return {index: told[reason] for index, reason in reasons.items()}


def _one_in_each_group(
    parts: Sequence[Component], new: Sequence[int], heaviest_first: Sequence[int], reasons: dict[int, str]
) -> None:
    """The heaviest new component of every main group of tabel 6 that has none yet."""
    group_of = {index: elements()[parts[index].element].group for index in new if parts[index].element in elements()}
    served = {group_of.get(index) for index in reasons if parts[index].essential is not False}
    for index in heaviest_first:
        group = group_of.get(index)
        if group is not None and group not in served and parts[index].essential is not False:
            reasons[index] = "group"
            served.add(group)
