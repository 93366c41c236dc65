"""Outlook mails (.msg) as blocks, read from their compound file; attachments are read as documents of their own."""

from __future__ import annotations

import io
from typing import Any

from circular.documents.archive import safe_name
from circular.documents.failure import damaged
from circular.documents.mail import tell_heads
from circular.documents.model import Document, Inside
from circular.documents.outline import Outline
from circular.documents.plain import clean
from circular.documents.text import tell_text
from circular.documents.web_page import tell_html

_SUBJECT, _SENDER, _TO, _BODY, _HTML = "0037", "0C1A", "0E04", "1000", "1013"
_FILE_NAME, _SHORT_NAME, _DATA = "3707", "3704", "3701"
_ATTACHMENT, _INNER = "__attach_version1.0_", "__substg1.0_3701000D"
_SECTORS = (512, 4096)
_DEEPEST = 3
_MOST_ATTACHED = 500


def read_msg(content: bytes, file: str) -> Document:
    """An Outlook mail as blocks; mails attached to it follow as sections of their own."""
    container = _opened(content)
    outline = Outline(file)
    inside: list[Inside] = []
    with container:
        _tell(container, [], outline, inside, 1)
    if not outline.drafts and not inside:
        raise damaged("mailen er tom", "the mail is empty")
    return Document(file=file, kind="mail", blocks=outline.blocks(), inside=tuple(inside))


def attachment_of_msg(content: bytes, where: str) -> bytes:
    """The bytes of an attachment; `where` is its storage, of the mail within the mail if need be."""
    with _opened(content) as container:
        found = _stream(container, [*where.split("/"), f"__substg1.0_{_DATA}0102"])
    if found is None:
        raise KeyError(where)
    return found


def _opened(content: bytes) -> Any:
    import olefile

    try:
        container: Any = olefile.OleFileIO(io.BytesIO(content))
    except (OSError, ValueError, IndexError, TypeError, MemoryError):
        container = None
    if container is None or container.sector_size not in _SECTORS or not 0 <= container.root.size <= len(content):
        raise damaged("mailen kan ikke åbnes", "the mail cannot be opened")
    return container


def _tell(container: Any, prefix: list[str], outline: Outline, inside: list[Inside], depth: int) -> None:
    heads = [("Subject", _SUBJECT), ("From", _SENDER), ("To", _TO)]
    tell_heads(outline, [(name, clean(_text(container, prefix, tag))) for name, tag in heads])
    body = _text(container, prefix, _BODY)
    if body.strip():
        tell_text(body, outline)
    else:
        page = _stream(container, [*prefix, f"__substg1.0_{_HTML}0102"]) or _text(container, prefix, _HTML).encode()
        if page.strip():
            tell_html(page, outline)
    for storage in _attachments(container, prefix):
        where = [*prefix, storage]
        if container.exists("/".join([*where, _INNER])):
            if depth < _DEEPEST:
                _tell(container, [*where, _INNER], outline, inside, depth + 1)
            continue
        if len(inside) < _MOST_ATTACHED:
            name = _text(container, where, _FILE_NAME) or _text(container, where, _SHORT_NAME)
            said = safe_name(name).replace("/", "_") or f"{len(inside) + 1}"
            inside.append(Inside(key=f"msg:{'/'.join(where)}", name=said))


def _attachments(container: Any, prefix: list[str]) -> list[str]:
    found: dict[str, None] = {}
    for path in container.listdir(streams=True, storages=True):
        if len(path) > len(prefix) and path[: len(prefix)] == prefix and path[len(prefix)].startswith(_ATTACHMENT):
            found.setdefault(path[len(prefix)])
    return sorted(found)


def _text(container: Any, prefix: list[str], tag: str) -> str:
    """A text property, kept as UTF-16 or in a code page."""
    wide = _stream(container, [*prefix, f"__substg1.0_{tag}001F"])
    if wide is not None:
        return wide.decode("utf-16-le", "replace").rstrip("\x00")
    narrow = _stream(container, [*prefix, f"__substg1.0_{tag}001E"])
    return "" if narrow is None else narrow.decode("cp1252", "replace").rstrip("\x00")


def _stream(container: Any, path: list[str]) -> bytes | None:
    try:
        if not container.exists("/".join(path)):
            return None
        if container.get_size("/".join(path)) > len(container.fp.getbuffer()):
            raise ValueError("a part larger than its file goes through the same sectors again and again")
        with container.openstream(path) as stream:
            return bytes(stream.read())
    except (OSError, ValueError, IndexError, TypeError):
        raise damaged("en del af mailen kan ikke læses", "a part of the mail cannot be read") from None
