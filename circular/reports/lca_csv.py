"""A footprint as CSV: one line a component with its modules, for a spreadsheet or another program."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

from circular.reports.check_csv import neutral
from circular.reports.lca_view import LcaView

MODULES = ("A1-A3", "B4", "C3", "C4", "D")
HEAD = (
    "project", "element", "label", "name", "status", "reused", "material", "material_name", "amount", "unit", "mass_kg",
    *(f"{module}_kg_co2e" for module in MODULES), "service_life_years", "essential", "partial", "error",
)  # fmt: skip


def lca_csv(views: Sequence[LcaView]) -> str:
    """Comma, decimal point; a project that could not be computed is a line with its error."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for view in views:
        if view.assessment is None:
            said = view.fault.told("en").splitlines()[0] if view.fault else ""
            writer.writerow([neutral(view.name), *[""] * (len(HEAD) - 2), neutral(said)])
            continue
        for row in view.assessment.elements:
            cells = (
                view.name, row.element, row.label, row.name, row.status, row.reused, row.material, row.material_name, row.amount, row.unit,
                row.mass_kg, *(row.modules.get(module) for module in MODULES), row.service_life_years, bool(row.why_essential), row.partial, "",
            )  # fmt: skip
            writer.writerow([_cell(cell) for cell in cells])
    return out.getvalue()


DECIMALS = 6
"""A milligram; what the arithmetic gives beyond it is no knowledge."""


def _cell(value: Decimal | str | bool | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{round(value, DECIMALS).normalize():f}"
    return neutral(str(value)) if value is not None else ""
