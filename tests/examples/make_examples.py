"""Makes the shipped example tender from the texts in tests/examples/source.

Run `python -m tests.examples.make_examples` in the checkout. The .docx and .xlsx are the same bytes on every run; the
.pdf comes from LibreOffice, which writes its own date, and is therefore only made again with `--pdf`.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from circular.drafting.blocks import Block, Heading, Items, Paragraph, Table
from circular.drafting.word import to_docx
from circular.packed import reproducible

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(__file__).resolve().parent / "source"
TARGET = ROOT / "examples" / "udbud-skole"


def blocks(text: str) -> list[Block]:
    """The blocks of a plain Markdown text: headings, paragraphs, lists and pipe tables."""
    found: list[Block] = []
    for chunk in text.strip().split("\n\n"):
        lines = chunk.split("\n")
        if lines[0].startswith("#"):
            level = len(lines[0]) - len(lines[0].lstrip("#"))
            found.append(Heading(max(1, level - 1) if level > 1 else 1, lines[0].lstrip("# ")))
        elif lines[0].startswith("|"):
            rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
            found.append(Table(rows[0], tuple(rows[2:])))
        elif lines[0].startswith("- "):
            found.append(Items(tuple(line[2:] for line in lines)))
        elif lines[0].startswith("1. "):
            found.append(Items(tuple(line.split(". ", 1)[1] for line in lines), numbered=True))
        elif lines[0].startswith("**"):
            found.append(Paragraph(lines[0].strip("*"), bold=True))
        else:
            found.append(Paragraph(" ".join(lines)))
    return found


def conditions() -> bytes:
    text = (SOURCE / "udbudsbetingelser.md").read_text(encoding="utf-8")
    return to_docx(
        blocks(text), title="Udbudsbetingelser – Søndermarkskolen", header="Nordby Kommune · Søndermarkskolen · Udbudsbetingelser", chapters_on_new_pages=True,
    )  # fmt: skip


def specification() -> bytes:
    text = (SOURCE / "kravspecifikation.md").read_text(encoding="utf-8")
    return to_docx(
        blocks(text), title="Bilag 1 – Kravspecifikation", header="Nordby Kommune · Søndermarkskolen · Bilag 1, Kravspecifikation", chapters_on_new_pages=True,
    )  # fmt: skip


def matrix() -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Kravmatrix"
    sheet.append(["Bilag 2 – Kravmatrix", "Søndermarkskolen, fløj B og C"])
    sheet.append(["MK = mindstekrav, KK = konkurrenceparameter. Tilbudsgiver udfylder kun den sidste kolonne."])
    sheet.append([])
    with (SOURCE / "kravmatrix.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter=";")):
            sheet.append([*row, "Tilbudsgivers svar"] if number == 0 else row)
    for cell in [*sheet[1], *sheet[4]]:
        cell.font = Font(bold=True)
    for column, width in zip("ABCDEF", (8, 18, 90, 8, 34, 40), strict=True):
        sheet.column_dimensions[column].width = width
    for line in sheet.iter_rows(min_row=5):
        line[2].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A5"
    book.properties.creator = ""
    book.properties.created = book.properties.modified = datetime(2026, 1, 1)
    out = io.BytesIO()
    book.save(out)
    return reproducible(_undated(out.getvalue()))


def _undated(content: bytes) -> bytes:
    """openpyxl stamps the time of saving over `modified`; put the fixed day back."""
    import re
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2026-01-01T00:00:00Z", data)
            target.writestr(name, data)
    return out.getvalue()


def to_pdf(document: bytes) -> bytes:
    """The .docx as PDF by LibreOffice, in a fresh profile."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("soffice is not installed; the .pdf is left as it is")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "Kravspecifikation.docx"
        source.write_bytes(document)
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return source.with_suffix(".pdf").read_bytes()


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "Udbudsbetingelser.docx").write_bytes(conditions())
    (TARGET / "Kravmatrix.xlsx").write_bytes(matrix())
    if "--pdf" in sys.argv:
        (TARGET / "Kravspecifikation.pdf").write_bytes(to_pdf(specification()))


if __name__ == "__main__":
    main()
