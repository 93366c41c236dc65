"""Questions of bidders, answers of tenderers, and documents that are there twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from tender_cases import clause, document

from circular.documents import Document
from circular.tender import build_tender, in_the_buyers_words

ROWS = "".join(f"| K-{n} | Leverandøren skal levere del nummer {n} i mindst {n + 4} år | MK |\n" for n in range(1, 7))
LONG = (
    "# Kravspecifikation\n\nMindst 20 % af murstenene i facaden skal være genbrugte.\n\nAlt træ i byggeriet skal være FSC-mærket.\n\n"
    "Emballage skal tages retur af leverandøren hver uge.\n\n| ID | Krav | Type |\n|---|---|---|\n" + ROWS
)  # fmt: skip


def words_of(name: str, text: str) -> list[str]:
    (found,) = in_the_buyers_words([document(name, text)])
    return [block.text for block in found.blocks]


@pytest.mark.parametrize(
    ("text", "kept", "gone"),
    [
        ("Spørgsmål 1: Skal murstenene genbruges?\n\nSvar 1: Ja, mindst 20 %.", "Svar 1: Ja, mindst 20 %.", "Spørgsmål 1"),
        ("## Spørgsmål 2\n\nVi antager, at tegl skal genbruges.\n\n## Svar 2\n\nDet er rigtigt forstået.", "Det er rigtigt forstået.", "Vi antager"),
        ("Spørgsmål 3: Skal alt træ være mærket? Svar: Ja, alt træ.", "Svar: Ja, alt træ.", "Skal alt træ være mærket"),
        ("| Nr. | Spørgsmål | Svar |\n|---|---|---|\n| 4 | Alle møbler skal vel være brugte? | Nej, kun bordene. |\n", "4 | Nej, kun bordene.", "Alle møbler"),
    ],
)  # fmt: skip
def test_a_bidders_question_is_not_among_the_buyers_words(text: str, kept: str, gone: str) -> None:
    said = words_of("Spørgsmål og svar.md", f"# Spørgsmål og svar\n\n{text}\n")
    assert kept in said
    assert not [line for line in said if gone in line and "|" not in gone and line != f"## {gone}"]


def test_a_tenderers_answer_in_a_matrix_is_not_among_the_buyers_words() -> None:
    text = "# Kravmatrix\n\n| ID | Krav | Type | Tilbudsgivers svar |\n|---|---|---|---|\n| K-1 | Tegl skal genbruges | MK | Vi genbruger 60 % af alt tegl |\n"
    original = document("Kravmatrix.md", text)
    (found,) = in_the_buyers_words([original])
    row = found.blocks[-1]
    assert row.text == "K-1 | Tegl skal genbruges | MK"
    assert (row.place, len(row.cells)) == (original.blocks[-1].place, 4)


@pytest.mark.parametrize("header", ["Tilbudsgiver skal", "Krav til tilbudsgiver", "Svarfrist", "Dokumentation"])
def test_a_column_that_speaks_to_the_tenderer_is_the_buyers(header: str) -> None:
    text = f"# Kravmatrix\n\n| ID | {header} | Type |\n|---|---|---|\n| K-1 | genbruge tegl | MK |\n"
    assert "K-1 | genbruge tegl | MK" in words_of("Kravmatrix.md", text)


def test_of_an_addendum_the_new_text_alone_is_read() -> None:
    text = "# Rettelsesblad\n\nPunkt 4.1 i kravspecifikationen erstattes af: Mindst 10 % af murstenene bør være genbrugte.\n\nKrav K-8 udgår.\n"
    assert words_of("Rettelsesblad 1.md", text) == ["Rettelsesblad", "Mindst 10 % af murstenene bør være genbrugte.", "Krav K-8 udgår."]  # fmt: skip


def test_other_documents_are_left_as_they_are() -> None:
    made = document("Krav.md", "# Krav\n\nTilbudsgivers svar skal vedlægges. Spørgsmål stilles i systemet.\n")
    assert in_the_buyers_words([made])[0] is made


def as_pdf(text: str, name: str = "Krav.pdf") -> Document:
    """The text as it comes out of a PDF: another kind, rows divided otherwise."""
    made = document("Krav.md", text)
    blocks = [b.model_copy(update={"cells": (), "kind": "paragraph", "text": b.text.replace(" | ", " ")}) if b.cells else b for b in made.blocks]  # fmt: skip
    blocks = [b.model_copy(update={"place": b.place.model_copy(update={"file": name})}) for b in blocks]
    return Document(file=name, kind="pdf", blocks=tuple(blocks))


def test_the_same_document_as_word_and_pdf_counts_once() -> None:
    word, pdf = document("Krav.md", LONG).model_copy(update={"kind": "docx"}), as_pdf(LONG)
    clauses = [clause([word], "Mindst"), clause([pdf], "Mindst")]
    built = build_tender([pdf, word], clauses)
    assert built.copies == {"Krav.pdf": "Krav.md"}
    assert [one.place.file for one in built.clauses] == ["Krav.md"]
    assert [(one.file, len(one.blocks) > 0) for one in built.documents] == [("Krav.pdf", False), ("Krav.md", True)]


@pytest.mark.parametrize(
    "change",
    [("20 %", "10 %"), ("i mindst 7 år", "i mindst 5 år"), ("FSC-mærket", "mærket på anden vis"), ("\n\nEmballage skal tages retur af leverandøren hver uge.", "")],
)  # fmt: skip
def test_a_document_that_says_something_else_is_no_copy(change: tuple[str, str]) -> None:
    word = document("Krav.md", LONG).model_copy(update={"kind": "docx"})
    assert build_tender([word, as_pdf(LONG.replace(*change))], []).copies == {}


def test_the_same_bytes_are_a_copy_and_short_forms_are_not() -> None:
    one = document("a.md", LONG).model_copy(update={"sha256": "x"})
    two = document("b/a.md", LONG).model_copy(update={"sha256": "x"})
    assert build_tender([one, two], []).copies == {"b/a.md": "a.md"}
    assert build_tender([document("a.md", "# Ja"), as_pdf("# Ja", "b.pdf")], []).copies == {}


def test_categories_and_lots_have_their_places(root: Path) -> None:
    text = "# Udbud af skoleudstyr\n\n| Delaftale | Indhold |\n|---|---|\n| Delaftale 1 | Skolemøbler |\n| Delaftale 2 | Bærbare computere |\n"
    found = {(fact.name, str(fact.value)): fact.place for fact in build_tender([document("Udbud.md", text)], []).facts}
    lot = found[("named_lot", "2 Bærbare computere")]
    assert lot is not None
    assert lot.cell == "tabel 1, række 3"
    assert ("named_category", "furniture") in found
