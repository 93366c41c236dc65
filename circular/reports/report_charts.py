"""Drawings of the road to 2030: a target's figures year by year, its goal, and where the trend points; departments side by side."""

from __future__ import annotations

from circular.language import Language, number
from circular.register.measured import Measured
from circular.register.policy_model import Target
from circular.register.roadmap import TargetRoad
from circular.reports.chart_bars import Bar, Series, stacked_bars
from circular.reports.chart_lines import Line, Span, lines
from circular.reports.report_words import amount, counted, goal, interval, unit
from circular.reports.svg import Chart, Rule, Say

DRAWN = ("percent", "percent_change", "percent_point_per_year", "dkk", "buildings")
MILLION = 1_000_000
LAST_YEAR_SHOWN = 2035


def road_chart(item: TargetRoad, language: Language) -> Chart | None:
    """The measure that decides: its years, the goal, and the projection with its interval."""
    target = item.target
    deciding = next((shown.measured for shown in item.measures if shown.measured.decides), None)
    points = [(float(y.year), y.value) for y in deciding.years if y.value is not None] if deciding else []
    if deciding is None or not points or target.unit not in DRAWN:
        return None
    da = language == "da"
    by = MILLION if target.unit == "dkk" else 1
    drawn = [Line("tallet" if da else "the figure", tuple((x, value / by) for x, value in points), "l1", "f1", labels=_labels([value for _, value in points], target.unit, language))]  # fmt: skip
    spans = []
    p = item.judged.projection
    if p is not None:
        drawn.append(Line("fremskrevet" if da else "projected", (drawn[0].points[-1], (float(p.year), p.value / by)), "l5", "f5", broken=True, labels=("", _short(p.value, target.unit, language))))  # fmt: skip
        if p.low is not None and p.high is not None:
            spans.append(Span(float(p.year), p.low / by, p.high / by, interval(p, target.unit, language)))
    rules = []
    if target.value is not None:
        rules.append(Rule(float(target.value) / by, f"{'mål' if da else 'goal'} {amount(float(target.value), target.unit, language)}", "lgreen"))  # fmt: skip
    if p is None and target.when == "by_year" and target.year is not None and points[-1][0] < target.year <= LAST_YEAR_SHOWN:  # fmt: skip
        drawn.append(Line("", ((float(target.year), points[-1][1] / by),), "l5", "fnone", dots=False))
    shown_unit = ("mio. kr." if da else "DKK million") if by == MILLION else unit(target.unit, language)
    told = f"{deciding.measure.name[language]}: {'; '.join(f'{year:.0f} {amount(value, target.unit, language)}' for year, value in points)}. {goal(target, language)}."  # fmt: skip
    if p is not None:
        told += f" {'Fremskrevet' if da else 'Projected'} {interval(p, target.unit, language)}."
    svg = lines(drawn, _year, _plain(language), told, rules=rules, spans=spans, unit_y=shown_unit, height=250, whole_x=True)  # fmt: skip
    legend = [("f1", "tallene" if da else "the figures")]
    if p is not None:
        legend.append(("f5", "fremskrevet, hvis det fortsætter som hidtil" if da else "projected, if things go on as they have"))  # fmt: skip
    head = ("År" if da else "Year", deciding.measure.name[language], "Grundlag" if da else "Basis")
    return Chart(deciding.measure.name[language], "", svg, tuple(legend), head, _rows(deciding, target, language))


def departments_chart(measured: Measured, target: Target, language: Language) -> Chart | None:
    """The newest year by department, where there are several."""
    splits = [split for split in measured.by_department if split.name and split.value is not None]
    if len(splits) < 2 or measured.measure.kind not in ("share", "departments") or measured.now is None:
        return None
    da = language == "da"
    bars = [Bar(split.name, (split.value,), f"{amount(split.value, 'percent', language)} ({counted(split.tally, language)})") for split in splits[:20]]  # fmt: skip
    title = f"{'Fagcentre' if da else 'Departments'} {measured.now.year}"
    svg = stacked_bars(bars, [Series("", "f1")], _plain(language), f"{title}: {', '.join(f'{bar.label} {bar.told}' for bar in bars)}", unit="%", right=190)  # fmt: skip
    return Chart(title, "", svg, (), (), ())


def _rows(measured: Measured, target: Target, language: Language) -> tuple[tuple[str, ...], ...]:
    of = target.unit if measured.measure.unit == "own" else measured.measure.unit
    return tuple(
        (str(y.year), amount(y.value, of, language), y.figure.source if y.figure else counted(y.tally, language))
        for y in measured.years
    )


def _labels(values: list[float], unit_name: str, language: Language) -> tuple[str, ...]:
    """What is written at the points: all of a few, else the first and the last."""
    told = [_short(value, unit_name, language) for value in values]
    return tuple(text if len(told) <= 6 or index in (0, len(told) - 1) else "" for index, text in enumerate(told))


def _short(value: float, unit_name: str, language: Language) -> str:
    if unit_name == "dkk":
        return number(round(value / MILLION, 1), language)
    return amount(value, unit_name, language).replace(" procentpoint/år", "").replace(" percentage points/year", "")


def _year(value: float) -> str:
    return f"{value:.0f}"


def _plain(language: Language) -> Say:
    return lambda value: number(round(value, 3), language)
