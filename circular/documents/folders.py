"""Finds the files of the paths a user gives: folders walked in order, litter left out, links out of a folder refused."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from circular.documents.isolation import File
from circular.documents.litter import is_litter
from circular.documents.model import Document
from circular.faults import Fault


def found(paths: Sequence[Path]) -> tuple[list[File], list[Document]]:
    """The files to read, named relative to what the user gave, each once; and those that are not followed, as documents."""
    files: dict[Path, str] = {}
    refused: list[Document] = []
    for path in paths:
        if not path.exists():
            raise Fault(
                str(path), "", ("findes ikke", "does not exist"), ("se efter stavefejl i stien", "check the path")
            )
        if not path.is_dir():
            files.setdefault(path.resolve(), path.name if path.is_absolute() else path.as_posix())
            continue
        inside, links = _walk(path)
        if not inside and not links:
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
        refused += [_link(entry.relative_to(path).as_posix()) for entry in links]
    return [File(path, name) for path, name in _told_apart(files)], refused


def _walk(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files below a folder in sorted order, and the links that lead out of it or nowhere."""
    root = folder.resolve()
    files: list[Path] = []
    links: list[Path] = []
    for where, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not is_litter(name))
        for name in [*names, *(name for name in folders if (Path(where) / name).is_symlink())]:
            entry = Path(where) / name
            if is_litter(name):
                continue
            outside = entry.is_symlink() and (
                not entry.resolve().is_relative_to(root) or entry.is_dir() or not entry.exists()
            )
            (links if outside else files).append(entry)
    return tuple(sorted(some, key=lambda entry: entry.relative_to(folder).as_posix()) for some in (files, links))  # type: ignore[return-value]


def _link(name: str) -> Document:
    return Document(
        file=name, kind="other", status="unsupported",
        why="genvejen fører ud af mappen eller til en anden mappe og følges ikke",
        why_en="the link leads out of the folder or to another folder and is not followed",
    )  # fmt: skip


def _told_apart(files: dict[Path, str]) -> list[tuple[Path, str]]:
    """Two files given with one name get their folder's name before it."""
    names = list(files.values())
    return [(path, name if names.count(name) == 1 else f"{path.parent.name}/{name}") for path, name in files.items()]
