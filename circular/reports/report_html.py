"""The road to 2030 as one web page for the council: no script, no request to anywhere, everything escaped."""

from __future__ import annotations

from importlib.resources import files

from circular.language import Language, day
from circular.register.roadmap import Road
from circular.reports.plain import clean
from circular.reports.report_words import METHOD, STATUS, TOLD, amount, change, counted, goal, interval


def report_html(road: Road, language: Language, *, versions: bool = False) -> str:
    """The page."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["clean"] = clean
    template = environment.from_string(
        (files("circular.reports") / "templates" / "report.html").read_text(encoding="utf-8")
    )
    counts = {name: sum(t.judged.status == name for t in road.targets) for name in STATUS[language]}
    return template.render(
        road=road, language=language, da=language == "da", words=STATUS[language], told=TOLD[language], method=METHOD[language],
        counts=counts, versions=versions, today=day(road.as_of, language), style=_style(),
        amount=lambda value, unit: amount(value, unit, language), change=lambda value, unit: change(value, unit, language),
        counted=lambda tally: counted(tally, language), goal=lambda target: goal(target, language),
        interval=lambda projection, unit: interval(projection, unit, language),
        day=lambda value: day(value, language), title=lambda code: road.titles[code][language] if code in road.titles else "",
    )  # fmt: skip


def _style() -> str:
    """The style sheet of the check's page, so that both look alike."""
    from markupsafe import Markup

    page = (files("circular.reports") / "templates" / "check.html").read_text(encoding="utf-8")
    return Markup(page.split("<style>", 1)[1].split("</style>", 1)[0])  # noqa: S704
