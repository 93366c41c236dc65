"""What every reader gives: a document as blocks of text, each with its place."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from circular.documents.notice_model import Notice
from circular.documents.unchecked import unchecked
from circular.place import Place

Kind = Literal[
    "docx",
    "pdf",
    "xlsx",
    "text",
    "markdown",
    "csv",
    "odt",
    "ods",
    "html",
    "mail",
    "archive",
    "doc",
    "rtf",
    "notice",
    "building",
    "building_part",
    "portfolio",
    "other",
]
Status = Literal["read", "partly_read", "unreadable", "unsupported"]
BlockKind = Literal["heading", "paragraph", "list_item", "table_row", "table_header"]


class Inside(BaseModel):
    """A file within a file: an entry of an archive, an attachment, an embedded document."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    key: str
    """How the file around it finds it again: 'zip:3', 'mail:0'."""
    name: str
    """Its name, cleaned, relative to the file around it."""


class Cell(BaseModel):
    """One cell of a table row, with the header of its column where the table has one."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    text: str
    header: str = ""
    """Text of the column's header cell, '' where there is none."""
    name: str = ""
    """Cell address: 'C12' in a sheet, 'tabel 2, række 3, kolonne 1' in a document."""


_cell = unchecked(Cell)


def cell_of(text: str, header: str, name: str) -> Cell:
    """A Cell without validation, for the millions of cells of large sheets."""
    return _cell({"text": text, "header": header, "name": name})


class Block(BaseModel):
    """One paragraph, heading, list item or table row as a reader of the document sees it.

    `text` is the text as written, NFC, without soft hyphens and line-end hyphens; a table row's text is its cells joined by ' | '.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    text: str
    place: Place
    kind: BlockKind = "paragraph"
    level: int | None = None
    """Level of a heading (1 is the highest) or of a list item (1 is the outermost)."""
    number: str | None = None
    """The computed or written number of a heading or list item: '4.2', 'a)'."""
    heading_path: tuple[str, ...] = ()
    """The headings above, outermost first, each with its number: ('4 Krav', '4.2 Materialer')."""
    lead_in: str | None = None
    """The sentence that opens the list this item stands in: 'Tilbudsgiver skal:'."""
    table: int | None = None
    """Number of the table this row stands in, within its document."""
    cells: tuple[Cell, ...] = ()
    """The cells of a table row, empty ones too."""
    struck: bool = False
    """Struck through, or inside a section or row that is marked 'Udgår' or 'Bortfalder'."""
    inserted: bool = False
    """Stands in a tracked insertion."""
    hidden: bool = False
    """Hidden text, or a hidden sheet, row or column."""
    toc: bool = False
    """A line of a table of contents."""
    recognised: bool = False
    """Read from a picture of a page by text recognition, so that letters may be wrong."""
    placeholders: tuple[str, ...] = ()
    """Unfilled placeholders in it, as written: '[X]', 'Klik her for at angive tekst.'"""


class Document(BaseModel):
    """One file as read: its blocks in reading order, and how much of it could be read."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    file: str
    kind: Kind
    status: Status = "read"
    why: str | None = None
    """Why it was not read, or not wholly, in one line (Danish)."""
    why_en: str | None = None
    pages: int | None = None
    blocks: tuple[Block, ...] = ()
    comments: tuple[Block, ...] = ()
    """Comments in the margin: shown, never demands."""
    before: tuple[Block, ...] = ()
    """The blocks as they stood before the tracked changes; () when no change makes a difference."""
    inside: tuple[Inside, ...] = ()
    """The files within this one; each is read as a document of its own."""
    sha256: str | None = None
    notice: Notice | None = None
    """What a notice says of itself, where the file is one."""
