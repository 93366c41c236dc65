"""Workbooks: every sheet and row with its cell, hidden and struck told, formulas without values named."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from circular.documents.failure import Unreadable
from circular.documents.model import Document
from circular.documents.xlsx import read_xlsx


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(*rows: list[object], title: str = "Krav") -> Workbook:
    book = Workbook()
    assert book.active is not None
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def read(book: Workbook) -> Document:
    return read_xlsx(saved(book), "krav.xlsx")


def test_a_row_of_a_requirement_matrix_is_one_demand_at_its_cell() -> None:
    document = read(sheet(["Bilag 2 – Kravmatrix"], ["MK er mindstekrav."], [], ["ID", "Emne", "Krav", "Type"], ["K-1", "Genbrug", "Mindst 20 % af murstenene skal genbruges.", "MK"]))  # fmt: skip
    kinds = [(b.kind, b.text) for b in document.blocks]
    assert kinds == [
        ("heading", "Bilag 2 – Kravmatrix"), ("paragraph", "MK er mindstekrav."), ("table_header", "ID | Emne | Krav | Type"),
        ("table_row", "K-1 | Genbrug | Mindst 20 % af murstenene skal genbruges. | MK"),
    ]  # fmt: skip
    row = document.blocks[-1]
    assert str(row.place) == "krav.xlsx, Krav!C5"
    assert [(c.name, c.header) for c in row.cells] == [("A5", "ID"), ("B5", "Emne"), ("C5", "Krav"), ("D5", "Type")]


def test_a_section_row_is_the_heading_of_the_rows_below_it() -> None:
    document = read(
        sheet(["ID", "Krav", "Type"], ["1. Genbrug"], ["K-1", "Tegl genbruges", "MK"], ["2. Træ"], ["K-2", "FSC", "MK"])
    )
    assert [b.place.heading for b in document.blocks if b.kind == "table_row"] == ["1. Genbrug", "2. Træ"]
    assert document.blocks[-1].cells[1].header == "Krav"


def test_numbers_are_shown_as_excel_shows_them() -> None:
    book = sheet(
        ["Kriterium", "Vægt", "Beløb", "Dato", "Antal"],
        ["Pris", 0.4, 1250.5, date(2026, 4, 7), 3],
        ["Genbrug", 0.125, 1e6, date(2026, 5, 1), 2.5],
    )
    assert book.active is not None
    for row in book.active.iter_rows(min_row=2):
        row[1].number_format, row[2].number_format = "0.0%", "#,##0.00"
    assert [b.text for b in read(book).blocks[1:]] == ["Pris | 40,0 % | 1.250,50 | 7. april 2026 | 3", "Genbrug | 12,5 % | 1.000.000,00 | 1. maj 2026 | 2,5"]  # fmt: skip


def test_hidden_sheets_rows_and_columns_are_read_and_marked() -> None:
    book = sheet(["ID", "Krav", "Intern note"], ["K-1", "Tegl", "drop det"], ["K-2", "Træ", ""])
    assert book.active is not None
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["C"].hidden = True
    secret = book.create_sheet("Skjult")
    secret.append(["Hemmeligt krav"])
    secret.sheet_state = "hidden"
    found = [(b.text, b.hidden) for b in read(book).blocks if b.kind != "table_header"]
    assert ("K-1 | Tegl", False) in found
    assert ("drop det", True) in found
    assert ("K-2 | Træ", True) in found
    assert ("Hemmeligt krav", True) in found


def test_struck_cells_and_rows_that_say_udgaar_are_struck() -> None:
    book = sheet(["ID", "Krav", "Type"], ["K-1", "Tegl", "MK"], ["K-2", "Træ", "Udgår"], ["K-3", "Glas", "MK"])
    assert book.active is not None
    for cell in book.active[2]:
        cell.font = Font(strike=True)
    found = [(b.text, b.struck) for b in read(book).blocks[1:]]
    assert found == [("K-1 | Tegl | MK", True), ("K-2 | Træ | Udgår", True), ("K-3 | Glas | MK", False)]


def test_merged_labels_stand_on_every_row() -> None:
    book = sheet(["Emne", "Krav", "Type"], ["Genbrug", "Tegl", "MK"], [None, "Spær", "KK"])
    assert book.active is not None
    book.active.merge_cells("A2:A3")
    assert [b.text for b in read(book).blocks[1:]] == ["Genbrug | Tegl | MK", "Genbrug | Spær | KK"]


def test_formulas_without_a_stored_value_make_the_reading_partial() -> None:
    document = read(sheet(["Kriterium", "Vægt"], ["Pris", "=40/100"]))
    assert document.status == "partly_read"
    assert document.why is not None
    assert "Krav!B2" in document.why


def test_comments_stand_apart_at_their_cell() -> None:
    book = sheet(["ID", "Krav"], ["K-1", "Tegl"])
    assert book.active is not None
    book.active["B2"].comment = Comment("Skal drøftes med jura", "NN")
    document = read(book)
    assert [(c.text, str(c.place)) for c in document.comments] == [("Skal drøftes med jura", "krav.xlsx, Krav!B2")]


def test_every_sheet_is_read_and_a_second_table_has_its_own_headers() -> None:
    book = sheet(
        ["ID", "Krav", "Type"], ["K-1", "Tegl", "MK"], [], ["Kriterium", "Vægt"], ["Pris", "60 %"], title="Første"
    )
    book.create_sheet("Anden").append(["Alt træ skal være FSC-mærket."])
    document = read(book)
    assert document.pages == 2
    price = next(b for b in document.blocks if b.text == "Pris | 60 %")
    assert price.table == 2
    assert [c.header for c in price.cells] == ["Kriterium", "Vægt"]
    assert str(document.blocks[-1].place) == "krav.xlsx, Anden!A1"


def test_a_project_made_by_circular_is_told_by_its_first_words() -> None:
    assert read(sheet(["circular", "building/1"], ["name", "Skole"])).kind == "building"
    assert read(sheet(["circular", "portfolio/1"])).kind == "portfolio"
    assert read(sheet(["circular", "building/1 er et format"])).kind == "xlsx"


def test_rich_text_struck_in_part_keeps_the_rest() -> None:
    content = saved(sheet(["ID", "Krav"], ["K-1", "ERSTAT"]))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            data = data.replace(b"<t>ERSTAT</t>", b"<r><t xml:space='preserve'>Mindst 20 % </t></r><r><rPr><strike/></rPr><t>30 %</t></r>")  # fmt: skip
            target.writestr(name, data)
    found = [(b.text, b.struck) for b in read_xlsx(out.getvalue(), "k.xlsx").blocks[1:]]
    assert found == [("K-1 | Mindst 20 %", False), ("30 %", True)]


def test_a_dtd_in_a_sheet_is_refused() -> None:
    content = saved(sheet(["ID", "Krav"]))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + data
            target.writestr(name, data)
    with pytest.raises(Unreadable, match="DTD"):
        read_xlsx(out.getvalue(), "k.xlsx")


def test_rows_beyond_the_budget_are_kept_only_when_they_say_something_new(monkeypatch: pytest.MonkeyPatch) -> None:
    from circular.documents import sheet as sheets

    monkeypatch.setattr(sheets, "MOST_ROWS", 5)
    monkeypatch.setattr(sheets, "MOST_NEW_ROWS", 3)
    rows: list[list[object]] = [["ID", "Krav"], *([f"K-{n}", "Mursten skal genbruges i facaden."] for n in range(50))]
    rows[40] = ["K-39", "Spær skal genbruges i taget mod gården."]
    document = read(sheet(*rows))
    assert document.status == "read"
    assert [b.text for b in document.blocks][-1] == "K-39 | Spær skal genbruges i taget mod gården."
    assert len(document.blocks) == 6
    rows += [[f"K-{n}", f"Et nyt krav om materialer, nummer {n}."] for n in range(100, 110)]
    document = read(sheet(*rows))
    assert (document.status, document.why) == ("partly_read", "kun rækkerne før Krav!54 er læst")


def test_a_workbook_with_macros_is_read_like_one_without() -> None:
    content = io.BytesIO(saved(sheet(["ID", "Krav"], ["K-1", "Tegl skal genbruges"])))
    with zipfile.ZipFile(content, "a") as package:
        package.writestr("xl/vbaProject.bin", b"makro")
    assert [b.text for b in read_xlsx(content.getvalue(), "krav.xlsm").blocks] == [
        "ID | Krav",
        "K-1 | Tegl skal genbruges",
    ]


def test_headers_in_two_rows_name_the_columns_below_a_merged_one() -> None:
    book = Workbook()
    sheet = book.active
    for row in (["Nr.", "Krav", "", "Svar"], ["", "Tekst", "Type", ""], ["K-1", "Mindst 30 mursten skal genbruges", "MK", "Ja"], ["", "Også døre skal genbruges", "MK", ""]):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("A1:A2")
    out = io.BytesIO()
    book.save(out)
    blocks = read_xlsx(out.getvalue(), "a.xlsx").blocks
    assert [block.kind for block in blocks] == ["table_header", "table_header", "table_row", "table_row"]
    assert [cell.header for cell in blocks[2].cells] == ["Nr.", "Krav Tekst", "Type", "Svar"]
    assert blocks[3].cells[2].text == "MK"
