"""Lines: figures over years with target and projection, cost against emission, and steps of widening cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from circular.reports.chart_bars import Series
from circular.reports.svg import WIDTH, Canvas, Rule, Say, fitted, scale

TOP, LEFT = 30.0, 74.0


@dataclass(frozen=True)
class Line:
    """Points that belong together, drawn as a line with dots."""

    name: str
    points: tuple[tuple[float, float], ...]
    style: str = "l1"
    fill: str = "f1"
    broken: bool = False
    dots: bool = True
    labels: tuple[str, ...] = ()
    """Written above the points, in their order; '' for none."""


@dataclass(frozen=True)
class Span:
    """An interval at one place of the axis: the projected figure with its low and high end."""

    x: float
    low: float
    high: float
    label: str = ""


def lines(
    drawn: Sequence[Line],
    say_x: Say,
    say_y: Say,
    told: str,
    *,
    rules: Sequence[Rule] = (),
    spans: Sequence[Span] = (),
    unit_x: str = "",
    unit_y: str = "",
    height: float = 300.0,
    zero: bool = True,
    whole_x: bool = False,
) -> str:
    """Lines in one frame; `zero` begins the upright axis at 0, `whole_x` marks whole figures (years) only."""
    xs = [x for line in drawn for x, _ in line.points] + [span.x for span in spans]
    ys = [y for line in drawn for _, y in line.points] + [v for span in spans for v in (span.low, span.high)]
    ys += [rule.value for rule in rules]
    foot = height - (48.0 if unit_x else 32.0)
    canvas = Canvas(height, told)
    if not xs:
        return canvas.svg()
    y = scale(min([0.0, *ys] if zero else ys), max(ys), foot, TOP, about=4)
    low, high = min(xs), max(xs)
    pad = (high - low) * 0.04 or 0.5
    x = scale(low - pad, high + pad, LEFT, WIDTH - 24, about=7, exact=True)
    canvas.text(0, 13, unit_y, "q s")
    for tick in y.ticks:
        canvas.line(LEFT, y(tick), WIDTH - 24, y(tick), "grid" if tick else "axis")
        canvas.text(LEFT - 8, y(tick) + 4, say_y(tick), "q s", "end")
    for tick in _whole(low, high) if whole_x else x.ticks:
        canvas.line(x(tick), foot, x(tick), foot + 5, "axis")
        canvas.text(x(tick), foot + 19, say_x(tick), "q s", "middle")
    canvas.text(WIDTH - 24, height - 4, unit_x, "q s", "end")
    for span in spans:
        canvas.rect(x(span.x) - 11, y(span.high), 22, y(span.low) - y(span.high), "f5 band", span.label)
        canvas.line(x(span.x) - 11, y(span.high), x(span.x) + 11, y(span.high), "mark lq")
        canvas.line(x(span.x) - 11, y(span.low), x(span.x) + 11, y(span.low), "mark lq")
    for rule in rules:
        canvas.line(LEFT, y(rule.value), WIDTH - 24, y(rule.value), f"mark dash {rule.style}")
        canvas.text(LEFT + 6, y(rule.value) - 6, rule.label, "b s")
    for line in drawn:
        canvas.path([(x(a), y(b)) for a, b in line.points], f"line {line.style}{' dash' if line.broken else ''}")
        for index, (a, b) in enumerate(line.points if line.dots else ()):
            label = line.labels[index] if index < len(line.labels) else ""
            canvas.dot(x(a), y(b), f"{line.fill} gap", title=f"{line.name}: {say_x(a)}, {say_y(b)}")
            if label:
                side = "end" if x(a) > WIDTH - 70 else "start" if x(a) < LEFT + 18 else "middle"
                canvas.text(x(a), y(b) - 11, label, "s", side)
    return canvas.svg()


def _whole(low: float, high: float) -> list[float]:
    """Whole figures between the ends, at most a dozen of them."""
    count = int(high) - int(low) + 1
    every = max(1, -(-count // 12))
    return [float(value) for value in range(int(low), int(high) + 1, every)]


@dataclass(frozen=True)
class Step:
    """One step of a curve: how wide (tonnes), how high (DKK a tonne), and what it is."""

    name: str
    width: float
    height: float
    style: str = "f1"


def steps(drawn: Sequence[Step], say_x: Say, say_y: Say, told: str, *, unit_x: str, unit_y: str, top: float | None = None) -> str:  # fmt: skip
    """Columns side by side, each as wide as what it brings and as high as what it costs; higher ones than `top` are cut there."""
    height, foot = 330.0, 282.0
    canvas = Canvas(height, told)
    whole = sum(step.width for step in drawn)
    if not drawn or whole <= 0:
        return canvas.svg()
    shown = [step.height if top is None else min(step.height, top) for step in drawn]
    y = scale(min([0.0, *shown]), max([0.0, *shown]), foot, TOP, about=4)
    x = scale(0.0, whole, LEFT, WIDTH - 24, about=6, exact=True)
    canvas.text(0, 13, unit_y, "q s")
    for tick in y.ticks:
        canvas.line(LEFT, y(tick), WIDTH - 24, y(tick), "grid" if tick else "axis")
        canvas.text(LEFT - 8, y(tick) + 4, say_y(tick), "q s", "end")
    for tick in x.ticks:
        canvas.line(x(tick), foot, x(tick), foot + 5, "axis")
        canvas.text(x(tick), foot + 19, say_x(tick), "q s", "middle")
    canvas.text(WIDTH - 24, height - 4, unit_x, "q s", "end")
    at = 0.0
    for step, cut in zip(drawn, shown, strict=True):
        left, right = x(at), x(at + step.width)
        upper, lower = sorted((y(cut), y(0.0)))
        canvas.rect(left, upper, right - left, max(1.5, lower - upper), f"{step.style} gap", f"{step.name}: {say_x(step.width)} {unit_x}, {say_y(step.height)} {unit_y}")  # fmt: skip
        if right - left > 48:
            canvas.text((left + right) / 2, upper - 6, fitted(step.name, right - left + 4, 12) + ("" if cut == step.height else " ↑"), "s", "middle")  # fmt: skip
        at += step.width
    return canvas.svg()


def areas(
    xs: Sequence[float],
    layers: Sequence[Sequence[float]],
    series: Sequence[Series],
    say: Say,
    told: str,
    *,
    above: Sequence[tuple[float, float]] = (),
    above_label: str = "",
    unit_y: str = "",
    marks: Sequence[float] = (),
) -> str:
    """Stacked areas over years, a broken line that they are held against, and years that are marked."""
    height, foot = 320.0, 284.0
    canvas = Canvas(height, told)
    tops = [sum(layer[index] for layer in layers) for index in range(len(xs))]
    y = scale(0.0, max([*tops, *(value for _, value in above), 1e-9]), foot, TOP, about=4)
    x = scale(xs[0], xs[-1], LEFT, WIDTH - 24, about=7, exact=True)
    canvas.text(0, 13, unit_y, "q s")
    for tick in y.ticks:
        canvas.line(LEFT, y(tick), WIDTH - 24, y(tick), "grid" if tick else "axis")
        canvas.text(LEFT - 8, y(tick) + 4, say(tick), "q s", "end")
    base = [0.0] * len(xs)
    for kind, layer in zip(series, layers, strict=True):
        upper = [low + value for low, value in zip(base, layer, strict=True)]
        outline = [(x(a), y(b)) for a, b in zip(xs, upper, strict=True)]
        outline += [(x(a), y(b)) for a, b in zip(reversed(xs), reversed(base), strict=True)]
        canvas.path(outline, f"{kind.style} gap", closed=True)
        base = upper
    canvas.path([(x(a), y(b)) for a, b in above], "line lred dash")
    if above:
        last = above[-1]
        canvas.text(x(last[0]), y(last[1]) - 8, above_label, "b s", "end")
    for mark in marks:
        if xs[0] < mark < xs[-1]:
            canvas.line(x(mark), TOP, x(mark), foot, "axis")
    for tick in sorted({xs[0], *(mark for mark in marks if xs[0] < mark < xs[-1]), xs[-1]}):
        canvas.text(x(tick), foot + 19, f"{tick:.0f}", "q s", "middle" if tick < xs[-1] else "end")
    return canvas.svg()
