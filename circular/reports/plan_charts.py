"""Drawings of a plan: before and after, what each choice emits, money by year, the timeline, the front."""

from __future__ import annotations

from decimal import Decimal

from circular.language import Language
from circular.optimise.model import Plan
from circular.optimise.portfolio_model import Portfolio
from circular.reports.chart_bars import Bar, Series, columns, stacked_bars
from circular.reports.chart_lines import Line, lines
from circular.reports.lca_charts import STYLE
from circular.reports.lca_words import MODULES
from circular.reports.plan_words import element_words, kroner, millions, money_of, no_gap, percent_gap, tonnes
from circular.reports.svg import WIDTH, Canvas, Chart, fitted, in_two

MILLION = 1_000_000
MOST_IN_TIMELINE = 40


def before_after(plan: Plan, language: Language) -> Chart | None:
    """Emission today, with the plan, and the proven bound."""
    if plan.kg_co2e is None:
        return None
    da = language == "da"
    rows = [("I dag" if da else "Today", plan.kg_co2e_now, "f5"), ("Med planen" if da else "With the plan", plan.kg_co2e, "f1")]  # fmt: skip
    bars = [Bar(name, (_t(kg) if style == "f5" else 0.0, _t(kg) if style == "f1" else 0.0), tonnes(kg, language), strong=True) for name, kg, style in rows if kg is not None]  # fmt: skip
    title = "Udledning over levetiden" if da else "Emission over the lifetime"
    unit = "ton CO₂e" if da else "tonnes CO₂e"
    series = [Series(rows[0][0], "f5"), Series(rows[1][0], "f1")]
    svg = stacked_bars(bars, series, millions(language), f"{title}: {', '.join(f'{bar.label} {bar.told}' for bar in bars)}", unit=unit)  # fmt: skip
    bound = tonnes(plan.bound_kg_co2e, language)
    apart = ""
    if not no_gap(plan):
        apart = f"; {'afstanden til det bedst mulige er højst' if da else 'the distance to the best possible is at most'} {percent_gap(plan.gap, language)}"
    proof = f"Bevis: ingen plan kan komme under {bound} ton{apart}." if da else f"Proof: no plan can get below {bound} tonnes{apart}."  # fmt: skip
    note = proof if plan.bound_kg_co2e is not None else ""
    return Chart(title, note, svg, (), ("", unit), tuple((bar.label, bar.told) for bar in bars))


def by_choice(plan: Plan, language: Language) -> Chart | None:
    """What each chosen option emits, module by module."""
    da = language == "da"
    told = [choice for choice in plan.choices if choice.modules and any(choice.modules.values())]
    if not told:
        return None
    names = list(dict.fromkeys(name for choice in told for name in (choice.modules or {})))
    names = [name for name in names if any((choice.modules or {}).get(name) for choice in told)]
    words = {"removed": ("det, der fjernes", "what is removed")}
    series = [Series(f"{name} {MODULES[name][0 if da else 1]}" if name in MODULES and name != "removed" else words["removed"][0 if da else 1], STYLE.get(name, "f6")) for name in names]  # fmt: skip
    bars = [
        Bar(
            f"{element_words(c.element, language)}: {c.option}",
            tuple(_t((c.modules or {}).get(name, 0.0)) for name in names),
            tonnes(c.kg_co2e, language),
        )
        for c in sorted(told, key=lambda c: -c.kg_co2e)
    ]
    title = "Hvad de valgte materialer udleder" if da else "What the chosen materials emit"
    unit = "ton CO₂e" if da else "tonnes CO₂e"
    svg = stacked_bars(bars, series, millions(language), f"{title}: {', '.join(f'{bar.label} {bar.told}' for bar in bars)}", unit=unit, label=360)  # fmt: skip
    rows = tuple((bar.label, *(tonnes((c.modules or {}).get(name, 0.0), language) for name in names), bar.told) for bar, c in zip(bars, sorted(told, key=lambda c: -c.kg_co2e), strict=True))  # fmt: skip
    note = "Energien i drift er ikke med; den afhænger af, hvordan valgene virker sammen." if da else "Energy in use is not included; it depends on how the choices work together."  # fmt: skip
    head = ("Valg" if da else "Choice", *(one.name.split(" ")[0] if one.name[0] in "ABC" else one.name for one in series), "I alt" if da else "In all")  # fmt: skip
    return Chart(title, note, svg, tuple((one.style, one.name) for one in series), head, rows)


