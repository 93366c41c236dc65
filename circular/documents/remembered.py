"""Documents that were read before are taken from the cache, where nothing about them can have changed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from circular.cache import Cache, key_of, libraries, sources
from circular.collection import no_collection
from circular.documents.failure import WITHOUT_TEXT
from circular.documents.isolation import File
from circular.documents.model import Document
from circular.shelf import shelf

_LIBRARIES = ("lxml", "pypdfium2", "python-calamine", "openpyxl", "olefile", "pydantic")
_DATA = (("rules", "reading.yaml"), ("lca_data", "lcabyg/lcabyg.yaml"))
_PIECE = 1_000_000
_MOST_BYTES = 400_000_000
ReadAll = Callable[[Sequence[File]], list[Document]]


def remembering(cache: Cache, read_all: ReadAll, but: Callable[[File], bool]) -> ReadAll:
    """A way of reading that asks the cache first and keeps what was read.

    A document is known by its content, its name and the version of the readers. What a time or memory limit, a missing
    program or a broken file cut short is never kept.
    """
    digests: dict[Path, str | None] = {}

    def remembered(files: Sequence[File]) -> list[Document]:
        found: dict[int, Document] = {}
        keys: dict[int, str] = {}
        for index, file in enumerate(files):
            if but(file):
                continue
            if file.path not in digests:
                digests[file.path] = _digest(file.path)
            content = digests[file.path]
            if content is None:
                continue
            keys[index] = key_of("document", _version(), content, file.name, *file.keys)
            known = _known(cache, keys[index], file.name)
            if known is not None:
                found[index] = known
        missing = [index for index in range(len(files)) if index not in found]
        for index, document in zip(missing, read_all([files[index] for index in missing]) if missing else [], strict=True):  # fmt: skip
            found[index] = document
            outer = digests.get(files[index].path)
            if index in keys and may_be_kept(document) and (files[index].keys or document.sha256 == outer):
                cache.put(keys[index], document.model_dump_json(exclude_defaults=True).encode("utf-8", "replace"))
        return [found[index] for index in range(len(files))]

    return remembered


def may_be_kept(document: Document) -> bool:
    """Whether reading it again would surely give the same: read, and no page left out that text recognition might read."""
    if document.status not in ("read", "partly_read"):
        return False
    return WITHOUT_TEXT[1] not in (document.why_en or "")


def _known(cache: Cache, key: str, name: str) -> Document | None:
    said = cache.get(key)
    if said is None:
        return None
    try:
        with no_collection():
            document = Document.model_validate_json(said)
    except ValueError:
        cache.drop(key)
        return None
    return document if document.file == name and may_be_kept(document) else None


def _digest(path: Path) -> str | None:
    """sha256 of a file's content; None for one that is no ordinary file or can't be read."""
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return None
        digest = hashlib.sha256()
        with path.open("rb") as content:
            while piece := content.read(_PIECE):
                digest.update(piece)
        return digest.hexdigest()
    except OSError:
        return None


@cache
def _version() -> str:
    """Everything besides the file itself that its reading hangs on: our readers, the libraries, the data, the recogniser."""
    program = shutil.which("tesseract")
    recogniser = "none"
    if program is not None:
        told = Path(program).stat()
        recogniser = f"{program} {told.st_size} {told.st_mtime_ns}"
    data = []
    for kind, name in _DATA:
        file = shelf(kind)
        for part in name.split("/"):
            file = file / part
        data.append(file.read_bytes())
    return key_of(sources("documents", "place", "faults"), libraries(_LIBRARIES), recogniser, *data)
