"""Writes compound files (.msg, .doc …) by hand: storages and streams in sectors of 512 bytes, no mini stream."""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import Union

Tree = dict[str, Union[bytes, "Tree"]]
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def compound(tree: Tree) -> bytes:
    """The bytes of a compound file with these storages and streams; small streams are padded to 4096 bytes of their own."""
    entries: list[list[object]] = [["Root Entry", 5, b"", _NONE, _NONE, _NONE]]

    def add(name: str, value: bytes | Tree) -> int:
        index = len(entries)
        entries.append([name, 2 if isinstance(value, bytes) else 1, value if isinstance(value, bytes) else b"", _NONE, _NONE, _NONE])  # fmt: skip
        if not isinstance(value, bytes):
            entries[index][5] = chain(value)
        return index

    def chain(children: Tree) -> int:
        # children hang to the right of each other, sorted as the format asks: by length, then by upper case
        order = sorted(children, key=lambda name: (len(name), name.upper()))
        indices = [add(name, children[name]) for name in order]
        for left, right in pairwise(indices):
            entries[left][4] = right
        return indices[0] if indices else _NONE

    entries[0][5] = chain(tree)
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(content: bytes) -> int:
        if not content:
            return _END
        first = len(sectors)
        count = -(-len(content) // 512)
        for number in range(count):
            sectors.append(content[512 * number : 512 * number + 512].ljust(512, b"\0"))
            fat.append(first + number + 1 if number + 1 < count else _END)
        return first

    made = b""
    for name, kind, content, left, right, child in entries:
        assert isinstance(name, str)
        assert isinstance(content, bytes)
        size = max(len(content), 4096) if kind == 2 else 0
        start = store(content.ljust(size, b"\0")) if kind == 2 else (_END if kind == 5 else 0)
        # the true length is kept by writing the padding into the stream: texts end at their first NUL
        raw = name.encode("utf-16-le") + b"\0\0"
        made += raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, left, right, child)
        made += b"\0" * 16 + b"\0" * 4 + b"\0" * 16 + struct.pack("<IQ", start, size)
    directory = store(made.ljust(-(-len(made) // 512) * 512, b"\0"))
    fats = 1
    while (len(sectors) + fats) > fats * 128:
        fats += 1
    first_fat = len(sectors)
    fat += [_FAT] * fats
    fat += [_FREE] * (fats * 128 - len(fat))
    sectors += [struct.pack("<128I", *fat[128 * n : 128 * n + 128]) for n in range(fats)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, fats, directory, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *[first_fat + n for n in range(fats)], *[_FREE] * (109 - fats))
    return header + b"".join(sectors)


def text_of(tag: str, said: str) -> dict[str, bytes]:
    """A text property of a mail."""
    return {f"__substg1.0_{tag}001F": said.encode("utf-16-le")}


def attachment(name: str, content: bytes) -> Tree:
    """An attached file."""
    return {**text_of("3707", name), "__substg1.0_37010102": content}


def msg(subject: str, body: str, *attached: Tree, html: bytes = b"") -> bytes:
    """An Outlook mail."""
    return compound(mail(subject, body, *attached, html=html))


def mail(subject: str, body: str, *attached: Tree, html: bytes = b"") -> Tree:
    """The tree of a mail, to be attached to another one."""
    tree: Tree = {**text_of("0037", subject), **text_of("0C1A", "Ordregiver"), "__properties_version1.0": b"\0" * 32}
    if body:
        tree |= text_of("1000", body)
    if html:
        tree["__substg1.0_10130102"] = html
    for number, one in enumerate(attached):
        tree[f"__attach_version1.0_#{number:08X}"] = one
    return tree


def attached_mail(subject: str, body: str, *attached: Tree) -> Tree:
    """A mail attached to a mail."""
    return {"__substg1.0_3701000D": mail(subject, body, *attached)}
