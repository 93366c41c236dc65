"""What pdfium knows of one letter of a page: how large it is set, which way it runs, where it stands."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import hypot
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
"""Left, right, bottom and top in points from the page's lower left corner."""
BoxOf = Callable[[int], Box | None]
_SINGLES = 0.4
_FEWEST = 6


def size_and_turn(handle: Any, index: int) -> tuple[float, int]:
    """(size as set on the page, way it runs): 0 across, 1 upwards, -1 downwards."""
    size = pdfium.FPDFText_GetFontSize(handle, index)
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(handle, index, matrix):
        return size, 0
    size *= hypot(matrix.c, matrix.d)
    if abs(matrix.b) <= abs(matrix.a):
        return size, 0
    return size, 1 if matrix.b > 0 else -1


def is_spaced(text: str) -> bool:
    """Whether a text reads as words set with room between their letters: 'K r a v  t i l'."""
    if text.count(" ") * 3 < len(text) or len(text) < 2 * _FEWEST:
        return False
    words = text.split()
    singles = [word for word in words if len(word) == 1 and word.isalpha()]
    return len(singles) >= max(_FEWEST, _SINGLES * len(words)) and singles != sorted(singles)


def unspaced(text: str, start: int, size: float, at: BoxOf) -> str:
    """The words of a text that is set with room between its letters; `start` is its first letter's index."""
    letters = [(letter, box) for index, letter in enumerate(text, start) if letter != " " and (box := at(index))]
    if len(letters) < _FEWEST:
        return text
    gaps = [after[0] - before[1] for (_, before), (_, after) in pairwise(letters)]
    usual = median(gaps)
    said = letters[0][0]
    for gap, (letter, _) in zip(gaps, letters[1:], strict=True):
        said += f" {letter}" if gap > usual + 0.2 * size else letter
    return said
