"""Drawings of what a stock's plan leads to: kg by carrier year by year, labels before and after, the abatement curve."""

from __future__ import annotations

from circular.language import Language, number
from circular.optimise.portfolio_results_model import Increment, PathYear, PortfolioResults
from circular.reports.chart_bars import Bar, Series, pairs
from circular.reports.chart_lines import Step, areas, steps
from circular.reports.plan_stock_text import CARRIERS
from circular.reports.plan_words import kroner, tonnes
from circular.reports.svg import Chart, Say

STYLE = {"electricity": "f3", "district_heating": "f1", "gas": "f2", "oil": "f4", "biomass": "f8"}
TALL = 1.6
"""A step this many times as high as the dearest one in the plan is cut at the top of the drawing."""


def path(results: PortfolioResults, language: Language) -> Chart | None:
    """Emission of each year by carrier, with the line of doing nothing above it."""
    shown = results.path
    if len(shown) < 2:
        return None
    side = 0 if language == "da" else 1
    used = [name for name in CARRIERS if any(row.by_carrier.get(name) for row in shown)]
    series = [Series(CARRIERS[name][side], STYLE[name]) for name in used]
    layers = [tuple(row.by_carrier.get(name, 0.0) / 1000 for row in shown) for name in used]
    unit = ("ton CO₂e om året", "tonnes CO₂e a year")[side]
    title = ("Udledning fra energien år for år", "Emission from energy year by year")[side]
    marks = [row for row in shown if row.year in {shown[0].year, 2030, 2050, shown[-1].year}]
    told = f"{title}: {'; '.join(f'{row.year} {_of(row.kg_co2e, language)} {unit}, {_undone(language)} {_of(row.now_kg_co2e, language)}' for row in marks)}"  # fmt: skip
    undone = tuple((float(row.year), row.now_kg_co2e / 1000) for row in shown)
    svg = areas([float(row.year) for row in shown], layers, series, _plain(language), told, above=undone, above_label=_undone(language), unit_y=unit, marks=(2030.0, 2050.0))  # fmt: skip
    head = (("År", "Year")[side], _undone(language), ("planen", "the plan")[side], *(CARRIERS[name][side] for name in used), ("materialer", "materials")[side])  # fmt: skip
    rows = tuple(_row(row, used, language) for row in _told(results))
    note = (
        "Det, et byggeri ændrer, tæller fra året efter. Materialernes udledning falder i byggeåret og står i tabellen.",
        "What a building work changes counts from the year after. Emission of materials falls in the year of building and stands in the table.",
    )[side]
    return Chart(title, note, svg, tuple((one.style, one.name) for one in series), head, rows)


def _told(results: PortfolioResults) -> list[PathYear]:
    """The years of the plan and the one after, then every fifth year and the last."""
    planned = {row.year for row in results.years}
    last = results.path[-1].year
    return [row for row in results.path if row.year in planned or row.year - 1 in planned or row.year % 5 == 0 or row.year == last]  # fmt: skip


def _row(row: PathYear, used: list[str], language: Language) -> tuple[str, ...]:
    figures = (row.now_kg_co2e, row.kg_co2e, *(row.by_carrier.get(name, 0.0) for name in used), row.embodied_kg_co2e)
    return (str(row.year), *(tonnes(kg, language) for kg in figures))


def labels(results: PortfolioResults, language: Language) -> Chart | None:
    """Buildings by energy label before and after the plan."""
    if not any(row.label != "?" for row in results.labels):
        return None
    side = 0 if language == "da" else 1
    title = ("Energimærker før og efter", "Energy labels before and after")[side]
    names = [("ikke oplyst", "not told")[side] if row.label == "?" else row.label for row in results.labels]
    series = (Series(("i dag", "today")[side], "f5"), Series(("efter planen", "after the plan")[side], "f1"))
    told = f"{title}: {'; '.join(f'{name} {row.before} → {row.after}' for name, row in zip(names, results.labels, strict=True))}"  # fmt: skip
    bars = [Bar(name, (float(row.before), float(row.after))) for name, row in zip(names, results.labels, strict=True)]
    svg = pairs(bars, series, _plain(language), told, unit=("bygninger", "buildings")[side])
    untold = next((row.after for row in results.labels if row.label == "?"), 0)
    note = (f"For {untold} bygninger er mærket efter planen ikke oplyst (label_after).", f"For {untold} buildings the label after the plan is not told (label_after).")[side] if untold else ""  # fmt: skip
    head = (("Energimærke", "Energy label")[side], series[0].name, series[1].name)
    rows = tuple((name, str(row.before), str(row.after)) for name, row in zip(names, results.labels, strict=True))
    return Chart(title, note, svg, tuple((one.style, one.name) for one in series), head, rows)


