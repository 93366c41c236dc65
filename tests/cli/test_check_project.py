"""`circular check PROJECT` as an architect reads it: verdict, both figures against limits and class, coverage, data, what next."""

from __future__ import annotations

from pathlib import Path

import pytest

from circular.cli import program
from circular.cli.guard import run

pytestmark = pytest.mark.usefixtures("documents_read_here")

DAY = ("--as-of", "2026-11-24")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    run(program, ["check", *words, *DAY])
    return capsys.readouterr().out


def test_a_new_building_shows_both_figures_limits_class_and_next_regime(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, str(root / "examples" / "nybyg.yaml"))
    top = text[: text.index("CO2-201")]
    for part in ("bygning       6,62     8,0   +1,40  holder     6,4  holder ikke", "byggeproces   1,01     1,5"):
        assert part in top
    assert "Dækning af 13 væsentlige byggematerialer" in top and "mangler: intet" in top
    assert "BR18-2027: bygning 7,2 (holder)" in top and "BR18-2029: bygning 6,4 (holder ikke)" in top
    assert "! energifaktorer fra 2023" in top and "advarsler mere: circular lca" in top


def test_a_renovation_is_held_against_the_municipality_s_limit(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    school = str(root / "examples" / "skole.yaml")
    without = said(capsys, school)
    assert "Det kan ikke afgøres, om grænserne holder." in " ".join(without.split())
    profile = said(capsys, school, "--profile", str(root / "examples" / "circular.toml"))
    assert "Mindst én grænse holder ikke." in profile and "−3,90  holder ikke" in profile


def test_what_is_missing_is_named(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (root / "examples" / "nybyg.yaml").read_text(encoding="utf-8").replace('"#D1634"', '"#D9999"')
    path = tmp_path / "hul.yaml"
    path.write_text(text, encoding="utf-8")
    out = said(capsys, str(path))
    assert "Klimaaftrykket er ukendt: 1 række kan ikke beregnes." in out
    assert "mangler: Træ-alu-vinduer" in out


def test_a_project_without_components_has_no_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tom.yaml"
    path.write_text(
        "circular: building/1\nworks: new\nbuilding_type: office\nreference_area_m2: 900\n", encoding="utf-8"
    )
    assert "Klimaaftrykket" not in said(capsys, str(path)).split("CO2-1")[0]


def test_lca_names_the_smallest_swap_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(program, ["lca", str(root / "examples" / "nybyg.yaml"), *DAY])
    assert "Mindste bytte af ét materiale, der er nok" in capsys.readouterr().out


def test_a_project_without_choices_is_not_sent_to_the_planner(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "circular optimise" not in said(capsys, str(root / "examples" / "nybyg.yaml"))
    assert "circular optimise" in said(capsys, str(root / "examples" / "skole.yaml"))


def test_many_ways_are_told_by_the_stretch_of_days(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two uses, two contested limits and no permit date: a verdict a stretch, not a page of values."""
    text = (root / "examples" / "nybyg.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("permit_applied")]
    text = "\n".join(lines).replace("building_type: institution", "building_type: {office: 0.6, retail: 0.4}")
    path = tmp_path / "blandet.yaml"
    path.write_text(text + "\n", encoding="utf-8")
    out = " ".join(said(capsys, str(path)).split())
    told = out[out.index("CO2-201") :]
    told = told[told.index("Det kommer an på:") :]
    assert told.startswith("Det kommer an på: før 1. januar 2023: gælder ikke; fra 1. januar 2023:")
    assert told[: told.index(".", told.index("2027"))].count(";") <= 4
