"""Zip archives: what is in them, under names as they were meant, with bounds on entries, size, ratio and names."""

from __future__ import annotations

import io
import re
import stat
import zipfile

from circular.documents.failure import BROKEN_ZIP, Unreadable, damaged, encrypted
from circular.documents.litter import is_litter
from circular.documents.model import Document, Inside
from circular.documents.plain import clean

MOST_ENTRIES = 5_000
MOST_BYTES = 4_000_000_000
MOST_ENTRY_BYTES = 400_000_000
MOST_RATIO = 200
RATIO_FROM_BYTES = 20_000_000
_UTF8_NAME = 0x800
_LOCKED = 0x1
_UNICODE_PATH = 0x7075
_DRAWN = re.compile("[\u00a2\u00a5\u00b0-\u00b7\u2261\u2219\u2248\u221e\u2500-\u25ff\u0390-\u03ff]")
"""Signs that no file name holds: they show that a name was decoded by the wrong table."""
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def read_archive(content: bytes, file: str) -> Document:
    """What an archive holds, as files to be read each on its own; raises Unreadable for one that means harm."""
    package = _opened(content)
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES:
        raise _refused(f"{len(entries)} filer i arkivet", f"{len(entries)} files in the archive")
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES or total > MOST_RATIO * max(len(content), RATIO_FROM_BYTES):
        raise _refused(f"{total // 1_000_000} MB udpakket", f"{total // 1_000_000} MB unpacked")
    inside: list[Inside] = []
    links: list[str] = []
    taken: dict[str, int] = {}
    for index, entry in enumerate(entries):
        name = safe_name(name_of(entry))
        if entry.filename.endswith("/") or not name or any(is_litter(part) for part in name.split("/")):
            continue
        if stat.S_ISLNK(entry.external_attr >> 16):
            links.append(name)
            continue
        taken[name] = taken.get(name, 0) + 1
        inside.append(Inside(key=f"zip:{index}", name=name if taken[name] == 1 else f"{name} ({taken[name]})"))
    if not inside and not links:
        raise Unreadable("arkivet er tomt", "the archive is empty")
    inside.sort(key=lambda one: one.name)
    if not links:
        return Document(file=file, kind="archive", inside=tuple(inside))
    return Document(
        file=file, kind="archive", status="partly_read", inside=tuple(inside),
        why=f"genveje i arkivet følges ikke ({links[0]})", why_en=f"links in the archive are not followed ({links[0]})",
    )  # fmt: skip


def entry_of(content: bytes, index: int) -> bytes:
    """The bytes of one entry; raises Unreadable when it is locked, damaged, or larger than it says or than is read."""
    package = _opened(content)
    entry = package.infolist()[index]
    if entry.flag_bits & _LOCKED:
        raise encrypted()
    if entry.file_size > MOST_ENTRY_BYTES:
        raise _refused(f"{entry.file_size // 1_000_000} MB udpakket", f"{entry.file_size // 1_000_000} MB unpacked")
    if entry.file_size > RATIO_FROM_BYTES and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
        raise _refused("filen er pakket unormalt hårdt", "the file is packed abnormally hard")
    try:
        with package.open(entry) as stream:
            found = stream.read(entry.file_size + 1)
    except BROKEN_ZIP:
        raise damaged("filen kan ikke pakkes ud af arkivet", "the file cannot be unpacked from its archive") from None
    if len(found) > entry.file_size:
        raise _refused("filen er større, end arkivet siger", "the file is larger than the archive says")
    return found


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: UTF-8 where it is, else the code page that Danish programs write."""
    told = _unicode_path(entry.extra)
    if told is not None:
        return told
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    if raw.isascii():
        return entry.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        dos = raw.decode("cp865")
    windows = raw.decode("cp1252", "replace")
    if _DRAWN.search(dos) and not _DRAWN.search(windows) and "\ufffd" not in windows:
        return windows
    return dos


def _unicode_path(extra: bytes) -> str | None:
    """The UTF-8 name that Info-ZIP writes beside one in a code page."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == _UNICODE_PATH and size > 5:
            try:
                return extra[9 : 4 + size].decode("utf-8")
            except UnicodeDecodeError:
                return None
        extra = extra[4 + size :]
    return None


def safe_name(name: str) -> str:
    """A name within its archive: no drive, no root, no step upwards, no characters that turn the reading around."""
    parts = [clean(_BIDI.sub("", part)) for part in re.sub(r"\A[A-Za-z]:", "", name.replace("\\", "/")).split("/")]
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except BROKEN_ZIP:
        raise damaged("zip-arkivet er afbrudt eller ødelagt", "the zip archive is cut short or broken") from None


def _refused(da: str, en: str) -> Unreadable:
    return Unreadable(f"filen åbnes ikke af hensyn til sikkerheden: {da}", f"the file is not opened, for safety: {en}")
