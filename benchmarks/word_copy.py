"""How long the Word copy with comments of a long document takes, beside reading the document once.

The document is made of ordinary contract sentences with one circular demand in twelve, in sections with a table each.
"""

from __future__ import annotations

import io
import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.clauses import sentences
from benchmarks.figures import Figure, ratio, side_by_side

TITLE = "Word copy with comments"
NAME = "kravspec.docx"
LETTERS_A_PAGE = 1520
"""With these LibreOffice lays the document out on 176 pages of A4 when 170 are asked for."""


def made(pages: int) -> bytes:
    """A Word document of about so many pages, the same every time."""
    import docx

    chance = random.Random(1)
    ordinary, circular = sentences("ordinary.txt"), sentences("phrasings.txt")
    document = docx.Document()
    size = 0
    while size < pages * LETTERS_A_PAGE:
        document.add_heading(f"Krav til delydelse {size}", level=1 + chance.randint(0, 1))
        for _ in range(6):
            paragraph = document.add_paragraph()
            for _ in range(chance.randint(2, 5)):
                said = chance.choice(circular if chance.random() < 1 / 12 else ordinary) + " "
                paragraph.add_run(said).bold = chance.random() < 0.1
                size += len(said)
        table: Any = document.add_table(rows=4, cols=3)
        for row in table.rows:
            said = chance.choice(ordinary)
            for cell, text in zip(row.cells, (f"K-{size}", said, "MK"), strict=True):
                cell.text = text
            size += len(said)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def figures(quick: bool) -> Iterator[Figure]:
    from circular.checking import check
    from circular.documents.docx import read_docx
    from circular.remedies import remedied
    from circular.reports.check_word import commented

    pages = 20 if quick else 170
    content = made(pages)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_bytes(content)
        case = check(path, as_of=date(2026, 11, 24), categories=["renovation"])[0]
    if case.report is None or case.fault is not None:
        raise SystemExit(str(case.fault))
    case = replace(case, report=remedied(case.report))
    name = case.documents[0].file

    def copy() -> bytes:
        return commented(content, name, case, "da")

    copied, read = side_by_side(copy, lambda: read_docx(content, name), runs=3 if quick else 5)
    comments = len(read_docx(copy(), name).comments)
    yield Figure(f"the Word copy of a judged document of {pages} pages", copied.median, "s", "lower", None if quick else 3.0, runs=copied.seconds, note=f"{comments} comments")  # fmt: skip
    times = ratio(copied, read)
    yield Figure("the Word copy against reading the document once", median(times), "x the time", "lower", guard=6, runs=times)  # fmt: skip
