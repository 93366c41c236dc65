"""Walks a Word document as the reader does and keeps, for every place, the XML in which its words stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from circular.documents.docx import DocxWalk
from circular.documents.docx_numbering import W
from circular.documents.docx_styles import Style
from circular.documents.docx_text import Inline, Reader, Run
from circular.documents.outline import Draft
from circular.documents.package import Package

NOTES = ("footnote", "endnote")


@dataclass
class Said:
    """One paragraph with its runs as read, each with its element."""

    paragraph: Any
    runs: list[tuple[Run, Any]] = field(default_factory=list)


@dataclass
class Spot:
    """What one place of the document is made of."""

    said: list[Said]
    host: Any | None = None
    """The body's paragraph that a note or text box hangs on; None for a place in the body itself."""
    note: tuple[str, str] | None = None
    """('footnote' or 'endnote', id) of the note it stands in."""
    margin: bool = False
    """Stands in a header or footer."""


class _Noting(Reader):
    """Keeps which element each run was read from."""

    def __init__(self, walk: SpotWalk) -> None:
        super().__init__(walk.styles)
        self.walk = walk
        self.now: Said | None = None

    def read(self, paragraph: Any, style: Style) -> Inline:
        self.now = Said(paragraph)
        inline = super().read(paragraph, style)
        self.walk.met(self.now, inline)
        return inline

    def _run(self, run: Any, inline: Inline, style: Style, *, inserted: bool, placeholder: bool) -> None:
        before = len(inline.runs)
        super()._run(run, inline, style, inserted=inserted, placeholder=placeholder)
        if len(inline.runs) > before and self.now is not None:
            self.now.runs.append((inline.runs[-1], run))


class SpotWalk(DocxWalk):
    """Reads a document anew; `spots` holds what each place is made of, in reading order."""

    def __init__(self, package: Package, file: str) -> None:
        super().__init__(package, file)
        self.reader = _Noting(self)
        self.spots: dict[tuple[str, int], Spot] = {}
        self._pending: list[Said] = []
        self._told = False
        self._paragraphs: dict[int, tuple[Inline, Any]] = {}
        self._hosts: list[Any] = []
        self._note: tuple[str, str] | None = None
        self._margin = False
        self.blocks()

    def met(self, said: Said, inline: Inline) -> None:
        """A paragraph was read; it belongs to the next place that is told."""
        if self._told:
            self._pending, self._told = [], False
        self._pending.append(said)
        self._paragraphs[id(inline)] = (inline, said.paragraph)

    def place(self, part: str) -> dict[str, Any]:
        at = super().place(part)
        self._told = True
        host = self._hosts[0] if self._hosts else None
        self.spots[part, at["paragraph"]] = Spot(list(self._pending), host, self._note, self._margin)
        return at

    def margins(self) -> None:
        self._margin = True
        super().margins()

    def hanging(self, inline: Inline, part: str, draft: Draft | None) -> None:
        known = self._paragraphs.get(id(inline))
        self._hosts.append(known[1] if known else None)
        super().hanging(inline, part, draft)
        self._hosts.pop()

    def container(self, element: Any, part: str) -> None:
        outer = self._note
        if part in NOTES and element.tag == f"{W}{part}":
            self._note = (part, element.get(f"{W}id", ""))
        super().container(element, part)
        self._note = outer

    def body_spots(self) -> Iterator[Spot]:
        """The places of the body in order."""
        return (spot for (part, _), spot in self.spots.items() if part == "body")
