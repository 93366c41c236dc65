"""A plan as a workbook: the figures, every choice, the money by year and the front, with charts drawn from the cells."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from circular.language import Language
from circular.optimise.model import Plan
from circular.optimise.portfolio_model import Portfolio
from circular.packed import sheets_packed
from circular.reports.lca_charts import STYLE
from circular.reports.plan_scenarios import HOLDS
from circular.reports.plan_scenarios import STATUS as IN_SCENARIO
from circular.reports.plan_stock_xlsx import stock_sheets
from circular.reports.plan_text import STATUS
from circular.reports.plan_words import element_words, headline, is_stock, money_of
from circular.reports.sheet_charts import bar_chart, line_over, scatter_chart
from circular.reports.sheets import add_sheet

MODULES = ("A1-A3", "B4", "C3", "C4", "removed")
WHOLE, TENTH, SHARE = "#,##0", "#,##0.0", "0.0000%"


def plan_workbook(plan: Plan, language: Language, subject: Any = None) -> bytes:
    """The workbook's bytes; `subject` is the project or stock that was planned."""
    from openpyxl import Workbook

    book: Any = Workbook()
    book.remove(book.active)
    stock = is_stock(plan) or isinstance(subject, Portfolio)
    _summary(book, plan, language)
    if plan.kg_co2e is not None:
        if stock:
            _stock_choices(book, plan, language)
            _years(book, plan, subject, language)
            stock_sheets(book, plan, language, _formats)
        else:
            _choices(book, plan, language)
    _front(book, plan, language)
    _what_if(book, plan, language)
    _scenarios(book, plan, language)
    _needs(book, plan, language)
    return sheets_packed(book)


def _summary(book: Any, plan: Plan, language: Language) -> None:
    from openpyxl.styles import Alignment, Font

    side = 0 if language == "da" else 1
    rows: list[list[Any]] = []
    if plan.illustration:
        rows.append([("ILLUSTRATION – priserne har ingen kilde", "ILLUSTRATION – the prices name no source")[side], None])  # fmt: skip
    rows += [
        [plan.name, None],
        [("Udfald", "Outcome")[side], STATUS[plan.status][side]],
        [("Kort sagt", "In short")[side], headline(plan, language)],
        [("I dag, ton CO₂e", "Today, tonnes CO₂e")[side], _t(plan.kg_co2e_now)],
        [("Med planen, ton CO₂e", "With the plan, tonnes CO₂e")[side], _t(plan.kg_co2e)],
        [("Nedre grænse, ton CO₂e", "Bound, tonnes CO₂e")[side], _t(plan.bound_kg_co2e)],
        [("Afstand til det bedst mulige", "Gap")[side], plan.gap],
        [("Afstand, del af besparelsen", "Gap of the saving")[side], plan.gap_of_saving],
        [("Pris, kr.", "Cost, DKK")[side], plan.cost_dkk],
    ]
    rows += [[("Bemærk", "Note")[side], note] for note in plan.notes]
    sheet = add_sheet(book, ("Plan", "Plan")[side], [("Hvad", "What")[side], ("Tal", "Figure")[side]], (34, 90), rows)
    money = ("Pris", "Cost")[side]
    for row in sheet.iter_rows(min_row=2):
        row[0].font = Font(name="Calibri", bold=True)
        if isinstance(row[1].value, (int, float)):
            row[1].number_format = (
                WHOLE if row[0].value.startswith(money) else SHARE if abs(row[1].value) < 1 else TENTH
            )
            row[1].alignment = Alignment(horizontal="left", vertical="top", indent=1)
    if plan.illustration:
        sheet["A2"].font = Font(name="Calibri", bold=True, color="A3271B", size=14)


