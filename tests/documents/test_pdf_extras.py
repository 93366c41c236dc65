"""What hangs on a PDF: struck lines, notes, stamps, fields, attachments; locked files; scanned pages; plain reading."""

from __future__ import annotations

import ctypes
import hashlib
import io
import time
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pdf_files import PdfPage, pdf, scanned

from circular.documents import Document, read
from circular.documents import pdf as pdf_reader
from circular.documents.failure import Unreadable
from circular.documents.pdf import read_pdf
from circular.documents.pdf_ocr import recogniser, stretches_of
from circular.documents.pdf_page import read_page
from circular.documents.pdf_plain import plain_blocks

LOREM = ["Alle mursten fra bygningen skal renses og genbruges i facaden mod gården.", "Alt træ i byggeriet skal være mærket efter ordningen for bæredygtigt træ."]  # fmt: skip


def page() -> PdfPage:
    return PdfPage().lines(70, 700, *LOREM, pitch=30)


def texts(document: Document) -> list[tuple[str, bool]]:
    return [(block.text, block.struck) for block in document.blocks]


def test_a_line_drawn_through_the_words_strikes_them_and_one_below_does_not() -> None:
    made = PdfPage().text(70, 700, "Plast skal undgås i emballagen.").rule(70, 703, 240, 703)
    made.text(70, 640, "Tegl skal genbruges i facaden.").rule(70, 638, 240, 638)
    assert texts(read_pdf(pdf(made), "a.pdf")) == [("Plast skal undgås i emballagen.", True), ("Tegl skal genbruges i facaden.", False)]  # fmt: skip


def test_struck_words_within_a_line_leave_the_rest_in_force() -> None:
    made = PdfPage().text(70, 700, "Murstenene skal").text(160, 700, "bør").text(185, 700, "genbruges i facaden.").rule(159, 703, 180, 703)  # fmt: skip
    assert texts(read_pdf(pdf(made), "a.pdf")) == [("Murstenene skal genbruges i facaden.", False), ("bør", True)]


def test_a_struck_row_of_a_table_is_struck() -> None:
    made = PdfPage().grid([70, 120, 400, 450], [720, 690, 660, 630])
    for number, (y, cells) in enumerate(((700, ("ID", "Krav", "Type")), (670, ("K-1", "Tegl skal genbruges", "MK")), (640, ("K-2", "Plast skal undgås", "MK")))):  # fmt: skip
        for x, text in zip((75, 125, 405), cells, strict=True):
            made.text(x, y, text)
            if number == 2:
                made.rule(x, y + 3, x + 6.2 * len(text), y + 3)
    assert texts(read_pdf(pdf(made), "a.pdf")) == [("ID | Krav | Type", False), ("K-1 | Tegl skal genbruges | MK", False), ("K-2 | Plast skal undgås | MK", True)]  # fmt: skip


