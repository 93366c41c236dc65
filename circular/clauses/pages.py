"""Joins a sentence that a page break cut in two, leaving out the page's header and footer between its halves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from circular.clauses.lexicon import LANGUAGES, tongues
from circular.documents.model import Block

_FURTHEST = 4
_CLOSED = re.compile(r"[.:;!?…|]\W*\Z")


def joined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, paragraphs that a page break interrupts made whole (at the place of their first half)."""
    found: list[Block] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if block.kind in ("paragraph", "list_item") and len(block.text) > 12 and not _CLOSED.search(block.text):
            other = _other_half(blocks, index)
            if other:
                found.append(block.model_copy(update={"text": f"{block.text} {blocks[other].text}"}))
                index = other + 1
                continue
        found.append(block)
        index += 1
    return found


def without_page_lines(text: str) -> str:
    """A text without the lines of page headers and footers that stand in the middle of a sentence."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    kept = [
        line for index, line in enumerate(lines)
        if not (
            0 < index < len(lines) - 1 and 0 < len(line) < 90 and line.strip() and lines[index - 1].strip()
            and not _CLOSED.search(lines[index - 1]) and lines[index + 1][:1].islower() and _page_line(line)
        )
    ]  # fmt: skip
    return "\n".join(kept)


def _other_half(blocks: Sequence[Block], index: int) -> int:
    """Index of the block that goes on with an unfinished one behind page furniture; 0 when there is none."""
    furniture = False
    for at in range(index + 1, min(index + 2 + _FURTHEST, len(blocks))):
        block = blocks[at]
        if block.kind not in ("paragraph", "heading"):
            return 0
        if furniture and block.text[:1].islower() and block.kind == "paragraph":
            return at
        if len(block.text) > 90:
            return 0
        furniture = furniture or _page_line(block.text)
    return 0


def _page_line(text: str) -> bool:
    small = text.lower()
    return any(character.isdigit() for character in small) and any(
        tongues()[language].cue("page_line").search(small) for language in LANGUAGES
    )
