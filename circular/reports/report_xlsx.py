"""The road to 2030 as a workbook: targets, years, cases, missing demands."""

from __future__ import annotations

from typing import Any

from circular.language import Language
from circular.packed import sheets_packed
from circular.register.roadmap import Road
from circular.reports.plain import clean
from circular.reports.report_words import METHOD, STATUS, TOLD, goal

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def report_workbook(road: Road, language: Language) -> bytes:
    """The workbook's bytes."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    da = language == "da"
    book = Workbook()
    del book[book.sheetnames[0]]

    def sheet(name: str, heading: list[str], rows: list[list[Any]]) -> None:
        page = book.create_sheet(name)
        page.append(heading)
        for row in rows:
            page.append([_cell(value) for value in row])
        for cell in page[1]:
            cell.font = Font(bold=True)
        page.freeze_panes = "A2"

    sheet(
        "Mål" if da else "Targets",
        ["Mål", "Tekst", "Krav", "Status", "Begrundelse", "År", "Værdi", "Tendens/år", "Kræver/år", "Fremskrevet", "Lav", "Høj"] if da
        else ["Target", "Text", "Goal", "Status", "Because", "Year", "Value", "Trend/year", "Needs/year", "Projected", "Low", "High"],
        [_target_row(item, language) for item in road.targets],
    )  # fmt: skip
    sheet(
        "År" if da else "Years",
        ["Mål", "Måling", "År", "Værdi", "Opfyldt", "Ikke opfyldt", "Uafgjort", "Andel efter værdi", "Kilde"] if da
        else ["Target", "Measure", "Year", "Value", "Met", "Not met", "Untold", "Share by value", "Source"],
        [
            [item.target.id, s.measured.measure.name[language], y.year, y.value,
             *((y.tally.met, y.tally.not_met, y.tally.unknown, y.tally.share_by_value) if y.tally else (None,) * 4),
             y.figure.source if y.figure else None]
            for item in road.targets for s in item.measures for y in s.measured.years
        ],
    )  # fmt: skip
    sheet(
        "Sager" if da else "Cases",
        ["Mål", "Sag", "Navn", "Fagcenter", "År", "Svar", "Bedømt", "Regler"] if da
        else ["Target", "Case", "Name", "Department", "Year", "Answer", "Judged", "Rules"],
        [
            [item.target.id, c.case, c.name, c.department, c.year, TOLD[language][c.told], c.judged_on, ", ".join(c.codes)]
            for item in road.targets for s in item.measures if s.measured.decides for c in s.evidence
        ],
    )  # fmt: skip
    sheet(
        "Mangler" if da else "Missing",
        ["Regel", "Krav", "Udbud", "Klausul"] if da else ["Rule", "Demand", "Tenders", "Clause"],
        [[d.code, road.titles[d.code][language] if d.code in road.titles else "", d.cases, d.clause] for d in road.gaps.demands],
    )  # fmt: skip
    sheet("Metode" if da else "Method", ["Metode" if da else "Method"], [[METHOD[language]], *([text[language]] for text in road.not_known)])  # fmt: skip
    return sheets_packed(book)


def _target_row(item: Any, language: Language) -> list[Any]:
    judged, now = item.judged, next((s.measured.now for s in item.measures if s.measured.decides), None)
    p = judged.projection
    return [
        item.target.id, item.target.text[language], goal(item.target, language), STATUS[language][judged.status], judged.because[language],
        now.year if now else None, now.value if now else None, judged.trend_per_year, judged.needed_per_year,
        p.value if p else None, p.low if p else None, p.high if p else None,
    ]  # fmt: skip


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula is marked as text."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    return "'" + text if text.lstrip().startswith(DANGEROUS) else text