def noted(kind: int, text: str, quad: tuple[float, float, float, float] | None = None) -> bytes:
    """The page with a note of this kind."""
    document = pypdfium2.PdfDocument(pdf(page()))
    handle = document[0]
    note = pdfium.FPDFPage_CreateAnnot(handle.raw, kind)
    raw = text.encode("utf-16-le") + b"\0\0"
    buffer = (ctypes.c_ushort * (len(raw) // 2)).from_buffer_copy(raw)
    pdfium.FPDFAnnot_SetStringValue(note, b"Contents", buffer)
    pdfium.FPDFAnnot_SetRect(note, pdfium.FS_RECTF(70, 720, 300, 690))
    if quad:
        left, bottom, right, top = quad
        points = pdfium.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
        pdfium.FPDFAnnot_AppendAttachmentPoints(note, points)
    pdfium.FPDFPage_CloseAnnot(note)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_comment_is_a_comment_and_a_stamp_is_text_upon_the_page() -> None:
    document = read_pdf(noted(pdfium.FPDF_ANNOT_HIGHLIGHT, "Er det nok på øen?"), "a.pdf")
    assert [(c.text, c.place.part, c.place.page) for c in document.comments] == [("Er det nok på øen?", "comment", 1)]
    assert [text for text, _ in texts(document)] == LOREM
    document = read_pdf(noted(pdfium.FPDF_ANNOT_STAMP, "UDKAST: emballage skal tages retur"), "a.pdf")
    assert [(b.text, b.place.part, b.place.page) for b in document.blocks][-1] == ("UDKAST: emballage skal tages retur", "textbox", 1)  # fmt: skip


def test_a_strike_out_mark_strikes_the_words_under_it() -> None:
    document = read_pdf(noted(pdfium.FPDF_ANNOT_STRIKEOUT, "", (68, 697, 500, 712)), "a.pdf")
    assert texts(document) == [(LOREM[0], True), (LOREM[1], False)]


FORM = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R 6 0 R 7 0 R] /DA (/F1 11 Tf) >> >> endobj
2 0 obj << /Type /Pages /Count 1 /Kids [3 0 R] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [5 0 R 6 0 R 7 0 R] /Resources << /Font << /F1 8 0 R >> >> >> endobj
4 0 obj << /Length 50 >> stream
BT /F1 11 Tf 70 750 Td (Skema til udbuddet.) Tj ET
endstream endobj
5 0 obj << /Type /Annot /Subtype /Widget /FT /Tx /T (krav) /TU (Krav til tegl) /V (Mindst 20 % genbrug) /Rect [70 700 300 720] /P 3 0 R >> endobj
6 0 obj << /Type /Annot /Subtype /Widget /FT /Btn /T (Genbrugt) /V /Yes /AS /Yes /Rect [70 660 90 680] /P 3 0 R /AP << /N << /Yes 4 0 R /Off 4 0 R >> >> >> endobj
7 0 obj << /Type /Annot /Subtype /Widget /FT /Tx /T (tomt) /Rect [70 600 300 620] /P 3 0 R >> endobj
8 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
trailer << /Root 1 0 R /Size 9 >>
"""


def test_filled_form_fields_are_read_with_their_names() -> None:
    document = read_pdf(FORM, "skema.pdf")
    assert [block.text for block in document.blocks] == ["Skema til udbuddet.", "Krav til tegl: Mindst 20 % genbrug", "Genbrugt: ja"]  # fmt: skip
    assert document.blocks[1].place.page == 1


def test_attached_files_are_documents_of_their_own(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(pdf(page()))
    document.new_attachment("Bilag på øen.txt").set_data(b"Emballage skal tages retur.")
    document.save(tmp_path / "krav.pdf")
    found = read([tmp_path / "krav.pdf"])
    assert [(d.file, d.status) for d in found] == [("krav.pdf", "read"), ("krav.pdf/Bilag på øen.txt", "read")]
    assert found[1].blocks[0].text == "Emballage skal tages retur."


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key: bytes, content: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def locked(user: bytes) -> bytes:
    """A PDF encrypted by 40-bit RC4 with an owner's password and this user password."""
    owner = rc4(hashlib.md5((b"ejer" + _PAD)[:32]).digest()[:5], (user + _PAD)[:32])
    identity, rights = b"0123456789abcdef", (-4).to_bytes(4, "little", signed=True)
    key = hashlib.md5((user + _PAD)[:32] + owner + rights + identity).digest()[:5]
    own = hashlib.md5(key + (4).to_bytes(3, "little") + (0).to_bytes(2, "little")).digest()[:10]
    stream = rc4(own, b"BT /F1 11 Tf 70 750 Td (Tegl skal genbruges.) Tj ET")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <" + owner.hex().encode() + b"> /U <" + rc4(key, _PAD).hex().encode() + b"> /P -4 >>",
    ]  # fmt: skip
    out = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, part) for n, part in enumerate(parts, start=1))
    identifier = identity.hex().encode()
    return out + b"trailer << /Root 1 0 R /Size 7 /Encrypt 6 0 R /ID [<%s> <%s>] >>\n" % (identifier, identifier)


def test_a_pdf_that_is_only_locked_against_changes_is_read_and_one_with_a_password_says_so() -> None:
    assert [text for text, _ in texts(read_pdf(locked(b""), "a.pdf"))] == ["Tegl skal genbruges."]
    with pytest.raises(Unreadable, match="password"):
        read_pdf(locked(b"hemmelig"), "a.pdf")


