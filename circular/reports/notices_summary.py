"""The summary of many notices as text, JSON, workbook and web page."""

from __future__ import annotations

from typing import Any

from circular.comparing.notices import DIMENSIONS, Summary, Tally
from circular.language import Language
from circular.packed import sheets_packed
from circular.reports.notices_words import cells, columns, heading, lead, name_of, notes
from circular.reports.plain import clean, table, wrapped

SCHEMA = "circular/notices/1"


def summary_text(summary: Summary, language: Language) -> str:
    """Everything, aligned in columns of short names."""
    da = language == "da"
    short = ["Antal", "Delaft.", "Krav", "Andel", "circ-econ", "Grøn vægt", "Vægte", "Modsig."] if da else ["Number", "Lots", "Demand", "Share", "circ-econ", "Green weight", "Weights", "Contrad."]  # fmt: skip
    lines = wrapped(lead(summary, language))
    for dimension in DIMENSIONS:
        rows = [[clean(name_of(dimension, value, language)), *cells(tally, language)] for value, tally in summary.rows(dimension)]  # fmt: skip
        if rows:
            lines += ["", *table([[heading(dimension, language), *short], *rows], right=tuple(range(1, 9)))]
    if summary.total.by_rule:
        lines += ["", "Regler, der ikke holder (delaftaler)" if da else "Rules that fall short (lots)"]
        for code, count in sorted(summary.total.by_rule.items()):
            lines += wrapped(clean(summary.titles.get(code, "")), first=f"  {code} {count:>6}  ", rest=" " * 18)
    if summary.unread_named:
        lines += ["", "Kunne ikke læses" if da else "Could not be read"]
        for name, why in summary.unread_named:
            lines += wrapped(f"{name}: {why}", first="  ")
        if summary.unread > len(summary.unread_named):
            more = summary.unread - len(summary.unread_named)
            lines.append(f"  og {more} til" if da else f"  and {more} more")
    lines += [""]
    for said in notes(language):
        lines += wrapped(said, first="   |  ")
    return "\n".join(lines)


def summary_json(summary: Summary, language: Language) -> dict[str, Any]:
    """circular/notices/1."""
    return {
        "schema": SCHEMA, "total": _tally(summary.total),
        "by": {
            dimension: [
                {"value": value or None, "name": name_of(dimension, value, language), **_tally(tally)}
                for value, tally in summary.rows(dimension)
            ]
            for dimension in DIMENSIONS
        },
        "rules": summary.titles, "unread": summary.unread, "unread_named": [{"case": name, "why": why} for name, why in summary.unread_named],
        "others": summary.others,
    }  # fmt: skip


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "notices": tally.notices, "lots": tally.lots, "with_demand": tally.demanding,
        "demand_share": _rounded(tally.demand_share), "tagged": tally.tagged, "lots_with_weights": tally.weighed,
        "green_weight": _rounded(tally.green_weight), "contradictions": tally.contradictions, "contradicted_notices": tally.contradicted,
        "by_rule": dict(sorted(tally.by_rule.items())),
    }  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def summary_workbook(summary: Summary, language: Language) -> bytes:
    """A sheet a dimension, one of the rules, one of what could not be read; figures as numbers, texts never as formulas."""
    from openpyxl import Workbook

    from circular.reports.sheets import add_sheet

    da = language == "da"
    book = Workbook()
    del book[book.sheetnames[0]]
    widths = [28, *([16] * 8)]
    for dimension in DIMENSIONS:
        rows = [[name_of(dimension, value, language), *_figures(tally)] for value, tally in summary.rows(dimension)]
        rows.append(["I alt" if da else "In all", *_figures(summary.total)])
        add_sheet(book, heading(dimension, language), [heading(dimension, language), *columns(language)], widths, rows)
    rules = [[code, summary.titles.get(code, ""), count] for code, count in sorted(summary.total.by_rule.items())]
    add_sheet(book, "Regler" if da else "Rules", ["Regel", "Hvad reglen siger", "Delaftaler, der ikke holder"] if da else ["Rule", "What the rule says", "Lots that fall short"], [12, 70, 18], rules)  # fmt: skip
    if summary.unread_named:
        add_sheet(book, "Ulæst" if da else "Unread", ["Sag", "Hvorfor"] if da else ["Case", "Why"], [40, 90], [list(one) for one in summary.unread_named])  # fmt: skip
    add_sheet(book, "Noter" if da else "Notes", ["Noter" if da else "Notes"], [120], [[lead(summary, language)], *([said] for said in notes(language))])  # fmt: skip
    return sheets_packed(book)


def _figures(tally: Tally) -> list[Any]:
    return [
        tally.notices, tally.lots, tally.demanding, _rounded(tally.demand_share), tally.tagged, _rounded(tally.green_weight),
        tally.weighed, tally.contradictions,
    ]  # fmt: skip


def summary_html(summary: Summary, language: Language) -> str:
    """One page that asks nothing of any other address."""
    from circular.reports.page import page

    return page(
        "notices.html",
        language,
        summary=summary,
        lead=lead(summary, language),
        columns=columns(language),
        notes=notes(language),
        groups=[
            (
                dimension,
                heading(dimension, language),
                [
                    (name_of(dimension, value, language), cells(tally, language))
                    for value, tally in summary.rows(dimension)
                ],
            )
            for dimension in DIMENSIONS
        ],
        total=cells(summary.total, language),
        rules=sorted(summary.total.by_rule.items()),
    )
