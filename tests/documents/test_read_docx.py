"""Word files: every text with its place, numbers as Word shows them, and nothing that has been deleted."""

from __future__ import annotations

import pytest
from docx_files import control, docx, p, t, table, textbox

from circular.documents.docx import read_docx
from circular.documents.failure import Unreadable
from circular.documents.model import Block, Document


def read(content: bytes) -> Document:
    return read_docx(content, "krav.docx")


def texts(content: bytes) -> list[str]:
    return [block.text for block in read(content).blocks]


def one(content: bytes, beginning: str) -> Block:
    found = [block for block in read(content).blocks if block.text.startswith(beginning)]
    assert len(found) == 1, [block.text for block in read(content).blocks]
    return found[0]


def test_headings_carry_their_computed_numbers_and_what_stands_below_knows_them() -> None:
    content = docx(
        p("Indledning", style="Overskrift1"), p("Krav", style="Overskrift1"), p("Generelt", style="Overskrift2"),
        p("Materialer", style="Overskrift2"), p("Mursten skal genbruges."), p("Pris", style="Overskrift1"), p("Bilag", style="Overskrift2"),
    )  # fmt: skip
    headings = [(b.number, b.text, b.level) for b in read(content).blocks if b.kind == "heading"]
    assert headings == [("1", "Indledning", 1), ("2", "Krav", 1), ("2.1", "Generelt", 2), ("2.2", "Materialer", 2), ("3", "Pris", 1), ("3.1", "Bilag", 2)]  # fmt: skip
    demand = one(content, "Mursten")
    assert demand.heading_path == ("2 Krav", "2.2 Materialer")
    assert str(demand.place) == "krav.docx, afsnit 2.2, punkt 5"


def test_a_heading_is_told_by_outline_level_by_inheritance_and_by_its_danish_name() -> None:
    content = docx(
        p("Arvet", style="MinRubrik"), p("Dansk", style="Dansk"),
        p("Direkte", properties='<w:outlineLvl w:val="3"/>'), p("Brødtekst, som er lang nok."),
    )  # fmt: skip
    assert [(b.text, b.kind, b.level) for b in read(content).blocks[:3]] == [
        ("Arvet", "heading", 2), ("Dansk", "heading", 3), ("Direkte", "heading", 4),
    ]  # fmt: skip


def test_list_items_keep_lead_in_letters_levels_and_restarts() -> None:
    content = docx(
        p("Generelt om levering. Tilbudsgiver skal:"), p("tage møbler retur", num=(2, 0)), p("levere reservedele", num=(2, 0)),
        p("i ti år", num=(2, 1)), p("Andet."), p("fortsætter", num=(3, 0)), p("Punkt", num=(4, 0)),
    )  # fmt: skip
    items = [b for b in read(content).blocks if b.kind == "list_item"]
    assert [(b.number, b.level) for b in items] == [("a)", 1), ("b)", 1), ("i", 2), ("c)", 1), (None, 1)]
    assert [b.lead_in for b in items[:3]] == ["Tilbudsgiver skal:"] * 3
    assert items[3].lead_in is None, "'Andet.' is a whole sentence and leads into nothing"


def test_a_bullet_typed_by_hand_is_an_item() -> None:
    block = one(docx(p("Leverandøren skal"), p("- levere genbrugte stole")), "levere")
    assert (block.kind, block.lead_in) == ("list_item", "Leverandøren skal")


def test_a_row_is_one_demand_with_headers_and_cell_names() -> None:
    content = docx(
        p("Krav", style="Overskrift1"), table(["ID", "Krav", "Type"], ["K-1", "Mursten skal genbruges", "MK"])
    )
    header, row = read(content).blocks[1:]
    assert (header.kind, row.kind, row.table) == ("table_header", "table_row", 1)
    assert row.text == "K-1 | Mursten skal genbruges | MK"
    assert [(c.header, c.name) for c in row.cells] == [
        ("ID", "tabel 1, række 2, kolonne 1"), ("Krav", "tabel 1, række 2, kolonne 2"), ("Type", "tabel 1, række 2, kolonne 3"),
    ]  # fmt: skip
    assert str(row.place) == "krav.docx, afsnit 1, tabel 1, række 2"


def test_merged_cells_keep_columns_in_step_and_labels_on_every_row() -> None:
    first = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("Genbrug")}</w:tc>'
    more = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p()}</w:tc>"
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("Afsnit om tegl")}</w:tc>'
    content = docx(table(["Emne", "Krav", "Type"], [first, "Sten renses", "MK"], [more, "Sten vejes", "KK"], [wide, "MK"], header=True))  # fmt: skip
    rows = [[cell.text for cell in block.cells] for block in read(content).blocks[1:]]
    assert rows == [["Genbrug", "Sten renses", "MK"], ["Genbrug", "Sten vejes", "KK"], ["Afsnit om tegl", "", "MK"]]