@pytest.mark.skipif(recogniser() is None, reason="tesseract with Danish is not installed")
def test_a_scanned_page_is_read_by_text_recognition_and_marked_so(tmp_path: Path) -> None:
    made = PdfPage().text(70, 780, "4.2 Materialer", 12, bold=True).lines(70, 740, *LOREM, size=12, pitch=40)
    (tmp_path / "scan.pdf").write_bytes(
        scanned(pdf(made, PdfPage().lines(70, 700, "Emballage skal tages retur.", size=12)))
    )
    (document,) = read([tmp_path / "scan.pdf"])
    assert document.status == "partly_read"
    assert document.why == "side 1–2 er scannet og læst med tekstgenkendelse, så bogstaver kan være forkerte"
    assert [block.text for block in document.blocks] == ["4.2 Materialer", *LOREM, "Emballage skal tages retur."]
    assert all(block.recognised for block in document.blocks)
    assert [block.place.page for block in document.blocks] == [1, 1, 1, 2]


def test_without_the_program_a_scanned_page_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "recognise", lambda page, seconds: [])
    with pytest.raises(Unreadable, match="scanned: 1 of 1"):
        read_pdf(scanned(pdf(page())), "a.pdf")


def test_the_table_of_words_becomes_lines_divided_at_gaps() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    rows = [(100, 50, "Tegl"), (160, 60, "skal"), (600, 50, "MK")]
    table = head + "".join(f"5\t1\t1\t1\t1\t{n}\t{left}\t200\t{wide}\t20\t96\t{text}\n" for n, (left, wide, text) in enumerate(rows))  # fmt: skip
    found = stretches_of(table + "5\t1\t1\tskrald\n4\t1\t1\t1\t1\t0\t0\t0\t0\t0\t-1\t\n", 2.0, 842)
    assert [(one.text, one.left, one.bottom) for one in found] == [("Tegl skal", 50.0, 732.0), ("MK", 300.0, 732.0)]


def test_raised_numbers_of_footnotes_are_no_part_of_the_word_and_units_keep_theirs() -> None:
    def right(text: str, at: float) -> float:
        (stretch,) = read_page(pypdfium2.PdfDocument(pdf(PdfPage().text(at, 700, text))), 0).stretches
        return stretch.right

    word, unit = right("Tegl skal genbruges", 70), right("i 20 m", 250)
    made = PdfPage().text(70, 700, "Tegl skal genbruges").text(word + 0.3, 704, "1", 6)
    made.text(250, 700, "i 20 m").text(unit + 0.3, 704, "2", 6)
    (block,) = read_pdf(pdf(made), "a.pdf").blocks
    assert block.text.split() == ["Tegl", "skal", "genbruges", "i", "20", "m2"]


def test_pages_beyond_the_limit_are_read_as_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MOST_PAGES", 1)
    pages = [
        PdfPage().lines(70, 700, f"Krav nummer {n} om mursten, som ren-", "ses.", "Nyt afsnit.") for n in range(1, 4)
    ]
    document = read_pdf(pdf(*pages), "a.pdf")
    assert (document.status, document.pages) == ("read", 3)
    assert [(b.text, b.place.page, b.place.file) for b in document.blocks][-2:] == [("Krav nummer 3 om mursten, som renses.", 3, "a.pdf"), ("Nyt afsnit.", 3, "a.pdf")]  # fmt: skip
    monkeypatch.setattr(pdf_reader, "MOST_PLAIN", 2)
    document = read_pdf(pdf(*pages), "a.pdf")
    assert (document.status, document.why) == ("partly_read", "kun de første 2 sider er læst")


def test_plain_reading_is_nearly_as_quick_as_pdfium_itself(root: Path) -> None:
    content = (root / "examples" / "udbud-skole" / "Kravspecifikation.pdf").read_bytes()
    document = pypdfium2.PdfDocument(content)

    def bare() -> None:
        for page in document:
            page.get_textpage().get_text_bounded()

    def plain() -> None:
        for index in range(len(document)):
            plain_blocks(document[index], index + 1, "a.pdf")

    def best(work: object) -> float:
        assert callable(work)
        found = []
        for _ in range(7):
            begun = time.process_time()
            work()
            found.append(time.process_time() - begun)
        return min(found)

    assert best(plain) < 3 * best(bare), "1.6 times on an idle machine; see benchmarks/read.py"