def abatement(results: PortfolioResults, language: Language) -> Chart | None:
    """Each step of saving as wide as its tonnes and as high as its price, the cheapest first."""
    curve = [step for step in results.macc if step.kg_saved > 0]
    if len(curve) < 2:
        return None
    side = 0 if language == "da" else 1
    title = ("Hvad koster det næste ton?", "What does the next tonne cost?")[side]
    unit_x, unit_y = (("ton CO₂e sparet i alt", "tonnes CO₂e saved in all"), ("kr. pr. ton", "DKK a tonne"))
    top = _top(curve)
    drawn = [Step(step.building, step.kg_saved / 1000, step.dkk_per_tonne, "f1" if step.in_plan else "f5") for step in curve]  # fmt: skip
    told = f"{title}: {'; '.join(f'{step.building} {_of(step.kg_saved, language)} t, {number(round(step.dkk_per_tonne), language)} {unit_y[side]}' for step in curve[:40])}"  # fmt: skip
    svg = steps(drawn, _plain(language), _plain(language), told, unit_x=unit_x[side], unit_y=unit_y[side], top=top)
    note = ("Hvert trin er det næste skridt i én bygning: bredden er det, det sparer, højden er prisen.", "Each step is the next move in one building: its width is what it saves, its height the price.")[side]  # fmt: skip
    if top is not None:
        note += (" De dyreste trin er skåret af i figuren; deres tal står i tabellen.", " The dearest steps are cut in the drawing; their figures stand in the table.")[side]  # fmt: skip
    if results.macc_steps > len(results.macc):
        note += (f" {results.macc_steps} trin er samlet efter pris; (+n) er n trin mere.", f" {results.macc_steps} steps are gathered by price; (+n) is n more steps.")[side]  # fmt: skip
    legend = [("f1", ("i planen", "in the plan")[side])]
    if any(not step.in_plan for step in curve):
        legend.append(("f5", ("ikke i planen", "not in the plan")[side]))
    head = (("Bygning: forløb", "Building: course")[side], unit_y[side], "t CO₂e", ("Pris", "Cost")[side], ("I planen", "In the plan")[side])  # fmt: skip
    rows = tuple(
        (f"{step.building}: {step.course}", number(round(step.dkk_per_tonne), language), tonnes(step.kg_saved, language),
         kroner(step.cost_dkk, language), (("ja", "yes") if step.in_plan else ("nej", "no"))[side])
        for step in curve[:200]
    )  # fmt: skip
    return Chart(title, note, svg, tuple(legend), head, rows)


def _top(curve: list[Increment]) -> float | None:
    """Where to cut the drawing so that a few very dear steps do not flatten the rest; None where none does."""
    ordered = sorted(curve, key=lambda step: step.dkk_per_tonne)
    saved, whole = 0.0, sum(step.kg_saved for step in ordered)
    for step in ordered:
        saved += step.kg_saved
        if saved >= 0.9 * whole:
            limit = step.dkk_per_tonne * TALL
            return limit if limit > 0 and ordered[-1].dkk_per_tonne > limit else None
    return None


def _of(kg: float, language: Language) -> str:
    return tonnes(kg, language)


def _undone(language: Language) -> str:
    return "hvis intet gøres" if language == "da" else "if nothing is done"


def _plain(language: Language) -> Say:
    return lambda value: number(round(value, 3), language)
