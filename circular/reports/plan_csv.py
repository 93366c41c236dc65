"""A stock's plan as CSV: one line a package that is built, by year and building, for a spreadsheet or another system."""

from __future__ import annotations

import csv
import io

from circular.optimise.model import Plan
from circular.reports.plain import clean
from circular.written import harmless

HEAD = (
    "year", "building", "package", "cost_dkk", "kg_co2e", "kg_saved", "kwh_saved_year", "kwh_saved_per_dkk", "heating_before", "heating_after",
    "label_before", "label_after",
)  # fmt: skip


def plan_csv(plan: Plan) -> str:
    """Comma, decimal point; for a project the columns are element, option, cost and kg."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if plan.portfolio is None:
        writer.writerow(("element", "option", "cost_dkk", "kg_co2e"))
        for choice in plan.choices:
            writer.writerow((_safe(choice.element), _safe(choice.option), choice.cost_dkk, choice.kg_co2e))
        return out.getvalue()
    change = {one.building: one for one in plan.portfolio.buildings}
    last = {choice.building: i for i, choice in enumerate(plan.choices)}
    writer.writerow(HEAD)
    order = sorted(range(len(plan.choices)), key=lambda i: (plan.choices[i].year or 0, i))
    for i in order:
        choice = plan.choices[i]
        of = change.get(str(choice.building)) if last[choice.building] == i else None
        writer.writerow(
            (
                choice.year, _safe(choice.building), _safe(choice.package), choice.cost_dkk, choice.kg_co2e,
                *(("",) * 7 if of is None else (of.kg_saved, of.kwh_saved_year, "" if of.kwh_saved_per_dkk is None else of.kwh_saved_per_dkk, of.heating_before, of.heating_after, of.label_before, of.label_after)),
            )
        )  # fmt: skip
    return out.getvalue()


def _safe(text: str | None) -> str:
    """A text that no spreadsheet takes for a formula."""
    said = clean(text or "")
    return harmless(said)
