"""The components of a footprint as a table for a terminal, heaviest first."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from circular.building.elements import element_name
from circular.language import Language
from circular.lca.model import Assessment
from circular.reports.lca_words import kg, per_m2
from circular.reports.plain import short, table, width

ZERO = Decimal(0)
BUILT = ("A1-A3", "B4", "C3", "C4")
MOST_ROWS = 12
WIDE = 90
"""Columns that the table takes with the building element of each component."""


def component_lines(assessment: Assessment, language: Language, verbose: bool) -> list[str]:
    """Rows by element, heaviest first, then the elements' own sums."""
    da = language == "da"
    rows = sorted(
        (row for row in assessment.elements),
        key=lambda row: -abs(_built(row.modules) or ZERO),
    )
    shown = rows if verbose else rows[:MOST_ROWS]
    wide = width() >= WIDE
    head = [*(["Bygningsdel" if da else "Element"] if wide else []), "Navn" if da else "Name", "Materiale" if da else "Material", "kg", "A1-A3", "B4", "C3+C4", "Levetid" if da else "Life"]  # fmt: skip
    lines = [head]
    for row in shown:
        disposal = _plus(row.modules.get("C3"), row.modules.get("C4"))
        mark = [] if row.status == "new" else [_status(row.status, da)]
        mark += (["genbrugt"] if da else ["reused"]) if row.reused else []
        mark += (["kan ikke beregnes"] if da else ["cannot be computed"]) if row.partial else []
        element = element_name(row.element, language)
        name = short(row.name or row.label or ("" if wide else element), 34 if wide else 28)
        lines.append([
            *([element] if wide else []),
            f"{name} ({', '.join(mark)})" if mark else name,
            short(row.material, 22),
            kg(row.mass_kg, language) if row.mass_kg is not None else "–",
            *(kg(value, language) if value is not None else "–" for value in (row.modules.get("A1-A3"), row.modules.get("B4"), disposal)),
            per_m2(row.service_life_years, language, 0) if row.service_life_years is not None else "–",
        ])  # fmt: skip
    told = [
        "Masse i kg, udledning i kg CO₂e, levetid i år:"
        if da
        else "Mass in kg, emissions in kg CO₂e, service life in years:",
        *table(lines, right=tuple(range(len(head) - 5, len(head)))),
    ]
    if len(rows) > len(shown):
        rest = len(rows) - len(shown)
        told.append(
            f"… {'og' if da else 'and'} {rest} {'rækker mere (--verbose viser alle)' if da else 'more rows (--verbose shows all)'}"
        )
    return told


def _status(status: str, da: bool) -> str:
    return {"kept": "bliver", "removed": "fjernes"}[status] if da else status


def _built(modules: dict[str, Any]) -> Decimal | None:
    terms = [modules.get(name) for name in BUILT]
    return None if any(term is None for term in terms) else sum((term for term in terms if term is not None), ZERO)


def _plus(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a + b
