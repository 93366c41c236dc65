"""Marks what the buyer has withdrawn: sections headed or opened by 'Udgår', rows and lines that say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from circular.documents.words import holds_one, reading_words

if TYPE_CHECKING:
    from circular.documents.outline import Draft


def strike(drafts: list[Draft]) -> None:
    """Mark withdrawn drafts: a heading's whole section, a row, or the one line that says it of itself."""
    words = reading_words()
    index = 0
    while index < len(drafts):
        draft = drafts[index]
        hinted = holds_one(draft.text.casefold(), words.struck_hints)
        if draft.kind == "heading" and not draft.toc:
            following = drafts[index + 1] if index + 1 < len(drafts) else None
            opened = (
                following is not None
                and following.kind in ("paragraph", "list_item")
                and _withdraws(following.text, draft.number, draft.text)
            )
            if draft.struck or opened or words.struck_ending.fullmatch(draft.text):
                index = _section(drafts, index)
                continue
        elif not hinted:
            pass
        elif draft.kind == "table_row":
            if any(_withdraws(cell.text, None, draft.text) for cell in draft.cells if cell.text) or (
                draft.cells and any(words.struck_ending.fullmatch(cell.text) for cell in draft.cells if cell.text)
            ):
                draft.struck = True
        elif (
            draft.kind in ("paragraph", "list_item")
            and len(draft.text) < 200
            and words.struck_ending.fullmatch(draft.text)
        ):
            draft.struck = True
        index += 1


def _withdraws(text: str, number: str | None, own: str) -> bool:
    """Whether a text withdraws what it stands at: it names nothing else, 'Krav K-8 udgår' under another heading does."""
    found = reading_words().struck_alone.fullmatch(text)
    if found is None:
        return False
    named = (found.group("number") or "").strip(".-")
    return not named or named == (number or "").strip(".") or re.match(rf"\W*{re.escape(named)}\b", own) is not None


def _section(drafts: list[Draft], start: int) -> int:
    """Strike the heading at `start` and everything below it; the index of the next section."""
    level = drafts[start].level or 1
    index = start
    while index < len(drafts):
        draft = drafts[index]
        if index > start and draft.kind == "heading" and (draft.level or 1) <= level:
            break
        if _where(draft) != _where(drafts[start]):
            break
        draft.struck = draft.struck or not draft.loose
        index += 1
    return index


def _where(draft: Draft) -> str:
    """The sheet, or the body with what hangs on it; headers and footers of pages belong to no section."""
    part = str(draft.at.get("part", "body"))
    return "body" if part in ("textbox", "footnote", "endnote") else part
