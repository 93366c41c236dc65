"""Marks where a line of a narrow column may have broken a word without a hyphen."""

from __future__ import annotations

import re

from circular.documents.plain import join

FORCED = "\ufdd0"
"""A word alone on its line that fills the column to its edge: longer than the column, it could not stay whole."""
MAYBE = "\ufdd1"
"""The last word of a line that fills the column to its edge."""
_CLOSING = re.compile(r"[.,;:!?)]+(?:\s|\Z)")
_NARROW, _BROAD = frozenset("fijlrt.,"), frozenset("mw")


def join_narrow(before: str, after: str, line: str, room: float, size: float) -> str:
    """Two lines of a column as one text, a seam marked; `line` is the line before and `room` what it left free."""
    if not before or not after:
        return before or after
    if _CLOSING.match(after):
        return before + after
    ends, begins = before[-1], after[0]
    broken = (ends.isalpha() and begins.islower()) or (begins.isdigit() and (ends.isdigit() or ends == "."))
    if not broken or not -1.5 <= room < _breadth(after) * size:
        return join(before, after)
    return f"{before}{MAYBE if ' ' in line.strip() else FORCED}{after}"


def marked(text: str) -> bool:
    """Whether a text holds a seam that is not yet decided."""
    return FORCED in text or MAYBE in text


def _breadth(text: str) -> float:
    """How broad its first letter is about, with the stop that may not leave it, in font sizes."""
    broad = 0.4 if text[0] in _NARROW else 0.95 if text[0] in _BROAD else 0.65
    return broad + 0.35 if _CLOSING.match(text, 1) else broad
