"""Writes the zip inside a .docx or .xlsx so that the same content gives the same bytes on every run."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

NEVER_CHANGES = datetime(2026, 1, 1)
"""The day that every document says it was made."""
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def reproducible(content: bytes) -> bytes:
    """The same archive with sorted entries and a fixed date on each; `[Content_Types].xml` stays first, as Word expects."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, date_time=_FIRST_DAY_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return out.getvalue()


def sheets_packed(book: Any) -> bytes:
    """The .xlsx of an openpyxl workbook; its own `save` would write the time of day into it."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.created = book.properties.modified = NEVER_CHANGES
    out = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED)).save()
    return reproducible(out.getvalue())
