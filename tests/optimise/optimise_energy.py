"""Energy factors for tests: BR18 bilag 2 tabel 8 as published, interpolated here on its own."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

ANCHORS = {
    "electricity": {2023: "0.187", 2025: "0.135", 2030: "0.0470", 2035: "0.0414", 2040: "0.0403"},
    "district_heating": {2023: "0.105", 2025: "0.0878", 2030: "0.0713", 2035: "0.0688", 2040: "0.0680"},
    "gas": {2023: "0.225", 2025: "0.189", 2030: "0.105", 2035: "0.105", 2040: "0.105"},
}


@cache
def factor(carrier: str, year: int) -> Decimal:
    anchors = {y: Decimal(v) for y, v in ANCHORS[carrier].items()}
    if year >= 2040:
        return anchors[2040]
    low = max(y for y in anchors if y <= year)
    if low == year:
        return anchors[low]
    high = min(y for y in anchors if y > year)
    return anchors[low] + (anchors[high] - anchors[low]) * (year - low) / (high - low)


def tabel8(series: str, carrier: str, first_year: int, years: int) -> list[Decimal]:
    assert series == "br18-2023-tabel8"
    return [factor(carrier, year) for year in range(first_year, first_year + years)]
