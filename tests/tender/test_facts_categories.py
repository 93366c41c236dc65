"""Facts with their places, categories settled or guessed, labels and prices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tender_cases import clause, document, tender

from circular.documents import read
from circular.faults import Fault
from circular.tender import Label, build_tender, categories, category, known_categories
from circular.tender.categories import of_cpv, read_categories
from circular.tender.text import days, decimal


def facts(text: str, **more: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in tender(Udbud=text, **more).facts}


@pytest.mark.parametrize(
    ("sentence", "name", "value"),
    [
        ("Udbuddet er offentliggjort den 1. september 2026.", "published", date(2026, 9, 1)),
        ("Udbudsbekendtgørelsen er offentliggjort 07.04.2026.", "published", date(2026, 4, 7)),
        ("Tilbudsfristen er den 1. maj 2026 kl. 12.", "deadline", date(2026, 5, 1)),
        ("Tilbud skal være modtaget senest den 1/5-2026.", "deadline", date(2026, 5, 1)),
        ("Frist for afgivelse af tilbud: 2026-05-01", "deadline", date(2026, 5, 1)),
        ("Der er søgt byggetilladelse den 1. august 2026.", "permit_applied", date(2026, 8, 1)),
        ("Ansøgning om byggetilladelse er indsendt den 1. marts 2026.", "permit_applied", date(2026, 3, 1)),
        ("Byggeansøgningen er fra den 30. juni 2025, og arbejdet begynder den 1. maj 2026.", "permit_applied", date(2025, 6, 30)),
        ("Pavillonen nedrives. Dens etageareal er 310 m².", "removed_floor_area_m2", Decimal(310)),
        ("Der sker nedrivning af fløj D, etageareal 1.310 m², og retablering.", "removed_floor_area_m2", Decimal(1310)),
        ("Etagearealet er 1.180 m².", "floor_area_m2", Decimal(1180)),
        ("Det opvarmede etageareal er 1.150,5 m2.", "heated_area_m2", Decimal("1150.5")),
        ("Kontraktens anslåede værdi er 12,5 mio. kr.", "value_dkk", Decimal(12_500_000)),
        ("Ordregiver er Nordby Kommune, Rådhuspladsen 1.", "buyer", "Nordby Kommune"),
    ],
)  # fmt: skip
def test_facts(sentence: str, name: str, value: object) -> None:
    assert facts(f"# Renovering af Birkeskolen\n\n{sentence}")[name] == value


@pytest.mark.parametrize(
    "sentence",
    [
        "Byggetilladelsen er givet den 1. august 2026.",
        "Der søges byggetilladelse, når kontrakten er indgået.",
        "Tilbudsfristen er den [dato].",
        "Der nedrives 200 m² skillevægge i bygningen.",
        "Tilbudsfristen er den 31. juni 2026.",
        "Referencer med en entreprisesum på mindst 15 mio. kr.",
    ],
)
def test_what_is_not_said_is_no_fact(sentence: str) -> None:
    found = facts(f"# Renovering af Birkeskolen\n\n{sentence}")
    assert not {"permit_applied", "deadline", "removed_floor_area_m2", "value_dkk", "published"} & set(found)


def test_two_answers_are_no_answer_but_an_addendum_settles_it() -> None:
    text = "# Udbud\n\nTilbudsfristen er den 1. maj 2026.\n\nTilbudsfrist: 2. maj 2026"
    found = tender(Udbud=text).facts
    assert [(f.name, f.value) for f in found if f.name.startswith("deadline")] == [("deadline_contested", date(2026, 5, 1)), ("deadline_contested", date(2026, 5, 2))]  # fmt: skip
    assert facts(text, Rettelsesblad="# Rettelsesblad\n\nTilbudsfristen ændres til den 9. maj 2026.")[
        "deadline"
    ] == date(2026, 5, 9)


def test_a_fact_has_its_place() -> None:
    (fact,) = [
        f
        for f in tender(Udbud="# Skole\n\n## 2 Myndigheder\n\nDer er søgt byggetilladelse den 1. august 2026.").facts
        if f.name == "permit_applied"
    ]
    assert fact.place is not None
    assert str(fact.place) == "Udbud.md, afsnit 2, linje 5"
    assert fact.place.start == 32


def test_the_words_of_the_tenderer_are_no_facts() -> None:
    assert "deadline" not in facts(
        "# Udbud", Løsningsbeskrivelse="# Løsningsbeskrivelse\n\nTilbudsfristen er den 1. maj 2026."
    )


@pytest.mark.parametrize(
    ("title", "text", "settled"),
    [
        ("Renovering af Birkeskolen", "Kommunen udbyder renovering af facader og tag i hovedentreprise.", "renovation"),
        ("Nyt børnehus i Skovlunde", "Udbuddet omfatter opførelse af et nyt børnehus.", "new_build"),
        ("Nedrivning af Solgården", "Opgaven omfatter nedrivning af to bygninger.", "demolition"),
        ("Rammeaftale om møbler", "Aftalen omfatter kontormøbler og skolemøbler.", "furniture"),
        ("Indkøb af bærbare computere", "Udbuddet omfatter bærbare computere og skærme.", "it"),
        ("Arbejdstøj", "Rammeaftale om arbejdsbeklædning til plejen.", "textiles"),
        ("Fødevarer", "Aftalen omfatter levering af fødevarer til køkkener.", "food"),
        ("Asfalt 2026", "Kontrakten omfatter asfaltarbejder og slidlag på villaveje.", "civil_works"),
        ("Legepladser", "Udbud af legeredskaber til tre legepladser.", "playground"),
        ("Elbiler", "Leasing af varebiler og personbiler.", "vehicles"),
        ("Elevbefordring", "Udbuddet vedrører buskørsel med elever.", "transport_service"),
        ("Indsamling af dagrenovation", "Kontrakten omfatter tømning af beholdere.", "waste_collection"),
        ("Affaldsbeholdere", "Levering af affaldsbeholdere.", "packaging"),
        ("Rengøring", "Udbud af rengøringsydelser på skoler.", "cleaning"),
        ("Bygherrerådgivning", "Udbuddet omfatter rådgivningsydelser.", "other_service"),
        ("Pleje af grønne områder", "Aftalen omfatter grøn pleje og vintertjeneste.", "facility_operation"),
    ],
)  # fmt: skip
def test_each_category_is_settled_by_what_is_bought(title: str, text: str, settled: str) -> None:
    built = tender(Udbud=f"# {title}\n\n{text}\n")
    assert built.categories == (settled,), built.category_guesses
    assert built.category_guesses[0].category == settled
    assert built.category_guesses[0].because


@pytest.mark.parametrize(
    "text",
    [
        "Vi beder om et tilbud på det, der er aftalt på mødet.",
        "Rengøring og møbler.\n\nUdbuddet omfatter møbler og rengøringsydelser.",
    ],
)
def test_without_a_clear_winner_nothing_is_settled(text: str) -> None:
    built = tender(Udbud=f"# Udbud\n\n{text}")
    assert built.categories == ()
    assert not [fact for fact in built.facts if fact.name == "works"]


def test_the_user_decides() -> None:
    built = tender(categories=("furniture",), Udbud="# Renovering af skolen\n\nKommunen udbyder renovering.")
    assert built.categories == ("furniture",)
    with pytest.raises(Fault, match="unknown category 'furnitur'") as caught:
        tender(categories=("furnitur",), Udbud="# x")
    assert "furniture" in caught.value.hint


def test_the_categories_a_user_names_are_known_or_refused_with_the_nearest() -> None:
    assert known_categories(["renovation", " Civil-Works", "", "renovation"]) == ("renovation", "civil_works")
    with pytest.raises(Fault, match="unknown category 'renovatoin'") as caught:
        known_categories(["furniture", "renovatoin"])
    assert "renovation" in caught.value.hint


def test_lots_give_several_categories() -> None:
    built = tender(
        Udbud="# Udbud af skoleudstyr\n\n| Delaftale | Indhold |\n|---|---|\n| Delaftale 1 | Skolemøbler |\n| Delaftale 2 | Bærbare computere |\n"
    )
    assert built.categories == ("furniture", "it")
    assert built.lots == ("1 Skolemøbler", "2 Bærbare computere")


def test_cpv_codes_point_to_a_category() -> None:
    assert (of_cpv("45262700"), of_cpv("45210000"), of_cpv("45112723"), of_cpv("45112000"), of_cpv("99999999")) == ("renovation", "new_build", "playground", "civil_works", None)  # fmt: skip
    built = tender(Udbud="# Udbud\n\nCPV-kode: 39130000-2\n")
    assert built.categories == ("furniture",)
    assert [f.value for f in built.facts if f.name == "cpv"] == ["39130000"]


def test_works_follow_the_category_and_an_extension_its_title() -> None:
    assert facts("# Renovering af Birkeskolen\n\nKommunen udbyder renovering.")["works"] == "renovation"
    assert (
        facts("# Tilbygning til Birkeskolen\n\nKommunen udbyder nybyggeri: en tilbygning til skolen.")["works"]
        == "extension"
    )
    assert "works" not in facts("# Rammeaftale om møbler\n\nAftalen omfatter møbler.")


def test_the_shipped_categories_are_those_of_the_design() -> None:
    assert list(categories()) == [
        "new_build", "renovation", "demolition", "civil_works", "furniture", "textiles", "it", "food", "cleaning", "playground",
        "vehicles", "transport_service", "waste_collection", "packaging", "facility_operation", "other_service",
    ]  # fmt: skip
    assert category("civil_works").name.da == "anlæg"
    assert all(one.reason.da and one.reason.en for one in categories().values())


BROKEN = {
    "unknown key": ("    works: null", "    work: null", 5, "work"),
    "weight": ("weight: 3", "weight: 9", 8, "cue"),
    "cpv": ('"39"', '"x9"', 4, "CPV"),
    "pattern": ("'møbel'", "'møb(el'", 8, "pattern"),
    "works": ("works: null", "works: ny", 5, "works"),
}
GOOD = """categories:
  furniture:
    name: {da: møbler, en: furniture}
    cpv: ["39"]
    works: null
    old: []
    relevant_for_2030: {value: true, reason: {da: x, en: y}}
    cues: [{word: 'møbel', weight: 3}]
