"""A footprint as Markdown: the verdict, the figures against their limits, modules, elements, what to be aware of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from circular.building.elements import element_name
from circular.building.model import Building
from circular.language import Language, day
from circular.lca.model import Assessment
from circular.reports.lca_text import about, bounds, next_steps, provisional, verdict_sentence
from circular.reports.lca_view import BUILT, NAMES, LcaView, agreed, by_element
from circular.reports.lca_words import MODULES, ORDER, UNIT, kg, per_m2, signed, verdict_word
from circular.reports.lca_words import NAMES as NAME_WORDS
from circular.reports.markdown import literal, table

SUMS = ("building", "construction_process", "total", "removed")


def lca_md(views: Sequence[LcaView], language: Language) -> str:
    """The document of one or more projects."""
    return "\n".join(line for view in views for line in (*_project(view, language), "")).rstrip() + "\n"


def _project(view: LcaView, language: Language) -> Iterator[str]:
    da = language == "da"
    yield f"# {literal(view.name)}"
    yield ""
    if view.building is None or view.assessment is None:
        said = view.fault.parts(language) if view.fault else {"fault": "", "hint": ""}
        yield f"**{'Kunne ikke beregnes' if da else 'Could not be computed'}:** {literal(said['fault'])} {literal(said['hint'])}".rstrip()  # fmt: skip
        return
    yield f"**{literal(verdict_sentence(view, view.assessment, language))}**"
    yield ""
    yield f"{literal(about(view, view.building, language))} · {'bedømt' if da else 'judged on'} {day(view.judged_on, language)}"
    yield ""
    yield from _limits(view, view.assessment, language)
    yield from _modules(view.assessment, language)
    yield from _elements(view.assessment, language)
    warnings = view.assessment.warnings if da else view.assessment.warnings_en
    if warnings:
        yield from (f"## {'Vær opmærksom på' if da else 'Be aware'}", "", *(f"- {literal(one)}" for one in warnings), "")  # fmt: skip
    yield from _next(view, view.building, view.assessment, language)


def _limits(view: LcaView, assessment: Assessment, language: Language) -> Iterator[str]:
    da = language == "da"
    values = {"building": assessment.limit_value, "construction_process": assessment.per_m2_year.get("construction_process")}  # fmt: skip
    rows = []
    for name in NAMES:
        entries = [limit for limit in view.own_limits if limit.name == name]
        margins = [entry.margin for entry in entries if entry.margin is not None]
        verdict = verdict_word(agreed(entry.verdict for entry in entries), language) if entries else "–"
        limits = bounds([entry.limit for entry in entries], language) or "–"
        rows.append([NAME_WORDS[language][name], per_m2(values[name], language), limits, signed(min(margins), language) if margins else "–", verdict])  # fmt: skip
    heading = [UNIT[language], *(("værdi", "grænse", "margen", "dom") if da else ("value", "limit", "margin", "verdict"))]  # fmt: skip
    yield from table(heading, rows, right=(1, 2, 3))
    yield ""
    if reasons := provisional(view, language):
        yield f"{'Foreløbig' if da else 'Provisional'}: {literal(reasons)}"
        yield ""
    for finding in view.municipal:
        yield f"- {literal(f'{finding.code} {finding.name}: {finding.because[language]}')}"
    if view.municipal:
        yield ""


def _modules(assessment: Assessment, language: Language) -> Iterator[str]:
    da = language == "da"
    removed = any(row.status == "removed" for row in assessment.elements)
    rows = [
        ["" if name in SUMS else name, MODULES[name][0 if da else 1], per_m2(assessment.per_m2_year.get(name), language), kg(assessment.total_kg_co2e.get(name), language)]
        for name in ORDER
        if name != "removed" or removed
    ]  # fmt: skip
    yield from (f"## {'Moduler' if da else 'Modules'}", "")
    yield from table(["Modul" if da else "Module", "", UNIT[language], "kg CO₂e i 50 år" if da else "kg CO₂e over 50 years"], rows, right=(2, 3))  # fmt: skip
    yield ""


def _elements(assessment: Assessment, language: Language) -> Iterator[str]:
    da = language == "da"

    def told(value: Decimal | None) -> str:
        return kg(value, language) if value is not None else "–"

    rows = [
        [element_name(name, language), *(told(parts[module]) for module in BUILT)]
        for name, parts in by_element(assessment).items()
    ]
    yield from (f"## {'Bygningsdele, kg CO₂e' if da else 'Elements, kg CO₂e'}", "")
    yield from table(["Bygningsdel" if da else "Element", *BUILT], rows, right=(1, 2, 3, 4))
    yield ""


def _next(view: LcaView, building: Building, assessment: Assessment, language: Language) -> Iterator[str]:
    steps = next_steps(view, building, assessment, language)
    if steps:
        yield from (f"## {'Næste skridt' if language == 'da' else 'Next'}", "", *(f"- {literal(one)}" for one in steps), "")  # fmt: skip
