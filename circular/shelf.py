"""Finds the data that ships with the program: rules, lca_data, tender_templates, examples.

An installed wheel carries them in `circular/_data`; a checkout has them beside `pyproject.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

SHELVES = ("rules", "lca_data", "tender_templates", "examples")


def shelf(kind: str) -> Traversable:
    """The folder of one kind of shipped data; raises ValueError for an unknown kind, FileNotFoundError if it is missing."""
    if kind not in SHELVES:
        raise ValueError(f"no shelf named {kind!r}; the shelves are {', '.join(SHELVES)}")
    packaged = files("circular") / "_data" / kind
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / kind).is_dir():
        return checkout / kind
    raise FileNotFoundError(f"the shipped data folder {kind!r} is missing from this installation")


def walk(folder: Traversable, suffix: str, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    """Each file below a folder whose name ends with `suffix`, sorted, with its path relative to that folder."""
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            if not entry.name.startswith(("_", ".")):
                yield from walk(entry, suffix, f"{name}/")
        elif entry.name.endswith(suffix):
            yield name, entry
