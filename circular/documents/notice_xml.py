"""XML of notices, parsed without entities, network or huge trees; values cleaned of blanks and of what is withheld."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from lxml import etree

from circular.documents.failure import Unreadable
from circular.documents.notice_model import WITHHELD

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_EFORMS = "http://data.europa.eu/p27/eforms-ubl-extension"
NAMES = {
    "cbc": f"{_UBL}CommonBasicComponents-2", "cac": f"{_UBL}CommonAggregateComponents-2", "ext": f"{_UBL}CommonExtensionComponents-2",
    "efac": f"{_EFORMS}-aggregate-components/1", "efbc": f"{_EFORMS}-basic-components/1", "efext": f"{_EFORMS}s/1",
}  # fmt: skip
CBC, CAC, EFBC = (f"{{{NAMES[prefix]}}}" for prefix in ("cbc", "cac", "efbc"))
_EXTENSION = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension/"
_ELEMENT = re.compile(rb"<[A-Za-z_]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@cache
def _parser() -> Any:
    """One parser for all notices: making one takes as long as parsing a small notice."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True, remove_blank_text=True, collect_ids=False,
    )  # fmt: skip


def parsed(content: bytes) -> Any:
    """The root element; raises Unreadable for broken XML and for XML that declares entities or a document type."""
    start = _ELEMENT.search(content)
    if b"<!" in content[: start.start() if start else None] and (b"<!DOCTYPE" in content or b"<!ENTITY" in content):
        raise _declared()
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        line = error.lineno
        raise Unreadable(
            f"XML-filen er i stykker eller afkortet (linje {line})", f"the XML is broken or cut off (line {line})"
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declared()
    return root


def _declared() -> Unreadable:
    return Unreadable(
        "XML-filen har en dokumenttype med entiteter og læses ikke af sikkerhedshensyn",
        "the XML declares a document type with entities and is not read, for safety",
    )


def path(expression: str) -> Any:
    """A compiled relative XPath with the prefixes of eForms; `X/` stands for the way to what eForms adds to UBL."""
    return etree.XPath(expression.replace("X/", _EXTENSION), namespaces=NAMES, smart_strings=False)


def clean(text: str | None) -> str:
    """A text without control characters, its blanks made single."""
    if not text:
        return ""
    if "\n" in text:
        text = text.replace("\n", " ")
    if text[0] == " " or text[-1] == " ":
        text = text.strip(" ")
    if "  " in text or "\t" in text or "\r" in text:
        text = " ".join(text.split())
    if "\x7f" not in text if text.isascii() else text.isprintable():
        return text
    return " ".join(_CONTROL.sub("", text).split())


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
    """Whether a text stands for what is not published (BT-195 to BT-198)."""
    return text is not None and len(text) < 40 and text.strip() in (WITHHELD, "-1", "-1.0")
