"""What a stock's plan tells beside its choices, as lines for a terminal: the road to 2030 and 2050, labels, energy, abatement."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from circular.language import Language, number
from circular.optimise.model import Plan
from circular.optimise.portfolio_results_model import Increment, PathYear, PortfolioResults
from circular.reports.plain import clean, table, wrapped

CARRIERS = {
    "electricity": ("el", "electricity"),
    "district_heating": ("fjernvarme", "district heating"),
    "gas": ("gas", "gas"),
    "oil": ("olie", "oil"),
    "biomass": ("biomasse", "biomass"),
}
MOST_STEPS = 12
MILESTONES = (2030, 2050)


def stock_lines(plan: Plan, language: Language) -> list[str]:
    """Everything of `plan.portfolio`; the whole path and curve are in the JSON and the workbook."""
    results = plan.portfolio
    if results is None:
        return []
    side = 0 if language == "da" else 1
    lines = ["", *_path(results, language), "", *_money(results, language)]
    if any(row.label != "?" for row in results.labels):
        lines += ["", *_labels(results, language)]
    lines += ["", *_energy(results, language)]
    if results.macc:
        head = ("Reduktionstrin, billigste ton først", "Steps of abatement, cheapest tonne first")[side]
        lines += ["", head + ":", *_macc(results, language)]
    return lines


def gathered(texts: Iterable[str]) -> list[str]:
    """Explanations that say the same of several years as one: `2026, 2027: …`; the order is that of the first."""
    found: dict[str, list[str]] = {}
    for text in texts:
        year, colon, rest = text.partition(": ")
        known = colon and len(year) == 4 and year.isdigit()
        found.setdefault(rest if known else text, []).append(year if known else "")
    return [text if not years[0] else f"{', '.join(years)}: {text}" for text, years in found.items()]


def _t(kg: float, language: Language) -> str:
    return number(Decimal(f"{kg / 1000:.6f}"), language, 1)


def _shown(path: tuple[PathYear, ...], goals: PortfolioResults) -> list[PathYear]:
    """The plan's years and the one after, 2030 and 2050, and the last year."""
    planned = {row.year for row in goals.years}
    wanted = {*planned, max(planned) + 1, *MILESTONES, path[-1].year}
    return [row for row in path if row.year in wanted]


def _path(results: PortfolioResults, language: Language) -> list[str]:
    side = 0 if language == "da" else 1
    used = [name for name in CARRIERS if any(name in row.by_carrier for row in results.path)]
    head = [
        ("t CO₂e pr. år", "t CO₂e a year")[side],
        ("hvis intet gøres", "if nothing is done")[side],
        ("planen", "the plan")[side],
        *(CARRIERS[name][side] for name in used),
        ("materialer", "materials")[side],
    ]
    rows = [head]
    for row in _shown(results.path, results):
        rows.append(
            [
                str(row.year), _t(row.now_kg_co2e, language), _t(row.kg_co2e, language),
                *(_t(row.by_carrier.get(name, 0.0), language) for name in used), _t(row.embodied_kg_co2e, language),
            ]
        )  # fmt: skip
    return table(rows, right=tuple(range(1, len(head))))


def _money(results: PortfolioResults, language: Language) -> list[str]:
    """Budget, floor and buildings by year, and whether the floor hurts."""
    side = 0 if language == "da" else 1
    head = [
        ("År", "Year")[side], ("budget, kr.", "budget, DKK")[side], ("mindst til mærker", "least on labels")[side],
        ("bygninger i gang", "buildings with work")[side], ("mindsteforbruget koster", "the floor costs")[side],
    ]  # fmt: skip
    rows = [head]
    for row in results.years:
        floor, hurts = row.label_floor_dkk, row.floor_costs_kg_per_dkk
        if floor is None or hurts is None:
            told = "–"
        elif hurts:
            told = number(Decimal(f"{hurts * 1000:.6f}"), language, 2) + (" kg pr. 1.000 kr.", " kg per DKK 1,000")[side]  # fmt: skip
        else:
            told = ("intet", "nothing")[side]
        rows.append([str(row.year), number(row.budget_dkk, language), "–" if floor is None else number(floor, language), str(row.buildings), told])  # fmt: skip
    return table(rows, right=(1, 2, 3, 4))


def _labels(results: PortfolioResults, language: Language) -> list[str]:
    side = 0 if language == "da" else 1
    rows = [[("Energimærke", "Energy label")[side], ("før", "before")[side], ("efter", "after")[side]]]
    for row in results.labels:
        name = ("ikke oplyst", "not told")[side] if row.label == "?" else row.label
        rows.append([name, str(row.before), str(row.after)])
    return table(rows, right=(1, 2))


def _energy(results: PortfolioResults, language: Language) -> list[str]:
    side = 0 if language == "da" else 1
    now, plan = (number(Decimal(round(kwh / 1000)), language) for kwh in (results.kwh_year_now, results.kwh_year_plan))
    line = (f"Købt energi: {now} MWh om året i dag, {plan} efter planen", f"Energy bought: {now} MWh a year today, {plan} after the plan")[side]  # fmt: skip
    if results.kwh_saved_per_dkk is not None:
        each = number(Decimal(f"{results.kwh_saved_per_dkk * 1000:.6f}"), language, 1)
        line += (f"; {each} kWh sparet om året pr. 1.000 kr.", f"; {each} kWh saved a year per DKK 1,000")[side]
    best = sorted((one for one in results.buildings if one.kwh_saved_per_dkk), key=lambda one: -(one.kwh_saved_per_dkk or 0))[:3]  # fmt: skip
    lines = wrapped(line if line.endswith(".") else line + ".", rest="  ")
    if best:
        told = ", ".join(f"{clean(one.building)} ({number(Decimal(f'{(one.kwh_saved_per_dkk or 0) * 1000:.6f}'), language, 1)})" for one in best)  # fmt: skip
        lines += wrapped((f"Mest sparet pr. krone (kWh om året pr. 1.000 kr.): {told}.", f"Most saved per krone (kWh a year per DKK 1,000): {told}.")[side], rest="  ")  # fmt: skip
    return lines


def _macc(results: PortfolioResults, language: Language) -> list[str]:
    side = 0 if language == "da" else 1
    head = [("kr. pr. t", "DKK per t")[side], "t CO₂e", ("kr.", "DKK")[side], ("i planen", "in the plan")[side], ("bygning: forløb", "building: course")[side]]  # fmt: skip
    rows = [head, *(_step(step, language) for step in results.macc[:MOST_STEPS])]
    lines = table(rows, right=(0, 1, 2))
    if len(results.macc) > MOST_STEPS:
        more = len(results.macc) - MOST_STEPS
        lines.append(
            (f"… og {more} trin til; de står i JSON.", f"… and {more} more steps; they are in the JSON.")[side]
        )
    if results.macc_steps > len(results.macc):
        lines.append((f"{results.macc_steps} trin er samlet efter pris; (+n) er n trin mere i samme række.", f"{results.macc_steps} steps are gathered by price; (+n) is n more steps in the same row.")[side])  # fmt: skip
    return lines


def _step(step: Increment, language: Language) -> list[str]:
    side = 0 if language == "da" else 1
    return [
        number(Decimal(f"{step.dkk_per_tonne:.2f}"), language, 0), _t(step.kg_saved, language), number(step.cost_dkk, language, 0),
        ("ja", "yes")[side] if step.in_plan else ("nej", "no")[side], clean(f"{step.building}: {step.course}"),
    ]  # fmt: skip
