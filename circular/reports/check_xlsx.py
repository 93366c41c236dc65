"""The checklist as a workbook: one row a rule to be worked through, and sheets for what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from circular.checking import Checked
from circular.clauses.because import evidence_said
from circular.clauses.model import Clause
from circular.clauses.names import word
from circular.language import Language, day
from circular.packed import sheets_packed
from circular.reports.check_words import WORDS, source_said, summary
from circular.reports.quotes import Quotes
from circular.reports.rows import link, measured, ordered, to_do
from circular.reports.sheets import Link, Verdict, add_sheet

Files = Mapping[str, str]
STATUS = {
    "read": ("læst", "read"), "partly_read": ("kun delvis læst", "only partly read"),
    "unreadable": ("kunne ikke læses", "could not be read"), "unsupported": ("ikke understøttet", "not supported"),
}  # fmt: skip


def check_workbook(cases: Sequence[Checked], language: Language, files: Sequence[Files] = ()) -> bytes:
    """The workbook's bytes; `files` holds, a case, the link to each document that lies open on the disk."""
    from openpyxl import Workbook

    book: Any = Workbook()
    book.remove(book.active)
    links = [*files, *({} for _ in range(len(cases) - len(files)))]
    pairs = list(zip(cases, links, strict=True))
    _checklist(book, pairs, language)
    _clauses(book, pairs, language)
    _documents(book, pairs, language)
    _waivers(book, cases, language)
    _sources(book, cases, language)
    return sheets_packed(book)


def _checklist(book: Any, pairs: Sequence[tuple[Checked, Files]], language: Language) -> None:
    da = language == "da"
    words = WORDS[language]
    heading = (
        ["Sag", "Regel", "Krav", "Status", "Vægt", "Grundlag", "Begrundelse", "Sted", "Citat", "Tal / grænse", "Kilde", "Gør sådan", "Vurdering", "Ansvarlig"]
        if da
        else ["Case", "Rule", "Demand", "Status", "Severity", "Basis", "Because", "Place", "Quote", "Number / threshold", "Source", "What to do", "Assessment", "Responsible"]
    )  # fmt: skip
    rows: list[list[Any]] = []
    for case, files in pairs:
        if case.fault is not None:
            rows.append([case.name, "", "", Verdict("kunne ikke bedømmes" if da else "could not be judged", "unknown"), "", "", case.fault.told(language)])  # fmt: skip
            continue
        quotes = Quotes(case)
        for f in ordered(case):
            shown = f.verdict if f.counts else "waived"
            place = f.places[0] if f.places else f.belongs
            where = place.text(language) if place else ", ".join(f.searched)
            more = len(f.places) - 1
            where += f" (+{more})" if more > 0 else ""
            said = "\n".join(dict.fromkeys(quotes.words(p)[:400] for p in f.places[:3] if quotes.words(p)))
            source = " · ".join(
                part for part in (day(f.since, language) if f.since else "", source_said(f, language)) if part
            )
            rows.append([
                case.name, f"{f.code} {f.name}", f.title[language], Verdict(words[shown], shown), words[f.severity], words[f.basis], f.because[language],
                Link(where, link(place, files) if place else ""), said, measured(f, language), source, to_do(f, case, language), None, None,
            ])  # fmt: skip
    sheet = add_sheet(book, "Tjekliste" if da else "Checklist", heading, (16, 18, 26, 13, 9, 12, 40, 24, 36, 14, 24, 40, 18, 14), rows)  # fmt: skip
    sheet.freeze_panes = "D2"


def _clauses(book: Any, pairs: Sequence[tuple[Checked, Files]], language: Language) -> None:
    da = language == "da"
    heading = ["Sag", "Strategi", "Styrke", "Rolle", "Klausul", "Sted", "Hvorfor"] if da else ["Case", "Strategy", "Strength", "Role", "Clause", "Place", "Why"]  # fmt: skip
    rows = [
        [case.name, word("strategy", c.strategy, language), strength(c, language), word("role", c.role, language), c.text,
         Link(c.place.text(language), link(c.place, files)), c.because if da else ", ".join(evidence_said(e, language) for e in c.evidence)]
        for case, files in pairs
        for c in (case.tender.clauses if case.tender else ())
        if c.strategy
    ]  # fmt: skip
    add_sheet(book, "Klausuler" if da else "Clauses", heading, (16, 20, 14, 16, 60, 28, 40), rows)


def strength(clause: Clause, language: Language) -> str:
    """How hard a clause demands, or that it is struck or a barrier."""
    return word("strength", "struck" if clause.struck else "barrier" if clause.barrier else clause.strength, language)


def _documents(book: Any, pairs: Sequence[tuple[Checked, Files]], language: Language) -> None:
    da = language == "da"
    heading = ["Sag", "Fil", "Status", "Hvorfor", "Sider"] if da else ["Case", "File", "Status", "Why", "Pages"]
    rows: list[list[Any]] = []
    for case, files in pairs:
        for document in sorted(case.documents, key=lambda one: one.status == "read"):
            why = document.why if da else document.why_en or document.why
            meaning = "pass" if document.status == "read" else "unknown"
            rows.append([case.name, Link(document.file, files.get(document.file, "")), Verdict(STATUS[document.status][0 if da else 1], meaning), why, document.pages])  # fmt: skip
        for reference in case.tender.references if case.tender else ():
            if reference.resolved is None and reference.carries_demands:
                absent = Verdict("ikke i materialet" if da else "not in the package", "unknown")
                rows.append([case.name, reference.target, absent, reference.place.text(language), None])
    add_sheet(book, "Dokumenter" if da else "Documents", heading, (16, 44, 20, 60, 9), rows)


def _waivers(book: Any, cases: Sequence[Checked], language: Language) -> None:
    da = language == "da"
    heading = ["Sag", "Regel", "Begrundelse", "Besluttet af", "Indtil", "Udløbet"] if da else ["Case", "Rule", "Reason", "Decided by", "Until", "Expired"]  # fmt: skip
    yes, no = ("ja", "nej") if da else ("yes", "no")
    rows = [
        [case.name, f"{f.code} {f.name}", f.waiver.reason, f.waiver.by, day(f.waiver.until, language) if f.waiver.until else "", yes if f.waiver.expired else no]
        for case in cases
        for f in (case.report.findings if case.report else ())
        if f.waiver
    ]  # fmt: skip
    add_sheet(book, "Fravigelser" if da else "Waivers", heading, (16, 26, 60, 22, 18, 10), rows)


def _sources(book: Any, cases: Sequence[Checked], language: Language) -> None:
    da = language == "da"
    rows: list[list[Any]] = []
    for case in cases:
        if case.report is not None:
            rows.append([case.name, "Samlet" if da else "In all", summary(case, case.report, language)])
            rows.append([case.name, "Bedømt" if da else "Judged on", day(case.judged_on, language)])
            rows.append([case.name, "Regelsæt" if da else "Rulebook", case.rulebook_version])
            rows += [
                [case.name, f"{f.code} {f.name}", source_said(f, language)] for f in case.report.findings if f.source
            ]
    heading = ["Sag", "Regel", "Kilde"] if da else ["Case", "Rule", "Source"]
    add_sheet(book, "Kilder" if da else "Sources", heading, (16, 30, 100), rows)
