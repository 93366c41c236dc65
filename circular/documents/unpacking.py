"""Puts a file out of an archive or a mail into a folder for a while, for readers that need a path."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from circular.documents.failure import Unreadable
from circular.documents.storable import storable
from circular.faults import Fault

MOST_FILES = 200


@contextmanager
def unpacked(name: str, folder: str | None, paths: Sequence[Path]) -> Iterator[Path]:
    """The path of a document that `read` found within an archive; with `folder`, of that folder with the files in it.

    Raises Fault when it is not there any more.
    """
    from circular.documents.folders import found

    with tempfile.TemporaryDirectory(prefix="circular-") as where:
        place = Path(where)
        wanted = name if folder is None else f"{folder}/"
        for path, outer, _ in found(list(paths))[0]:
            if wanted.startswith(f"{outer}/") and _put(path, outer, wanted, folder is not None, place):
                yield place if folder is not None else place / storable(Path(name).name)
                return
        raise Fault(name, "", ("findes ikke længere", "is no longer there"))


def _put(path: Path, outer: str, wanted: str, whole_folder: bool, place: Path) -> bool:
    """Write the file, or the files of the folder, that `wanted` names within `path`."""
    from circular.documents.one import read_one
    from circular.documents.within import open_within

    waiting: list[tuple[str, tuple[str, ...]]] = [(outer, ())]
    written = 0
    while waiting:
        name, keys = waiting.pop()
        for one in read_one(path, name, keys).inside:
            inner, inner_keys = f"{name}/{one.name}", (*keys, one.key)
            fits = inner.rpartition("/")[0] + "/" == wanted if whole_folder else inner == wanted
            if fits and written < MOST_FILES:
                try:
                    (place / storable(Path(inner).name)).write_bytes(open_within(path.read_bytes(), inner_keys))
                    written += 1
                except (Unreadable, OSError):
                    continue
            elif wanted.startswith(f"{inner}/"):
                waiting.append((inner, inner_keys))
    return written > 0
