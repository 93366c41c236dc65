"""A plan as a person reads it in a terminal: what to do, what it costs and saves, how sure it is, what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from circular.building.elements import element_name, option_words
from circular.language import Language, number
from circular.optimise.model import Chosen, Plan
from circular.reports.plain import clean, table, table_rows, width, wrapped
from circular.reports.plan_next import plan_next
from circular.reports.plan_scenarios import scenario_lines
from circular.reports.plan_stock_text import gathered, stock_lines
from circular.reports.plan_words import no_gap

Paint = Callable[[str, str], str]
"""(text, meaning) -> the text in the colour of pass, fail, unknown, quiet or strong."""

STATUS = {
    "optimal": ("bevist bedst", "proven best"),
    "feasible": ("gyldig, ikke bevist bedst", "valid, not proven best"),
    "infeasible": ("ingen plan holder alle krav", "no plan meets every demand"),
    "no_solution_found": ("ingen plan fundet", "no plan found"),
}
MEANING = {"optimal": "pass", "feasible": "unknown", "infeasible": "fail", "no_solution_found": "unknown"}


MOST_CHOICES = 300
"""A terminal shows so many choices of a plan."""


def no_paint(text: str, meaning: str) -> str:
    return text


def plan_text(plan: Plan, language: Language, *, paint: Paint = no_paint) -> str:
    """The report of one plan."""
    side = 0 if language == "da" else 1
    lines = [paint(clean(plan.name), "strong") + " · " + paint(STATUS[plan.status][side], MEANING[plan.status])]
    if plan.illustration:
        lines.append(
            paint(
                ("ILLUSTRATION – priserne har ingen kilde", "ILLUSTRATION – the prices name no source")[side], "unknown"
            )
        )
    if plan.kg_co2e is not None:
        lines += ["", *_figures(plan, language), "", *_choices(plan, language)]
        if plan.by_year:
            lines += ["", *_years(plan, language)]
        lines += _prices(plan, language)
        if plan.portfolio is not None:
            lines += stock_lines(plan, language)
        if plan.front:
            lines += ["", *_front(plan, language)]
    if plan.what_if:
        lines += ["", *_what_if(plan, language)]
    if plan.scenarios:
        lines += ["", *scenario_lines(plan, language)]
    if plan.infeasible.explanations:
        lines += ["", paint(("Hvad der skal til:", "What it would take:")[side], "strong")]
        for text in gathered(explanation.text for explanation in plan.infeasible.explanations):
            lines += wrapped(text, first="  – ", rest="    ")
    if plan.notes:
        lines += ["", paint(("Bemærk:", "Note:")[side], "strong")]
        for note in plan.notes:
            lines += wrapped(note, first="  – ", rest="    ")
    lines += ["", *wrapped(plan_next(plan, language), first=("næste skridt: ", "next: ")[side], rest="  ")]
    return "\n".join(lines)


def quiet_text(plan: Plan, language: Language, *, paint: Paint = no_paint) -> str:
    """The status of a plan on one line."""
    return paint(f"{clean(plan.name)}: {STATUS[plan.status][0 if language == 'da' else 1]}", MEANING[plan.status])


def _t(kg: float | Decimal, language: Language) -> str:
    return number(Decimal(repr(kg)) / 1000 if isinstance(kg, float) else kg / 1000, language, 1)


def _figures(plan: Plan, language: Language) -> list[str]:
    """Before, after, saved, cost, and the proven gap."""
    assert plan.kg_co2e is not None
    side = 0 if language == "da" else 1
    rows: list[list[str]] = []
    if plan.kg_co2e_now is not None:
        rows.append([("I dag", "Today")[side], _t(plan.kg_co2e_now, language), "t CO₂e"])
    rows.append([("Planen", "The plan")[side], _t(plan.kg_co2e, language), "t CO₂e"])
    if plan.kg_co2e_now is not None:
        saved = plan.kg_co2e_now - plan.kg_co2e
        rows.append([("Sparet", "Saved")[side], _t(saved, language), "t CO₂e"])
        if plan.cost_dkk is not None:
            rows.append([("Pris", "Cost")[side], number(plan.cost_dkk, language, 0), ("kr.", "DKK")[side]])
            if saved > 0:
                per = Decimal(repr(float(plan.cost_dkk) / saved * 1000))
                rows.append(
                    [
                        ("Pris pr. sparet ton", "Cost per tonne saved")[side],
                        number(per, language, 0),
                        ("kr.", "DKK")[side],
                    ]
                )
    elif plan.cost_dkk is not None:
        rows.append([("Pris", "Cost")[side], number(plan.cost_dkk, language, 0), ("kr.", "DKK")[side]])
    lines = table(rows, right=(1,), heading=False)
    if plan.bound_kg_co2e is not None and plan.gap is not None:
        gap = number(Decimal(f"{plan.gap * 100:.6f}"), language, 4)
        of_saving = ""
        if plan.status != "optimal" and plan.gap_of_saving is not None:
            share = number(Decimal(f"{plan.gap_of_saving * 100:.6f}"), language, 2)
            of_saving = (f" ({share} % af besparelsen)", f" ({share} % of the saving)")[side]
        bound = _t(plan.bound_kg_co2e, language)
        apart = (f"; afstanden til det bedst mulige er højst {gap} %{of_saving}", f"; the distance to the best possible is at most {gap} %{of_saving}")[side]  # fmt: skip
        lines += wrapped(
            (f"Bevis: ingen plan kan komme under {bound} t", f"Proof: no plan can get below {bound} t")[side]
            + ("" if no_gap(plan) else apart)
            + ".",
            rest="  ",
        )
    return lines


def _choices(plan: Plan, language: Language) -> list[str]:
    """One line a choice, and the reason below it."""
    side = 0 if language == "da" else 1
    if not plan.choices:
        return [("Planen er at lade alt stå.", "The plan is to leave everything as it is.")[side]]
    staged = any(choice.year is not None for choice in plan.choices)
    head = (
        [("År", "Year")[side], ("Bygning", "Building")[side], ("Pakke", "Package")[side]]
        if staged
        else [("Bygningsdel", "Element")[side], ("Valg", "Option")[side]]
    )
    head += [("kr.", "DKK")[side], "t CO₂e"]
    ordered = sorted(plan.choices, key=lambda choice: choice.year or 0)
    more = len(ordered) - MOST_CHOICES
    ordered = ordered[:MOST_CHOICES]
    rows = [head, *(_row(choice, staged, language) for choice in ordered)]
    top, *told = table_rows(rows, right=(len(head) - 2, len(head) - 1))
    shown = [*top, "─" * min(width(), max(len(line) for lines in (top, *told) for line in lines))]
    for choice, lines in zip(ordered, told, strict=True):
        shown += lines
        if choice.modules and any(choice.modules.values()):
            shown += wrapped(_by_module(choice.modules, language), first="    ", rest="    ")
        if choice.why:
            shown += wrapped(choice.why, first="    ", rest="    ")
    if more > 0:
        shown.append(
            (f"… og {more} til; hele planen står i --format csv og json.", f"… and {more} more; the whole plan is in --format csv and json.")[side]
        )  # fmt: skip
    return shown


def _row(choice: Chosen, staged: bool, language: Language) -> list[str]:
    names = (
        [str(choice.year), clean(choice.building or ""), clean(choice.package or "")]
        if staged
        else [_element(choice.element or "", language), clean(choice.option or "")]
    )
    return [*names, number(choice.cost_dkk, language, 0), _t(choice.kg_co2e, language)]


def _element(key: str, language: Language) -> str:
    """`electrical[belysning]` as a person says it: Elinstallationer (belysning)."""
    name, _, label = key.partition("[")
    said = element_name(name, language)
    return clean(f"{said} ({label.rstrip(']')})" if label else said)


def _by_module(modules: dict[str, float], language: Language) -> str:
    names = {"removed": {"da": "nedrevet", "en": "removed"}[language]}
    parts = [f"{names.get(name, name)} {_t(kg, language)}" for name, kg in modules.items() if abs(kg) >= 50]
    return " · ".join(parts) + " t" if parts else ""


def _what_if(plan: Plan, language: Language) -> list[str]:
    """The plan and each changed one in a table, and below it what each would choose instead."""
    side = 0 if language == "da" else 1
    head = [("Hvad nu hvis", "What if")[side], ("Udfald", "Outcome")[side], ("kr.", "DKK")[side], "t CO₂e"]
    rows = [head]
    asked = [(("planen", "the plan")[side], plan.status, plan.cost_dkk, plan.kg_co2e)]
    asked += [(clean(one.question), one.status, one.cost_dkk, one.kg_co2e) for one in plan.what_if]
    for name, status, cost, kg in asked:
        shown = ["–" if cost is None else number(cost, language, 0), "–" if kg is None else _t(kg, language)]
        rows.append([name, STATUS[status][side], *shown])
    lines = table(rows, right=(2, 3))
    for one in plan.what_if:
        told = "; ".join(
            clean(name if plan.portfolio else option_words(name, language)) for name in one.changes
        ) or " ".join(clean(text) for text in one.needs)
        if not told and one.kg_co2e is not None:
            told = ("samme valg", "the same choices")[side]
        lines += wrapped(f"{clean(one.question)}: {told}" if told else clean(one.question), first="  ", rest="    ")
    return lines


def _years(plan: Plan, language: Language) -> list[str]:
    side = 0 if language == "da" else 1
    head = [
        ("År", "Year")[side],
        ("forbrugt, kr.", "spent, DKK")[side],
        ("heraf til energimærker", "of which on labels")[side],
        ("overført", "carried over")[side],
    ]
    rows = [
        head,
        *(
            [str(row.year), *(number(amount, language, 0) for amount in (row.cost_dkk, row.label_dkk, row.carried_dkk))]
            for row in plan.by_year
        ),
    ]
    return table(rows, right=(1, 2, 3))


def _prices(plan: Plan, language: Language) -> list[str]:
    """What one more krone would save, where the budget binds, and what the spending floor costs."""
    side = 0 if language == "da" else 1
    lines = []
    for price in plan.shadow_prices.budget:
        if price.kg_per_dkk and price.dkk_per_tonne is not None:
            kg, per = (
                number(Decimal(f"{price.kg_per_dkk * 1000:.6f}"), language, 2),
                number(Decimal(f"{price.dkk_per_tonne:.2f}"), language, 0),
            )
            when = f" {price.year}" if price.year else ""
            lines += wrapped(
                (
                    f"Skyggepris{when}: omkring {per} kr. pr. t sparet ({kg} kg CO₂e pr. 1.000 kr.), når der er nok til ét valg mere.",
                    f"Shadow price{when}: about DKK {per} per t saved ({kg} kg CO₂e per DKK 1,000), once there is enough for one more choice.",
                )[side],
                rest="  ",
            )
    for price in plan.shadow_prices.label_floor:
        if price.kg_per_dkk:
            kg = number(Decimal(f"{price.kg_per_dkk * 1000:.6f}"), language, 2)
            lines += wrapped(
                (
                    f"Mindsteforbruget i {price.year} koster omkring {kg} kg CO₂e pr. 1.000 kr.",
                    f"The spending floor of {price.year} costs about {kg} kg CO₂e per DKK 1,000.",
                )[side],
                rest="  ",
            )
    return ["", *lines] if lines else []


def _front(plan: Plan, language: Language) -> list[str]:
    side = 0 if language == "da" else 1
    head = [
        ("Budget, kr.", "Budget, DKK")[side],
        ("Pris, kr.", "Cost, DKK")[side],
        "t CO₂e",
        ("afstand, %", "gap, %")[side],
    ]
    rows = [head]
    for point in plan.front:
        gap = number(Decimal(f"{point.gap * 100:.6f}"), language, 4)
        rows.append(
            [
                number(point.budget_dkk, language, 0),
                number(point.cost_dkk, language, 0),
                _t(point.kg_co2e, language),
                gap if gap.strip("0,.") else "0",
            ]
        )
    return table(rows, right=(0, 1, 2, 3))
