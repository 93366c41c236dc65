"""A footprint as a workbook: results and limits, rows, coverage, warnings; with --compare what differs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from circular.building.elements import element_name, groups
from circular.language import Language
from circular.lca.compare import compare
from circular.lca.model import TOTALS
from circular.packed import sheets_packed
from circular.reports.lca_charts import STYLE
from circular.reports.lca_view import BUILT, LcaView, by_element
from circular.reports.lca_words import MODULES, NAMES, ORDER, UNIT, verdict_word
from circular.reports.sheet_charts import bar_chart
from circular.reports.sheets import add_sheet

Rows = list[list[Any]]


def lca_workbook(views: Sequence[LcaView], language: Language, *, compared: bool = False) -> bytes:
    """The workbook's content; projects that could not be read stand on the first sheet with their fault."""
    from openpyxl import Workbook

    da = language == "da"
    book: Any = Workbook()
    book.remove(book.active)
    _sheet(book, "Resultat" if da else "Result", _results(views, language))
    _sheet(book, "Grænser" if da else "Limits", _limits(views, language))
    _elements(book, views, language)
    _sheet(book, "Bygningsdele" if da else "Components", _components(views, language))
    coverage = _sheet(book, "Dækning" if da else "Coverage", _coverage(views, language))
    for (cell,) in coverage.iter_rows(min_row=2, min_col=3, max_col=3):
        cell.number_format = "0%"
    _moves(book, views, language)
    _sheet(book, "Advarsler" if da else "Warnings", _warnings(views, language))
    if compared and len(views) == 2 and all(view.assessment for view in views):
        _sheet(book, "Forskelle" if da else "Differences", _differences(views, language))
    return sheets_packed(book)


def _sheet(book: Any, title: str, rows: Rows) -> Any:
    """A sheet whose columns are as wide as their texts, within reason."""
    heading, *rest = rows
    widths = []
    for column in range(len(heading)):
        longest = max((len(str(row[column])) for row in rows[:200] if column < len(row) and row[column] is not None), default=8)  # fmt: skip
        widths.append(max(9, min(48, longest + 3)))
    sheet = add_sheet(book, title, [str(name or "") for name in heading], widths, rest)
    for number, row in enumerate(rest, 2):
        for column, value in enumerate(row, 1):
            if isinstance(value, Decimal):
                sheet.cell(number, column).number_format = "0.00" if abs(value) < 1000 else "#,##0"
    return sheet


def _elements(book: Any, views: Sequence[LcaView], language: Language) -> None:
    """kg by element and module of each project, with a chart of the first one."""
    da = language == "da"
    heading = ["Projekt" if da else "Project", "Bygningsdel" if da else "Element", *BUILT, "B6"]
    rows: Rows = [heading]
    first = 0
    for view in views:
        if view.assessment is None:
            continue
        for name, parts in by_element(view.assessment).items():
            rows.append([view.name, element_name(name, language), *(parts[module] for module in BUILT), None])
        energy = "Energi i drift" if da else "Energy in use"
        rows.append([view.name, energy, *(None for _ in BUILT), view.assessment.total_kg_co2e.get("B6")])
        first = first or len(rows)
    sheet = _sheet(book, "Aftryk pr. bygningsdel" if da else "Footprint by element", rows)
    if first > 1:
        title = "Aftryk pr. bygningsdel, kg CO₂e i 50 år" if da else "Footprint by element, kg CO₂e over 50 years"
        chart = bar_chart(sheet, title=title, names=2, columns=(3, 4, 5, 6, 7), rows=first, styles=tuple(STYLE[m] for m in (*BUILT, "B6")), upright=False)  # fmt: skip
        chart.height = max(9, 0.75 * first + 4)
        sheet.add_chart(chart, f"A{len(rows) + 3}")


def _moves(book: Any, views: Sequence[LcaView], language: Language) -> None:
    rows = _influences(views, language)
    sheet = _sheet(book, "Følsomhed" if language == "da" else "Sensitivity", rows)
    if len(rows) > 1:
        title = "Hvad flytter resultatet mest" if language == "da" else "What moves the result most"
        chart = bar_chart(sheet, title=title, names=2, columns=(3,), rows=len(rows), styles=("f3",), upright=False, unit=UNIT[language])  # fmt: skip
        chart.legend = None
        sheet.add_chart(chart, f"A{len(rows) + 3}")


def _results(views: Sequence[LcaView], language: Language) -> Rows:
    da = language == "da"
    rows: Rows = [["Projekt" if da else "Project", "Modul" if da else "Module", "", UNIT[language], "kg CO₂e"]]
    for view in views:
        if view.assessment is None:
            rows.append([view.name, "", view.fault.told(language) if view.fault else "", None, None])
            continue
        for name in ORDER:
            per, whole = view.assessment.per_m2_year.get(name), view.assessment.total_kg_co2e.get(name)
            rows.append([view.name, "" if name in TOTALS else name, MODULES[name][0 if da else 1], per, whole])
        compared = "sammenlignes med grænsen" if da else "compared with the limit"
        rows.append([view.name, "", compared, view.assessment.limit_value, None])
    return rows


