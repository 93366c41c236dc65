"""One page of a PDF as pdfium sees it: stretches of text with their boxes, and the ruled lines of its tables."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from circular.documents.pdf_extras import Extras, extras_of
from circular.documents.pdf_letters import Box, BoxOf, is_spaced, size_and_turn, unspaced
from circular.documents.pdf_turned import on_page, turned_blocks, turned_lines, upright

_HYPHENS = ("\ufffe", "\u0002")
_LINE_END = re.compile("\r\n|[\ufffe\u0002]|\\Z")
_NOTE_MARK = re.compile(r"(?<=[^\W\d_]{4})\d{1,2}(?=[\s.,;:)]|\Z)|(?<=[a-zæøå][.,;:])\d{1,2}(?=\s|\Z)")
GAP = 1.3
"""A gap wider than this many font sizes divides a line into columns."""
MOST_OBJECTS = 20_000


@dataclass(slots=True)
class Stretch:
    """Text on one line without a column gap in it; coordinates in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    base: float
    """The line that its letters stand on."""
    struck: bool = False


@dataclass(slots=True)
class Rule:
    """A ruled line, horizontal or vertical."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def flat(self) -> bool:
        return self.right - self.left >= self.top - self.bottom


@dataclass(slots=True)
class Page:
    """What was found on a page."""

    number: int
    width: float
    height: float
    stretches: list[Stretch]
    rules: list[Rule]
    pictures: int
    unknown: int
    """Characters without a Unicode meaning."""
    covered: float = 0.0
    """Share of the page that its largest picture covers."""
    extras: Extras = field(default_factory=Extras)


def read_page(document: Any, index: int, form: Any | None = None) -> Page:
    """Page `index` (from 0); every handle is closed again."""
    page = document[index]
    try:
        width, height = page.get_size()
        if page.get_rotation() % 180:
            width, height = height, width  # letters and lines stand where they do on the page before it is turned
        rules, pictures, largest = _objects(page.raw)
        read = Page(index + 1, width, height, [], rules, pictures, 0, largest / max(1.0, width * height))
        read.extras = extras_of(page.raw, form)
        handle = pdfium.FPDFText_LoadPage(page.raw)
        if not handle:
            return read
        try:
            _read_text(handle, read)
        finally:
            pdfium.FPDFText_ClosePage(handle)
        return read
    finally:
        page.close()


def _objects(page: Any) -> tuple[list[Rule], int, float]:
    """Ruled lines, the number of pictures on a page and the largest one's area; edges of drawn boxes count as lines."""
    rules: list[Rule] = []
    pictures = 0
    largest = 0.0
    box = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = box
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
            if pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
                largest = max(largest, (right.value - left.value) * (top.value - bottom.value))
        if kind != pdfium.FPDF_PAGEOBJ_PATH or not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        x0, y0, x1, y1 = (value.value for value in box)
        if x1 - x0 < 4 and y1 - y0 >= 6:
            middle = (x0 + x1) / 2
            rules.append(Rule(middle, y0, middle, y1))
        elif y1 - y0 < 4 and x1 - x0 >= 6:
            middle = (y0 + y1) / 2
            rules.append(Rule(x0, middle, x1, middle))
        elif x1 - x0 >= 12 and y1 - y0 >= 6 and _stroked(item):
            rules += [Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1), Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1)]
    return rules, pictures, largest


def _stroked(item: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(item, fill, stroke)) and bool(stroke.value)