def test_lists_and_tables_within_a_cell_are_kept() -> None:
    cell = f"<w:tc>{p('Leverandøren skal:')}{p('rense sten', num=(4, 0))}{p('veje sten', num=(4, 0))}{table(['Indre', 'Værdi'], ['a', 'b'])}</w:tc>"
    blocks = read(docx(table(["ID", "Krav"], ["K-1", cell]))).blocks
    assert blocks[1].text == "K-1 | Leverandøren skal: - rense sten - veje sten"
    assert [b.text for b in blocks[2:]] == ["Indre | Værdi", "a | b"]
    assert blocks[2].table == 2


def test_insertions_count_deletions_do_not() -> None:
    content = docx(
        p("Træ ", "<w:ins>" + t("skal") + "</w:ins>", "<w:del><w:r><w:delText>bør</w:delText></w:r></w:del>", t(" være FSC.")),
        "<w:ins>" + p("Nyt krav om tegl.").replace("<w:ins>", "") + "</w:ins>",
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>Slettet krav</w:delText></w:r></w:del></w:p>",
        p("<w:moveFrom>" + t("Flyttet") + "</w:moveFrom>"), p("<w:moveTo>" + t("Flyttet") + "</w:moveTo>"),
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("slettet række") + "</w:tc><w:tc>" + p("x") + "</w:tc></w:tr><w:tr><w:tc>" + p("række") + "</w:tc><w:tc>" + p("y") + "</w:tc></w:tr></w:tbl>",
    )  # fmt: skip
    assert texts(content) == ["Træ skal være FSC.", "Nyt krav om tegl.", "Flyttet", "række | y"]
    assert one(content, "Træ").inserted


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    content = docx("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + t("Mursten skal ") + "</w:p>", p("genbruges."))
    assert texts(content) == ["Mursten skal genbruges."]


def test_notes_stand_at_their_anchor_and_boxes_headers_and_footers_have_their_part() -> None:
    content = docx(
        p("Krav", style="Overskrift1"),
        p("Tegl skal genbruges", '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:endnoteReference w:id="3"/></w:r>', t(".")),
        p("Ved siden af", textbox("Alt træ skal være FSC-mærket")),
        footnotes={2: p("Mindst 20 % efter vægt.")}, endnotes={3: p("Opgøres ved aflevering.")},
        header=p("Nordby Kommune"), footer=p("Side 1"),
    )  # fmt: skip
    found = [(b.place.part, b.text) for b in read(content).blocks]
    assert found == [
        ("body", "Krav"), ("body", "Tegl skal genbruges."), ("footnote", "Mindst 20 % efter vægt."), ("endnote", "Opgøres ved aflevering."),
        ("body", "Ved siden af"), ("textbox", "Alt træ skal være FSC-mærket"), ("header", "Nordby Kommune"), ("footer", "Side 1"),
    ]  # fmt: skip
    assert one(content, "Mindst").heading_path == ("1 Krav",)
    assert str(one(content, "Alt").place) == "krav.docx, tekstboks, afsnit 1, punkt 1"


def test_a_text_box_of_old_word_is_read_too() -> None:
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        + p("I boksen")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    assert texts(docx(p("Før", box))) == ["Før", "I boksen"]


def test_a_content_control_is_read_and_its_placeholder_text_told() -> None:
    content = docx(
        p("Frist: ", control("Klik her for at angive en dato.", placeholder=True)), p("Andel: ", control("20 %"))
    )
    assert one(content, "Frist").placeholders == ("Klik her for at angive en dato.",)
    assert one(content, "Andel: 20 %").placeholders == ()


def test_a_content_control_around_paragraphs_rows_and_cells_hides_nothing() -> None:
    wrapped = "<w:sdt><w:sdtPr/><w:sdtContent>" + p("I kontrol") + "</w:sdtContent></w:sdt>"
    row = (
        "<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>"
        + p("K-1")
        + "</w:tc></w:sdtContent></w:sdt><w:tc>"
        + p("Krav")
        + "</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>"
    )
    assert texts(docx(wrapped, row)) == ["I kontrol", "K-1 | Krav"]


def test_comments_stand_apart_with_the_heading_they_are_about() -> None:
    content = docx(p("Krav", style="Overskrift1"), p("Tegl", '<w:r><w:commentReference w:id="0"/></w:r>'), comments={0: p("Er det realistisk?")})  # fmt: skip
    document = read(content)
    assert "Er det realistisk?" not in [b.text for b in document.blocks]
    assert [(c.text, str(c.place)) for c in document.comments] == [
        ("Er det realistisk?", "krav.docx, kommentar, afsnit 1, punkt 1")
    ]


def test_struck_and_hidden_text_is_marked_and_kept_apart_from_what_is_in_force() -> None:
    content = docx(
        p(t("Helt slettet krav.", "<w:strike/>")), p(t("Via typografi.", '<w:rStyle w:val="Gammel"/>')),
        p(t("Mindst 20 % "), t("30 % ", "<w:dstrike/>"), t("skal genbruges.")), p(t("Skjult note.", "<w:vanish/>")),
        p(t("Ikke slettet.", '<w:strike w:val="false"/>')),
    )  # fmt: skip
    assert [(b.text, b.struck, b.hidden) for b in read(content).blocks] == [
        ("Helt slettet krav.", True, False), ("Via typografi.", True, False), ("Mindst 20 % skal genbruges.", False, False),
        ("30 %", True, False), ("Skjult note.", False, True), ("Ikke slettet.", False, False),
    ]  # fmt: skip


def test_udgaar_strikes_its_section_or_its_row_and_no_more() -> None:
    content = docx(
        p("Bonus", style="Overskrift1"), p("Udgår."), p("Under", style="Overskrift2"), p("Bonus på 1 %."), p("Pris", style="Overskrift1"), p("Fast pris."),
        p("Bilag 3.4 Matrix - UDGÅR", style="Overskrift2"), p("Tekst i bilaget."), p("Kravet udgår ikke.", style="Overskrift1"),
        table(["ID", "Krav", "Type"], ["K-1", "Tegl", "Udgår"], ["K-2", "Træ", "MK"]),
    )  # fmt: skip
    assert [b.text for b in read(content).blocks if b.struck] == [
        "Bonus", "Udgår.", "Under", "Bonus på 1 %.", "Bilag 3.4 Matrix - UDGÅR", "Tekst i bilaget.", "K-1 | Tegl | Udgår",
    ]  # fmt: skip


def test_contents_lines_are_marked_by_style_field_and_gallery() -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    content = docx(
        p("1 Krav 3", style="Indhold1"),
        p(field.format("begin"), "<w:r><w:instrText> TOC \\o </w:instrText></w:r>", field.format("separate"), t("2 Pris 4")),
        p("3 Tid 5"), p(field.format("end")),
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>" + p("4 Bilag 6") + "</w:sdtContent></w:sdt>",
        p("Brødtekst."),
    )  # fmt: skip
    assert [(b.text, b.toc) for b in read(content).blocks] == [
        ("1 Krav 3", True), ("2 Pris 4", True), ("3 Tid 5", True), ("4 Bilag 6", True), ("Brødtekst.", False),
    ]  # fmt: skip


def test_field_results_count_and_field_codes_do_not() -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    content = docx(p("Se afsnit ", field.format("begin"), "<w:r><w:instrText>REF a</w:instrText></w:r>", field.format("separate"), t("4.2"), field.format("end"), t(".")))  # fmt: skip
    assert texts(content) == ["Se afsnit 4.2."]


def test_runs_soft_hyphens_and_decomposed_letters_make_one_word() -> None:
    content = docx(
        p(
            "livs",
            t("cyklus\u00advur"),
            "<w:r><w:softHyphen/></w:r>",
            t("dering pa\u030a a\u030ar"),
            "<w:r><w:noBreakHyphen/></w:r>",
            t("x"),
        )
    )
    assert texts(content) == ["livscyklusvurdering på år-x"]


def test_pages_are_told_where_word_has_shown_them() -> None:
    content = docx(p("Første"), p("<w:r><w:lastRenderedPageBreak/></w:r>", t("Anden")))
    assert [b.place.page for b in read(content).blocks] == [1, 2]
    assert read(docx(p("Uden"))).blocks[0].place.page is None


def test_bold_lines_and_typed_numbers_are_headings_without_a_style() -> None:
    content = docx(
        p(t("Særlige krav", "<w:b/>")), p("4.2 Materialer"), p("Tegl skal genbruges."), p("12.500 sten renses")
    )
    assert [(b.kind, b.number) for b in read(content).blocks] == [("heading", None), ("heading", "4.2"), ("paragraph", None), ("paragraph", None)]  # fmt: skip
    assert one(content, "Tegl").place.heading == "4.2 Materialer"


def test_strict_files_are_read_like_others() -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(p("Krav")))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            strict = source.read(name).replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main")  # fmt: skip
            target.writestr(name, strict)
    assert texts(out.getvalue()) == ["Krav"]