subject: {phrases: ['køb af']}
winner: {share: 0.4, times_next: 1.5, points: 3}
"""


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_broken_list_of_categories_is_refused_with_its_line(name: str) -> None:
    good, bad, line, word = BROKEN[name]
    assert list(read_categories(GOOD.encode(), "c.yaml")[0]) == ["furniture"]
    with pytest.raises(Fault) as caught:
        read_categories(GOOD.replace(good, bad).encode(), "c.yaml")
    assert caught.value.file == "c.yaml"
    assert abs(int(caught.value.place) - line) <= 3
    assert word in caught.value.fault
    assert caught.value.hint


def labels(text: str, beginning: str, **said: object) -> tuple[Label, ...]:
    made = [document("Krav.md", text)]
    return build_tender(made, [clause(made, beginning, **said)]).labels


def test_labels_by_concept_and_by_word_and_what_lets_equals_in() -> None:
    (label,) = labels("# Krav\n\nMalingen skal være Svanemærket.", "Malingen", concepts=("nordic_swan",))
    assert (label.name, label.kind, label.or_equivalent, label.other_evidence, label.strength) == ("Svanemærket", "ecolabel", False, False, "binding")  # fmt: skip
    (label,) = labels(
        "# Krav\n\nMalingen skal være Svanemærket eller tilsvarende. Andre passende dokumentationsformer accepteres.",
        "Malingen",
    )
    assert (label.or_equivalent, label.other_evidence) == (True, True)
    both = labels(
        "# Krav\n\nAlt træ skal være FSC- eller PEFC-certificeret eller tilsvarende.",
        "Alt træ",
        strategy="certified_timber",
    )
    assert [(one.name, one.or_equivalent) for one in both] == [("FSC", True), ("PEFC", True)]


def test_a_general_clause_holds_for_all_labels_of_its_document() -> None:
    text = "# Krav\n\nMalingen skal være Svanemærket.\n\n## Generelt\n\nHvor der er henvist til et mærke, accepteres tilsvarende mærker, og andre passende dokumentationsformer godtages.\n"
    (label,) = labels(text, "Malingen")
    assert (label.or_equivalent, label.other_evidence) == (True, True)
    (other,) = labels(
        "# Krav\n\nMalingen skal være Svanemærket.\n\nMaskiner skal være af fabrikat X eller tilsvarende.\n", "Malingen"
    )
    assert (other.or_equivalent, other.other_evidence) == (False, False)


def test_prices_and_their_kinds() -> None:
    found = tender(
        Udbud="# Udbud\n\nKontraktens værdi er anslået til 5 mio. kr. CO₂-prisen sættes til 1.500 kr. pr. ton. Boden er kr. 10.000,50."
    ).prices
    assert [(p.dkk, p.kind) for p in found] == [
        (5_000_000, "contract_value"),
        (1500, "co2_price"),
        (Decimal("10000.50"), "other"),
    ]
    assert tender(Udbud="# Udbud\n\nDen anslåede værdi er 5 mio. kr.").prices[0].kind == "contract_value"


def test_numbers_and_days() -> None:
    assert [decimal(text) for text in ("1.250", "1.250,5", "12,5", "12.5", "7 500")] == [1250, Decimal("1250.5"), Decimal("12.5"), Decimal("12.5"), 7500]  # fmt: skip
    assert [day for _, day in days("1. maj 2026, 2026-05-02, 03.05.2026, 4/5-2026 og 5 May 2026, men ikke 32. maj 2026")] == [
        date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 3), date(2026, 5, 4), date(2026, 5, 5),
    ]  # fmt: skip


def test_the_shipped_example_is_understood(root: Path) -> None:
    built = build_tender(read([root / "examples" / "udbud-skole"], isolate=False), [])
    assert built.roles == {
        "Kravmatrix.xlsx": "kravmatrix",
        "Kravspecifikation.pdf": "kravspecifikation",
        "Udbudsbetingelser.docx": "udbudsbetingelser",
    }
    assert [(t.unit, t.total, len(t.criteria)) for t in built.award_tables] == [("percent", 95, 4)]
    found = {fact.name: fact.value for fact in built.facts}
    assert (found["published"], found["permit_applied"], found["removed_floor_area_m2"], found["buyer"], found["works"]) == (
        date(2026, 4, 7), date(2026, 3, 1), 310, "Nordby Kommune", "renovation",
    )  # fmt: skip
    assert [(r.target.split()[1], r.resolved, r.carries_demands) for r in built.references] == [
        ("2", "Kravmatrix.xlsx", True), ("1", "Kravspecifikation.pdf", True), ("3", None, False), ("4", None, False), ("5", None, False),
    ]  # fmt: skip
    assert [p.text for p in built.placeholders] == ["[X]", "[dato]", "[dato]", "[beløb]"]
    assert built.categories[0] == "renovation"
