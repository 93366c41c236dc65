"""How long one building takes: ready, model built, solved and proven, at 12 entries x 8 options and 40 x 12 with every kind of demand.

python -m benchmarks.optimise [SEEDS]
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from benchmarks.figures import Figure
from circular.building.model import Building, Choice, Component, Energy, Limits, MaterialUse, Option

TITLE = "Planning one building"
MINUTES = 20
D = Decimal
CLOCK = time.process_time
"""Seconds of processor time: the solver works in this process, and other work on the machine must not count."""
DAY = date(2026, 11, 24)
MATERIALS = {"#G0116": "m3", "#G0171": "m2", "#G1229": "m3", "#B1433": "m3", "#G1100": "m2"}
ENVELOPE = ("outer_wall", "roof_insulation", "ground_floor", "window")


def use(rng: random.Random, reused: bool) -> MaterialUse:
    material = rng.choice(sorted(MATERIALS))
    return MaterialUse(
        material=material,
        amount=D(rng.randrange(5, 90) if MATERIALS[material] == "m3" else rng.randrange(100, 900)),
        unit=MATERIALS[material],  # type: ignore[arg-type]
        service_life_years=D(rng.choice((25, 40, 60, 120))),
        reused=reused,
        recycled_share=D(rng.choice(("0", "0.2", "0.85"))),
        bio_based_share=D(rng.choice(("0", "0.3"))),
    )


def project(seed: int, entries: int, options: int) -> Building:
    """A building with every kind of demand, each tightened around a choice that was drawn at random and so holds."""
    from circular.optimise.building_certify import certify
    from circular.optimise.demands import Demands

    rng = random.Random(seed)
    area = D(rng.randrange(2000, 6000))
    choices = []
    for e in range(entries - 2):
        element = ENVELOPE[e % 4] if e < entries * 2 // 3 else "inner_wall"
        surface = D(rng.randrange(100, 900))
        offered = [Option(name="Behold", keep=True, u_value=D("0.6") if element in ENVELOPE else None)]
        for i in range(options - 1):
            better = element in ENVELOPE
            offered.append(
                Option(
                    name=f"Mulighed {i}",
                    cost_dkk=D(rng.randrange(50, 900) * 1000),
                    u_value=D(rng.randrange(8, 40)) / 100 if better else None,
                    u_exempt="fredet" if better and rng.random() < 0.7 else None,
                    electricity_delta_kwh=D(0) if better else D(-rng.randrange(0, 3000)),
                    materials=tuple(use(rng, rng.random() < 0.3) for _ in range(rng.choice((1, 2)))),
                )
            )
        choices.append(Choice(element=element, label=f"del {e}", area_m2=surface, options=tuple(offered)))
    carriers = [("district_heating", D(1)), ("heat_pump", D("3.2")), ("gas", D("0.95")), ("heat_pump", D("2.8"))]
    choices.append(
        Choice(
            element="heating",
            options=(
                Option(name="Behold", keep=True),
                *(
                    Option(name=f"Varme {i}", cost_dkk=D(rng.randrange(200, 2000) * 1000), heating=carriers[i % 4][0], efficiency=carriers[i % 4][1])  # type: ignore[arg-type]
                    for i in range(options - 1)
                ),
            ),
        )
    )  # fmt: skip
    choices.append(
        Choice(
            element="solar",
            options=(
                Option(name="Ingen", keep=True),
                *(
                    Option(name=f"Celler {i}", cost_dkk=D(60_000 * (i + 1)), electricity_delta_kwh=-area * (i + 1))
                    for i in range(options - 1)
                ),
            ),
        )
    )
    building = Building(
        name=f"{entries} x {options}, {seed}",
        works="renovation",
        building_type="institution",
        permit_applied=date(2026, 3, 1),
        completed=2027,
        reference_area_m2=area,
        heated_area_m2=area * D("0.95"),
        material_data="br18-2023",
        energy=Energy(electricity_kwh_m2_year=D(25), heating_kwh_m2_year=D(140), heating="district_heating", min_heat_kwh_year=D(1)),
        components=(Component(element="inner_wall", name="Vægge", **dict(use(rng, False))),),
        choices=tuple(choices),
    )  # fmt: skip
    drawn = []
    for choice in building.choices:
        fit = [o for o in choice.options if o.keep or o.u_exempt or o.u_value is None or o.u_value <= D("0.10")]
        drawn.append((choice, rng.choice(fit)))
    true = certify(building, drawn, Demands(study_years=50), as_of=DAY)
    share, names = true.assessment.circularity, [f"{c.key}/{o.name}" for c, o in drawn]
    assert true.assessment.limit_value is not None and true.primary_kwh_m2 is not None
    chosen = set(names)
    rivals = [f"{c.key}/{o.name}" for c in choices for o in c.options if f"{c.key}/{o.name}" not in chosen]
    bricks = sum(
        (u.amount or D(0) for _, o in drawn if not o.keep for u in o.materials if u.material == "#G0116" and u.reused),
        D(0),
    )
    return building.model_copy(
        update={
            "budget_dkk": true.cost_dkk * D("0.8") if rng.random() < 0.5 else true.cost_dkk,
            "limits": Limits(
                low_emission_class=true.assessment.limit_value.quantize(D("0.1"), rounding="ROUND_CEILING") + D("0.2"),
                min_reused_mass_share=(share.reused_mass_share or D(0)) * D("0.9"),
                min_recycled_mass_share=(share.recycled_mass_share or D(0)) * D("0.9"),
                min_bio_based_mass_share=(share.bio_based_mass_share or D(0)) * D("0.9"),
                max_upfront_kg_co2e=true.assessment.total_kg_co2e["A1-A3"],
                max_primary_energy_kwh_m2=true.primary_kwh_m2 * D("1.05"),
            ),
            "stock": {"reused:#G0116": bricks + 20},
            "conflicts": ((rivals[0], names[-1]), (rivals[7], rivals[20])),
            "requires": ((rivals[3], names[0]), (rivals[11], rivals[-1])),
            "ban": (rivals[5], rivals[15]),
            "pin": {building.choices[1].key: drawn[1][1].name},
        }
    )  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One plan, with the seconds of its parts."""

    size: str
    seed: int
    model: float
    """Figures of every option and the Pyomo model."""
    proof: float
    """Solved, proven and recomputed."""
    answer: float
    """The whole of `circular optimise` without reading the file: reasons, prices and what 100,000 DKK more buys as well."""
    status: str
    gap: float | None


