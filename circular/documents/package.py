"""The parts of a zipped Office file, opened with bounds on entries, size and compression, and XML without entities."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from lxml import etree

from circular.documents.failure import BROKEN_ZIP, Unreadable, damaged, encrypted

MOST_ENTRIES = 10_000
MOST_BYTES = 600_000_000
MOST_RATIO = 200
RATIO_FROM_BYTES = 20_000_000
"""Small parts may be packed as hard as they like; only a large part is held against MOST_RATIO."""

STRICT = b"http://purl.oclc.org/ooxml/"
TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """A zipped Office file; parts are asked for by their name within it."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except BROKEN_ZIP:
            raise damaged("zip-pakken er afbrudt eller ødelagt", "the zip package is cut short or broken") from None
        if len(entries) > MOST_ENTRIES:
            raise _bomb(f"{len(entries)} dele", f"{len(entries)} parts")
        total = sum(entry.file_size for entry in entries)
        if total > MOST_BYTES:
            raise _bomb(f"{total // 1_000_000} MB udpakket", f"{total // 1_000_000} MB unpacked")
        for entry in entries:
            if entry.file_size > RATIO_FROM_BYTES and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
                raise _bomb("en del er pakket unormalt hårdt", "one part is packed abnormally hard")
        self._entries = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}

    def names(self) -> list[str]:
        """The parts' names, sorted."""
        return sorted(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises Unreadable when the part is damaged or larger than it says."""
        entry = self._entries[name]
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(entry.file_size + 1)
        except BROKEN_ZIP as broken:
            if type(broken) is RuntimeError:  # what zipfile says of an entry that asks for a password
                raise encrypted() from None
            raise damaged(f"delen {name} kan ikke pakkes ud", f"the part {name} cannot be unpacked") from None
        if len(content) > entry.file_size:
            raise _bomb("en del er større, end den siger", "one part is larger than it says")
        return content

    def xml(self, name: str) -> Any:
        """The root element of an XML part."""
        content = self.read(name)
        if STRICT in content:
            for strict, usual in TRANSITIONAL.items():
                content = content.replace(strict, usual)
        return parse(content, name)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Relations of a part: id -> (last word of the type, name of the target part)."""
        folder, base = posixpath.split(name)
        where = posixpath.join(folder, "_rels", f"{base}.rels")
        if where not in self:
            return {}
        found = {}
        for relation in self.xml(where).iter(_RELATION):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], part)
        return found

    def main_part(self, usual: str) -> str:
        """The part that the package names as its document; `usual` when it names none."""
        for kind, part in self.relations("").values():
            if kind == "officeDocument" and part in self:
                return part
        if usual in self:
            return usual
        raise damaged(f"delen {usual} mangler", f"the part {usual} is missing")


def parser() -> Any:
    """An XML parser that resolves no entities, loads no DTD, opens no network and keeps libxml2's own limits."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def parse(content: bytes, name: str) -> Any:
    """The root element of XML that may come from anyone; raises Unreadable for a DTD or broken XML."""
    try:
        root = etree.fromstring(content, parser())
    except (etree.XMLSyntaxError, ValueError):
        raise damaged(f"delen {name} er ikke gyldig XML", f"the part {name} is not valid XML") from None
    if root.getroottree().docinfo.doctype:
        raise damaged(f"delen {name} rummer en DTD", f"the part {name} holds a DTD")
    return root


def whole(text: str | bytes | None, otherwise: int = 0, most: int = 10_000_000) -> int:
    """A whole number of an XML attribute; `otherwise` when it is none, is negative or is larger than `most`."""
    said = text.decode("ascii", "replace") if isinstance(text, bytes) else text
    if not said or not said.isdecimal() or len(said) > 9:
        return otherwise
    return number if (number := int(said)) <= most else otherwise


def _bomb(da: str, en: str) -> Unreadable:
    return Unreadable(f"filen åbnes ikke af hensyn til sikkerheden: {da}", f"the file is not opened, for safety: {en}")
