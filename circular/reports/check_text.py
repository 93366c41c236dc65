"""The report of a check as a person reads it in a terminal: what was not read first, then what to act on, then the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from circular.checking import Checked
from circular.clauses.model import Clause
from circular.clauses.names import word
from circular.language import Language, day, listing
from circular.remedies import cures
from circular.reports.plain import clean, short, width, wrapped
from circular.rulebook.model import Finding, Report, Verdict
from circular.tender.model import Reference

Paint = Callable[[str, str], str]
"""(text, meaning) -> the text in the colour of pass, fail, unknown, quiet or strong; the identity without a terminal."""

ORDER: tuple[tuple[str, Verdict], ...] = (
    ("must", "fail"),
    ("must", "unknown"),
    ("should", "fail"),
    ("should", "unknown"),
    ("note", "fail"),
    ("note", "unknown"),
)
WORDS = {
    "da": {
        "pass": "holder", "fail": "holder ikke", "unknown": "kan ikke afgøres", "not_applicable": "gælder ikke", "waived": "fraveget",
        "must": "skal", "should": "bør", "note": "bemærk", "law": "lov", "policy": "kommunens politik", "guidance": "vejledning",
        "good_practice": "god praksis",
    },
    "en": {
        "pass": "holds", "fail": "falls short", "unknown": "can't be told", "not_applicable": "doesn't apply", "waived": "waived",
        "must": "must", "should": "should", "note": "note", "law": "law", "policy": "municipal policy", "guidance": "guidance",
        "good_practice": "good practice",
    },
}  # fmt: skip


def no_paint(text: str, meaning: str) -> str:
    return text


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
    lines += _not_read(case, language, paint)
    lines += _what(case, language)
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
    lines += ["", *_last(case, case.report, language, paint, project)]
    return "\n".join(lines)


def quiet_text(case: Checked, language: Language, *, paint: Paint = no_paint) -> str:
    """The verdict of a case on one line."""
    if case.report is None:
        said = "kunne ikke bedømmes" if language == "da" else "could not be judged"
        return paint(f"{clean(case.name)}: {said}", "unknown")
    return paint(f"{clean(case.name)}: {WORDS[language][case.report.verdict]}", case.report.verdict)


def _not_read(case: Checked, language: Language, paint: Paint) -> list[str]:
    da = language == "da"
    lines = []
    for document in case.documents:
        if document.status == "read":
            continue
        what = {
            "partly_read": ("kun delvis læst", "only partly read"),
            "unreadable": ("kunne ikke læses", "could not be read"),
            "unsupported": ("ikke understøttet", "not supported"),
        }[document.status][0 if da else 1]
        why = (document.why if da else document.why_en or document.why) or ""
        lines += [
            paint(line, "unknown")
            for line in wrapped(f"{document.file}: {why or what}", first="! " + (f"{what}: " if why else ""))
        ]
    absent: dict[str, Reference] = {}
    if case.tender is not None:
        for reference in case.tender.references:
            if reference.resolved is None and reference.carries_demands:
                absent.setdefault(reference.target.lower(), reference)
    for reference in absent.values():
        said = (
            f"der henvises til “{reference.target}”, som ikke er i materialet ({reference.place.text(language)})"
            if da
            else f"“{reference.target}” is referred to and not in the package ({reference.place.text(language)})"
        )
        lines += [paint(line, "unknown") for line in wrapped(said, first="! ")]
    if lines:
        return [paint("Ikke læst" if da else "Not read", "strong"), *lines, ""]
    return []


def _what(case: Checked, language: Language) -> list[str]:
    da = language == "da"
    lines = []
    files = [
        f"{document.file}"
        + (f" ({document.pages} s.)" if document.pages and da else f" ({document.pages} p.)" if document.pages else "")
        for document in case.documents
    ]
    lines += wrapped(listing(files, language), first=("Læst: " if da else "Read: "))
    if case.tender is not None:
        if case.tender.categories:
            from circular.tender import category

            names = [category(identifier).name[language] for identifier in case.tender.categories]
            told = case.tender.category_guesses
            why = (
                f" ({short(told[0].because, 90)})"
                if told and told[0].category in case.tender.categories and told[0].because
                else ""
            )
            lines += wrapped(listing(names, language) + why, first=("Kategori: " if da else "Category: "))
        dates = [fact for fact in case.tender.facts if hasattr(fact.value, "isoformat")]
        if dates:
            from circular.rulebook import fact_name

            said = [f"{fact_name(fact.name, language)} {day(fact.value, language)}" for fact in dates]  # type: ignore[arg-type]
            lines += wrapped(listing(list(dict.fromkeys(said)), language), first=("Datoer: " if da else "Dates: "))
    if case.building is not None:
        lines += wrapped(_building_line(case, language), first=("Projekt: " if da else "Project: "))
    return lines


def _building_line(case: Checked, language: Language) -> str:
    from circular.language import number
    from circular.rulebook import value_name

    building = case.building
    if building is None:
        return ""
    kinds = (
        building.building_type if isinstance(building.building_type, str) else "+".join(sorted(building.building_type))
    )
    said = [value_name("works", building.works, language), value_name("building_type", kinds, language)]
    said.append(f"{number(building.reference_area_m2, language, 0)} m²")
    if building.permit_applied:
        said.append(
            f"{'byggeansøgning' if language == 'da' else 'permit applied for'} {day(building.permit_applied, language)}"
        )
    return ", ".join(said)


def summary(case: Checked, report: Report, language: Language) -> str:
    """One paragraph that a manager can read; every count is derived here and nowhere kept."""
    da = language == "da"
    musts = Counter(finding.verdict for finding in report.findings if finding.severity == "must" and finding.counts)
    judged = musts["pass"] + musts["fail"] + musts["unknown"]
    verdict = WORDS[language][report.verdict]
    sentences = []
    if case.tender is not None:
        live = [clause for clause in case.tender.clauses if clause.live and clause.strategy]
        binding = [clause for clause in live if clause.strength == "binding"]
        barriers = [clause for clause in case.tender.clauses if clause.barrier and not clause.struck]
        struck = [clause for clause in case.tender.clauses if clause.struck and clause.strategy]
        sentences.append(
            f"Materialet stiller {_count(len(binding), 'bindende cirkulært krav', 'bindende cirkulære krav')} og {_count(len(live) - len(binding), 'blødt ønske', 'bløde ønsker')}"
            if da
            else f"The package makes {_count(len(binding), 'binding circular demand', 'binding circular demands')} and {_count(len(live) - len(binding), 'soft wish', 'soft wishes')}"
        )
        more = []
        if struck:
            more.append(
                _count(len(struck), "er udgået", "er udgået") if da else _count(len(struck), "is struck", "are struck")
            )
        if barriers:
            more.append(
                _count(len(barriers), "passage hindrer genbrug", "passager hindrer genbrug")
                if da
                else _count(len(barriers), "passage works against reuse", "passages work against reuse")
            )
        sentences[-1] += f"; {listing(more, language)}." if more else "."
    if da:
        sentences.append(
            f"Af {judged} skal-regler, der gælder, holder {musts['pass']}, {musts['fail']} holder ikke, og {musts['unknown']} kan ikke afgøres."
        )
        sentences.append(f"Samlet: sagen {verdict}.")
    else:
        sentences.append(
            f"Of {judged} must rules that apply, {musts['pass']} hold, {musts['fail']} fall short and {musts['unknown']} can't be told."
        )
        sentences.append(f"In all: the case {verdict}.")
    return " ".join(sentences)


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


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
    lines = wrapped(finding.title[language], first=paint(head, finding.verdict) + "  ", rest="  ")
    lines += wrapped(finding.because[language], first="   |  ")
    for place in finding.places[:5]:
        lines += wrapped(place.text(language), first="  --> ")
    if len(finding.places) > 5:
        lines.append(
            f"   |  {'og' if da else 'and'} {_count(len(finding.places) - 5, 'sted mere' if da else 'more place', 'steder mere' if da else 'more places')}"
        )
    if finding.searched and not finding.places:
        lines += wrapped(
            listing(list(finding.searched), language), first="   |  " + ("ledt i: " if da else "searched: ")
        )
    if finding.belongs is not None:
        lines += wrapped(
            finding.belongs.text(language), first="   |  " + ("hører hjemme i: " if da else "belongs in: ")
        )
    if finding.since is not None or finding.source:
        since = f"{'siden' if da else 'since'} {day(finding.since, language)}" if finding.since else ""
        lines += wrapped(
            " · ".join(part for part in (since, finding.source or "") if part),
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
        counts += [f"{soft} {'bløde' if da else 'soft'}"] if soft else []
        said.append(f"{word('strategy', strategy, language)} ({', '.join(counts)})")
    return wrapped("; ".join(said), first=("Cirkulære klausuler: " if da else "Circular clauses: "), rest="  ")


def _last(case: Checked, report: Report, language: Language, paint: Paint, project: str | None) -> list[str]:
    """The verdict, and one line that says what to do next."""
    da = language == "da"
    words = WORDS[language]
    lines = [paint(f"{clean(case.name)}: {words[report.verdict]}", report.verdict)]
    if report.verdict in ("fail", "unknown"):
        clauses = [
            f.remedy.clause
            for f in report.findings
            if f.verdict == "fail" and f.counts and f.remedy and f.remedy.clause
        ]
        if clauses:
            first = f"circular new clause {clauses[0]}"
            lines += wrapped(
                f"{'næste skridt' if da else 'next'}: {first}"
                + (
                    f" ({len(set(clauses))} {'klausuler afhjælper fundene' if da else 'clauses cure the findings'})"
                    if len(set(clauses)) > 1
                    else ""
                )
            )
        elif project:
            lines += wrapped(f"{'næste skridt' if da else 'next'}: circular optimise {project}")
    return lines


def rule_line() -> str:
    return "─" * width()
