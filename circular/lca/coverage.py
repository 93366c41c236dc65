"""Which new components are essential building materials, and how much of them the assessment covers (formats.md §5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from circular.building.elements import elements, groups
from circular.building.model import Component
from circular.language import Words
from circular.lca.context import Context, conventions
from circular.lca.model import Coverage, GroupCoverage, MissingCoverage
from circular.lca.near import named, ranked
from circular.lca.rows import ROW_MODULES, RowFootprint

ZERO = Decimal(0)
COUNTED = ("A1-A3", "C3", "C4")


@dataclass(frozen=True)
class Covered:
    """The coverage, and why each essential component (by its position) is one."""

    result: Coverage
    reasons: dict[int, Words] = field(default_factory=dict)


def coverage_of(parts: Sequence[Component], rows: Sequence[RowFootprint], context: Context) -> Covered:
    """Coverage of the essential components by mass, elements and cost, and what is missing."""
    reasons = essential(parts, rows)
    chosen = sorted(reasons)
    covered = [index for index in chosen if rows[index].partial is None]
    names = tuple(parts[index].name or parts[index].element for index in chosen)
    return Covered(
        Coverage(
            essential=names,
            mass_share=_mass_share(rows, covered, chosen),
            element_share=_element_share(parts, rows, chosen),
            cost_share=_share([parts[index].cost_dkk for index in covered], [parts[index].cost_dkk for index in chosen]),
            missing=tuple(_missing(parts[index], rows[index], context) for index in chosen if rows[index].partial),
            groups=tuple(_groups(parts, rows, chosen)),
        ),
        reasons,
    )  # fmt: skip


def _groups(parts: Sequence[Component], rows: Sequence[RowFootprint], chosen: Sequence[int]) -> Iterator[GroupCoverage]:
    """Coverage of each main group of tabel 6, in the order of the groups; elements without a group last."""
    by_group: dict[str | None, list[int]] = {group: [] for group in (*groups(), None)}
    for index in chosen:
        element = elements().get(parts[index].element)
        by_group[element.group if element is not None else None].append(index)
    for group, members in by_group.items():
        if members:
            covered = [index for index in members if rows[index].partial is None]
            yield GroupCoverage(
                group=group,
                essential=len(members),
                covered=len(covered),
                mass_share=_mass_share(rows, covered, members),
            )


def essential(parts: Sequence[Component], rows: Sequence[RowFootprint]) -> dict[int, Words]:
    """Positions of the essential components with the reason for each; `essential` in the file overrides the defaults."""
    rule = conventions()["essential"]
    why = rule["groups"]
    new = [index for index, part in enumerate(parts) if part.status == "new"]
    reasons: dict[int, str] = {}
    known = sorted((i for i in new if rows[i].mass_kg is not None), key=lambda i: -(rows[i].mass_kg or ZERO))
    total = sum((rows[i].mass_kg or ZERO for i in known), ZERO)
    reached = ZERO
    for index in known:
        if total and reached >= rule["mass_share"] * total:
            break
        reached += rows[index].mass_kg or ZERO
        reasons[index] = "mass"
    footprints = {i: sum((rows[i].modules[name] or ZERO for name in COUNTED), ZERO) for i in new if not rows[i].partial}
    whole = sum(footprints.values(), ZERO)
    if whole <= 0:
        footprints = {i: abs(kg) for i, kg in footprints.items()}
        whole = sum(footprints.values(), ZERO)
    for index, kg in footprints.items():
        if kg > rule["footprint_share"] * whole:
            reasons.setdefault(index, "footprint")
    for index in new:
        if rows[index].mass_kg is None:
            reasons.setdefault(index, "unknown_mass")
    if rule["one_in_each_group"]:
        _one_in_each_group(parts, new, known, reasons)
    for index in new:
        if parts[index].essential is True:
            reasons[index] = "given"
        elif parts[index].essential is False:
            reasons.pop(index, None)
    return {index: Words(**why[reason]) for index, reason in reasons.items()}


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


def _mass_share(rows: Sequence[RowFootprint], covered: Sequence[int], all_of: Sequence[int]) -> Decimal | None:
    """1 where every row is covered, whatever it weighs; None where a mass that the share hangs on is unknown."""
    if all_of and len(covered) == len(all_of):
        return Decimal(1)
    return _share([rows[index].mass_kg for index in covered], [rows[index].mass_kg for index in all_of])


def _share(covered: Sequence[Decimal | None], all_of: Sequence[Decimal | None]) -> Decimal | None:
    if not all_of or any(value is None for value in all_of):
        return None
    total = sum((value for value in all_of if value is not None), ZERO)
    return None if not total else sum((value for value in covered if value is not None), ZERO) / total


def _element_share(parts: Sequence[Component], rows: Sequence[RowFootprint], chosen: Sequence[int]) -> Decimal | None:
    wanted = {parts[index].element for index in chosen}
    if not wanted:
        return None
    broken = {part.element for part, row in zip(parts, rows, strict=True) if part.status == "new" and row.partial}
    return Decimal(len(wanted - broken)) / len(wanted)


def _missing(part: Component, row: RowFootprint, context: Context) -> MissingCoverage:
    """What is missing, why, and the next best material."""
    why = row.reason
    to_fill = why is not None and why.field != "material"
    suggestion = None if to_fill else _next_best(part, row, context)
    return MissingCoverage(
        element=part.element,
        name=part.name or part.element,
        modules=ROW_MODULES,
        reason=why.da if why else "",
        reason_en=why.en if why else "",
        suggestion=f"udfyld {why.field}" if why and to_fill else suggestion,
        suggestion_en=f"fill in {why.field}" if why and to_fill else suggestion,
    )


def _next_best(part: Component, row: RowFootprint, context: Context) -> str | None:
    """The product that comes nearest in name, those declared in the line's own unit first."""
    named_so = part.material is not None and not part.material.startswith("#")
    sought = row.material.name if row.material else part.material if named_so else part.name or part.material
    other = next((data.rows[part.material] for data in context.others.values() if part.material in data.rows), None)
    sought = other.name if other is not None and row.material is None else sought
    offered = [m for m in context.data if not m.end_of_life_only and not m.suspect and m.id != part.material]
    life_class = other.life_class if other is not None else None
    best = ranked(sought, offered, unit=part.unit, life_class=life_class, most=1)
    return named(best[0]) if best else None
