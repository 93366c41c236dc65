"""Text that Word shows and does not keep as text: drawn in shapes and diagrams, or typed as a sign of the Symbol font."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from circular.documents.docx_numbering import W

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SIGNS = {
    0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB2: '"', 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBB: "≈", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0x61: "α", 0x62: "β", 0x64: "δ", 0x6C: "λ", 0x6D: "µ", 0x70: "π", 0x73: "σ",
}  # fmt: skip
"""Places of the Symbol font (Adobe's encoding) that stand in demands; digits, stops and brackets stand where ASCII has them."""
_AS_ASCII = frozenset(" !#%&()+,./0123456789:;<=>?[]_{|}")


def sign(element: Any) -> str:
    """The letter that a w:sym shows; '' for the pictures of ornamental fonts."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if element.get(f"{W}font", "").casefold() == "symbol":
        place = code - 0xF000 if code >= 0xF000 else code
        letter = chr(place) if 0 <= place < 128 else ""
        return _SIGNS.get(place, letter if letter in _AS_ASCII else "")
    return chr(code) if 0x20 <= code < 0xD800 else ""


def drawn_paragraphs(root: Any) -> Iterator[tuple[Any, str]]:
    """Each paragraph of drawn text and what it says."""
    for paragraph in root.iter(f"{A}p"):
        said = "".join(" " if part.tag == f"{A}br" else part.text or "" for part in paragraph.iter(f"{A}t", f"{A}br"))
        if said.strip():
            yield paragraph, said


def as_box(texts: list[str]) -> Any:
    """Drawn paragraphs as the text box that they are to a reader."""
    from lxml import etree

    box = etree.Element(f"{W}txbxContent")
    for text in texts:
        run = etree.SubElement(etree.SubElement(box, f"{W}p"), f"{W}r")
        etree.SubElement(run, f"{W}t").text = text
    return box
