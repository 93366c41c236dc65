"""Why a file could not be read, told so that the user knows what to do."""

from __future__ import annotations

import zipfile
import zlib
from typing import Literal

try:
    from lzma import LZMAError
except ImportError:  # a Python without lzma: zipfile opens no such entry and raises a RuntimeError, which stands below
    LZMAError = OSError  # type: ignore[assignment,misc]

BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, LZMAError, OSError, EOFError, ValueError, RuntimeError)
"""What zipfile raises of an archive, or an entry of it, that is damaged, locked, or packed in a way it does not know."""
WITHOUT_TEXT = ("er billeder uden tekst", "are pictures without text")
"""Said of pages that text recognition did not read: it is absent, ran out of time, or found nothing."""


class Unreadable(Exception):
    """A file that no reader can read; `status` tells a broken file from a kind that is not read at all."""

    def __init__(self, da: str, en: str, status: Literal["unreadable", "unsupported"] = "unreadable") -> None:
        super().__init__(en)
        self.da = da
        self.en = en
        self.status: Literal["unreadable", "unsupported"] = status

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str, str]]:
        return Unreadable, (self.da, self.en, self.status)


def encrypted() -> Unreadable:
    """The file is protected by a password."""
    return Unreadable(
        "filen er beskyttet med adgangskode; gem den uden adgangskode",
        "the file is protected by a password; save it without one",
    )


def damaged(what_da: str, what_en: str) -> Unreadable:
    """The file has the right kind and a broken inside."""
    return Unreadable(f"filen er beskadiget: {what_da}", f"the file is damaged: {what_en}")
