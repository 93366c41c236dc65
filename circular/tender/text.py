"""Sentences, numbers and days in the text of a block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from circular.documents.model import Block
from circular.language import MONTHS_DA, MONTHS_EN

_END = re.compile(r"(?<=[.!?])\s+(?=[\"'(\[]?[A-ZÆØÅ])")
_MONTHS = {name.casefold(): number for names in (MONTHS_DA, MONTHS_EN) for number, name in enumerate(names, start=1)}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
DAY = re.compile(
    rf"(?<!\d)(?:(?P<d1>\d{{1,2}})\.? ?(?P<month>{_MONTH}),? (?P<y1>(?:19|20)\d\d)"
    rf"|(?P<y2>(?:19|20)\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d)"
    rf"|(?P<d3>\d{{1,2}})[./-] ?(?P<m3>\d{{1,2}})[./-] ?(?P<y3>(?:19|20)\d\d))(?!\d)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\w,.])\d{1,3}(?:[. ]\d{3}){1,5}(?:,\d{1,6})?(?![\d])|(?<![\w,.])\d+(?:,\d+)?(?!\d)(?!\.\d)|(?<![\w,.])\d+\.\d{1,2}(?!\d)")  # fmt: skip


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """(start, sentence) of each sentence; a table row or an item without full stops is one."""
    start = 0
    for found in _END.finditer(text):
        yield start, text[start : found.start()]
        start = found.end()
    if start < len(text):
        yield start, text[start:]


def days(text: str) -> list[tuple[int, date]]:
    """(position, day) of each date with a year; '31. juni' and the like are left out."""
    found: list[tuple[int, date]] = []
    for match in DAY.finditer(text):
        part = match.groupdict()
        year = part["y1"] or part["y2"] or part["y3"]
        month = str(_MONTHS[part["month"].casefold()]) if part["month"] else part["m2"] or part["m3"]
        try:
            found.append((match.start(), date(int(year), int(month), int(part["d1"] or part["d2"] or part["d3"]))))
        except ValueError:
            continue
    return found


def decimal(text: str) -> Decimal:
    """A number as Danes write it: '1.250,5' is 1250.5; '12.5' with one or two digits after the point is 12.5."""
    text = text.replace(" ", "").replace("\u00a0", "")
    if "," in text:
        return Decimal(text.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        return Decimal(text.replace(".", ""))
    return Decimal(text)


def at(block: Block, start: int, end: int) -> dict[str, int]:
    """Where in a block something stands, to put into its Place."""
    return {"start": start, "end": min(end, len(block.text))}
