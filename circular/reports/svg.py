"""Small charts as SVG: what every chart shares, its figures always beside it as a table."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

from circular.reports.plain import clean

WIDTH = 960
Say = Callable[[float], str]
"""Writes a figure as the page's language does."""


@dataclass(frozen=True)
class Chart:
    """A drawing with its title, what it shows in words, its legend, and its figures as a table."""

    title: str
    note: str
    svg: str
    legend: tuple[tuple[str, str], ...]
    """(style, name) of each series."""
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The figures as written; the first column names the row."""


@dataclass(frozen=True)
class Rule:
    """A line that figures are held against: a limit, a target, a budget."""

    value: float
    label: str
    style: str = "lred"


@dataclass
class Canvas:
    """Collects the parts of a drawing; coordinates are rounded and texts escaped."""

    height: float
    told: str
    """What the drawing shows, for those who cannot see it."""
    width: float = WIDTH
    parts: list[str] = field(default_factory=list)

    def rect(self, x: float, y: float, width: float, height: float, style: str, title: str = "") -> None:
        inner = f"<title>{escape(clean(title))}</title>" if title else ""
        self.parts.append(
            f'<rect x="{_c(x)}" y="{_c(y)}" width="{_c(max(0.0, width))}" height="{_c(max(0.0, height))}" class="{style}">{inner}</rect>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, style: str) -> None:
        self.parts.append(f'<line x1="{_c(x1)}" y1="{_c(y1)}" x2="{_c(x2)}" y2="{_c(y2)}" class="{style}"/>')

    def path(self, points: Sequence[tuple[float, float]], style: str, *, closed: bool = False) -> None:
        if points:
            told = "L".join(f"{_c(x)} {_c(y)}" for x, y in points)
            self.parts.append(f'<path d="M{told}{"Z" if closed else ""}" class="{style}"/>')

    def dot(self, x: float, y: float, style: str, radius: float = 4.5, title: str = "") -> None:
        inner = f"<title>{escape(clean(title))}</title>" if title else ""
        self.parts.append(f'<circle cx="{_c(x)}" cy="{_c(y)}" r="{_c(radius)}" class="{style}">{inner}</circle>')

    def text(self, x: float, y: float, said: str, style: str = "", anchor: str = "start") -> None:
        kind = f' class="{style}"' if style else ""
        at = f' text-anchor="{anchor}"' if anchor != "start" else ""
        self.parts.append(f'<text x="{_c(x)}" y="{_c(y)}"{kind}{at}>{escape(clean(said))}</text>')

    def svg(self) -> str:
        return (
            f'<svg viewBox="0 0 {_c(self.width)} {_c(self.height)}" role="img" aria-label="{escape(clean(self.told))}">'
            + "".join(self.parts)
            + "</svg>"
        )


@dataclass(frozen=True)
class Scale:
    """From figures to coordinates, with round figures to mark."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def scale(low: float, high: float, start: float, end: float, *, about: int = 5, exact: bool = False) -> Scale:
    """A scale from `low` to `high` widened to round figures; `exact` keeps the ends as they are."""
    if high - low < 1e-9 * max(1.0, abs(low), abs(high)):
        high = low + max(1.0, abs(low))
    step = _round_step((high - low) / max(1, about))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if exact:
        inside = tuple(i * step for i in range(first, last + 1) if low - 1e-9 <= i * step <= high + 1e-9)
        return Scale(low, high, start, end, inside)
    return Scale(
        first * step, last * step, start, end, tuple(float(f"{i * step:.12g}") for i in range(first, last + 1))
    )


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1.0, 2.0, 2.5, 5.0, 10.0) if factor * power >= rough * (1 - 1e-9))


def fitted(text: str, pixels: float, size: float = 13) -> str:
    """The text cut with '…' so that it fits a width, at about six tenths of an em a letter."""
    text = clean(text)
    most = max(3, int(pixels / (size * 0.6)))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def in_two(text: str, pixels: float, size: float = 12) -> list[str]:
    """The text on one line, or on two of which the second is cut where it must be."""
    text = clean(text)
    if fitted(text, pixels, size) == text:
        return [text]
    words = text.split(" ")
    first: list[str] = []
    while words and fitted(" ".join([*first, words[0]]), pixels, size) == " ".join([*first, words[0]]):
        first.append(words.pop(0))
    rest = " ".join(words) if first else text
    return [" ".join(first), fitted(rest, pixels, size)] if first else [fitted(text, pixels, size)]


def _c(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if "." in f"{value:.1f}" else f"{value:.1f}"
