"""Judging whole cases: category first, waivers, profile, demanded against designed, and what a finding says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from circular.faults import Fault
from circular.rulebook import case_of, judge, load_profile, load_rules, load_waivers
from circular.rulebook.model import Finding, Report
from tests.rulebook.builders import DAY, assessed, clause, guesses, project, share, tender

BOOK = load_rules()


def found(report: Report, code: str) -> Finding:
    return next(finding for finding in report.findings if finding.code == code)


def judged(building: object = None, assessment: object = None, package: object = None, **how: object) -> Report:
    kind = "mixed" if package is not None and building is not None else "building" if building is not None else "tender"
    case = case_of("sagen", kind=kind, tender=package, building=building, assessment=assessment)  # type: ignore[arg-type]
    return judge(case, BOOK, as_of=DAY, **how)  # type: ignore[arg-type]


def test_a_school_within_both_limits_holds() -> None:
    report = judged(project(), assessed("7.9"))
    assert report.verdict == "pass"
    assert found(report, "CO2-101").because.da == "Klimapåvirkningen er 7,9 kg CO₂e/m²/år; grænsen er 8,0."
    assert found(report, "CO2-101").because.en == "The climate footprint is 7.9 kg CO₂e/m²/year; the limit is 8.0."
    assert found(report, "CO2-101").since == date(2025, 7, 1)
    assert found(report, "CO2-101").provisional == "secondary"
    assert found(report, "CO2-201").verdict == "fail"
    assert found(report, "CO2-201").severity == "should"


def test_no_category_gives_exactly_one_finding_of_it_and_names_the_likeliest() -> None:
    package = tender(categories=(), category_guesses=guesses("food", "furniture", "it", "cleaning"))
    report = judged(package=package)
    (case,) = [finding for finding in report.findings if finding.code == "CASE-001"]
    assert (case.severity, case.verdict) == ("must", "unknown")
    assert "food" in case.because.da and "it" in case.because.da and "cleaning" not in case.because.da
    assert "--category" in case.because.da and "--category" in case.because.en
    hanging = {rule.code for rule in BOOK.rules if rule.by_category}
    assert not hanging & {finding.code for finding in report.findings}
    assert report.verdict == "unknown"


def test_an_absent_demand_says_where_was_searched_and_where_it_belongs() -> None:
    from circular.documents import document_from_text

    text = "# Kravspecifikation\n\n## 1 Baggrund\n\nSkolen renoveres.\n\n## 2 Mindstekrav til miljø\n\nAffald skal sorteres.\n"
    document = document_from_text(text, "kravspec.md")
    package = tender(documents=(document,))
    case = case_of("sagen", kind="tender", tender=package, overrides={"published": date(2026, 9, 1)})
    finding = found(judge(case, BOOK, as_of=DAY), "CIRC-101")
    assert finding.verdict == "fail"
    assert finding.searched == ("kravspec.md",)
    assert finding.belongs is not None and finding.belongs.text("da") == "kravspec.md, afsnit 2, linje 7"
    assert finding.places == ()


def test_soft_wording_is_quoted_with_its_place() -> None:
    package = tender(clause("lca", "Det tilstræbes, at der udarbejdes en LCA.", strength="soft"))
    case = case_of("sagen", kind="tender", tender=package, overrides={"published": date(2026, 9, 1)})
    finding = found(judge(case, BOOK, as_of=DAY), "CIRC-101")
    assert finding.verdict == "fail"
    assert "Kun blødt formuleret: “Det tilstræbes" in finding.because.da
    assert [place.paragraph for place in finding.places] == [12]


@pytest.mark.parametrize(("share_designed", "verdict"), [("0.07", "fail"), ("0.20", "pass")])
def test_demanded_against_designed(share_designed: str, verdict: str) -> None:
    from circular.lca.model import Circularity

    building = project(works="renovation", permit_applied=date(2026, 3, 1))
    circularity = Circularity(reused_mass_share=Decimal(share_designed))
    package = tender(
        clause("reuse", "Mindst 20 % af materialerne skal være genbrugte.", quantities=share(20, "materialerne"))
    )
    finding = found(judged(building, assessed("5.0", circularity=circularity), package), "CIRC-901")
    assert finding.verdict == verdict
    assert [place.file for place in finding.places] == ["kravspec.md"]
    if verdict == "fail":
        assert finding.because.da == "Udbuddet kræver 20 % genbrugte materialer; projektet har 7 %."


@pytest.mark.parametrize(
    ("of", "text", "whole"),
    [
        ("byggematerialerne efter vægt", "", True),
        ("materialerne", "", True),
        ("de nye byggevarer", "", True),
        (None, "Projektet skal indeholde mindst 20 % genbrugte materialer.", True),
        ("murstenene", "", False),
        ("materialerne i facaden", "", False),
        ("ikke-farlige byggeaffald", "", False),
        (None, "Gipsplader skal indeholde mindst 20 % genanvendt materiale.", False),
    ],
)
def test_only_a_share_of_all_materials_is_held_against_the_project(of: str | None, text: str, whole: bool) -> None:
    from circular.rulebook.clause_search import search_words

    assert search_words().of_all_materials(of, text) is whole


def test_a_renovation_without_a_municipal_limit_is_unknown_and_shows_both_figures() -> None:
    building = project(works="renovation", permit_applied=date(2026, 3, 1))
    finding = found(judged(building, assessed("5.25")), "CO2-202")
    assert (finding.verdict, finding.missing) == ("unknown", ("renovation_limit",))
    assert "5,25 kg CO₂e/m²/år" in finding.because.da and "6,4 kg CO₂e/m²/år" in finding.because.da


def test_the_profile_sets_the_limit_and_brings_a_goal_forward(tmp_path: Path) -> None:
    (tmp_path / "circular.toml").write_text(
        '[renovation_limit]\nvalue = "new_build_class"\nsource = "byrådet"\n[severity]\n"CE-3" = 2026\n',
        encoding="utf-8",
    )
    profile = load_profile(tmp_path / "circular.toml")
    building = project(works="renovation", permit_applied=date(2026, 3, 1))
    finding = found(judged(building, assessed("6.5"), profile=profile), "CO2-202")
    assert (finding.verdict, finding.severity) == ("fail", "must")
    assert found(judged(building, assessed("6.44"), profile=profile), "CO2-202").verdict == "pass"
    assert found(judged(project(), assessed("6.5"), profile=profile), "CO2-201").severity == "should"


WAIVERS = """- rule: br18-building-limit
  case: "sag*"
  reason: fredet bygning
  by: chefen for ejendomscentret
  until: {until}
