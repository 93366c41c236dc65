"""Reads a notice: eForms or TED XML as a Document that holds the Notice and the texts it is made of."""

from __future__ import annotations

from circular.documents.failure import Unreadable
from circular.documents.model import Document
from circular.documents.notice_model import Notice
from circular.documents.notice_text import Texts
from circular.documents.notice_xml import clean, parsed

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
    if name == "TED_EXPORT":
        from circular.documents.notice_ted import read_ted

        return read_ted(root, texts), texts
    if name in _UBL:
        from circular.documents.notice_ubl import read_ubl

        return read_ubl(root, texts), texts
    raise unsupported(name)


def unsupported(name: str) -> Unreadable:
    """Other UBL and XML, named as what it is."""
    kind = "ESPD" if name.startswith(("QualificationApplication", "ESPD")) else f"XML ({clean(name)[:60]})"
    return Unreadable(
        f"{kind} er ikke en bekendtgørelse og læses ikke", f"{kind} is no notice and is not read", "unsupported"
    )
