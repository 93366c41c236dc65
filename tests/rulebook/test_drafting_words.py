"""The words of rules/tender_reading.yaml under `drafting:` find what they should, and leave what only looks like it."""

from __future__ import annotations

import pytest

from circular.shelf import shelf
from circular.strict_yaml import load
from circular.tender.words import tender_words

FINDS = {
    "lots_reason": [
        "Opgaven er ikke opdelt i delaftaler, fordi arbejderne griber ind i hinanden.",
        "Kontrakten er ikke opdelt af hensyn til en samlet drift.",
        "Begrundelse for ikke at opdele kontrakten: én leverandør skal have ansvaret.",
        "The contract is not divided into lots because the works are closely connected.",
    ],
    "cost_method": [
        "Totalomkostningerne beregnes efter metoden i bilag 4.",
        "Til beregningen bruges Miljøstyrelsens TCO-værktøj.",
        "Totaløkonomien opgøres over 20 år med en kalkulationsrente på 3,5 %.",
        "Costs are calculated with the tool in annex 3.",
    ],
    "costs": ["Totalomkostninger (TCO) vægter 40 %.", "LCC beregnes i bilag 2.", "Total cost of ownership counts."],
    "climate_cost": ["CO₂-udledningen prissættes.", "Klimapåvirkningen indgår.", "Externalities are counted."],
    "price_source": ["Prisen er vedtaget af kommunalbestyrelsen.", "Kilde: Energistyrelsen 2026.", "Source: the agency."],
    "proof_headers": ["Dokumentation", "Dokumentationskrav", "Dokumenteres ved", "Bevis for opfyldelse", "Proof"],
    "proof_nothing": ["–", "", "Ingen", "n/a"],
    "proof": [
        "Leverandøren skal dokumentere andelen.",
        "Der sendes en opgørelse hvert kvartal.",
        "Vejesedler afleveres månedligt.",
        "The supplier must submit a statement.",
    ],
    "all_demands": [
        "Leverandøren dokumenterer, at kravene er opfyldt.",
        "Manglende opfyldelse af et krav er misligholdelse.",
        "Mindstekravene kontrolleres ved levering.",
        "Alle krav i bilag 2 følges op.",
        "Each requirement is followed up.",
    ],
    "not_the_demands": ["Kravene til egnethed dokumenteres i ESPD.", "Krav om forsikring dokumenteres ved police."],
    "consequence": [
        "Ellers betales en bod på 1.000 kr.",
        "Manglen skal afhjælpes inden 10 dage.",
        "Ordregiver kan ophæve kontrakten.",
        "The buyer may withhold payment; a penalty is paid.",
    ],
    "transport": ["Elevkørsel udføres dagligt.", "Maden bringes ud i leverandørens varebiler.", "Transport af hjælpemidler."],
    "buses": ["Kontrakten omfatter lokalbusser.", "Bybuslinje 4 køres hver halve time.", "Bus services in the town."],
    "timber": [
        "Bænkeplanker skal være FSC-certificerede.",
        "Der bygges en træbro over åen.",
        "Stolper af robust hårdttræ.",
        "Alt træ skal være certificeret.",
        "Rækværk udføres i egetræ.",
        "Der opstilles otte bænke.",
        "Benches of wood are placed along the path.",
    ],
    "waste": ["Indsamling af husholdningsaffald.", "Affaldsselskabet ejes af fem kommuner.", "Household waste is collected."],
    "vague": ["Løsningen skal være bæredygtig.", "Der lægges vægt på cirkulær økonomi.", "The goods must be sustainable."],
    "demand": ["Varerne skal være gode.", "Der lægges vægt på miljø.", "Goods must be good."],
    "measure": ["mindst 20 %", "Svanemærket", "FSC eller PEFC", "skal dokumenteres", "DGNB Guld"],
}  # fmt: skip
LEAVES = {
    "lots_reason": ["Opgaven er opdelt i tre delaftaler.", "Ordregiver kan aflyse udbuddet, fordi bevillingen mangler."],
    "cost_method": ["Prisen vægter 60 %.", "Evalueringsmetoden er pointmodellen.", "Tilbud vurderes samlet."],
    "costs": ["Prisen er fast.", "Entreprisesummen betales i rater."],
    "climate_cost": ["Klimaskærmen efterisoleres.", "Indeklimaet måles."],
    "price_source": ["Prisen er 1.500 kr. pr. ton."],
    "proof_headers": ["Krav", "Type", "Tilbudsgivers svar", "Vægt"],
    "proof_nothing": ["Følgeseddel", "Licensnummer", "Ingeniørnotat"],
    "proof": ["Varerne leveres inden fem dage.", "Møblerne skal kunne adskilles."],
    "all_demands": ["Varerne skal leveres rene.", "Mindst 20 % skal være genbrugt.", "Ordregiver kan kræve nye tilbud."],
    "not_the_demands": ["Leverandøren dokumenterer, at kravene er opfyldt."],
    "consequence": ["Kontrakten løber i fire år.", "Bodil Hansen er kontaktperson.", "Boder til skolefesten stilles op."],
    "transport": ["Der ydes kørselsgodtgørelse.", "Softwaren kører på serveren.", "Rapporten leveres i marts."],
    "buses": ["Sikkerhedskopien ligger på en databus-fri server.", "Buskrydderi leveres frisk.", "Busketter plantes."],
    "timber": [
        "Træer langs vejen skal bevares.",
        "Der plantes 40 nye vejtræer og et allétræ.",
        "Arbejdet træder i kraft i maj, og der træffes aftale om trafikken.",
        "Slidlaget udlægges i 30 mm tykkelse.",
        "Fodgængere får en overgang.",
    ],
    "waste": ["Byen kan affalde.", "Drikkevandet skal være rent.", "Software affaldt."],
    "vague": ["Cirkulære nr. 9 gælder.", "Økonomien er sund."],
    "demand": ["Varerne er gode."],
    "measure": ["gode varer", "en bæredygtig løsning"],
}  # fmt: skip


def test_every_word_list_of_drafting_is_tried_both_ways() -> None:
    said = load((shelf("rules") / "tender_reading.yaml").read_bytes(), "rules/tender_reading.yaml")[0]
    assert set(FINDS) == set(LEAVES) == set(said["drafting"])


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FINDS.items() for text in texts])
def test_the_words_find(name: str, text: str) -> None:
    assert tender_words()[f"drafting.{name}"].search(text), text


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in LEAVES.items() for text in texts])
def test_the_words_leave(name: str, text: str) -> None:
    assert not tender_words()[f"drafting.{name}"].search(text), text
