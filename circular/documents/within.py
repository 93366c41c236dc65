"""Opens a file that stands within another one, by the key that the reader of the outer file gave it."""

from __future__ import annotations

from collections.abc import Sequence

from circular.documents.failure import damaged


def open_within(content: bytes, keys: Sequence[str]) -> bytes:
    """The bytes found by following the keys from the outermost file inwards; raises Unreadable where one leads nowhere."""
    for key in keys:
        content = _step(content, key)
    return content


def _step(content: bytes, key: str) -> bytes:
    kind, _, where = key.partition(":")
    try:
        if kind == "zip":
            from circular.documents.archive import entry_of

            return entry_of(content, int(where))
        if kind == "mail":
            from circular.documents.mail import attachment_of

            return attachment_of(content, int(where))
        if kind == "msg":
            from circular.documents.outlook import attachment_of_msg

            return attachment_of_msg(content, where)
        if kind == "pdf":
            from circular.documents.pdf_extras import attachment_of_pdf

            return attachment_of_pdf(content, int(where))
        from circular.documents.package import Package

        return Package(content).read(where)
    except (IndexError, KeyError):
        raise damaged("den indre fil findes ikke", "the inner file is not there") from None
