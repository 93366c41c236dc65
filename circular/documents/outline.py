"""Puts what a reader finds in order: headings above each block, lead-ins of lists, rows with their headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from circular.documents.model import Block, BlockKind, Cell
from circular.documents.plain import last_sentence, placeholders_in
from circular.documents.struck import strike
from circular.documents.unchecked import defaults_of, unchecked
from circular.documents.words import reading_words
from circular.place import Place


@dataclass(slots=True)
class Draft:
    """A block in the making."""

    text: str
    kind: BlockKind
    at: dict[str, Any]
    """Fields of its Place, besides file and heading."""
    level: int | None = None
    number: str | None = None
    heading: str | None = None
    heading_path: tuple[str, ...] = ()
    lead_in: str | None = None
    table: int | None = None
    cells: tuple[Cell, ...] = ()
    struck: bool = False
    inserted: bool = False
    hidden: bool = False
    toc: bool = False
    placeholders: tuple[str, ...] = ()
    loose: bool = False
    """Stands where its page ends, not where its section is: a footnote of a PDF."""


@dataclass
class Outline:
    """Takes blocks in reading order and knows under which headings and lead-in each one stands."""

    file: str
    drafts: list[Draft] = field(default_factory=list)
    tables: int = 0
    _above: list[tuple[int, str]] = field(default_factory=list)
    _path: tuple[str, ...] = ()
    _lead_ins: dict[int, str] = field(default_factory=dict)
    _in_list: bool = False

    def heading(self, text: str, level: int, number: str | None = None, *, at: dict[str, Any], **marks: Any) -> Draft:
        """A heading; those of its own level and below end here."""
        label = labelled(number, text)
        self._above = [(depth, title) for depth, title in self._above if depth < level]
        path = tuple(title for _, title in self._above)
        self._end_list()
        self._above.append((level, label))
        self._path = (*path, label)
        return self._add(
            Draft(text, "heading", at, level=level, number=number, heading=label, heading_path=path, **marks)
        )

    def paragraph(self, text: str, *, at: dict[str, Any], **marks: Any) -> Draft:
        """A paragraph of running text; it ends the list before it."""
        self._end_list()
        return self._add(self._placed(Draft(text, "paragraph", at, **marks)))

    def item(self, text: str, level: int, number: str | None = None, *, at: dict[str, Any], **marks: Any) -> Draft:
        """An item of a list; the sentence before the list leads into it, or the item it hangs under."""
        previous = self.drafts[-1] if self.drafts else None
        if not self._in_list:
            self._lead_ins.clear()
            if previous is not None and previous.kind in ("paragraph", "heading") and leads_in(previous):
                self._lead_ins[level] = last_sentence(previous.text)
            self._in_list = True
        elif previous is not None and previous.kind == "list_item" and (previous.level or 1) < level:
            above = previous.lead_in
            opens = previous.text.rstrip().endswith(":")
            said = " ".join(part for part in (above, previous.text) if part) if opens else above
            if said:
                self._lead_ins[level] = said
        lead_in = next(
            (self._lead_ins[depth] for depth in sorted(self._lead_ins, reverse=True) if depth <= level), None
        )
        return self._add(
            self._placed(Draft(text, "list_item", at, level=level, number=number, lead_in=lead_in, **marks))
        )

    def leave(self) -> None:
        """Leave all headings: what follows stands under none of those above."""
        self._above.clear()
        self._path = ()
        self._end_list()

    def begin_table(self) -> int:
        """The number of the table that begins here."""
        self._end_list()
        self.tables += 1
        return self.tables

    def row(self, cells: Sequence[Cell], *, header: bool, table: int, at: dict[str, Any], **marks: Any) -> Draft:
        """A row of a table as one block; its text is the filled cells joined by ' | '."""
        text = " | ".join([cell.text for cell in cells if cell.text])
        kind: BlockKind = "table_header" if header else "table_row"
        return self._add(self._placed(Draft(text, kind, at, table=table, cells=tuple(cells), **marks)))

    def blocks(self) -> tuple[Block, ...]:
        """The finished blocks: withdrawn sections and rows struck, placeholders found."""
        _mark_contents(self.drafts)
        strike(self.drafts)
        return tuple(finished(draft, self.file) for draft in self.drafts)

    def _placed(self, draft: Draft) -> Draft:
        draft.heading_path = self._path
        draft.heading = self._path[-1] if self._path else None
        return draft

    def _add(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        return draft

    def _end_list(self) -> None:
        self._in_list = False


_block, _place = unchecked(Block), unchecked(Place)
_BLOCK, _PLACE = defaults_of(Block), defaults_of(Place)


def finished(draft: Draft, file: str) -> Block:
    """The frozen block of a draft."""
    said = {
        **_BLOCK,
        "text": draft.text, "place": _place({**_PLACE, "file": file, "heading": draft.heading, **draft.at}), "kind": draft.kind,
        "level": draft.level, "number": draft.number, "heading_path": draft.heading_path, "lead_in": draft.lead_in,
        "table": draft.table, "cells": draft.cells, "struck": draft.struck, "inserted": draft.inserted,
        "hidden": draft.hidden, "toc": draft.toc, "placeholders": draft.placeholders,
    }  # fmt: skip
    if not draft.toc and (found := placeholders_in(draft.text)):
        said["placeholders"] = tuple(dict.fromkeys((*draft.placeholders, *found)))
    return _block(said)


def labelled(number: str | None, text: str) -> str:
    """A heading with its number, once."""
    return text if not number or text.startswith(number) else f"{number} {text}"


def leads_in(draft: Draft) -> bool:
    """Whether a text opens the list after it: it ends with a colon, or breaks off without an ending."""
    text = draft.text.rstrip()
    return text.endswith(":") or (draft.kind == "paragraph" and text[-1:] not in ".!?;")


def is_header(texts: Sequence[str]) -> bool:
    """Whether a row reads as the header of a table: short texts, at least two of them known header words."""
    filled = [text for text in texts if text]
    if len(filled) < 2 or any(len(text) > 60 or text[0].isdigit() or text[0] in "[<_" for text in filled):
        return False
    known = reading_words().table_headers
    hits = sum(1 for text in filled if text.casefold().strip(" :*") in known)
    return hits >= 2 or (hits >= 1 and len(filled) == 2)


def _mark_contents(drafts: list[Draft]) -> None:
    """The lines under a heading 'Indholdsfortegnelse' are a table of contents when most of them end in a page number."""
    titles = reading_words().contents_titles
    for index, draft in enumerate(drafts):
        if draft.text.casefold().rstrip(" :") not in titles or draft.kind not in ("heading", "paragraph"):
            continue
        lines: list[Draft] = []
        for following in drafts[index + 1 :]:
            if not following.text[-1:].isdigit() or len(following.text) > 160:
                break
            lines.append(following)
        if len(lines) >= 2:
            draft.toc = True
            for line in lines:
                line.toc = True
