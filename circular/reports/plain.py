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


_HOLDS = "\u00a0"
_NUMBER = re.compile(
    r"(?<![\w.,])(?:DKK )?[\d.,]*\d (?:%|kr\.|t|kg|km|m²|m³|mm|MWh|kWh|år|years)(?!\w)|DKK \d|§§? \d|(?<!\S)--[a-z-]+ (?=\S)"
)
"""A number with its unit, a section of a law, an option with its value: they stay on one line."""
_BEFORE_UNIT = re.compile(r"(?<!\S)(\d+|\w) (?=\S)")
_LEAST = 12
"""A column of text in a table is only narrower than its longest word where that is longer than this."""


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
        _NUMBER.sub(lambda found: found.group().replace(" ", _HOLDS), clean(text)),
        width(),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_HOLDS, " ") for line in lines] or [first.rstrip()]


def short(text: str, most: int = 220) -> str:
    """The cleaned text, cut at a word with '…' when it is longer than `most`."""
    text = clean(text)
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + " …"


def table(
    rows: list[list[str]], right: tuple[int, ...] = (), *, heading: bool = True, indent: int = 0, fold: bool = True
) -> list[str]:
    """Rows as aligned columns that fit the width; `right` names the columns that align right.

    Where they are too wide, the words of the heading and of the widest texts go under each other, unless `fold` is off.
    """
    return [line for lines in table_rows(rows, right, heading=heading, indent=indent, fold=fold) for line in lines]


def table_rows(
    rows: list[list[str]], right: tuple[int, ...] = (), *, heading: bool = True, indent: int = 0, fold: bool = True
) -> list[list[str]]:
    """The lines of each row of such a table."""
    if not rows:
        return []
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    room = width() - indent - 2 * (len(widths) - 1)
    if fold and sum(widths) > room:
        widths = _narrowed(rows[0] if heading else None, rows[1:] if heading else rows, right, room)
    told = [_stacked(row, widths, foot=heading and at == 0) for at, row in enumerate(rows)]
    return [
        [
            "  ".join(
                cell.rjust(widths[column]) if column in right else cell.ljust(widths[column])
                for column, cell in enumerate(line)
            ).rstrip()
            for line in lines
        ]
        for lines in told
    ]


def _narrowed(head: list[str] | None, body: list[list[str]], right: tuple[int, ...], room: int) -> list[int]:
    """Column widths that fit the room where that can be: as the body needs, then less for the widest texts."""
    names = head if head is not None else [""] * len(body[0])
    words = [max(map(len, _held(name).split(" "))) for name in names]
    widths = [max([words[at], *(len(row[at]) for row in body)]) for at in range(len(names))]
    longest = [max([words[at], *(len(word) for row in body for word in row[at].split())]) for at in range(len(names))]
    for least in (longest, [min(wide, _LEAST) for wide in longest]):
        floor = [wide if at in right else min(wide, least[at]) for at, wide in enumerate(widths)]
        while sum(widths) > room and (slack := [at for at in range(len(widths)) if widths[at] > floor[at]]):
            widths[max(slack, key=lambda at: widths[at])] -= 1
    while sum(widths) < room:
        lines = [len(_folded(name, wide)) for name, wide in zip(names, widths, strict=True)]
        if max(lines) == 1:
            break
        widths[lines.index(max(lines))] += 1
    return widths


def _stacked(row: list[str], widths: list[int], *, foot: bool) -> list[list[str]]:
    """A row on as many lines as its longest cell takes, each cell at the foot (of a heading) or at the top."""
    cells = [_folded(cell, wide) for cell, wide in zip(row, widths, strict=True)]
    deep = max(map(len, cells))
    filled = [[""] * (deep - len(cell)) + cell if foot else cell + [""] * (deep - len(cell)) for cell in cells]
    return [list(line) for line in zip(*filled, strict=True)]


def _folded(text: str, wide: int) -> list[str]:
    if len(text) <= wide:
        return [text]
    return [line.replace(_HOLDS, " ") for line in textwrap.wrap(_held(text), max(1, wide), break_on_hyphens=False)]


def _held(text: str) -> str:
    """The text with a number or a single letter held to the word after it: `50 years`, `t CO₂e`."""
    return _BEFORE_UNIT.sub(rf"\1{_HOLDS}", text)
