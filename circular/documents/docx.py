"""Word documents (.docx, .docm): every text a reader sees, in order, read straight from the XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from circular.documents.docx_changes import differ, has_changes, taken_back
from circular.documents.docx_drawn import as_box, drawn_paragraphs
from circular.documents.docx_numbering import Numbering, W, read_numbering
from circular.documents.docx_styles import PLAIN, Style, Styles, number_of, outline_level
from circular.documents.docx_tables import read_table
from circular.documents.docx_text import MC, Inline, Reader
from circular.documents.model import Block, Document, Inside
from circular.documents.outline import Draft, Outline, finished
from circular.documents.package import Package
from circular.documents.text import is_title, numbered_heading
from circular.place import Place

_P, _TBL, _SDT = f"{W}p", f"{W}tbl", f"{W}sdt"
_THROUGH = frozenset({f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag", f"{W}sdtContent", f"{MC}Choice"})
_GONE = frozenset({f"{W}del", f"{W}moveFrom", f"{W}sectPr", f"{W}sdtPr", f"{W}tcPr", f"{W}tblPr", f"{W}tblGrid"})
_BULLET = re.compile(r"(?:([-•·▪◦‣–])|(\d{1,3}\)|[a-zæøå]\)|\([a-z0-9]{1,3}\)))\s+(?=\S)")


def read_docx(content: bytes, file: str) -> Document:
    """A Word document as blocks: body, tables, notes at their anchor, text boxes, headers, footers; comments apart."""
    package = Package(content)
    walk = DocxWalk(package, file)
    blocks = walk.blocks()
    before: tuple[Block, ...] = ()
    if walk.changed:
        before = DocxWalk(package, file, before=True).blocks()
        before = before if differ(blocks, before) else ()
    why = walk.unread()
    return Document(
        file=file,
        kind="docx",
        status="partly_read" if why else "read",
        why=why[0] if why else None,
        why_en=why[1] if why else None,
        pages=walk.page if walk.page and walk.page > 1 else None,
        blocks=blocks,
        comments=walk.comments(),
        before=before,
        inside=walk.embedded(),
    )


class DocxWalk:
    """Walks the parts of a Word document and tells the outline what it meets.

    `before` reads it as it stood before its tracked changes.
    """

    def __init__(self, package: Package, file: str, *, before: bool = False) -> None:
        self.package = package
        self.before = before
        self.changed = False
        self.main = package.main_part("word/document.xml")
        self.relations = package.relations(self.main)
        self.styles = Styles(self._related("styles"))
        self.numbering: Numbering = read_numbering(self._related("numbering"))
        for abstract, style_id in self.numbering.links.items():
            linked = self.numbering.uses.get(self.styles[style_id].number_id or "")
            if linked and not self.numbering.lists.get(abstract):
                self.numbering.lists[abstract] = self.numbering.lists.get(linked, {})
        self.reader = Reader(self.styles)
        self.outline = Outline(file)
        self.file = file
        self.root = self._part(self.main)
        self.page: int | None = 1 if next(self.root.iter(f"{W}lastRenderedPageBreak"), None) is not None else None
        self.counts: dict[str, int] = {}
        self.notes = {kind: self._notes(kind) for kind in ("footnote", "endnote")}
        self.anchors: dict[str, Draft] = {}
        self.style_level = 0
        self.merged: tuple[Any, Inline] | None = None

    def _related(self, kind: str) -> Any | None:
        part = next((part for name, part in self.relations.values() if name == kind and part in self.package), None)
        return None if part is None else self.package.xml(part)

    def _part(self, name: str) -> Any:
        """The root of a part of the text, its tracked changes taken back when that is asked for."""
        root = self.package.xml(name)
        self.changed = self.changed or has_changes(root)
        return taken_back(root) if self.before else root

    def blocks(self) -> tuple[Block, ...]:
        """The body in order, then headers and footers."""
        self.body()
        self.margins()
        return self.outline.blocks()

    def _notes(self, kind: str) -> dict[str, Any]:
        root = self._related(f"{kind}s")
        if root is not None:
            self.changed = self.changed or has_changes(root)
            root = taken_back(root) if self.before else root
        found = [] if root is None else root.iterchildren(f"{W}{kind}")
        return {note.get(f"{W}id", ""): note for note in found if note.get(f"{W}type") in (None, "normal")}

    def body(self) -> None:
        """The body in order."""
        body = self.root.find(f"{W}body")
        if body is not None:
            self.container(body, "body")

    def margins(self) -> None:
        """Headers and footers, each part once, in the order in which the document names them; before them what its diagrams say."""
        self.outline.leave()
        for name, part in self.relations.values():
            if name == "diagramData" and part in self.package:
                texts = [said for _, said in drawn_paragraphs(self.package.xml(part))]
                self.container(as_box(texts), "textbox")
        for kind in ("header", "footer"):
            seen: list[str] = []
            for name, part in self.relations.values():
                if name == kind and part in self.package and part not in seen:
                    seen.append(part)
            said: set[str] = set()
            for part in sorted(seen):
                before = len(self.outline.drafts)
                self.container(self._part(part), kind)
                fresh = self.outline.drafts[before:]
                self.outline.drafts[before:] = [draft for draft in fresh if draft.text not in said]
                said |= {draft.text for draft in fresh}

    def container(self, element: Any, part: str) -> None:
        """Paragraphs and tables within a body, cell, text box, note, header or content control."""
        for child, contents in self.children(element):
            if child.tag == _P:
                self.paragraph(child, part, contents)
            else:
                self.go_on_no_more(part)
                read_table(self, child, part)
        self.go_on_no_more(part)

    def children(self, element: Any, contents: bool = False) -> Iterator[tuple[Any, bool]]:
        """Paragraphs and tables below an element, content controls opened; whether each is in a table of contents."""
        for child in element:
            tag = child.tag
            if tag in (_P, _TBL):
                yield child, contents
            elif tag in _GONE:
                continue
            elif tag == _SDT:
                gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                toc = gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
                inner = child.find(f"{W}sdtContent")
                if inner is not None:
                    yield from self.children(inner, contents or toc)
            elif tag == f"{MC}AlternateContent":
                version = child.find(f"{MC}Choice")
                version = child.find(f"{MC}Fallback") if version is None else version
                if version is not None:
                    yield from self.children(version, contents)
            elif tag in _THROUGH:
                yield from self.children(child, contents)

    def place(self, part: str) -> dict[str, Any]:
        """Place fields of the next block of a part."""
        self.counts[part] = self.counts.get(part, 0) + 1
        return {"part": part, "paragraph": self.counts[part], "page": self.page if part == "body" else None}

    def paragraph(self, element: Any, part: str, contents: bool = False) -> None:
        """One paragraph as a heading, item or paragraph, with its notes and text boxes after it."""
        properties = element.find(f"{W}pPr")
        style = self.style_of(properties)
        opened = self.reader.in_contents
        inline = self.reader.read(element, style)
        if self.merged is not None:
            inline.put_before(self.merged[1])
            self.merged = None
        if properties is not None and _goes_on(properties) and inline.text():
            self.merged = (element, inline)
            return
        self.tell(element, inline, part, contents or opened)

    def go_on_no_more(self, part: str) -> None:
        """Tell a paragraph that was to go on in the next one where none follows."""
        if self.merged is not None:
            (element, inline), self.merged = self.merged, None
            self.tell(element, inline, part, False)

    def tell(self, element: Any, inline: Inline, part: str, contents: bool) -> None:
        """Tell the outline a paragraph that was read."""
        properties = element.find(f"{W}pPr")
        style = self.style_of(properties)
        kinds = sorted({(run.strike, run.hidden) for run in inline.runs if not run.text.isspace()})
        number = self.number(properties, style) if kinds else (None, None)
        self.turn_pages(inline)
        toc = style.toc or contents or self.reader.in_contents
        draft: Draft | None = None
        for strike, hidden in kinds:
            text = inline.text(strike=strike, hidden=hidden)
            if text:
                said = self._block(text, inline, style, properties, number, part, toc, strike, hidden)
                draft = draft or said
        self.hanging(inline, part, draft)

    def hanging(self, inline: Inline, part: str, draft: Draft | None) -> None:
        """What hangs on a paragraph: its comments, notes and text boxes."""
        for comment in inline.comments:
            if draft is not None:
                self.anchors[comment] = draft
        for kind, note_id in inline.footnotes:
            note = self.notes[kind].pop(note_id, None)
            if note is not None:
                self.container(note, kind)
        for box in inline.textboxes:
            self.container(box, "textbox" if part == "body" else part)

    def turn_pages(self, inline: Inline) -> None:
        """Count the pages that Word saw when it last showed the document."""
        if self.page is not None:
            self.page += inline.page_breaks

    def style_of(self, properties: Any | None) -> Style:
        """The style of a paragraph."""
        named = None if properties is None else properties.find(f"{W}pStyle")
        return self.styles[self.styles.default if named is None else named.get(f"{W}val", "")]

    def number(self, properties: Any | None, style: Style) -> tuple[str | None, int | None]:
        """(number as shown, level in its list) of a paragraph; level None when it stands in no list."""
        direct = None if properties is None else properties.find(f"{W}numPr")
        number_id, level = number_of(direct) if direct is not None else (None, None)
        number_id = style.number_id if number_id is None else number_id
        if number_id is None or number_id == "0":
            return None, None
        if level is None:
            level = style.number_level
        if level is None and properties is not None and properties.find(f"{W}pStyle") is not None:
            level = self.numbering.level_of_style(number_id, properties.find(f"{W}pStyle").get(f"{W}val", ""))
        return self.numbering.next(number_id, level or 0), level or 0

    def _block(
        self, text: str, inline: Inline, style: Style, properties: Any | None,
        number: tuple[str | None, int | None], part: str, toc: bool, strike: bool, hidden: bool,
    ) -> Draft:  # fmt: skip
        at = self.place(part)
        marks: dict[str, Any] = {
            "struck": strike, "hidden": hidden, "inserted": inline.inserted, "toc": toc,
            "placeholders": tuple(inline.placeholders) if not strike else (),
        }  # fmt: skip
        own = outline_level(properties)
        level = style.level if own is None else own if own < 10 else None
        if level is not None and not toc and part == "body" and not hidden:
            self.style_level = level
            written = re.match(r"\d{1,3}(?:\.\d{1,2}){0,5}(?=\.?\s)", text)
            shown = number[0] or (written.group() if written else None)
            return self.outline.heading(text, level, shown, at=at, **marks)
        if part == "body" and number[1] is None and not toc and not hidden:
            looked = _unstyled_heading(text, inline.bold, self.style_level)
            if looked is not None:
                return self.outline.heading(text, looked[0], looked[1], at=at, **marks)
        if number[1] is not None:
            return self.outline.item(text, number[1] + 1, number[0], at=at, **marks)
        typed = _BULLET.match(text)
        if typed and not toc:
            return self.outline.item(text[typed.end() :], 1, typed.group(2), at=at, **marks)
        return self.outline.paragraph(text, at=at, **marks)

    def comments(self) -> tuple[Block, ...]:
        """The comments in the margin, with the heading of the paragraph that each is about."""
        root = self._related("comments")
        found: list[Block] = []
        for comment in [] if root is None else root.iterchildren(f"{W}comment"):
            parts = [self.reader.read(paragraph, PLAIN).text() for paragraph in comment.iter(_P)]
            text = " ".join(part for part in parts if part)
            if text:
                anchor = self.anchors.get(comment.get(f"{W}id", ""))
                draft = Draft(text, "paragraph", {"part": "comment", "paragraph": len(found) + 1})
                block = finished(draft, self.file)
                place = Place(file=self.file, part="comment", paragraph=len(found) + 1, heading=anchor.heading if anchor else None)  # fmt: skip
                found.append(block.model_copy(update={"place": place, "placeholders": ()}))
        return tuple(found)

    def embedded(self) -> tuple[Inside, ...]:
        """The office documents, web pages and texts that are embedded in this one."""
        found: dict[str, Inside] = {}
        for kind, part in self.relations.values():
            if kind in ("package", "aFChunk") and part in self.package:
                found.setdefault(part, Inside(key=f"part:{part}", name=part.rsplit("/", 1)[-1]))
        return tuple(found[part] for part in sorted(found))

    def unread(self) -> tuple[str, str] | None:
        """What in the document this reader can't read, in Danish and English."""
        missing = sum(1 for kind, part in self.relations.values() if kind == "aFChunk" and part not in self.package)
        chunks = sum(1 for _ in self.root.iter(f"{W}altChunk"))
        if missing or chunks > len(self.embedded()):
            return "en indlejret fil i dokumentet mangler", "a file embedded in the document is missing"
        objects = sum(1 for kind, part in self.relations.values() if kind == "oleObject" and part in self.package)
        if objects:
            return (
                f"{objects} indlejrede objekter i dokumentet er ikke læst; læg filerne ved siden af",
                f"{objects} objects embedded in the document were not read; put the files beside it",
            )
        text = sum(len(draft.text) for draft in self.outline.drafts)
        pictures = sum(1 for name, _ in self.relations.values() if name == "image")
        if pictures and text < 200 * pictures and text < 1000:
            return (
                f"dokumentet består mest af billeder ({pictures}); tekst i billeder er ikke læst",
                f"the document is mostly pictures ({pictures}); text in pictures was not read",
            )
        return None


def _goes_on(properties: Any) -> bool:
    """Whether a paragraph goes on in the next one: its mark is deleted, or it is a letter that hangs over several lines."""
    if properties.find(f"{W}rPr/{W}del") is not None:
        return True
    frame = properties.find(f"{W}framePr")
    return frame is not None and frame.get(f"{W}dropCap", "none") != "none"


def _unstyled_heading(text: str, bold: bool, above: int) -> tuple[int, str | None] | None:
    """(level, number) of a line typed as a heading without a heading style; None for running text."""
    if not is_title(text) or len(text) > 90:
        return None
    number = numbered_heading(text)
    if number is not None and (bold or "." in number):
        return number.count(".") + 1, number
    if bold and len(text) <= 70 and len(text) > 2 and any(letter.isalpha() for letter in text):
        return min(above + 1, 9), None
    return None
