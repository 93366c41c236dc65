"""The limits that a project sets itself are judged by the check: as it stands today, and once the plan is carried out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from circular.checking import check_case
from circular.cli import program
from circular.cli.guard import run
from circular.rulebook import load_rules

pytestmark = pytest.mark.usefixtures("documents_read_here")

DAY = date(2026, 11, 24)
OWN = ("CIRC-921", "CIRC-922", "CIRC-923", "CO2-211", "CO2-212", "ENER-111")


def verdicts(path: Path) -> dict[str, str]:
    case = check_case(path.stem, [path], load_rules(), as_of=DAY)
    assert case.fault is None and case.report is not None
    return {one.code: one.verdict for one in case.report.findings if one.code in OWN}


def test_the_school_breaks_its_own_class_today_and_keeps_it_once_planned(root: Path, tmp_path: Path) -> None:
    school = root / "examples" / "skole.yaml"
    today = verdicts(school)
    assert today["CO2-211"] == "fail" and today["CIRC-921"] == "pass" and today["CIRC-922"] == "not_applicable"
    done = tmp_path / "faerdig.yaml"
    assert run(program, ["optimise", str(school), "--as-of", "2026-11-24", "--format", f"yaml={done}"]) == 0
    then = verdicts(done)
    assert then["CO2-211"] == "pass" and then["CIRC-921"] == "pass"


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("min_reused_mass_share: 0.9", "CIRC-921"),
        ("min_recycled_mass_share: 0.9", "CIRC-922"),
        ("min_bio_based_mass_share: 0.9", "CIRC-923"),
        ("low_emission_class: 1.0", "CO2-211"),
        ("max_upfront_kg_co2e: 10", "CO2-212"),
        ("max_primary_energy_kwh_m2: 1", "ENER-111"),
    ],
)
def test_each_own_limit_is_judged(root: Path, tmp_path: Path, limit: str, code: str) -> None:
    text = (root / "examples" / "nybyg.yaml").read_text(encoding="utf-8")
    strict, loose = tmp_path / "streng.yaml", tmp_path / "mild.yaml"
    name, _, value = limit.partition(": ")
    easy = "0" if name.startswith("min_") else "100000000"
    strict.write_text(f"{text}\nlimits: {{{name}: {value}}}\n", encoding="utf-8")
    loose.write_text(f"{text}\nlimits: {{{name}: {easy}}}\n", encoding="utf-8")
    assert verdicts(strict)[code] == "fail" and verdicts(loose)[code] == "pass"
    assert sum(verdict != "not_applicable" for verdict in verdicts(strict).values()) == 1
