"""Unruled tables in a PDF: rows told by texts that begin at the same places, written across or cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from circular.documents.pdf_lines import Line, Table
from circular.documents.plain import goes_on, join

_APART = 12.0
_NEAR = 7.0


@dataclass(slots=True)
class Aligned:
    """An unruled table: where its columns begin, its rows, and the index of its last line."""

    lefts: list[float]
    rows: list[list[str]]
    end: int


@dataclass(slots=True)
class _Row:
    """A row while its cells are read, from left to right."""

    lefts: list[float]
    texts: dict[int, str] = field(default_factory=dict)
    column: int = -1
    base: float = 0.0
    """Where its first line stands."""
    below: float = 0.0
    """Where the line last read stands."""
    lowest: float = 0.0
    right: float = 0.0
    """How far the lines of the cell at hand reach."""
    end: int = 0


def tops(parts: Sequence[Line | Table]) -> frozenset[int]:
    """Where lines stand that go up again and to the right of the line before: the second cells of rows, or columns."""
    return frozenset(
        round(line.base)
        for before, line in pairwise(parts)
        if isinstance(before, Line) and isinstance(line, Line) and line.base > before.base + 1 and line.left > before.left + _APART
    )  # fmt: skip


def aligned_table(parts: Sequence[Line | Table], start: int, pitch: float, tops: frozenset[int]) -> Aligned | None:
    """The unruled table that begins at `start`, if one does: at least two rows of at least two cells."""
    first = parts[start]
    assert isinstance(first, Line)
    if len(first.texts) - first.marker < 2 and not any(round(first.base) + more in tops for more in (-1, 0, 1)):
        return None
    row = _read(parts, start, pitch, [])
    if row is None or len(row.texts) - first.marker < 2:
        return None
    lefts = row.lefts
    rows = [row]
    while (following := row.end + 1) < len(parts):
        line = parts[following]
        if not isinstance(line, Line) or line.page != first.page or not 0 < row.lowest - line.base < 3 * pitch:
            break
        more = _read(parts, following, pitch, lefts)
        if more is None or len(more.texts) < 2:
            break
        rows.append(more)
        row = more
    last = len(lefts) - 1
    if len(rows) < 2 or all(row.texts.get(last, "").isdigit() for row in rows):
        return None
    return Aligned(lefts, [[row.texts.get(column, "") for column in range(len(lefts))] for row in rows], row.end)


def _read(parts: Sequence[Line | Table], start: int, pitch: float, known: list[float]) -> _Row | None:
    """The row that begins at `start`; its columns are those `known`, or are found with it."""
    first = parts[start]
    assert isinstance(first, Line)
    row = _Row(known or [], base=first.base, below=first.base, lowest=first.base, end=start)
    if not _across(row, first, found=not known):
        return None
    for index in range(start + 1, len(parts)):
        line = parts[index]
        if not isinstance(line, Line) or line.page != first.page:
            break
        if abs(line.base - row.base) < 0.35 * line.size:
            # the row goes on to the right after a cell of several lines
            if line.left < row.right - 2 or not _across(row, line, found=not known):
                break
        elif len(line.texts) == 1 and 0 < row.below - line.base <= 1.2 * pitch and _under(row, line):
            row.texts[row.column] = join(row.texts[row.column], line.text)
            row.right = max(row.right, line.right)
        elif not (0 < row.below - line.base <= 1.2 * pitch and _goes_on_below(row, line)):
            break
        row.below, row.end = line.base, index
        row.lowest = min(row.lowest, line.base)
    return row


def _across(row: _Row, line: Line, *, found: bool) -> bool:
    """Put the texts of a line into the columns right of those read; False where they do not stand in columns."""
    if found:
        if row.lefts and line.left <= row.lefts[-1] + _APART:
            return False
        columns = list(range(len(row.lefts), len(row.lefts) + len(line.texts)))
        row.lefts = [*row.lefts, *line.lefts]
        texts = line.texts
    else:
        near = [_nearest(row.lefts, left) for left in line.lefts]
        columns = [at for at in near if at is not None]
        texts = line.texts
        if line.marker and len(columns) < len(near) and near[0] is not None:
            columns, texts = [near[0]], [line.text]
        if len(columns) < len(texts) or columns[0] <= row.column:
            return False
    row.texts.update(zip(columns, texts, strict=True))
    row.column, row.right = columns[-1], line.right
    return True


def _under(row: _Row, line: Line) -> bool:
    """Whether a line stands under the cell last read; under the first one only while no other was read."""
    return abs(row.lefts[row.column] - line.left) < _NEAR and (row.column > 0 or len(row.texts) == 1)


def _goes_on_below(row: _Row, line: Line) -> bool:
    """Put a line into the cells above it, where each of its texts goes on with a sentence of the row."""
    columns = [_nearest(row.lefts, left) for left in line.lefts]
    if not all(
        column and column in row.texts and goes_on(text) for column, text in zip(columns, line.texts, strict=True)
    ):
        return False
    for column, text in zip(columns, line.texts, strict=True):
        row.texts[column or 0] = join(row.texts[column or 0], text)
    return True


def _nearest(lefts: list[float], left: float) -> int | None:
    """The column whose left edge is at `left`, give or take a letter."""
    return next((index for index, known in enumerate(lefts) if abs(known - left) < _NEAR), None)