def _choices(book: Any, plan: Plan, language: Language) -> None:
    side = 0 if language == "da" else 1
    names = [name for name in MODULES if any((choice.modules or {}).get(name) for choice in plan.choices)]
    heading = [
        ("Bygningsdel", "Element")[side],
        ("Valg", "Option")[side],
        ("Pris, kr.", "Cost, DKK")[side],
        "kg CO₂e",
        *(("nedrevet" if language == "da" else "removed") if name == "removed" else name for name in names),
        ("Hvorfor", "Why")[side],
    ]
    rows = [
        [element_words(c.element, language), c.option, c.cost_dkk, c.kg_co2e, *((c.modules or {}).get(name) for name in names), c.why]
        for c in plan.choices
    ]  # fmt: skip
    sheet = add_sheet(book, ("Valg", "Choices")[side], heading, (22, 36, 14, 12, *(11 for _ in names), 60), rows)
    _formats(sheet, dict.fromkeys(range(3, 5 + len(names)), WHOLE))
    if names and rows:
        title = ("Hvad de valgte materialer udleder", "What the chosen materials emit")[side]
        columns = tuple(range(5, 5 + len(names)))
        styles = tuple(STYLE.get(name, "f6") for name in names)
        chart = bar_chart(sheet, title=title, names=2, columns=columns, rows=len(rows) + 1, styles=styles, upright=False, unit="kg CO₂e")  # fmt: skip
        sheet.add_chart(chart, f"A{len(rows) + 4}")


def _stock_choices(book: Any, plan: Plan, language: Language) -> None:
    heading = (
        ["År", "Bygning", "Pakke", "Pris, kr.", "Ton CO₂e efter", "Hvorfor"]
        if language == "da"
        else ["Year", "Building", "Package", "Cost, DKK", "Tonnes CO₂e after", "Why"]
    )
    chosen = sorted(plan.choices, key=lambda choice: (choice.year or 0, choice.building or ""))
    rows = [[c.year, c.building, c.package, c.cost_dkk, _t(c.kg_co2e), c.why] for c in chosen]
    sheet = add_sheet(book, "Plan bygning for bygning" if language == "da" else "Building by building", heading, (8, 24, 34, 16, 14, 60), rows)  # fmt: skip
    _formats(sheet, {4: WHOLE, 5: TENTH})


def _years(book: Any, plan: Plan, subject: Any, language: Language) -> None:
    if not plan.by_year:
        return
    da = language == "da"
    budget, floors = money_of(plan, subject)
    heading = (
        ["År", "Energimærker, kr.", "Øvrigt, kr.", "Forbrugt, kr.", "Til rådighed, kr.", "Mindsteforbrug, kr.", "Overført, kr."]
        if da
        else ["Year", "Labels, DKK", "Other, DKK", "Spent, DKK", "At hand, DKK", "Spending floor, DKK", "Carried over, DKK"]
    )  # fmt: skip
    rows: list[list[Any]] = []
    carried = Decimal(0)
    for row in plan.by_year:
        at_hand = budget[row.year] + carried if row.year in budget else None
        rows.append([row.year, row.label_dkk, row.cost_dkk - row.label_dkk, row.cost_dkk, at_hand, floors.get(row.year), row.carried_dkk])  # fmt: skip
        carried = row.carried_dkk
    sheet = add_sheet(book, "År" if da else "Years", heading, (8, 20, 18, 18, 20, 22, 18), rows)
    _formats(sheet, dict.fromkeys(range(2, 8), WHOLE))
    last = len(rows) + 1
    chart = bar_chart(sheet, title="Penge år for år" if da else "Money year by year", names=1, columns=(2, 3), rows=last, styles=("f1", "f3"), unit="kr." if da else "DKK")  # fmt: skip
    columns = tuple(column for column, known in ((5, budget), (6, floors)) if known)
    if columns:
        line_over(chart, sheet, columns=columns, rows=last, styles=tuple({5: "lred", 6: "lamber"}[c] for c in columns))
    sheet.add_chart(chart, f"A{last + 3}")