def measured(seed: int, entries: int, options: int) -> Run:
    """One building planned twice: only proven, and answered in full."""
    from circular.optimise import optimise
    from circular.optimise.building_plan import Project, best_choice
    from circular.optimise.building_rows import building_model
    from circular.optimise.demands import demands_of
    from circular.optimise.options import space_of
    from circular.optimise.proof import Clock

    building = project(seed, entries, options)
    t0 = CLOCK()
    space = space_of(building, as_of=DAY)
    demands = demands_of(building, as_of=DAY, profile=None, rulebook=None)
    building_model(space, demands)
    t1 = CLOCK()
    best_choice(Project(space, demands, DAY, "zero"), clock=Clock(120), solver="highs", ties=False)
    t2 = CLOCK()
    plan = optimise(building, as_of=DAY, time_limit=120)
    t3 = CLOCK()
    return Run(f"{entries} x {options}", seed, t1 - t0, t2 - t1, t3 - t2, plan.status, plan.gap)


SIZES = ((12, 8, 2.0), (40, 12, 20.0))
"""Entries, options of each, and the seconds that a proof may take."""
MODEL_GOAL = 0.5


def runs(seeds: int, sizes: tuple[tuple[int, int, float], ...] = SIZES) -> Iterator[Run]:
    """Every size with every seed, after one plan that warms up."""
    from circular.optimise import optimise

    optimise(project(99, 4, 8), as_of=DAY)
    for entries, options, _ in sizes:
        for seed in range(seeds):
            yield measured(seed, entries, options)


def figures(quick: bool) -> Iterator[Figure]:
    seeds = 3 if quick else 8
    for entries, options, most in SIZES[:1] if quick else SIZES:
        found = list(runs(seeds, ((entries, options, most),)))
        size = f"{entries} entries x {options} options, every demand, {seeds} seeds"
        proven = all(run.status == "optimal" for run in found)
        for name, goal, values in (
            ("options and model made ready", MODEL_GOAL, [run.model for run in found]),
            ("solved, proven and recomputed", most, [run.proof for run in found]),
            ("whole answer with reasons", most, [run.answer for run in found]),
        ):
            note = ("slowest " + f"{max(values):.2f} s") + ("" if proven else "; not every one proven")
            yield Figure(
                f"{name}: {size}", statistics.median(values), "s", "lower", goal, runs=tuple(values), note=note
            )


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    head = ("size", "seed", "model s", "proof s", "answer s", "status", "gap")
    print("seconds of processor time")
    print("{:>9} {:>5} {:>8} {:>8} {:>9}  {:<9} {}".format(*head))
    for run in runs(seeds):
        gap = "–" if run.gap is None else f"{run.gap:.1e}"
        print(
            f"{run.size:>9} {run.seed:>5} {run.model:>8.2f} {run.proof:>8.2f} {run.answer:>9.2f}  {run.status:<9} {gap}",
            flush=True,
        )


if __name__ == "__main__":
    main()
