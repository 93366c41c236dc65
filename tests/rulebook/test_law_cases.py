"""BR18's limit on thousands of cases: the rule's verdict is that of the law written out by hand, from the sources alone."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from circular.building.model import BuildingType, Works
from circular.rulebook import case_of, load_rules
from circular.rulebook.judging import finding_of
from tests.rulebook.builders import DAY, assessed, project

BOOK = load_rules()
LIMIT = next(rule for rule in BOOK.rules if rule.code == "CO2-101")
PROCESS = next(rule for rule in BOOK.rules if rule.code == "CO2-102")
ONLY_CALCULATED = ("hospital", "prison", "grandstand", "utility", "defence")
STEPS = {  # kind: 2025, 2027, 2029
    "house": ("6.7", "6.0", "5.4"), "apartments": ("7.5", "6.8", "6.1"), "office": ("7.5", "6.8", "6.1"),
    "institution": ("8.0", "7.2", "6.4"), "hotel": ("8.0", "7.2", "6.4"), "parking": ("8.0", "7.2", "6.4"),
    "other": ("8.0", "7.2", "6.4"),
}  # fmt: skip
SMALL_HOLIDAY, LARGE_HOLIDAY = ("4.0", "3.6", "3.2"), ("6.7", "6.0", "5.4")
CONTESTED = (("7.5", "8.0"), ("6.8", "7.2"), ("6.1", "6.4"))
DAYS = [
    date(2022, 12, 31), date(2023, 1, 1), date(2024, 2, 29), date(2025, 6, 30), date(2025, 7, 1), date(2026, 12, 31),
    date(2027, 1, 1), date(2027, 7, 1), date(2027, 12, 31), date(2028, 5, 1), date(2028, 12, 31), date(2029, 1, 1),
    date(2029, 6, 1), date(2029, 12, 31), date(2031, 1, 1),
]  # fmt: skip
AREAS = [Decimal(area) for area in ("20", "49", "49.9", "50", "149", "149.9", "150", "249", "250", "999", "1000", "1000.1", "4000")]  # fmt: skip
VALUES = st.decimals(min_value=2, max_value=14, places=2)


def regimes(day: date) -> list[int]:
    """Which steps may hold on a day: the day in 2027 and in 2029 that a step begins is not known."""
    if day < date(2027, 1, 1):
        return [0]
    if day < date(2027, 12, 31):
        return [0, 1]
    if day < date(2029, 1, 1):
        return [1]
    return [1, 2] if day < date(2029, 12, 31) else [2]


def exempt(works: str, kind: str, heated: bool, temporary: bool, floor: Decimal, warm: Decimal, day: date) -> bool:
    """§ 297 stk. 1-3, and what the order of 2023 leaves out."""
    if works not in ("new", "extension") or temporary or day < date(2023, 1, 1):
        return True
    if day < date(2025, 7, 1):
        return works == "extension" or not heated or kind == "holiday_home"
    if not heated and floor < 50:
        return True
    return works == "extension" and kind in ("house", "holiday_home") and warm < 250


def limits_of(kind: str, warm: Decimal, day: date) -> list[str | None]:
    """Every limit that may hold; None: only to be calculated."""
    if day < date(2025, 7, 1):
        return [None if warm <= 1000 else "12.0"]
    found: list[str | None] = []
    for step in regimes(day):
        if kind in ONLY_CALCULATED:
            found.append(None)
        elif kind == "production":
            found += [STEPS["other"][step], None]
        elif kind in ("retail", "storage"):
            found += CONTESTED[step]
        elif kind == "holiday_home":
            found.append((SMALL_HOLIDAY if warm < 150 else LARGE_HOLIDAY)[step])
        else:
            found.append(STEPS[kind][step])
    return found


def agreed(verdicts: set[str]) -> str:
    if len(verdicts) == 1:
        return next(iter(verdicts))
    return "pass" if verdicts == {"pass", "not_applicable"} else "unknown"


@settings(max_examples=600, deadline=None)
@given(
    works=st.sampled_from(get_args(Works)),
    kind=st.sampled_from(get_args(BuildingType)),
    heated=st.booleans(),
    temporary=st.sampled_from([False, False, False, True]),
    floor=st.sampled_from(AREAS),
    warm=st.sampled_from(AREAS),
    day=st.sampled_from(DAYS),
    value=VALUES,
)
def test_the_limit_is_the_law_s(
    works: str, kind: str, heated: bool, temporary: bool, floor: Decimal, warm: Decimal, day: date, value: Decimal
) -> None:
    warm = warm if heated else Decimal(0)
    building = project(
        works=works, building_type=kind, heated=heated, temporary=temporary, floor_area_m2=floor, reference_area_m2=floor,
        heated_area_m2=warm, permit_applied=day,
    )  # fmt: skip
    case = case_of("sag", kind="building", building=building, assessment=assessed(str(value)))
    got = finding_of(LIMIT, case, DAY).verdict
    if exempt(works, kind, heated, temporary, floor, warm, day):
        assert got == "not_applicable"
        return
    rounded = value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    wanted = agreed({
        "not_applicable" if limit is None else "pass" if rounded <= Decimal(limit) else "fail"
        for limit in limits_of(kind, warm, day)
    })  # fmt: skip
    assert got == wanted


@settings(max_examples=200, deadline=None)
@given(
    kind=st.sampled_from(get_args(BuildingType)),
    day=st.sampled_from([day for day in DAYS if date(2025, 7, 1) <= day < date(2027, 1, 1)]),
    value=st.decimals(min_value=0, max_value=3, places=2),
)
def test_the_process_limit_is_the_law_s(kind: str, day: date, value: Decimal) -> None:
    """A4 + A5: 1.5 for every type that has a limit, from 1 July 2025."""
    building = project(building_type=kind, permit_applied=day)
    case = case_of("sag", kind="building", building=building, assessment=assessed("5.0", str(value)))
    holds = value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) <= Decimal("1.5")
    verdict = "pass" if holds else "fail"
    wanted = {verdict, "not_applicable"} if kind == "production" else {"not_applicable"} if kind in ONLY_CALCULATED else {verdict}  # fmt: skip
    assert finding_of(PROCESS, case, DAY).verdict == agreed(wanted)
