"""Writes docs/reference/verdicts.md: what BR18 and the class say of twelve kinds of building on five days.

`python docs/make_verdicts.py [--check]`; with `--check` nothing is written and a stale page gives exit code 1.
"""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from circular.building.model import Building, Component
from circular.lca.model import Assessment
from circular.rulebook import Limit, limits, load_rules, low_emission_class

TARGET = Path(__file__).resolve().parent / "reference" / "verdicts.md"
DAYS = (date(2022, 12, 31), date(2023, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2027, 6, 1))
KINDS: tuple[tuple[str, str, int], ...] = (
    ("holiday home, 120 m²", "holiday_home", 120), ("holiday home, 160 m²", "holiday_home", 160), ("house, 160 m²", "house", 160),
    ("apartments, 1,100 m²", "apartments", 1100), ("office, 1,000 m²", "office", 1000), ("office, 1,100 m²", "office", 1100),
    ("retail, 1,100 m²", "retail", 1100), ("institution, 1,100 m²", "institution", 1100), ("hotel, 1,100 m²", "hotel", 1100),
    ("production, 1,100 m²", "production", 1100), ("hospital, 1,100 m²", "hospital", 1100), ("other, 1,100 m²", "other", 1100),
)  # fmt: skip
FOOTPRINT, PROCESS = Decimal("7.0"), Decimal("1.2")
JUDGED_ON = date(2026, 11, 24)
VERDICTS = {"pass": "holds", "fail": "falls short", "unknown": "can't be told", "not_applicable": "doesn't apply"}


def project(kind: str, area: int, day: date) -> tuple[Building, Assessment]:
    """A new heated building of the kind with the fixed footprint."""
    part = Component(element="outer_wall", material="#G0116", amount=Decimal(1), unit="m3")
    building = Building.model_validate(
        {"name": kind, "works": "new", "building_type": kind, "reference_area_m2": area, "heated_area_m2": area, "permit_applied": day, "components": (part,)}
    )  # fmt: skip
    assessment = Assessment(
        name=kind, study_period_years=50, material_data="", energy_series="", total_kg_co2e={}, elements=(), limit_value=FOOTPRINT,
        per_m2_year={"building": FOOTPRINT, "construction_process": PROCESS},
    )  # fmt: skip
    return building, assessment


def cell(kind: str, area: int, day: date) -> str:
    """Limits and verdicts of one kind on one day: `building 8.0 holds; process 1.5 holds; class 6.4 / 1.1 falls short`."""
    building, assessment = project(kind, area, day)
    book = load_rules()
    own = [one for one in limits(building, assessment, book, as_of=JUDGED_ON) if one.decides]
    said = [_limit("building", own), _limit("construction_process", own)]
    judged = low_emission_class(building, assessment, book, as_of=JUDGED_ON)
    if judged is not None and judged.verdict != "not_applicable":
        both = " / ".join(
            str(part.limit) for part in (judged.building, judged.construction_process) if part.limit is not None
        )
        said.append(f"class {both} {VERDICTS[judged.verdict]}")
    return "; ".join(part for part in said if part) or "no demand"


def _limit(name: str, own: list[Limit]) -> str:
    found = [one for one in own if one.name == name]
    if not found:
        return ""
    bounds = " or ".join(dict.fromkeys("not set" if one.verdict == "unknown" and one.limit is None else "no limit" if one.limit is None else str(one.limit) for one in found))  # fmt: skip
    verdicts = {one.verdict for one in found}
    verdict = verdicts.pop() if len(verdicts) == 1 else "pass" if verdicts == {"pass", "not_applicable"} else "unknown"
    word = {"building": "building", "construction_process": "process"}[name]
    return f"{word} {bounds}" + (f" {VERDICTS[verdict]}" if verdict != "not_applicable" else "")


def page() -> str:
    """The table as Markdown."""
    lines = [
        "# Verdicts by building type and day", "",
        f"Generated from the rules by `docs/make_verdicts.py`: a new heated building with {FOOTPRINT} kg CO₂e/m²/year (building) and {PROCESS} (construction process), by the day of the application for a building permit. Checked by hand against the sources named in the rules: the limits stand in CO2-101 and CO2-102, the class in CO2-201.",
        "", "| | " + " | ".join(day.isoformat() for day in DAYS) + " |", "|---|" + "---|" * len(DAYS),
    ]  # fmt: skip
    lines += [f"| {name} | " + " | ".join(cell(kind, area, day) for day in DAYS) + " |" for name, kind, area in KINDS]
    return "\n".join([*lines, ""])


def main() -> int:
    text = page()
    if "--check" in sys.argv:
        stale = not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != text
        if stale:
            print("docs/reference/verdicts.md is out of date: run python docs/make_verdicts.py")
        return int(stale)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
