"""The figures of a building project in its check: the two footprints against limits and class, coverage, data, what comes next."""

from __future__ import annotations

from dataclasses import replace

from circular.checking import Checked
from circular.language import Language
from circular.reports.lca_coverage_text import circularity_lines, coverage_lines
from circular.reports.lca_text import against_limits, next_regime, verdict_sentence
from circular.reports.lca_view import LcaView, agreed, all_of
from circular.reports.lca_words import Paint
from circular.reports.plain import wrapped

SHOWN = 3
UNSET = {"renovation_limit", "new_build_limit"}
"""Limits that the municipality has not set: whether the case keeps them can't be told."""


def project_lines(case: Checked, language: Language, paint: Paint) -> list[str]:
    """What an architect looks for first; nothing where the project holds no components, or is a demolition."""
    view, assessment = view_of(case), case.assessment
    if view is None or assessment is None or not assessment.elements:
        return []
    lines = [paint(line, view.verdict) for line in wrapped(verdict_sentence(view, assessment, language))]
    if view.own_limits or assessment.per_m2_year.get("construction_process") is not None:
        lines += against_limits(view, assessment, language, paint)
    if assessment.coverage.essential:
        lines += coverage_lines(assessment, language, paint, False, brief=True)
        lines += circularity_lines(assessment, language)
    lines += next_regime(view, language)
    return [*lines, *_data(case, language), ""]


def view_of(case: Checked) -> LcaView | None:
    """The case's footprint as `circular lca` shows it; None without a project that was computed."""
    if case.building is None or case.assessment is None:
        return None
    view = LcaView(
        name=case.name,
        judged_on=case.judged_on,
        building=case.building,
        assessment=case.assessment,
        limits=case.limits,
        low_emission_class=case.low_emission_class,
    )
    names = dict.fromkeys((limit.name, limit.rule) for limit in view.own_limits)
    held = [agreed(one.verdict for one in view.own_limits if (one.name, one.rule) == name) for name in names]
    if case.report is not None and any(UNSET & set(finding.missing) for finding in case.report.findings):
        held.append("unknown")
    return replace(view, verdict=all_of(held))


def _data(case: Checked, language: Language) -> list[str]:
    """The first warnings about the data, and where the rest are."""
    assessment, building = case.assessment, case.building
    if assessment is None or building is None:
        return []
    warnings = assessment.warnings if language == "da" else assessment.warnings_en
    lines = [line for warning in warnings[:SHOWN] for line in wrapped(warning, first="! ", rest="  ")]
    more = len(warnings) - SHOWN
    if more > 0:
        lines += wrapped(
            f"… og {more} {'advarsel' if more == 1 else 'advarsler'} mere: circular lca {building.file}"
            if language == "da"
            else f"… and {more} more {'warning' if more == 1 else 'warnings'}: circular lca {building.file}"
        )
    return lines
