"""Headings that Word numbers itself: 1, 1.1, 1.1.1, linked to the heading styles."""

from __future__ import annotations

from typing import Any

_LEVELS = 3


def number_headings(document: Any) -> None:
    """Adds a multilevel numbering and ties Heading 1-3 to it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    numbering = document.part.numbering_part.element
    used = [int(each.get(qn("w:abstractNumId"))) for each in numbering.findall(qn("w:abstractNum"))]
    abstract_id = max(used, default=-1) + 1
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), str(abstract_id))
    _child(abstract, "multiLevelType", "multilevel")
    for level in range(_LEVELS):
        part = OxmlElement("w:lvl")
        part.set(qn("w:ilvl"), str(level))
        _child(part, "start", "1")
        _child(part, "numFmt", "decimal")
        _child(part, "pStyle", f"Heading{level + 1}")
        _child(part, "suff", "tab")
        _child(part, "lvlText", ".".join(f"%{each + 1}" for each in range(level + 1)))
        _child(part, "lvlJc", "left")
        about, indent = OxmlElement("w:pPr"), OxmlElement("w:ind")
        indent.set(qn("w:left"), "709")
        indent.set(qn("w:hanging"), "709")
        about.append(indent)
        part.append(about)
        abstract.append(part)
    first_number = numbering.find(qn("w:num"))
    if first_number is not None:
        first_number.addprevious(abstract)
    else:
        numbering.append(abstract)
    number = numbering.add_num(abstract_id)
    for level in range(_LEVELS):
        about = document.styles[f"Heading {level + 1}"].element.get_or_add_pPr()
        link = about.get_or_add_numPr()
        link.get_or_add_ilvl().val = level
        link.get_or_add_numId().val = number.numId


def _child(parent: Any, tag: str, value: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    child = OxmlElement(f"w:{tag}")
    child.set(qn("w:val"), value)
    parent.append(child)
