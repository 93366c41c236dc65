"""Puts the ready clause text into a finding's remedy, and says which commands cure it."""

from __future__ import annotations

from circular.drafting.library import load_clauses
from circular.language import Language
from circular.rulebook.model import Finding, Report


def remedied(report: Report) -> Report:
    """The report with the clause's text, in both languages, in every remedy that names one and is needed."""
    library = load_clauses()
    return report.model_copy(update={"findings": tuple(_with_text(finding, library) for finding in report.findings)})


def _with_text(finding: Finding, library: dict[str, object]) -> Finding:
    remedy = finding.remedy
    if remedy is None or remedy.clause is None or remedy.text is not None or finding.verdict not in ("fail", "unknown"):
        return finding
    template = library.get(remedy.clause)
    if template is None:
        return finding
    text = template.default_text()  # type: ignore[attr-defined]
    return finding.model_copy(update={"remedy": remedy.model_copy(update={"text": text})})


def cures(finding: Finding, *, project: str | None, language: Language) -> list[str]:
    """Commands that cure a finding which does not hold, in the order of trying."""
    if finding.verdict not in ("fail", "unknown") or finding.remedy is None:
        return []
    commands = []
    if finding.remedy.optimise and project:
        commands.append(f"circular optimise {project}")
    if finding.remedy.clause:
        commands.append(f"circular new clause {finding.remedy.clause}" + (" --lang en" if language == "en" else ""))
    return commands
