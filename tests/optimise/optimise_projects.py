"""Small random building projects, and the best choice of one found by trying every choice; shares nothing with the model.

The materials are rows of BR18 bilag 2 tabel 7 (2023), figures copied here by hand: kg CO2e per declared unit and kg per
declared unit.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from functools import cache
from itertools import product
from math import ceil

from optimise_energy import factor

from circular.building.model import Building, Choice, Component, Energy, MaterialUse, Option, Removal

D = Decimal
# id: unit, A1-A3, C3, C4, kg per unit
TABLE = {
    "#G0116": ("m3", D("528.541"), D("13.207"), D(0), D(1800)),
    "#G0171": ("m2", D("6.993"), D(0), D("0.195072"), D(13)),
    "#G1229": ("m3", D("70.3915"), D("1.26969"), D("0.703441"), D("46.25")),
    "#B1433": ("m3", D(241), D("6.73"), D("4.97"), D(2246)),
    "#B1370": ("m3", D(-670), D(728), D(0), D(456)),
    "#B1339": ("m3", D(-610), D(743), D(0), D(500)),
    "#G1100": ("m2", D("1.54129"), D(0), D("0.150055"), D(10)),
}
STUDY_YEARS = 50
KILO_KELVIN_HOURS = D("69.744")
WEIGHT = {"electricity": D("1.9"), "heat_pump": D("1.9"), "district_heating": D("0.85"), "gas": D(1)}
U_DEMAND = {"outer_wall": D("0.18"), "roof_insulation": D("0.12"), "ground_floor": D("0.10")}
B_FACTOR = {"outer_wall": D(1), "roof_insulation": D(1), "ground_floor": D("0.7")}


def modules(use: MaterialUse) -> dict[str, Decimal]:
    """A1-A3, B4, C3, C4 in kg of an amount that is new; nothing for what is reused."""
    _, a, c3, c4, _ = TABLE[use.material]
    if use.reused:
        return dict.fromkeys(("A1-A3", "B4", "C3", "C4"), D(0))
    life = use.service_life_years
    assert life is not None
    again = max(0, ceil(float(D(STUDY_YEARS) / life) - 1e-9) - 1)
    return {
        "A1-A3": use.amount * a,
        "B4": again * use.amount * (a + c3 + c4),
        "C3": use.amount * c3,
        "C4": use.amount * c4,
    }


def mass(use: MaterialUse) -> Decimal:
    return use.amount * TABLE[use.material][4]


@dataclass(frozen=True)
class Design:
    """One choice of an option an entry, with everything a demand may ask."""

    picks: tuple[int, ...]
    names: frozenset[str]
    kg: Decimal
    cost: Decimal
    climate: Decimal
    new: Decimal
    share: dict[str, Decimal | None]
    upfront: Decimal
    primary: Decimal
    used: dict[str, Decimal]
    heat: Decimal
    misses_u: bool


def designs(building: Building) -> list[Design]:
    """All designs, whatever the demands say."""
    return [_design(building, picks) for picks in product(*(range(len(choice.options)) for choice in building.choices))]


def _design(building: Building, picks: tuple[int, ...]) -> Design:
    energy, area = building.energy, building.heated_area_m2
    assert energy is not None and area is not None and building.completed is not None
    chosen = [(choice, choice.options[i]) for choice, i in zip(building.choices, picks, strict=True)]
    uses: list[MaterialUse] = [part for part in building.components if part.status == "new"]
    uses += [use for _, option in chosen if not option.keep for use in option.materials]
    embodied = {name: sum((modules(use)[name] for use in uses), D(0)) for name in ("A1-A3", "B4", "C3", "C4")}
    gone = [(part.material, part.amount) for part in building.components if part.status == "removed"]
    gone += [(part.material, part.amount) for _, option in chosen if not option.keep for part in option.removes]
    removed = sum((amount * (TABLE[name][2] + TABLE[name][3]) for name, amount in gone), D(0))
    heat = energy.heating_kwh_m2_year * area * energy.heating_efficiency
    electricity = energy.electricity_kwh_m2_year * area
    carrier, efficiency = energy.heating, energy.heating_efficiency
    for choice, option in chosen:
        if option.keep:
            continue
        heat -= option.heat_saving_kwh_year
        electricity += option.electricity_delta_kwh
        if option.u_value is not None:
            before = next(other.u_value for other in choice.options if other.keep)
            assert before is not None and choice.area_m2 is not None
            heat -= (
                (choice.b_factor or B_FACTOR[choice.element])
                * choice.area_m2
                * (before - option.u_value)
                * KILO_KELVIN_HOURS
            )
        if option.heating:
            carrier, efficiency = option.heating, option.efficiency or D(1)
    electricity = max(D(0), electricity)
    bought = heat / efficiency
    b6 = electricity * _factors("electricity", building.completed)
    assert carrier is not None
    b6 += bought * _factors("electricity" if carrier == "heat_pump" else carrier, building.completed)
    new = sum((mass(use) for use in uses), D(0))
    used: dict[str, Decimal] = {}
    for use in uses:
        key = f"reused:{use.material}" if use.reused else use.material
        used[key] = used.get(key, D(0)) + use.amount
    total = sum(embodied.values(), D(0))
    return Design(
        picks=picks,
        names=frozenset(f"{choice.key}/{option.name}" for choice, option in chosen),
        kg=total + removed + b6,
        cost=sum((_cost(choice, option) for choice, option in chosen), D(0)),
        climate=total / (STUDY_YEARS * building.reference_area_m2) + b6 / (STUDY_YEARS * area),
        new=new,
        share={
            "reused": sum((mass(use) for use in uses if use.reused), D(0)) / new if new else None,
            "recycled": sum((mass(use) * use.recycled_share for use in uses), D(0)) / new if new else None,
            "bio_based": sum((mass(use) * use.bio_based_share for use in uses), D(0)) / new if new else None,
        },
        upfront=embodied["A1-A3"],
        primary=(WEIGHT["electricity"] * electricity + WEIGHT[carrier] * bought) / area,
        used=used,
        heat=heat,
        misses_u=any(
            not option.keep
            and option.u_value is not None
            and not option.u_exempt
            and option.u_value > U_DEMAND.get(choice.element, D(99))
            for choice, option in chosen
        ),
    )


@cache
def _factors(carrier: str, first: int) -> Decimal:
    """The factors of a carrier over the study years from this one on, in one sum."""
    return sum((factor(carrier, year) for year in range(first, first + STUDY_YEARS)), D(0))


def _cost(choice: Choice, option: Option) -> Decimal:
    if option.keep:
        return D(0)
    return (
        option.cost_dkk if option.cost_dkk is not None else (option.cost_dkk_per_m2 or D(0)) * (choice.area_m2 or D(0))
    )


def broken(building: Building, design: Design) -> frozenset[str]:
    """The demands that a design does not meet."""
    limits, energy = building.limits, building.energy
    assert energy is not None
    one_tenth = (design.climate * 10 + D("0.5")).to_integral_value(rounding=ROUND_FLOOR) / 10
    demands = {
        "budget_dkk": building.budget_dkk is None or design.cost <= building.budget_dkk,
        "low_emission_class": limits.low_emission_class is None or one_tenth <= D(limits.low_emission_class),
        "max_upfront_kg_co2e": limits.max_upfront_kg_co2e is None or design.upfront <= limits.max_upfront_kg_co2e,
        "max_primary_energy_kwh_m2": limits.max_primary_energy_kwh_m2 is None
        or design.primary <= limits.max_primary_energy_kwh_m2 + D("1e-20"),
        "stock": all(design.used.get(key, D(0)) <= most for key, most in building.stock.items()),
        "min_heat_kwh_year": design.heat >= energy.min_heat_kwh_year,
        "conflicts": not any(a in design.names and b in design.names for a, b in building.conflicts),
        "requires": not any(a in design.names and b not in design.names for a, b in building.requires),
        "pin": all(f"{key}/{name}" in design.names for key, name in building.pin.items()),
        "ban": not design.names & set(building.ban),
        "u_value": not design.misses_u,
    }
    for name in ("reused", "recycled", "bio_based"):
        least, share = getattr(limits, f"min_{name}_mass_share"), design.share[name]
        demands[f"min_{name}_mass_share"] = least is None or share is None or share >= least
    return frozenset(name for name, met in demands.items() if not met)


def holds(building: Building, design: Design, without: str = "") -> bool:
    """Whether a design meets every demand but the one left out."""
    return broken(building, design) <= {without}


def best(building: Building, of: list[Design], without: str = "") -> Design | None:
    """The best design: least kg, then DKK, then the options' order in the file."""
    return least(design for design in of if holds(building, design, without))


