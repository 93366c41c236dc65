"""The end of a check's report: the verdict, and one line that says what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from circular.checking import Checked
from circular.language import Language, listing
from circular.reports.check_words import Paint, case_verdict, counted
from circular.reports.plain import clean, wrapped
from circular.rulebook.model import Finding, Report

OPTIONS = {
    "published": "--published", "permit_applied": "--permit-applied", "value_dkk": "--value", "category": "--category",
}  # fmt: skip
"""Facts that can be told on the command line."""
MOST_FACTS = 3
PACKAGE = "documents"
"""The tender documents, where there is a notice alone."""


def next_lines(case: Checked, report: Report, language: Language, paint: Paint, project: str | None) -> list[str]:
    """The verdict on a line of its own, then what to do next."""
    word = "næste skridt" if language == "da" else "next"
    verdict = paint(f"{clean(case.name)}: {case_verdict(report.verdict, language)}", report.verdict)
    return [verdict, *wrapped(next_step(case, report, language, project), first=f"{word}: ", rest="  ")]


def next_step(case: Checked, report: Report, language: Language, project: str | None) -> str:
    """What cures most at once: the clauses, the plan, the facts nobody told, the places in the text."""
    short = [f for f in report.findings if f.counts and f.verdict in ("fail", "unknown")]
    must = [f for f in short if f.severity == "must"]
    if clauses := _clauses(must):
        return _paste(clauses, len(_clauses(short)), language)
    if project and any(f.remedy and f.remedy.optimise for f in must):
        return f"circular optimise {project}"
    if facts := _facts(must, case, language):
        return facts
    if places := _places(must, case):
        return _mend(places, case, language)
    if advised := [f.code for f in must if f.remedy and f.remedy.text]:
        codes = listing(advised, language)
        return f"afhjælp {codes} som beskrevet ovenfor" if language == "da" else f"cure {codes} as described above"
    if project and any(f.remedy and f.remedy.optimise for f in short):
        return f"circular optimise {project}"
    if clauses := _clauses(short):
        return _paste(clauses, len(clauses), language)
    if places := _places(short, case):
        return _mend(places, case, language)
    if facts := _facts(short, case, language):
        return facts
    if short:
        count = f"{len(short)} {'fund' if language == 'da' else ('finding' if len(short) == 1 else 'findings')}"
        return f"se på {count} ovenfor" if language == "da" else f"look at the {count} above"
    return (
        "gem dommen med --register FIL.sqlite" if language == "da" else "keep the judgement with --register FILE.sqlite"
    )


def _clauses(findings: Sequence[Finding]) -> list[str]:
    """The clauses that cure findings, each once."""
    return list(dict.fromkeys(f.remedy.clause for f in findings if f.verdict == "fail" and f.remedy and f.remedy.clause))  # fmt: skip


def _paste(clauses: Sequence[str], count: int, language: Language) -> str:
    cure = "klausuler afhjælper fundene" if language == "da" else "clauses cure the findings"
    return f"circular new clause {clauses[0]}" + (f" ({count} {cure})" if count > 1 else "")


def _places(findings: Sequence[Finding], case: Checked) -> int:
    """How many places of a tender's text the findings point at."""
    return len({place for f in findings for place in f.places}) if case.tender is not None else 0


def _mend(places: int, case: Checked, language: Language) -> str:
    """Mend the places, and how to see them where they stand."""
    da = language == "da"
    said = f"ret {counted(places, 'sted', 'steder')}" if da else f"mend {counted(places, 'place', 'places')}"
    if not any(document.kind == "docx" for document in case.documents):
        return said
    them = ("det" if da else "it") if places == 1 else ("dem" if da else "them")
    return f"{said}; --format word=MAPPE viser {them} i dokumentet" if da else f"{said}; --format word=FOLDER shows {them} in the document"  # fmt: skip


def _facts(findings: Sequence[Finding], case: Checked, language: Language) -> str:
    """The documents to enclose and the facts to tell that most findings lack, each fact with its option."""
    from circular.rulebook import fact_name

    da = language == "da"
    lacking = Counter(name for f in findings if f.verdict == "unknown" for name in f.missing)
    names = [name for name, _ in lacking.most_common(MOST_FACTS)]
    absent = {one.target for one in (case.tender.references if case.tender else ()) if one.resolved is None}
    unread = {one.file for one in case.documents if one.status != "read"}
    enclose = listing([fact_name(name, language) if name == PACKAGE else name for name in names if name in absent or name == PACKAGE], language)  # fmt: skip
    readable = listing([name for name in names if name in unread and name not in absent], language)
    facts = [
        fact_name(name, language) + (f" ({OPTIONS[name]})" if name in OPTIONS else "")
        for name in names
        if name not in absent and name not in unread and name != PACKAGE
    ]
    said = [f"læg {enclose} ved" if da else f"enclose {enclose}"] if enclose else []
    said += [f"giv {readable} i en form, der kan læses" if da else f"give {readable} in a form that can be read"] if readable else []  # fmt: skip
    said += [f"{'oplys' if da else 'tell'} {listing(facts, language)}"] if facts else []
    return listing(said, language)