def _read_text(handle: Any, page: Page) -> None:
    """Put the text of a page in it; a page whose text runs up or down is turned upright."""
    raw, at = _letters(handle)
    flats = [rule for rule in page.rules if rule.flat]
    flats += [Rule(left, up, right, up) for left, right, up in page.extras.struck]
    page.stretches, turned = _stretches(handle, raw, at, [rule for rule in page.rules if not rule.flat], flats)
    page.unknown = sum(1 for letter in raw if letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff")
    if not turned:
        return
    lines = turned_lines(handle, raw, turned, at, page.width, page.height, GAP)
    whole = sum(end - start for start, end in turned) > 0.75 * len(raw)
    for line in lines if whole else turned_blocks(lines):
        box = line.box if whole else on_page(line.box, line.turn, page.width, page.height)
        base = line.base if whole else box[2]
        page.stretches.append(Stretch(line.text, box[0], box[1], box[2], box[3], round(line.size, 1), False, base))
    if whole and lines:
        turn, width, height = lines[0].turn, page.width, page.height
        page.rules = [_turned(rule, turn, width, height) for rule in page.rules]
        page.width, page.height = height, width


def _turned(rule: Rule, turn: int, width: float, height: float) -> Rule:
    left, right, bottom, top = upright((rule.left, rule.right, rule.bottom, rule.top), turn, width, height)
    return Rule(left, bottom, right, top)


def _letters(handle: Any) -> tuple[str, BoxOf]:
    """The letters of a page, and what tells the box of each."""
    count = pdfium.FPDFText_CountChars(handle)
    if count <= 0:
        return "", lambda _: None
    buffer = (ctypes.c_ushort * (count + 1))()
    got = pdfium.FPDFText_GetText(handle, 0, count, buffer)
    # one UTF-16 unit a character, so that places in the text are places in pdfium's list of characters
    units = bytes(buffer)[: 2 * max(0, got - 1)]
    raw = units.decode("utf-16-le", "surrogatepass")
    plain = len(raw) == count
    box = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = box

    def at(index: int) -> Box | None:
        where: int = index if plain else pdfium.FPDFText_GetCharIndexFromTextIndex(handle, index)
        if where < 0 or not pdfium.FPDFText_GetCharBox(handle, where, left, right, bottom, top):
            return None
        return left.value, right.value, bottom.value, top.value

    return raw, at


def _stretches(handle: Any, raw: str, at: BoxOf, uprights: list[Rule], flats: list[Rule]) -> tuple[list[Stretch], list[tuple[int, int]]]:  # fmt: skip
    """The stretches of the lines that run across a page, and where the letters of the other lines are."""
    stretches: list[Stretch] = []
    turned: list[tuple[int, int]] = []
    start = 0
    for found in _LINE_END.finditer(raw):
        # pdfium writes a hyphen at a line's end as U+FFFE or U+0002 and no line end after it
        end = found.end() if found.group() in _HYPHENS else found.start()
        while start < end and raw[start] == " ":
            start += 1
        if end > start and not raw[start:end].isspace():
            size, turn = size_and_turn(handle, start)
            if turn:
                turned.append((start, end))
            else:
                for made in _line(handle, raw, start, end, size or 10.0, at, uprights):
                    through = _through(made[0], flats)
                    stretches += _divided(handle, raw, made, at, through) if through else [made[0]]
        start = found.end()
    return stretches, turned


def _line(handle: Any, raw: str, start: int, end: int, size: float, at: BoxOf, uprights: list[Rule]) -> list[tuple[Stretch, int, int]]:  # fmt: skip
    """A line of text as stretches, divided at column gaps, at ruled lines between two words and where it jumps back."""
    while end > start and raw[end - 1] == " ":
        end -= 1
    if start >= end:
        return []
    cuts: list[tuple[int, int]] = []
    first = start
    position = raw.find(" ", start, end)
    while position >= 0:
        after = position + 1
        while after < end and raw[after] == " ":
            after += 1
        before_box, after_box = at(position - 1), at(after) if after < end else None
        if before_box and after_box:
            gap = after_box[0] - before_box[1]
            if not -3 * size < gap <= GAP * max(size, 4.0) or (gap > 2 and _ruled(uprights, before_box, after_box)):
                cuts.append((first, position))
                first = after
        position = raw.find(" ", after, end)
    cuts.append((first, end))
    found = []
    for one, two in cuts:
        made = _stretch(handle, raw, one, two, at)
        if made is not None:
            found.append((made, one, two))
    return found


def _through(stretch: Stretch, flats: list[Rule]) -> list[Rule]:
    """The lines drawn through the letters of a stretch, not under or over them."""
    low, high = stretch.base + 0.12 * stretch.size, stretch.base + 0.55 * stretch.size
    return [
        rule
        for rule in flats
        if low < rule.bottom < high and rule.left < stretch.right - 1 and rule.right > stretch.left + 1
    ]


def _divided(handle: Any, raw: str, made: tuple[Stretch, int, int], at: BoxOf, through: list[Rule]) -> list[Stretch]:
    """A stretch that a line is drawn through: struck as a whole, or divided into what is struck and what is not."""
    stretch, start, end = made
    covered = sum(min(rule.right, stretch.right) - max(rule.left, stretch.left) for rule in through)
    if covered > 0.9 * (stretch.right - stretch.left):
        stretch.struck = True
        return [stretch]
    parts: list[tuple[int, int, bool]] = []
    for index in range(start, end):
        box = None if raw[index] == " " else at(index)
        if box is None:
            continue
        middle = (box[0] + box[1]) / 2
        gone = any(rule.left - 0.5 <= middle <= rule.right + 0.5 for rule in through)
        if parts and parts[-1][2] == gone:
            parts[-1] = (parts[-1][0], index + 1, gone)
        else:
            parts.append((index, index + 1, gone))
    found = []
    for one, two, gone in parts:
        part = _stretch(handle, raw, one, two, at)
        if part is not None:
            part.struck = gone
            found.append(part)
    return found


def _ruled(uprights: list[Rule], before: tuple[float, ...], after: tuple[float, ...]) -> bool:
    middle = (before[2] + before[3]) / 2
    return any(before[1] - 1 <= rule.left <= after[0] + 1 and rule.bottom <= middle <= rule.top for rule in uprights)


def _stretch(handle: Any, raw: str, start: int, end: int, at: BoxOf) -> Stretch | None:
    first, last = at(start), at(end - 1)
    if first is None:
        return None
    last = last or first
    size = size_and_turn(handle, start)[0] or (first[3] - first[2])
    across, up = ctypes.c_double(), ctypes.c_double()
    base = up.value if pdfium.FPDFText_GetCharOrigin(handle, start, across, up) else first[2]
    bold = _bold(handle, start) and (end - start < 3 or _bold(handle, end - 1))
    bottom, top = min(first[2], last[2]), max(first[3], last[3])
    text = raw[start:end]
    if _NOTE_MARK.search(text):
        text = _without_note_marks(handle, text, start, size, base)
    elif is_spaced(text):
        text = unspaced(text, start, size, at)
    return Stretch(text, first[0], last[1], bottom, top, round(size, 1), bold, base)


def _without_note_marks(handle: Any, text: str, start: int, size: float, base: float) -> str:
    """The text without the small raised numbers that stand for footnotes: 'genbruges¹'; 'm2' and 'CO2' are kept."""
    across, up = ctypes.c_double(), ctypes.c_double()

    def kept(found: re.Match[str]) -> str:
        at = start + found.start()
        small = size_and_turn(handle, at)[0] < 0.8 * size
        raised = pdfium.FPDFText_GetCharOrigin(handle, at, across, up) and up.value > base + 0.15 * size
        return "" if small and raised else found.group()

    return _NOTE_MARK.sub(kept, text)


def _bold(handle: Any, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(handle, index) >= 600:
        return True
    name, flags = ctypes.create_string_buffer(96), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(handle, index, name, 96, flags)
    return b"bold" in name.value.lower()
