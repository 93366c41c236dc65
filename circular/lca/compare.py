"""What differs between two projects: the sums, and element by element the rows that were added, left out or changed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from circular.lca.model import MODULES, TOTALS, Assessment, ElementResult

ZERO = Decimal(0)
BUILT = ("A1-A3", "B4", "C3", "C4")


@dataclass(frozen=True)
class Pair:
    """A figure in A and in B; None where nobody has told."""

    a: Decimal | None
    b: Decimal | None

    @property
    def delta(self) -> Decimal | None:
        """B minus A."""
        return None if self.a is None or self.b is None else self.b - self.a


@dataclass(frozen=True)
class RowDifference:
    """A row that only one of the projects has, or that is not the same in both."""

    element: str
    name: str
    a: ElementResult | None
    b: ElementResult | None
    kg: Pair

    @property
    def changed(self) -> tuple[str, ...]:
        """Fields that differ where both projects have the row."""
        if self.a is None or self.b is None:
            return ()
        a, b = self.a, self.b
        return tuple(
            name
            for name in ("material", "amount", "unit", "service_life_years", "reused", "status")
            if getattr(a, name) != getattr(b, name)
        )


@dataclass(frozen=True)
class Comparison:
    """Two projects side by side."""

    name_a: str
    name_b: str
    per_m2_year: dict[str, Pair]
    total_kg_co2e: dict[str, Pair]
    elements: dict[str, Pair]
    """kg of A1-A3 + B4 + C3 + C4 by element."""
    rows: tuple[RowDifference, ...]
    """The rows that differ, the largest difference first."""


def compare(a: Assessment, b: Assessment) -> Comparison:
    """The comparison of two assessments; rows are the same when element, label and name are."""
    keys = (*MODULES, *TOTALS)
    by_element = [_by_element(one) for one in (a, b)]
    names = list(dict.fromkeys([*by_element[0], *by_element[1]]))
    return Comparison(
        name_a=a.name,
        name_b=b.name,
        per_m2_year={key: Pair(a.per_m2_year.get(key), b.per_m2_year.get(key)) for key in keys},
        total_kg_co2e={key: Pair(a.total_kg_co2e.get(key), b.total_kg_co2e.get(key)) for key in keys},
        elements={name: Pair(by_element[0].get(name, ZERO), by_element[1].get(name, ZERO)) for name in names},
        rows=tuple(sorted(_rows(a, b), key=lambda row: -abs(row.kg.delta or ZERO))),
    )


def _by_element(assessment: Assessment) -> dict[str, Decimal | None]:
    found: dict[str, Decimal | None] = {}
    for row in assessment.elements:
        if row.status == "removed":
            continue
        kg, so_far = _kg(row), found.get(row.element, ZERO)
        found[row.element] = None if kg is None or so_far is None else so_far + kg
    return found


def _kg(row: ElementResult | None) -> Decimal | None:
    """A1-A3 + B4 + C3 + C4 of a row; 0 of a row that is not there."""
    if row is None:
        return ZERO
    terms = [row.modules.get(name) for name in BUILT]
    return None if any(term is None for term in terms) else sum((term for term in terms if term is not None), ZERO)


def _rows(a: Assessment, b: Assessment) -> list[RowDifference]:
    first, second = _keyed(a), _keyed(b)
    found = []
    for key in dict.fromkeys([*first, *second]):
        one, other = first.get(key), second.get(key)
        difference = RowDifference(key[0], key[2] or key[1], one, other, Pair(_kg(one), _kg(other)))
        if one is None or other is None or difference.changed or difference.kg.delta:
            found.append(difference)
    return found


def _keyed(assessment: Assessment) -> dict[tuple[str, str, str, int], ElementResult]:
    """Rows by element, label, name, and their turn among rows that share these."""
    found: dict[tuple[str, str, str, int], ElementResult] = {}
    for row in assessment.elements:
        key, turn = (row.element, row.label or "", row.name), 0
        while (*key, turn) in found:
            turn += 1
        found[(*key, turn)] = row
    return found
