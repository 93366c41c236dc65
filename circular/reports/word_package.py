"""A copy of a Word file in which only the text, its comments and what names them are written anew."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from circular.documents.docx_numbering import W
from circular.documents.failure import damaged
from circular.documents.package import STRICT, TRANSITIONAL, Package
from circular.reports.plain import clean

TYPES = "[Content_Types].xml"
COMMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKED = 0.95
"""A part that packing made hardly smaller is a picture; packing it again only takes time."""


@dataclass(frozen=True)
class Line:
    """A paragraph of a comment."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Comment:
    """A comment as it stands in the margin."""

    lines: tuple[Line, ...]
    author: str
    initials: str
    date: str
    """`2026-11-24T00:00:00Z`."""
    language: str
    """`da-DK`."""


class Copy(Package):
    """The package to be copied: its text is parsed with everything in it, and the new parts are kept beside the old."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._content = content
        self.main = self.main_part("word/document.xml")
        self.strict = STRICT in self.read(self.main)
        self._new: dict[str, bytes] = {}

    def xml(self, name: str) -> Any:
        """The root of a part; of the text with its processing instructions and remarks, so that they are copied too."""
        if name != getattr(self, "main", None):
            return super().xml(name)
        root = etree.fromstring(self._usual(self.read(name)), _parser())
        if root.getroottree().docinfo.doctype:
            raise damaged(f"delen {name} rummer en DTD", f"the part {name} holds a DTD")
        return root

    def next_id(self, root: Any) -> int:
        """The first number that no comment of the document has."""
        names = ("comment", "commentRangeStart", "commentReference")
        known = [root, *([self._usual_root(part)] if (part := self.comments_part()) else [])]
        taken = [int(said) for one in known for name in names for element in one.iter(f"{W}{name}")
                 if (said := element.get(f"{W}id", "")).isdecimal()]  # fmt: skip
        return max(taken, default=-1) + 1

    def comments_part(self) -> str | None:
        """The part that holds the document's comments, where it has one."""
        return next((part for kind, part in self.relations(self.main).values() if kind == "comments" and part in self), None)  # fmt: skip

    def style_named(self, name: str) -> str | None:
        """The id of the style of this name: Word calls its own by English names in every language."""
        part = next((part for kind, part in self.relations(self.main).values() if kind == "styles" and part in self), None)  # fmt: skip
        if part is None:
            return None
        for style in super().xml(part).iter(f"{W}style"):
            said = style.find(f"{W}name")
            if said is not None and said.get(f"{W}val", "").casefold() == name:
                return str(style.get(f"{W}styleId", "")) or None
        return None

    def put_text(self, root: Any) -> None:
        """The text as it is now."""
        self._new[self.main] = self._bytes(root)

    def put_comments(self, comments: Sequence[tuple[int, Comment]]) -> None:
        """Add comments to those of the document, and name their part where it is new."""
        part = self.comments_part()
        root = self._usual_root(part) if part else etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
        styles = (self.style_named("annotation text"), self.style_named("annotation reference"))
        for identifier, comment in comments:
            root.append(_comment(identifier, comment, *styles))
        if part is None:
            part = self._name_part()
        self._new[part] = self._bytes(root)

    def _name_part(self) -> str:
        folder, base = posixpath.split(self.main)
        part = next(name for number in range(100) if (name := posixpath.join(folder, f"comments{number or ''}.xml")) not in self)  # fmt: skip
        where = posixpath.join(folder, "_rels", f"{base}.rels")
        root = self._root(where) if where in self else etree.fromstring(f'<Relationships xmlns="{_REL[1:-1]}"/>')
        taken = {one.get("Id") for one in root}
        identifier = next(name for number in range(1, 100_000) if (name := f"rId{number}") not in taken)
        office = TRANSITIONAL_BACK[_OFFICE.encode()].decode() if self.strict else _OFFICE
        etree.SubElement(root, f"{_REL}Relationship", Id=identifier, Type=f"{office}/comments", Target=posixpath.basename(part))  # fmt: skip
        self._new[where] = _told(root)
        types = self._root(TYPES)
        if not any(one.get("PartName") == f"/{part}" for one in types):
            etree.SubElement(types, f"{_CT}Override", PartName=f"/{part}", ContentType=COMMENT_TYPE)
        self._new[TYPES] = _told(types)
        return part

    def content(self) -> bytes:
        """The copy: every other part as it was, byte for byte, in its order."""
        stream = io.BytesIO()
        names = {entry.filename: name for name, entry in self._entries.items()}
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out, zipfile.ZipFile(io.BytesIO(self._content)) as old:  # fmt: skip
            left = dict(self._new)
            for entry in old.infolist():
                name = names.get(entry.filename, entry.filename)
                written = left.pop(name, None)
                info = zipfile.ZipInfo(entry.filename, entry.date_time)
                info.external_attr, info.comment = entry.external_attr, entry.comment
                packed = entry.compress_size >= _PACKED * entry.file_size
                info.compress_type = zipfile.ZIP_STORED if packed and written is None else zipfile.ZIP_DEFLATED
                out.writestr(info, old.read(entry) if written is None else written)
            for name, written in left.items():
                out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), written, zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    def _usual(self, content: bytes) -> bytes:
        for strict, usual in TRANSITIONAL.items() if self.strict else ():
            content = content.replace(strict, usual)
        return content

    def _usual_root(self, name: str) -> Any:
        return etree.fromstring(self._usual(self.read(name)), _parser())

    def _root(self, name: str) -> Any:
        return etree.fromstring(self.read(name), _parser())

    def _bytes(self, root: Any) -> bytes:
        content = _told(root)
        for usual, strict in TRANSITIONAL_BACK.items() if self.strict else ():
            content = content.replace(usual, strict)
        return content


TRANSITIONAL_BACK = {usual: strict for strict, usual in TRANSITIONAL.items()}


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _told(root: Any) -> bytes:
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True))


def _comment(identifier: int, comment: Comment, text_style: str | None, reference_style: str | None) -> Any:
    said = {"id": str(identifier), "author": comment.author, "date": comment.date, "initials": comment.initials}
    element = etree.Element(f"{W}comment", {f"{W}{key}": value for key, value in said.items()}, nsmap={"w": W[1:-1]})
    for number, line in enumerate(comment.lines):
        paragraph = etree.SubElement(element, f"{W}p")
        if text_style:
            _value(etree.SubElement(etree.SubElement(paragraph, f"{W}pPr"), f"{W}pStyle"), text_style)
        if number == 0:
            mark = etree.SubElement(paragraph, f"{W}r")
            if reference_style:
                _value(etree.SubElement(etree.SubElement(mark, f"{W}rPr"), f"{W}rStyle"), reference_style)
            etree.SubElement(mark, f"{W}annotationRef")
        run = etree.SubElement(paragraph, f"{W}r")
        properties = etree.SubElement(run, f"{W}rPr")
        if line.bold:
            etree.SubElement(properties, f"{W}b")
        _value(etree.SubElement(properties, f"{W}lang"), comment.language)
        text = etree.SubElement(run, f"{W}t")
        text.text = clean(line.text)
    return element


def _value(element: Any, value: str) -> None:
    element.set(f"{W}val", value)