"""


def waivers(tmp_path: Path, until: str = "2027-01-01", text: str = WAIVERS) -> tuple[object, ...]:
    (tmp_path / "waivers.yaml").write_text(text.format(until=until), encoding="utf-8")
    return load_waivers(tmp_path / "waivers.yaml")


def test_a_waived_finding_keeps_its_verdict_and_does_not_decide(tmp_path: Path) -> None:
    report = judged(project(), assessed("9.0"), waivers=waivers(tmp_path))
    finding = found(report, "CO2-101")
    assert finding.verdict == "fail" and not finding.counts
    assert finding.waiver is not None and finding.waiver.by == "chefen for ejendomscentret"
    assert report.verdict == "pass"
    assert report.totals["must"]["waived"] == 1


def test_an_expired_waiver_counts_again_and_is_told(tmp_path: Path) -> None:
    report = judged(project(), assessed("9.0"), waivers=waivers(tmp_path, "2026-11-23"))
    assert report.verdict == "fail"
    assert "udløb 23. november 2026" in found(report, "CASE-002").because.da


def test_a_waiver_holds_on_its_last_day(tmp_path: Path) -> None:
    assert judged(project(), assessed("9.0"), waivers=waivers(tmp_path, "2026-11-24")).verdict == "pass"


def test_a_waiver_that_nothing_needs_is_told(tmp_path: Path) -> None:
    report = judged(project(), assessed("7.0"), waivers=waivers(tmp_path))
    assert found(report, "CASE-003").severity == "note"
    assert report.verdict == "pass"


def test_a_waiver_of_another_case_is_left_alone(tmp_path: Path) -> None:
    text = WAIVERS.replace("sag*", "en anden")
    report = judged(project(), assessed("9.0"), waivers=waivers(tmp_path, text=text))
    assert report.verdict == "fail"
    assert not [finding for finding in report.findings if finding.code == "CASE-003"]


def test_a_waiver_of_a_rule_that_does_not_exist_is_refused_with_the_nearest(tmp_path: Path) -> None:
    text = WAIVERS.replace("br18-building-limit", "br18-bulding-limit")
    with pytest.raises(
        Fault, match=r"waivers\.yaml:1: unknown rule 'br18-bulding-limit'\nhint: did you mean br18-building-limit"
    ):
        judged(project(), assessed("9.0"), waivers=waivers(tmp_path, text=text))


@pytest.mark.parametrize("key", ["reason", "by", "until", "case", "rule"])
def test_a_waiver_says_everything(key: str, tmp_path: Path) -> None:
    kept = [line for line in WAIVERS.splitlines() if f"{key}:" not in line]
    text = "\n".join(kept).replace("  case", "- case", 1) if key == "rule" else "\n".join(kept)
    with pytest.raises(Fault, match=f"the key '{key}' is missing"):
        waivers(tmp_path, text=text)


def test_everything_said_exists_in_both_languages() -> None:
    package = tender(clause("reuse", quantities=share(20)))
    for report in (
        judged(project(), assessed(None, None), package),
        judged(project(works="demolition"), assessed("5")),
    ):
        for finding in report.findings:
            for words in (finding.title, finding.because):
                assert words.da and words.en and words.da != words.en, finding.code
                assert "{" not in words.da + words.en, finding.code
