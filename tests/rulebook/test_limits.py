"""Limits and class of a project by regime, and the ceiling that the planner is given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular.faults import Fault
from circular.rulebook import class_ceiling, limits, load_profile, load_rules, low_emission_class
from circular.rulebook.rounding import round_half_up
from tests.rulebook.builders import DAY, assessed, project

BOOK = load_rules()


def entries(
    building: object, value: str = "7.0", process: str | None = "1.0"
) -> list[tuple[str, str, object, str, bool]]:
    told = limits(building, assessed(value, process), BOOK, as_of=DAY)  # type: ignore[arg-type]
    return [(one.regime, one.name, one.limit, one.verdict, one.decides) for one in told]


def test_the_case_s_own_regime_first_and_those_to_come_after() -> None:
    assert entries(project(), "7.3") == [
        ("BR18-2025", "building", Decimal("8.0"), "pass", True),
        ("BR18-2025", "construction_process", Decimal("1.5"), "pass", True),
        ("BR18-2027", "building", Decimal("7.2"), "fail", False),
        ("BR18-2029", "building", Decimal("6.4"), "fail", False),
        ("BR18-2027", "construction_process", None, "unknown", False),
        ("BR18-2029", "construction_process", Decimal("1.1"), "pass", False),
    ]


def test_a_contested_limit_stands_once_for_each_value() -> None:
    own = [one for one in entries(project(building_type="retail"), "7.8") if one[4] and one[1] == "building"]
    assert [(one[2], one[3]) for one in own] == [(Decimal("7.5"), "fail"), (Decimal("8.0"), "pass")]


def test_both_regimes_while_the_day_is_not_known() -> None:
    own = [one for one in entries(project(permit_applied=date(2027, 6, 1)), "7.5") if one[4] and one[1] == "building"]
    assert [(one[0], one[3]) for one in own] == [("BR18-2025", "pass"), ("BR18-2027", "fail")]


def test_mixed_use_shows_the_limits_of_all() -> None:
    mixed = project(building_type={"office": Decimal("0.6"), "house": Decimal("0.4")})
    own = [one for one in entries(mixed, "7.0") if one[4] and one[1] == "building"]
    assert [(one[2], one[3]) for one in own] == [(Decimal("7.5"), "pass"), (Decimal("6.7"), "fail")]


def test_documentation_only_is_not_applicable_and_a_renovation_s_limit_is_not_set() -> None:
    hospital = [one for one in entries(project(building_type="hospital"), "20.0", "9.0") if one[4]]
    assert [(one[2], one[3]) for one in hospital] == [(None, "not_applicable")] * 2
    assert entries(project(works="renovation")) == [("municipality", "building", None, "unknown", True)]
    (unset,) = limits(project(works="renovation"), assessed("7.0", "1.0"), BOOK, as_of=DAY)
    assert (unset.value, unset.margin) == (Decimal("7.0"), None), "the figure stands there for information"


def test_the_value_shown_is_not_rounded_and_the_margin_is_judged() -> None:
    (building,) = [
        one for one in limits(project(), assessed("8.04"), BOOK, as_of=DAY) if one.decides and one.name == "building"
    ]
    assert (building.value, building.margin, building.verdict) == (Decimal("8.04"), Decimal("0.0"), "pass")


@pytest.mark.parametrize(
    ("value", "process", "verdict"),
    [("6.4", "1.1", "pass"), ("6.5", "1.1", "fail"), ("6.4", "1.2", "fail"), ("6.4", None, "unknown"), ("6.5", None, "fail"), (None, "1.2", "fail")],
)  # fmt: skip
def test_the_class_is_both_figures_three_valued(value: str | None, process: str | None, verdict: str) -> None:
    judged = low_emission_class(project(), assessed(value, process), BOOK, as_of=DAY)
    assert judged is not None and judged.verdict == verdict
    assert (judged.building.limit, judged.construction_process.limit) == (Decimal("6.4"), Decimal("1.1"))


def test_the_ceiling_is_the_class_the_law_s_or_the_municipality_s(tmp_path: Path) -> None:
    assert class_ceiling(project(), BOOK, as_of=DAY, which="law") == Decimal("6.4")
    assert class_ceiling(project(building_type="retail"), BOOK, as_of=DAY) == Decimal("6.1")
    assert class_ceiling(project(building_type="hospital"), BOOK, as_of=DAY) is None
    (tmp_path / "c.toml").write_text('[renovation_limit]\nvalue = 5.5\nsource = "byrådet"\n[new_build_limit]\nvalue = 5.8\nsource = "byrådet"\n', encoding="utf-8")  # fmt: skip
    profile = load_profile(tmp_path / "c.toml")
    assert class_ceiling(project(), BOOK, as_of=DAY, profile=profile) == Decimal("5.8")
    renovation = project(works="renovation")
    assert class_ceiling(renovation, BOOK, as_of=DAY, profile=profile) == Decimal("5.5")
    with pytest.raises(Fault, match=r"set \[renovation_limit\] in circular\.toml"):
        class_ceiling(renovation, BOOK, as_of=DAY)
    with pytest.raises(Fault, match="no statutory class for renovations"):
        class_ceiling(renovation, BOOK, as_of=DAY, which="law")
    with pytest.raises(Fault, match="the CO₂ class is not set"):
        class_ceiling(project(permit_applied=date(2028, 1, 1)), BOOK, as_of=DAY)
    with pytest.raises(Fault, match="permit_applied"):
        class_ceiling(project(permit_applied=None), BOOK, as_of=DAY)


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=20, places=3))
def test_the_planner_s_ceiling_and_the_check_agree(value: Decimal) -> None:
    ceiling = class_ceiling(project(), BOOK, as_of=DAY)
    assert ceiling is not None
    judged = low_emission_class(project(), assessed(str(value), "0.5"), BOOK, as_of=DAY)
    assert judged is not None
    assert (judged.verdict == "pass") is (round_half_up(value, 1) <= ceiling)


@given(
    st.decimals(min_value=0, max_value=20, places=2),
    st.sampled_from(["house", "office", "institution", "retail", "hotel"]),
)
def test_a_lower_footprint_never_gets_a_worse_verdict(value: Decimal, kind: str) -> None:
    order = {"fail": 0, "unknown": 1, "pass": 2}
    worse, better = (
        low_emission_class(project(building_type=kind), assessed(str(one), "0.5"), BOOK, as_of=DAY) for one in (value + 1, value)
    )  # fmt: skip
    assert worse is not None and better is not None
    assert order[better.verdict] >= order[worse.verdict]


def test_the_low_emission_class_of_2025_is_the_limit_of_2029_for_every_type() -> None:
    limit = BOOK.rule("CO2-101").parameters["limit"].rows
    klass = BOOK.rule("CO2-201").parameters["building_limit"].rows
    of_2029 = next(row.value for row in limit if row.regime == "BR18-2029")
    of_2025 = next(row.value for row in klass if row.regime == "BR18-2025")
    assert of_2029 == of_2025


@pytest.mark.parametrize(
    ("works", "value", "figure", "wanted"),
    [
        ("renovation", "6.4", "6.44", [("CO2-202", "pass", Decimal("6.4"), Decimal("0.0"))]),
        ("renovation", "6.4", "6.45", [("CO2-202", "fail", Decimal("6.4"), Decimal("-0.1"))]),
        ("renovation", '"new_build_class"', "6.5", [("CO2-202", "fail", Decimal("6.4"), Decimal("-0.1"))]),
        ("new", "5.8", "5.9", [("CO2-203", "fail", Decimal("5.8"), Decimal("-0.1"))]),
        ("demolition", "5.8", "5.9", []),
    ],
)
def test_the_municipality_s_own_limit_stands_first_among_the_limits(
    tmp_path: Path, works: str, value: str, figure: str, wanted: list[object]
) -> None:
    table = "new_build_limit" if works == "new" else "renovation_limit"
    path = tmp_path / "circular.toml"
    path.write_text(f'[{table}]\nvalue = {value}\nsource = "byrådet"\n', encoding="utf-8")
    profile = load_profile(path)
    told = limits(project(works=works), assessed(figure), BOOK, as_of=DAY, profile=profile)
    own = [one for one in told if one.regime == "municipality"]
    assert [(one.rule, one.verdict, one.limit, one.margin) for one in own] == wanted
    assert told[: len(own)] == own and all(one.value == Decimal(figure) for one in own)
