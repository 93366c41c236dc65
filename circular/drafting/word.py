"""Writes blocks to a Word document with real heading styles, numbering, header rows, content controls and page numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from circular.drafting.blocks import Block, Heading, Items, Paragraph, Table
from circular.drafting.word_controls import content_control
from circular.drafting.word_numbering import number_headings
from circular.drafting.word_table import add_table
from circular.language import Language
from circular.packed import NEVER_CHANGES, reproducible

# Same form as the placeholders a municipality writes by hand: a word, a line or X in square brackets.
PLACEHOLDER = re.compile(r"\[[^\[\]\n]{1,80}\]")
_LANGUAGE_TAGS = {"da": "da-DK", "en": "en-GB"}


def to_docx(
    blocks: Iterable[Block],
    *,
    title: str,
    language: Language = "da",
    header: str = "",
    chapters_on_new_pages: bool = False,
    numbered_headings: bool = False,
    show_title: bool = False,
) -> bytes:
    """The document as .docx bytes, the same bytes on every run; placeholders in square brackets are content controls.

    `numbered_headings` lets Word number the headings (1, 1.1 …); `show_title` opens with the title in the Title style.
    """
    from docx import Document
    from docx.shared import Cm, Pt

    document = Document()
    _properties(document, title, language)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    if numbered_headings:
        number_headings(document)
    _running_lines(section, header or title)
    if show_title:
        section.different_first_page_header_footer = True
        _page_number(section.first_page_footer.paragraphs[0])
        write_text(document.add_paragraph(style="Title"), title)
    seen_chapter = False
    listed = list(blocks)
    for block, following in zip(listed, [*listed[1:], None], strict=True):
        if isinstance(block, Heading):
            paragraph = document.add_heading(level=block.level)
            write_text(paragraph, block.text)
            if chapters_on_new_pages and block.level == 1 and seen_chapter:
                paragraph.paragraph_format.page_break_before = True
            seen_chapter = seen_chapter or block.level == 1
        elif isinstance(block, Paragraph):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.keep_with_next = isinstance(following, Table) or None
            write_text(paragraph, block.text, bold=block.bold)
        elif isinstance(block, Items):
            style = "List Number" if block.numbered else "List Bullet"
            for item in block.items:
                write_text(document.add_paragraph(style=style), item)
        else:
            add_table(document, block, write_text)
    out = io.BytesIO()
    document.save(out)
    return reproducible(out.getvalue())


def write_text(paragraph: Any, text: str, bold: bool = False) -> None:
    """The text as runs; each placeholder is a content control that shows what is to be filled in."""
    at = 0
    for found in PLACEHOLDER.finditer(text):
        if found.start() > at:
            paragraph.add_run(text[at : found.start()]).bold = bold or None
        content_control(paragraph, found.group(), bold=bold)
        at = found.end()
    if at < len(text):
        paragraph.add_run(text[at:]).bold = bold or None


def _properties(document: Any, title: str, language: Language) -> None:
    from docx.oxml.ns import qn

    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "", ""
    properties.comments, properties.language = "", _LANGUAGE_TAGS[language]
    properties.created = properties.modified = NEVER_CHANGES
    properties.revision = 1
    for tag in document.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), _LANGUAGE_TAGS[language])


def _running_lines(section: Any, header: str) -> None:
    """Header with the title, footer with the page number as a field that Word fills in."""
    section.header.paragraphs[0].text = header
    _page_number(section.footer.paragraphs[0])


def _page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, code in (("begin", None), (None, " PAGE "), ("end", None)):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = code
        run._r.append(mark)
