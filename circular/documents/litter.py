"""Files that macOS, Windows and Office leave behind."""

from __future__ import annotations

_LITTER = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx", "$recycle.bin"})
_LITTER_STARTS = (".", "~$", ".~lock", "~wrl")
_LITTER_ENDS = (".tmp", ".lnk", ".crdownload", ".part")


def is_litter(name: str) -> bool:
    """Whether a name is one that macOS, Windows or Office leave behind."""
    small = name.casefold()
    return small in _LITTER or small.startswith(_LITTER_STARTS) or small.endswith(_LITTER_ENDS)
