"""What OpenDocument files of every kind share: their parts, the names of their XML, what styles mean, runs of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from circular.documents.failure import encrypted
from circular.documents.package import Package
from circular.documents.plain import clean

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
TEXT = f"{{{_OASIS}:text:1.0}}"
TABLE = f"{{{_OASIS}:table:1.0}}"
OFFICE = f"{{{_OASIS}:office:1.0}}"
STYLE = f"{{{_OASIS}:style:1.0}}"
DRAW = f"{{{_OASIS}:drawing:1.0}}"
_MANIFEST = f"{{{_OASIS}:manifest:1.0}}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_ENCODED = re.compile(r"_([0-9a-f]{2,4})_")
_MOST_BLANKS = 1_000


@dataclass(frozen=True)
class OdfStyle:
    """A style with everything inherited already in it."""

    name: str = ""
    """The names of the style and of those it is based on, in small letters, the nearest first, joined by '|'."""
    strike: bool = False
    hidden: bool = False
    bold: bool = False
    list_style: str | None = None
    level: int | None = None
    """Outline level that the style gives its paragraphs."""
    shown: bool = True
    """False for a style of sheets that are not displayed."""


PLAIN = OdfStyle()


class OdfStyles:
    """The styles of a document by family and name; those of the content come before those of styles.xml."""

    def __init__(self, *roots: Any | None) -> None:
        self._elements: dict[tuple[str, str], Any] = {}
        for root in roots:
            for element in [] if root is None else root.iter(f"{STYLE}style"):
                key = element.get(f"{STYLE}family", ""), element.get(f"{STYLE}name", "")
                self._elements.setdefault(key, element)
        self._known: dict[tuple[str, str], OdfStyle] = {}

    def of(self, family: str, name: str | None) -> OdfStyle:
        """A style; PLAIN where the document defines none of that name."""
        key = family, name or ""
        if key not in self._known:
            self._known[key] = self._read(*key)
        return self._known[key]

    def _read(self, family: str, name: str) -> OdfStyle:
        names: list[str] = []
        marks: dict[str, bool] = {}
        list_style: str | None = None
        level: int | None = None
        shown = True
        for _ in range(30):
            element = self._elements.get((family, name))
            if element is None:
                break
            said = element.get(f"{STYLE}display-name") or _decoded(name)
            names.append(said.casefold())
            text = element.find(f"{STYLE}text-properties")
            for mark, on in _marks(text).items():
                marks.setdefault(mark, on)
            list_style = list_style or element.get(f"{STYLE}list-style-name") or None
            own = element.get(f"{STYLE}default-outline-level", "")
            level = int(own) if level is None and own.isdecimal() and 0 < int(own[:3]) < 11 else level
            table = element.find(f"{STYLE}table-properties")
            shown = shown and (table is None or table.get(f"{TABLE}display", "true") != "false")
            name = element.get(f"{STYLE}parent-style-name", "")
        return OdfStyle("|".join(names), list_style=list_style, level=level, shown=shown, **marks)


def _decoded(name: str) -> str:
    return _ENCODED.sub(lambda found: chr(int(found.group(1), 16)), name)


def _marks(properties: Any | None) -> dict[str, bool]:
    marks: dict[str, bool] = {}
    for key, value in {} if properties is None else properties.attrib.items():
        name = key.rsplit("}", 1)[-1]
        if name in ("text-line-through-style", "text-line-through-type"):
            marks["strike"] = value != "none"
        elif name == "display":
            marks["hidden"] = value == "none"
        elif name == "font-weight":
            marks["bold"] = value == "bold" or (value.isdecimal() and int(value) >= 600)
    return marks


@dataclass
class OdfRun:
    """A stretch of text with one set of marks."""

    text: str
    strike: bool
    hidden: bool
    bold: bool
    inserted: bool


@dataclass
class OdfInline:
    """A paragraph as read: its runs, and what hangs on it."""

    runs: list[OdfRun] = field(default_factory=list)
    notes: list[tuple[str, Any]] = field(default_factory=list)
    """('footnote' or 'endnote', its body), in order."""
    boxes: list[Any] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    placeholders: list[str] = field(default_factory=list)
    pages: int = 0

    def text(self, *, strike: bool = False, hidden: bool = False) -> str:
        return clean("".join(run.text for run in self.runs if (run.strike, run.hidden) == (strike, hidden)))

    @property
    def inserted(self) -> bool:
        return any(run.inserted and run.text.strip() for run in self.runs)

    @property
    def bold(self) -> bool:
        said = [run for run in self.runs if run.text.strip()]
        return bool(said) and all(run.bold for run in said)


class OdfReader:
    """Reads paragraphs; knows the styles and which tracked insertion is open.

    With `deletions` (change id -> what was deleted) it reads them as they stood before the tracked changes.
    """

    def __init__(
        self,
        styles: OdfStyles,
        insertions: frozenset[str] = frozenset(),
        deletions: dict[str, Any] | None = None,
    ) -> None:
        self.styles = styles
        self.insertions = insertions
        self.deletions = deletions
        self.open: set[str] = set()

    def read(self, paragraph: Any) -> OdfInline:
        inline = OdfInline()
        self._walk(paragraph, inline, self.styles.of("paragraph", paragraph.get(f"{TEXT}style-name")))
        return inline

    def _say(self, text: str | None, inline: OdfInline, style: OdfStyle) -> None:
        if text and not (self.open and self.deletions is not None):
            inline.runs.append(OdfRun(text, style.strike, style.hidden, style.bold, bool(self.open)))

    def _walk(self, element: Any, inline: OdfInline, style: OdfStyle) -> None:
        self._say(element.text, inline, style)
        for child in element:
            self._child(child, inline, style)
            self._say(child.tail, inline, style)

    def _child(self, child: Any, inline: OdfInline, style: OdfStyle) -> None:
        tag = child.tag
        if tag == f"{TEXT}span":
            own = self.styles.of("text", child.get(f"{TEXT}style-name"))
            joined = OdfStyle(strike=style.strike or own.strike, hidden=style.hidden or own.hidden, bold=style.bold or own.bold)  # fmt: skip
            self._walk(child, inline, joined)
        elif tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c", "1")
            self._say(" " * min(_MOST_BLANKS, int(count) if count.isdecimal() else 1), inline, style)
        elif tag in (f"{TEXT}tab", f"{TEXT}line-break"):
            self._say(" ", inline, style)
        elif tag == f"{TEXT}soft-page-break":
            inline.pages += 1
        elif tag == f"{TEXT}note":
            body = child.find(f"{TEXT}note-body")
            kind = "endnote" if child.get(f"{TEXT}note-class") == "endnote" else "footnote"
            if body is not None:
                inline.notes.append((kind, body))
        elif tag == f"{OFFICE}annotation":
            said = clean(" ".join("".join(part.itertext()) for part in child.iter(f"{TEXT}p")))
            if said:
                inline.comments.append(said)
        elif tag == f"{TEXT}change-start" and child.get(f"{TEXT}change-id") in self.insertions:
            self.open.add(child.get(f"{TEXT}change-id", ""))
        elif tag == f"{TEXT}change-end":
            self.open.discard(child.get(f"{TEXT}change-id", ""))
        elif tag == f"{TEXT}change" and self.deletions:
            gone = self.deletions.get(child.get(f"{TEXT}change-id", ""))
            for paragraph in () if gone is None else gone.iterchildren(f"{TEXT}p", f"{TEXT}h"):
                self._walk(paragraph, inline, style)
        elif tag == f"{TEXT}placeholder":
            said = clean("".join(child.itertext()))
            if said:
                inline.placeholders.append(said)
            self._walk(child, inline, style)
        elif tag == f"{DRAW}text-box":
            inline.boxes.append(child)
        elif tag == f"{TEXT}hidden-text":
            self._say(child.get(f"{TEXT}string-value"), inline, OdfStyle(hidden=True))
        elif isinstance(tag, str) and tag not in (f"{TEXT}tracked-changes", f"{OFFICE}annotation-end"):
            self._shape_or_inner(child, inline, style)

    def _shape_or_inner(self, child: Any, inline: OdfInline, style: OdfStyle) -> None:
        """A frame or shape holds paragraphs of its own; whatever else is there is part of the running text."""
        if child.tag.startswith(DRAW) and child.tag not in (f"{DRAW}frame", f"{DRAW}a", f"{DRAW}g"):
            if child.find(f"{TEXT}p") is not None or child.find(f"{TEXT}list") is not None:
                inline.boxes.append(child)
            return
        if child.tag.startswith(DRAW):
            for inner in child:
                if isinstance(inner.tag, str) and inner.tag.startswith(DRAW):
                    self._child(inner, inline, style)
            return
        self._walk(child, inline, style)


def opened(content: bytes) -> tuple[Package, Any, Any | None]:
    """(package, root of content.xml, root of styles.xml); raises Unreadable for a locked or damaged file."""
    package = Package(content)
    if "META-INF/manifest.xml" in package:
        manifest = package.xml("META-INF/manifest.xml")
        if next(manifest.iter(f"{_MANIFEST}encryption-data"), None) is not None:
            raise encrypted()
    if "content.xml" not in package:
        package.main_part("content.xml")
    styles = package.xml("styles.xml") if "styles.xml" in package else None
    return package, package.xml("content.xml"), styles


def insertions_of(root: Any) -> frozenset[str]:
    """The ids of tracked insertions."""
    return frozenset(_changes(root, "insertion"))


def deletions_of(root: Any) -> dict[str, Any]:
    """Id -> what was deleted, of each tracked deletion."""
    return _changes(root, "deletion")


def _changes(root: Any, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for region in root.iter(f"{TEXT}changed-region"):
        change = region.find(f"{TEXT}{kind}")
        if change is not None:
            found[region.get(f"{TEXT}id") or region.get(_XML_ID) or ""] = change
    return found


def repeated(element: Any, name: str, most: int) -> int:
    """How often a row or cell is repeated, at most `most`."""
    said = element.get(f"{TABLE}number-{name}-repeated", "1")
    return max(1, min(int(said), most)) if said.isdecimal() and len(said) < 10 else 1


def rows_of(table: Any) -> Iterator[tuple[Any, bool]]:
    """(row, whether it stands among the header rows) of a table, groups opened."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child, False
        elif child.tag == f"{TABLE}table-header-rows":
            for row, _ in rows_of(child):
                yield row, True
        elif child.tag in (f"{TABLE}table-row-group", f"{TABLE}table-rows"):
            yield from rows_of(child)
