"""The text of PDF pages without asking where each word stands: quick, for the pages beyond those read in full."""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium

from circular.documents.model import Block
from circular.documents.plain import clean, join
from circular.place import Place

_LINE_END = re.compile("\r\n|(?<=[\ufffe\u0002])")
_SENTENCE_END = (".", ":", "!", "?", ";")


def plain_blocks(page: Any, number: int, file: str, told: int = 0) -> list[Block]:
    """The paragraphs of a page; a line that ends a sentence ends its paragraph. `told` blocks came before."""
    text = page_text(page)
    found: list[str] = []
    open_text = ""
    for line in _LINE_END.split(text):
        line = line.strip()
        if not line:
            continue
        if open_text and (open_text.endswith(_SENTENCE_END) and not line[0].islower()):
            found.append(open_text)
            open_text = line
        else:
            open_text = join(open_text, line)
    if open_text:
        found.append(open_text)
    return [
        Block(text=said, place=Place(file=file, page=number, paragraph=told + order))
        for order, paragraph in enumerate(found, start=1)
        if (said := clean(paragraph))
    ]


def page_text(page: Any) -> str:
    """All letters of a page as pdfium orders them."""
    handle = pdfium.FPDFText_LoadPage(page.raw)
    if not handle:
        return ""
    try:
        count = pdfium.FPDFText_CountChars(handle)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        got = pdfium.FPDFText_GetText(handle, 0, count, buffer)
        return bytes(buffer)[: 2 * max(0, got - 1)].decode("utf-16-le", "replace")
    finally:
        pdfium.FPDFText_ClosePage(handle)
