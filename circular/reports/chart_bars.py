"""Bars: stacked by row against limits, and columns by year against budget and floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from circular.reports.svg import WIDTH, Canvas, Rule, Say, Scale, fitted, scale

ROW = 30
LABEL = 210
RIGHT = 96


@dataclass(frozen=True)
class Series:
    """A kind of part that bars are made of."""

    name: str
    style: str


@dataclass(frozen=True)
class Bar:
    """A row or a year with one figure a series; None is not told."""

    label: str
    parts: tuple[float | None, ...]
    told: str = ""
    """What is written at its end."""
    strong: bool = False


def stacked_bars(
    bars: Sequence[Bar],
    series: Sequence[Series],
    say: Say,
    told: str,
    *,
    rules: Sequence[Rule] = (),
    unit: str = "",
    label: float = LABEL,
    right: float = RIGHT,
) -> str:
    """Horizontal bars of stacked parts from a common zero; negative parts stack to the left of it."""
    head = 18 + 17 * len(rules)
    canvas = Canvas(head + ROW * len(bars) + 34, told)
    lows = [sum(part for part in bar.parts if part is not None and part < 0) for bar in bars]
    highs = [sum(part for part in bar.parts if part is not None and part > 0) for bar in bars]
    most = max([*highs, *(rule.value for rule in rules), 0.0])
    x = scale(min([*lows, 0.0]), most or 1.0, label, WIDTH - right, about=6)
    foot = head + ROW * len(bars)
    for tick in x.ticks:
        canvas.line(x(tick), head - 6, x(tick), foot, "grid" if tick else "axis")
        canvas.text(x(tick), foot + 16, say(tick), "q s", "middle")
    canvas.text(WIDTH - right, foot + 31, unit, "q s", "end")
    for index, bar in enumerate(bars):
        y = head + ROW * index
        canvas.text(0, y + 19, fitted(bar.label, label - 14), "b" if bar.strong else "")
        lower, upper = x(0), x(0)
        for kind, part in zip(series, bar.parts, strict=True):
            if not part:
                continue
            width = abs(x(part) - x(0))
            start = upper if part > 0 else lower - width
            canvas.rect(start, y + 5, width, ROW - 10, f"{kind.style} gap", f"{bar.label}: {kind.name} {say(part)} {unit}")  # fmt: skip
            lower, upper = (lower, upper + width) if part > 0 else (lower - width, upper)
        canvas.text(upper + 7, y + 19, bar.told, "b" if bar.strong else "")
    _rules_above(canvas, rules, x, head, foot)
    return canvas.svg()


def _rules_above(canvas: Canvas, rules: Sequence[Rule], x: Scale, head: float, foot: float) -> None:
    for index, rule in enumerate(sorted(rules, key=lambda one: one.value)):
        at, y = x(rule.value), 14 + 17 * index
        canvas.line(at, y + 4, at, foot, f"mark {rule.style}")
        side = "end" if at > WIDTH * 0.7 else "start"
        canvas.text(at + (-5 if side == "end" else 5), y, rule.label, "b s", side)


def columns(
    bars: Sequence[Bar],
    series: Sequence[Series],
    say: Say,
    told: str,
    *,
    ceilings: Sequence[float | None] = (),
    floors: Sequence[float | None] = (),
    unit: str = "",
) -> str:
    """Upright columns of stacked parts; a full line above a column is its ceiling, a broken one its floor."""
    height, top, foot, left = 300.0, 34.0, 264.0, 74.0
    canvas = Canvas(height, told)
    sums = [sum(part for part in bar.parts if part is not None) for bar in bars]
    known = [one for one in (*ceilings, *floors) if one is not None]
    y = scale(0.0, max([*sums, *known, 1e-9]), foot, top, about=4)
    canvas.text(0, 14, unit, "q s")
    for tick in y.ticks:
        canvas.line(left, y(tick), WIDTH, y(tick), "grid" if tick else "axis")
        canvas.text(left - 8, y(tick) + 4, say(tick), "q s", "end")
    room = (WIDTH - left) / max(1, len(bars))
    width = min(86.0, room * 0.62)
    every = max(1, round(len(bars) / 16))
    for index, bar in enumerate(bars):
        middle = left + room * (index + 0.5)
        base = foot
        for kind, part in zip(series, bar.parts, strict=True):
            if part:
                size = foot - y(part)
                canvas.rect(middle - width / 2, base - size, width, size, f"{kind.style} gap", f"{bar.label}: {kind.name} {say(part)} {unit}")  # fmt: skip
                base -= size
        if index % every == 0:
            canvas.text(middle, foot + 18, bar.label, "", "middle")
        if bar.told and len(bars) <= 12:
            ceiling = ceilings[index] if index < len(ceilings) else None
            inside = ceiling is not None and base - 22 < y(ceiling) <= base and foot - base > 24
            canvas.text(middle, base + 16 if inside else base - 6, bar.told, "s onfill" if inside else "s", "middle")
        for values, style in ((ceilings, "mark lred"), (floors, "mark lamber dash")):
            value = values[index] if index < len(values) else None
            if value is not None:
                canvas.line(middle - room * 0.42, y(value), middle + room * 0.42, y(value), style)
    return canvas.svg()


def pairs(bars: Sequence[Bar], series: Sequence[Series], say: Say, told: str, *, unit: str = "") -> str:
    """Two columns beside each other for each name: before and after."""
    height, top, foot, left = 240.0, 34.0, 204.0, 74.0
    canvas = Canvas(height, told)
    most = max([part or 0.0 for bar in bars for part in bar.parts] or [1.0])
    y = scale(0.0, max(most, 1.0), foot, top, about=3)
    canvas.text(0, 14, unit, "q s")
    for tick in y.ticks:
        if tick == int(tick):
            canvas.line(left, y(tick), WIDTH, y(tick), "grid" if tick else "axis")
            canvas.text(left - 8, y(tick) + 4, say(tick), "q s", "end")
    room = (WIDTH - left) / max(1, len(bars))
    width = min(38.0, room * 0.36)
    for index, bar in enumerate(bars):
        middle = left + room * (index + 0.5)
        canvas.text(middle, foot + 18, bar.label, "b", "middle")
        for place, (kind, part) in enumerate(zip(series, bar.parts, strict=True)):
            x = middle - width - 1 + place * (width + 2)
            size = foot - y(part or 0.0)
            canvas.rect(x, foot - size, width, size, f"{kind.style} gap", f"{bar.label}: {kind.name} {say(part or 0.0)} {unit}")  # fmt: skip
            if part:
                canvas.text(x + width / 2, foot - size - 5, say(part), "s", "middle")
    return canvas.svg()
