"""An entry that is damaged, or packed in a way that is not known, is a status, whatever zipfile raises of it."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest

from circular.documents.archive import entry_of
from circular.documents.failure import Unreadable
from circular.documents.package import Package
from circular.documents.sniff import sniff

WAYS = {
    "stored": zipfile.ZIP_STORED,
    "deflated": zipfile.ZIP_DEFLATED,
    "bzip2": zipfile.ZIP_BZIP2,
    "lzma": zipfile.ZIP_LZMA,
}
NAMES = ("mimetype", "xl/sharedStrings.xml", "word/document.xml")


def package(way: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", way) as archive:
        for name in NAMES:
            archive.writestr(name, f"<{name}>" + "genbrug af mursten " * 40)
    return made.getvalue()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_damaged_byte_of_an_entry_ends_in_a_status(way: int) -> None:
    whole = package(way)
    refused = 0
    for at in range(0, len(whole) - 4, 5):
        broken = bytearray(whole)
        broken[at : at + 4] = b"\xa5\x5a\xff\x00"
        sniff(bytes(broken), "udbud.zip")
        for index, name in enumerate(NAMES):
            with suppress(IndexError, KeyError):  # the damage took the entry itself
                try:
                    entry_of(bytes(broken), index)
                except Unreadable:
                    refused += 1
                try:
                    Package(bytes(broken)).read(name)
                except Unreadable:
                    refused += 1
    assert refused > 20


def test_an_unknown_way_of_packing_is_damage_and_no_password() -> None:
    strange = package(zipfile.ZIP_STORED).replace(
        b"PK\x03\x04\x14\x00\x00\x00\x00\x00", b"PK\x03\x04\x14\x00\x00\x00\x61\x00"
    )
    for signature, place in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        at = -1
        changed = bytearray(strange)
        while (at := strange.find(signature, at + 1)) >= 0:
            changed[at + place] = 97
        strange = bytes(changed)
    with pytest.raises(Unreadable) as raised:
        Package(strange).read("word/document.xml")
    assert "password" not in raised.value.en and "unpacked" in raised.value.en
