"""Charts: what they draw is as long as what it stands for, and no text in them is markup."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from circular.reports.chart_bars import Bar, Series, columns, pairs, stacked_bars
from circular.reports.chart_lines import Line, Span, Step, areas, lines, steps
from circular.reports.svg import Rule, fitted, in_two, scale

FIGURES = st.floats(-1e7, 1e7, allow_nan=False)
POSITIVE = st.one_of(st.just(0.0), st.floats(0.001, 1e7, allow_nan=False))


def rects(svg: str) -> list[tuple[float, float, float, float]]:
    """(x, y, width, height) of every rectangle; the drawing must be well-formed."""
    tree = etree.fromstring(svg.encode())
    names = ("x", "y", "width", "height")
    return [tuple(float(one.get(name)) for name in names) for one in tree.iter("rect")]  # type: ignore[misc]


@given(FIGURES, FIGURES)
def test_a_scale_holds_its_ends_and_marks_round_figures(one: float, other: float) -> None:
    low, high = sorted((one, other))
    made = scale(low, high, 0, 500)
    slack = 1e-6 * (made.high - made.low)
    assert made.low <= low + slack and made.high >= high - slack
    assert 2 <= len(made.ticks) <= 14
    assert all(a < b for a, b in pairwise(made.ticks))
    assert made(made.low) == pytest.approx(0) and made(made.high) == pytest.approx(500)


@given(st.lists(st.tuples(POSITIVE, POSITIVE), min_size=1, max_size=8))
def test_bars_are_as_long_as_their_figures(parts: list[tuple[float, float]]) -> None:
    bars = [Bar(f"række {index}", pair, "") for index, pair in enumerate(parts)]
    drawn = rects(stacked_bars(bars, [Series("a", "f1"), Series("b", "f2")], str, "figur"))
    told = [value for pair in parts for value in pair if value]
    longest = max(told, default=0.0)
    for value, (_, _, width, _) in zip(told, drawn, strict=True):
        if longest and value > longest / 1000:
            assert width / drawn[told.index(longest)][2] == pytest.approx(value / longest, abs=0.01)


def test_negative_parts_stand_left_of_zero() -> None:
    drawn = rects(stacked_bars([Bar("x", (-2.0, 3.0), "1")], [Series("a", "f1"), Series("b", "f2")], str, "figur"))
    (left, _, width, _), (right, _, _, _) = drawn
    assert left + width == pytest.approx(right, abs=0.2)


HOSTILE = "<script>\"'&]]>\u202e"


@pytest.mark.parametrize(
    "svg",
    [
        stacked_bars([Bar(HOSTILE, (1.0,), HOSTILE)], [Series(HOSTILE, "f1")], str, HOSTILE, rules=[Rule(1, HOSTILE)], unit=HOSTILE),
        columns([Bar(HOSTILE, (1.0,), HOSTILE)], [Series(HOSTILE, "f1")], str, HOSTILE, ceilings=[2.0], floors=[None], unit=HOSTILE),
        pairs([Bar(HOSTILE, (1.0, 2.0))], [Series(HOSTILE, "f1"), Series("b", "f2")], str, HOSTILE, unit=HOSTILE),
        lines([Line(HOSTILE, ((1.0, 2.0), (2.0, 3.0)), labels=(HOSTILE, ""))], str, str, HOSTILE, rules=[Rule(1, HOSTILE)], spans=[Span(3, 1, 2, HOSTILE)], unit_x=HOSTILE),
        steps([Step(HOSTILE, 5.0, 9.0), Step("b", 1.0, 90.0)], str, str, HOSTILE, unit_x=HOSTILE, unit_y=HOSTILE, top=20.0),
        areas([2026.0, 2027.0], [[1.0, 2.0]], [Series(HOSTILE, "f1")], str, HOSTILE, above=[(2026.0, 3.0)], above_label=HOSTILE),
    ],
)  # fmt: skip
def test_every_chart_is_well_formed_and_its_texts_are_texts(svg: str) -> None:
    tree = etree.fromstring(svg.encode())
    assert "<script>" not in svg and "\u202e" not in svg
    assert tree.get("role") == "img" and tree.get("aria-label")
    assert "style=" not in svg, "a style attribute is blocked by the page's policy"


@pytest.mark.parametrize(
    "svg",
    [
        stacked_bars([], [], str, "tom"), columns([], [], str, "tom"), lines([], str, str, "tom"), pairs([], [], str, "tom"),
        steps([], str, str, "tom", unit_x="", unit_y=""), columns([Bar("0", (0.0,))], [Series("a", "f1")], str, "nul"),
        lines([Line("a", ((2026.0, 5.0),))], str, str, "ét punkt", whole_x=True),
    ],
)  # fmt: skip
def test_nothing_to_draw_is_no_fault(svg: str) -> None:
    etree.fromstring(svg.encode())
    assert "nan" not in svg.lower().replace("finans", "") and "inf" not in svg.lower()


@given(st.text(max_size=80), st.integers(20, 300))
def test_texts_fit(text: str, pixels: int) -> None:
    most = max(3, int(pixels / 7.2))
    assert len(fitted(text, pixels, 12)) <= most
    assert all(len(part) <= most for part in in_two(text, pixels, 12))
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e]", fitted(text, pixels))
