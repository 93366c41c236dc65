"""Reads files and folders into documents, each in a worker process, in an order that never changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from circular.documents.model import Document
from circular.faults import Fault

_LITTER = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx", "$recycle.bin"})
_LITTER_STARTS = (".", "~$", ".~lock", "~wrl")
_LITTER_ENDS = (".tmp", ".lnk", ".crdownload", ".part")


def read(
    paths: Sequence[Path],
    *,
    isolate: bool = True,
    timeout_s: float = 120,
    memory_mb: int = 1500,
    progress: Callable[[str], None] | None = None,
) -> list[Document]:
    """Every document of the files and folders given; a file that cannot be read is among them with its reason.

    `timeout_s` and `memory_mb` hold for each document. `isolate` False reads in this process, without limits. Raises
    Fault for a path that does not exist and for a folder without files.
    """
    files = found([Path(path) for path in paths])
    if not isolate:
        from circular.documents.one import read_one

        documents = []
        for path, file in files:
            documents.append(read_one(path, file))
            if progress is not None:
                progress(file)
        return _with_tables_of_portfolios(documents)
    from circular.documents.isolation import read_apart

    documents = read_apart(files, timeout_s=timeout_s, memory_mb=memory_mb, progress=progress)
    return _with_tables_of_portfolios(documents)


def _with_tables_of_portfolios(documents: list[Document]) -> list[Document]:
    """buildings.csv and packages.csv beside a portfolio are its tables, no text of a tender."""
    folders = {document.file.rpartition("/")[0] for document in documents if document.kind == "portfolio"}
    return [
        Document(file=document.file, kind="portfolio", sha256=document.sha256)
        if document.kind == "csv" and _is_table_of(document.file, folders)
        else document
        for document in documents
    ]


def _is_table_of(file: str, folders: set[str]) -> bool:
    folder, _, name = file.rpartition("/")
    return folder in folders and name.casefold() in ("buildings.csv", "packages.csv")


def found(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """(path, name relative to what the user gave) of every file, folders walked, litter left out, each file once."""
    files: dict[Path, str] = {}
    for path in paths:
        if not path.exists():
            raise Fault(
                str(path), "", ("findes ikke", "does not exist"), ("se efter stavefejl i stien", "check the path")
            )
        if not path.is_dir():
            files.setdefault(path.resolve(), path.name if path.is_absolute() else path.as_posix())
            continue
        inside = _walk(path)
        if not inside:
            raise Fault(
                str(path),
                "",
                ("mappen er tom", "the folder is empty"),
                (
                    "læg udbudsmaterialet i mappen, eller peg på en anden",
                    "put the tender package in it, or name another",
                ),
            )
        for entry in inside:
            files.setdefault(entry.absolute(), entry.relative_to(path).as_posix())
    return [(path, file) for path, file in _told_apart(files)]


def _walk(folder: Path) -> list[Path]:
    """The files below a folder in sorted order; links are followed only to files within it."""
    root = folder.resolve()
    files: list[Path] = []
    for where, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not is_litter(name))
        for name in names:
            entry = Path(where) / name
            if is_litter(name) or (entry.is_symlink() and not entry.resolve().is_relative_to(root)):
                continue
            files.append(entry)
    return sorted(files, key=lambda entry: entry.relative_to(folder).as_posix())


def is_litter(name: str) -> bool:
    """Whether a name is one that macOS, Windows or Office leave behind."""
    small = name.casefold()
    return small in _LITTER or small.startswith(_LITTER_STARTS) or small.endswith(_LITTER_ENDS)


def _told_apart(files: dict[Path, str]) -> list[tuple[Path, str]]:
    """Two files given with one name get their folder's name before it."""
    names = list(files.values())
    return [(path, name if names.count(name) == 1 else f"{path.parent.name}/{name}") for path, name in files.items()]