def test_an_embedded_file_makes_the_reading_partial() -> None:
    document = read(docx(p("Krav"), '<w:altChunk r:id="x"/>'))
    assert document.status == "partly_read"
    assert document.why and "indlejret" in document.why


def test_a_dtd_and_entities_are_refused() -> None:
    content = docx(p("Krav"), extra={})
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + data.replace(b"Krav", b"&a;")
            target.writestr(name, data)
    with pytest.raises(Unreadable, match="DTD"):
        read(out.getvalue())


def test_python_docx_files_are_read(tmp_path) -> None:  # type: ignore[no-untyped-def]
    import docx as python_docx

    made = python_docx.Document()
    made.add_heading("Krav", level=1)
    made.add_paragraph("Alt træ skal være FSC.", style="List Bullet")
    grid = made.add_table(rows=2, cols=2)
    for cell, text in zip(
        [c for row in grid.rows for c in row.cells], ["Krav", "Type", "Tegl genbruges", "MK"], strict=True
    ):
        cell.text = text
    made.save(tmp_path / "a.docx")
    blocks = read((tmp_path / "a.docx").read_bytes()).blocks
    assert [(b.kind, b.text) for b in blocks] == [
        ("heading", "Krav"), ("list_item", "Alt træ skal være FSC."), ("table_header", "Krav | Type"), ("table_row", "Tegl genbruges | MK"),
    ]  # fmt: skip