def least(of: Iterable[Design]) -> Design | None:
    """The first of these by kg, then DKK, then the options' order in the file."""
    return min(of, key=lambda d: (d.kg, d.cost, sum(d.picks)), default=None)


DEMANDS = (
    "budget_dkk", "low_emission_class", "min_reused_mass_share", "min_recycled_mass_share", "min_bio_based_mass_share", "max_upfront_kg_co2e",
    "max_primary_energy_kwh_m2", "stock", "min_heat_kwh_year", "conflicts", "requires", "pin", "ban",
)  # fmt: skip


def random_project(seed: int) -> Building:
    """A project whose demands are each set so that the best design so far breaks it."""
    rng = random.Random(seed)
    area = D(rng.randrange(600, 1500))
    choices = [_envelope(rng, element) for element in rng.sample(sorted(B_FACTOR), rng.choice((1, 2, 2, 3)))]
    if rng.random() < 0.7:
        choices.append(_heating(rng))
    if rng.random() < 0.6:
        choices.append(_solar(rng, area))
    if rng.random() < 0.8:
        choices.append(_structure(rng))
    building = Building(
        name=f"random {seed}",
        works="renovation",
        building_type="institution",
        permit_applied="2026-03-01",  # type: ignore[arg-type]
        completed=rng.choice((2026, 2027, 2029)),
        reference_area_m2=area,
        heated_area_m2=area * rng.choice((D(1), D("0.9"), D("0.5"))),
        material_data="br18-2023",
        energy=Energy(
            electricity_kwh_m2_year=D(rng.randrange(5, 40)),
            heating_kwh_m2_year=D(rng.randrange(60, 180)),
            heating=rng.choice(("district_heating", "gas")),
            heating_efficiency=rng.choice((D(1), D("0.9"))),
        ),
        components=tuple(_components(rng)),
        choices=tuple(choices),
    )
    every = designs(building)
    shares = ["min_reused_mass_share", "min_recycled_mass_share", "min_bio_based_mass_share"]
    turn = [*(name for name in DEMANDS if name != "budget_dkk"), *shares, "pin", "low_emission_class"]
    wanted = [
        *rng.sample(shares, rng.choice((0, 1))),
        *(turn[(seed * step + shift) % len(turn)] for step, shift in ((1, 0), (5, 1), (7, 3))),
    ]
    rng.shuffle(wanted)
    if seed % 3:
        wanted.insert(0, "budget_dkk")
    for name in wanted:
        top = best(building, every)
        if top is not None:
            tighter = _tightened(rng, building, every, top, name)
            if best(tighter, every) is not None or rng.random() < (0.3 if name == "low_emission_class" else 0.05):
                building = tighter
    return building


