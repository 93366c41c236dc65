"""From yearly figures to the target year: a straight line, and an interval that is honest about few cases and few years.

Shares: each year's share has the spread of a beta distribution over its cases (half a case added on each side), the line is
fitted with the inverse of that spread as weight, and the spread of the projected point follows from the spreads of the years;
where the years lie further from the line than their cases explain, the interval is widened by as much.
Figures: a plain least-squares line; the interval is the prediction interval of Student's t and needs three years.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

CONFIDENCE = 0.8


@dataclass(frozen=True)
class Point:
    """A year's figure; a share also tells how many cases it is over."""

    year: int
    value: float
    cases: int | None = None
    met: int | None = None


@dataclass(frozen=True)
class Projection:
    """The figure the trend points to in a year, with the interval that holds it with the stated confidence."""

    year: int
    value: float
    low: float | None
    high: float | None
    slope_per_year: float
    years: tuple[int, ...]
    confidence: float = CONFIDENCE


def project(points: Sequence[Point], year: int, least: float | None = None) -> Projection | None:
    """The projection to a year; None with fewer than two years of figures. What is counted is never below `least`."""
    points = sorted(points, key=lambda point: point.year)
    if len(points) < 2:
        return None
    if all(point.cases is not None for point in points):
        return _of_shares(points, year)
    return _of_figures(points, year, least)


def t_quantile(probability: float, freedom: int) -> float:
    """Quantile of Student's t; exact for one and two degrees of freedom, else a series that is right to three digits."""
    if freedom == 1:
        return math.tan(math.pi * (probability - 0.5))
    if freedom == 2:
        side = 2 * probability - 1
        return side * math.sqrt(2 / (1 - side * side))
    z, n = NormalDist().inv_cdf(probability), freedom
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
    )


def _of_shares(points: Sequence[Point], year: int) -> Projection:
    spreads = []
    for point in points:
        yes, no = (point.met or 0) + 0.5, (point.cases or 0) - (point.met or 0) + 0.5
        spreads.append(yes * no / ((yes + no) ** 2 * (yes + no + 1)) * 10_000)
    slope, value, factors = _line([p.year for p in points], [p.value for p in points], [1 / s for s in spreads], year)
    variance = sum(factor**2 * spread for factor, spread in zip(factors, spreads, strict=True))
    freedom = len(points) - 2
    wide = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
    if freedom > 0:
        misfit = sum((p.value - (value + slope * (p.year - year))) ** 2 / s for p, s in zip(points, spreads, strict=True)) / freedom  # fmt: skip
        if misfit > 1:
            variance *= misfit
            wide = t_quantile(0.5 + CONFIDENCE / 2, freedom)
    reach = wide * math.sqrt(variance)
    return _projection(points, year, slope, *(max(0.0, min(100.0, v)) for v in (value, value - reach, value + reach)))


def _of_figures(points: Sequence[Point], year: int, least: float | None) -> Projection:
    years, values = [p.year for p in points], [p.value for p in points]
    slope, value, _ = _line(years, values, [1.0] * len(points), year)
    bound = -math.inf if least is None else least
    freedom = len(points) - 2
    if freedom < 1:
        return _projection(points, year, slope, max(bound, value), None, None)
    middle = sum(years) / len(years)
    residual = sum((v - (value + slope * (y - year))) ** 2 for y, v in zip(years, values, strict=True)) / freedom
    leverage = 1 + 1 / len(years) + (year - middle) ** 2 / sum((y - middle) ** 2 for y in years)
    reach = t_quantile(0.5 + CONFIDENCE / 2, freedom) * math.sqrt(residual * leverage)
    return _projection(points, year, slope, *(max(bound, v) for v in (value, value - reach, value + reach)))


def _line(
    years: Sequence[int], values: Sequence[float], weights: Sequence[float], at: int
) -> tuple[float, float, list[float]]:
    """Slope, value at a year, and the factor each year's value has in that value."""
    total = sum(weights)
    middle = sum(w * y for w, y in zip(weights, years, strict=True)) / total
    width = sum(w * (y - middle) ** 2 for w, y in zip(weights, years, strict=True))
    factors = [w / total + (at - middle) * w * (y - middle) / width for w, y in zip(weights, years, strict=True)]
    slope = sum(w * (y - middle) * v for w, y, v in zip(weights, years, values, strict=True)) / width
    return slope, sum(factor * v for factor, v in zip(factors, values, strict=True)), factors


def _projection(
    points: Sequence[Point], year: int, slope: float, value: float, low: float | None, high: float | None
) -> Projection:
    return Projection(year, value, low, high, slope, tuple(point.year for point in points))
