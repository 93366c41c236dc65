"""How fast documents are read, side by side with the bare libraries in the same run.

`python benchmarks/read.py [--large]` prints pages or rows a second, the ratio to bare pypdfium2 and python-docx, and the
largest memory of the process. The example PDF and made-up Word files and sheets are read, so no other data is needed.
"""

from __future__ import annotations

import io
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

WORDS = "Entreprenøren skal sikre, at mindst 20 % af murstenene, opgjort efter vægt, er direkte genbrugte, og at alt træ er FSC-mærket."


def best(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of the quickest of several runs."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)


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


def pdf_rates() -> None:
    import pypdfium2

    from circular.documents.pdf import read_pdf
    from circular.documents.pdf_page import read_page
    from circular.documents.pdf_plain import plain_blocks

    content = (ROOT / "examples" / "udbud-skole" / "Kravspecifikation.pdf").read_bytes()
    single = pypdfium2.PdfDocument(content)
    many = pypdfium2.PdfDocument.new()
    for _ in range(10):
        many.import_pages(single)
    out = io.BytesIO()
    many.save(out)
    content = out.getvalue()
    pages = len(many)

    def bare() -> None:
        document = pypdfium2.PdfDocument(content)
        for page in document:
            page.get_textpage().get_text_bounded()

    def geometry() -> None:
        document = pypdfium2.PdfDocument(content)
        for index in range(len(document)):
            read_page(document, index)

    def quick() -> None:
        document = pypdfium2.PdfDocument(content)
        for index in range(len(document)):
            plain_blocks(document[index], index + 1, "a.pdf")

    plain, shapes, whole, fast = best(bare), best(geometry), best(lambda: read_pdf(content, "a.pdf")), best(quick)
    print(f"pdf   {pages} pages: bare pypdfium2 {pages / plain:6.0f}/s   plain mode {pages / fast:6.0f}/s ({fast / plain:.2f}x the time)   with geometry {pages / shapes:6.0f}/s ({shapes / plain:.2f}x the time)   read_pdf {pages / whole:6.0f}/s ({whole / plain:.2f}x)")  # fmt: skip


def docx_rates(paragraphs: int) -> None:
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
                _ = (block.text, block.style.name)

    plain, styled, own = best(bare), best(same), best(lambda: read_docx(content, "a.docx"))
    print(
        f"docx  {paragraphs} paragraphs: read_docx {own * 1000:6.0f} ms   python-docx in order with styles {styled * 1000:6.0f} ms "
        f"({styled / own:.1f}x as long), bare texts alone {plain * 1000:6.0f} ms ({plain / own:.1f}x)"
    )


def xlsx_rates(rows: int) -> None:
    from circular.documents.one import no_collection
    from circular.documents.xlsx import read_xlsx

    content = made_xlsx(rows)

    def read() -> None:
        with no_collection():
            read_xlsx(content, "a.xlsx")

    own = best(read, times=1 if rows > 100_000 else 3)
    print(f"xlsx  {rows} rows x 8: read_xlsx {rows / own:6.0f} rows/s")


def isolated() -> None:
    from circular.documents import read

    folder = ROOT / "examples" / "udbud-skole"
    apart, direct = best(lambda: read([folder])), best(lambda: read([folder], isolate=False))
    print(f"read  the example package of 3 files: {apart:.2f} s in a worker, {direct:.2f} s in the process itself")


def main() -> None:
    large = "--large" in sys.argv
    pdf_rates()
    docx_rates(1500)
    xlsx_rates(20_000)
    isolated()
    if large:
        xlsx_rates(300_000)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
