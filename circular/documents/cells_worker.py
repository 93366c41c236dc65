"""The process that opens workbooks for their cells; its answers are JSON, never code."""

from __future__ import annotations

import io
import json
import os
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from circular.documents.panics import panics_caught
from circular.documents.worker import answer, limit

Cell = str | float | bool | date | time | timedelta
"""A cell as the sheet library gives it; an empty one is ''."""
Sheets = dict[str, list[list[Cell]]]


def main() -> None:
    """Answer requests until standard input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    limit(int(sys.argv[1]))
    import python_calamine  # noqa: F401 - before "ready", so that its loading takes none of the file's time

    answer(answers, b"ready")
    for line in sys.stdin.buffer:
        try:
            said = json.dumps(told(**json.loads(line)), default=marked).encode("utf-8", "replace")
        except MemoryError:
            said = b'{"failed": "memory"}'
        answer(answers, said)


def told(path: str, first: bool, rows: int | None, skip: bool, most_rows: int, most_cells: int) -> dict[str, Any]:
    """What is answered of a workbook: its sheets, the sheet that is too large, or that it cannot be opened."""
    try:
        return opened(path, first, rows, skip, most_rows, most_cells)
    except MemoryError:
        raise
    except Exception:  # whatever the parsers of the library raise on a damaged file
        return {"failed": "damaged"}


def opened(path: str, first: bool, rows: int | None, skip: bool, most_rows: int, most_cells: int) -> dict[str, Any]:
    """The cells of every sheet or of the first alone, of all its rows or of the `rows` first ones; `skip` empty rows and columns before them."""
    from python_calamine import CalamineWorkbook

    with panics_caught():
        book = CalamineWorkbook.from_filelike(io.BytesIO(Path(path).read_bytes()))
        found: list[tuple[str, list[list[Cell]]]] = []
        cells = 0
        for name in book.sheet_names[: 1 if first else None]:
            sheet = book.get_sheet_by_name(name)
            cells += sheet.total_height * sheet.total_width
            if sheet.total_height > most_rows or cells > most_cells:
                return {"large": name}
            found.append((name, sheet.to_python(skip_empty_area=skip, nrows=rows)))
        return {"sheets": found}


def marked(value: object) -> dict[str, str | float]:
    """A value that JSON has no word for, as a mapping of one entry."""
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"seconds": value.total_seconds()}
    return {"text": str(value)}


def unmarked(marked: dict[str, Any]) -> Any:
    """The value that `marked` wrote down; other objects as they are."""
    if len(marked) != 1:
        return marked
    ((kind, value),) = marked.items()
    if kind == "datetime":
        return datetime.fromisoformat(value)
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "time":
        return time.fromisoformat(value)
    return timedelta(seconds=value) if kind == "seconds" else value if kind == "text" else marked


if __name__ == "__main__":
    main()