def _tightened(rng: random.Random, building: Building, every: list[Design], top: Design, name: str) -> Building:
    """The project with one more demand, just missed by the best design; met exactly by another one where there is one."""
    rest = [design for design in every if holds(building, design)]
    rng.choice(rest)
    limits = building.limits
    if name == "budget_dkk":
        below = sorted({design.cost for design in rest if design.cost < top.cost})
        return building.model_copy(update={"budget_dkk": rng.choice(below) if below else top.cost - 1})
    if name in ("max_upfront_kg_co2e", "max_primary_energy_kwh_m2"):
        measure = (lambda d: d.upfront) if name == "max_upfront_kg_co2e" else (lambda d: d.primary)
        below = sorted({measure(design) for design in rest if measure(design) < measure(top)})
        value = rng.choice(below[-3:]) if below else measure(top) - 1
        return building.model_copy(update={"limits": limits.model_copy(update={name: value})})
    if name == "low_emission_class":
        value = (top.climate - D("0.1")).quantize(D("0.1"), rounding=ROUND_FLOOR)
        return building.model_copy(update={"limits": limits.model_copy(update={name: value})})
    if name.endswith("_mass_share"):
        kind = name.removeprefix("min_").removesuffix("_mass_share")
        above = sorted(
            {share for design in rest if (share := design.share[kind]) is not None and share > (top.share[kind] or 0)}
        )
        value = rng.choice(above).quantize(D("0.0001"), rounding=ROUND_FLOOR) if above else D("0.5")
        return building.model_copy(update={"limits": limits.model_copy(update={name: value})})
    if name == "stock":
        spare = [key for key in sorted(top.used) if any(design.used.get(key, D(0)) < top.used[key] for design in rest)]
        key = rng.choice(spare or ["#G1229"])
        return building.model_copy(update={"stock": {**building.stock, key: max(D(0), top.used.get(key, D(0)) - 1)}})
    if name == "min_heat_kwh_year" and building.energy is not None:
        return building.model_copy(
            update={"energy": building.energy.model_copy(update={"min_heat_kwh_year": top.heat + 1})}
        )
    if name in ("conflicts", "requires"):
        if len(top.names) < 2:
            return building
        a, b = rng.sample(sorted(top.names), 2)
        if name == "conflicts":
            return building.model_copy(update={"conflicts": (*building.conflicts, (a, b))})
        other = sorted({n for design in rest for n in design.names} - top.names)
        return (
            building.model_copy(update={"requires": (*building.requires, (a, rng.choice(other)))})
            if other
            else building
        )
    target = rng.choice(sorted(top.names))
    if name == "ban":
        return building.model_copy(update={"ban": (*building.ban, target)})
    entry = rng.choice(building.choices)
    option = rng.choice(entry.options)
    return building.model_copy(update={"pin": {**building.pin, entry.key: option.name}})


