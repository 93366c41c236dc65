"""Every doubtful portfolio is refused with file, line, fault and hint; a good one is read as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from circular.faults import Fault
from circular.optimise import read_portfolio

GOOD = """circular: portfolio/1
years: [2026, 2027]
budget_dkk: {2026: 1000000, 2027: 2000000}
buildings:
  - id: B1
    heated_area_m2: 1000
    building_type: institution
    weight: 2
    now: {heating: gas, heat_kwh_year: 100000, electricity_kwh_year: 20000, label: E}
    packages:
      - {name: Pumpe, cost_dkk: 500000, embodied_kg_co2e: 900, heating: heat_pump, heat_kwh_year: 0, electricity_kwh_year: 60000, label_after: C}
      - {name: Tag, cost_dkk: 300000, embodied_kg_co2e: 100, heating: gas, heat_kwh_year: 80000, electricity_kwh_year: 20000}
  - id: B2
    heated_area_m2: 500
    building_type: house
    now: {heating: district_heating, heat_kwh_year: 50000, electricity_kwh_year: 9000}
"""

BAD = [
    ("years: [2026, 2027]", "years: [2027, 2026]", 2, "rise by one"),
    ("years: [2026, 2027]", "years: [2026, 2028]", 2, "rise by one"),
    ("2027: 2000000}", "2027: 2000000, 2028: 1}", 3, "not one of the plan's years"),
    (", 2027: 2000000}", "}", 3, "lacks 2027"),
    ("2027: 2000000}", "2027: 0.5}", 3, "whole number"),
    ("2027: 2000000}", "2027: 2 mio kr}", 3, "must be a number"),
    ("2027: 2000000}", "2027: -5}", 3, "below 0"),
    ("  - id: B2", "  - id: B1", 13, "stands twice"),
    ("{name: Tag,", "{name: Pumpe,", 12, "stands twice"),
    ("heat_kwh_year: 80000", "heat_kwh_year: -80000", 12, "below 0"),
    ("heat_kwh_year: 0, electricity_kwh_year: 60000", "heat_kwh_year: 10, electricity_kwh_year: 60000", 11, "must be 0"),
    ("heating: gas, heat_kwh_year: 80000", "heating: coal, heat_kwh_year: 80000", 12, "not a known value"),
    ("cost_dkk: 300000, ", "", 12, "'cost_dkk' is missing"),
    ("cost_dkk: 300000", "cost_dkk: 300000 kr", 12, "must be a number"),
    ("cost_dkk: 300000", "cost_dkk: .nan", 12, "not a number"),
    ("cost_dkk: 300000", "price: 300000, cost_dkk: 300000", 12, "unknown key 'price'"),
    ("weight: 2", "weight: 0", 8, "below 1"),
    ("weight: 2", "weight: 1.5", 8, "whole number"),
    ("building_type: house", "building_type: barn", 15, "not a known value"),
    ("label_after: C", "stage: heating", 11, "stages: 2"),
    ("label: E", "label: Z", 9, "not a known value"),
    ("heated_area_m2: 500", "heated_area_m2: 0", 14, "area is 0"),
    ("portfolio/1", "portfolio/2", 1, "is not portfolio/1"),
    ("buildings:", "factors: {gas: {2026: 0.2, source: x}}\nbuildings:", 4, "already has"),
    ("buildings:", "factors: {oil: {2026: 0.2}}\nbuildings:", 4, "no source"),
    ("buildings:", "horizon_years: 1\nbuildings:", 4, "shorter"),
    ("buildings:", "carry_over: maybe\nbuildings:", 4, "table of keys"),
]  # fmt: skip


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "stock.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_good_file_is_read_as_it_stands(tmp_path: Path) -> None:
    portfolio = read_portfolio(written(tmp_path, GOOD))
    assert portfolio.name == "stock"
    assert portfolio.years == (2026, 2027)
    assert portfolio.budget_dkk == {2026: 1_000_000, 2027: 2_000_000}
    assert (portfolio.carry_over, portfolio.horizon_years, portfolio.stages, portfolio.label_spend_floor_dkk) == (
        False,
        50,
        1,
        {},
    )
    first, second = portfolio.buildings
    assert first.weight == 2 and second.packages == ()
    assert [package.lifts_label for package in first.packages] == [True, False]
    assert first.packages[0].label_dkk == 500_000


@pytest.mark.parametrize(("old", "new", "line", "said"), BAD, ids=[f"{new[:30]}-{said}" for _, new, _, said in BAD])
def test_a_doubtful_file_is_refused_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in GOOD
    with pytest.raises(Fault) as refused:
        read_portfolio(written(tmp_path, GOOD.replace(old, new, 1)))
    assert refused.value.place == str(line)
    assert said in refused.value.fault
    assert refused.value.hint


def test_label_spending_is_rounded_down_to_whole_kroner(tmp_path: Path) -> None:
    text = GOOD.replace("label_after: C", "lifts_label: true, label_share_of_cost: 0.333333")
    package = read_portfolio(written(tmp_path, text)).buildings[0].packages[0]
    assert package.label_dkk == 166_666


def test_what_the_file_says_of_the_label_stands_and_a_contradiction_is_noted(tmp_path: Path) -> None:
    text = GOOD.replace("label_after: C", "label_after: C, lifts_label: false")
    portfolio = read_portfolio(written(tmp_path, text))
    assert portfolio.buildings[0].packages[0].lifts_label is False
    assert len(portfolio.notes) == 1 and "Pumpe" in portfolio.notes[0][1]


def test_the_danish_scale_is_used_only_where_it_is_asked_for(tmp_path: Path) -> None:
    """Tag: (1.9 x 20,000 + 1.0 x 80,000) / 1,000 m² = 118 kWh/m², label C (135 + 3.2): better than E."""
    assert read_portfolio(written(tmp_path, GOOD)).buildings[0].packages[1].lifts_label is False
    asked = read_portfolio(written(tmp_path, "label_scale: danish\n" + GOOD))
    assert asked.buildings[0].packages[1].lifts_label is True


HEAD = "circular: portfolio/1\nyears: [2026, 2027]\nbudget_dkk: 1000000\n"
BUILDINGS = (
    "id,heated_area_m2,reference_area_m2,building_type,weight,now_heating,now_heat_kwh_year,now_electricity_kwh_year,now_label\n"
    "B1,1000,,institution,2,gas,100000,20000,E\n"
    "B2,500,510,house,,district_heating,50000,9000,\n"
)
PACKAGES = (
    "building,name,cost_dkk,embodied_kg_co2e,heating,heat_kwh_year,electricity_kwh_year,lifts_label,label_share_of_cost\n"
    'B1,"Tag, ny",300000,100.5,gas,80000,20000,true,0.5\n'
    "B2,Pumpe,200000,90,heat_pump,0,30000,,\n"
)


def folder(tmp_path: Path, head: str = HEAD, buildings: str = BUILDINGS, packages: str = PACKAGES) -> Path:
    for name, text in (("portfolio.yaml", head), ("buildings.csv", buildings), ("packages.csv", packages)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_of_tables_is_read_like_the_yaml(tmp_path: Path) -> None:
    portfolio = read_portfolio(folder(tmp_path))
    assert [building.id for building in portfolio.buildings] == ["B1", "B2"]
    assert portfolio.buildings[0].weight == 2
    assert portfolio.buildings[0].packages[0].name == "Tag, ny"
    assert portfolio.buildings[0].packages[0].label_dkk == 150_000
    assert portfolio.buildings[1].packages[0].lifts_label is False


@pytest.mark.parametrize(
    ("part", "old", "new", "place", "said"),
    [
        ("packages", "B2,Pumpe", "B9,Pumpe", "packages.csv:3", "is not a building"),
        ("packages", "200000,90", "kr 200000,90", "packages.csv:3", "must be a number"),
        ("packages", "0,30000", "5,30000", "packages.csv:3", "must be 0"),
        ("packages", "200000,90", ",90", "packages.csv:3", "'cost_dkk' is missing"),
        ("packages", "cost_dkk", "cost", "packages.csv:1", "unknown column"),
        ("buildings", "B2,500", "B1,500", "buildings.csv:3", "stands twice"),
        ("buildings", "B2,500", "B2,500,7", "buildings.csv:3", "fields"),
        ("buildings", "50000,9000", "-50000,9000", "buildings.csv:3", "below 0"),
    ],
)
def test_a_fault_in_a_table_names_file_and_row(
    tmp_path: Path, part: str, old: str, new: str, place: str, said: str
) -> None:
    texts = {"buildings": BUILDINGS, "packages": PACKAGES}
    assert old in texts[part]
    texts[part] = texts[part].replace(old, new, 1)
    with pytest.raises(Fault) as refused:
        read_portfolio(folder(tmp_path, **texts))
    assert str(refused.value).split("/")[-1].startswith(place)
    assert said in refused.value.fault
