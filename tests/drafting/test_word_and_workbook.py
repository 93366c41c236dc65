"""What is written opens as a real Word document and workbook, reads back as it was, and is the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document as WordDocument
from lxml import etree
from openpyxl import load_workbook

from circular.documents import read
from circular.drafting import load_clauses
from circular.drafting.blocks import Items, Paragraph, Table
from circular.drafting.compose import TenderDraft, compose_tender
from circular.drafting.lay_out import blocks_of
from circular.drafting.markdown import to_markdown
from circular.drafting.matrix import plain, rows_of, to_xlsx
from circular.drafting.word import to_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def school(language: str = "da") -> TenderDraft:
    return compose_tender("renovation", "ambitious", load_clauses(), language=language)  # type: ignore[arg-type]


def word(tender: TenderDraft) -> bytes:
    return to_docx(
        blocks_of(tender), title=tender.title, language=tender.language, numbered_headings=True, show_title=True
    )


def part(content: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(name))


def test_the_document_has_styles_numbering_header_rows_and_a_title() -> None:
    document = WordDocument(io.BytesIO(word(school())))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title" and styles.count("Heading 1") == 5 and "Heading 2" in styles
    assert not any(re.match(r"\d", p.text) for p in document.paragraphs if p.style.name.startswith("Heading"))
    for table in document.tables:
        assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    styles_part = part(word(school()), "word/styles.xml")
    heading = styles_part.find(f"{W}style[@{W}styleId='Heading1']/{W}pPr/{W}numPr/{W}numId")
    assert heading is not None


def test_the_reader_sees_numbered_headings_and_the_same_texts(tmp_path: Path) -> None:
    tender = school()
    (tmp_path / "udbud.docx").write_bytes(word(tender))
    (document,) = read([tmp_path / "udbud.docx"])
    headings = [f"{block.number or ''} {block.text}".strip() for block in document.blocks if block.kind == "heading"]
    assert "2 Mindstekrav" in headings and "3.1 Pris (39 %)" in headings
    whole = "\n".join(block.text for block in document.blocks)
    for entry in tender.entries:
        assert entry.clause.demand in whole
    assert sum("MK-" in block.text for block in document.blocks if block.kind == "table_row") >= 10


def test_placeholders_are_content_controls_that_show_what_to_fill_in(tmp_path: Path) -> None:
    tender = school()
    body = part(word(tender), "word/document.xml")
    controls = body.findall(f".//{W}sdt")
    names = [control.find(f"{W}sdtPr/{W}alias").get(f"{W}val") for control in controls]
    assert names[:3] == ["ordregivers navn", "navn på det, der udbydes", "adresse"]
    assert "begrundelse for ikke at opdele i delaftaler" in names
    assert all(control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None for control in controls)
    ids = [control.find(f"{W}sdtPr/{W}id").get(f"{W}val") for control in controls]
    assert len(set(ids)) == len(ids) == 4 + len(tender.open)
    (tmp_path / "udbud.docx").write_bytes(word(tender))
    (document,) = read([tmp_path / "udbud.docx"])
    assert len([text for block in document.blocks for text in block.placeholders]) == len(ids)


def test_numbering_lies_before_its_uses_in_the_numbering_part() -> None:
    children = [etree.QName(child).localname for child in part(word(school()), "word/numbering.xml")]
    assert children.index("num") > max(at for at, name in enumerate(children) if name == "abstractNum")


def test_the_same_draft_is_the_same_bytes() -> None:
    assert word(school()) == word(school())
    assert to_xlsx(school()) == to_xlsx(school())


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_matrix_has_a_row_a_demand_and_room_for_the_answer(language: str) -> None:
    tender = school(language)
    sheet = load_workbook(io.BytesIO(to_xlsx(tender))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [row[0] for row in rows_of(tender)]
    assert {row[1] for row in rows[1:]} == {"MK", "KK", "KV", "DK"}
    assert sum(int(str(row[4]).removesuffix(" %")) for row in rows[1:] if row[4]) == 100
    assert sheet.freeze_panes == "C2" and sheet.data_validations.count == 1
    assert all(not str(cell or "").startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.parametrize("text", ["=1+1", "+45 4477", "-5", "@sum", " =1", "\t=1", "\r=1"])
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    assert plain(text).startswith("'")
    assert plain("Mindst 5 %") == "Mindst 5 %"


def test_markdown_numbers_its_headings_and_keeps_tables_whole() -> None:
    blocks = [*blocks_of(school()), Items(("en", "to"), numbered=True), Items(("tre",)), Paragraph("fed", bold=True)]
    text = to_markdown([*blocks, Table(("a|b",), (("c|d",),))], "Titel")
    assert "## 3 Tildelingskriterier" in text and "### 3.1 Pris (39 %)" in text
    assert "1. en\n2. to" in text and "- tre" in text and "**fed**" in text and "| c/d |" in text
