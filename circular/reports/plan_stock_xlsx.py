"""Sheets of a stock's plan: buildings with their change, kg by carrier and year, labels, the abatement curve, with charts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from circular.language import Language
from circular.optimise.model import Plan
from circular.reports.plan_stock_charts import STYLE
from circular.reports.plan_stock_text import CARRIERS
from circular.reports.plan_words import HEATING
from circular.reports.sheet_charts import area_chart, bar_chart
from circular.reports.sheets import add_sheet

Formats = Callable[[Any, dict[int, str]], None]
WHOLE, TENTH = "#,##0", "#,##0.0"


def stock_sheets(book: Any, plan: Plan, language: Language, formats: Formats) -> None:
    """All of `plan.portfolio`; nothing where the plan tells none of it."""
    if plan.portfolio is None:
        return
    _buildings(book, plan, language, formats)
    _path(book, plan, language, formats)
    _labels(book, plan, language)
    _curve(book, plan, language, formats)


def _buildings(book: Any, plan: Plan, language: Language, formats: Formats) -> None:
    side = 0 if language == "da" else 1
    heading = (
        ["Bygning", "Varme i dag", "Varme efter", "Mærke i dag", "Mærke efter", "Pris, kr.", "Sparer, ton CO₂e", "Sparer, kWh/år", "kWh/år pr. kr."]
        if side == 0
        else ["Building", "Heating today", "Heating after", "Label today", "Label after", "Cost, DKK", "Saves, tonnes CO₂e", "Saves, kWh/year", "kWh/year per DKK"]
    )  # fmt: skip
    results = plan.portfolio
    rows = [
        [one.building, _heating(one.heating_before, side), _heating(one.heating_after, side), one.label_before, one.label_after,
         one.cost_dkk, one.kg_saved / 1000, one.kwh_saved_year, one.kwh_saved_per_dkk]
        for one in (results.buildings if results else ())
    ]  # fmt: skip
    sheet = add_sheet(book, ("Bygninger", "Buildings")[side], heading, (28, 16, 16, 13, 13, 16, 18, 18, 16), rows)
    formats(sheet, {6: WHOLE, 7: TENTH, 8: WHOLE, 9: "0.0000"})


def _heating(name: str, side: int) -> str:
    return HEATING[name][side] if name in HEATING else name


def _path(book: Any, plan: Plan, language: Language, formats: Formats) -> None:
    results = plan.portfolio
    if results is None or not results.path:
        return
    side = 0 if language == "da" else 1
    used = [name for name in CARRIERS if any(row.by_carrier.get(name) for row in results.path)]
    heading = [
        ("År", "Year")[side], ("Hvis intet gøres, ton", "If nothing is done, tonnes")[side], ("Planen, ton", "The plan, tonnes")[side],
        *(CARRIERS[name][side] for name in used), ("Materialer, ton", "Materials, tonnes")[side],
    ]  # fmt: skip
    rows = [
        [row.year, row.now_kg_co2e / 1000, row.kg_co2e / 1000, *(row.by_carrier.get(name, 0.0) / 1000 for name in used), row.embodied_kg_co2e / 1000]
        for row in results.path
    ]  # fmt: skip
    sheet = add_sheet(book, ("CO₂ år for år", "CO₂ year by year")[side], heading, (8, 20, 16, *(14 for _ in used), 16), rows)  # fmt: skip
    formats(sheet, dict.fromkeys(range(2, len(heading) + 1), TENTH))
    if used:
        title = ("Udledning fra energien år for år", "Emission from energy year by year")[side]
        columns = tuple(range(4, 4 + len(used)))
        styles = tuple(STYLE[name] for name in used)
        chart = area_chart(sheet, title=title, names=1, columns=columns, rows=len(rows) + 1, styles=styles, unit="ton CO₂e" if side == 0 else "tonnes CO₂e")  # fmt: skip
        sheet.add_chart(chart, f"A{len(rows) + 4}")


def _labels(book: Any, plan: Plan, language: Language) -> None:
    results = plan.portfolio
    if results is None or not any(row.label != "?" for row in results.labels):
        return
    side = 0 if language == "da" else 1
    heading = [
        ("Energimærke", "Energy label")[side],
        ("I dag", "Today")[side],
        ("Efter planen", "After the plan")[side],
    ]
    unknown = ("ikke oplyst", "not told")[side]
    rows = [[unknown if row.label == "?" else row.label, row.before, row.after] for row in results.labels]
    sheet = add_sheet(book, ("Energimærker", "Energy labels")[side], heading, (18, 12, 16), rows)
    chart = bar_chart(sheet, title=("Energimærker før og efter", "Energy labels before and after")[side], names=1, columns=(2, 3), rows=len(rows) + 1, styles=("f5", "f1"))  # fmt: skip
    chart.grouping, chart.overlap = "clustered", 0
    sheet.add_chart(chart, f"A{len(rows) + 4}")


def _curve(book: Any, plan: Plan, language: Language, formats: Formats) -> None:
    results = plan.portfolio
    if results is None or not results.macc:
        return
    side = 0 if language == "da" else 1
    heading = ["Bygning", "Forløb", "Pris, kr.", "Sparer, ton CO₂e", "kr. pr. ton", "I planen"] if side == 0 else ["Building", "Course", "Cost, DKK", "Saves, tonnes CO₂e", "DKK a tonne", "In the plan"]  # fmt: skip
    rows = [[one.building, one.course, one.cost_dkk, one.kg_saved / 1000, one.dkk_per_tonne, (("ja", "yes") if one.in_plan else ("nej", "no"))[side]] for one in results.macc]  # fmt: skip
    sheet = add_sheet(book, ("Reduktionskurve", "Abatement curve")[side], heading, (26, 48, 16, 18, 16, 12), rows)
    formats(sheet, {3: WHOLE, 4: TENTH, 5: WHOLE})
    if len(rows) > 1:
        shown = min(len(rows), 40) + 1
        chart = bar_chart(sheet, title=("Hvad koster det næste ton?", "What does the next tonne cost?")[side], names=1, columns=(5,), rows=shown, styles=("f1",), unit=("kr. pr. ton", "DKK a tonne")[side])  # fmt: skip
        chart.legend = None
        sheet.add_chart(chart, f"A{len(rows) + 4}")
