"""Plain text and Markdown: headings, lists with lead-ins, pipe tables, joined lines, withdrawn sections, encodings."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from circular.documents import document_from_text
from circular.documents.csv_table import read_csv
from circular.documents.encoding import decode
from circular.documents.model import Block
from circular.documents.plain import clean, join_lines, placeholders_in


def blocks(text: str, markdown: bool = True) -> list[Block]:
    return list(document_from_text(text, "krav.md" if markdown else "krav.txt", markdown=markdown).blocks)


def test_headings_number_and_path() -> None:
    found = blocks("# Krav\n\n## 4 Materialer\n\n4.2 Tegl\n\nMursten skal genbruges.\n")
    assert [(b.kind, b.number, b.level) for b in found] == [
        ("heading", None, 1), ("heading", "4", 2), ("heading", "4.2", 3), ("paragraph", None, None),
    ]  # fmt: skip
    assert found[-1].heading_path == ("Krav", "4 Materialer", "4.2 Tegl")
    assert str(found[-1].place) == "krav.md, afsnit 4.2, linje 7"


def test_plain_text_headings_are_numbered_lines_that_stand_alone() -> None:
    found = blocks("1. Indledning\n\nTekst om opgaven.\n\n2. Krav\n2.1 Materialer\nMursten genbruges.\n\nBilag 3 – Tilbudsliste\n\nPriser.", markdown=False)  # fmt: skip
    assert [b.text for b in found if b.kind == "heading"] == [
        "1. Indledning",
        "2. Krav",
        "2.1 Materialer",
        "Bilag 3 – Tilbudsliste",
    ]


def test_items_and_their_lead_in() -> None:
    found = blocks(
        "Indledning. Tilbudsgiver skal:\n- tage møbler\n  retur\n- levere dele\n\na) rense sten\nb) veje sten\n\nAndet."
    )
    items = [b for b in found if b.kind == "list_item"]
    assert [(b.text, b.number) for b in items] == [("tage møbler retur", None), ("levere dele", None), ("rense sten", "a)"), ("veje sten", "b)")]  # fmt: skip
    assert {b.lead_in for b in items} == {"Tilbudsgiver skal:"}
    assert [b.place.paragraph for b in items] == [2, 4, 6, 7]


def test_a_pipe_table_has_headers_and_cell_names() -> None:
    row = blocks("| ID | Krav |\n|---|---|\n| K-1 | Tegl \\| sten |")[1]
    assert (row.kind, row.text, row.table) == ("table_row", "K-1 | Tegl | sten", 1)
    assert [(c.text, c.header, c.name) for c in row.cells] == [("K-1", "ID", "tabel 1, række 2, kolonne 1"), ("Tegl | sten", "Krav", "tabel 1, række 2, kolonne 2")]  # fmt: skip
    assert (row.place.cell, row.place.paragraph) == ("tabel 1, række 2", 3)


def test_struck_text_is_apart_and_marks_are_gone() -> None:
    found = blocks("Mindst **20 %** ~~30 %~~ skal genbruges.\n\n~~Hele kravet.~~")
    assert [(b.text, b.struck) for b in found] == [
        ("Mindst 20 % skal genbruges.", False),
        ("30 %", True),
        ("Hele kravet.", True),
    ]


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("## 5 Bonus\n\nUdgår.\n\nBonus gives.\n\n## 6 Pris\n\nFast.", {"5 Bonus", "Udgår.", "Bonus gives."}),
        (
            "## 5 Bonus (bortfalder)\n\n### 5.1 Under\n\nTekst.\n\n## 6 Pris",
            {"5 Bonus (bortfalder)", "5.1 Under", "Tekst."},
        ),
        ("## 5 Bonus\n\nPunktet udgår.\n\n## 6 Pris", {"5 Bonus", "Punktet udgår."}),
        ("## 5 Bonus\n\nBonus udgår ikke.\n\n## 6 Pris", set()),
        ("| ID | Krav |\n|---|---|\n| K-1 | Udgår |\n| K-2 | Tegl |", {"K-1 | Udgår"}),
        ("Bilag 3.4 Matrix - UDGÅR\n\nTekst.", {"Bilag 3.4 Matrix - UDGÅR"}),
        ("Affald udgår fra pladsen hver uge.", set()),
        ("# Rettelsesblad 1\n\nKrav K-8 udgår.\n\nNy frist.", set()),
        ("## 5 Bonus\n\nAfsnit 5 udgår.\n\nBonus gives.", {"5 Bonus", "Afsnit 5 udgår.", "Bonus gives."}),
        ("| ID | Ændring |\n|---|---|\n| 1 | Krav K-8 udgår |\n| K-9 | Krav K-9 udgår |", {"K-9 | Krav K-9 udgår"}),
    ],
)
def test_udgaar_has_a_scope(text: str, struck: set[str]) -> None:
    assert {b.text for b in blocks(text) if b.struck} == struck


def test_placeholders_are_told_and_ordinary_brackets_are_not() -> None:
    text = "Højst [X] sider, [indsæt dato], <indsæt navn>, XX % og ____ men ikke [1], [bilag 7], a < b > c, X-akse eller XL."
    assert placeholders_in(text) == ("[X]", "[indsæt dato]", "<indsæt navn>", "XX %", "____")


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["materia-", "ler"], "materialer"), (["EU-", "Blomsten"], "EU-Blomsten"), (["genbrugs-", "og genanvendelse"], "genbrugs- og genanvendelse"),
        (["CO2-", "besparelse"], "CO2-besparelse"), (["FSC-", "certificeret"], "FSC-certificeret"), (["20 -", "30 %"], "20 - 30 %"),
        (["livs\ufffe", "cyklus"], "livscyklus"), (["EU\ufffe", "Blomsten"], "EU-Blomsten"), (["mate\u00ad", "rialer"], "materialer"),
    ],
)  # fmt: skip
def test_lines_are_joined_without_gluing_real_hyphens(lines: list[str], joined: str) -> None:
    assert clean(join_lines(lines)) == joined


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_encodings(encoding: str) -> None:
    assert decode("Genbrugte mursten på æøå-vej, mindst 20 %".encode(encoding)) == (
        "Genbrugte mursten på æøå-vej, mindst 20 %",
        False,
    )


def test_csv_finds_separator_and_header() -> None:
    document = read_csv("ID;Krav;Type\nK-1;Tegl, sten og spær skal genbruges;MK\n".encode("cp1252"), "krav.csv")
    row = document.blocks[1]
    assert [c.header for c in row.cells] == ["ID", "Krav", "Type"]
    assert row.text == "K-1 | Tegl, sten og spær skal genbruges | MK"
    assert row.place.cell == "B2"


@settings(max_examples=50, deadline=None)
@given(some.text(alphabet="aæøå AB.-|#*\n1)~[]<>_%:\t\u00ad\u0301é", max_size=300))
def test_any_text_is_read_and_no_word_is_lost(text: str) -> None:
    found = blocks(text)
    said = " ".join(b.text + (b.number or "") for b in found)
    wanted = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    for letter in "AB":
        assert said.count(letter) == wanted.count(letter)
    assert all(b.place.paragraph for b in found)


@settings(max_examples=50, deadline=None)
@given(some.text(max_size=200))
def test_clean_is_stable(text: str) -> None:
    assert clean(clean(text)) == clean(text)
