"""The smallest swap named for a broken limit is tried: the project with it keeps the limit, and none cheaper does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from circular.building import read_building
from circular.building.elements import option_words
from circular.building.model import Building
from circular.lca import assess
from circular.remedies import remedied
from circular.remedies.swaps import swap_words, swaps_of
from circular.rulebook import case_of, judge, load_profile, load_rules
from circular.rulebook.model import Finding

DAY = date(2026, 11, 24)


def school(root: Path) -> Building:
    return read_building(root / "examples" / "skole.yaml")


def broken(building: Building, root: Path) -> Finding:
    assessment = assess(building, as_of=DAY)
    case = case_of(building.name, kind="building", building=building, assessment=assessment)
    report = judge(case, load_rules(), as_of=DAY, profile=load_profile(root / "examples" / "circular.toml"))
    return next(finding for finding in report.findings if finding.code == "CO2-202")


def test_a_banned_option_is_never_the_cure(root: Path) -> None:
    building = school(root)
    compared = swaps_of(building, as_of=DAY)
    assert compared is not None
    assert building.ban == ("heating/Luft-vand-varmepumpe",)
    assert "heating/Luft-vand-varmepumpe" not in {swap.name for swap in compared[1]}


def test_the_cheapest_swap_that_is_enough_is_named(root: Path) -> None:
    building = school(root).model_copy(update={"ban": ()})
    finding = broken(building, root)
    assert finding.verdict == "fail"
    words = swap_words(finding, building, as_of=DAY)
    compared = swaps_of(building, as_of=DAY)
    assert words is not None and compared is not None
    enough = [swap for swap in compared[1] if swap.value <= Decimal("6.4")]
    cheapest = min(enough, key=lambda swap: swap.cost_dkk or Decimal(0))
    assert (
        option_words(cheapest.name, "da") in words.da
        and "heating/" not in words.da + words.en
        and "Mindste bytte" in words.da
        and "smallest swap" in words.en
    )


def test_where_none_is_enough_the_one_that_helps_most_is_named(root: Path) -> None:
    building = school(root)
    words = swap_words(broken(building, root), building, as_of=DAY)
    compared = swaps_of(building, as_of=DAY)
    assert words is not None and compared is not None
    best = min(compared[1], key=lambda swap: swap.value)
    assert option_words(best.name, "da") in words.da and "window/" not in words.da + words.en and "alene" in words.da


def test_the_report_says_it_and_names_the_heaviest_components(root: Path) -> None:
    building = school(root)
    assessment = assess(building, as_of=DAY)
    case = case_of(building.name, kind="building", building=building, assessment=assessment)
    report = judge(case, load_rules(), as_of=DAY, profile=load_profile(root / "examples" / "circular.toml"))
    finding = next(one for one in remedied(report, building).findings if one.code == "CO2-202")
    assert "Tungest i materialerne er Træbetonlofter" in finding.because.da
    assert "helps most" in finding.because.en


def test_a_project_without_options_has_no_swap(root: Path) -> None:
    assert swaps_of(read_building(root / "examples" / "nybyg.yaml"), as_of=DAY) is None
