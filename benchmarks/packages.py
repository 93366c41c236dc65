"""Makes tender packages of any size: the same bytes each time, ordinary contract text with a circular demand here and there."""

from __future__ import annotations

import io
import random
import textwrap
from pathlib import Path

from tests.documents.pdf_files import PdfPage, pdf

TEXTS = Path(__file__).resolve().parents[1] / "tests" / "clauses"
HEADINGS = ("Ydelsen", "Mindstekrav", "Materialer", "Affald og ressourcer", "Dokumentation", "Kvalitet", "Tidsplan", "Betaling", "Misligholdelse", "Tildelingskriterier", "Arbejdsmiljø", "Aflevering")  # fmt: skip
LINES_A_PAGE = 46
PARAGRAPHS_A_PAGE = 8


def sentences(name: str) -> list[str]:
    """The sentences of one of the files of tests/clauses."""
    lines = (TEXTS / name).read_text(encoding="utf-8").splitlines()
    return [line.split("|")[2] if "|" in line else line for line in lines if line and not line.startswith("#")]


class Writer:
    """Draws paragraphs, one circular sentence in `rare`."""

    def __init__(self, seed: int, rare: int = 12) -> None:
        self.chance = random.Random(seed)
        self.ordinary, self.circular = sentences("ordinary.txt"), sentences("phrasings.txt")
        self.rare = rare

    def sentence(self) -> str:
        return self.chance.choice(self.circular if self.chance.random() < 1 / self.rare else self.ordinary)

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.chance.randint(2, 5)))


def made_pdf(pages: int, seed: int = 1) -> bytes:
    """A PDF of numbered headings and paragraphs."""
    writer = Writer(seed)
    lines: list[tuple[str, bool]] = []
    number = 0
    while len(lines) < pages * LINES_A_PAGE:
        if number % 9 == 0:
            lines.append((f"{number // 9 + 1} {HEADINGS[number // 9 % len(HEADINGS)]}", True))
        lines += [(line, False) for line in textwrap.wrap(writer.paragraph(), 92)]
        lines.append(("", False))
        number += 1
    made = []
    for page in range(pages):
        drawn = PdfPage()
        for index, (line, heading) in enumerate(lines[page * LINES_A_PAGE : (page + 1) * LINES_A_PAGE]):
            if line:
                drawn.text(56, 790 - index * 16, line.encode("cp1252", "replace").decode("cp1252"), 10, bold=heading)
        drawn.text(280, 30, f"Side {page + 1} af {pages}", 8)
        made.append(drawn)
    return pdf(*made)


def made_docx(pages: int, seed: int = 2) -> bytes:
    """A Word file of about so many pages, with a table of requirements every fifth page."""
    import docx

    writer = Writer(seed)
    document = docx.Document()
    for number in range(pages * PARAGRAPHS_A_PAGE):
        if number % 12 == 0:
            document.add_heading(HEADINGS[number // 12 % len(HEADINGS)], level=1 + number // 12 % 2)
        document.add_paragraph(writer.paragraph())
        if number % (5 * PARAGRAPHS_A_PAGE) == 0:
            table = document.add_table(rows=8, cols=3)
            for index, row in enumerate(table.rows):
                for cell, text in zip(row.cells, ("ID", "Krav", "Type") if index == 0 else (f"K-{number}-{index}", writer.sentence(), "MK"), strict=True):  # fmt: skip
                    cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def made_xlsx(rows: int, seed: int = 3) -> bytes:
    """A requirement matrix."""
    from openpyxl import Workbook

    writer = Writer(seed)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Krav")
    sheet.append(["ID", "Emne", "Krav", "Type", "Dokumentation", "Vægt", "Pris", "Svar"])
    for number in range(rows):
        sheet.append(
            [f"K-{number}", "Materialer", writer.sentence(), "MK", "Vejesedler", number % 7, number * 1.25, None]
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put_package(folder: Path, pages: int = 170) -> Path:
    """A package of so many pages in all: conditions and contract as Word, specifications as PDF, a matrix of requirements."""
    folder.mkdir(parents=True, exist_ok=True)
    word, appendix = pages * 30 // 170, pages * 20 // 170
    scroll = pages - word - appendix
    (folder / "Udbudsbetingelser.docx").write_bytes(made_docx(word, 11))
    (folder / "Kontrakt.docx").write_bytes(made_docx(appendix, 12))
    (folder / "Kravspecifikation.pdf").write_bytes(made_pdf(scroll * 3 // 4, 13))
    (folder / "Bilag 4 Affald.pdf").write_bytes(made_pdf(scroll - scroll * 3 // 4, 14))
    (folder / "Kravmatrix.xlsx").write_bytes(made_xlsx(max(10, pages * 2), 15))
    return folder
