"""Which new components are essential building materials, and how much of them the assessment covers (formats.md §5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from circular.building.elements import elements, groups
from circular.building.model import Component
from circular.language import Words
from circular.lca.context import Context
from circular.lca.essential import Essentials, essential
from circular.lca.model import Coverage, GroupCoverage, MissingCoverage
from circular.lca.near import named, ranked
from circular.lca.rows import ROW_MODULES, RowFootprint

ZERO = Decimal(0)


@dataclass(frozen=True)
class Covered:
    """The coverage, and why each essential component (by its position) is one."""

    result: Coverage
    reasons: dict[int, Words] = field(default_factory=dict)


def coverage_of(
    parts: Sequence[Component], rows: Sequence[RowFootprint], context: Context, own: Essentials | None = None
) -> Covered:
    """Coverage of the essential components by mass, elements and cost, and what is missing; `own`: the municipality's bounds."""
    reasons = essential(parts, rows, own)
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
