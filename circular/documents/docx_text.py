"""The text of one Word paragraph as it stands when all changes are accepted, with what its runs say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from circular.documents.docx_drawn import as_box, drawn_paragraphs, sign
from circular.documents.docx_numbering import W
from circular.documents.docx_styles import OFF, PLAIN, Style, Styles, run_marks
from circular.documents.plain import clean

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}instrText", f"{W}delText", f"{W}delInstrText"})  # fmt: skip
_BLANKS = frozenset({f"{W}tab", f"{W}br", f"{W}cr", f"{W}ptab"})
_PICTURES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_R = f"{W}r"
_T = f"{W}t"
_FORMULA_T = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


@dataclass
class Run:
    """A stretch of text with one set of marks."""

    text: str
    strike: bool
    hidden: bool
    bold: bool
    inserted: bool


@dataclass
class Inline:
    """A paragraph as read: its runs, and what hangs on it."""

    runs: list[Run] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    """('footnote' or 'endnote', id), in order."""
    textboxes: list[Any] = field(default_factory=list)
    """The txbxContent elements anchored here."""
    comments: list[str] = field(default_factory=list)
    placeholders: list[str] = field(default_factory=list)
    page_breaks: int = 0

    def put_before(self, other: Inline) -> None:
        """Have this go on from another paragraph, with what hangs on that."""
        self.runs[:0] = other.runs
        self.footnotes[:0] = other.footnotes
        self.textboxes[:0] = other.textboxes
        self.comments[:0] = other.comments
        self.placeholders[:0] = other.placeholders
        self.page_breaks += other.page_breaks

    def text(self, *, strike: bool = False, hidden: bool = False) -> str:
        """The text with these marks, cleaned."""
        said = "".join(run.text for run in self.runs if run.strike is strike and run.hidden is hidden)
        return clean(said)

    @property
    def inserted(self) -> bool:
        """Whether any word of it stands in a tracked insertion."""
        return any(run.inserted and run.text.strip() for run in self.runs)

    @property
    def bold(self) -> bool:
        """Whether every word of it is bold."""
        said = [run for run in self.runs if run.text.strip()]
        return bool(said) and all(run.bold for run in said)


class Reader:
    """Reads paragraphs of one document; knows its character styles and follows fields across paragraphs."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self._fields: list[list[str]] = []
        """Open fields, the innermost last: each its instruction text, and 'result' once that has begun."""

    @property
    def in_contents(self) -> bool:
        """Whether a table-of-contents field is open."""
        return any(instruction[0].strip().upper().startswith("TOC") for instruction in self._fields)

    def read(self, paragraph: Any, style: Style) -> Inline:
        """The paragraph's runs; deleted and moved-away text is left out."""
        if self._fields:  # an instruction that is still open was broken off: nothing after it is part of it
            self._fields = [begun for begun in self._fields if len(begun) > 1]
        inline = Inline()
        self._walk(paragraph, inline, style, inserted=False, placeholder=False)
        return inline

    def _walk(self, element: Any, inline: Inline, style: Style, *, inserted: bool, placeholder: bool) -> None:
        for child in element:
            tag = child.tag
            if tag == _R:
                self._run(child, inline, style, inserted=inserted, placeholder=placeholder)
            elif tag in _GONE:
                continue
            elif tag == f"{W}sdt":
                self._control(child, inline, style, inserted)
            elif tag == f"{MC}AlternateContent":
                version = self._alternate(child, inline)
                if version is not None:
                    self._walk(version, inline, style, inserted=inserted, placeholder=placeholder)
            elif tag in _PICTURES:
                inline.textboxes += _boxes(child)
            elif tag == _FORMULA_T:
                inline.runs.append(Run(child.text or "", style.strike, style.hidden, style.bold, inserted))
            else:
                self._walk(child, inline, style, inserted=inserted or tag in (f"{W}ins", f"{W}moveTo"), placeholder=placeholder)  # fmt: skip

    def _control(self, control: Any, inline: Inline, style: Style, inserted: bool) -> None:
        content = control.find(f"{W}sdtContent")
        if content is None:
            return
        before = len(inline.runs)
        showing = is_placeholder(control)
        self._walk(content, inline, style, inserted=inserted, placeholder=showing)
        if showing:
            said = clean("".join(run.text for run in inline.runs[before:]))
            if said:
                inline.placeholders.append(said)

    def _alternate(self, element: Any, inline: Inline) -> Any | None:
        """Word writes some things twice, for new and for old readers: of one of the two the text boxes, else itself to be read."""
        versions = [*element.iterchildren(f"{MC}Choice"), *element.iterchildren(f"{MC}Fallback")]
        for version in versions:
            found = _boxes(version)
            if found:
                inline.textboxes += found
                return None
        return next((one for one in versions if next(one.iter(_T, _FORMULA_T), None) is not None), None)

    def _run(self, run: Any, inline: Inline, style: Style, *, inserted: bool, placeholder: bool) -> None:
        properties = run.find(f"{W}rPr")
        strike, hidden, bold = style.strike, style.hidden, style.bold
        if properties is not None:
            marks = run_marks(properties)
            named = properties.find(f"{W}rStyle")
            character = self.styles[named.get(f"{W}val", "")] if named is not None else PLAIN
            strike = marks.get("strike", strike or character.strike)
            hidden = marks.get("hidden", hidden or character.hidden)
            bold = marks.get("bold", bold or character.bold)
        text: list[str] = []
        for child in run:
            tag = child.tag
            if tag == _T:
                if not self._in_instruction():
                    text.append(child.text or "")
            elif tag in _BLANKS:
                text.append(" ")
            elif tag == f"{W}noBreakHyphen":
                text.append("-")
            elif tag == f"{W}lastRenderedPageBreak":
                inline.page_breaks += 1
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = "footnote" if tag == f"{W}footnoteReference" else "endnote"
                inline.footnotes.append((kind, child.get(f"{W}id", "")))
            elif tag == f"{W}commentReference":
                inline.comments.append(child.get(f"{W}id", ""))
            elif tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif tag == f"{W}instrText":
                if self._fields:
                    self._fields[-1][0] += child.text or ""
            elif tag == f"{W}sym":
                text.append(sign(child))
            elif tag == f"{MC}AlternateContent":
                version = self._alternate(child, inline)
                text += [] if version is None else [said.text or "" for said in version.iter(_T)]
            elif tag in _PICTURES:
                inline.textboxes += _boxes(child)
        if text:
            inline.runs.append(Run("".join(text), strike, hidden, bold, inserted))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append([""])
        elif kind == "separate" and self._fields:
            self._fields[-1].append("result")
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _in_instruction(self) -> bool:
        return any(len(begun) == 1 for begun in self._fields)


def is_placeholder(control: Any) -> bool:
    """Whether a content control shows its placeholder text, because nobody has filled it in."""
    showing = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return showing is not None and showing.get(f"{W}val", "1") not in OFF


def _boxes(root: Any) -> list[Any]:
    """The outermost text boxes of a drawing, and what is drawn in it besides, as one more."""
    found = [box for box in root.iter(f"{W}txbxContent") if not _inside_other(box, root)]
    drawn = [said for paragraph, said in drawn_paragraphs(root) if not _inside_other(paragraph, root)]
    return [*found, as_box(drawn)] if drawn else found


def _inside_other(box: Any, root: Any) -> bool:
    """Whether a text box stands within another one, or in the second copy that Word keeps of it."""
    above = box.getparent()
    while above is not None and above is not root:
        if above.tag == f"{W}txbxContent":
            return True
        if above.tag == f"{MC}Fallback":
            choice = above.getparent().find(f"{MC}Choice")
            if choice is not None and next(choice.iter(f"{W}txbxContent"), None) is not None:
                return True
        above = above.getparent()
    return False
