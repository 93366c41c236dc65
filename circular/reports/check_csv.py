"""The checklist as CSV: one row a rule, the same columns as the workbook, readable by any spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from circular.checking import Checked
from circular.language import Language, day
from circular.reports.check_words import WORDS, source_said
from circular.reports.plain import clean
from circular.reports.quotes import Quotes
from circular.reports.rows import measured, ordered, to_do
from circular.rulebook.model import Finding
from circular.written import harmless

HEADING = {
    "da": ("Sag", "Regel", "Navn", "Krav", "Status", "Vægt", "Grundlag", "Mål", "Begrundelse", "Sted", "Citat", "Tal / grænse", "Gælder fra", "Kilde", "Foreløbig", "Gør sådan"),
    "en": ("Case", "Rule", "Name", "Demand", "Status", "Severity", "Basis", "Goal", "Because", "Place", "Quote", "Number / threshold", "In force from", "Source", "Provisional", "What to do"),
}  # fmt: skip


def check_csv(cases: Sequence[Checked], language: Language) -> str:
    """Semicolons in Danish and commas in English, as spreadsheets of each language expect; every place of a finding in one cell."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";" if language == "da" else ",", lineterminator="\r\n")
    writer.writerow(HEADING[language])
    for case in cases:
        for row in _rows(case, language):
            writer.writerow([neutral(cell) for cell in row])
    return stream.getvalue()


def _rows(case: Checked, language: Language) -> list[list[str]]:
    if case.fault is not None:
        said = "kunne ikke bedømmes" if language == "da" else "could not be judged"
        return [[case.name, "", "", "", said, "", "", "", case.fault.told(language), *[""] * 7]]
    quotes = Quotes(case)
    return [_row(case, finding, quotes, language) for finding in ordered(case)]


def _row(case: Checked, f: Finding, quotes: Quotes, language: Language) -> list[str]:
    from circular.rulebook import marks_in_words

    words = WORDS[language]
    places = [place.text(language) for place in dict.fromkeys(f.places)] or ([f.belongs.text(language)] if f.belongs else [])  # fmt: skip
    said = list(dict.fromkeys(quotes.words(place) for place in f.places if quotes.words(place)))
    return [
        case.name, f.code, f.name, f.title[language], words[f.verdict if f.counts else "waived"], words[f.severity],
        words[f.basis], f.goal or "", f.because[language], "\n".join(places), "\n".join(said), measured(f, language),
        day(f.since, language) if f.since else "", source_said(f, language),
        marks_in_words(f.provisional, language) if f.provisional else "", to_do(f, case, language),
    ]  # fmt: skip


def neutral(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: cleaned line by line, and quoted where it begins like one."""
    said = "\n".join(line for line in (clean(line) for line in text.splitlines()) if line)
    return harmless(said)
