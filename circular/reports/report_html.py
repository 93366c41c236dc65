"""The road to 2030 as one web page for the council and for citizens: where it stands, where it heads, what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from circular.language import Language, day, listing
from circular.register.roadmap import Road, TargetRoad
from circular.reports.page import page
from circular.reports.report_charts import departments_chart, road_chart
from circular.reports.report_words import METHOD, STATUS, TOLD, amount, change, counted, goal, interval

CLASSES = {"behind": "fail", "on_the_way": "pass", "met": "pass", "no_data": "unknown", "out_of_scope": "not_applicable"}  # fmt: skip
ORDER = ("met", "on_the_way", "behind", "no_data", "out_of_scope")
EXPLAINED = {
    "da": {
        "met": "Målet er nået.",
        "on_the_way": "Fortsætter udviklingen, nås målet i tide.",
        "behind": "Målet er ikke nået, eller udviklingen når det ikke i tide.",
        "no_data": "Der er ingen tal endnu, eller for få til at sige noget.",
        "out_of_scope": "Målet ligger uden for udbud og projekter.",
    },
    "en": {
        "met": "The target is reached.",
        "on_the_way": "If things go on as they have, it is reached in time.",
        "behind": "The target is not reached, or the trend does not reach it in time.",
        "no_data": "There are no figures yet, or too few to tell.",
        "out_of_scope": "The target lies outside tenders and projects.",
    },
}


def report_html(road: Road, language: Language, *, versions: bool = False) -> str:
    """The page."""
    counts = {name: sum(item.judged.status == name for item in road.targets) for name in ORDER}
    return page(
        "report.html", language,
        road=road, words=STATUS[language], told=TOLD[language], method=METHOD[language], classes=CLASSES, order=ORDER,
        explained=EXPLAINED[language], counts=counts, versions=versions, lead=_lead(counts, language),
        themes=[(theme, _of(road, theme.id, shown=True), _of(road, theme.id, shown=False)) for theme in road.policy.themes],
        deciding=_deciding, charts=lambda item: _charts(item, language), dated=lambda text: _dated(text, language),
        amount=lambda value, unit: amount(value, unit, language), change=lambda value, unit: change(value, unit, language),
        tallied=lambda tally: counted(tally, language), goal=lambda target: goal(target, language),
        interval=lambda projection, unit: interval(projection, unit, language),
        title=lambda code: road.titles[code][language] if code in road.titles else "",
    )  # fmt: skip


def _lead(counts: dict[str, int], language: Language) -> str:
    """The state of all targets in one sentence."""
    da = language == "da"
    measured = counts["met"] + counts["on_the_way"] + counts["behind"]
    everything = sum(counts.values())
    if not measured:
        return (
            f"Politikken har {everything} mål. Registret rummer endnu ingen tal, der kan vise, hvordan det går."
            if da
            else f"The policy has {everything} targets. The register holds no figures yet that could show how it goes."
        )
    if measured == 1:
        name = next(name for name in ("met", "on_the_way", "behind") if counts[name])
        said = f"Der er tal for ét af dem; det er {STATUS['da'][name]}." if da else f"One of them has figures; it is {STATUS['en'][name]}."  # fmt: skip
        return f"Politikken har {everything} mål. {said}" if da else f"The policy has {everything} targets. {said}"
    parts = [f"{counts[name]} {STATUS[language][name]}" for name in ("met", "on_the_way", "behind") if counts[name]]
    said = listing(parts, language)
    missing = counts["no_data"]
    if da:
        text = f"Politikken har {everything} mål. Af de {measured}, der er tal for, er {said}."
        return text + (f" For {missing} mål er der ingen tal endnu eller for få." if missing else "")
    text = f"The policy has {everything} targets. Of the {measured} with figures, {said}."
    return text + (f" For {missing} targets there are no figures yet, or too few." if missing else "")


def _of(road: Road, theme: str, *, shown: bool) -> Sequence[TargetRoad]:
    """The targets of a theme that have figures, or those that have none."""
    quiet = ("no_data", "out_of_scope")
    return [item for item in road.targets if item.target.theme == theme and ((item.judged.status not in quiet or _years(item)) == shown)]  # fmt: skip


def _years(item: TargetRoad) -> bool:
    return any(shown.measured.years for shown in item.measures)


def _deciding(item: TargetRoad) -> Any:
    return next((shown for shown in item.measures if shown.measured.decides), None)


def _charts(item: TargetRoad, language: Language) -> list[Any]:
    deciding = _deciding(item)
    parts = departments_chart(deciding.measured, item.target, language) if deciding is not None else None
    return [chart for chart in (road_chart(item, language), parts) if chart is not None]


def _dated(text: str, language: Language) -> str:
    """A day of the register as people write it."""
    try:
        return day(date.fromisoformat(text[:10]), language)
    except ValueError:
        return text
