"""The multiple-choice solver beside `batipathway` (PyPI, MIT), on stocks drawn as its own tests draw them.

    pip install batipathway            (in an environment that holds this project)
    python benchmarks/against_batipathway.py [BUILDINGS …] [--packages 289] [--gap 0.001]

Both get the same coefficient arrays (made once, not timed), the same caps on kg CO2e in three years (a quarter of the way
from the cheapest choice to the least kg) and the same relative gap; both plans are re-evaluated by one checker. The first
solve of each is thrown away, so that both processes are warm. Prints seconds, objective and true feasibility.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from circular.optimise.multiple_choice import Problem, solve
from circular.optimise.proof import Clock

YEARS = (2020, 2030, 2040, 2050)
CARRIERS = ("electricity", "gas")
GESTURES = ("wall", "roof", "heating")


def drawn(buildings: int, packages: int, seed: int) -> Any:
    """A stock with the distributions of the peer's synthetic test set, in its format."""
    import xarray as xr

    rng = np.random.default_rng(seed)
    last = YEARS[-1] + 21
    shape = (buildings, packages, len(YEARS))
    valid = rng.random(shape[:2]) > 0.1
    valid[:, 0] = True
    baseline = np.zeros(shape[:2], dtype=bool)
    baseline[:, 0] = True
    consumption = rng.uniform(5_000, 30_000, (*shape, len(CARRIERS)))
    consumption[:, 0] *= 1.5
    investment = rng.uniform(0, 50_000, shape)
    investment[:, 0] = 0
    renovating = rng.random((*shape, len(GESTURES))) < 0.3
    renovating[:, 0] = False
    every = list(range(YEARS[0], last))
    pair = ["building", "combination"]
    return xr.Dataset(
        {
            "valid": (pair, valid),
            "is_baseline": (pair, baseline),
            "consumption": ([*pair, "year", "carrier"], consumption),
            "investment": ([*pair, "year"], investment),
            "is_renovating": ([*pair, "year", "gesture_type"], renovating),
            "area": (["building"], rng.uniform(60, 200, buildings)),
            "energy_price": (["year_full", "carrier"], rng.uniform(0.10, 0.30, (len(every), 2))),
            "emission_factor": (["year_full", "carrier"], rng.uniform(0.05, 0.50, (len(every), 2))),
        },
        coords={
            "building": [f"B{i:05d}" for i in range(buildings)],
            "combination": list(range(packages)),
            "year": list(YEARS),
            "carrier": list(CARRIERS),
            "gesture_type": list(GESTURES),
            "year_full": every,
        },
    )


def compare(buildings: int, packages: int, gap: float, seed: int) -> dict[str, Any]:
    import batipathway.model as peer
    from batipathway.config import ScenarioConfig
    from batipathway.solve import solve as peer_solve

    data = drawn(buildings, packages, seed)
    free = ScenarioConfig(discount_rate=0.04)
    made = peer._precompute_coefficients(data, free)
    worth = made["npc"].values
    kg = made["ghg_by_year"].transpose("building", "combination", "year").values
    valid = data["valid"].values
    priced = np.where(valid, worth, np.inf)
    cheapest = kg[np.arange(buildings), priced.argmin(axis=1)].sum(axis=0)
    least = np.where(valid[:, :, None], kg, np.inf).min(axis=1).sum(axis=0)
    caps = cheapest - 0.25 * (cheapest - least)
    capped = {year: float(caps[t]) for t, year in enumerate(YEARS) if t > 0}
    config = ScenarioConfig(discount_rate=0.04, ghg_cap=capped)
    original = peer._precompute_coefficients
    peer._precompute_coefficients = lambda *_: made
    try:
        started = time.perf_counter()
        model = peer.build_model(data, config)
        peer_solve(model, mip_gap=gap)
        theirs = time.perf_counter() - started
    finally:
        peer._precompute_coefficients = original
    picked = model.variables["select"].solution.fillna(0).values.argmax(axis=1)

    started = time.perf_counter()
    mark = valid.ravel()
    problem = Problem(
        start=np.concatenate([[0], np.cumsum(valid.sum(axis=1))]).astype(np.int64),
        value=worth.ravel()[mark],
        use=np.ascontiguousarray(kg[:, :, 1:].reshape(-1, len(YEARS) - 1)[mark].T),
        lower=np.full(len(YEARS) - 1, -np.inf),
        upper=caps[1:],
        slack=np.zeros(len(YEARS) - 1),
        copies=np.ones(buildings, dtype=np.int64),
    )
    answer = solve(problem, clock=Clock(600), gap=gap)
    ours = time.perf_counter() - started
    assert answer.choice is not None
    mine = np.flatnonzero(mark)[answer.choice[0]] % packages
    return {
        "buildings": buildings,
        "peer_s": theirs,
        "ours_s": ours,
        "ratio": theirs / ours,
        "peer": checked(worth, kg, valid, caps, picked),
        "ours": checked(worth, kg, valid, caps, mine),
        "gap": answer.gap,
    }


def checked(worth: Any, kg: Any, valid: Any, caps: Any, picked: Any) -> tuple[float, bool]:
    """Objective and whether the plan holds, from the coefficient arrays alone."""
    at = np.arange(len(picked))
    totals = [math.fsum(kg[at, picked, t].tolist()) for t in range(1, len(YEARS))]
    holds = bool(valid[at, picked].all()) and all(
        total <= cap * (1 + 1e-9) for total, cap in zip(totals, caps[1:], strict=True)
    )
    return math.fsum(worth[at, picked].tolist()), holds


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("buildings", nargs="*", type=int, default=[100, 1000, 2108])
    parser.add_argument("--packages", type=int, default=289)
    parser.add_argument("--gap", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    try:
        compare(20, 12, asked.gap, 0)
    except ModuleNotFoundError as absent:
        sys.exit(f"{absent.name} is not installed here; see the head of this file")
    for size in asked.buildings:
        row = compare(size, asked.packages, asked.gap, asked.seed)
        print(
            f"{size:>6} x {asked.packages}: batipathway {row['peer_s']:.2f} s ({row['peer'][0]:.0f}, holds {row['peer'][1]}), "
            f"circular {row['ours_s']:.2f} s ({row['ours'][0]:.0f}, holds {row['ours'][1]}, gap {row['gap']:.1e}), ratio {row['ratio']:.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
