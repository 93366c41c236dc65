"""Puts the marks of a comment around words in Word's XML: runs are split, and neither text nor look changes."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from circular.documents.docx_numbering import W
from circular.reports.word_find import Spell

_P, _R, _RPR, _T = f"{W}p", f"{W}r", f"{W}rPr", f"{W}t"
_ENDS = (f"{W}commentRangeEnd",)
_CLOSED = frozenset({f"{W}sdt", f"{W}fldSimple"})
"""A mark stands outside these: they are filled in or recomputed as a whole."""
_HEADS = frozenset({f"{W}pPr", f"{W}smartTagPr", f"{W}customXmlPr", f"{W}sdtPr", f"{W}sdtEndPr"})
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Marker:
    """Marks ranges in one document; knows into which pieces it has cut each text."""

    def __init__(self, reference_style: str | None) -> None:
        self._pieces: dict[Any, list[tuple[int, Any]]] = {}
        self._style = reference_style

    def words(self, first: Spell, last: Spell, identifier: int) -> None:
        """Mark from one letter to another."""
        begin = _outermost(self._cut_before(first.element, first.index), first=True)
        finish = _outermost(self._cut_after(last.element, last.index), first=False)
        self._mark(begin, finish, identifier)

    def run(self, run: Any, identifier: int) -> None:
        """Mark one whole run: the reference of a note, the anchor of a text box."""
        self._mark(_outermost(run, first=True), _outermost(run, first=False), identifier)

    def paragraph(self, paragraph: Any, identifier: int) -> None:
        """Mark the end of a paragraph without text."""
        for element in (_mark("commentRangeStart", identifier), _mark("commentRangeEnd", identifier), self._reference(identifier)):  # fmt: skip
            paragraph.append(element)

    def _mark(self, begin: Any, finish: Any, identifier: int) -> None:
        begin.addprevious(_mark("commentRangeStart", identifier))
        end = _mark("commentRangeEnd", identifier)
        _after(finish).addnext(end)
        top = end
        while top.getparent().tag != _P:
            top = top.getparent()
        (top if top is end else _after(top)).addnext(self._reference(identifier))

    def _reference(self, identifier: int) -> Any:
        run = _new("r")
        if self._style:
            style = _new("rStyle")
            style.set(f"{W}val", self._style)
            properties = _new("rPr")
            properties.append(style)
            run.append(properties)
        run.append(_mark("commentReference", identifier))
        return run

    def _piece(self, element: Any, index: int) -> tuple[int, Any]:
        """(index of its first letter, the piece) of a text in which a letter now stands."""
        pieces = self._pieces.setdefault(element, [(0, element)])
        found: tuple[int, Any] = next(piece for piece in reversed(pieces) if piece[0] <= index)
        return found

    def _cut_before(self, element: Any, index: int) -> Any:
        """The run that now begins with this letter."""
        begin, piece = self._piece(element, index)
        if index > begin:
            piece = self._cut_text(element, begin, piece, index)
        return _cut_run(piece)

    def _cut_after(self, element: Any, index: int) -> Any:
        """The run that now ends with this letter."""
        begin, piece = self._piece(element, index)
        if piece.tag == _T and index + 1 < begin + len(piece.text or ""):
            self._cut_text(element, begin, piece, index + 1)
        following = piece.getnext()
        if following is not None:
            _cut_run(following)
        return piece.getparent()

    def _cut_text(self, element: Any, begin: int, piece: Any, index: int) -> Any:
        if piece.get(_SPACE) != "preserve":
            begin, piece = self._without_outer_blanks(element, begin, piece)
        text = piece.text or ""
        later = _new("t")
        piece.text, later.text = text[: index - begin], text[index - begin :]
        for one in (piece, later):
            one.set(_SPACE, "preserve")
        piece.addnext(later)
        pieces = self._pieces[element]
        pieces.insert(pieces.index((begin, piece)) + 1, (index, later))
        return later

    def _without_outer_blanks(self, element: Any, begin: int, piece: Any) -> tuple[int, Any]:
        """The text alone: its outer blanks, which Word shows only where it is told to, become texts of their own."""
        text = piece.text or ""
        inner = text.strip()
        lead = len(text) - len(text.lstrip())
        pieces = self._pieces[element]
        place = pieces.index((begin, piece))
        for blank, at, beside in ((text[lead + len(inner) :], begin + lead + len(inner), piece.addnext), (text[:lead], begin, piece.addprevious)):  # fmt: skip
            if blank and inner:
                apart = _new("t")
                apart.text = blank
                beside(apart)
                pieces.insert(place + (at > begin), (at, apart))
        if inner and lead:
            place += 1
        piece.text, begin = (inner, begin + lead) if inner else (text, begin)
        pieces[place] = (begin, piece)
        return begin, piece


def _cut_run(child: Any) -> Any:
    """The run that now begins with this child: the one it stands in, or a new one after it with the same look."""
    run = child.getparent()
    before = child.getprevious()
    if before is None or before.tag == _RPR:
        return run
    later = _new("r")
    later.attrib.update(run.attrib)
    properties = run.find(_RPR)
    if properties is not None:
        later.append(deepcopy(properties))
    moved = [child, *child.itersiblings()]
    later.tail, run.tail = run.tail, None
    run.addnext(later)
    for one in moved:
        later.append(one)
    return later


def _outermost(run: Any, *, first: bool) -> Any:
    """The element beside which the mark stands: outside fields and controls, and outside what begins or ends here."""
    node = _field_edge(run, first=first)
    above = node.getparent()
    while above.tag != _P:
        if above.tag in _CLOSED:
            node = above
        above = above.getparent()
    while node.getparent().tag != _P and _is_edge(node, first=first):
        node = node.getparent()
    return node


def _is_edge(node: Any, *, first: bool) -> bool:
    beside = node.getprevious() if first else node.getnext()
    return beside is None or (first and beside.tag in _HEADS)


def _field_edge(run: Any, *, first: bool) -> Any:
    """The run in which the field around a run begins or ends, when both lie in its paragraph; else the run itself."""
    paragraph = next(run.iterancestors(_P))
    open_fields: list[Any] = []
    spans: list[tuple[Any, Any]] = []
    for mark in paragraph.iter(f"{W}fldChar"):
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            open_fields.append(mark)
        elif kind == "end" and open_fields:
            begin = open_fields.pop()
            if not open_fields:
                spans.append((begin, mark))
    if not spans:
        return run
    order = {element: number for number, element in enumerate(paragraph.iter(_R))}
    for begin, end in spans:
        if order.get(begin.getparent(), 0) < order[run] < order.get(end.getparent(), 0):
            if first:
                return _cut_run(begin)
            if end.getnext() is not None:
                _cut_run(end.getnext())
            return end.getparent()
    return run


def _after(element: Any) -> Any:
    """The element, or the last of the ends and references of comments that already stand after it."""
    following = element.getnext()
    while following is not None and (following.tag in _ENDS or _is_reference(following)):
        element, following = following, following.getnext()
    return element


def _is_reference(element: Any) -> bool:
    return element.tag == _R and element.find(f"{W}commentReference") is not None


def _mark(name: str, identifier: int) -> Any:
    element = _new(name)
    element.set(f"{W}id", str(identifier))
    return element


def _new(name: str) -> Any:
    return etree.Element(f"{W}{name}", nsmap={"w": W[1:-1]})
