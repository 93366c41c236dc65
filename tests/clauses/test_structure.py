"""Structure decides: lead-ins, rows, headings, weights, strikes, pages, and damage of files."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular.clauses import Clause, detect, find_clauses
from circular.clauses.normalise import fold
from circular.documents.model import Block, Document
from circular.place import Place


def one(text: str, strategy: str) -> Clause:
    found = [clause for clause in find_clauses(text, concepts=True) if clause.strategy == strategy]
    assert len(found) == 1, [(clause.strategy, clause.strength, clause.text) for clause in found]
    return found[0]


def test_the_lead_in_governs_every_item_of_a_list() -> None:
    text = "## Krav\nTilbudsgiver opfordres til at:\n- tilbyde brugte møbler\n- tage emballage retur\n\nLeverandøren skal:\n- levere reservedele i mindst 10 år\n"
    assert one(text, "reuse").strength == "soft"
    assert one(text, "take_back").strength == "soft"
    parts = one(text, "spare_parts")
    assert parts.strength == "binding"
    assert [(each.comparator, each.value, each.unit) for each in parts.quantities] == [(">=", Decimal(10), "year")]


def test_an_inline_list_is_read_item_by_item() -> None:
    text = (
        "Leverandøren skal: a) tage udtjente møbler retur, b) levere reservedele i 8 år, c) udarbejde en affaldsplan."
    )
    clauses = [clause for clause in find_clauses(text) if clause.live]
    assert {clause.strategy for clause in clauses} == {"take_back", "spare_parts", "waste_plan"}
    assert {clause.strength for clause in clauses} == {"binding"}
    assert all(clause.text != text for clause in clauses)


def test_the_type_of_a_row_decides() -> None:
    text = (
        "| Nr. | Krav | Type |\n|---|---|---|\n| 1 | Genanvendt indhold på 40 % | MK |\n"
        "| 2 | Leverandøren tilbyder reparation | KK |\n| 3 | Brugte møbler | Info |\n| 4 | Materialepas | Udgår |\n"
    )
    assert (one(text, "recycled_content").strength, one(text, "recycled_content").role) == (
        "binding",
        "minimum_requirement",
    )
    assert one(text, "repair").strength == "soft"
    assert one(text, "reuse").strength == "mention"
    assert one(text, "material_passport").struck


def test_weights_are_shares_of_their_table_and_siblings_stay_siblings() -> None:
    text = (
        "## Tildelingskriterier\n| Kriterium | Vægt |\n|---|---|\n| 1 Pris | 40 |\n| 2 Bæredygtighed | 60 |\n"
        "| 2.1 Andel brugte møbler | 30 |\n| 2.2 Reparation | 70 |\n| I alt | 100 |\n"
    )
    assert one(text, "reuse").weight == Decimal(18)
    assert one(text, "repair").weight == Decimal(42)
    points = "| Underkriterium | Point |\n|---|---|\n| Pris | 30 |\n| Cirkulær økonomi | 10 |\n"
    circular = one(points, "circular_economy")
    assert (circular.weight, circular.weight_raw, circular.role) == (Decimal(25), "10", "award_criterion")


def test_each_criterion_of_a_sentence_takes_the_weight_beside_it() -> None:
    text = "Underkriterier: genanvendt indhold (10 %), reparation (15 %), emballage (5 %)."
    assert [one(text, each).weight for each in ("recycled_content", "repair", "packaging")] == [10, 15, 5]


def test_lines_with_bars_within_them_are_rows() -> None:
    text = "Plade | 22 mm, FSC-mærket | Ja/Nej\nGaranti | min. 5 år | Ja/Nej\nReservedele kan leveres i 10 år | ja | Ja/Nej\n"
    parts = one(text, "spare_parts")
    assert (parts.strength, [each.value for each in parts.quantities]) == ("binding", [Decimal(10)])
    assert [each.unit for each in one(text, "certified_timber").quantities] == ["mm"]


@pytest.mark.parametrize(
    ("question", "answer", "strength", "barrier", "struck"),
    [
        ("Er det et krav, at stolene er brugte?", "Nej.", "none", False, True),
        ("Er det et krav, at stolene er brugte?", "Svar: Ja.", "binding", False, False),
        ("Kan kravet om brugte stole frafaldes?", "Svar: Nej.", "binding", False, False),
        ("Kan kravet om brugte stole frafaldes?", "Svar: Ja, kravet frafaldes.", "none", False, True),
        ("Må vi tilbyde brugte stole?", "Nej, det må I ikke.", "none", True, False),
        ("Må vi tilbyde brugte stole?", "Svar: Ja.", "soft", False, False),
        ("Må vi tilbyde brugte stole?", "", "mention", False, False),
    ],
)
def test_an_answer_decides_what_a_question_is(
    question: str, answer: str, strength: str, barrier: bool, struck: bool
) -> None:
    found = one(f"{question} {answer}", "reuse")
    assert (found.strength, found.barrier, found.struck) == (strength, barrier, struck)


def test_the_sentence_behind_takes_a_demand_back_unless_only_in_some_case() -> None:
    demand = "Mindst 30 % af træet skal være genbrugstræ."
    assert one(f"{demand} Kravet er taget ud ved rettelsesblad 2.", "reuse").struck
    assert one(f"{demand} Kravet bortfalder for køb under 10.000 kr.", "reuse").strength == "binding"
    assert one(f"{demand} Det er dog et ønske og ikke et krav.", "reuse").strength == "soft"


def test_headings_give_the_role_and_make_statements_demands_or_mentions() -> None:
    sentence = "Møblerne er af genanvendt plast."
    assert one(f"## Mindstekrav\n\n{sentence}", "recycled_content").strength == "binding"
    assert one(f"## Baggrund\n\n{sentence}", "recycled_content").strength == "mention"
    award = one("## Tildelingskriterier\n\nOrdregiver vurderer andelen af brugte møbler.", "reuse")
    assert (award.role, award.strength) == ("award_criterion", "binding")
    assert one("## Kontraktvilkår\n\nLeverandøren skal levere brugte møbler.", "reuse").role == "contract_term"
    assert one("## Bør-krav\n\nLeverandøren tilbyder reparation af stolene.", "repair").strength == "soft"


def test_a_withdrawn_section_strikes_what_stands_in_it() -> None:
    text = "## 7 Genbrug\n\nUdgår\n\nDer skal anvendes genbrugte plader.\n\n## 8 Affald\n\nAffald skal kildesorteres.\n"
    assert all(clause.struck for clause in find_clauses(text) if clause.strategy == "reuse")
    assert one(text, "waste_sorting").strength == "binding"
    assert one("~~Der skal anvendes genbrugte plader.~~", "reuse").struck


def test_a_page_break_in_the_middle_of_a_sentence_is_bridged() -> None:
    text = (
        "Mindst 10 % af byggeriets materialer\n\nUdbudsbetingelser – Kommunen\nSide 14 af 52\n\nskal være genbrugte.\n"
    )
    assert one(text, "reuse").strength == "binding"


@pytest.mark.parametrize(
    "text",
    [
        "Mindst 10 % af materialerne skal være genb-\nrugte.",
        "Mindst 10 % af materialerne skal vÃ¦re genbrugte.",
        "Mindst 10 % af materialerne skal vaere genbrugte.",
        "Mindst 10 % af materialerne skal være genb rugte.",
        "MINDST 10 % AF MATERIALERNE SKAL VÆRE GENBRUGTE.",
        "Mindst 10 % af materialerne skal være gen\u00adbrugte.",
    ],
)
def test_damaged_text_is_read_as_the_whole_one(text: str) -> None:
    clause = one(text, "reuse")
    assert clause.strength == "binding"
    assert [(each.comparator, each.value) for each in clause.quantities] == [(">=", Decimal(10))]


def test_suspended_compounds_are_filled_in() -> None:
    assert one("Genbrugs- og genanvendelsesmaterialer skal udgøre mindst 12 %.", "reuse").strength == "binding"
    assert one("Leverandøren driver dele- og bytteordninger.", "sharing").strength == "binding"


def test_what_is_withdrawn_in_one_clause_is_alive_in_the_next() -> None:
    text = "Der stilles ikke krav om genanvendt tilslag, men mindst 5 % af facaden skal udføres i genbrugte mursten."
    assert one(text, "recycled_content").struck
    assert one(text, "reuse").live


def test_prohibitions_are_demands_or_barriers_by_what_they_forbid() -> None:
    assert one("Der må ikke anvendes genbrugte materialer i bærende konstruktioner.", "reuse").barrier
    assert one("Det er ikke tilladt at anvende nye mursten.", "reuse").live
    assert one("Materialerne må ikke deponeres.", "recyclability").live
    assert one("Engangsservice må ikke anvendes.", "packaging").live


def test_a_denied_comparator_is_turned_round() -> None:
    clause = one("Stoffet må ikke bestå af mere end to fibertyper.", "mono_material")
    assert [(each.comparator, each.value) for each in clause.quantities] == [("<=", Decimal(2))]
    virgin = one("Andelen af jomfrueligt plast må ikke udgøre mere end 70 %.", "recycled_content")
    assert [(each.comparator, each.value) for each in virgin.quantities] == [(">=", Decimal(30))]


@pytest.mark.parametrize(
    ("text", "strategy", "wanted"),
    [
        ("Mindst 20-30 pct. af plasten skal være genanvendt.", "recycled_content", [(">=", 20), ("<=", 30)]),
        ("Der skal leveres mindst 1.250 kg genbrugte mursten.", "reuse", [(">=", 1250)]),
        ("En fjerdedel af møblerne skal være brugte.", "reuse", [("=", 25)]),
        ("Klimaaftrykket må højst være 5,8 kg CO₂e/m²/år.", "carbon_limit", [("<=", Decimal("5.8"))]),
        ("Affald sorteres i min. 3 fraktioner.", "waste_sorting", [(">=", 3)]),
        ("Op til 30 % af asfalten skal være returasfalt.", "recycled_content", [("<=", 30)]),
        ("Reservedele skal kunne leveres i ti år.", "spare_parts", [(">=", 10)]),
        ("Spare parts must be available for at least 1,000 days.", "spare_parts", [(">=", 1000)]),
    ],
)
def test_numbers_as_people_write_them(text: str, strategy: str, wanted: list[tuple[str, int]]) -> None:
    found = [(each.comparator, each.value) for each in one(text, strategy).quantities]
    assert found == [(comparator, Decimal(value)) for comparator, value in wanted]


def test_conditions_and_exceptions_are_kept_with_the_clause() -> None:
    clause = one("Komponenten skal repareres frem for udskiftes, medmindre prisen overstiger 60 %.", "repair")
    assert clause.strength == "binding"
    assert clause.exception is not None and clause.exception.startswith("medmindre")


def test_places_point_at_the_sentence_in_its_block() -> None:
    text = "Kommunen køber ind. Leverandøren skal tage møbler retur. Prisen er fast."
    block = Block(text=text, place=Place(file="a.docx", heading="4.2 Krav", paragraph=7), heading_path=("4.2 Krav",))
    (clause,) = detect(Document(file="a.docx", kind="docx", blocks=(block,)))
    assert text[clause.place.start : clause.place.end].strip() == clause.text == "Leverandøren skal tage møbler retur."
    assert (clause.place.paragraph, clause.place.heading, clause.document) == (7, "4.2 Krav", "a.docx")


def test_concepts_outside_the_strategies_only_when_asked() -> None:
    text = "Taget skal klimatilpasses, og bygningen skal opnå DGNB Guld."
    assert [clause.concepts for clause in find_clauses(text)] == [("dgnb",)]
    asked = {clause.concepts: clause.strategy for clause in find_clauses(text, concepts=True)}
    assert asked == {("climate_adaptation",): None, ("dgnb",): "building_certification"}


def test_every_clause_says_why() -> None:
    for clause in find_clauses("Leverandøren skal tage møbler retur. Brugte møbler accepteres ikke."):
        assert clause.because.endswith(".") and clause.evidence


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("genbruagt skal ikke%10,.-\n|æøå\u00adÃ¦ﬁ2mCO"), max_size=200))
def test_folding_always_leads_back_into_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.lower) == len(folded.text)
    places = [folded.original(at) for at in range(len(folded.lower) + 1)]
    assert places == sorted(places)
    assert all(0 <= at <= len(text) for at in places)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "genbrug",
                "skal",
                "må ikke",
                "mindst 20 %",
                "hvis",
                ", men",
                "udgår",
                "?",
                ":",
                "(",
                "a)",
                ";",
                "\n",
                "| x |",
                "møbler",
                "retur",
            ]
        ),
        max_size=40,
    )
)
def test_any_mixture_of_words_gives_clauses_whose_quotes_stand_in_it(words: list[str]) -> None:
    text = " ".join(words)
    for clause in find_clauses(text, concepts=True):
        assert clause.strength in ("binding", "soft", "mention", "none")
        assert not (clause.struck and clause.live) and clause.text
