"""Reads files, folders and archives into documents, each in a worker process, in an order that never changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from circular.documents.folders import found
from circular.documents.isolation import File, read_apart
from circular.documents.model import Document

if TYPE_CHECKING:
    from circular.cache import Cache

DEEPEST_ARCHIVE = 3
"""An archive within an archive within an archive is opened, one more is not."""
DEEPEST = 6
"""Attachments of mails in archives, and so on."""
MOST_INSIDE = 10_000
SMALL_XML = 20_000_000
ReadAll = Callable[[Sequence[File]], list[Document]]


def read(
    paths: Sequence[Path],
    *,
    isolate: bool = True,
    timeout_s: float = 120,
    memory_mb: int = 1500,
    convert: bool = False,
    progress: Callable[[str], None] | None = None,
    cache: Cache | None = None,
) -> list[Document]:
    """Every document of the files, folders, archives and mails given; one that can't be read is among them with its reason.

    `timeout_s` and `memory_mb` hold for each document. `isolate` False reads in this process, without limits. `convert`
    lets LibreOffice turn .doc and .rtf into .docx first. With `cache`, what was read before is taken from it. Raises Fault for a path that does not exist and for a folder
    without files.
    """

    def read_now(files: Sequence[File]) -> list[Document]:
        if isolate and not all(_is_small_xml(file) for file in files):
            return read_apart(files, timeout_s=timeout_s, memory_mb=memory_mb, progress=progress)
        from circular.documents.one import read_one

        documents = []
        for file in files:
            documents.append(read_one(file.path, file.name, file.keys))
            if progress is not None:
                progress(file.name)
        return documents

    read_all: ReadAll = read_now
    if cache is not None:
        from circular.documents.remembered import remembering

        read_all = remembering(cache, read_now, but=_is_small_xml)
    files, refused = found([Path(path) for path in paths])
    pairs = list(_through(files, read_all))
    if convert:
        from circular.documents.convert import converted

        pairs = converted(pairs, read_all)
    return _belonging([document for _, document in pairs] + refused)


def _is_small_xml(file: File) -> bool:
    """XML of the size of notices is parsed without entities and huge trees, which is limit enough without a process."""
    try:
        return not file.keys and file.path.suffix.casefold() == ".xml" and file.path.stat().st_size <= SMALL_XML
    except OSError:
        return False


def _through(files: Sequence[File], read_all: ReadAll) -> Iterator[tuple[File, Document]]:
    """The documents, and after each those within it; archives that opened well are left out."""
    read: dict[File, Document] = {}
    inside: dict[File, list[File]] = {}
    waiting = list(files)
    while waiting:
        following: list[File] = []
        for file, document in zip(waiting, read_all(waiting), strict=True):
            within = [File(file.path, f"{file.name}/{one.name}", (*file.keys, one.key)) for one in document.inside]
            room = MOST_INSIDE - len(read) - len(following)
            read[file], inside[file] = _bounded(file, document, within, room)
            following += inside[file]
        waiting = following
    for file in files:
        yield from _flat(file, read, inside)


def _flat(file: File, read: dict[File, Document], inside: dict[File, list[File]]) -> Iterator[tuple[File, Document]]:
    document = read[file]
    if document.kind != "archive" or document.status != "read":
        yield file, document
    for inner in inside[file]:
        yield from _flat(inner, read, inside)


def _bounded(file: File, document: Document, within: list[File], room: int) -> tuple[Document, list[File]]:
    """The document and the files within it that are read; too deep or too many make its status."""
    if not within:
        return document, within
    archives = sum(key.startswith("zip:") for key in file.keys)
    if document.kind == "archive" and archives >= DEEPEST_ARCHIVE:
        said = {
            "why": f"arkivet ligger inde i {DEEPEST_ARCHIVE} andre og åbnes ikke",
            "why_en": f"the archive lies within {DEEPEST_ARCHIVE} others and is not opened",
        }
        return document.model_copy(update={"status": "unreadable", **said}), []
    if len(file.keys) >= DEEPEST or len(within) > room:
        kept = [] if len(file.keys) >= DEEPEST else within[: max(0, room)]
        said = {
            "why": f"{len(within) - len(kept)} filer i filen er ikke læst ({within[len(kept)].name})",
            "why_en": f"{len(within) - len(kept)} files within it were not read ({within[len(kept)].name})",
        }
        return document.model_copy(update={"status": "partly_read", **said}), kept
    return document, within


def _belonging(documents: list[Document]) -> list[Document]:
    """Tables beside a portfolio and parts beside an LCAbyg project belong to it; they are no texts of a tender."""
    portfolios = {_folder(document.file) for document in documents if document.kind == "portfolio"}
    projects = {_folder(document.file) for document in documents if document.kind == "building"}
    settled = []
    for document in documents:
        folder, name = _folder(document.file), document.file.rpartition("/")[2].casefold()
        if document.kind == "csv" and folder in portfolios and name in ("buildings.csv", "packages.csv"):
            document = Document(file=document.file, kind="portfolio", sha256=document.sha256)
        elif document.kind == "building_part" and folder not in projects:
            document = document.model_copy(
                update={
                    "kind": "other", "status": "unsupported",
                    "why": "filen er en del af et LCAbyg-projekt, men projektet ligger ikke ved siden af",
                    "why_en": "the file is a part of an LCAbyg project, but the project does not lie beside it",
                }
            )  # fmt: skip
        settled.append(document)
    return settled


def _folder(file: str) -> str:
    return file.rpartition("/")[0]
