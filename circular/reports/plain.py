"""Text for a terminal: cleaned of control characters, wrapped to the width, coloured only where asked."""

from __future__ import annotations

import re
import shutil
import textwrap

_DISGUISE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
"""Control, bidi and invisible characters, lone surrogates and private ones; a line feed stays."""


def clean(text: str) -> str:
    """The text on one line, with control, bidi and invisible characters replaced, so that it cannot disguise anything."""
    return re.sub(r" {2,}", " ", scrubbed(text).replace("\n", " ")).strip()


def scrubbed(text: str) -> str:
    """The text with its lines and spaces, but nothing in it that could disguise anything."""
    return _DISGUISE.sub("�", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def width() -> int:
    """Columns to fill: the terminal's, at most 110, at least 50."""
    return max(50, min(110, shutil.get_terminal_size((100, 24)).columns))


def wrapped(text: str, *, first: str = "", rest: str | None = None) -> list[str]:
    """The cleaned text as lines that fit, the first begun with `first` and the others with `rest`."""
    rest = " " * len(first) if rest is None else rest
    lines = textwrap.wrap(
        clean(text),
        width(),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [first.rstrip()]


def short(text: str, most: int = 220) -> str:
    """The cleaned text, cut at a word with '…' when it is longer than `most`."""
    text = clean(text)
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + " …"


def table(rows: list[list[str]], right: tuple[int, ...] = ()) -> list[str]:
    """Rows as aligned columns; `right` names the columns that align right."""
    if not rows:
        return []
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            cell.rjust(widths[column]) if column in right else cell.ljust(widths[column])
            for column, cell in enumerate(row)
        ).rstrip()
        for row in rows
    ]
