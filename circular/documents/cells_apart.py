"""The cells of a workbook, opened in a process of its own with limits: what ends that process becomes one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from circular.documents.cells_worker import Sheets, unmarked
from circular.documents.failure import Unreadable
from circular.documents.isolation import Lost, Worker

MOST_ROWS = 1_048_576
MOST_CELLS = 20_000_000
TIMEOUT_S = 120.0
MEMORY_MB = 3_000
"""Twice what a document may take: cells are asked for whole."""


class TooLarge(Unreadable):
    """A sheet has more rows or cells than are read."""

    def __init__(self, sheet: str) -> None:
        super().__init__(f"mere end {MOST_ROWS} rækker", f"more than {MOST_ROWS} rows")
        self.sheet = sheet


class Damaged(Unreadable):
    """No workbook, or a broken one."""

    def __init__(self) -> None:
        super().__init__("regnearket kan ikke åbnes", "the spreadsheet cannot be opened")


def cells_of(path: Path, *, first: bool = False, rows: int | None = None, skip: bool = False) -> Sheets:
    """Every sheet by name as rows of cells; `first` sheet alone, `rows` of each at most, without empty ones before them (`skip`).

    Raises Unreadable for a damaged file, and for one that ends or outlasts the process it is read in.
    """
    asked = {"path": str(path.absolute()), "first": first, "rows": rows, "skip": skip, "most_rows": MOST_ROWS, "most_cells": MOST_CELLS}  # fmt: skip
    return sheets_in(_answer(asked))


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    worker = Worker(MEMORY_MB, "circular.documents.cells_worker")
    try:
        said: dict[str, Any] = json.loads(worker.answer(asked, TIMEOUT_S), object_hook=unmarked)
        return said
    except Lost as lost:
        raise Unreadable(lost.da, lost.en) from None
    finally:
        worker.close()


def sheets_in(said: dict[str, Any]) -> Sheets:
    """The sheets of an answer; raises Unreadable where it says that there are none to be had."""
    if "large" in said:
        raise TooLarge(said["large"])
    if said.get("failed") == "memory":
        raise Unreadable("der er for lidt hukommelse til filen", "there is too little memory for the file")
    if "failed" in said:
        raise Damaged
    return dict(said["sheets"])