def money(plan: Plan, subject: Portfolio | None, language: Language) -> Chart | None:
    """What each year spends, against the money there is and the floor of spending on labels."""
    if not any(row.cost_dkk for row in plan.by_year):
        return None
    da = language == "da"
    budget, floors = money_of(plan, subject)
    series = [
        Series("løfter energimærket" if da else "lifts the energy label", "f1"),
        Series("øvrigt" if da else "other", "f3"),
    ]
    bars, rows, ceilings = [], [], []
    carried = Decimal(0)
    for row in plan.by_year:
        rest = row.cost_dkk - row.label_dkk
        bars.append(Bar(str(row.year), (_m(row.label_dkk), _m(rest)), millions(language)(_m(row.cost_dkk))))
        at_hand = budget[row.year] + carried if row.year in budget else None
        ceilings.append(None if at_hand is None else _m(at_hand))
        floor = floors.get(row.year)
        rows.append((str(row.year), kroner(row.cost_dkk, language), kroner(row.label_dkk, language), kroner(at_hand, language), kroner(floor, language), kroner(row.carried_dkk, language)))  # fmt: skip
        carried = row.carried_dkk
    title = "Penge år for år" if da else "Money year by year"
    unit = "mio. kr." if da else "DKK million"
    told = f"{title}: {', '.join(f'{bar.label} {bar.told} {unit}' for bar in bars)}"
    svg = columns(bars, series, millions(language), told, ceilings=ceilings, floors=[_m(floors[row.year]) if row.year in floors else None for row in plan.by_year], unit=unit)  # fmt: skip
    marks = []
    if budget:
        marks.append("den røde streg er pengene til rådighed" if da else "the red line is the money at hand")
    if floors:
        marks.append("den stiplede er mindsteforbruget til energimærker" if da else "the broken one is the spending floor for labels")  # fmt: skip
    note = f"{'; '.join(marks).capitalize()}." if marks else ""
    head = ("År", "Forbrugt", "Heraf energimærker", "Til rådighed", "Mindsteforbrug", "Overført") if da else ("Year", "Spent", "Of which labels", "At hand", "Spending floor", "Carried over")  # fmt: skip
    return Chart(title, note, svg, tuple((one.style, one.name) for one in series), head, tuple(rows))


def timeline(plan: Plan, language: Language) -> Chart | None:
    """Which building gets what in which year; for stocks small enough to be read as rows."""
    staged = sorted((c for c in plan.choices if c.year is not None), key=lambda c: (c.year or 0, c.building or ""))
    buildings = list(dict.fromkeys(choice.building or "" for choice in staged))
    if not buildings or len(buildings) > MOST_IN_TIMELINE:
        return None
    da = language == "da"
    years = [row.year for row in plan.by_year] or sorted({choice.year or 0 for choice in staged})
    left, head, row_height = 210.0, 30.0, 46.0
    room = (WIDTH - left) / len(years)
    title = "Hvad bygges hvor og hvornår" if da else "What is built where and when"
    told = f"{title}: {'; '.join(f'{c.year} {c.building}: {c.package}' for c in staged)}"
    canvas = Canvas(head + row_height * len(buildings) + 6, told)
    for index, year in enumerate(years):
        x = left + room * index
        canvas.text(x + room / 2, 16, str(year), "b", "middle")
        canvas.line(x, head - 6, x, head + row_height * len(buildings), "grid")
    for number, building in enumerate(buildings):
        y = head + row_height * number
        canvas.line(0, y + row_height, WIDTH, y + row_height, "grid")
        canvas.text(0, y + 28, fitted(building, left - 14))
        for choice in staged:
            if choice.building != building or choice.year not in years:
                continue
            x = left + room * years.index(choice.year)
            canvas.rect(x + 4, y + 5, room - 8, row_height - 10, "f1", f"{choice.year} {building}: {choice.package}, {kroner(choice.cost_dkk, language)}")  # fmt: skip
            said = in_two(choice.package or "", room - 16)
            for place, part in enumerate(said):
                canvas.text(x + room / 2, y + (27 if len(said) == 1 else 20) + 15 * place, part, "s onfill", "middle")
    return Chart(title, "", canvas.svg(), (), (), ())


def front(plan: Plan, language: Language) -> Chart | None:
    """Cost against emission: every point is a proven plan, the chosen one marked."""
    if len({(p.cost_dkk, p.kg_co2e) for p in plan.front}) < 2:
        return None
    da = language == "da"
    points = tuple(sorted({(_m(p.cost_dkk), _t(p.kg_co2e)) for p in plan.front}))
    drawn = [Line("fronten" if da else "the front", points, "l3", "f3")]
    if plan.cost_dkk is not None and plan.kg_co2e is not None:
        chosen = ((_m(plan.cost_dkk), _t(plan.kg_co2e)),)
        drawn.append(Line("planen" if da else "the plan", chosen, "l1", "f4", labels=("planen" if da else "the plan",)))
    title = "Pris mod CO₂" if da else "Cost against CO₂"
    unit = "ton CO₂e" if da else "tonnes CO₂e"
    told = f"{title}: {'; '.join(f'{kroner(p.cost_dkk, language)} {tonnes(p.kg_co2e, language)} {unit}' for p in plan.front)}"  # fmt: skip
    svg = lines(drawn, millions(language), millions(language), told, unit_x="mio. kr." if da else "DKK million", unit_y=unit, zero=False)  # fmt: skip
    note = "Hvert punkt er den bedste plan for sin pris. Det fremhævede punkt er den valgte." if da else "Each point is the best plan for its cost. The marked one is the chosen plan."  # fmt: skip
    head = ("Budget", "Pris", unit, "Afstand til det bedst mulige") if da else ("Budget", "Cost", unit, "Gap")
    rows = tuple((kroner(p.budget_dkk, language), kroner(p.cost_dkk, language), tonnes(p.kg_co2e, language), percent_gap(p.gap, language)) for p in plan.front)  # fmt: skip
    return Chart(title, note, svg, (), head, rows)


def _t(kg: float | Decimal | None) -> float:
    return float(kg or 0) / 1000


def _m(dkk: Decimal | int) -> float:
    return float(dkk) / MILLION
