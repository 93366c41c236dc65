"""PDF documents as blocks: every page read, pages without text named, the lines told in order."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

from circular.documents.failure import WITHOUT_TEXT, Unreadable, damaged, encrypted
from circular.documents.model import Block, Document
from circular.documents.outline import Outline
from circular.documents.pdf_extras import attached_to, form_of
from circular.documents.pdf_flow import Flow
from circular.documents.pdf_lines import Layout, lay_out
from circular.documents.pdf_ocr import SECONDS, recognise
from circular.documents.pdf_page import Page, read_page
from circular.documents.pdf_plain import plain_blocks
from circular.place import Place

MOST_PAGES = 5_000
"""So many pages are read with their layout; those after them, up to MOST_PLAIN, as plain text."""
MOST_PLAIN = 20_000


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
        read = _Pages(document)
        inside = attached_to(document)
    finally:
        document.close()
    if not read.count:
        raise damaged("PDF'en har ingen sider", "the PDF has no pages")
    outline = Outline(file)
    Flow(outline, read.pages).tell()
    blocks = outline.blocks()
    if read.recognised:
        pages = set(read.recognised)
        blocks = tuple(block.model_copy(update={"recognised": True}) if block.place.page in pages else block for block in blocks)  # fmt: skip
    blocks += tuple(block for block in read.plain_blocks(file, len(blocks)))
    if not blocks and read.scanned and not inside:
        raise Unreadable(
            f"filen er scannet: {len(read.scanned)} af {read.count} sider er billeder uden tekst; send den som tekst-PDF eller Word",
            f"the file is scanned: {len(read.scanned)} of {read.count} pages are pictures without text; hand it in as a text PDF or Word",
        )
    why = read.why()
    return Document(
        file=file,
        kind="pdf",
        status="partly_read" if why else "read",
        why="; ".join(da for da, _ in why) or None,
        why_en="; ".join(en for _, en in why) or None,
        pages=read.count,
        blocks=blocks,
        comments=_comments(read.pages, file),
        inside=inside,
    )


class _Pages:
    """The pages of a document as laid out, and which of them could not be read as they stand."""

    def __init__(self, document: Any) -> None:
        import pypdfium2

        self.count = len(document)
        self.pages: list[Layout] = []
        self.scanned: list[int] = []
        self.recognised: list[int] = []
        self.garbled: list[int] = []
        self.broken: list[int] = []
        self.plain: list[list[Block]] = []
        form, self.adobe_only = form_of(document)
        until = time.monotonic() + SECONDS
        for index in range(min(self.count, MOST_PAGES)):
            try:
                page = read_page(document, index, form)
                self._judge(document, page, until - time.monotonic())
            except (pypdfium2.PdfiumError, ValueError):
                self.broken.append(index + 1)
                continue
            self.pages.append(lay_out(page))
        for index in range(MOST_PAGES, min(self.count, MOST_PLAIN)):
            try:
                self.plain.append(plain_blocks(document[index], index + 1, ""))
            except (pypdfium2.PdfiumError, ValueError):
                self.broken.append(index + 1)

    def _judge(self, document: Any, page: Page, seconds: float) -> None:
        """Have a scanned page's letters recognised; remember pages that can't be read."""
        letters = sum(len(stretch.text) for stretch in page.stretches)
        if (letters < 15 and page.pictures) or (letters < 200 and page.covered > 0.6):
            found = recognise(document[page.number - 1], seconds) if seconds > 1 else []
            if found:
                page.stretches = found
                self.recognised.append(page.number)
            else:
                self.scanned.append(page.number)
        elif letters and page.unknown > 0.2 * letters:
            self.garbled.append(page.number)

    def plain_blocks(self, file: str, told: int) -> Iterator[Block]:
        """The blocks of the pages that were read without their layout."""
        for blocks in self.plain:
            for block in blocks:
                told += 1
                yield block.model_copy(update={"place": block.place.model_copy(update={"file": file, "paragraph": told})})  # fmt: skip

    def why(self) -> list[tuple[str, str]]:
        """What could not be read, or not surely."""
        pinned = [page.number for page in self.pages if page.extras.files]
        why = _why(self.scanned, self.recognised, self.garbled, self.broken, pinned)
        if self.adobe_only:
            why.append(("formularen kan kun vises i Adobe (XFA); dens felter er ikke læst", "the form can only be shown in Adobe (XFA); its fields were not read"))  # fmt: skip
        if self.count > MOST_PLAIN:
            why.append((f"kun de første {MOST_PLAIN} sider er læst", f"only the first {MOST_PLAIN} pages were read"))
        return why


def _comments(pages: Sequence[Layout], file: str) -> tuple[Block, ...]:
    said = [(page.number, text) for page in pages for text in page.extras.comments]
    return tuple(
        Block(text=text, place=Place(file=file, part="comment", page=number, paragraph=order))
        for order, (number, text) in enumerate(said, start=1)
    )


def _why(
    scanned: list[int], recognised: list[int], garbled: list[int], broken: list[int], pinned: list[int]
) -> list[tuple[str, str]]:
    told = [
        (scanned, *WITHOUT_TEXT),
        (recognised, "er scannet og læst med tekstgenkendelse, så bogstaver kan være forkerte", "are scanned and read by text recognition, so letters may be wrong"),
        (garbled, "har bogstaver uden betydning (skrifttypen mangler oplysninger)", "have letters without meaning"),
        (broken, "kan ikke læses", "cannot be read"),
        (pinned, "har en fil hæftet på, som ikke er læst", "have a file pinned to them that was not read"),
    ]  # fmt: skip
    return [
        (f"side {_numbers(pages, 'og')} {da}", f"page {_numbers(pages, 'and')} {en}") for pages, da, en in told if pages
    ]


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
