"""The report of a check as one self-contained web page: no script, no request to anywhere, everything from documents escaped."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

from circular.checking import Checked
from circular.clauses.names import word
from circular.language import Language, day
from circular.remedies import cures
from circular.reports.check_text import ORDER, WORDS, summary
from circular.reports.plain import clean
from circular.rulebook import marks_in_words


def check_html(cases: list[Checked], language: Language) -> str:
    """The page for one or more judged cases."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["day"] = lambda value: day(value, language)
    environment.filters["place"] = lambda value: clean(value.text(language))
    environment.filters["clean"] = clean
    environment.filters["marks"] = lambda value: marks_in_words(value, language)
    template = environment.from_string(
        (files("circular.reports") / "templates" / "check.html").read_text(encoding="utf-8")
    )
    return template.render(
        language=language,
        da=language == "da",
        words=WORDS[language],
        cases=[_view(case, language) for case in cases],
        word=lambda kind, identifier: word(kind, identifier, language),
    )


def _view(case: Checked, language: Language) -> dict[str, object]:
    report = case.report
    findings = [
        f
        for severity, verdict in ORDER
        for f in (report.findings if report else ())
        if (f.severity, f.verdict) == (severity, verdict) and f.counts
    ]
    clauses = case.tender.clauses if case.tender else ()
    live = Counter(clause.strategy for clause in clauses if clause.live and clause.strategy)
    return {
        "case": case,
        "error": case.fault.parts(language) if case.fault else None,
        "summary": summary(case, report, language) if report else "",
        "not_read": [document for document in case.documents if document.status != "read"],
        "absent": sorted({r.target for r in case.tender.references if r.resolved is None and r.carries_demands})
        if case.tender
        else [],
        "findings": [
            (finding, cures(finding, project=case.building.file if case.building else None, language=language))
            for finding in findings
        ],
        "waived": [finding for finding in report.findings if not finding.counts] if report else [],
        "holds": [f for f in report.findings if f.verdict == "pass" and f.counts] if report else [],
        "silent": [f for f in report.findings if f.verdict == "not_applicable" and f.counts] if report else [],
        "clauses": [c for c in clauses if (c.live or c.barrier or c.struck) and c.strategy],
        "strategies": live.most_common(),
    }
