"""What a drafted document consists of: headings, paragraphs, lists and tables, before any file format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading of level 1-3; `text` carries its own number ('4.2 Materialer')."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text; `bold` for a line that stands out, such as the name of the contracting authority."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Items:
    """A list; `numbered` gives 1., 2., 3., otherwise bullets."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table with one header row; `widths_cm` may be empty."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths_cm: tuple[float, ...] = ()


Block = Heading | Paragraph | Items | Table
