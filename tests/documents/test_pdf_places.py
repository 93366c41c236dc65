"""Demands in the odd places of a PDF: narrow columns, broken words, divided rows, turned and wide-set text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_files import PdfPage, pdf

from circular.documents import Block
from circular.documents.pdf import read_pdf
from circular.documents.pdf_lines import Layout, Line
from circular.documents.pdf_seams import FORCED, MAYBE, join_narrow
from circular.documents.pdf_words import Words

FULL = "Arbejdet udføres i dialog med bygherrens tilsyn, og der holdes møde på pladsen hver uge."


def texts(*pages: PdfPage) -> list[str]:
    return [block.text for block in blocks(*pages)]


def blocks(*pages: PdfPage) -> tuple[Block, ...]:
    return read_pdf(pdf(*pages), "a.pdf").blocks


def raw(page: PdfPage, matrix: str, text: str, size: float = 10, before: str = "") -> PdfPage:
    """Text with a matrix of its own."""
    said = "".join(f"\\{byte:03o}" for byte in text.encode("cp1252"))
    page.commands.append(f"BT /F1 {size} Tf {before} {matrix} Tm ({said}) Tj ET")
    return page


def test_a_number_at_the_beginning_of_a_line_goes_on_in_a_narrow_box() -> None:
    page = PdfPage().lines(70, 760, FULL, FULL, FULL, FULL)
    page.lines(70, 600, "Mindst 57 % af fliserne i etape", "1027 skal tages retur af den", "der leverer dem, efter rensning", "og kontrol på pladsen.")  # fmt: skip
    assert "Mindst 57 % af fliserne i etape 1027 skal tages retur af den der leverer dem, efter rensning og kontrol på pladsen." in texts(page)  # fmt: skip


def test_a_capital_in_the_middle_of_a_wrapped_sentence_ends_nothing() -> None:
    page = PdfPage().lines(70, 760, FULL, FULL, FULL)
    page.lines(70, 680, "Mindst halvdelen af tegl og træ skal dokumenteres med en deklaration efter standard EN", "15804 senest ved aflevering.")  # fmt: skip
    assert "Mindst halvdelen af tegl og træ skal dokumenteres med en deklaration efter standard EN 15804 senest ved aflevering." in texts(page)  # fmt: skip


def test_short_lines_that_had_room_stay_apart() -> None:
    page = PdfPage().lines(70, 760, FULL, FULL, FULL).lines(70, 680, "Nordby Kommune", "Rådhuspladsen 1", "1000 Nordby")
    assert texts(page)[-3:] == ["Nordby Kommune", "Rådhuspladsen 1", "1000 Nordby"]


def test_a_numbered_sentence_is_no_heading() -> None:
    page = PdfPage().lines(70, 760, FULL, FULL, FULL)
    page.lines(70, 690, "4.2.1 Mindst halvdelen af de komponenter som bliver skilt ud skal tages retur af", "leverandøren uden beregning.")  # fmt: skip
    (block,) = (block for block in blocks(page) if block.text.startswith("4.2.1"))
    assert block.text.endswith("retur af leverandøren uden beregning.")
    assert block.kind == "paragraph"


def test_a_heading_of_two_lines_is_one() -> None:
    page = PdfPage().lines(70, 760, "Kravspecifikation for linned,", "håndklæder og arbejdstøj", size=18, pitch=22)
    page.lines(70, 690, FULL, FULL)
    assert blocks(page)[0].text == "Kravspecifikation for linned, håndklæder og arbejdstøj"
    assert blocks(page)[0].kind == "heading"


def test_a_sentence_goes_on_with_a_capital_on_the_next_page_when_its_line_was_full() -> None:
    ends = "Alle de leverede produkter skal være mærket med enten Svanen, Blomsten eller med mærket"
    first = PdfPage().lines(70, 200, FULL, FULL, FULL, ends)
    second = PdfPage().lines(70, 700, "Blauer Engel, når de er fremstillet af træ.", FULL)
    assert any(f"{ends} Blauer Engel, når de er fremstillet af træ." in text for text in texts(first, second))


def narrow(*lines: str, known: str = "", edge: float = 168) -> str:
    """The second cell of a row with a narrow column in which these lines stand."""
    page = PdfPage().lines(70, 800, known or FULL, FULL)
    page.grid([70, 120, edge, 400], [740, 700, 620])
    for x, text in zip((74, 124, edge + 4), ("ID", "Krav", "Note"), strict=True):
        page.text(x, 726, text, 9)
    page.text(74, 688, "K-1", 9).lines(124, 688, *lines, size=9, pitch=11).text(edge + 4, 688, "x", 9)
    (row,) = (block for block in blocks(page) if block.text.startswith("K-1"))
    return row.cells[1].text


def test_a_word_that_a_narrow_cell_broke_is_whole_again() -> None:
    assert narrow("Alle", "bygningsd", "elene skal", "genbruges") == "Alle bygningsdelene skal genbruges"


def test_a_word_that_stands_elsewhere_is_known_again_wherever_it_was_broken() -> None:
    assert narrow("skal gen", "bruges", "nu", known="Alle mursten skal genbruges her.", edge=163) == "skal genbruges nu"


def test_two_words_of_the_document_stay_two() -> None:
    assert narrow("vinduerne", "skal rense", "s ofte", known="Alle vinduerne skal renses tit.") == "vinduerne skal renses ofte"  # fmt: skip


def test_a_date_and_a_full_stop_are_not_torn_off() -> None:
    assert narrow("31.12.202", "6", "genbruges", ".") == "31.12.2026 genbruges."


def test_a_row_that_the_page_break_divided_is_one() -> None:
    heads = ("ID", "Krav", "Type")
    first = PdfPage().grid([70, 120, 480, 530], [300, 280, 60])
    second = PdfPage().grid([70, 120, 480, 530], [780, 760, 700, 670])
    for page, top in ((first, 288), (second, 768)):
        for x, head in zip((74, 124, 484), heads, strict=True):
            page.text(x, top - 1, head, 9)
    first.text(74, 268, "K-1", 9).text(124, 268, "Mindst 40 % af murstenene i etape", 9).text(484, 268, "MK", 9)
    second.text(124, 748, "1038 skal genbruges i facaden.", 9)
    second.text(74, 688, "K-2", 9).text(124, 688, "Træ skal være mærket.", 9).text(484, 688, "KK", 9)
    said = texts(first, second)
    assert "K-1 | Mindst 40 % af murstenene i etape 1038 skal genbruges i facaden. | MK" in said
    assert "K-2 | Træ skal være mærket. | KK" in said


def test_a_new_row_on_a_new_page_is_no_rest() -> None:
    first = PdfPage().grid([70, 120, 480, 530], [300, 280, 200])
    second = PdfPage().grid([70, 120, 480, 530], [780, 760, 700])
    first.text(74, 288, "K-1", 9).text(124, 288, "Tegl skal genbruges", 9).text(484, 288, "MK", 9)
    second.text(124, 768, "Beton skal knuses", 9).text(484, 768, "MK", 9)
    assert texts(first, second) == ["K-1 | Tegl skal genbruges | MK", "Beton skal knuses | MK"]


def test_an_unruled_table_with_numbered_rows_written_cell_by_cell() -> None:
    page = PdfPage().text(70, 760, "Nr").text(110, 760, "Krav").text(340, 760, "Dokumentation")
    top = 740
    for number, (demand, proof) in enumerate(((("Mindst halvdelen af tegl", "7 skal genbruges"), ("Vejesedler fra", "pladsen")), (("Træ skal være", "mærket"), ("Certifikat",)))):  # fmt: skip
        page.text(70, top, str(number)).lines(110, top, *demand).lines(340, top, *proof)
        top -= 32
    assert texts(page)[1:] == ["0 | Mindst halvdelen af tegl 7 skal genbruges | Vejesedler fra pladsen", "1 | Træ skal være mærket | Certifikat"]  # fmt: skip


def test_a_numbered_list_is_no_table() -> None:
    page = PdfPage()
    for number in range(1, 4):
        page.text(70, 780 - 20 * number, f"{number}.").text(
            110, 780 - 20 * number, f"Tegl af slags {number} skal genbruges."
        )
    assert {block.kind for block in blocks(page)} == {"list_item"}


def test_a_turned_cell_is_one_text_in_its_cell() -> None:
    page = PdfPage().grid([70, 120, 480, 530], [700, 560, 540])
    raw(raw(page, "0 1 -1 0 90 564", "Mindst 40 % af tegl"), "0 1 -1 0 104 564", "skal genbruges")
    page.lines(70, 800, FULL, FULL).text(124, 690, "Beskrivelse", 9).text(484, 690, "MK", 9)
    assert texts(page)[1:] == ["Mindst 40 % af tegl skal genbruges | Beskrivelse | MK"]


@pytest.mark.parametrize("matrix", ["0 1 -1 0", "0 -1 1 0"])
def test_a_page_that_is_turned_as_a_whole_is_read_upright(matrix: str) -> None:
    page = PdfPage()
    up = matrix == "0 1 -1 0"

    def text(x: float, y: float, said: str) -> None:
        raw(page, f"{matrix} {595 - y if up else y} {x if up else 842 - x}", said)

    text(60, 520, "Krav til materialer i bygningen og på pladsen:")
    for x, y, said in ((60, 480, "K-1"), (150, 480, "Mindst 40 % af tegl skal genbruges"), (600, 480, "MK"), (60, 460, "K-2"), (150, 460, "Træ skal være mærket"), (600, 460, "KK")):  # fmt: skip
        text(x, y, said)
    assert texts(page) == ["Krav til materialer i bygningen og på pladsen:", "K-1 | Mindst 40 % af tegl skal genbruges | MK", "K-2 | Træ skal være mærket | KK"]  # fmt: skip


def test_words_set_with_room_between_their_letters() -> None:
    page = PdfPage().text(70, 700, FULL)
    raw(page, "1 0 0 1 70 760", "Mindst 40 % af tegl skal genbruges", before="4 Tc")
    assert "Mindst 40 % af tegl skal genbruges" in texts(page)


def test_a_scale_of_letters_stays_a_scale() -> None:
    page = PdfPage().text(70, 760, "Vurdering A B C D E F G H").text(70, 700, FULL)
    assert "Vurdering A B C D E F G H" in texts(page)


def test_the_size_of_letters_is_that_on_the_page() -> None:
    page = PdfPage()
    raw(page, "16 0 0 16 70 760", "Affald og genbrug", size=1)
    for number in range(4):
        raw(page, f"10 0 0 10 70 {700 - 14 * number}", FULL, size=1)
    assert blocks(page)[0].kind == "heading"


def layout(*lines: str) -> Layout:
    return Layout(1, 842, 595, [Line(1, [line], [70], 500, 700, 10, False) for line in lines], [], [], [])


LETTERS = st.text("abdegknorstæøå", min_size=1, max_size=9)


@given(LETTERS, LETTERS, st.sampled_from([FORCED, MAYBE]))
def test_a_known_word_is_whole_wherever_it_was_broken(first: str, second: str, mark: str) -> None:
    known = first + second
    words = Words([layout(f"Der skal bruges {known} til facaden her")])
    parts = {"der", "skal", "bruges", "til", "facaden", "her", known}
    if not {first, second} & parts:
        assert words.mend(f"brug {first}{mark}{second} nu") == f"brug {known} nu"


@given(st.text(max_size=40))
def test_a_text_without_seams_stays_as_it_is(text: str) -> None:
    if FORCED not in text and MAYBE not in text:
        assert Words([]).mend(text) == text


@given(LETTERS, LETTERS, st.floats(-5, 50))
def test_joined_lines_hold_the_same_letters(first: str, second: str, room: float) -> None:
    mended = Words([]).mend(join_narrow(first, second, first, room, 9.0))
    assert mended.replace(" ", "") == first + second


def test_a_row_written_line_by_line_keeps_the_end_of_its_sentence() -> None:
    page = PdfPage().text(70, 760, "ID").text(130, 760, "Krav").text(440, 760, "Type")
    for top, number in ((740, 1), (710, 2)):
        page.text(70, top, f"K-{number}").text(130, top, "Servicedesken svarer på opkald inden for").text(
            440, top, "MK"
        )
        page.text(130, top - 13, "sekunder.")
    assert texts(page)[1:] == [f"K-{n} | Servicedesken svarer på opkald inden for sekunder. | MK" for n in (1, 2)]
