"""Finds rows whose figures have changed places: each reads like another row of the other edition, in a closed ring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from circular.lca.materials import Material

OFF = Decimal("1.25")
"""A figure this many times from its own in the other edition is odd …"""
LIKE = Decimal("1.06")
"""… and shifted when it is within this factor of another odd row's."""


def shifted(rows: Iterable[Material], other: Mapping[str, Material]) -> dict[str, tuple[Material, Material]]:
    """Id of a row -> (its own row in the other edition, the row there that its A1-A3 reads like).

    Only rows of one class and unit, and only where the likenesses close a ring (a takes b's place, b takes a's): a
    figure that has merely been revised seldom lands on a neighbour's whose own figure has moved as well.
    """
    odd = {row.id: row for row in rows if row.id in other and _off(row, other[row.id])}
    like = {
        identifier: [
            there.id
            for there in (other[key] for key in odd)
            if there.id != identifier and _same_kind(row, odd[there.id]) and _near(_a1a3(row), there.a1a3)
        ]
        for identifier, row in odd.items()
    }
    return {
        identifier: (other[identifier], other[ring[0]])
        for identifier in odd
        if (ring := [step for step in like[identifier] if _leads_to(step, identifier, like)])
    }


def _a1a3(row: Material) -> Decimal | None:
    """kg CO2e as published, before any correction."""
    value: Decimal | None = dict(row.published).get("a1a3", row.a1a3)
    return value


def _off(row: Material, own: Material) -> bool:
    times = _times(_a1a3(row), own.a1a3)
    return row.unit == own.unit and times is not None and times > OFF


def _near(value: Decimal | None, other: Decimal | None) -> bool:
    times = _times(value, other)
    return times is not None and times <= LIKE


def _times(value: Decimal | None, other: Decimal | None) -> Decimal | None:
    """How many times the one is of the other, at least 1; None where they can't be compared."""
    if not value or not other or (value > 0) != (other > 0):
        return None
    return max(value / other, other / value)


def _same_kind(row: Material, other: Material) -> bool:
    return (row.life_class, row.unit) == (other.life_class, other.unit)


def _leads_to(start: str, goal: str, like: Mapping[str, list[str]]) -> bool:
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        step = ahead.pop()
        if step == goal:
            return True
        if step not in seen:
            seen.add(step)
            ahead += like[step]
    return False
