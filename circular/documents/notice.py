"""Reads a notice: eForms or TED XML as a Document that holds the Notice and the texts it is made of."""

from __future__ import annotations

from typing import Any

from circular.documents.model import Document
from circular.documents.notice_model import Notice
from circular.documents.notice_text import Texts
from circular.documents.notice_xml import CBC, parsed

_UBL = ("ContractNotice", "PriorInformationNotice", "ContractAwardNotice", "BusinessRegistrationInformationNotice")


def read_notice(content: bytes, file: str) -> Document:
    """A notice as a Document; raises Unreadable for XML that is broken, unsafe or no notice."""
    notice, texts = notice_of(content, file)
    return Document(file=file, kind="notice", blocks=tuple(texts.blocks), notice=notice)


def notice_of(content: bytes, file: str) -> tuple[Notice, Texts]:
    """The Notice and its texts."""
    root = parsed(content)
    texts = Texts(file)
    name = root.tag.rpartition("}")[2]
    if name in ("TED_EXPORT", "TED_ESENDERS"):
        from circular.documents.notice_ted import read_ted

        return read_ted(root, texts), texts
    if name in _UBL and not _peppol(root):
        from circular.documents.notice_ubl import read_ubl

        return read_ubl(root, texts), texts
    from circular.documents.other_xml import named

    raise named(content)


def _peppol(root: Any) -> bool:
    """Whether a document with the root of a notice is one of Peppol's, which follows other rules."""
    return any(
        "peppol" in (one.text or "").casefold() for one in root.iterchildren(f"{CBC}CustomizationID", f"{CBC}ProfileID")
    )
