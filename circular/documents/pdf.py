"""PDF documents as blocks: every page read, pages without text named, the lines told in order."""

from __future__ import annotations

from circular.documents.failure import Unreadable, damaged, encrypted
from circular.documents.model import Document
from circular.documents.outline import Outline
from circular.documents.pdf_flow import Flow
from circular.documents.pdf_lines import lay_out
from circular.documents.pdf_page import read_page

MOST_PAGES = 5_000


def read_pdf(content: bytes, file: str) -> Document:
    """A PDF as blocks with page numbers; scanned pages and pages without readable letters are named in `why`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise encrypted() from None
        raise damaged("PDF'en kan ikke åbnes", "the PDF cannot be opened") from None
    try:
        count = len(document)
        pages, scanned, garbled, broken = [], [], [], []
        for index in range(min(count, MOST_PAGES)):
            try:
                page = read_page(document, index)
            except (pypdfium2.PdfiumError, ValueError):
                broken.append(index + 1)
                continue
            letters = sum(len(stretch.text) for stretch in page.stretches)
            if letters < 15 and page.pictures:
                scanned.append(index + 1)
            elif letters and page.unknown > 0.2 * letters:
                garbled.append(index + 1)
            pages.append(lay_out(page))
    finally:
        document.close()
    if not count:
        raise damaged("PDF'en har ingen sider", "the PDF has no pages")
    outline = Outline(file)
    Flow(outline, pages).tell()
    blocks = outline.blocks()
    if not blocks and scanned:
        raise Unreadable(
            f"filen er scannet: {len(scanned)} af {count} sider er billeder uden tekst; send den som tekst-PDF eller Word",
            f"the file is scanned: {len(scanned)} of {count} pages are pictures without text; hand it in as a text PDF or Word",
        )
    why = _why(scanned, garbled, broken, count)
    return Document(
        file=file,
        kind="pdf",
        status="partly_read" if why else "read",
        why="; ".join(da for da, _ in why) or None,
        why_en="; ".join(en for _, en in why) or None,
        pages=count,
        blocks=blocks,
    )


def _why(scanned: list[int], garbled: list[int], broken: list[int], count: int) -> list[tuple[str, str]]:
    told = [
        (scanned, "er billeder uden tekst", "are pictures without text"),
        (garbled, "har bogstaver uden betydning (skrifttypen mangler oplysninger)", "have letters without meaning"),
        (broken, "kan ikke læses", "cannot be read"),
    ]
    why = [
        (f"side {_numbers(pages, 'og')} {da}", f"page {_numbers(pages, 'and')} {en}") for pages, da, en in told if pages
    ]
    if count > MOST_PAGES:
        why.append((f"kun de første {MOST_PAGES} sider er læst", f"only the first {MOST_PAGES} pages were read"))
    return why


def _numbers(pages: list[int], last: str) -> str:
    """1, 3-5 og 9."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    if len(said) > 12:
        said = [*said[:11], "…"]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {last} {said[-1]}"
