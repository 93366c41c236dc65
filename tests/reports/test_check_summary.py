"""The paragraph a manager reads first: no outcome that none has, one and both said as such, and no verdict where no must rule applies."""

from __future__ import annotations

from typing import Any

import pytest
from test_next_step import finding
from word_checking import DAY

from circular.checking import Checked
from circular.place import Place
from circular.reports.check_words import case_verdict, home_said, source_said, summary
from circular.rulebook.model import Report


def said(*verdicts: str, language: Any = "da", other: str = "pass") -> str:
    found = [finding(f"A-{index}", "must", verdict) for index, verdict in enumerate(verdicts)]
    report = Report(case="a", rulebook_version="1", judged_on=DAY, findings=(*found, finding("B-1", "should", other)))
    case = Checked(name="a", kind="building", judged_on=DAY, rulebook_version="1", report=report)
    return summary(case, report, language)


@pytest.mark.parametrize(
    ("verdicts", "da", "en"),
    [
        (("fail",), "Den ene skal-regel, der gælder, holder ikke. Samlet: sagen holder ikke.", "The one must rule that applies falls short. In all: the case falls short."),
        (("pass", "pass"), "Begge skal-regler, der gælder, holder. Samlet: sagen holder.", "Both must rules that apply hold. In all: the case holds."),
        (("fail",) * 3, "Alle 3 skal-regler, der gælder, holder ikke. Samlet: sagen holder ikke.", "All 3 must rules that apply fall short. In all: the case falls short."),
        (("pass", "fail", "fail"), "Af 3 skal-regler, der gælder: 1 holder og 2 holder ikke. Samlet: sagen holder ikke.", "Of 3 must rules that apply: 1 holds and 2 fall short. In all: the case falls short."),
        (("not_applicable",), "Ingen skal-regel gælder for sagen.", "No must rule applies to the case."),
    ],
)  # fmt: skip
def test_counts_read_as_a_sentence(verdicts: tuple[str, ...], da: str, en: str) -> None:
    assert said(*verdicts) == da
    assert said(*verdicts, language="en") == en


def test_advice_is_named_where_no_must_rule_applies() -> None:
    assert said(other="fail") == "Ingen skal-regel gælder for sagen; resten er råd."
    assert case_verdict("not_applicable", "da") == "ingen skal-regel gælder"
    assert case_verdict("fail", "en") == "falls short"


def test_a_source_is_cited_without_its_key() -> None:
    cited = finding("A-1", "must", "fail").model_copy(update={"source": "policy: Klimapolitik 2023: delmål CE-7"})
    assert source_said(cited, "da") == source_said(cited, "en") == "Klimapolitik 2023: delmål CE-7"
    assert source_said(cited.model_copy(update={"source": "BEK 496"}), "da") == "BEK 496"
    assert source_said(cited.model_copy(update={"source": None}), "da") == ""


def test_a_source_is_cited_in_english_where_it_has_words_for_it() -> None:
    told = {"source": "policy: Klimapolitik, delmål CE-7", "source_en": "policy: Climate policy, sub-goal CE-7"}
    cited = finding("A-1", "must", "fail").model_copy(update=told)
    assert source_said(cited, "en") == "Climate policy, sub-goal CE-7"
    assert source_said(cited, "da") == "Klimapolitik, delmål CE-7"


def test_none_of_a_thing_is_a_word() -> None:
    from circular.tender.model import Tender

    case = Checked(name="a", kind="tender", judged_on=DAY, rulebook_version="1", tender=Tender(documents=(), roles={}))
    report = Report(case="a", rulebook_version="1", judged_on=DAY, findings=())
    assert summary(case, report, "da").startswith("Materialet stiller ingen bindende cirkulære krav og ingen bløde ønsker.")  # fmt: skip
    assert summary(case, report, "en").startswith("The package makes no binding circular demands and no soft wishes.")


def test_a_home_is_said_with_the_words_of_its_heading() -> None:
    place = Place(file="krav.docx", heading="2.1 Mindstekrav til møbler", paragraph=7)
    assert home_said(place, "da") == "krav.docx, afsnit 2.1 “Mindstekrav til møbler”"
    assert home_said(place, "en") == "krav.docx, section 2.1 “Mindstekrav til møbler”"
    assert home_said(Place(file="krav.docx", heading="Miljø", paragraph=7), "da") == "krav.docx, afsnit “Miljø”"
