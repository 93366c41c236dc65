"""The report of a check as a PDF on A4, set by typst (the extra `[pdf]`); fonts are embedded and nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from circular.checking import Checked
from circular.clauses.names import word
from circular.faults import Fault
from circular.language import Language, day, listing
from circular.remedies import cures
from circular.reports.check_words import ORDER, WORDS, case_verdict, home_said, source_said, summary
from circular.reports.plain import clean, short
from circular.reports.quotes import Quotes
from circular.reports.rows import measured
from circular.rulebook.model import Finding

MOST_PLACES = 10
LONGEST_QUOTE = 400


def check_pdf(cases: Sequence[Checked], language: Language) -> bytes:
    """The bytes of the PDF; raises Fault where typst is not installed."""
    try:
        import typst
    except ImportError:
        raise Fault(
            "--format",
            "pdf",
            ("PDF kræver pakken typst", "PDF needs the package typst"),
            ("pip install 'circular-procurement[pdf]'", "pip install 'circular-procurement[pdf]'"),
        ) from None
    template = (files("circular.reports") / "templates" / "check.typ").read_bytes()
    said = json.dumps(_cleaned(_view(cases, language)), ensure_ascii=False)
    return bytes(typst.compile(template, sys_inputs={"report": said}, ignore_system_fonts=True, pdf_standards="ua-1"))


def _view(cases: Sequence[Checked], language: Language) -> dict[str, Any]:
    da = language == "da"
    name = cases[0].name if len(cases) == 1 else f"{len(cases)} {'sager' if da else 'cases'}"
    columns = ["Emne", "Styrke", "Rolle", "Klausul", "Sted"] if da else ["Subject", "Strength", "Role", "Clause", "Place"]  # fmt: skip
    words = {
        "unread": "Ikke læst" if da else "Not read",
        "findings": "Det, der skal ses på" if da else "What to look at",
        "cure": "Gør sådan" if da else "What to do",
        "clauses": "Cirkulære klausuler" if da else "Circular clauses",
        "columns": columns,
    }
    title = f"{'Tjek af' if da else 'Check of'} {name}"
    return {"title": title, "language": language, "words": words, "cases": [_case(case, language) for case in cases]}


def _cleaned(value: Any) -> Any:
    """The view with every text cleaned of what disguises or can't be set."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list) else value


def _case(case: Checked, language: Language) -> dict[str, Any]:
    da = language == "da"
    view: dict[str, Any] = {"name": case.name, "kind": "unknown", "unread": _unread(case, language), "summary": [], "findings": [], "rest": [], "clauses": []}  # fmt: skip
    view["judged"] = f"{'Bedømt' if da else 'Judged on'} {day(case.judged_on, language)} · {'regelsæt' if da else 'rulebook'} {case.rulebook_version}"  # fmt: skip
    if case.report is None:
        view["verdict"] = "kunne ikke bedømmes" if da else "could not be judged"
        view["summary"] = case.fault.told(language).splitlines() if case.fault else []
        return view
    view["kind"], view["verdict"] = case.report.verdict, case_verdict(case.report.verdict, language)
    view["summary"] = [summary(case, case.report, language), *(note[0 if da else 1] for note in case.notes)]
    quotes = Quotes(case)
    shown = [f for pair in ORDER for f in case.report.findings if (f.severity, f.verdict) == pair and f.counts]
    view["findings"] = [_finding(f, case, quotes, language) for f in shown]
    for verdict, name in (("pass", "Holder:" if da else "Holds:"), ("not_applicable", "Gælder ikke:" if da else "Doesn't apply:")):  # fmt: skip
        chosen = [f"{f.code} {f.name}" for f in case.report.findings if f.verdict == verdict and f.counts]
        view["rest"] += [{"name": name, "value": ", ".join(chosen)}] if chosen else []
    waived = [f"{f.code} {f.name}: {f.waiver.reason} ({f.waiver.by})" for f in case.report.findings if f.waiver and not f.counts]  # fmt: skip
    view["rest"] += [{"name": "Fraveget:" if da else "Waived:", "value": "; ".join(waived)}] if waived else []
    view["clauses"] = [
        [word("strategy", c.strategy, language), word("strength", "struck" if c.struck else "barrier" if c.barrier else c.strength, language),
         word("role", c.role, language), short(c.text, LONGEST_QUOTE), c.place.text(language)]
        for c in (case.tender.clauses if case.tender else ()) if c.strategy and (c.live or c.barrier or c.struck)
    ]  # fmt: skip
    return view


def _unread(case: Checked, language: Language) -> list[str]:
    da = language == "da"
    said = [
        f"{document.file}: {(document.why if da else document.why_en or document.why) or ''}".rstrip(": ")
        for document in case.documents
        if document.status != "read"
    ]
    absent = {r.target: r for r in (case.tender.references if case.tender else ()) if r.resolved is None and r.carries_demands}  # fmt: skip
    missing = "ikke i materialet; der henvises til det i" if da else "not in the package; referred to in"
    return said + [f"“{name}”: {missing} {r.place.text(language)}" for name, r in absent.items()]


def _finding(f: Finding, case: Checked, quotes: Quotes, language: Language) -> dict[str, Any]:
    from circular.rulebook import marks_in_words

    da, words = language == "da", WORDS[language]
    since = f"{'siden' if da else 'since'} {day(f.since, language)}" if f.since else ""
    places = list(dict.fromkeys(f.places))
    lines = [
        ("Tal / grænse" if da else "Number / threshold", measured(f, language)),
        ("Ledt i" if da else "Searched", listing(list(f.searched), language) if not places else ""),
        ("Hører hjemme i" if da else "Belongs in", home_said(f.belongs, language) if f.belongs else ""),
        ("Kilde" if da else "Source", " · ".join(part for part in (since, source_said(f, language)) if part)),
        ("Foreløbig" if da else "Provisional", marks_in_words(f.provisional, language) if f.provisional else ""),
        ("Flere steder" if da else "More places", str(len(places) - MOST_PLACES) if len(places) > MOST_PLACES else ""),
    ]
    goal = f" · {'mål' if da else 'goal'} {f.goal}" if f.goal else ""
    text = f.remedy.text[language] if f.remedy and f.remedy.text else ""
    project = case.building.file if case.building else None
    return {
        "title": f.title[language], "kind": f.verdict, "verdict": words[f.verdict],
        "marks": f"{f.code} {f.name} · {words[f.severity]} · {words[f.basis]}{goal}",
        "because": f.because[language],
        "lines": [{"name": name, "value": value} for name, value in lines if value],
        "places": [{"where": place.text(language), "words": short(quotes.words(place), LONGEST_QUOTE)} for place in places[:MOST_PLACES]],
        "cure": [line for line in text.splitlines() if line.strip()] or cures(f, project=project, language=language),
    }  # fmt: skip
