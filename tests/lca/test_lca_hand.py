"""The hand-computed project: every figure here was worked out on paper and stands in docs/method.md."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest

from circular.building import read_building
from circular.lca import Assessment, assess, factors

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def hand() -> Assessment:
    return assess(read_building(HERE / "hand.yaml"), as_of=date(2026, 11, 25))


ROWS = {  # name: A1-A3, B4, C3, C4, D, kg
    "Beton": ("2410", "0", "67.3", "49.7", "-46", "22460"),
    "Formur": ("6606.7625", "0", "165.0875", "0", "-46.214625", "22500"),
    "Isolering": ("1407.83", "0", "25.3938", "14.06882", "0", "925"),
    "Fibercement": ("699.3", "718.8072", "0", "19.5072", "0", "1300"),
    "Linoleum": ("-162.378", "33.904", "179.33", "0", "-66.6669", "150"),
    "Gips": ("77.0645", "84.56725", "0", "7.50275", "0", "500"),
    "Stål": ("2250", "0", "3.688", "0", "-826.8", "2000"),
    "Genbrugte sten": ("0", "0", "0", "0", "0", "9000"),
    "Ruder der bliver": ("0", "776.77748", "0", "0", "-14.05432", "205"),
    "Dæk der fjernes": ("0", "0", "20.82", "15.39", "0", "6636"),
}


def test_every_row(hand: Assessment) -> None:
    found = {
        row.name: (*(row.modules[name] for name in ("A1-A3", "B4", "C3", "C4", "D")), row.mass_kg)
        for row in hand.elements
    }
    assert found == {name: tuple(map(D, figures)) for name, figures in ROWS.items()}


def test_the_sums_in_kg(hand: Assessment) -> None:
    assert hand.total_kg_co2e == {
        "A1-A3": D("13288.579"),
        "A4": D(2100),
        "A5": D(3400),
        "B4": D("1614.05593"),
        "B6": D("83240.496"),
        "C3": D("440.7993"),
        "C4": D("90.77877"),
        "D": D("-999.735845"),
        "building": D("98674.709"),
        "construction_process": D(5500),
        "total": D("104174.709"),
        "removed": D("36.21"),
    }


def test_the_sums_per_m2_use_two_areas(hand: Assessment) -> None:
    per = hand.per_m2_year
    assert per["A1-A3"] == D("0.53154316")
    assert per["B4"] == D("0.0645622372")
    assert per["B6"] == D("3.619152")
    assert per["building"] == D("4.23652052") == hand.limit_value
    assert per["construction_process"] == D("0.22")
    assert per["total"] == D("4.45652052")
    assert per["removed"] == D("0.0014484")


def test_the_factors_of_both_carriers_over_fifty_years() -> None:
    assert sum(factors("br18-2023-tabel8", "electricity", 2027, 50)) == D("2.1663")
    assert sum(factors("br18-2023-tabel8", "district_heating", 2027, 50)) == D("3.4436")
    assert factors("br18-2023-tabel8", "heat_pump", 2027, 1) == [D("0.0998")]


def test_shares_of_new_mass(hand: Assessment) -> None:
    new = D(22460 + 22500 + 925 + 1300 + 150 + 500 + 2000 + 9000)
    shares = hand.circularity
    assert shares.reused_mass_share == D(9000) / new
    assert shares.recycled_mass_share == D(4500) / new
    assert shares.bio_based_mass_share == D(105) / new


def test_coverage_is_whole(hand: Assessment) -> None:
    coverage = hand.coverage
    assert (coverage.mass_share, coverage.element_share, coverage.cost_share) == (1, 1, 1)
    assert coverage.missing == ()
    # 90 % of 58,835 kg: brick, concrete and reused brick reach 53,960; steel, fibre cement, … lead their groups of tabel 6
    # or weigh above 5 % of A1-A3 + C3 + C4 (13,820 kg): insulation 1,447, fibre cement 719, steel 2,254.
    assert coverage.essential == ("Beton", "Formur", "Isolering", "Fibercement", "Gips", "Stål", "Genbrugte sten")


def test_nothing_is_partial_and_the_warnings_are_told_in_both_languages(hand: Assessment) -> None:
    assert hand.partial is None
    assert len(hand.warnings) == len(hand.warnings_en) > 0
    assert hand.material_data_fits and hand.energy_series_fits and not hand.suspect
