"""Puts the ready clause text into a finding's remedy, and says which commands cure it."""

from __future__ import annotations

from datetime import date

from circular.building.model import Building
from circular.drafting.choose import told_values
from circular.drafting.draft import draft
from circular.drafting.library import load_clauses
from circular.drafting.model import LEVELS, ClauseTemplate
from circular.language import Language, Words
from circular.rulebook.model import Finding, Report

SHORT = ("fail", "unknown")


def remedied(report: Report, building: Building | None = None) -> Report:
    """The report with the clause's text, in both languages, in every remedy that names one and is needed.

    A broken limit of a building says the smallest swap among the project's options that cures it.
    """
    if building is not None and building.choices:
        report = report.model_copy(update={"findings": tuple(_with_swap(f, building, report.judged_on) for f in report.findings)})  # fmt: skip
    if not any(_wants_text(finding) for finding in report.findings):
        return report
    library = load_clauses()
    return report.model_copy(
        update={"findings": tuple(_with_text(finding, library, report.judged_on) for finding in report.findings)}
    )


def _with_swap(finding: Finding, building: Building, day: date) -> Finding:
    from circular.remedies.swaps import swap_words

    words = swap_words(finding, building, as_of=day) if finding.verdict == "fail" else None
    if words is None:
        return finding
    said = Words(da=f"{finding.because.da} {words.da}", en=f"{finding.because.en} {words.en}")
    return finding.model_copy(update={"because": said})


def _wants_text(finding: Finding) -> bool:
    remedy = finding.remedy
    return remedy is not None and remedy.clause is not None and remedy.text is None and finding.verdict in SHORT


def _with_text(finding: Finding, library: dict[str, ClauseTemplate], day: date) -> Finding:
    remedy = finding.remedy
    template = library.get(remedy.clause or "") if remedy is not None and _wants_text(finding) else None
    if remedy is None or template is None:
        return finding
    text = clause_text_on(template, finding.since or day)
    return finding.model_copy(update={"remedy": remedy.model_copy(update={"text": text})})


def clause_text_on(template: ClauseTemplate, day: date) -> Words:
    """The clause's default text, with the numbers that the rules hold on the day."""
    level = next(level for level in LEVELS if template.has_text(template.role, level))
    values = told_values((template,), {}, day=day)
    texts = {
        language: draft(template, language=language, level=level, values=values).text()
        for language in ("da", "en")
    }  # fmt: skip
    return Words(da=texts["da"], en=texts["en"])


def cures(finding: Finding, *, project: str | None, language: Language) -> list[str]:
    """Commands that cure a finding which does not hold, in the order of trying."""
    if finding.verdict not in SHORT or finding.remedy is None:
        return []
    commands = []
    if finding.remedy.optimise and project:
        commands.append(f"circular optimise {project}")
    if finding.remedy.clause:
        commands.append(f"circular new clause {finding.remedy.clause}" + (" --lang en" if language == "en" else ""))
    return commands
