"""Roles of documents, references to others, placeholders, addenda."""

from __future__ import annotations

import pytest
from tender_cases import clause, document, tender

from circular.documents import Block, Cell, Document
from circular.place import Place
from circular.tender import Reference, build_tender
from circular.tender.roles import role_of


@pytest.mark.parametrize(
    ("file", "text", "role"),
    [
        ("Bilag_02_Kravspecifikation.docx", "Tekst.", "kravspecifikation"),
        ("bilag 2.pdf", "# Kravspecifikation\n\nTekst.", "kravspecifikation"),
        ("Udbudsbetingelser - møbler.docx", "# Udbud\n\nTekst.", "udbudsbetingelser"),
        ("udbud.md", "Kommunen udbyder.", "udbudsbetingelser"),
        ("02_Kontraktudkast.docx", "# Kontrakt om møbler\n\nParterne.", "kontrakt"),
        ("Bilag 3 Tilbudsliste.xlsx", "Pris", "tilbudsliste"),
        ("ESPD.pdf", "x", "espd"),
        ("Rettelsesblad nr. 1.docx", "Udgår.", "rettelsesblad"),
        ("Spørgsmål og svar.pdf", "Spørgsmål 1", "spoergsmaal_svar"),
        ("Loesningsbeskrivelse.docx", "Vi tilbyder.", "loesningsbeskrivelse"),
        ("Tilbudsgivers besvarelse.docx", "Kravspecifikation: vi opfylder.", "loesningsbeskrivelse"),
        ("Byggesagsbeskrivelse.pdf", "x", "byggesagsbeskrivelse"),
        ("Arbejdsbeskrivelse murer.pdf", "x", "arbejdsbeskrivelse"),
        ("Ydelsesbeskrivelse.pdf", "x", "ydelsesbeskrivelse"),
        ("Bilag 9.pdf", "Noget.", "bilag"),
        ("noter.txt", "Noget.", "other"),
    ],
)
def test_roles_by_name_title_and_text(file: str, text: str, role: str) -> None:
    assert role_of(document(file, text)) == role


def test_a_sheet_of_demands_is_a_matrix() -> None:
    cells = tuple(Cell(text=text) for text in ("ID", "Krav", "Type"))
    header = Block(text="ID | Krav | Type", place=Place(file="ark.xlsx"), kind="table_header", cells=cells)
    assert role_of(Document(file="ark.xlsx", kind="xlsx", blocks=(header,))) == "kravmatrix"


def references(**texts: str) -> dict[str, Reference]:
    return {reference.target: reference for reference in tender(**texts).references}


@pytest.mark.parametrize(
    ("headers", "role"),
    [
        (["Pos.", "Ydelse", "Enhed", "Mængde", "Enhedspris", "I alt kr."], "tilbudsliste"),
        (["Nr.", "Krav", "Type", "Antal", "Pris i alt"], "kravmatrix"),
        (["Pos.", "Rum", "Antal"], "other"),
    ],
)
def test_a_price_list_is_told_from_a_matrix(headers: list[str], role: str) -> None:
    text = f"| {' | '.join(headers)} |\n|{'---|' * len(headers)}\n| 1 | {' | '.join(['x'] * (len(headers) - 1))} |\n"
    made = document("Ark.md", text).model_copy(update={"kind": "xlsx"})
    assert role_of(made) == role


def test_annexes_are_found_by_number_name_and_heading_or_told_absent() -> None:
    found = references(
        Udbud="# Udbud\n\nKravene står i bilag 2 (Kravspecifikation). Priser i bilag 3 – Tilbudsliste. Se bilag 4, bilag 5 og bilag 6.\n\n## Bilag 5 Tidsplan\n\nUger.",
        Bilag_02_krav="# Krav\n\nTegl.",
        Materialer="# Bilag 4 – Materialer\n\nTræ.",
    )  # fmt: skip
    assert [(target, r.resolved, r.carries_demands) for target, r in found.items()] == [
        ("bilag 2 Kravspecifikation", "Bilag_02_krav.md", True), ("bilag 3 Tilbudsliste", None, False),
        ("bilag 4", "Materialer.md", False), ("bilag 5", "Udbud.md", False), ("bilag 6", None, False),
    ]  # fmt: skip
    place = found["bilag 6"].place
    assert (place.file, place.paragraph) == ("Udbud.md", 3)


def test_an_absent_annex_of_demands_is_told_from_a_drawing() -> None:
    found = references(
        Udbud="# Udbud\n\nLeverandøren skal opfylde kravene i bilag 7. Facader vises i bilag 8 (Tegninger).\n\n| Nr. | Dokument |\n|---|---|\n| Bilag 9 | Arbejdsbeskrivelse |\n"
    )
    assert [(r.target, r.carries_demands) for r in found.values()] == [
        ("bilag 7", True),
        ("bilag 8 Tegninger", False),
        ("Bilag 9 Arbejdsbeskrivelse", True),
    ]


def test_annexes_of_laws_are_no_annexes_of_the_package() -> None:
    assert (
        references(
            Udbud="# Udbud\n\nBygningsreglementets bilag 2, tabel 3 gælder. Se bilag 1 til affaldsbekendtgørelsen og BR18 bilag 2."
        )
        == {}
    )


def test_documents_named_by_what_they_are() -> None:
    there = references(Udbudsbetingelser="# Udbud\n\nSe kravspecifikationen.", Kravspecifikation="Tegl.")
    assert there["kravspecifikationen"].resolved == "Kravspecifikation.md"
    absent = references(
        Udbudsbetingelser="# Udbud\n\nSe kravspecifikationen. Kontrakten varer to år, og rettelsesblade sendes ud."
    )
    assert [(r.target, r.resolved, r.carries_demands) for r in absent.values()] == [("kravspecifikationen", None, True)]
    chapter = references(Udbudsbetingelser="# Udbud\n\nSe kravspecifikationen.\n\n## Kravspecifikation\n\nTegl.")
    assert chapter == {}


