"""Bytes of a text file as text: UTF-8, UTF-16 with or without its mark, else Windows-1252."""

from __future__ import annotations


def decode(content: bytes) -> tuple[str, bool]:
    """(text, whether some bytes had no meaning and were replaced)."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
        return text, "\ufffd" in text
    try:
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        pass
    even, odd = content[0:2000:2].count(0), content[1:2000:2].count(0)
    if max(even, odd) > len(content[:2000]) // 4:
        return content.decode("utf-16-le" if odd > even else "utf-16-be", "replace"), False
    text = content.decode("cp1252", "replace")
    return text, "\ufffd" in text
