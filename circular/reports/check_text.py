"""The report of a check as a person reads it in a terminal: what was not read first, then what to act on, then the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from circular.checking import Checked
from circular.clauses.model import Clause
from circular.clauses.names import word
from circular.language import Language, day, listing
from circular.remedies import cures
from circular.reports.check_head import not_read, what_was_read
from circular.reports.check_next import next_lines
from circular.reports.check_words import (  # fmt: skip
    ORDER,
    WORDS,
    Paint,
    case_verdict,
    counted,
    home_said,
    no_paint,
    source_said,
    summary,
)
from circular.reports.plain import clean, width, wrapped
from circular.rulebook.model import Finding, Report, Verdict

__all__ = ["ORDER", "WORDS", "Paint", "check_text", "finding_lines", "no_paint", "quiet_text", "rule_line", "summary"]
MOST_PLACES = 5


def check_text(
    case: Checked, language: Language, *, verbose: bool = False, paint: Paint = no_paint, project: str | None = None
) -> str:
    """One case's report; `project` is the project file that `circular optimise` should be pointed at."""
    da = language == "da"
    lines = [
        paint(clean(case.name), "strong") + f" · {'bedømt' if da else 'judged on'} {day(case.judged_on, language)}"
    ]
    if case.fault is not None:
        said = case.fault.parts(language)
        where = ":".join(part for part in (said["file"], said["place"]) if part)
        lines += wrapped(f"{'kunne ikke bedømmes' if da else 'could not be judged'}: {where}: {said['fault']}")
        if said["hint"]:
            lines += wrapped(said["hint"], first="hint: ")
        return "\n".join(lines)
    if case.report is None:
        return "\n".join(lines)
    lines += not_read(case, language, paint)
    lines += what_was_read(case, language)
    for note in case.notes:
        lines += wrapped(note[0 if da else 1], first=("Bemærk: " if da else "Note: "))
    lines += ["", *wrapped(summary(case, case.report, language)), ""]
    if case.assessment is not None:
        from circular.reports.project_text import project_lines

        lines += project_lines(case, language, paint)
    for severity, verdict in ORDER:
        lines += _findings(case.report, severity, verdict, language, paint, project)
    lines += _rest(case.report, language, verbose)
    if case.tender is not None:
        lines += ["", *_clauses(case.tender.clauses, language)]
    lines += ["", *next_lines(case, case.report, language, paint, project)]
    return "\n".join(lines)


def quiet_text(case: Checked, language: Language, *, paint: Paint = no_paint) -> str:
    """The verdict of a case on one line."""
    if case.report is None:
        said = "kunne ikke bedømmes" if language == "da" else "could not be judged"
        return paint(f"{clean(case.name)}: {said}", "unknown")
    return paint(f"{clean(case.name)}: {case_verdict(case.report.verdict, language)}", case.report.verdict)


def _findings(
    report: Report, severity: str, verdict: Verdict, language: Language, paint: Paint, project: str | None
) -> list[str]:
    chosen = [f for f in report.findings if f.severity == severity and f.verdict == verdict and f.counts]
    lines: list[str] = []
    shown: set[tuple[str, ...]] = set()
    for finding in chosen:
        alike = (
            [f for f in chosen if f.missing and f.missing == finding.missing and not f.places]
            if verdict == "unknown"
            else []
        )
        if len(alike) > 1:
            if finding.missing not in shown:
                shown.add(finding.missing)
                lines += [*_together(alike, language, paint), ""]
            continue
        lines += [*finding_lines(finding, language, paint, project), ""]
    return lines


def _together(findings: list[Finding], language: Language, paint: Paint) -> list[str]:
    """Rules that can't be told for want of the same fact, as one line with a count."""
    from circular.rulebook import fact_name

    missing = listing([fact_name(name, language) for name in findings[0].missing], language)
    said = (
        f"{len(findings)} regler kan ikke afgøres uden {missing}"
        if language == "da"
        else f"{len(findings)} rules can't be told without {missing}"
    )
    codes = ", ".join(f"{finding.code} {finding.name}" for finding in findings)
    lines = wrapped(said, first=f"[{WORDS[language][findings[0].severity]}] ")
    lines[0] = paint(lines[0], "unknown")
    return [*lines, *wrapped(codes, first="   |  ")]