def test_placeholders_of_the_buyer_are_listed_and_fields_of_the_tenderer_are_not() -> None:
    found = tender(
        Udbud="# Udbud\n\nHøjst [X] sider.\n\n| Krav | Tilbudsgivers svar |\n|---|---|\n| Levetid [X] år | [X] |\n| Pris | [udfyld] |\n",
        Tilbudsliste="# Tilbudsliste\n\nPris: [beløb]",
    ).placeholders  # fmt: skip
    assert [(p.text, str(p.place)) for p in found] == [
        ("[X]", "Udbud.md, afsnit “Udbud”, linje 3"),
        ("[X]", "Udbud.md, afsnit “Udbud”, tabel 1, række 2"),
    ]
    assert found[0].place.start == 6


ADDENDUM = "# Rettelsesblad 1\n\n"
SPECIFICATION = """# Kravspecifikation

## 4 Krav

### 4.2 Materialer

MK-02: Mindst 20 % af murstenene skal genbruges.

Alt træ skal være FSC-certificeret.

### 4.3 Bonus

Der gives bonus for genbrug.

| ID | Krav |
|---|---|
| K-1 | Tegl renses |
| K-11 | Spær genbruges |
"""


@pytest.mark.parametrize(
    ("rettelse", "gone"),
    [
        ("Krav MK-02 i kravspecifikationen udgår.", ["MK-02: Mindst 20 %"]),
        ("MK 02 erstattes af: Mindst 30 % af murstenene skal genbruges.", ["MK-02: Mindst 20 %"]),
        ("K-1 udgår.", ["K-1 | Tegl renses"]),
        ("| ID | Ændring |\n|---|---|\n| K-11 | Udgår |", ["K-11 | Spær genbruges"]),
        ("Afsnit 4.3 i kravspecifikationen bortfalder.", ["4.3 Bonus", "Der gives bonus", "ID | Krav", "K-1 | Tegl", "K-11 | Spær"]),
        ("Afsnittet \"Bonus\" udgår.", ["4.3 Bonus", "Der gives bonus", "ID | Krav", "K-1 | Tegl", "K-11 | Spær"]),
        ("Punkt 4.2 ændres til: Krav K-1 gælder kun teglsten.", ["4.2 Materialer", "MK-02", "Alt træ"]),
        ("Tilbudsfristen er den 1. maj 2026.", []),
        ("Der er ikke ændringer til krav K-1.", []),
    ],
)  # fmt: skip
def test_an_addendum_strikes_what_it_names_and_no_more(rettelse: str, gone: list[str]) -> None:
    built = tender(Kravspecifikation=SPECIFICATION, Rettelsesblad_1=ADDENDUM + rettelse)
    struck = [b.text for d in built.documents if d.file == "Kravspecifikation.md" for b in d.blocks if b.struck]
    assert len(struck) == len(gone), struck
    assert all(text.startswith(start) for text, start in zip(struck, gone, strict=True))
    assert bool(built.superseded) == bool(gone)


NUMBERS = "# Kravspecifikation\n\n## 4 Materialer\n\n4.1 Mindst 20 % af murstenene skal være genbrugte.\n\n4.11 Træ skal mærkes.\n\n| Nr. | Krav |\n|---|---|\n| 7 | Emballage tages retur |\n| 8 | Materialepas afleveres |\n\n## 5 Drift\n\nDrift aftales.\n"


@pytest.mark.parametrize(
    ("rettelse", "gone"),
    [
        ("Punkt 4.1 i kravspecifikationen erstattes af: Mindst 10 % af murstenene bør være genbrugte.", ["4.1 Mindst"]),
        ("Krav nr. 7 udgår.", ["7 | Emballage"]),
        ("Punkt 7 udgår.", []),
        ("Afsnit 4 udgår.", []),  # both documents have one, and none is named
        ("Afsnit 4 i kravspecifikationen udgår.", ["4 Materialer", "4.1 Mindst", "4.11 Træ", "Nr. | Krav", "7 |", "8 |"]),
        ("Afsnit 5 udgår.", ["5 Drift", "Drift aftales"]),
        ("Bilag 5 udgår.", []),
    ],
)  # fmt: skip
def test_a_number_strikes_what_carries_it_in_the_document_that_is_meant(rettelse: str, gone: list[str]) -> None:
    other = "# Udbudsbetingelser\n\n## 4 Tildeling\n\nPris og kvalitet.\n"
    built = tender(Kravspecifikation=NUMBERS, Udbudsbetingelser=other, Rettelsesblad_1=ADDENDUM + rettelse)
    struck = [b.text for d in built.documents if d.file != "Rettelsesblad_1.md" for b in d.blocks if b.struck]
    assert len(struck) == len(gone), struck
    assert all(text.startswith(start) for text, start in zip(struck, gone, strict=True))


def test_clauses_in_a_superseded_block_are_struck_and_the_new_text_lives() -> None:
    documents = [document("Kravspecifikation.md", SPECIFICATION), document("Rettelsesblad_1.md", ADDENDUM + "MK-02 erstattes af: Mindst 30 % af murstenene skal genbruges.")]  # fmt: skip
    clauses = [
        clause(documents, "MK-02: Mindst 20"),
        clause(documents, "Alt træ"),
        clause(documents, "MK-02 erstattes"),
    ]
    built = build_tender(documents, clauses)
    assert [c.struck for c in built.clauses] == [True, False, False]
    assert built.superseded == ("Kravspecifikation.md, afsnit 4.2, linje 7",)
