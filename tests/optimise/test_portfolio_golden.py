"""The rows beside money, and the courses that each rule leaves, equal the golden text for one tiny stock.

After a change that is meant, write them anew with `CIRCULAR_WRITE_GOLDEN=1` and read the difference.
"""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from optimise_energy import tabel8
from test_rows import STOCK, equals_golden, written

from circular.optimise.fields import Fields
from circular.optimise.portfolio_plan import prepare
from circular.optimise.portfolio_reader import portfolio_of
from circular.optimise.portfolio_rows import portfolio_model
from circular.strict_yaml import Lines

D = Decimal
TRAITS = {"label_after": "C", "pv_kwh_year": 9_000, "uses": {"reused:x": D("2.5")}, "u_values": {"roof": D("0.15")}}
DEMANDS: dict[str, Any] = {
    "max_kg_co2e": {2028: D("3000.5")},
    "max_buildings_at_once": {2026: 1},
    "stock": {"reused:x": 4},
    "min_pv_kwh_year": {2026: 9_000, 2027: 18_000},
    "label_by": {"label": "C", "year": 2026},
    "u_values": {"roof": D("0.14")},
    "low_emission_class": {"limit": D("1.1"), "from": 2027},
    "pin": {"A": 2027},
    "ban": ["A/P"],
    "protected": ["roof"],
    "closed_years": [2026],
}


@pytest.mark.parametrize("name", DEMANDS)
def test_each_demand_adds_its_row_or_takes_its_courses(name: str) -> None:
    document = deepcopy(STOCK) | {"fossil_heating_out_by": None, "label_spend_floor_dkk": None}
    building = document["buildings"][0]
    building["packages"][0] |= TRAITS
    (building if name in ("protected", "closed_years") else document)[name] = DEMANDS[name]
    stock = prepare(portfolio_of(document, Fields("stock.yaml", Lines()), name="stock"), tabel8)
    life = stock.lives[0]
    courses = [
        " + ".join(f"{step.package.name} {step.year}" for step in course.steps) or "-" for course in life.allowed
    ]
    model = portfolio_model(stock.portfolio, stock.lives, stock.columns)
    rows = [line for line in written(model).splitlines() if line.startswith("links")]
    told = [f"courses: {', '.join(courses)}", f"removed: {dict(sorted(life.removed.items()))}", *rows]
    equals_golden(f"stock-{name}", "\n".join(told) + "\n")
