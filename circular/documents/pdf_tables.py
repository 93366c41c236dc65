"""Ruled tables on a page: the grid that the drawn lines make, and the text in each of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from circular.documents.pdf_page import Rule, Stretch
from circular.documents.pdf_seams import join_narrow
from circular.documents.plain import clean

_NEAR = 3.0
_MOST_LINES = 400
_LONGEST_LABEL = 80


@dataclass
class Grid:
    """A ruled table: its columns from left to right, its rows from top to bottom."""

    columns: list[float]
    rows: list[float]
    flats: list[Rule]
    uprights: list[Rule]
    cells: dict[tuple[int, int], list[Stretch]] = field(default_factory=dict)

    def cell_of(self, stretch: Stretch) -> tuple[int, int] | None:
        """(row, column) that a stretch stands in, merged cells counted as their first; None outside the table."""
        across, up = stretch.left + 1, stretch.base + 1
        if not (self.columns[0] - 1 <= across <= self.columns[-1] and self.rows[-1] <= up <= self.rows[0]):
            return None
        row = max(index for index, top in enumerate(self.rows[:-1]) if up <= top or index == 0)
        column = max(index for index, left in enumerate(self.columns[:-1]) if across >= left - 1 or index == 0)
        while row > 0 and not self._divided(row, column):
            row -= 1
        return row, column

    def _divided(self, row: int, column: int) -> bool:
        """Whether a line is drawn between a cell and the one above it."""
        across = (self.columns[column] + self.columns[column + 1]) / 2
        return any(
            abs(rule.bottom - self.rows[row]) <= _NEAR and rule.left - 1 <= across <= rule.right + 1
            for rule in self.flats
        )

    def texts(self) -> tuple[list[list[str]], list[list[str]]]:
        """The texts in force and the struck texts of the rows, empty rows left out.

        A short label merged downwards stands in each of its rows.
        """
        width = len(self.columns) - 1
        found: list[list[str]] = []
        struck: list[list[str]] = []
        edges = self._edges()
        for row in range(len(self.rows) - 1):
            here = [self.cells.get((row, column), []) for column in range(width)]
            texts = [
                cell_text([part for part in cell if not part.struck], edge)
                for cell, edge in zip(here, edges, strict=True)
            ]
            gone = [
                cell_text([part for part in cell if part.struck], edge) for cell, edge in zip(here, edges, strict=True)
            ]
            for column in range(width):
                if not texts[column] and row > 0 and any(texts) and not self._divided(row, column) and found:
                    above = found[-1][column]
                    texts[column] = above if len(above) <= _LONGEST_LABEL else ""
            if any(texts) or any(gone):
                found.append(texts)
                struck.append(gone)
        return found, struck

    def _edges(self) -> list[float]:
        """Where the text of each column has to end: as far from its right line as it begins from its left one."""
        indents = [99.0] * (len(self.columns) - 1)
        for (_, column), cell in self.cells.items():
            for stretch in cell:
                indents[column] = min(indents[column], max(0.0, stretch.left - self.columns[column]))
        return [right - indent for right, indent in zip(self.columns[1:], indents, strict=True)]


def cell_text(stretches: Sequence[Stretch], edge: float) -> str:
    """The text of a cell, its lines joined; `edge` is where they had to end."""
    text, line, last = "", "", None
    for stretch in stretches:
        said = stretch.text.strip()
        if last is not None and abs(last.base - stretch.base) < 1.5:
            text, line = f"{text} {stretch.text}", f"{line} {said}"
        else:
            text = join_narrow(text, said, line, 99.0 if last is None else edge - last.right, stretch.size)
            line = said
        last = stretch
    return clean(text)


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that ruled lines make: at least two columns and one row, lines that touch each other."""
    flats = _merged([rule for rule in rules if rule.flat], flat=True)
    uprights = _merged([rule for rule in rules if not rule.flat], flat=False)
    if len(uprights) < 3 or len(flats) < 2 or len(flats) + len(uprights) > _MOST_LINES:
        return []
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for upright in uprights:
        touching = [flat for flat in flats if _touch(upright, flat)]
        own = ([upright], touching)
        apart = []
        for group in groups:
            if any(any(flat is known for known in group[1]) for flat in own[1]):
                own = (group[0] + own[0], group[1] + [flat for flat in own[1] if not any(flat is known for known in group[1])])  # fmt: skip
            else:
                apart.append(group)
        groups = [*apart, own]
    found = []
    for ups, lines in groups:
        columns = _places(sorted(rule.left for rule in ups))
        rows = _places(sorted(rule.bottom for rule in lines))[::-1]
        if len(columns) >= 3 and len(rows) >= 2:
            found.append(Grid(columns, rows, lines, ups))
    return sorted(found, key=lambda grid: -grid.rows[0])


def _touch(upright: Rule, flat: Rule) -> bool:
    return (
        flat.left - _NEAR <= upright.left <= flat.right + _NEAR
        and upright.bottom - _NEAR <= flat.bottom <= upright.top + _NEAR
    )


def _places(sorted_places: list[float]) -> list[float]:
    """Places that stand apart by more than a line's breadth."""
    found: list[float] = []
    for place in sorted_places:
        if not found or place - found[-1] > 2 * _NEAR:
            found.append(place)
    return found


def _merged(rules: list[Rule], *, flat: bool) -> list[Rule]:
    """Pieces of one line drawn cell by cell, as one line each."""
    rules = sorted(rules, key=lambda rule: (round(rule.bottom), rule.left) if flat else (round(rule.left), rule.bottom))
    found: list[Rule] = []
    for rule in rules:
        last = found[-1] if found else None
        if last is not None and flat and abs(last.bottom - rule.bottom) <= 1.5 and rule.left <= last.right + _NEAR:
            last.right = max(last.right, rule.right)
            last.left = min(last.left, rule.left)
        elif last is not None and not flat and abs(last.left - rule.left) <= 1.5 and rule.bottom <= last.top + _NEAR:
            last.top = max(last.top, rule.top)
            last.bottom = min(last.bottom, rule.bottom)
        else:
            found.append(Rule(rule.left, rule.bottom, rule.right, rule.top))
    return found
