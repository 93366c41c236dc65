"""Text of a PDF that runs up or down its page: turned cells, boxes in the margin, and whole pages that were turned."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from circular.documents.pdf_letters import Box, BoxOf, size_and_turn
from circular.documents.plain import join

_WORD_GAP = 0.2
_LOOKED_BACK = 4


@dataclass(slots=True)
class TurnedLine:
    """A line of turned text; `box` as it stands on the page turned upright."""

    text: str
    box: Box
    base: float
    size: float
    turn: int


def upright(box: Box, turn: int, width: float, height: float) -> Box:
    """A box on the page turned so that text running `turn` reads across."""
    left, right, bottom, top = box
    if turn > 0:
        return bottom, top, width - right, width - left
    return height - top, height - bottom, left, right


def on_page(box: Box, turn: int, width: float, height: float) -> Box:
    """Where a box of the page turned upright stands on the page itself."""
    left, right, bottom, top = box
    if turn > 0:
        return width - top, width - bottom, left, right
    return bottom, top, height - right, height - left


def turned_lines(handle: Any, raw: str, ranges: Sequence[tuple[int, int]], at: BoxOf, width: float, height: float, gap: float) -> list[TurnedLine]:  # fmt: skip
    """The lines of turned text at these places of a page, in the order of writing; `gap` font sizes divide a line."""
    found: list[TurnedLine] = []
    line: TurnedLine | None = None
    across, up = ctypes.c_double(), ctypes.c_double()
    for start, end in ranges:
        for index in range(start, end):
            letter = raw[index]
            if letter in " \r\n\t" or (box := at(index)) is None:
                continue
            size, turn = size_and_turn(handle, index)
            turn = turn or (line.turn if line else 1)
            pdfium.FPDFText_GetCharOrigin(handle, index, across, up)
            base = width - across.value if turn > 0 else across.value
            box = upright(box, turn, width, height)
            if line is not None and line.turn == turn and abs(line.base - base) < 0.35 * size and -1.2 * size < box[0] - line.box[1] < gap * size:  # fmt: skip
                before = raw[index - 1]
                blank = before == " " or (before in "\r\n" and box[0] - line.box[1] > _WORD_GAP * size)
                line.text += f" {letter}" if blank else letter
                line.box = (line.box[0], max(box[1], line.box[1]), min(box[2], line.box[2]), max(box[3], line.box[3]))
                continue
            line = TurnedLine(letter, box, base, size, turn)
            found.append(line)
    return _in_order(found)


def _in_order(lines: list[TurnedLine]) -> list[TurnedLine]:
    """The lines with those put right that pdfium gives before the line right above them."""
    for index in range(len(lines) - 1):
        one, two = lines[index : index + 2]
        above = 0.5 * one.size < two.base - one.base < 5 * one.size and abs(one.box[0] - two.box[0]) < one.size
        if above and one.turn == two.turn:
            lines[index : index + 2] = [two, one]
    return lines


def turned_blocks(lines: Sequence[TurnedLine]) -> list[TurnedLine]:
    """Lines that stand below each other as one text, whatever order they were written in."""
    blocks: list[list[TurnedLine]] = []
    for line in lines:
        block = next((block for block in reversed(blocks[-_LOOKED_BACK:]) if _belongs(line, block)), None)
        if block is None:
            blocks.append([line])
        else:
            block.append(line)
    return [_joined(block) for block in blocks]


def _belongs(line: TurnedLine, block: Sequence[TurnedLine]) -> bool:
    return any(
        near.turn == line.turn
        and abs(near.size - line.size) < 0.8
        and abs(near.base - line.base) < 1.6 * line.size
        and line.box[0] < near.box[1] + line.size
        and line.box[1] > near.box[0] - line.size
        for near in block
    )


def _joined(block: list[TurnedLine]) -> TurnedLine:
    """The lines of a block from top to bottom as one."""
    block.sort(key=lambda line: (-round(line.base), line.box[0]))
    text, first = "", block[0]
    base = first.base
    for line in block:
        same = text and abs(base - line.base) < 1
        text = (
            f"{text}{line.text}"
            if same and line.text == "\u00ad"
            else f"{text} {line.text}"
            if same
            else join(text, line.text)
        )
        base = line.base
    lefts, rights, bottoms, tops = zip(*(line.box for line in block), strict=True)
    return TurnedLine(text, (min(lefts), max(rights), min(bottoms), max(tops)), first.base, first.size, first.turn)
