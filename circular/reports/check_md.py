"""The report of a check as Markdown: for an e-mail, a case file, a wiki or a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from circular.checking import Checked
from circular.clauses.names import word
from circular.language import Language, day, listing
from circular.remedies import cures, plan_file
from circular.reports.check_words import ORDER, WORDS, case_verdict, home_said, source_said, summary
from circular.reports.markdown import literal, row
from circular.reports.plain import clean
from circular.reports.quotes import Quotes
from circular.reports.rows import measured
from circular.rulebook.model import Finding

MOST_PLACES = 10


def check_md(cases: Sequence[Checked], language: Language) -> str:
    """The document of one or more judged cases."""
    return "\n".join(line for case in cases for line in (*_case(case, language), "")).rstrip() + "\n"


def _case(case: Checked, language: Language) -> Iterator[str]:
    da = language == "da"
    yield f"# {literal(case.name)}"
    yield ""
    if case.report is None:
        said = case.fault.parts(language) if case.fault else {"fault": "", "hint": ""}
        yield f"**{'Kunne ikke bedømmes' if da else 'Could not be judged'}:** {literal(said['fault'])} {literal(said['hint'])}".rstrip()  # fmt: skip
        return
    verdict = case_verdict(case.report.verdict, language)
    yield f"**{'Samlet' if da else 'In all'}: {verdict}.** {'Bedømt' if da else 'Judged on'} {day(case.judged_on, language)}, {'regelsæt' if da else 'rulebook'} {literal(case.rulebook_version)}."  # fmt: skip
    yield ""
    yield from _not_read(case, language)
    yield literal(summary(case, case.report, language))
    yield ""
    for da_note, en_note in case.notes:
        yield f"- {literal(da_note if da else en_note)}"
    quotes = Quotes(case)
    shown = [f for pair in ORDER for f in case.report.findings if (f.severity, f.verdict) == pair and f.counts]
    if shown:
        yield f"## {'Det, der skal ses på' if da else 'What to look at'}"
        yield ""
    for finding in shown:
        yield from _finding(finding, case, quotes, language)
    yield from _rest(case, language)
    yield from _clauses(case, language)


def _not_read(case: Checked, language: Language) -> Iterator[str]:
    da = language == "da"
    lines = []
    for document in case.documents:
        if document.status != "read":
            why = (document.why if da else document.why_en or document.why) or ""
            lines.append(f"- {literal(document.file)}: {literal(why)}".rstrip(": "))
    absent = {r.target: r.place for r in (case.tender.references if case.tender else ()) if r.resolved is None and r.carries_demands}  # fmt: skip
    for target, place in absent.items():
        said = "er ikke i materialet; der henvises til det i" if da else "is not in the package; it is referred to in"
        lines.append(f"- “{literal(target)}” {said} {literal(place.text(language))}")
    if lines:
        yield from (f"## {'Ikke læst' if da else 'Not read'}", "", *lines, "")


def _finding(f: Finding, case: Checked, quotes: Quotes, language: Language) -> Iterator[str]:
    from circular.rulebook import marks_in_words

    da, words = language == "da", WORDS[language]
    goal = f" · {'mål' if da else 'goal'} {f.goal}" if f.goal else ""
    yield f"### {literal(f.title[language])}: {words[f.verdict]}"
    yield ""
    yield f"`{f.code}` {literal(f.name)} · {words[f.severity]} · {words[f.basis]}{goal}"
    yield ""
    yield literal(f.because[language])
    yield ""
    if figures := measured(f, language):
        yield f"- {'Tal / grænse' if da else 'Number / threshold'}: {literal(figures)}"
    places = list(dict.fromkeys(f.places))
    for place in places[:MOST_PLACES]:
        said = quotes.words(place)
        yield f"- {literal(place.text(language))}" + (f": “{literal(said)}”" if said else "")
    if len(places) > MOST_PLACES:
        yield f"- {'og' if da else 'and'} {len(places) - MOST_PLACES} {'steder mere' if da else 'more places'}"
    if f.searched and not f.places:
        yield f"- {'Ledt i' if da else 'Searched'}: {literal(listing(list(f.searched), language))}"
    if f.belongs is not None:
        yield f"- {'Hører hjemme i' if da else 'Belongs in'}: {literal(home_said(f.belongs, language))}"
    if f.since is not None or f.source:
        since = f"{'siden' if da else 'since'} {day(f.since, language)}" if f.since else ""
        yield f"- {'Kilde' if da else 'Source'}: {literal(' · '.join(part for part in (since, source_said(f, language)) if part))}"
    if f.provisional:
        yield f"- {'Foreløbig' if da else 'Provisional'}: {literal(marks_in_words(f.provisional, language))}"
    text = f.remedy.text[language] if f.remedy and f.remedy.text else ""
    commands = cures(f, project=plan_file(case.building), language=language)
    if text or commands:
        shown = " · ".join(f"`{clean(command).replace('`', '')}`" for command in commands)
        yield f"- {'Afhjælp' if da else 'Cure'}: {shown}".rstrip(": ") + (":" if text and not commands else "")
    if text:
        yield ""
        for line in text.splitlines():
            yield f"  > {literal(line)}".rstrip()
    yield ""


def _rest(case: Checked, language: Language) -> Iterator[str]:
    da = language == "da"
    findings = case.report.findings if case.report else ()
    waived = [f for f in findings if not f.counts and f.waiver]
    if waived:
        yield from (f"## {'Fraveget' if da else 'Waived'}", "")
        for f in waived:
            if f.waiver is not None:
                until = f", {'til' if da else 'until'} {day(f.waiver.until, language)}" if f.waiver.until else ""
                yield f"- `{f.code}` {literal(f.title[language])}: {literal(f.waiver.reason)} ({literal(f.waiver.by)}{until})"  # fmt: skip
        yield ""
    for verdict, title in (("pass", "Holder" if da else "Holds"), ("not_applicable", "Gælder ikke" if da else "Doesn't apply")):  # fmt: skip
        chosen = [f for f in findings if f.verdict == verdict and f.counts]
        if chosen:
            yield f"**{title} ({len(chosen)}):** {literal(', '.join(f'{f.code} {f.name}' for f in chosen))}"
            yield ""


def _clauses(case: Checked, language: Language) -> Iterator[str]:
    da = language == "da"
    clauses = [c for c in (case.tender.clauses if case.tender else ()) if c.strategy and (c.live or c.barrier or c.struck)]  # fmt: skip
    if not clauses:
        return
    heading = ("Emne", "Styrke", "Rolle", "Klausul", "Sted") if da else ("Subject", "Strength", "Role", "Clause", "Place")  # fmt: skip
    yield from (f"## {'Cirkulære klausuler' if da else 'Circular clauses'}", "", row(heading), row(["---"] * 5))
    for c in clauses:
        strength = "struck" if c.struck else "barrier" if c.barrier else c.strength
        cells = [word("strategy", c.strategy, language), word("strength", strength, language), word("role", c.role, language), c.text, c.place.text(language)]  # fmt: skip
        yield row([literal(cell) for cell in cells])
