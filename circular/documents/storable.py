"""Names that every system can store: Windows keeps some for its devices, and refuses some letters that others take."""

from __future__ import annotations

import re

_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|\Z)", re.IGNORECASE)
_LETTERS = re.compile(r'[<>:"|?*\x00-\x1f]')


def storable(name: str) -> str:
    """The name of a file or folder, changed only where Windows would refuse it or open something else."""
    said = _LETTERS.sub("_", name).rstrip(". ") or "_"
    return f"_{said}" if _DEVICE.match(said) else said
