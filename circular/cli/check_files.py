"""The format of `circular check` that is always a file: the workbook."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from circular.cli import options
from circular.cli.speak import tongue
from circular.faults import Fault


def write_file(form: str, done: Sequence[Any], paths: Sequence[list[Path]], target: Path | None) -> None:
    """Write the judged cases as a workbook; raises Fault without a file to write to."""
    if target is None:
        raise Fault(
            "--format",
            form,
            ("formatet skrives til en fil", "the format is written to a file"),
            (f"skriv --format {form}=FIL", f"write --format {form}=FILE"),
        )
    from circular.reports.check_xlsx import check_workbook
    from circular.reports.rows import files_on_disk

    on_disk = [files_on_disk(case, files) for case, files in zip(done, paths, strict=True)]
    links = [{name: _relative(path, target) for name, path in found.items()} for found in on_disk]
    options.write_bytes(check_workbook(done, tongue(), links), target)


def _relative(path: Path, target: Path) -> str:
    try:
        return quote(Path(os.path.relpath(path, target.parent)).as_posix())
    except ValueError:
        return ""
