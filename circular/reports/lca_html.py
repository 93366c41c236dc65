"""The climate footprint of projects as one web page: against limits and class, what it covers and rests on, every row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from circular.building.elements import element_name, groups
from circular.language import Language
from circular.reports import lca_charts
from circular.reports.lca_coverage_text import quality_words
from circular.reports.lca_note import case_note
from circular.reports.lca_text import about, bounds, next_steps, provisional, verdict_sentence
from circular.reports.lca_view import NAMES, LcaView, agreed
from circular.reports.lca_words import NAMES as NAME_WORDS
from circular.reports.lca_words import UNIT, per_m2, percent, signed, verdict_word
from circular.reports.page import page


def lca_html(views: Sequence[LcaView], language: Language, *, compared: bool = False) -> str:
    """The page of one or more projects; `compared` sets the second against the first."""
    return page(
        "lca.html",
        language,
        views=[_shown(view, language) for view in views],
        side_by_side=lca_charts.side_by_side(views, language),
        differences=_differences(views, language) if compared else None,
        unit=UNIT[language],
        per=lambda value, decimals=2: per_m2(value, language, decimals),
        signed=lambda value, decimals=2: signed(value, language, decimals),
        share=lambda value: percent(value, language),
        element=lambda name: element_name(name, language),
        verdict_word=lambda verdict: verdict_word(verdict, language),
    )


def _shown(view: LcaView, language: Language) -> dict[str, Any]:
    """What the template needs of one project; only its fault where it could not be computed."""
    building, assessment = view.building, view.assessment
    if view.fault is not None or building is None or assessment is None:
        return {"view": view, "fault": view.fault.parts(language) if view.fault else {"file": view.name, "fault": "", "hint": ""}}  # fmt: skip
    return {
        "view": view,
        "fault": None,
        "building": building,
        "assessment": assessment,
        "about": about(view, building, language),
        "sentence": verdict_sentence(view, assessment, language),
        "figures": [_figure(view, name, language) for name in NAMES],
        "provisional": provisional(view, language),
        "charts": [
            chart for chart in (lca_charts.by_part(view, language), lca_charts.by_module(view, language)) if chart
        ],
        "moves": lca_charts.what_moves(view, language),
        "quality": quality_words(assessment, language),
        "groups": [(_group(one.group, language), one) for one in assessment.coverage.groups],
        "essential": _essential(view, language),
        "later": _later(view, language),
        "warnings": assessment.warnings if language == "da" else assessment.warnings_en,
        "steps": next_steps(view, building, assessment, language),
        "note": case_note(view, language),
        "partial": [row for row in assessment.elements if row.partial],
    }


def _group(name: str | None, language: Language) -> str:
    """The main group of BR18 tabel 6 in words."""
    named = groups().get(name or "")
    return named[language] if named else {"da": "andet", "en": "other"}[language]


def _figure(view: LcaView, name: str, language: Language) -> dict[str, Any]:
    """One of the two figures with its limit, margin and class."""
    assessment = view.assessment
    entries = [limit for limit in view.own_limits if limit.name == name]
    margins = [entry.margin for entry in entries if entry.margin is not None]
    part = getattr(view.low_emission_class, name, None)
    value = None if assessment is None else assessment.limit_value if name == "building" else assessment.per_m2_year.get(name)  # fmt: skip
    klass = getattr(part, "limit", None)
    return {
        "name": NAME_WORDS[language][name],
        "value": value,
        "limit": bounds([entry.limit for entry in entries], language),
        "margin": min(margins) if margins else None,
        "verdict": agreed(entry.verdict for entry in entries) if entries else None,
        "class_limit": klass if isinstance(klass, Decimal) else None,
        "class_verdict": getattr(part, "verdict", None),
    }


def _later(view: LcaView, language: Language) -> list[tuple[str, str, str, str]]:
    """(regime, figure, limit, verdict) of the regimes that come after the case's own."""
    rows: list[tuple[str, str, str, str]] = []
    for regime in dict.fromkeys(str(limit.regime) for limit in view.next_limits):
        for name in NAMES:
            entries = [limit for limit in view.next_limits if limit.regime == regime and limit.name == name]
            if entries:
                verdict = agreed(entry.verdict for entry in entries)
                rows.append((regime, NAME_WORDS[language][name], bounds([e.limit for e in entries], language), verdict))
    return rows


def _essential(view: LcaView, language: Language) -> list[tuple[str, list[str]]]:
    """Names of the essential materials by the reason that makes them so."""
    found: dict[str, list[str]] = {}
    for row in view.assessment.elements if view.assessment else ():
        why = row.why_essential if language == "da" else row.why_essential_en or row.why_essential
        if row.essential and why:
            found.setdefault(why, []).append(row.name or element_name(row.element, language))
    return list(found.items())


def _differences(views: Sequence[LcaView], language: Language) -> Any:
    from circular.lca.compare import compare

    first, second = (view.assessment for view in views[:2])
    return compare(first, second) if first is not None and second is not None else None
