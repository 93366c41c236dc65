"""XML of notices, parsed without entities, network or huge trees; values cleaned of blanks and of what is withheld."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree

from circular.documents.failure import Unreadable
from circular.documents.notice_model import WITHHELD

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_EFORMS = "http://data.europa.eu/p27/eforms-ubl-extension"
CBC, CAC = f"{{{_UBL}CommonBasicComponents-2}}", f"{{{_UBL}CommonAggregateComponents-2}}"
EXT = f"{{{_UBL}CommonExtensionComponents-2}}"
EFAC, EFBC = f"{{{_EFORMS}-aggregate-components/1}}", f"{{{_EFORMS}-basic-components/1}}"
_EXTENSIONS = f"{EXT}UBLExtensions"
_EXTENSION = f"{EXT}UBLExtension/{EXT}ExtensionContent/{{{_EFORMS}s/1}}EformsExtension"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def parsed(content: bytes) -> Any:
    """The root element; raises Unreadable for broken XML and for XML that declares entities or a document type."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable(
            "XML-filen har en dokumenttype med entiteter og læses ikke af sikkerhedshensyn",
            "the XML declares a document type with entities and is not read, for safety",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno
        raise Unreadable(
            f"XML-filen er i stykker eller afkortet (linje {line})", f"the XML is broken or cut off (line {line})"
        ) from None


def extension(element: Any) -> Any:
    """What eForms adds to an element of UBL; None where it adds nothing."""
    for extensions in element.iterchildren(_EXTENSIONS):
        return extensions.find(_EXTENSION)
    return None


def clean(text: str | None) -> str:
    """A text without control characters, its blanks made single."""
    if not text:
        return ""
    said = " ".join(text.split())
    return said if said.isprintable() else " ".join(_CONTROL.sub("", said).split())


def code(element: Any) -> str | None:
    """A code without padding; None when there is none."""
    return clean(element.text) or None if element is not None else None


def number(text: str | None) -> Decimal | None:
    """An exact number; None for what is none."""
    try:
        found = Decimal((text or "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def day(text: str | None) -> date | None:
    """The day of '2024-03-01+01:00' or '20240301'; None for what is none."""
    found = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", (text or "").strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def withheld(text: str | None) -> bool:
    return (text or "").strip() in (WITHHELD, "-1", "-1.0")