def _limits(views: Sequence[LcaView], language: Language) -> Rows:
    da = language == "da"
    rows: Rows = [
        ["Projekt", "Regel", "Regime", "Tal", "Værdi", "Grænse", "Margen", "Dom", "Foreløbig", "Afgør sagen"]
        if da
        else [
            "Project",
            "Rule",
            "Regime",
            "Figure",
            "Value",
            "Limit",
            "Margin",
            "Verdict",
            "Provisional",
            "Decides the case",
        ]
    ]
    yes = ("ja", "nej") if da else ("yes", "no")
    for view in views:
        for one in view.limits:
            decides = yes[0] if getattr(one, "decides", True) else yes[1]
            rows.append([view.name, one.rule, one.regime, NAMES[language][one.name], one.value, one.limit, one.margin, verdict_word(one.verdict, language), _marks(one.provisional, language), decides])  # fmt: skip
        judged = view.low_emission_class
        if judged is not None:
            for name in NAMES[language]:
                part = getattr(judged, name)
                title = "lavemissionsklasse" if da else "low-emission class"
                rows.append([view.name, title, "", NAMES[language][name], part.value, part.limit, None, verdict_word(part.verdict, language), _marks(judged.provisional, language), yes[1]])  # fmt: skip
    return rows


def _marks(provisional: str | None, language: Language) -> str:
    from circular.rulebook import marks_in_words

    return marks_in_words(provisional, language) if provisional else ""


STATUS = {"new": ("nyt", "new"), "kept": ("bliver", "kept"), "removed": ("fjernes", "removed")}
DATA = {
    "generic": ("generisk", "generic"), "danish_generic": ("dansk generisk", "Danish generic"), "industry": ("branche", "industry"),
    "standard_value": ("standardværdi", "standard value"), "epd": ("EPD", "EPD"),
}  # fmt: skip


def _components(views: Sequence[LcaView], language: Language) -> Rows:
    da = language == "da"
    rows: Rows = [
        ["Projekt", "Bygningsdel", "Mærke", "Navn", "Status", "Materiale", "Materialets navn", "Mængde", "Enhed", "Masse, kg", "A1-A3", "B4", "C3", "C4", "D", "Levetid", "Levetidens kilde", "Data", "Standard", "Væsentlig", "Kan ikke beregnes"]
        if da
        else ["Project", "Element", "Label", "Name", "Status", "Material", "Name of the material", "Amount", "Unit", "Mass, kg", "A1-A3", "B4", "C3", "C4", "D", "Service life", "Source of the life", "Data", "Standard", "Essential", "Cannot be computed"]
    ]  # fmt: skip
    for view in views:
        for row in view.assessment.elements if view.assessment else ():
            why = row.why_partial if da else row.why_partial_en or row.why_partial
            rows.append([
                view.name, element_name(row.element, language), row.label, row.name, STATUS[row.status][0 if da else 1], row.material, row.material_name,
                row.amount, row.unit, row.mass_kg, *(row.modules.get(name) for name in ("A1-A3", "B4", "C3", "C4", "D")),
                row.service_life_years, row.service_life_source, DATA[row.data.type][0 if da else 1] if row.data.type in DATA else row.data.type, row.data.standard, row.why_essential if da else row.why_essential_en, why,
            ])  # fmt: skip
    return rows


def _coverage(views: Sequence[LcaView], language: Language) -> Rows:
    da = language == "da"
    rows: Rows = [["Projekt", "Hvad", "Andel eller grund", "Forslag"] if da else ["Project", "What", "Share or reason", "Suggestion"]]  # fmt: skip
    for view in views:
        if view.assessment is None:
            continue
        coverage, shares = view.assessment.coverage, view.assessment.circularity
        told = [
            ("dækning af masse" if da else "coverage of mass", coverage.mass_share),
            ("dækning af bygningsdele" if da else "coverage of elements", coverage.element_share),
            ("dækning af pris" if da else "coverage of cost", coverage.cost_share),
            ("genbrugt andel af ny masse" if da else "reused share of new mass", shares.reused_mass_share),
            ("genanvendt andel af ny masse" if da else "recycled share of new mass", shares.recycled_mass_share),
            ("biobaseret andel af ny masse" if da else "bio-based share of new mass", shares.bio_based_mass_share),
        ]
        rows += [[view.name, what, share, None] for what, share in told]
        for one in coverage.groups:
            known = groups().get(one.group or "")
            name = known[language] if known else ("andet" if da else "other")
            rows.append([view.name, f"tabel 6: {name}", one.mass_share, f"{one.covered}/{one.essential}"])
        rows += [
            [
                view.name,
                f"{'mangler' if da else 'missing'}: {gap.name}",
                gap.reason if da else gap.reason_en or gap.reason,
                gap.suggestion if da else gap.suggestion_en or gap.suggestion,
            ]
            for gap in coverage.missing
        ]
    return rows


def _influences(views: Sequence[LcaView], language: Language) -> Rows:
    rows: Rows = [["Projekt" if language == "da" else "Project", "Ændring" if language == "da" else "Change", UNIT[language]]]  # fmt: skip
    for view in views:
        rows += [[view.name, one.words(language), one.delta] for one in view.influences]
    return rows


def _warnings(views: Sequence[LcaView], language: Language) -> Rows:
    da = language == "da"
    rows: Rows = [["Projekt" if da else "Project", "Vær opmærksom på" if da else "Be aware"]]
    for view in views:
        if view.assessment is not None:
            said = view.assessment.warnings if da else view.assessment.warnings_en
            rows += [[view.name, warning] for warning in said]
    return rows


def _differences(views: Sequence[LcaView], language: Language) -> Rows:
    da = language == "da"
    first, second = (view.assessment for view in views)
    if first is None or second is None:
        return [[""]]
    both = compare(first, second)
    rows: Rows = [["Hvad" if da else "What", "", "A", "B", "B − A"]]
    rows += [[name, UNIT[language], pair.a, pair.b, pair.delta] for name, pair in both.per_m2_year.items()]
    rows += [
        [element_name(name, language), "kg CO₂e", pair.a, pair.b, pair.delta] for name, pair in both.elements.items()
    ]
    rows += [[element_name(row.element, language), row.name, row.kg.a, row.kg.b, row.kg.delta] for row in both.rows]
    return rows
