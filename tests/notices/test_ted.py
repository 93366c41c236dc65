"""TED notices of every form, vocabulary and namespace give a Notice, or one clear message."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from circular.documents import read
from circular.documents.failure import Unreadable
from circular.documents.notice import notice_of
from circular.documents.notice_text import Texts
from tests.notices.made_ted import FORMS_2014, NAMESPACES, R208, export, form_2004, form_2014

DEFENCE = ("PRIOR_INFORMATION_DEFENCE", "CONTRACT_DEFENCE", "CONTRACT_AWARD_DEFENCE", "CONTRACT_CONCESSIONAIRE_DEFENCE")
OLDER = (
    "CONTRACT",
    "CONTRACT_AWARD",
    "CONTRACT_UTILITIES",
    "PRIOR_INFORMATION",
    "VOLUNTARY_EX_ANTE_TRANSPARENCY_NOTICE",
)


def said(texts: Texts) -> list[str]:
    return [block.text for block in texts.blocks]


@pytest.mark.parametrize("namespace", NAMESPACES)
@pytest.mark.parametrize("name", FORMS_2014)
def test_every_form_of_2014_in_every_namespace(name: str, namespace: str) -> None:
    found, texts = notice_of(export(form_2014(name), namespace), "n.xml")
    assert (found.form, found.root, found.publication_id) == ("ted", name, "171512-2019")
    assert (found.title, found.description) == ("Møbler til skoler", "Borde og stole.")
    assert (found.buyer, found.buyer_id, found.country) == ("Ejby Kommune", "12345678", "DNK")
    assert (found.language, found.published, found.procedure) == ("DAN", date(2019, 4, 12), "open")
    assert (found.value, found.currency, found.nature) == (Decimal("4000001"), "DKK", "supplies")
    assert found.cpv == ("39100000", "39120000")
    first, second = found.lots
    assert (first.id, first.title, first.cpv, first.nuts) == ("1", "Borde", ("39121001",), "DK01")
    assert (first.value, first.deadline, first.documents_url) == (Decimal("1500000.50"), date(2019, 5, 20), "https://udbud.example/7")  # fmt: skip
    assert [(one.kind, one.weight, one.share) for one in first.criteria] == [("quality", Decimal(40), Decimal(40)), ("price", Decimal(60), Decimal(60))]  # fmt: skip
    assert [(one.kind, one.weight) for one in second.criteria] == [("price", None)]
    assert "Borde skal bestå af mindst 50 % genanvendt træ." in said(texts)
    assert "Prøver på 2 m2." in said(texts)
    assert first.terms == ("Leverandøren skal tage brugte møbler tilbage.",)


@pytest.mark.parametrize("name", [*DEFENCE, *OLDER])
@pytest.mark.parametrize("annex", ["F02_ANNEX_B", "F17_ANNEX_B", "ANNEX_B"])
def test_older_and_defence_forms_with_lots(name: str, annex: str) -> None:
    found, texts = notice_of(export(form_2004(name, annex), R208), "n.xml")
    assert (found.root, found.title, found.description) == (name, "Møbler til kaserner", "Borde og stole.")
    assert (found.value, found.currency, found.nature, found.procedure) == (Decimal("2500000.00"), "DKK", "supplies", "restricted")  # fmt: skip
    assert [(one.id, one.title, one.cpv, one.deadline) for one in found.lots] == [
        ("1", "Borde", ("39120001",), date(2014, 3, 7)), ("2", "Stole", ("39120002",), date(2014, 3, 7)),
    ]  # fmt: skip
    for one in found.lots:
        assert [(c.name, c.share) for c in one.criteria] == [("Pris", Decimal(70)), ("Miljø", Decimal(30))]
    assert "Stole skal kunne repareres." in said(texts)
    assert said(texts).count("Emballage skal genbruges.") == 1


def test_an_older_form_without_lots_is_one_lot() -> None:
    found, _ = notice_of(export(form_2004("CONTRACT", "F02_ANNEX_B", lots=False, criteria="<LOWEST_PRICE/>"), R208), "n.xml")  # fmt: skip
    (one,) = found.lots
    assert (one.id, one.title, [c.kind for c in one.criteria]) == ("1", "Møbler til kaserner", ["price"])


@pytest.mark.parametrize(
    ("forms", "language", "title"),
    [
        ([("EN", "ORIGINAL"), ("DA", "TRANSLATION")], "DAN", "DA"),
        ([("EN", "TRANSLATION"), ("DE", "ORIGINAL")], "DEU", "DE"),
        ([("FR", "TRANSLATION"), ("EN", "TRANSLATION")], "ENG", "EN"),
    ],
)
def test_the_danish_form_is_read_else_the_original_else_the_english(
    forms: list[tuple[str, str]], language: str, title: str
) -> None:
    found, _ = notice_of(export("".join(form_2014("F02_2014", one, kind, title=one) for one, kind in forms)), "n.xml")
    assert (found.language, found.title) == (language, title)
    assert len(found.languages) == 2


def test_other_notices_are_read_by_their_text() -> None:
    form = "<OTH_NOT LG='DA' CATEGORY='ORIGINAL'><FD_OTH_NOT><TI_DOC><P>Meddelelse</P></TI_DOC><CONTENTS><P>Leverandøren skal</P><P>genbruge emballage.</P></CONTENTS></FD_OTH_NOT></OTH_NOT>"
    found, texts = notice_of(export(form), "n.xml")
    assert (found.root, found.title, found.description) == (
        "OTH_NOT",
        "Meddelelse",
        "Leverandøren skal genbruge emballage.",
    )
    assert "Leverandøren skal genbruge emballage." in said(texts)


def test_a_file_without_a_form_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="has no form"):
        notice_of(export(""), "n.xml")
    path = tmp_path / "n.xml"
    path.write_bytes(export(""))
    (document,) = read([path])
    assert document.status == "unreadable"
    assert document.why is not None and "\n" not in document.why


def test_weights_that_are_no_single_number_are_not_guessed() -> None:
    form = form_2014("F02_2014").replace("40 %", "40-50").replace("<AC_WEIGHTING>60<", "<AC_WEIGHTING>efter skøn<")
    (first, _) = notice_of(export(form), "n.xml")[0].lots
    assert [(one.weight, one.share) for one in first.criteria] == [(None, None), (None, None)]


def test_every_block_has_a_place_in_the_form() -> None:
    _, texts = notice_of(export(form_2014("F02_2014")), "n.xml")
    places = [block.place.xpath or "" for block in texts.blocks]
    assert all(one.startswith("/TED_EXPORT/FORM_SECTION/F02_2014[@LG='DA']/") and "cbc:" not in one for one in places)
