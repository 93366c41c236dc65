"""Drafts with tracked changes: what stands with them, and what stood before them."""

from __future__ import annotations

from docx_files import docx, p, t, table

from circular.documents.docx import read_docx

BY = "w:id='1' w:author='NN' w:date='2026-01-01T00:00:00Z'"


def ins(*runs: str) -> str:
    return f"<w:ins {BY}>{''.join(runs)}</w:ins>"


def gone(text: str) -> str:
    return f"<w:del {BY}><w:r><w:delText xml:space='preserve'>{text}</w:delText></w:r></w:del>"


def readings(*parts: str, **more: object) -> tuple[list[str], list[str]]:
    document = read_docx(docx(*parts, **more), "udkast.docx")  # type: ignore[arg-type]
    return [block.text for block in document.blocks], [block.text for block in document.before]


def test_a_word_that_was_changed_stands_in_both_readings() -> None:
    after, before = readings(p("Murstenene ", ins(t("bør")), gone("skal"), t(" genbruges.")))
    assert (after, before) == (["Murstenene bør genbruges."], ["Murstenene skal genbruges."])


def test_inserted_and_deleted_paragraphs_and_rows() -> None:
    new_row = (
        "<w:tr><w:trPr><w:ins " + BY + "/></w:trPr><w:tc>" + p("K-3") + "</w:tc><w:tc>" + p("Ny") + "</w:tc></w:tr>"
    )
    old_row = "<w:tr><w:trPr><w:del " + BY + "/></w:trPr><w:tc>" + p(gone("K-2")) + "</w:tc><w:tc>" + p(gone("Gammel")) + "</w:tc></w:tr>"  # fmt: skip
    kept = table(["K-1", "Behold"]).replace("</w:tbl>", old_row + new_row + "</w:tbl>")
    after, before = readings(
        p("Først."), p(ins(t("Nyt afsnit.")), properties=f"<w:rPr><w:ins {BY}/></w:rPr>"), p(gone("Slettet afsnit."), properties=f"<w:rPr><w:del {BY}/></w:rPr>"), kept,
    )  # fmt: skip
    assert after == ["Først.", "Nyt afsnit.", "K-1 | Behold", "K-3 | Ny"]
    assert before == ["Først.", "Slettet afsnit.", "K-1 | Behold", "K-2 | Gammel"]


def test_a_paragraph_that_was_split_was_one_before() -> None:
    after, before = readings(
        p("Tegl skal genbruges. ", properties=f"<w:rPr><w:ins {BY}/></w:rPr>"), p("Træ skal mærkes.")
    )
    assert (after, before) == (["Tegl skal genbruges.", "Træ skal mærkes."], ["Tegl skal genbruges. Træ skal mærkes."])


def test_moved_text_stands_where_it_stood() -> None:
    moved = f"<w:moveFrom {BY}>{t('Flyttet krav.')}</w:moveFrom>", f"<w:moveTo {BY}>{t('Flyttet krav.')}</w:moveTo>"
    after, before = readings(p(moved[0]), p("Midt."), p(moved[1]))
    assert (after, before) == (["Midt.", "Flyttet krav."], ["Flyttet krav.", "Midt."])


def test_changes_in_notes_and_headers_count_too() -> None:
    after, before = readings(
        p("Tegl skal genbruges", '<w:r><w:footnoteReference w:id="2"/></w:r>', "."), footnotes={2: p("Mindst ", ins(t("10")), gone("20"), t(" %."))}, header=p(ins(t("UDKAST"))),
    )  # fmt: skip
    assert (after[1], before[1]) == ("Mindst 10 %.", "Mindst 20 %.")
    assert ("UDKAST" in after, "UDKAST" in before) == (True, False)


def test_without_changes_or_with_changes_of_nothing_there_is_one_reading() -> None:
    assert readings(p("Tegl skal genbruges."))[1] == []
    assert readings(p("Tegl ", ins(t("skal")), gone("skal"), t(" genbruges.")))[1] == []


def test_embedded_documents_are_documents_of_their_own_and_objects_are_named() -> None:
    import io
    import zipfile

    inner = docx(p("Indlejret krav om tegl."))
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(p("Ydre"), header=p("x"), extra={"word/embeddings/bilag.docx": inner}))) as source, zipfile.ZipFile(content, "w") as target:  # fmt: skip
        for name in source.namelist():
            data = source.read(name)
            if name == "word/_rels/document.xml.rels":
                relation = b'<Relationship Id="rE" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/package" Target="embeddings/bilag.docx"/></Relationships>'
                data = data.replace(b"</Relationships>", relation)
            target.writestr(name, data)
    document = read_docx(content.getvalue(), "a.docx")
    assert [(one.key, one.name) for one in document.inside] == [("part:word/embeddings/bilag.docx", "bilag.docx")]


def test_a_document_with_macros_is_read_like_one_without() -> None:
    content = docx(p("Tegl skal genbruges."), extra={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 makro"})
    assert [block.text for block in read_docx(content, "krav.docm").blocks] == ["Tegl skal genbruges."]
