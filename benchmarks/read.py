"""How fast documents are read, side by side with the bare libraries in the same run.

The example PDF and made-up Word files and sheets are read, so no other data is needed.
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.figures import WALL, Figure, ratio, side_by_side, timed

TITLE = "Reading documents"
MINUTES = 15.0
ROOT = Path(__file__).resolve().parents[1]

WORDS = "Entreprenøren skal sikre, at mindst 20 % af murstenene, opgjort efter vægt, er direkte genbrugte, og at alt træ er FSC-mærket."


def made_docx(paragraphs: int) -> bytes:
    import docx

    document = docx.Document()
    for number in range(paragraphs):
        if number % 12 == 0:
            document.add_heading(f"Afsnit {number // 12}", level=1 + number % 2)
        document.add_paragraph(WORDS)
        if number % 40 == 0:
            table = document.add_table(rows=8, cols=4)
            for row in table.rows:
                for cell in row.cells:
                    cell.text = "Tegl skal genbruges"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def made_xlsx(rows: int) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Krav")
    sheet.append(["ID", "Emne", "Krav", "Type", "Dokumentation", "Vægt", "Pris", "Svar"])
    for number in range(rows):
        sheet.append(
            [
                f"K-{number}",
                "Genbrug",
                "Mursten skal renses og genbruges.",
                "MK",
                "Vejesedler",
                number % 7,
                number * 1.25,
                None,
            ]
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def figures(quick: bool) -> Iterator[Figure]:
    yield from pdf_figures(quick)
    yield from docx_figures(300 if quick else 1500)
    yield from xlsx_figures(5_000 if quick else 30_000)
    yield from package_figures()
    if not quick:
        yield from memory_figures()


def many_pages(times: int) -> bytes:
    """The example's PDF so many times over."""
    import pypdfium2

    single = pypdfium2.PdfDocument((ROOT / "examples" / "udbud-skole" / "Kravspecifikation.pdf").read_bytes())
    many = pypdfium2.PdfDocument.new()
    for _ in range(times):
        many.import_pages(single)
    out = io.BytesIO()
    many.save(out)
    return out.getvalue()


def pdf_figures(quick: bool) -> Iterator[Figure]:
    import pypdfium2

    from circular.documents.pdf import read_pdf
    from circular.documents.pdf_page import read_page
    from circular.documents.pdf_plain import plain_blocks

    content = many_pages(2 if quick else 10)
    pages = len(pypdfium2.PdfDocument(content))

    def bare() -> None:
        document = pypdfium2.PdfDocument(content)
        for page in document:
            page.get_textpage().get_text_bounded()

    def geometry() -> None:
        document = pypdfium2.PdfDocument(content)
        for index in range(len(document)):
            read_page(document, index)

    def quickly() -> None:
        document = pypdfium2.PdfDocument(content)
        for index in range(len(document)):
            plain_blocks(document[index], index + 1, "a.pdf")

    plain, shapes, whole, fast = side_by_side(bare, geometry, lambda: read_pdf(content, "a.pdf"), quickly)
    size = f"{pages} pages"
    yield Figure(
        f"PDF, letters with their places, {size}", shapes.rate(pages), "pages/s", goal=150, runs=shapes.rates(pages)
    )
    yield Figure(
        f"PDF, the whole document with headings, tables and lists, {size}",
        whole.rate(pages),
        "pages/s",
        goal=150,
        runs=whole.rates(pages),
    )
    times = ratio(fast, plain)
    yield Figure("PDF in plain mode against bare pypdfium2", median(times), "x the time", "lower", 1.6, 2.2, times)
    times = ratio(whole, plain)
    yield Figure(
        "PDF, the whole document against bare pypdfium2", median(times), "x the time", "lower", guard=5, runs=times
    )


def docx_figures(paragraphs: int) -> Iterator[Figure]:
    import docx
    import docx.table

    from circular.documents.docx import read_docx

    content = made_docx(paragraphs)

    def bare() -> None:
        document = docx.Document(io.BytesIO(content))
        [paragraph.text for paragraph in document.paragraphs]
        [cell.text for table in document.tables for row in table.rows for cell in row.cells]

    def same() -> None:
        """What a reader of tenders needs of it: the order, the style of each paragraph, the cells of each row."""
        for block in docx.Document(io.BytesIO(content)).iter_inner_content():
            if isinstance(block, docx.table.Table):
                [cell.text for row in block.rows for cell in row.cells]
            else:
                _ = (block.text, block.style.name if block.style else "")

    plain, styled, own = side_by_side(bare, same, lambda: read_docx(content, "a.docx"))
    times = ratio(styled, own)
    yield Figure(f"Word file of {paragraphs} paragraphs, against python-docx in order and with styles", median(times), "x as fast", goal=3, guard=2, runs=times)  # fmt: skip
    times = ratio(plain, own)
    yield Figure("Word file, against python-docx giving bare texts without order, numbers, headings", median(times), "x as fast", runs=times)  # fmt: skip
    yield Figure(
        f"Word file of {paragraphs} paragraphs", own.rate(paragraphs), "paragraphs/s", runs=own.rates(paragraphs)
    )


def xlsx_figures(rows: int) -> Iterator[Figure]:
    from circular.documents.one import no_collection
    from circular.documents.xlsx import read_xlsx

    content = made_xlsx(rows)

    def read() -> None:
        with no_collection():
            read_xlsx(content, "a.xlsx")

    own = timed(read)
    yield Figure(f"sheet of {rows:,} rows x 8 columns", own.rate(rows), "rows/s", goal=30_000, runs=own.rates(rows))


def package_figures() -> Iterator[Figure]:
    from circular.documents import read

    folder = ROOT / "examples" / "udbud-skole"
    apart, direct = side_by_side(lambda: read([folder]), lambda: read([folder], isolate=False), clock=WALL)
    yield Figure(
        "the example package of 3 files, in a process of its own", apart.median, "s", "lower", runs=apart.seconds
    )
    yield Figure("the same in the process at hand", direct.median, "s", "lower", runs=direct.seconds)


PEAK = """
import gc, resource, sys
from pathlib import Path
from circular.documents.one import read_one
gc.disable()
document = read_one(Path(sys.argv[1]), sys.argv[1])
print(len(document.blocks), document.status, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def memory_figures() -> Iterator[Figure]:
    """The most memory that a process which reads one large document holds."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        for what, file, content in (
            ("2,000 pages of PDF", "a.pdf", lambda: many_pages(2000 // 17)),
            ("a sheet of 300,000 rows", "a.xlsx", lambda: made_xlsx(300_000)),
        ):
            path = Path(name) / file
            path.write_bytes(content())
            told = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True).stdout.split()  # fmt: skip
            yield Figure(f"most memory of the reading process, {what}", float(told[-1]), "MB", "lower", 400, 600, note=f"{int(told[0]):,} blocks")  # fmt: skip