def _use(rng: random.Random, material: str, amount: int, life: int) -> MaterialUse:
    reused = rng.random() < 0.35
    return MaterialUse(
        material=material,
        amount=D(amount),
        unit=TABLE[material][0],  # type: ignore[arg-type]
        service_life_years=D(life),
        reused=reused,
        recycled_share=D(rng.choice(("0", "0.2", "0.85"))),
        bio_based_share=D(1) if material in ("#B1370", "#B1339") else D(0),
    )


def _components(rng: random.Random) -> list[Component]:
    found = []
    if rng.random() < 0.7:
        found.append(
            Component(element="inner_wall", name="Vægge", **dict(_use(rng, "#G1100", rng.randrange(100, 900), 40)))
        )
    if rng.random() < 0.4:
        found.append(
            Component(
                element="inner_wall",
                label="væk",
                name="Gammel mur",
                material="#G0116",
                amount=D(rng.randrange(1, 20)),
                unit="m3",
                status="removed",
            )
        )
    return found


def _envelope(rng: random.Random, element: str) -> Choice:
    area = D(rng.randrange(200, 1000))
    options = [Option(name="Behold", keep=True, u_value=D(rng.choice(("0.3", "0.5", "0.9"))))]
    for i in range(rng.choice((1, 2, 3))):
        thick = rng.randrange(10, 30)
        options.append(
            Option(
                name=f"Efterisolering {i}",
                **(
                    {"cost_dkk": D(rng.randrange(3, 30) * 100_000)}
                    if rng.random() < 0.5
                    else {"cost_dkk_per_m2": D(rng.randrange(800, 3000))}
                ),  # type: ignore[arg-type]
                u_value=D(rng.choice(("0.09", "0.10", "0.15", "0.22"))),
                u_exempt="fredet" if rng.random() < 0.25 else None,
                materials=(
                    _use(rng, "#G1229", int(area) * thick // 100, rng.choice((40, 60))),
                    _use(rng, rng.choice(("#G0171", "#B1370")), int(area) // rng.choice((1, 20)), rng.choice((25, 50))),
                ),
            )
        )
    return Choice(element=element, area_m2=area, options=tuple(options))


def _heating(rng: random.Random) -> Choice:
    options = [Option(name="Behold", keep=True)]
    for name, carrier, efficiency in (
        ("Varmepumpe", "heat_pump", "3.2"),
        ("Fjernvarme", "district_heating", "1"),
        ("Ny kedel", "gas", "0.98"),
    ):
        if rng.random() < 0.6:
            options.append(
                Option(name=name, cost_dkk=D(rng.randrange(1, 20) * 50_000), heating=carrier, efficiency=D(efficiency))
            )  # type: ignore[arg-type]
    return Choice(element="heating", options=tuple(options))


def _solar(rng: random.Random, area: Decimal) -> Choice:
    options = [Option(name="Ingen", keep=True)]
    for i in range(rng.choice((1, 2))):
        options.append(
            Option(
                name=f"Solceller {i}",
                cost_dkk=D(rng.randrange(1, 9) * 60_000),
                electricity_delta_kwh=-area * rng.randrange(3, 25),
                heat_saving_kwh_year=D(rng.choice((0, 0, 4000))),
            )
        )
    return Choice(element="solar", options=tuple(options))


def _removal(rng: random.Random) -> tuple[Removal, ...]:
    return (Removal(material="#B1370", amount=D(rng.randrange(1, 60)), unit="m3"),) if rng.random() < 0.6 else ()


def _structure(rng: random.Random) -> Choice:
    """New parts, without a `keep`: concrete, timber or reused brick."""
    options = [
        Option(
            name="Beton",
            cost_dkk=D(rng.randrange(2, 9) * 100_000),
            materials=(_use(rng, "#B1433", rng.randrange(20, 90), 120),),
        ),
        Option(
            name="Træ",
            cost_dkk=D(rng.randrange(2, 12) * 100_000),
            materials=(_use(rng, "#B1339", rng.randrange(10, 60), 120),),
        ),
        Option(
            name="Tegl",
            cost_dkk=D(rng.randrange(2, 12) * 100_000),
            materials=(_use(rng, "#G0116", rng.randrange(10, 60), 120).model_copy(update={"reused": True}),),
        ),
    ]
    options = [option.model_copy(update={"removes": _removal(rng)}) for option in options]
    return Choice(element="frame", options=tuple(rng.sample(options, rng.choice((2, 3)))))
