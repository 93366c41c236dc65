"""How far the lines of a PDF could have gone: tells a line that was wrapped from one that its writer ended."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from circular.documents.pdf_lines import Layout, Line

_NEAR_LEFT = 80.0
"""Lines whose left edges are nearer than this are taken for lines of one column."""
_FEW = 3


class Widths:
    """The right edge of the column that a line stands in.

    A column is as wide as the widest line of its page, unless a line that goes on with a small letter was wrapped before
    that: then a box, a cell or a narrow column ends there, as far out as the lines around it reach.
    """

    def __init__(self, pages: Sequence[Layout], size: float, pitch: float) -> None:
        self._size = size
        self._pitch = pitch
        self._extents = {page.number: _extents(page, size) for page in pages}
        self._width_of = {page.number: round(page.width) for page in pages}
        self._by_width: dict[int, set[tuple[int, int]]] = {}
        for page in pages:
            extents = {(round(left), round(right)) for left, right in self._extents[page.number]}
            self._by_width.setdefault(round(page.width), set()).update(extents)
        self._pages = {page.number: page for page in pages}
        self._narrow: dict[int, dict[int, float]] = {}

    def had_room(self, last: Line, line: Line, text: str) -> bool:
        """Whether the first word of `line` would have fitted on the line before: then its paragraph ended there."""
        limit = self.limit(last)
        if limit is None:
            return False
        return limit - last.right > first_word(line, text) + 0.6 * line.size

    def is_full(self, last: Line, line: Line, text: str) -> bool:
        """Whether a line reaches so far that the first word of `line`, which stands in no margin, would not have fitted on it."""
        if not 0.06 < line.base / max(1.0, self._pages[line.page].height) < 0.94:
            return False
        limit = self.limit(last)
        return limit is not None and limit - last.right < first_word(line, text)

    def limit(self, line: Line) -> float | None:
        """The right edge of a line's column; None where too few lines tell it."""
        known = self.narrow(line)
        return self._wide(line) if known is None else known

    def narrow(self, line: Line) -> float | None:
        """The right edge of the narrow column that a line stands in; None for a line that does not."""
        found = self._narrow.get(line.page)
        if found is None:
            found = self._narrow[line.page] = self._runs(self._pages[line.page])
        return found.get(id(line))

    def _wide(self, line: Line) -> float | None:
        """How far the lines of a page reach that begin where this one does; those of its like, where they are few."""
        rights = [right for left, right in self._extents[line.page] if abs(left - line.left) < _NEAR_LEFT]
        if len(rights) < _FEW:
            alike = self._by_width[self._width_of[line.page]]
            rights = [right for left, right in alike if abs(left - line.left) < _NEAR_LEFT]
        return max(rights) if len(rights) >= _FEW else None

    def _runs(self, page: Layout) -> dict[int, float]:
        """The right edge of each line of a page that stands in a narrow column."""
        found: dict[int, float] = {}
        run: list[Line] = []
        for part in [*page.parts, None]:
            if isinstance(part, Line) and run and self._next(run[-1], part):
                run.append(part)
                continue
            self._measure(run, found)
            run = [part] if isinstance(part, Line) else []
        return found

    def _next(self, above: Line, below: Line) -> bool:
        """Whether a line stands right below another, in the same column."""
        gap = above.base - below.base
        return 0 < gap <= 1.2 * self._pitch + 0.5 and abs(above.left - below.left) < 40 and abs(above.size - below.size) < 0.8  # fmt: skip

    def _measure(self, run: Sequence[Line], found: dict[int, float]) -> None:
        if len(run) < 2:
            return
        wide = self._wide(run[0])
        wrapped = [
            above.right + first_word(below, below.text)
            for above, below in pairwise(run)
            if below.text[:1].islower() and above.text[-1:] not in ".:;!?"
        ]
        if wrapped and (wide is None or min(wrapped) + 0.6 * self._size < wide):
            reach = max(line.right for line in run)
            if wide is None or reach < wide:
                found.update({id(line): reach for line in run})


def first_word(line: Line, text: str) -> float:
    """How broad the first word of a line is."""
    return len(text.split(" ", 1)[0]) / max(1, len(text)) * (line.right - line.left)


def _extents(page: Layout, size: float) -> list[tuple[float, float]]:
    return [(part.left, part.right) for part in page.parts if isinstance(part, Line) and abs(part.size - size) < 0.8]
