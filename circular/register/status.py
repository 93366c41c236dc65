"""On the way, behind, met, no data, out of scope: what the figures say of a target, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from circular.language import Words
from circular.register.measured import Measured, YearValue, few
from circular.register.policy_model import Target
from circular.register.projection import Projection, project

Status = Literal["met", "on_the_way", "behind", "no_data", "out_of_scope"]


@dataclass(frozen=True)
class Judged:
    """A target's status with its reason, and the road to it."""

    status: Status
    because: Words
    projection: Projection | None = None
    needed_per_year: float | None = None
    """What the value must change a year, from its newest year on, to arrive in the target year."""
    trend_per_year: float | None = None


COUNTED = ("buildings", "dkk", "kwh_year")
"""Units of what can't be less than nothing."""


def status_of(target: Target, deciding: Measured | None, year: int) -> Judged:
    """The status in the year of the report. Missing figures are never a pass, and one year of figures is no trend."""
    if target.scope == "out_of_scope" or deciding is None:
        return Judged("out_of_scope", target.reason or Words(da="uden for værktøjet", en="outside the tool"))
    now = deciding.now
    if now is None or now.value is None:
        return Judged("no_data", Words(da="ingen tal endnu", en="no figures yet"))
    points = [point for point in deciding.points() if point.year <= year]
    goal_year = max(target.year or year, year) if target.when != "every_year" else year + 1
    if target.when in ("from_year", "no_year"):
        goal_year = max(target.year or 0, year + 1)
    least = 0.0 if target.unit in COUNTED else None
    projection = project(points, goal_year, least) if goal_year > points[-1].year else None
    trend = projection.slope_per_year if projection else None
    if target.value is None:
        return _without_number(trend, projection)
    goal = float(target.value)
    due = target.when in ("from_year", "every_year") or target.year is None or target.year <= year
    needed = None if goal_year <= now.year else (goal - now.value) / (goal_year - now.year)
    if due and target.when == "by_year":
        needed = None
    if _reached(target, now.value):
        if target.when in ("from_year", "every_year") and now.year < year - 1:
            return Judged("no_data", Words(da=f"holdt i {now.year}; intet tal siden", en=f"held in {now.year}; no figure since"), projection, None, trend)  # fmt: skip
        return Judged("met", _reached_in(deciding, now), projection, 0.0 if needed is not None else None, trend)  # fmt: skip
    if due:
        since = target.year if target.year is not None else now.year
        if target.when == "by_year":
            because = Words(da=f"skulle være nået i {since}", en=f"was due in {since}")
        elif target.when == "from_year" and since > year:
            return _coming(target, projection, needed, trend)
        else:
            because = Words(da=f"gælder fra {since} og er ikke nået", en=f"holds from {since} and is not reached")
        return Judged("behind", because, projection, needed, trend)
    return _coming(target, projection, needed, trend)


def _reached_in(deciding: Measured, now: YearValue) -> Words:
    if not few(deciding.measure, now) or now.tally is None:
        return Words(da=f"nået i {now.year}", en=f"reached in {now.year}")
    count = now.tally.total
    return Words(
        da=f"nået i {now.year}, men kun {count} {'sag' if count == 1 else 'sager'}",
        en=f"reached in {now.year}, but only {count} {'case' if count == 1 else 'cases'}",
    )


def _coming(target: Target, projection: Projection | None, needed: float | None, trend: float | None) -> Judged:
    """A target whose year has not come."""
    if projection is None:
        return Judged("behind", Words(da="ikke nået, og ét år med tal viser ingen tendens", en="not reached, and one year of figures shows no trend"), None, needed, None)  # fmt: skip
    if not _reached(target, projection.value):
        return Judged("behind", Words(da="tendensen når ikke målet i tide", en="the trend does not reach the target in time"), projection, needed, trend)  # fmt: skip
    weak = projection.low if target.comparator == ">=" else projection.high
    if weak is not None and _reached(target, weak):
        return Judged("on_the_way", Words(da="tendensen når målet, også i den forsigtige ende", en="the trend reaches the target, at the cautious end too"), projection, needed, trend)  # fmt: skip
    return Judged("on_the_way", Words(da="tendensen når målet, men den forsigtige ende gør ikke", en="the trend reaches the target, but its cautious end does not"), projection, needed, trend)  # fmt: skip


def _without_number(trend: float | None, projection: Projection | None) -> Judged:
    """Politics set no number: the direction is all that can be told."""
    if trend is None:
        return Judged("no_data", Words(da="politikken sætter intet tal, og ét år viser ingen retning", en="the policy sets no number, and one year shows no direction"))  # fmt: skip
    rising = trend > 0
    return Judged(
        "on_the_way" if rising else "behind",
        Words(da="politikken sætter intet tal; andelen stiger", en="the policy sets no number; the share rises")
        if rising
        else Words(da="politikken sætter intet tal; andelen stiger ikke", en="the policy sets no number; the share does not rise"),
        projection, None, trend,
    )  # fmt: skip


def _reached(target: Target, value: float) -> bool:
    assert target.value is not None
    goal, slack = float(target.value), 1e-9
    return value <= goal + slack if target.comparator == "<=" else value >= goal - slack