def finding_lines(finding: Finding, language: Language, paint: Paint, project: str | None) -> list[str]:
    """One finding: what, why, where, since when and by which source, and the cure."""
    da = language == "da"
    words = WORDS[language]
    goal = f", {'mål' if da else 'goal'} {finding.goal}" if finding.goal else ""
    head = f"{finding.code} {finding.name} [{words[finding.severity]}, {words[finding.basis]}{goal}]"
    lines = [paint(line, finding.verdict) for line in wrapped(head, rest="  ")]
    lines += wrapped(f"{finding.title[language]}: {words[finding.verdict]}", first="  ")
    lines += wrapped(finding.because[language], first="   |  ")
    places = list(dict.fromkeys(place.text(language) for place in finding.places))
    for place in places[:MOST_PLACES]:
        lines += wrapped(place, first="  --> ")
    if len(places) > MOST_PLACES:
        lines.append(
            f"   |  {'og' if da else 'and'} {counted(len(places) - MOST_PLACES, 'sted mere' if da else 'more place', 'steder mere' if da else 'more places')}"
        )
    if finding.searched and not finding.places:
        lines += wrapped(
            listing(list(finding.searched), language), first="   |  " + ("ledt i: " if da else "searched: ")
        )
    if finding.belongs is not None:
        lines += wrapped(
            home_said(finding.belongs, language), first="   |  " + ("hører hjemme i: " if da else "belongs in: ")
        )
    if finding.since is not None or finding.source:
        since = f"{'siden' if da else 'since'} {day(finding.since, language)}" if finding.since else ""
        lines += wrapped(
            " · ".join(part for part in (since, source_said(finding, language)) if part),
            first="   |  " + ("kilde: " if da else "source: "),
        )
    if finding.provisional:
        from circular.rulebook import marks_in_words

        marks = marks_in_words(finding.provisional, language)
        lines += wrapped(marks, first="   |  " + ("foreløbig: " if da else "provisional: "))
    if finding.waiver is not None and finding.waiver.expired:
        lines += wrapped(
            finding.waiver.reason, first="   |  " + ("fravigelsen er udløbet: " if da else "the waiver has expired: ")
        )
    commands = cures(finding, project=project, language=language)
    if commands:
        lines += wrapped(" · ".join(commands), first=("afhjælp: " if da else "cure: "))
    elif finding.verdict in ("fail", "unknown") and finding.remedy is not None and finding.remedy.text is not None:
        lines += wrapped(finding.remedy.text[language], first=("afhjælp: " if da else "cure: "))
    return lines


def _rest(report: Report, language: Language, verbose: bool) -> list[str]:
    da = language == "da"
    lines = []
    waived = [finding for finding in report.findings if not finding.counts]
    for finding in waived:
        if finding.waiver is not None:
            until = (
                f", {'til' if da else 'until'} {day(finding.waiver.until, language)}" if finding.waiver.until else ""
            )
            lines += wrapped(
                f"{finding.code} {finding.name}: {finding.waiver.reason} ({finding.waiver.by}{until})",
                first=("Fraveget: " if da else "Waived: "),
            )
    for verdict, title in (
        ("pass", "Holder" if da else "Holds"),
        ("not_applicable", "Gælder ikke" if da else "Doesn't apply"),
    ):
        chosen = [finding for finding in report.findings if finding.verdict == verdict and finding.counts]
        if not chosen:
            continue
        if verbose:
            lines.append(f"{title} ({len(chosen)}):")
            for finding in chosen:
                lines += wrapped(f"{finding.code} {finding.name}: {finding.because[language]}", first="  ", rest="    ")
        elif verdict == "not_applicable":
            lines += wrapped(
                "vis dem med --verbose" if da else "see them with --verbose", first=f"{title} ({len(chosen)}): "
            )
        else:
            lines += wrapped(
                ", ".join(f"{f.code} {f.name}" for f in chosen), first=f"{title} ({len(chosen)}): ", rest="  "
            )
    return lines


def _clauses(clauses: Iterable[Clause], language: Language) -> list[str]:
    da = language == "da"
    live: Counter[tuple[str, str]] = Counter()
    for clause in clauses:
        if clause.live and clause.strategy:
            live[clause.strategy, clause.strength] += 1
    if not live:
        return wrapped(
            "Ingen cirkulære klausuler er fundet med disse regler."
            if da
            else "No circular clause found by these rules."
        )
    strategies = sorted({strategy for strategy, _ in live}, key=lambda s: (-live[s, "binding"], -live[s, "soft"], s))
    said = []
    for strategy in strategies:
        binding, soft = live[strategy, "binding"], live[strategy, "soft"]
        counts = [f"{binding} {'bindende' if da else 'binding'}"] if binding else []
        counts += [counted(soft, "blød" if da else "soft", "bløde" if da else "soft")] if soft else []
        said.append(f"{word('strategy', strategy, language)} ({', '.join(counts)})")
    return wrapped("; ".join(said), first=("Cirkulære klausuler: " if da else "Circular clauses: "), rest="  ")


def rule_line() -> str:
    return "─" * width()
