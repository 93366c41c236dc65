"""The heat balance reproduces a published Danish saving table, and notices a wrong number of degree-hours.

EPS-branchen, "Energibesparelse, eksempel" (made with Videncenter for Energibesparelser's Besparelsesberegner): U-value
before and after, kWh saved a year on one wall. The wall's area is not printed; 99.1 m² is inferred.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from circular.optimise.demands import degree_khours
from circular.optimise.heat import transmission_saving_kwh

AREA_M2 = Decimal("99.1")
TABLE = [
    ("1.65", "0.42", 8500),
    ("1.65", "0.15", 10370),
    ("1.56", "0.15", 9750),
    ("1.56", "0.10", 10100),
    ("0.71", "0.15", 3870),
    ("0.71", "0.10", 4220),
]


def misses(khours: Decimal) -> list[float]:
    return [
        abs(float(transmission_saving_kwh(AREA_M2, Decimal(1), Decimal(before), Decimal(after), khours)) / kwh - 1)
        for before, after, kwh in TABLE
    ]


def test_each_row_of_the_table_is_reproduced_within_three_in_a_thousand() -> None:
    assert max(misses(degree_khours())) <= 0.003


def test_degree_hours_before_gains_fail_the_same_test() -> None:
    assert min(misses(Decimal("93.3"))) > 0.003


def test_the_figure_is_that_of_the_normal_year() -> None:
    assert degree_khours() == pytest.approx(Decimal(2906 * 24) / 1000)
