"""A notice judged together with its documents, lot by lot; and what can't be told when it is alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from circular.checking import Checked, check_case
from circular.documents.notice import notice_of
from circular.rulebook import load_rules
from circular.rulebook.model import Finding
from circular.tender.notice_lots import named_lots
from tests.notices.made_notices import lot, notice

pytestmark = pytest.mark.usefixtures("documents_read_here")

ENV, CIRC = ("strategic-procurement", "env-imp"), ("environmental-impact", "circ-econ")
DEMAND = "Bordene skal bestå af mindst 50 % genanvendt træ."
URL = "https://udbud.example/material?id=7"


def judged(folder: Path, content: bytes, **documents: str) -> Checked:
    (folder / "n.xml").write_bytes(content)
    for name, text in documents.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    case = check_case("n", [folder], load_rules(), as_of=date(2026, 11, 24))
    assert case.fault is None
    return case


def of(case: Checked, code: str) -> Finding:
    assert case.report is not None
    return next(one for one in case.report.findings if one.code == code)


def lots_of(finding: Finding) -> list[str]:
    return [str(place.heading).split(" ")[0] for place in finding.places]


def tagged(*names: str) -> bytes:
    return notice(*(lot(tags=[ENV, CIRC], name=name, text="Møbler.", title=f"Del {name[-1]}") for name in names))


def test_a_demand_in_the_documents_bears_out_the_tag_of_every_lot(tmp_path: Path) -> None:
    case = judged(
        tmp_path, tagged("LOT-0001", "LOT-0002"), kravspecifikation=f"# Kravspecifikation\n\n## Krav\n\n{DEMAND}\n"
    )
    assert case.kind == "tender"
    assert of(case, "NOT-107").verdict == "pass"
    assert of(case, "NOT-108").verdict == "pass"


def test_documents_without_a_demand_do_not_bear_the_tag_out(tmp_path: Path) -> None:
    case = judged(
        tmp_path,
        tagged("LOT-0001", "LOT-0002"),
        kravspecifikation="# Kravspecifikation\n\n## Krav\n\nBordene skal være 75 cm høje.\n",
    )
    assert (of(case, "NOT-107").verdict, lots_of(of(case, "NOT-107"))) == ("fail", ["LOT-0001", "LOT-0002"])
    assert of(case, "NOT-108").verdict == "not_applicable"


@pytest.mark.parametrize(
    "documents",
    [
        {"kravspecifikation": f"# Kravspecifikation\n\n## Delaftale 2\n\n### Krav\n\n{DEMAND}\n\n## Delaftale 1\n\nBordene skal være hvide.\n"},
        {"kravspecifikation": f"# Kravspecifikation\n\n## Krav\n\nFor delaftale nr. 2 gælder, at {DEMAND[0].lower()}{DEMAND[1:]}\n"},
        {"kravspecifikation": "# Kravspecifikation\n\n## Krav\n\nHvide.\n", "kravspecifikation_delaftale_2": f"# Kravspecifikation\n\n## Krav\n\n{DEMAND}\n"},
        {"kravspecifikation": f"# Kravspecifikation\n\n## Krav\n\nHvide.\n\n## Skoleborde og stole\n\n{DEMAND}\n"},
    ],
    ids=["heading", "sentence", "file name", "title"],
)  # fmt: skip
def test_a_demand_for_one_lot_bears_out_that_lot_alone(tmp_path: Path, documents: dict[str, str]) -> None:
    lots = [
        lot(tags=[ENV, CIRC], name="LOT-0001", title="Kontorborde"),
        lot(tags=[ENV, CIRC], name="LOT-0002", title="Skoleborde og stole"),
    ]
    finding = of(judged(tmp_path, notice(*lots), **documents), "NOT-107")
    assert (finding.verdict, lots_of(finding)) == ("fail", ["LOT-0001"])


def test_an_untagged_lot_with_a_demand_in_its_documents_is_told(tmp_path: Path) -> None:
    lots = [lot(name="LOT-0001", title="Kontorborde"), lot(name="LOT-0002", title="Skoleborde og stole")]
    finding = of(
        judged(tmp_path, notice(*lots), kravspecifikation=f"# Krav\n\n## Delaftale 1\n\n{DEMAND}\n"), "NOT-108"
    )
    assert (finding.verdict, finding.severity, lots_of(finding)) == ("fail", "note", ["LOT-0001"])


def test_a_demand_is_not_asked_to_be_tagged_in_a_subtype_that_forbids_it(tmp_path: Path) -> None:
    case = judged(tmp_path, notice(lot(), subtype="4"), kravspecifikation=f"# Krav\n\n## Krav\n\n{DEMAND}\n")
    assert of(case, "NOT-108").verdict == "not_applicable"


@pytest.mark.parametrize(
    "text",
    [
        "Tilbudsgiver kan læse om cirkulær økonomi på kommunens hjemmeside.",
        "~~Bordene skal bestå af mindst 50 % genanvendt træ.~~",
        "Der stilles ikke krav om genanvendt træ.",
    ],
)
def test_what_is_no_demand_bears_nothing_out(tmp_path: Path, text: str) -> None:
    case = judged(
        tmp_path,
        tagged("LOT-0001"),
        kravspecifikation=f"# Kravspecifikation\n\n## Krav\n\nHvide borde.\n\n## Baggrund\n\n{text}\n",
    )
    assert of(case, "NOT-107").verdict == "fail"
    assert of(case, "NOT-108").verdict == "not_applicable"


def test_what_the_tenderer_writes_bears_nothing_out(tmp_path: Path) -> None:
    case = judged(
        tmp_path, tagged("LOT-0001"), kravspecifikation="# Kravspecifikation\n\n## Krav\n\nHvide borde.\n",
        loesningsbeskrivelse=f"# Tilbudsgivers løsningsbeskrivelse\n\nVi tilbyder: {DEMAND}\n",
    )  # fmt: skip
    assert (
        case.tender is not None
        and case.tender.roles[next(f for f in case.tender.roles if "loesning" in f)] == "loesningsbeskrivelse"
    )
    assert of(case, "NOT-107").verdict == "fail"


def test_demands_elsewhere_leave_the_tag_open(tmp_path: Path) -> None:
    case = judged(
        tmp_path,
        tagged("LOT-0001"),
        udbudsbetingelser="# Udbudsbetingelser\n\n## Krav\n\nMiljøkrav: se kravspecifikationen.\n",
    )
    assert of(case, "NOT-107").verdict == "unknown"


def test_a_notice_alone_says_where_the_documents_are(tmp_path: Path) -> None:
    case = judged(
        tmp_path, notice(lot(tags=[ENV, CIRC], url=URL), lot(tags=[ENV, CIRC], text=DEMAND, name="LOT-0002", url=URL))
    )
    finding = of(case, "NOT-107")
    assert (case.kind, finding.verdict, lots_of(finding)) == ("notice", "unknown", ["LOT-0001"])
    assert URL in finding.because.da and URL in finding.because.en
    assert any(URL in da and URL in en for da, en in case.notes)
    assert of(case, "NOT-108").verdict == "pass"


def test_a_demand_missing_in_a_notice_alone_can_not_be_told(tmp_path: Path) -> None:
    case = judged(tmp_path, notice(lot(url=URL), cpv="39120000"))
    assert case.report is not None and case.tender is not None and case.tender.categories == ("furniture",)
    demands = [one for one in case.report.findings if one.code.startswith("CIRC-2") and one.verdict != "not_applicable"]
    assert demands and {one.verdict for one in demands} == {"unknown"}
    assert all(URL in one.because.da and URL in one.because.en for one in demands)
    told = judged(tmp_path, notice(lot(text="Kontorstole skal være brugte eller istandsatte møbler."), cpv="39120000"))
    assert told.report is not None
    assert any(one.code.startswith("CIRC-2") and one.verdict == "pass" for one in told.report.findings)


def test_lots_are_named_in_many_ways() -> None:
    known = {str(n): f"/{n}" for n in range(1, 9)} | {"A": "/1", "B": "/2"}
    assert named_lots("Gælder for delaftale 1, 2 og 4.", known) == ["1", "2", "4"]
    assert named_lots("Lots 2-5 shall", known) == ["2", "3", "4", "5"]
    assert named_lots("Delaftale nr. 07", known) == ["7"]
    assert named_lots("Delaftale B: stole", known) == ["B"]
    assert named_lots("Delaftale 12 og alle delaftaler", known) == []


def test_lots_of_the_notice_keep_their_own_words() -> None:
    found, texts = notice_of(notice(lot(text=DEMAND), lot(name="LOT-0002")), "n.xml")
    assert [one.id for one in found.lots] == ["LOT-0001", "LOT-0002"]
    (block,) = [block for block in texts.blocks if DEMAND in block.text]
    assert (block.place.xpath or "").startswith(found.lots[0].xpath + "/")


def test_dates_criteria_and_lots_of_the_notice_hold_for_the_package(tmp_path: Path) -> None:
    weighed = (("price", "60", "per-exa"), ("quality", "40", "per-exa"))
    lots = [lot(criteria=weighed, title="Kontorborde"), lot(criteria=weighed, name="LOT-0002", title="Skoleborde")]
    case = judged(
        tmp_path,
        notice(*lots, cpv="39120000"),
        kravspecifikation="# Kravspecifikation\n\nOffentliggjort 1. maj 2020.\n\nHvide borde.\n",
    )
    assert case.tender is not None
    assert {str(one.value) for one in case.tender.facts if one.name == "published"} == {"2026-03-01"}
    assert case.tender.lots == ("LOT-0001 Kontorborde", "LOT-0002 Skoleborde")
    assert [(table.lot, str(table.total)) for table in case.tender.award_tables] == [
        ("LOT-0001", "100"),
        ("LOT-0002", "100"),
    ]
    assert case.tender.categories == ("furniture",)
