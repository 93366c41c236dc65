"""Mails (.eml) as blocks: subject, sender and body; attachments are read as documents of their own."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from circular.documents.archive import safe_name
from circular.documents.failure import damaged
from circular.documents.model import Document, Inside
from circular.documents.outline import Outline
from circular.documents.plain import clean
from circular.documents.text import tell_text
from circular.documents.web_page import tell_html

_BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError)
"""What the standard library raises for headers and bodies that follow no standard."""
_MOST_PARTS = 500
_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
_NEW = 0.1
"""A text is told besides the body when more than this share of its words is new."""


def read_mail(content: bytes, file: str) -> Document:
    """A mail as blocks; the plain body is preferred to the one in HTML, which is told too when it says more."""
    mail = _opened(content)
    outline = Outline(file)
    tell_heads(outline, [(name, _header(mail, name)) for name in ("Subject", "From", "To", "Date")])
    body = _body(mail)
    said: set[str] | None = None
    for text in [] if body is None else [body, *_more_texts(mail, body)]:
        tell = tell_html if text.get_content_type() == "text/html" else tell_text
        content_of: Any = _payload if tell is tell_html else _text
        apart = Outline(file)
        tell(content_of(text), apart)
        words = {word for draft in apart.drafts for word in _WORD.findall(draft.text.casefold())}
        if said is None or len(words - said) > _NEW * len(words):
            said = words | (said or set())
            tell(content_of(text), outline)
    inside = tuple(Inside(key=f"mail:{index}", name=_name(part, index)) for index, part in enumerate(_attached(mail)))
    if body is None and not inside and not outline.drafts:
        raise damaged("mailen er tom", "the mail is empty")
    return Document(file=file, kind="mail", blocks=outline.blocks(), inside=inside)


def _more_texts(mail: EmailMessage, body: EmailMessage) -> list[EmailMessage]:
    """The texts besides the body: the same in HTML, or what follows an attachment."""
    return [part for part in _parts(mail) if part is not body and part.get_content_type() in ("text/plain", "text/html") and not _filename(part)]  # fmt: skip


def tell_heads(outline: Outline, heads: list[tuple[str, str]]) -> None:
    """The subject as heading, the other fields as lines."""
    for name, said in heads:
        if said and name == "Subject":
            outline.heading(said, 1, at={"paragraph": 1})
        elif said:
            outline.paragraph(f"{name}: {said}", at={"paragraph": 1})


def attachment_of(content: bytes, index: int) -> bytes:
    """The bytes of an attachment."""
    part = _attached(_opened(content))[index]
    if part.get_content_type() == "message/rfc822":
        inner = cast("list[Any]", part.get_payload())
        return bytes(inner[0].as_bytes(policy=policy.compat32))
    return _payload(part)


def _opened(content: bytes) -> EmailMessage:
    try:
        return message_from_bytes(content, policy=policy.default)
    except _BROKEN:
        raise damaged("mailen kan ikke læses", "the mail cannot be read") from None


def _header(mail: EmailMessage, name: str) -> str:
    try:
        return clean(str(mail.get(name, "")))
    except _BROKEN:
        return ""


def _body(mail: EmailMessage) -> EmailMessage | None:
    try:
        return cast("EmailMessage | None", mail.get_body(("plain", "html")))
    except _BROKEN:
        return next((part for part in _parts(mail) if part.get_content_maintype() == "text"), None)


def _parts(mail: EmailMessage) -> list[EmailMessage]:
    found: list[EmailMessage] = []
    waiting = [mail]
    while waiting and len(found) < _MOST_PARTS:
        part = waiting.pop(0)
        inner = part.get_payload() if part.is_multipart() else []
        if part.get_content_type() != "message/rfc822" and isinstance(inner, list) and inner:
            waiting[:0] = [one for one in inner if isinstance(one, EmailMessage)]
        else:
            found.append(part)
    return found


def _attached(mail: EmailMessage) -> list[EmailMessage]:
    """The parts that are files: not the body in either form, not pictures that stand in the body."""
    body = _body(mail)
    found = []
    for part in _parts(mail):
        named = bool(_filename(part))
        if part is body or (part.get_content_maintype() == "text" and not named) or part is mail:
            continue
        inline = part.get("Content-ID") is not None and part.get_content_maintype() == "image"
        signature = part.get_content_type() in ("application/pkcs7-signature", "application/pgp-signature")
        if not inline and not signature:
            found.append(part)
    return found


def _filename(part: EmailMessage) -> str:
    try:
        return str(part.get_filename() or "")
    except _BROKEN:
        return ""


def _name(part: EmailMessage, index: int) -> str:
    said = safe_name(_filename(part)).replace("/", "_")
    if said:
        return said
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        subject = _header(inner[0], "Subject") if isinstance(inner, list) and isinstance(inner[0], EmailMessage) else ""
        said = re.sub(r"[^\w .-]+", " ", subject).strip()[:80]
        return f"{said or f'mail {index + 1}'}.eml"
    return f"{index + 1}"


def _payload(part: EmailMessage) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except _BROKEN:
        found = None
    return found if isinstance(found, bytes) else b""


def _text(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except _BROKEN:
        from circular.documents.encoding import decode

        return decode(_payload(part))[0]
