"""Reads a Word copy back: what our marks enclose, and what is left when they are taken out again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any

from lxml import etree

from circular.checking import Checked
from circular.documents.docx import read_docx
from circular.documents.model import Document
from circular.place import Place
from circular.reports.check_word import put_notes
from circular.reports.quotes import Quotes
from circular.reports.word_notes import Note
from circular.reports.word_package import Comment, Copy, Line
from circular.reports.word_spots import SpotWalk

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
FILE = "krav.docx"
DAY = date(2026, 11, 24)
_MARKS = (f"{W}commentRangeStart", f"{W}commentRangeEnd")


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def comment(text: str) -> Comment:
    return Comment((Line(text),), "circular", "ci", "2026-11-24T00:00:00Z", "da-DK")


def commented_at(content: bytes, places: Iterable[Place | None], near: tuple[str, ...] = ()) -> bytes:
    """A copy with a comment at each place; None is the beginning."""
    document = read_docx(content, FILE)
    copy = Copy(content)
    notes = [Note(place, comment(f"note {number}"), near) for number, place in enumerate(places)]
    put_notes(copy, SpotWalk(copy, FILE), notes, Quotes(case_of(document)))
    return copy.content()


def case_of(document: Document) -> Checked:
    return Checked(name="sag", kind="tender", judged_on=DAY, documents=(document,))


def place_of(content: bytes, words: str) -> Place:
    """The place of the first block that holds the words, at the words."""
    for block in read_docx(content, FILE).blocks:
        start = block.text.find(words)
        if start >= 0:
            return block.place.model_copy(update={"start": start, "end": start + len(words)})
    raise AssertionError(f"{words!r} is not in the document")


def enclosed(content: bytes, identifier: int, main: str = "word/document.xml") -> str:
    """The text that stands between the marks of a comment, as it reads with all changes accepted."""
    said, inside = [], False
    for element in etree.fromstring(part(content, main)).iter():
        if element.tag in _MARKS and element.get(f"{W}id") == str(identifier):
            inside = element.tag == _MARKS[0]
        elif inside and element.tag == f"{W}t" and next(element.iterancestors(f"{W}txbxContent"), None) is None:
            said.append(element.text or "")
        elif inside and element.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            said.append(" ")
        elif inside and element.tag == f"{W}noBreakHyphen":
            said.append("-")
    return "".join(said)


def identifiers(content: bytes, main: str = "word/document.xml") -> dict[str, list[int]]:
    """The numbers of starts, ends and references, in the order of the text."""
    root = etree.fromstring(part(content, main))
    names = ("commentRangeStart", "commentRangeEnd", "commentReference")
    return {name: [int(mark.get(f"{W}id")) for mark in root.iter(f"{W}{name}")] for name in names}


def without_marks(root: Any, first: int = 0) -> bytes:
    """The canonical XML without comments numbered from `first`, runs that were one put together again."""
    for mark in list(root.iter(*_MARKS)):
        if int(mark.get(f"{W}id")) >= first:
            _drop(mark)
    for reference in list(root.iter(f"{W}commentReference")):
        if int(reference.get(f"{W}id")) >= first:
            _drop(reference.getparent())
    for text in root.iter(f"{W}t"):
        if text.get(SPACE) != "preserve":
            text.text = (text.text or "").strip()
        text.attrib.pop(SPACE, None)
    for paragraph in root.iter(f"{W}p"):
        for run in list(paragraph.iter(f"{W}r")):
            _join_texts(run)
        for run in reversed(list(paragraph.iter(f"{W}r"))):
            _join_with_next(run)
    return bytes(etree.tostring(root, method="c14n2"))


def _drop(element: Any) -> None:
    before, above = element.getprevious(), element.getparent()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        above.text = (above.text or "") + element.tail
    above.remove(element)


def _look(run: Any) -> tuple[Any, ...]:
    properties = run.find(f"{W}rPr")
    return (
        sorted(run.attrib.items()),
        b"" if properties is None else etree.tostring(properties, method="c14n", exclusive=True),
    )


def _join_with_next(run: Any) -> None:
    following = run.getnext()
    if following is None or following.tag != run.tag or _look(run) != _look(following):
        return
    for child in list(following):
        if child.tag != f"{W}rPr":
            run.append(child)
    run.tail = following.tail
    run.getparent().remove(following)
    _join_texts(run)


def _join_texts(run: Any) -> None:
    for child in list(run):
        before = child.getprevious()
        if child.tag == f"{W}t" and before is not None and before.tag == child.tag:
            before.text = (before.text or "") + (child.text or "")
            run.remove(child)
