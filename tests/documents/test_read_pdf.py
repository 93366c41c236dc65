"""PDF files: paragraphs across lines and pages, margins apart, hyphens mended, tables as rows, unread pages named."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_files import PdfPage, pdf

from circular.documents.failure import Unreadable
from circular.documents.model import Block, Document
from circular.documents.pdf import read_pdf


def read(*pages: PdfPage) -> Document:
    return read_pdf(pdf(*pages), "krav.pdf")


def body(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.place.part == "body"]


def test_lines_become_paragraphs_and_hyphens_are_mended_only_between_small_letters() -> None:
    page = PdfPage().lines(70, 700, "Tilbudsgiver skal bruge genbrugte materia-", "ler med EU-", "Blomsten og genbrugs-", "og genanvendelsesmaterialer.")  # fmt: skip
    page.lines(70, 620, "Et nyt afsnit begynder efter et mellemrum.")
    assert [(b.text, b.place.page) for b in read(page).blocks] == [
        ("Tilbudsgiver skal bruge genbrugte materialer med EU-Blomsten og genbrugs- og genanvendelsesmaterialer.", 1),
        ("Et nyt afsnit begynder efter et mellemrum.", 1),
    ]  # fmt: skip


def test_a_paragraph_goes_on_over_the_page_and_headers_and_numbers_stay_out_of_it() -> None:
    pages = []
    parts = [["Alle mursten fra bygningen skal renses og"], ["genbruges i den nye facade."], ["Slut på kravene."]]
    for number, lines in enumerate(parts, start=1):
        page = PdfPage().text(70, 800, "Nordby Kommune · Kravspecifikation", 9).text(280, 30, f"Side {number} af 3", 9)
        pages.append(page.lines(70, 700, *lines))
    document = read(*pages)
    assert [b.text for b in body(document)] == ["Alle mursten fra bygningen skal renses og genbruges i den nye facade.", "Slut på kravene."]  # fmt: skip
    assert [(b.place.part, b.text) for b in document.blocks if b.place.part != "body"] == [("header", "Nordby Kommune · Kravspecifikation")]  # fmt: skip
    assert [b.place.page for b in body(document)] == [1, 3]


def test_headings_are_told_by_number_size_and_weight() -> None:
    page = PdfPage().text(70, 780, "Kravspecifikation", 20).text(70, 740, "4 Krav", 14, bold=True).text(70, 715, "4.2 Materialer", 11, bold=True)  # fmt: skip
    page.lines(70, 695, "Mursten skal genbruges i facaden, og der føres regnskab med dem i hele", "byggeperioden.").text(70, 640, "Særligt om træ", 11, bold=True)  # fmt: skip
    page.lines(70, 620, "Alt træ skal være mærket. Det gælder også forskalling og stillads på pladsen.")
    blocks = read(page).blocks
    assert [(b.kind, b.text, b.number) for b in blocks if b.kind == "heading"] == [
        ("heading", "Kravspecifikation", None), ("heading", "4 Krav", "4"), ("heading", "4.2 Materialer", "4.2"), ("heading", "Særligt om træ", None),
    ]  # fmt: skip
    demand = next(b for b in blocks if b.text.startswith("Mursten"))
    assert demand.place.heading == "4.2 Materialer"
    assert str(demand.place) == "krav.pdf, afsnit 4.2, side 1"


def test_items_have_their_lead_in_and_keep_their_wrapped_lines() -> None:
    page = PdfPage().lines(
        70,
        700,
        "Leverandøren skal:",
        "• tage møbler retur ved aftalens",
        "  udløb",
        "• levere reservedele",
        "a) på ja)",
    )
    items = [b for b in read(page).blocks if b.kind == "list_item"]
    assert [(b.text, b.lead_in) for b in items][:2] == [
        ("tage møbler retur ved aftalens udløb", "Leverandøren skal:"), ("levere reservedele", "Leverandøren skal:"),
    ]  # fmt: skip


def test_a_ruled_table_is_read_row_by_row_with_wrapped_cells_and_numbers_whole() -> None:
    page = PdfPage().lines(70, 760, "Kravene er disse:").grid([70, 120, 400, 460], [740, 715, 680, 655])
    page.text(75, 724, "ID").text(125, 724, "Krav").text(405, 724, "Type")
    page.text(75, 702, "K-1").lines(125, 702, "Mindst 1.250,5 kg mursten skal", "genbruges", pitch=13).text(
        405, 702, "MK"
    )
    page.text(75, 664, "K-2").text(125, 664, "Træ skal være FSC").text(405, 664, "Udgår")
    rows = [b for b in read(page).blocks if b.table is not None]
    assert [(b.kind, b.text) for b in rows] == [
        ("table_header", "ID | Krav | Type"), ("table_row", "K-1 | Mindst 1.250,5 kg mursten skal genbruges | MK"), ("table_row", "K-2 | Træ skal være FSC | Udgår"),
    ]  # fmt: skip
    assert rows[1].cells[1].header == "Krav"
    assert (rows[1].place.cell, rows[1].place.page) == ("tabel 1, række 2", 1)
    assert [row.struck for row in rows] == [False, False, True]


def test_a_table_goes_on_over_the_page_without_its_repeated_header() -> None:
    def page(top: str, ids: list[str]) -> PdfPage:
        made = PdfPage().lines(70, 760, top).grid([70, 120, 400], [740, 715, 690, 665])
        for x, text in ((75, "ID"), (125, "Krav")):
            made.text(x, 724, text)
        for y, name in zip((699, 674), ids, strict=True):
            made.text(75, y, name).text(125, y, f"Krav nummer {name}")
        return made

    first, second = page("Krav til leverancen står i tabellen.", ["K-1", "K-2"]), page("", ["K-3", "K-4"])
    rows = [b for b in read(first, second).blocks if b.table is not None]
    assert {b.table for b in rows} == {1}
    assert [b.text for b in rows] == ["ID | Krav", *(f"K-{n} | Krav nummer K-{n}" for n in range(1, 5))]
    assert [c.header for c in rows[-1].cells] == ["ID", "Krav"]
    assert rows[-1].place.page == 2


def test_columns_without_rules_are_rows_too() -> None:
    page = PdfPage().lines(70, 760, "Tilbuddene vurderes efter disse kriterier i henhold til udbudsloven:")
    for y, (name, weight) in zip(
        (730, 714, 698), (("Underkriterium", "Vægt"), ("Pris", "60 %"), ("Genbrug", "40 %")), strict=True
    ):
        page.text(70, y, name).text(350, y, weight)
    rows = [b for b in read(page).blocks if b.table is not None]
    assert [(b.kind, b.text) for b in rows] == [("table_header", "Underkriterium | Vægt"), ("table_row", "Pris | 60 %"), ("table_row", "Genbrug | 40 %")]  # fmt: skip


def test_two_columns_of_running_text_are_no_table() -> None:
    page = PdfPage().lines(70, 700, "Mursten fra den gamle", "bygning skal genbruges", "i facaden.")
    page.lines(320, 700, "Træ skal være FSC og", "komme fra bæredygtigt", "skovbrug.")
    assert [b.text for b in read(page).blocks] == ["Mursten fra den gamle bygning skal genbruges i facaden.", "Træ skal være FSC og komme fra bæredygtigt skovbrug."]  # fmt: skip


def test_contents_are_marked() -> None:
    page = (
        PdfPage()
        .text(70, 780, "Indholdsfortegnelse", 14)
        .lines(70, 750, "1 Krav ................ 2", "2 Pris ................ 3")
    )
    page.lines(70, 600, "Brødtekst om kravene, som er lang nok til at være brødtekst.", "Den fortsætter her.")
    toc = [b.text for b in read(page).blocks if b.toc]
    assert toc == ["Indholdsfortegnelse", "1 Krav ................ 2", "2 Pris ................ 3"]


def test_footnotes_are_told_apart() -> None:
    page = PdfPage().lines(
        70, 700, "Mursten skal genbruges i facaden.1 Det samme gælder for tagsten og spær,", "som skal renses først."
    )
    page.lines(70, 90, "1 Opgjort efter vægt.", size=8)
    found = [(b.place.part, b.text) for b in read(page).blocks]
    assert found[-1] == ("footnote", "1 Opgjort efter vægt.")
    assert len(found) == 2


def test_scanned_pages_are_named_and_a_wholly_scanned_file_is_unreadable() -> None:
    text = PdfPage().lines(70, 700, "Mursten skal genbruges i facaden.")
    document = read(text, PdfPage(picture=True), PdfPage(picture=True))
    assert (document.status, document.why, document.pages) == ("partly_read", "side 2–3 er billeder uden tekst", 3)
    assert document.why_en == "page 2–3 are pictures without text"
    with pytest.raises(Unreadable, match="scanned: 2 of 2 pages"):
        read(PdfPage(picture=True), PdfPage(picture=True))


def test_encrypted_and_damaged_files_say_so() -> None:
    page = PdfPage().lines(70, 700, "Tekst")
    with pytest.raises(Unreadable, match="password"):
        read_pdf(pdf(page, encrypted=True), "x.pdf")
    with pytest.raises(Unreadable, match="cannot be opened"):
        read_pdf(b"%PDF-1.7\n%%EOF", "x.pdf")


def test_the_example_made_by_an_office_program_is_read_with_its_tables(root: Path) -> None:
    document = read_pdf(
        (root / "examples" / "udbud-skole" / "Kravspecifikation.pdf").read_bytes(), "Kravspecifikation.pdf"
    )
    assert (document.status, document.pages) == ("read", 17)
    row = next(b for b in document.blocks if b.text.startswith("Udførelsesprojekt"))
    assert row.text == "Udførelsesprojekt | beregning med valgte produkter | 11. december 2026"
    assert [c.header for c in row.cells] == ["Aflevering", "Indhold", "Frist"]
    assert str(row.place) == "Kravspecifikation.pdf, afsnit 2.3, tabel 3, række 3, side 3"
    margins = {b.text for b in document.blocks if b.place.part == "header"}
    assert margins == {"Nordby Kommune · Søndermarkskolen · Bilag 1, Kravspecifikation"}
    assert all("Bilag 1, Kravspecifikation" not in b.text or b.place.part == "header" for b in document.blocks)
