"""Markdown in which what comes from outside stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from circular.reports.plain import clean

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def literal(text: str) -> str:
    """A text from outside on one line, in which Markdown and HTML read nothing."""
    said = _SPECIAL.sub(r"\\\1", clean(text))
    return re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", said))


def row(cells: Sequence[str]) -> str:
    """A line of a table; the cells are Markdown already."""
    return f"| {' | '.join(cells)} |"


def table(heading: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Iterator[str]:
    """A table of texts from outside; `right` names the columns of figures."""
    yield row([literal(cell) for cell in heading])
    yield row(["---:" if number in right else "---" for number in range(len(heading))])
    for cells in rows:
        yield row([literal(cell) for cell in cells])
