"""Computes the numbers that an OpenDocument text shows before its headings and items."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from circular.documents.docx_numbering import written
from circular.documents.odf import STYLE, TEXT, OdfStyle
from circular.documents.package import whole

_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_OUTLINE = "\x00outline"
_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(frozen=True)
class _Level:
    form: str = ""
    prefix: str = ""
    suffix: str = ""
    display: int = 1
    start: int = 1


@dataclass
class OdfNumbering:
    """The lists of a document and how far each has counted."""

    content: Any
    styles: Any | None
    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for root in (self.styles, self.content):
            for style in [] if root is None else root.iter(f"{TEXT}list-style", f"{TEXT}outline-style"):
                name = _OUTLINE if style.tag == f"{TEXT}outline-style" else style.get(f"{STYLE}name", "")
                self.lists[name] = {whole(level.get(f"{TEXT}level"), 1): _level(level) for level in style if level.get(f"{TEXT}level")}  # fmt: skip

    def style_of(self, element: Any, above: str | None) -> str | None:
        """The list style of a list: its own, or that of the list around it."""
        return element.get(f"{TEXT}style-name") or above

    def begin(self, element: Any) -> None:
        """A list begins: it counts from the start, unless it says that it goes on."""
        goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
        style = element.get(f"{TEXT}style-name")
        if style and not goes_on:
            self.counts.pop(style, None)

    def next(self, style: str | None, level: int, start: str | None = None) -> str | None:
        """Count one step of a list; the number as shown, None for a bullet."""
        levels = self.lists.get(style or "", {})
        how = levels.get(level)
        if style is None or how is None:
            return None
        counts = self.counts.setdefault(style, {})
        given = whole(start, -1)
        counts[level] = given if given >= 0 else counts[level] + 1 if level in counts else how.start
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        if how.form not in _FORMS:
            return None
        parts = []
        for at in range(max(1, level - how.display + 1), level + 1):
            other = levels.get(at, how)
            if other.form in _FORMS:
                parts.append(written(counts.get(at, other.start), _FORMS[other.form]))
        return f"{how.prefix}{'.'.join(parts)}{how.suffix}".strip().rstrip(".") or None

    def of_heading(self, element: Any, style: OdfStyle, level: int) -> str | None:
        """The number of a heading that stands in no list: by its style's list, or by the outline of the document."""
        if element.get(f"{TEXT}is-list-header") == "true" or element.tag != f"{TEXT}h":
            return None
        name = style.list_style if style.list_style in self.lists else _OUTLINE
        return self.next(name, level, element.get(f"{TEXT}start-value"))


def _level(element: Any) -> _Level:
    def said(name: str) -> str:
        return str(element.get(f"{STYLE}{name}", ""))

    numbered = element.tag in (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style")
    return _Level(
        form=said("num-format") if numbered else "",
        prefix=said("num-prefix"),
        suffix=said("num-suffix"),
        display=max(1, whole(element.get(f"{TEXT}display-levels"), 1)),
        start=whole(element.get(f"{TEXT}start-value"), 1),
    )
