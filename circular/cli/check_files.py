"""The formats of `circular check` besides text, JSON and web page: the workbook, Word copies, and what machines read."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from circular.cli import options
from circular.cli.speak import say, tongue
from circular.faults import Fault
from circular.written import write_whole

FILES = ("xlsx", "word", "pdf")
"""Formats that are always files."""
TEXTS = ("md", "csv", "junit", "sarif")
BOM = "\ufeff"
"""Spreadsheets take a CSV without it for another alphabet."""


def write_file(form: str, done: Sequence[Any], paths: Sequence[list[Path]], target: Path | None) -> list[Path]:
    """Write the judged cases as a workbook, as Word copies or as PDF; the files written. Raises Fault without a target."""
    if target is None:
        raise Fault(
            "--format",
            form,
            ("formatet skrives til en fil", "the format is written to a file"),
            (f"skriv --format {form}=FIL", f"write --format {form}=FILE")
            if form != "word"
            else ("skriv --format word=MAPPE", "write --format word=FOLDER"),
        )
    if form == "word":
        from circular.cli.word_out import write_word

        return write_word(done, paths, target)
    if form == "pdf":
        from circular.reports.check_pdf import check_pdf

        write_whole(check_pdf(done, tongue()), target)
        return [target]
    from circular.reports.check_xlsx import check_workbook
    from circular.reports.rows import files_on_disk

    on_disk = [files_on_disk(case, files) for case, files in zip(done, paths, strict=True)]
    links = [{name: _relative(path, target) for name, path in found.items()} for found in on_disk]
    write_whole(options.workbook(lambda: check_workbook(done, tongue(), links), target), target)
    return [target]


def write_text(form: str, done: Sequence[Any], target: Path | None, severities: Sequence[str]) -> list[Path]:
    """Print or write the judged cases as Markdown, CSV, JUnit or SARIF; the files written."""
    options.write(_text(form, done, severities), target, machine=form != "md")
    return [target] if target is not None else []


def _text(form: str, done: Sequence[Any], severities: Sequence[str]) -> str:
    if form == "md":
        from circular.reports.check_md import check_md

        return check_md(done, tongue())
    if form == "csv":
        from circular.reports.check_csv import check_csv

        return BOM + check_csv(done, tongue())
    if form == "junit":
        from circular.reports.check_junit import check_junit

        return check_junit(done, tongue(), severities)
    from circular import __version__
    from circular.reports.check_sarif import check_sarif

    return json.dumps(check_sarif(done, tongue(), __version__), ensure_ascii=False, indent=1)


def tell_written(written: Sequence[Path]) -> None:
    """Which files were written, so that nobody has to look for them."""
    for file in written:
        options.tell(say(f"skrevet: {file}", f"written: {file}"))


def _relative(path: Path, target: Path) -> str:
    try:
        return quote(Path(os.path.relpath(path, target.parent)).as_posix())
    except ValueError:
        return ""
