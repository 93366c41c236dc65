"""The same features in files that LibreOffice has written: .docx, .pdf and .xlsx."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from docx_files import control, docx, p, t, table, textbox
from openpyxl import Workbook

from circular.documents import Block, Document, read

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]

WRAPPED = " ".join(
    ["Totalentreprenøren skal sikre, at livscyklusvurderingen omfatter byggematerialerne i renoveringen."] * 4
)
SOURCE = docx(
    p("Krav", style="Overskrift1"),
    p("Materialer", style="Overskrift2"),
    p(WRAPPED),
    p("Træ ", "<w:ins w:id='1' w:author='NN' w:date='2026-01-01T00:00:00Z'>" + t("skal") + "</w:ins>", "<w:del w:id='2' w:author='NN' w:date='2026-01-01T00:00:00Z'><w:r><w:delText>bør</w:delText></w:r></w:del>", t(" være FSC-mærket.")),
    p("Tegl skal genbruges", '<w:r><w:footnoteReference w:id="2"/></w:r>', t(" i facaden.")),
    p("Tilbudsgiver skal:"),
    p("tage møbler retur", num=(2, 0)),
    p("levere reservedele", num=(2, 0)),
    p("Andel: ", control("20 %")),
    table(["ID", "Krav", "Type"], ["K-1", "Mindst 1.250,5 kg mursten skal renses og genbruges i den nye facade mod gården", "MK"], ["K-2", "Materialepas", "Udgår"], header=True),
    p("Bonus", style="Overskrift1"),
    p("Udgår."),
    p(t("Slettet krav om plast.", "<w:strike/>")),
    p("Sidste afsnit.", textbox("Emballage skal tages retur")),
    footnotes={2: p("Mindst 20 % efter vægt.")},
    header=p("Nordby Kommune · Kravspecifikation"),
)  # fmt: skip


def converted(source: Path, target: str) -> Path:
    """The file as LibreOffice writes it, in a fresh profile."""
    folder = source.parent / f"som-{target}"
    command = ["soffice", f"-env:UserInstallation=file://{source.parent}/profil", "--headless", "--convert-to", target, "--outdir", str(folder), str(source)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{source.stem}.{target}"


def one(document: Document, beginning: str) -> Block:
    found = [block for block in document.blocks if block.text.startswith(beginning)]
    assert len(found) == 1, [block.text for block in document.blocks]
    return found[0]


def test_word_by_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "krav.docx").write_bytes(SOURCE)
    (document,) = read([converted(tmp_path / "krav.docx", "docx")])
    assert document.status == "read"
    assert one(document, "Træ").text == "Træ skal være FSC-mærket."
    assert one(document, "Træ").inserted
    assert one(document, "Træ").heading_path == ("1 Krav", "1.1 Materialer")
    assert one(document, "Mindst 20").place.part == "footnote"
    item = one(document, "tage")
    assert (item.number, item.lead_in) == ("a)", "Tilbudsgiver skal:")
    assert one(document, "Andel").text == "Andel: 20 %"
    assert [c.header for c in one(document, "K-1").cells] == ["ID", "Krav", "Type"]
    assert one(document, "K-2").struck
    assert one(document, "Slettet").struck
    assert one(document, "Udgår").struck
    assert one(document, "Emballage").place.part == "textbox"
    assert one(document, "Nordby").place.part == "header"
    assert not [block for block in document.blocks if "bør" in block.text]


def test_pdf_by_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "krav.docx").write_bytes(SOURCE)
    (document,) = read([converted(tmp_path / "krav.docx", "pdf")])
    assert document.status == "read"
    assert one(document, "Totalentreprenøren").text == WRAPPED
    assert one(document, "Totalentreprenøren").place.page == 1
    assert one(document, "Tegl skal").place.heading == "1.1 Materialer"
    row = one(document, "K-1")
    assert row.text == "K-1 | Mindst 1.250,5 kg mursten skal renses og genbruges i den nye facade mod gården | MK"
    assert one(document, "K-2").struck
    assert one(document, "levere").lead_in == "Tilbudsgiver skal:"
    assert any("Mindst 20 % efter vægt." in block.text for block in document.blocks)


def test_pdf_by_libreoffice_tells_what_is_struck(tmp_path: Path) -> None:
    (tmp_path / "krav.docx").write_bytes(docx(p("Tegl skal genbruges."), p(t("Slettet krav om plast.", "<w:strike/>")), p(t("Behold "), t("slet dette", "<w:strike/>"), t(" og resten."))))  # fmt: skip
    (document,) = read([converted(tmp_path / "krav.docx", "pdf")])
    assert [(b.text, b.struck) for b in document.blocks] == [
        ("Tegl skal genbruges.", False), ("Slettet krav om plast.", True), ("Behold og resten.", False), ("slet dette", True),
    ]  # fmt: skip


def test_open_document_text_by_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "krav.docx").write_bytes(SOURCE)
    (document,) = read([converted(tmp_path / "krav.docx", "odt")])
    assert (document.kind, document.status) == ("odt", "read")
    assert one(document, "Træ").text == "Træ skal være FSC-mærket."
    assert one(document, "Træ").inserted
    assert one(document, "Træ").heading_path == ("1 Krav", "1.1 Materialer")
    assert [b.text for b in document.before if b.text.startswith("Træ")] == ["Træ bør være FSC-mærket."]
    assert one(document, "Mindst 20").place.part == "footnote"
    assert (one(document, "tage").number, one(document, "tage").lead_in) == ("a)", "Tilbudsgiver skal:")
    assert [c.header for c in one(document, "K-1").cells] == ["ID", "Krav", "Type"]
    assert one(document, "K-2").struck
    assert one(document, "Slettet").struck
    assert one(document, "Emballage").place.part == "textbox"
    assert (one(document, "Nordby").place.part, one(document, "Nordby").struck) == ("header", False)


@pytest.mark.parametrize("target", ["doc", "rtf"])
def test_old_word_files_are_read_only_when_conversion_is_asked_for(tmp_path: Path, target: str) -> None:
    (tmp_path / "krav.docx").write_bytes(SOURCE)
    made = converted(tmp_path / "krav.docx", target)
    (document,) = read([made])
    assert (document.status, document.blocks) == ("unsupported", ())
    assert "--convert" in str(document.why)
    (document,) = read([made], convert=True)
    assert (document.file, document.kind, document.status) == (f"krav.{target}", "docx", "read")
    assert one(document, "Tegl skal").heading_path == ("1 Krav", "1.1 Materialer")
    assert one(document, "K-2").struck
    assert [c.header for c in one(document, "K-1").cells] == ["ID", "Krav", "Type"]


def test_conversion_ends_in_a_status_when_it_takes_too_long_or_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from circular.documents import convert
    from circular.documents.failure import Unreadable

    with pytest.raises(Unreadable, match="stopped after"):
        convert.to_docx(b"{\\rtf1 Krav}", "rtf", tmp_path, seconds=0.05)
    (tmp_path / "brev.rtf").write_bytes(b"{\\rtf1 Krav}")
    monkeypatch.setattr(convert.shutil, "which", lambda name: None)
    (document,) = read([tmp_path / "brev.rtf"], convert=True)
    assert document.status == "unsupported"
    assert "ikke installeret" in str(document.why)


def test_sheets_by_libreoffice(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Krav"
    for row in (
        ["ID", "Emne", "Krav"],
        ["K-1", "Genbrug", "Tegl skal genbruges"],
        ["K-2", None, "Spær skal genbruges"],
    ):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("Gemt").append(["Skjult krav om træ i facaden."])
    book["Gemt"].sheet_state = "hidden"
    book.save(tmp_path / "krav.xlsx")
    (document,) = read([converted(tmp_path / "krav.xlsx", "ods")])
    assert [(b.text, b.place.part, b.place.cell, b.hidden) for b in document.blocks][1:] == [
        ("K-1 | Genbrug | Tegl skal genbruges", "Krav", "C2", False), ("K-2 | Genbrug | Spær skal genbruges", "Krav", "C3", True),
        ("Skjult krav om træ i facaden.", "Gemt", "A1", True),
    ]  # fmt: skip


def test_the_same_document_as_word_and_pdf_by_libreoffice_counts_once(tmp_path: Path) -> None:
    from circular.tender import build_tender

    rows = [["ID", "Krav", "Type"], *([f"K-{n}", f"Leverandøren skal levere del nummer {n} i mindst {n + 4} år", "MK"] for n in range(1, 30))]  # fmt: skip
    paragraphs = [p(f"Afsnit {n} handler om, at mindst {n * 3} % af materialerne i bygningen skal genbruges.") for n in range(1, 40)]  # fmt: skip
    (tmp_path / "krav.docx").write_bytes(docx(p("Krav", style="Overskrift1"), *paragraphs, table(*rows, header=True), header=p("Nordby Kommune")))  # fmt: skip
    made = converted(tmp_path / "krav.docx", "pdf")
    documents = read([tmp_path / "krav.docx", made])
    assert build_tender(documents, []).copies == {"krav.pdf": "krav.docx"}


def test_excel_by_libreoffice(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Krav"
    for row in (
        ["ID", "Emne", "Krav", "Vægt"],
        ["K-1", "Genbrug", "Tegl skal genbruges", "=40/100"],
        ["K-2", None, "Spær skal genbruges", 0.6],
    ):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.active.row_dimensions[3].hidden = True
    for cell in ("D2", "D3"):
        book.active[cell].number_format = "0%"
    book.save(tmp_path / "krav.xlsx")
    (document,) = read([converted(tmp_path / "krav.xlsx", "xlsx")])
    assert document.status == "read", "LibreOffice has stored the value of the formula"
    assert [(b.text, b.hidden, b.place.cell) for b in document.blocks[1:]] == [
        ("K-1 | Genbrug | Tegl skal genbruges | 40 %", False, "C2"), ("K-2 | Genbrug | Spær skal genbruges | 60 %", True, "C3"),
    ]  # fmt: skip


@pytest.mark.parametrize("target", ["xls", "xlsb"])
def test_binary_sheets_by_libreoffice(tmp_path: Path, target: str) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (["ID", "Krav", "Vægt"], ["K-1", "Tegl skal genbruges", 2.5]):
        book.active.append(row)
    book.save(tmp_path / "krav.xlsx")
    try:
        made = converted(tmp_path / "krav.xlsx", target)
    except subprocess.CalledProcessError:
        pytest.skip(f"this LibreOffice does not write .{target}")
    if not made.is_file():
        pytest.skip(f"this LibreOffice does not write .{target}")
    (document,) = read([made])
    assert [b.text for b in document.blocks] == ["ID | Krav | Vægt", "K-1 | Tegl skal genbruges | 2,5"]