def _front(book: Any, plan: Plan, language: Language) -> None:
    if not plan.front:
        return
    da = language == "da"
    heading = ["Budget, kr.", "Pris, kr.", "Ton CO₂e", "Nedre grænse, ton", "Afstand"] if da else ["Budget, DKK", "Cost, DKK", "Tonnes CO₂e", "Bound, tonnes", "Gap"]  # fmt: skip
    points = sorted(plan.front, key=lambda point: point.cost_dkk)
    rows = [[p.budget_dkk, p.cost_dkk, _t(p.kg_co2e), _t(p.bound_kg_co2e), p.gap] for p in points]
    sheet = add_sheet(book, "Pris mod CO₂" if da else "Cost against CO₂", heading, (18, 18, 14, 18, 12), rows)
    _formats(sheet, {1: WHOLE, 2: WHOLE, 3: TENTH, 4: TENTH, 5: SHARE})
    if len({(point.cost_dkk, point.kg_co2e) for point in points}) > 1:
        title = "Pris mod CO₂" if da else "Cost against CO₂"
        chart = scatter_chart(sheet, title=title, x=2, y=3, rows=len(rows) + 1, unit_x="kr." if da else "DKK", unit_y="ton CO₂e" if da else "tonnes CO₂e")  # fmt: skip
        sheet.add_chart(chart, f"A{len(rows) + 4}")


def _what_if(book: Any, plan: Plan, language: Language) -> None:
    if not plan.what_if:
        return
    side = 0 if language == "da" else 1
    heading = ["Ændring", "Udfald", "Pris, kr.", "Ton CO₂e", "Valg i stedet"] if side == 0 else ["Change", "Outcome", "Cost, DKK", "Tonnes CO₂e", "Chosen instead"]  # fmt: skip
    rows = [[one.question, STATUS[one.status][side], one.cost_dkk, _t(one.kg_co2e), "; ".join(one.changes) or " ".join(one.needs)] for one in plan.what_if]  # fmt: skip
    sheet = add_sheet(book, ("Hvad nu hvis", "What if")[side], heading, (40, 26, 16, 14, 60), rows)
    _formats(sheet, {3: WHOLE, 4: TENTH})


def _scenarios(book: Any, plan: Plan, language: Language) -> None:
    if not plan.scenarios:
        return
    side = 0 if language == "da" else 1
    heading = ["Med andre tal", "Kilde", "Udfald", "Bedst, ton CO₂e", "Planen, ton CO₂e", "Holder kravene", "Valg i stedet"] if side == 0 else ["With other figures", "Source", "Outcome", "Best, tonnes CO₂e", "The plan, tonnes CO₂e", "Keeps the demands", "Chosen instead"]  # fmt: skip
    rows = [
        [one.name, one.source, IN_SCENARIO[one.status][side], _t(one.kg_co2e), _t(one.plan_kg_co2e), HOLDS[one.plan_holds][side], "; ".join(one.changes)]
        for one in plan.scenarios
    ]  # fmt: skip
    sheet = add_sheet(book, ("Scenarier", "Scenarios")[side], heading, (34, 40, 18, 16, 16, 14, 60), rows)
    _formats(sheet, {4: TENTH, 5: TENTH})


def _needs(book: Any, plan: Plan, language: Language) -> None:
    if not plan.infeasible.explanations:
        return
    side = 0 if language == "da" else 1
    heading = ["Bygning", "År", "Hvad der skal til", "Værdi", "Enhed"] if side == 0 else ["Building", "Year", "What it would take", "Value", "Unit"]  # fmt: skip
    rows = [[e.building, e.year, e.text, e.needs.value if e.needs else None, e.needs.unit if e.needs else None] for e in plan.infeasible.explanations]  # fmt: skip
    add_sheet(book, ("Hvad der skal til", "What it would take")[side], heading, (26, 8, 100, 16, 14), rows)


def _formats(sheet: Any, formats: dict[int, str]) -> None:
    for column, told in formats.items():
        for (cell,) in sheet.iter_rows(min_row=2, min_col=column, max_col=column):
            cell.number_format = told


def _t(kg: float | None) -> float | None:
    return None if kg is None else kg / 1000
