"""The report of a check as SARIF 2.1.0, so that code hosts and editors show findings at their lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from circular.checking import Checked
from circular.language import Language
from circular.place import Place
from circular.reports.check_words import WORDS, source_said
from circular.reports.plain import clean
from circular.reports.quotes import Quotes
from circular.rulebook.model import Finding

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"must": "error", "should": "warning", "note": "note"}
KINDS = {"pass": "pass", "fail": "fail", "unknown": "open", "not_applicable": "notApplicable"}
TEXTS = (".txt", ".md", ".csv", ".yaml", ".yml", ".markdown")
ROOT = "CASE"
"""Places are relative to what the user gave; the base itself is not told, so that no path of a machine leaks."""


def check_sarif(cases: Sequence[Checked], language: Language, version: str) -> dict[str, Any]:
    """The log: a run a case, so that totals stay apart; `version` is the program's."""
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(case, language, version) for case in cases]}


def _run(case: Checked, language: Language, version: str) -> dict[str, Any]:
    findings = case.report.findings if case.report else ()
    codes = list(dict.fromkeys(f.code for f in findings))
    first = {f.code: f for f in reversed(findings)}
    invocation: dict[str, Any] = {"executionSuccessful": case.fault is None}
    if case.fault is not None:
        said = case.fault.told(language)
        invocation["toolExecutionNotifications"] = [{"level": "error", "message": {"text": clean(said)}}]
    driver = {"name": "circular", "version": version, "rules": [_rule(first[code], language) for code in codes]}
    quotes, index = Quotes(case), {code: number for number, code in enumerate(codes)}
    return {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": clean(case.name) or "case"}}},
        "automationDetails": {"id": f"{clean(case.name)}/{case.judged_on.isoformat()}"},
        "invocations": [invocation],
        "properties": {"rulebookVersion": case.rulebook_version, "judgedOn": case.judged_on.isoformat()},
        "results": [_result(f, index[f.code], _places(f, case), quotes, language) for f in findings],
    }


def _rule(f: Finding, language: Language) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": f.code,
        "name": "".join(part.capitalize() for part in f.name.split("-")),
        "shortDescription": {"text": clean(f.title[language])},
        "defaultConfiguration": {"level": LEVELS[f.severity]},
        "properties": {"tags": [f.basis, *([f.goal] if f.goal else [])], "name": f.name},
    }
    if f.source:
        rule["fullDescription"] = {"text": clean(f"{f.title[language]} ({source_said(f, language)})")}
    return rule


def _places(f: Finding, case: Checked) -> tuple[Place, ...]:
    """Where a finding is shown: its places, where it belongs, or else a document that was searched; hosts refuse none."""
    files = [*f.searched, *(document.file for document in case.documents)]
    return f.places or ((f.belongs,) if f.belongs else ()) or tuple(Place(file=file) for file in files[:1])


def _result(f: Finding, index: int, places: Sequence[Place], quotes: Quotes, language: Language) -> dict[str, Any]:
    words = WORDS[language]
    text = f.remedy.text[language] if f.remedy and f.remedy.text else ""
    result: dict[str, Any] = {
        "ruleId": f.code,
        "ruleIndex": index,
        "kind": KINDS[f.verdict],
        "level": LEVELS[f.severity] if f.verdict == "fail" else "none",
        "message": {"text": clean(f"{f.title[language]}: {words[f.verdict]}. {f.because[language]} {text}")},
        "locations": [_location(place, quotes, language) for place in dict.fromkeys(places)],
        "partialFingerprints": {"finding/v1": _print(f)},
        "properties": {"severity": f.severity, "basis": f.basis, **({"missing": list(f.missing)} if f.missing else {})},
    }
    if f.waiver is not None and not f.waiver.expired:
        result["suppressions"] = [{"kind": "external", "justification": clean(f.waiver.reason)}]
    return result


def _location(place: Place, quotes: Quotes, language: Language) -> dict[str, Any]:
    """The file, its line where it has lines, and the place in words with what stands there."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file.lstrip("/")), "uriBaseId": ROOT}}
    words, where = clean(quotes.words(place)), clean(place.text(language))
    if place.file.lower().endswith(TEXTS) and place.paragraph:
        physical["region"] = {"startLine": place.paragraph, **({"snippet": {"text": words}} if words else {})}
    said = f"{where}: “{words}”" if words else where
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": where}],
        "message": {"text": said},
    }


def _print(f: Finding) -> str:
    """The same finding in a later run has the same print, whatever stands around it."""
    import hashlib

    said = "\n".join(
        [f.code, *sorted({f"{place.file} {place.heading or ''} {place.cell or ''}" for place in f.places})]
    )
    return hashlib.sha256(said.encode()).hexdigest()[:32]
