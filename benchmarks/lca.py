"""How long a footprint takes after reading: one project of 10,000 components, and 1,000 projects of 100."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from statistics import median

from benchmarks.figures import Figure, ratio, side_by_side, timed
from circular.building.model import Building, Component, Energy, Source
from circular.lca import assess
from circular.lca.materials import shipped_sets

TITLE = "The climate footprint"
AS_OF = date(2026, 11, 25)
ELEMENTS = ("foundation", "outer_wall", "inner_wall", "floor_slab", "roof", "roof_covering", "window", "ceiling", "floor_covering")  # fmt: skip


def project(seed: int, size: int) -> Building:
    """A project of random rows of tabel 7 (2025), with and without service lives, some reused, kept or removed."""
    rng = random.Random(seed)
    rows = [row for row in shipped_sets()["br18-2025"] if row.unit in ("m3", "m2", "kg", "t", "pcs", "m")]
    parts = []
    for index in range(size):
        row = rng.choice(rows)
        parts.append(Component(
            element=rng.choice(ELEMENTS), name=f"del {index}", material=row.id, amount=Decimal(rng.randrange(1, 100_000)) / 100,
            unit=row.unit, service_life_years=rng.choice((None, Decimal(20), Decimal(50), Decimal(80))), reused=rng.random() < 0.05,
            status=rng.choice(("new",) * 18 + ("kept", "removed")), source=Source(file="b.yaml", place=str(index)),
        ))  # fmt: skip
    return Building(
        name=f"bygning {seed}", works="new", building_type="office", reference_area_m2=Decimal(5000), heated_area_m2=Decimal(4800),
        permit_applied=date(2026, 1, 1), completed=2028, components=tuple(parts),
        energy=Energy(electricity_kwh_m2_year=Decimal(10), heating_kwh_m2_year=Decimal(30), heating="district_heating"),
    )  # fmt: skip


def figures(quick: bool) -> Iterator[Figure]:
    assess(project(0, 10), as_of=AS_OF)
    size, count = (2_000, 100) if quick else (10_000, 1_000)
    small, large = project(1, size // 4), project(1, size)
    little, much = side_by_side(lambda: assess(small, as_of=AS_OF), lambda: assess(large, as_of=AS_OF))
    yield Figure(f"a project of {size:,} components", much.median, "s", "lower", 0.3, runs=much.seconds)
    times = ratio(much, little)
    yield Figure(
        f"{size:,} components against {size // 4:,}", median(times), "x the time", "lower", 5, 8, times, "4 is linear"
    )
    many = [project(seed, 100) for seed in range(count)]
    stock = timed(lambda: [assess(one, as_of=AS_OF) for one in many], runs=3)
    yield Figure(f"{count:,} buildings of 100 components", stock.median, "s", "lower", 5, runs=stock.seconds)
