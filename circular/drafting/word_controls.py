"""Content controls: fields in a Word document that show what is to be filled in until somebody does."""

from __future__ import annotations

import zlib
from typing import Any


def content_control(paragraph: Any, text: str, *, bold: bool = False) -> None:
    """A plain-text control that shows `text` as its placeholder; its name is the text without the brackets."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(text)
    run.bold = bold or None
    _highlight(run)
    control, about, content = (OxmlElement(f"w:{name}") for name in ("sdt", "sdtPr", "sdtContent"))
    name = text.strip("[] ")[:60]
    for tag, value in (("alias", name), ("tag", name), ("id", str(_id(paragraph, name)))):
        part = OxmlElement(f"w:{tag}")
        part.set(qn("w:val"), value)
        about.append(part)
    about.append(OxmlElement("w:showingPlcHdr"))
    about.append(OxmlElement("w:text"))
    paragraph._p.replace(run._r, control)
    content.append(run._r)
    control.append(about)
    control.append(content)


def _highlight(run: Any) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _id(paragraph: Any, name: str) -> int:
    """A number of its own for each control, the same on every run."""
    before = len(paragraph._p.getroottree().getroot().findall(".//{*}sdt"))
    return zlib.crc32(f"{before} {name}".encode()) & 0x7FFFFFFF
