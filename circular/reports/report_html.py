"""The road to 2030 as one web page for the council and for citizens: no request to anywhere, everything escaped."""

from __future__ import annotations

from circular.language import Language, day
from circular.register.roadmap import Road
from circular.reports.page import page
from circular.reports.report_words import METHOD, STATUS, TOLD, amount, change, counted, goal, interval


def report_html(road: Road, language: Language, *, versions: bool = False) -> str:
    """The page."""
    counts = {name: sum(t.judged.status == name for t in road.targets) for name in STATUS[language]}
    return page(
        "report.html", language,
        road=road, words=STATUS[language], told=TOLD[language], method=METHOD[language],
        counts=counts, versions=versions, today=day(road.as_of, language),
        amount=lambda value, unit: amount(value, unit, language), change=lambda value, unit: change(value, unit, language),
        tallied=lambda tally: counted(tally, language), goal=lambda target: goal(target, language),
        interval=lambda projection, unit: interval(projection, unit, language),
        title=lambda code: road.titles[code][language] if code in road.titles else "",
    )  # fmt: skip
