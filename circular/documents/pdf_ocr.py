"""Reads scanned pages with Debian's tesseract and its Danish words, where they are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from statistics import median
from typing import Any

from circular.documents.pdf_page import GAP, Stretch

SECONDS = 60.0
"""So long may all the scanned pages of a document take; those left over are named."""
_PAGE_SECONDS = 40.0
_DPI = 300
_MOST_PIXELS = 40_000_000
_LANGUAGE = "dan"
_WORD = "5"


@cache
def recogniser() -> str | None:
    """The program, when it is installed with Danish."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        told = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if _LANGUAGE in (told.stdout + told.stderr).decode("ascii", "replace").split() else None


def recognise(page: Any, seconds: float = _PAGE_SECONDS) -> list[Stretch]:
    """The lines of a scanned page; empty where nothing could be made out."""
    program = recogniser()
    if program is None:
        return []
    width, height = page.get_size()
    scale = min(_DPI / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    picture = _pgm(bitmap)
    bitmap.close()
    command = [program, "stdin", "stdout", "-l", _LANGUAGE, "--psm", "3", "--dpi", str(round(72 * scale)), "tsv"]
    try:
        told = subprocess.run(  # noqa: S603 - a fixed program that reads a picture
            command, input=picture, capture_output=True, timeout=min(seconds, _PAGE_SECONDS), check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return []
    return stretches_of(told.stdout.decode("utf-8", "replace"), scale, height)


def _pgm(bitmap: Any) -> bytes:
    """The picture in the simplest format that tesseract reads."""
    content = bytes(bitmap.buffer)
    rows = (content[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(rows)


def stretches_of(table: str, scale: float, page_height: float) -> list[Stretch]:
    """Tesseract's table of words as stretches of lines, divided at column gaps, in points from the lower left corner."""
    lines: dict[tuple[str, ...], list[tuple[float, float, float, float, str]]] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != _WORD or not cells[11].strip():
            continue
        try:
            left, top, wide, high = (int(cell) / scale for cell in cells[6:10])
        except ValueError:
            continue
        lines.setdefault(tuple(cells[1:5]), []).append((left, left + wide, top, top + high, cells[11].strip()))
    heights = [max(word[3] for word in words) - min(word[2] for word in words) for words in lines.values()]
    usual = median(heights) if heights else 0.0
    found: list[Stretch] = []
    for words, own in zip(lines.values(), heights, strict=True):
        size = round(usual if 0.7 * usual < own < 1.35 * usual else own, 1)
        bottom = page_height - max(word[3] for word in words)
        group = [words[0]]
        for word in words[1:]:
            if word[0] - group[-1][1] > GAP * max(size, 4):
                found.append(_stretch(group, bottom, size))
                group = []
            group.append(word)
        found.append(_stretch(group, bottom, size))
    return found


def _stretch(words: list[tuple[float, float, float, float, str]], bottom: float, size: float) -> Stretch:
    text = " ".join(word[4] for word in words)
    return Stretch(text, words[0][0], words[-1][1], bottom, bottom + size, size, False, bottom + 0.2 * size)
