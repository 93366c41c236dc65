"""Two footprints side by side in a terminal: the sums, then the rows that make the difference."""

from __future__ import annotations

from circular.building.elements import element_name
from circular.language import Language
from circular.lca.compare import Comparison, RowDifference, compare
from circular.lca.model import ElementResult
from circular.reports.lca_text import no_paint
from circular.reports.lca_view import LcaView
from circular.reports.lca_words import MODULES, ORDER, UNIT, Paint, kg, per_m2, signed, verdict_word
from circular.reports.plain import clean, short, table, wrapped


def compare_text(a: LcaView, b: LcaView, language: Language, *, paint: Paint = no_paint) -> str:
    """A against B: which is lower and by how much, every module, and the rows that differ."""
    if a.assessment is None or b.assessment is None:
        return ""
    da = language == "da"
    both = compare(a.assessment, b.assessment)
    lines = [paint(f"A: {clean(both.name_a)}", "strong"), paint(f"B: {clean(both.name_b)}", "strong"), ""]
    lines += wrapped(_sentence(both, language))
    lines += wrapped(
        f"{'Grænserne' if da else 'The limits'}: A {verdict_word(a.verdict, language)}, B {verdict_word(b.verdict, language)}."
    )
    lines += ["", *_modules(both, language), "", *_elements(both, language), "", *_rows(both, language)]
    if a.assessment.material_data != b.assessment.material_data:
        lines += ["", *wrapped(
            f"materialedata er ikke de samme: A {a.assessment.material_data}, B {b.assessment.material_data}"
            if da
            else f"the material data differ: A {a.assessment.material_data}, B {b.assessment.material_data}",
            first="! ",
        )]  # fmt: skip
    return "\n".join(lines)


def _sentence(both: Comparison, language: Language) -> str:
    da = language == "da"
    delta = both.per_m2_year["building"].delta
    if delta is None:
        return (
            "Forskellen kan ikke gøres op: mindst ét aftryk er ukendt."
            if da
            else "The difference can't be told: at least one footprint is unknown."
        )
    if not delta:
        return "De to aftryk er lige store." if da else "The two footprints are equal."
    lower, unit = ("B" if delta < 0 else "A"), UNIT[language]
    total = both.total_kg_co2e["building"].delta
    return (
        f"{lower} udleder mindst: B − A er {signed(delta, language)} {unit}, {signed(total, language, 0)} kg CO₂e i alt."
        if da
        else f"{lower} emits least: B − A is {signed(delta, language)} {unit}, {signed(total, language, 0)} kg CO₂e in all."
    )


def _modules(both: Comparison, language: Language) -> list[str]:
    da = language == "da"
    rows = [["Modul" if da else "Module", UNIT[language], "A", "B", "B − A"]]
    for name in ORDER:
        pair = both.per_m2_year[name]
        rows.append([name if "-" in name or len(name) < 3 else "", MODULES[name][0 if da else 1], per_m2(pair.a, language), per_m2(pair.b, language), signed(pair.delta, language)])  # fmt: skip
    return table(rows, right=(2, 3, 4))


def _elements(both: Comparison, language: Language) -> list[str]:
    da = language == "da"
    rows = [["Bygningsdel, kg CO₂e (A1-A3 + B4 + C3 + C4)" if da else "Element, kg CO₂e (A1-A3 + B4 + C3 + C4)", "A", "B", "B − A"]]  # fmt: skip
    for name, pair in both.elements.items():
        rows.append([element_name(name, language), kg(pair.a, language), kg(pair.b, language), signed(pair.delta, language, 0)])  # fmt: skip
    return table(rows, right=(1, 2, 3))


def _rows(both: Comparison, language: Language) -> list[str]:
    da = language == "da"
    if not both.rows:
        return ["Alle rækker er ens." if da else "All rows are equal."]
    lines = ["Det, der er forskelligt:" if da else "What differs:"]
    for row in both.rows:
        text = f"{element_name(row.element, language)}, {short(row.name, 50)}: {_what(row, language)} ({signed(row.kg.delta, language, 0)} kg)"
        lines += wrapped(text, first="  ", rest="    ")
    return lines


def _what(row: RowDifference, language: Language) -> str:
    da = language == "da"
    if row.a is None:
        return f"{'kun i B' if da else 'only in B'}: {_row(row.b, language)}"
    if row.b is None:
        return f"{'kun i A' if da else 'only in A'}: {_row(row.a, language)}"
    if not row.changed:
        return "andre figurer for samme række" if da else "other figures for the same row"
    return f"{_row(row.a, language)} → {_row(row.b, language)}"


def _row(row: ElementResult | None, language: Language) -> str:
    if row is None:
        return ""
    said = [row.material, f"{per_m2(row.amount, language, 1)} {row.unit or ''}".strip()]
    if row.service_life_years is not None:
        said.append(f"{kg(row.service_life_years, language)} {'år' if language == 'da' else 'years'}")
    if row.status != "new":
        said.append(
            {"kept": ("bliver", "kept"), "removed": ("fjernes", "removed")}[row.status][0 if language == "da" else 1]
        )
    if row.reused:
        said.append("genbrugt" if language == "da" else "reused")
    return " ".join(said)
