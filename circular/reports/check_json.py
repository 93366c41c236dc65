"""The check JSON (formats.md: circular/check/1): one CASE from one judged case, in the language of the run."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from circular.checking import Checked
from circular.clauses.as_json import clause_json
from circular.language import Language
from circular.place import Place
from circular.reports.lca_json import lca_case
from circular.rulebook.model import Finding

SCHEMA = "circular/check/1"
PLACE_KEYS = ("file", "part", "page", "heading", "paragraph", "cell", "xpath")


def check_json(cases: list[Checked], language: Language) -> dict[str, Any]:
    """The whole answer of `circular check --format json`."""
    return {"schema": SCHEMA, "cases": [case_json(case, language) for case in cases]}


def case_json(case: Checked, language: Language) -> dict[str, Any]:
    """One CASE; an errored case has verdict null, no findings, and says its error."""
    report, tender = case.report, case.tender
    notes = {"notes": [da if language == "da" else en for da, en in case.notes]} if case.notes else {}
    return notes | {
        "name": case.name,
        "kind": case.kind,
        "rulebook_version": case.rulebook_version,
        "judged_on": case.judged_on.isoformat(),
        "categories": list(tender.categories) if tender else [],
        "dates": _dates(case),
        "verdict": report.verdict if report else None,
        "totals": report.totals if report else _no_totals(),
        "documents": [
            {
                "file": document.file,
                "kind": document.kind,
                "role": (tender.roles.get(document.file) if tender else None)
                or ("building" if document.kind == "building" else None),
                "pages": document.pages,
                "status": document.status,
                "why": document.why if language == "da" else (document.why_en or document.why),
            }
            for document in case.documents
        ],
        "clauses": [clause_json(clause) for clause in tender.clauses] if tender else [],
        "findings": [finding_json(finding, language) for finding in report.findings] if report else [],
        "notice": next((one.notice.model_dump(mode="json") for one in case.documents if one.notice is not None), None),
        "lca": (
            lca_case(case.building, case.assessment, case.limits, case.low_emission_class, language)
            if case.building is not None and case.assessment is not None
            else None
        ),
        "error": case.fault.parts(language) if case.fault else None,
    }


def finding_json(finding: Finding, language: Language) -> dict[str, Any]:
    """One FINDING with its texts in the language of the run."""
    remedy, waiver = finding.remedy, finding.waiver
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "basis": finding.basis,
        "goal": finding.goal,
        "verdict": finding.verdict,
        "title": finding.title[language],
        "because": finding.because[language],
        "parts": [
            {"value": plain(part.value), "limit": plain(part.limit), "unit": part.unit, "verdict": part.verdict}
            for part in finding.parts
        ],
        "since": finding.since.isoformat() if finding.since else None,
        "source": finding.source,
        "provisional": finding.provisional,
        "missing": list(finding.missing),
        "places": [place_json(place) for place in finding.places],
        "searched": list(finding.searched),
        "belongs": place_json(finding.belongs) if finding.belongs else None,
        "remedy": (
            {
                "clause": remedy.clause,
                "optimise": remedy.optimise,
                "text": remedy.text[language] if remedy.text else None,
            }
            if remedy
            else None
        ),
        "waiver": (
            {
                "reason": waiver.reason,
                "by": waiver.by,
                "until": waiver.until.isoformat() if waiver.until else None,
                "expired": waiver.expired,
            }
            if waiver
            else None
        ),
    }


def place_json(place: Place) -> dict[str, Any]:
    return {key: getattr(place, key) for key in PLACE_KEYS}


def plain(value: Decimal | str | bool | None) -> float | int | str | bool | None:
    """A decimal as a JSON number, whole where it is whole; everything else as it is."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _dates(case: Checked) -> dict[str, str]:
    dates: dict[str, str] = {}
    if case.tender:
        for fact in case.tender.facts:
            if hasattr(fact.value, "isoformat"):
                dates.setdefault(fact.name, fact.value.isoformat())
    if case.building is not None and case.building.permit_applied is not None:
        dates["permit_applied"] = case.building.permit_applied.isoformat()
    return dates


def _no_totals() -> dict[str, dict[str, int]]:
    return {
        severity: dict.fromkeys(("pass", "fail", "unknown", "not_applicable", "waived"), 0)
        for severity in ("must", "should", "note")
    }
