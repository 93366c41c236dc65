"""Keeps what was worked out of a content, so that the same content need not be worked through again.

The place is CIRCULAR_CACHE, or the platform's folder for caches; `CIRCULAR_CACHE=off` turns it off. Entries are found by a
key that names everything the answer hangs on, carry their own checksum, and are data (JSON), never code. The folder is
bounded, may be deleted at any time, and nobody but its owner can read or write it. Whatever is wrong with it, the answer is
worked out as if it were not there.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FORMAT = b"circular-cache-1\n"
MOST_BYTES = 500_000_000
"""The folder is held to this; the entries that were not asked for longest go first."""
MOST_ENTRY = 400_000_000
"""An entry that unpacks to more than this is not believed."""
_DIGEST = 32
_KEPT_SHARE = 0.8
_LOOK_EVERY = 64


def key_of(*parts: str | bytes) -> str:
    """One key of everything an answer hangs on; no two lists of parts have the same one."""
    digest = hashlib.sha256()
    for part in parts:
        said = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(said).to_bytes(8, "big"))
        digest.update(said)
    return digest.hexdigest()


def place() -> Path | None:
    """The folder that is asked for or usual; None when there is to be none or no home to put it in."""
    asked = os.environ.get("CIRCULAR_CACHE", "").strip()
    if asked.casefold() in ("off", "no", "0"):
        return None
    if asked:
        return Path(asked)
    try:
        if sys.platform == "win32":
            base = os.environ.get("LOCALAPPDATA")
            return Path(base) / "circular" / "Cache" if base else None
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "circular"
        given = os.environ.get("XDG_CACHE_HOME", "")
        return (Path(given) if Path(given).is_absolute() else Path.home() / ".cache") / "circular"
    except RuntimeError:
        return None


def opened(folder: Path | None = None, most_bytes: int = MOST_BYTES) -> Cache | None:
    """The cache in the folder, or in the usual place; None when it can't be used or is open to others."""
    where = folder or place()
    if where is None:
        return None
    try:
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
        inner = where / "1"
        inner.mkdir(mode=0o700, exist_ok=True)
        if not all(_own(one) for one in (where, inner)):
            return None
    except OSError:
        return None
    return Cache(inner, most_bytes)


def _own(folder: Path) -> bool:
    """Whether a folder is a real one of this user that nobody else can get into; made so where it is ours."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    if not hasattr(os, "getuid"):  # on Windows the profile's folder is the user's own
        return True
    if folder.stat().st_uid != os.getuid():
        return False
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return True


class Cache:
    """Entries in a folder; safe for several processes at once, because each entry is written aside and put in place whole."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most = most_bytes
        self._put = 0

    def get(self, key: str) -> bytes | None:
        """What was kept under the key; None when there is nothing, or nothing that can be believed."""
        file = self._file(key)
        try:
            said = file.read_bytes()
        except OSError:
            return None
        answer = _opened(key, said)
        try:
            if answer is None:
                file.unlink(missing_ok=True)
            else:
                os.utime(file)
        except OSError:
            return answer
        return answer

    def put(self, key: str, answer: bytes) -> None:
        """Keep an answer; silently not, when the disk or the folder does not allow it."""
        packed = zlib.compress(answer, 1)
        if len(packed) > self._most // 4 or len(answer) > MOST_ENTRY:
            return
        file = self._file(key)
        temporary = None
        try:
            file.parent.mkdir(mode=0o700, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".")
            with os.fdopen(handle, "wb") as out:
                out.write(FORMAT + _checksum(key, packed) + packed)
            Path(temporary).replace(file)
        except OSError:
            if temporary is not None:
                _remove(Path(temporary))
            return
        self._put += 1
        if self._put % _LOOK_EVERY == 1:
            self._hold()

    def drop(self, key: str) -> None:
        """Forget an entry, whose content turned out not to be what it should."""
        _remove(self._file(key))

    def _file(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]

    def _hold(self) -> None:
        """Remove the entries that were not asked for longest until the folder is well within its bound."""
        found = []
        for folder in _listed(self._folder):
            for file in _listed(folder):
                try:
                    told = file.stat()
                except OSError:
                    continue
                found.append((told.st_mtime_ns, told.st_size, file))
        total = sum(size for _, size, _ in found)
        if total <= self._most:
            return
        for _, size, file in sorted(found):
            _remove(file)
            total -= size
            if total <= self._most * _KEPT_SHARE:
                return


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir()) if folder.is_dir() else []
    except OSError:
        return []


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return


def _checksum(key: str, packed: bytes) -> bytes:
    return hashlib.sha256(key.encode("ascii") + packed).digest()


def _opened(key: str, said: bytes) -> bytes | None:
    """The answer in an entry, when it is whole, of this format and of this key."""
    head = len(FORMAT) + _DIGEST
    packed = said[head:]
    if not said.startswith(FORMAT) or said[len(FORMAT) : head] != _checksum(key, packed):
        return None
    try:
        unpacking = zlib.decompressobj()
        answer = unpacking.decompress(packed, MOST_ENTRY)
    except zlib.error:
        return None
    return answer if unpacking.eof else None


@cache
def sources(*rooms: str) -> str:
    """A digest of the program's own files in these rooms, so that a changed reader makes its old answers unknown."""
    own = Path(__file__).resolve().parent
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for room in rooms:
        one = own / room
        for file in sorted(one.rglob("*.py")) if one.is_dir() else [one.with_suffix(".py")]:
            digest.update(f"{file.relative_to(own).as_posix()}\n".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def libraries(names: Iterable[str]) -> str:
    """The versions of installed libraries as one text; 'absent' for one that isn't."""
    from importlib.metadata import PackageNotFoundError, version

    told = []
    for name in names:
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            told.append(f"{name} absent")
    return ", ".join(told)
