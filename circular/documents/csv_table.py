"""CSV files as one table: encoding and separator found, the header row told from the rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from circular.documents.encoding import decode
from circular.documents.model import Document
from circular.documents.outline import Outline
from circular.documents.plain import clean
from circular.documents.sheet import Budget, SheetRow, tell_sheet


def read_csv(content: bytes, file: str) -> Document:
    """A CSV file as rows named like the cells of a sheet: 'A1', 'B7'."""
    text, replaced = decode(content)
    lines = text.splitlines()[:50]
    separator = max(";\t,|", key=lambda mark: (sum(line.count(mark) for line in lines), mark == ";"))
    csv.field_size_limit(10_000_000)
    outline = Outline(file)
    budget = Budget()

    def rows() -> Iterator[SheetRow]:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
            if budget.cut:
                return
            texts = {column: said for column, raw in enumerate(row, start=1) if (said := clean(raw))}
            numeric = frozenset(column for column, said in texts.items() if said[:1].isdigit() and said.replace(".", "").replace(",", "").isdigit())  # fmt: skip
            yield SheetRow(number, texts, {}, numeric=numeric)

    tell_sheet(outline, "body", rows(), budget=budget)
    why = budget.why()
    if why is None and replaced:
        why = ("nogle tegn kunne ikke læses", "some characters could not be read")
    return Document(
        file=file, kind="csv", status="partly_read" if why else "read",
        why=why[0] if why else None, why_en=why[1] if why else None, blocks=outline.blocks(),
    )  # fmt: skip
