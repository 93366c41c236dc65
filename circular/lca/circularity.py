"""Shares of the mass of what is newly built in: reused, recycled, bio-based."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from circular.building.model import Component
from circular.lca.model import Circularity
from circular.lca.rows import RowFootprint

ZERO = Decimal(0)


def circularity_of(parts: Sequence[Component], rows: Sequence[RowFootprint]) -> Circularity:
    """Mass with the property over mass of all status `new`, first installation only; None when nothing is new or a mass is unknown."""
    new = [(part, row.mass_kg) for part, row in zip(parts, rows, strict=True) if part.status == "new"]
    if any(mass is None for _, mass in new):
        return Circularity()
    masses = [(part, mass) for part, mass in new if mass is not None]
    total = sum((mass for _, mass in masses), ZERO)
    if not total:
        return Circularity()
    return Circularity(
        reused_mass_share=sum((mass for part, mass in masses if part.reused), ZERO) / total,
        recycled_mass_share=sum((mass * part.recycled_share for part, mass in masses), ZERO) / total,
        bio_based_mass_share=sum((mass * part.bio_based_share for part, mass in masses), ZERO) / total,
    )
