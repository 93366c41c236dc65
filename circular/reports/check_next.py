"""The end of a check's report: the verdict, and one line that says what to do next."""

from __future__ import annotations

from collections import Counter

from circular.checking import Checked
from circular.language import Language, listing
from circular.reports.check_words import WORDS, Paint
from circular.reports.plain import clean, wrapped
from circular.rulebook.model import Finding, Report

OPTIONS = {
    "published": "--published", "permit_applied": "--permit-applied", "value_dkk": "--value", "category": "--category",
}  # fmt: skip
"""Facts that can be told on the command line."""
MOST_FACTS = 3


def next_lines(case: Checked, report: Report, language: Language, paint: Paint, project: str | None) -> list[str]:
    """The verdict on a line of its own, then what to do next."""
    word = "næste skridt" if language == "da" else "next"
    verdict = paint(f"{clean(case.name)}: {WORDS[language][report.verdict]}", report.verdict)
    return [verdict, *wrapped(next_step(case, report, language, project), first=f"{word}: ", rest="  ")]


def next_step(case: Checked, report: Report, language: Language, project: str | None) -> str:
    """What cures most at once: the clauses, the plan, the facts nobody told, the places in the text."""
    da = language == "da"
    short = [f for f in report.findings if f.counts and f.verdict in ("fail", "unknown")]
    must = [f for f in short if f.severity == "must"]
    clauses = list(dict.fromkeys(f.remedy.clause for f in short if f.verdict == "fail" and f.remedy and f.remedy.clause))  # fmt: skip
    if report.verdict in ("fail", "unknown"):
        if clauses:
            cure = "klausuler afhjælper fundene" if da else "clauses cure the findings"
            return f"circular new clause {clauses[0]}" + (f" ({len(clauses)} {cure})" if len(clauses) > 1 else "")
        if project and any(f.remedy and f.remedy.optimise for f in must):
            return f"circular optimise {project}"
        facts = _facts(must, language)
        if facts:
            return f"{'oplys' if da else 'tell'} {facts}"
    places = len({place for f in must or short for place in f.places})
    if places:
        said = f"ret {places} {'sted' if places == 1 else 'steder'}" if da else f"mend {places} {'place' if places == 1 else 'places'}"  # fmt: skip
        if any(document.kind == "docx" for document in case.documents):
            folder = "--format word=MAPPE viser dem i dokumentet" if da else "--format word=FOLDER shows them in the document"  # fmt: skip
            return f"{said}; {folder}"
        return said
    if short:
        count = f"{len(short)} {'fund' if da else ('finding' if len(short) == 1 else 'findings')}"
        return f"se på {count} ovenfor" if da else f"look at the {count} above"
    return "gem dommen med --register FIL.sqlite" if da else "keep the judgement with --register FILE.sqlite"


def _facts(findings: list[Finding], language: Language) -> str:
    """The facts that most findings lack, each with the option that tells it."""
    from circular.rulebook import fact_name

    lacking = Counter(name for f in findings if f.verdict == "unknown" for name in f.missing)
    said = [
        fact_name(name, language) + (f" ({OPTIONS[name]})" if name in OPTIONS else "")
        for name, _ in lacking.most_common(MOST_FACTS)
    ]
    return listing(said, language)
