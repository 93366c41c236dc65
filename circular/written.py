"""Writes files whole or not at all, says in plain words why a disk would not take one, and keeps cells from becoming formulas."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from circular.faults import Fault

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def write_whole(content: bytes, file: Path) -> None:
    """Write a file, and its folder, atomically; raises Fault when the place cannot be written, and leaves nothing behind."""
    temporary = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(file)
    except BaseException as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        raise not_written(file, error) from None


def harmless(said: str) -> str:
    """The text as a cell of a CSV file that no spreadsheet takes for a formula."""
    return f"'{said}" if said.lstrip().startswith(RISKY) else said


def not_written(file: Path, error: OSError) -> Fault:
    """The fault of a file that the system would not write."""
    da, en = disk_words(error)
    return Fault(str(file), "", (f"kan ikke skrives: {da}", f"cannot be written: {en}"))


def disk_words(error: OSError) -> tuple[str, str]:
    """Why the system would not write, in Danish and English."""
    own = str(error.strerror or error)
    return {
        errno.ENOSPC: ("disken er fuld", "the disk is full"),
        errno.EDQUOT: ("pladsen på disken er brugt op", "the quota of the disk is used up"),
        errno.EFBIG: ("filen bliver større, end der er lov til", "the file would be larger than allowed"),
        errno.EACCES: ("der er ikke adgang", "access is denied"),
        errno.EPERM: ("der er ikke adgang", "access is denied"),
        errno.EROFS: ("disken kan kun læses", "the disk is read-only"),
        errno.ENOTDIR: ("en del af stien er en fil, ikke en mappe", "a part of the path is a file, not a folder"),
        errno.EISDIR: ("stedet er en mappe", "the place is a folder"),
        errno.ENAMETOOLONG: ("navnet er for langt", "the name is too long"),
        errno.EIO: ("disken svarer ikke", "the disk does not answer"),
    }.get(error.errno or 0, (own, own))
