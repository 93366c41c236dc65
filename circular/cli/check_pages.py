"""`circular check --format html=OUT`: one case is one page; several are an index with a page for each beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from circular.cli import options
from circular.cli.speak import tongue
from circular.documents.storable import storable
from circular.faults import Fault

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "é": "e"})


def write_pages(done: Sequence[Any], target: Path | None) -> None:
    """Write the page to stdout or a file; several cases, or a folder, become an index and a page a case.

    `OUT.html` with several cases is the index, their pages lie in the folder `OUT` beside it; any other OUT is a folder
    that gets `index.html`. The index is written last, so that it never leads to a page that is not there.
    """
    from circular.reports.check_html import check_html
    from circular.reports.index_html import index_html

    is_file = target is not None and target.suffix.lower() in (".html", ".htm") and not target.is_dir()
    if len(done) == 1 and (target is None or is_file):
        options.write(check_html(done[0], tongue()), target)
        return
    if target is None:
        raise Fault(
            "--format", "html",
            (f"{len(done)} sager bliver til en side hver", f"{len(done)} cases become a page each"),
            ("skriv dem til en mappe: --format html=MAPPE", "write them to a folder: --format html=FOLDER"),
        )  # fmt: skip
    index, folder = (target, target.with_suffix("")) if is_file else (target / "index.html", target / "sager")
    names = page_names([case.name for case in done])
    back = f"../{index.name}"
    for case, name in zip(done, names, strict=True):
        options.write(check_html(case, tongue(), index=back), folder / name)
    options.write(index_html(done, [f"{folder.name}/{name}" for name in names], tongue()), index)


def page_names(cases: Sequence[str]) -> list[str]:
    """A file name for each case, in letters that every system and address takes, no two alike."""
    taken: set[str] = set()
    names = []
    for case in cases:
        stem = re.sub(r"[^a-z0-9]+", "-", case.lower().translate(LETTERS)).strip("-")[:80] or "sag"
        stem = stem if storable(stem) == stem else f"sag-{stem}"
        name, number = f"{stem}.html", 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}.html"
        taken.add(name)
        names.append(name)
    return names
