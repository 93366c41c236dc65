"""XML that is no notice, named as what it is: ESPD, Peppol, other UBL, or whatever its root says."""

from __future__ import annotations

import re

from circular.documents.failure import Unreadable
from circular.documents.model import Document

_ROOT = re.compile(rb"<(?![?!])(?:([\w.-]+):)?([A-Za-z_][\w.-]*)([^>]*)")
_CUSTOMISED = re.compile(rb"<(?:[\w.-]+:)?(?:CustomizationID|ProfileID)[^>]*>([^<]*)<")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_UBL = b"urn:oasis:names:specification:ubl:schema:xsd:"
_ESPD = ("QualificationApplication", "ESPD")
_OFFICE = {
    b"http://schemas.microsoft.com/office/2006/xmlPackage": ".docx",
    b"http://schemas.microsoft.com/office/word/2003/wordml": ".docx",
    b"urn:schemas-microsoft-com:office:spreadsheet": ".xlsx",
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
"""What stands in the head of an office document in one XML file -> the suffix to save it as."""
_HEAD = 20_000


def refuse(content: bytes, file: str) -> Document:
    """Never gives a document; raises Unreadable that names the kind of XML."""
    raise named(content)


def named(content: bytes) -> Unreadable:
    """Why this XML is not read."""
    head = _COMMENT.sub(b"", content[:_HEAD])
    office = next((suffix for mark, suffix in _OFFICE.items() if mark in head), None)
    if office is not None:
        return Unreadable(
            f"filen er et kontordokument gemt som XML og læses ikke; gem det som {office}",
            f"the file is an office document saved as XML and is not read; save it as {office}", "unsupported",
        )  # fmt: skip
    kind = _kind(head)
    return Unreadable(
        f"filen er {kind} og ingen bekendtgørelse (eForms eller TED); den læses ikke",
        f"the file is {kind} and no notice (eForms or TED); it is not read", "unsupported",
    )  # fmt: skip


def _kind(head: bytes) -> str:
    found = _ROOT.search(head)
    if found is None:
        return "XML"
    root = found.group(2).decode("ascii", "replace")[:60]
    if root.startswith(_ESPD):
        return f"ESPD ({root})"
    if any(b"peppol" in one.lower() for one in _CUSTOMISED.findall(head)):
        return f"Peppol ({root})"
    return f"UBL ({root})" if _UBL in found.group(3) else f"XML ({root})"
