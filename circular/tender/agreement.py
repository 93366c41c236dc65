"""Numbers of the package that do not agree: the same demand with two numbers in two documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from circular.clauses.cross import Conflict, conflicting_numbers
from circular.clauses.normalise import fold

if TYPE_CHECKING:
    from circular.clauses.model import Clause
    from circular.tender.model import Tender

_WORD = re.compile(r"[^\W\d_]{4,}")
_MODAL = frozenset({"mindst", "højst", "skal", "være", "minimum", "maksimum", "least", "most", "must", "shall", "procent", "percent", "with", "that", "efter", "eller", "samt"})  # fmt: skip
_ALIKE = 0.7
"""Two sentences speak of the same when so much of the shorter one's words stand in the other."""


def disagreements(tender: Tender, clauses: Sequence[Clause]) -> list[Conflict]:
    """The conflicts between demands that speak of the same thing; a pair of places is told once."""
    found: list[Conflict] = []
    seen: set[tuple[str, str]] = set()
    for conflict in conflicting_numbers(clauses, tender.documents):
        pair = (str(conflict.first.place), str(conflict.second.place))
        if pair not in seen and _same_thing(conflict.first.text, conflict.second.text):
            seen.add(pair)
            found.append(conflict)
    return found


def _same_thing(first: str, second: str) -> bool:
    one, other = (_words(text) for text in (first, second))
    return bool(one and other) and len(one & other) >= _ALIKE * min(len(one), len(other))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text).lower)) - _MODAL
