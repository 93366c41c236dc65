"""How long a certified plan takes for stocks of different sizes, from loaded input, warm process.

    python benchmarks/portfolio.py [BUILDINGS …] [--packages 30] [--years 5] [--time-limit 60]

The stock is made up by a seeded generator; factors are the shipped ones. Prints one line a size: seconds, status, gap.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from circular.optimise.portfolio_model import Now, Package, Portfolio, Prices, StockBuilding
from circular.optimise.portfolio_plan import plan_portfolio


def stock(buildings: int, packages: int, years: int, seed: int = 1) -> Portfolio:
    """A made-up stock: deeper packages cost more and save more, a third of the buildings are on gas."""
    rng = random.Random(seed)
    made = []
    total = 0
    for b in range(buildings):
        area = rng.randrange(400, 6000)
        heat = area * rng.randrange(70, 190)
        heating = rng.choice(("gas", "district_heating", "district_heating"))
        now = Now(heating=heating, heat_kwh_year=Decimal(heat), electricity_kwh_year=Decimal(area * 25))
        offered = []
        for p in range(packages):
            depth = (p + 1) / packages
            pump = rng.random() < 0.5
            left = heat * (1 - 0.7 * depth * rng.uniform(0.7, 1.1))
            offered.append(
                Package(
                    name=f"P{p}",
                    cost_dkk=int(area * (300 + 3500 * depth**1.5) * rng.uniform(0.8, 1.2)),
                    embodied_kg_co2e=Decimal(int(area * 40 * depth)),
                    heating="heat_pump" if pump else "district_heating",
                    heat_kwh_year=Decimal(0) if pump else Decimal(int(left)),
                    electricity_kwh_year=Decimal(int(area * 25 + (left / 3 if pump else 0))),
                    lifts_label=depth > 0.3,
                )
            )
        total += sorted(package.cost_dkk for package in offered)[packages // 2]
        made.append(
            StockBuilding(
                id=f"B{b}", heated_area_m2=Decimal(area), building_type="institution", now=now, packages=tuple(offered)
            )
        )
    plan_years = tuple(range(2026, 2026 + years))
    return Portfolio(
        name=f"{buildings} buildings",
        years=plan_years,
        budget_dkk=dict.fromkeys(plan_years, total // (2 * years)),
        fossil_heating_out_by=plan_years[-1],
        prices=Prices(source="made up", year=2026),
        buildings=tuple(made),
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("buildings", nargs="*", type=int, default=[20, 100])
    parser.add_argument("--packages", type=int, default=30)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--time-limit", type=float, default=60)
    asked = parser.parse_args()
    plan_portfolio(stock(2, 2, 2))
    for size in asked.buildings:
        portfolio = stock(size, asked.packages, asked.years)
        started = time.perf_counter()
        plan = plan_portfolio(portfolio, time_limit=asked.time_limit)
        print(
            f"{size:>7} buildings  {time.perf_counter() - started:8.2f} s  {plan.status:<18} gap {plan.gap if plan.gap is not None else '-'}",
            flush=True,
        )


if __name__ == "__main__":
    main()
