"""What the styles of a Word document mean for reading: heading level, list, strike-through, hidden, bold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from circular.documents.docx_numbering import W
from circular.documents.package import whole
from circular.documents.words import reading_words

OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True)
class Style:
    """A paragraph or character style with everything inherited already in it."""

    level: int | None = None
    """Heading level, 1 the highest."""
    toc: bool = False
    number_id: str | None = None
    number_level: int | None = None
    strike: bool = False
    hidden: bool = False
    bold: bool = False


PLAIN = Style()


class Styles:
    """The styles of a document by their id; each is worked out when it is first asked for."""

    def __init__(self, root: Any | None) -> None:
        found = [] if root is None else root.iterchildren(f"{W}style")
        self._elements: dict[str, Any] = {element.get(f"{W}styleId", ""): element for element in found}
        self._known: dict[str, Style] = {}
        self.default: str = next(
            (
                style_id
                for style_id, element in self._elements.items()
                if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )
        """Id of the default paragraph style; '' when there is none."""

    def __getitem__(self, style_id: str) -> Style:
        """The style; PLAIN for an id that the document does not define."""
        if style_id not in self._known:
            element = self._elements.get(style_id)
            self._known[style_id] = PLAIN if element is None else _style(_chain(element, self._elements))
        return self._known[style_id]


def _chain(element: Any, elements: dict[str, Any]) -> list[Any]:
    """The style and those it is based on, the nearest first; a circle ends the chain."""
    chain: list[Any] = []
    while element is not None and not any(element is known for known in chain) and len(chain) < 30:
        chain.append(element)
        based = element.find(f"{W}basedOn")
        element = elements.get(based.get(f"{W}val", "")) if based is not None else None
    return chain


def _style(chain: list[Any]) -> Style:
    words = reading_words()
    level = number_id = number_level = None
    toc = False
    marks: dict[str, bool] = {}
    for element in chain:
        name_element = element.find(f"{W}name")
        name = (name_element.get(f"{W}val", "") if name_element is not None else "").casefold()
        own = outline_level(element.find(f"{W}pPr"))
        if level is None:
            level = own or heading_level_named(name) or heading_level_named(element.get(f"{W}styleId", "").casefold())
        toc = toc or (name.startswith(words.contents_styles) and name[-1:].isdigit())
        numbered = element.find(f"{W}pPr/{W}numPr")
        if numbered is not None:
            own_id, own_level = number_of(numbered)
            number_id = own_id if number_id is None else number_id
            number_level = own_level if number_level is None else number_level
        for mark, on in run_marks(element.find(f"{W}rPr")).items():
            marks.setdefault(mark, on)
    return Style(level=None if level == 10 or toc else level, toc=toc, number_id=number_id, number_level=number_level, **marks)  # fmt: skip


def outline_level(properties: Any | None) -> int | None:
    """Heading level of paragraph properties: 1 … 9, 10 for body text, None when they say nothing."""
    element = None if properties is None else properties.find(f"{W}outlineLvl")
    value = None if element is None else element.get(f"{W}val")
    level = whole(value, -1, most=9)
    return level + 1 if level >= 0 else None


def heading_level_named(name: str) -> int | None:
    """The heading level that a style's name (in small letters) says: 'heading 2', 'overskrift 2', 'title'."""
    words = reading_words()
    if name in words.title_styles:
        return 1
    found = re.match(rf"(?:{'|'.join(map(re.escape, words.heading_styles))})\s*([1-9])\Z", name)
    return int(found.group(1)) if found else None


def number_of(numbered: Any) -> tuple[str | None, int | None]:
    """(numId, ilvl) of a numPr element."""
    number_id, level = numbered.find(f"{W}numId"), numbered.find(f"{W}ilvl")
    value = None if level is None else level.get(f"{W}val")
    return (
        None if number_id is None else number_id.get(f"{W}val"),
        whole(value, most=8) if value else None,
    )


def run_marks(properties: Any | None) -> dict[str, bool]:
    """strike, hidden and bold, as far as run properties say them."""
    if properties is None:
        return {}
    marks: dict[str, bool] = {}
    for child in properties:
        name = child.tag
        if name in (f"{W}strike", f"{W}dstrike"):
            marks["strike"] = marks.get("strike", False) or child.get(f"{W}val", "1") not in OFF
        elif name == f"{W}vanish":
            marks["hidden"] = child.get(f"{W}val", "1") not in OFF
        elif name == f"{W}b":
            marks["bold"] = child.get(f"{W}val", "1") not in OFF
    return marks
