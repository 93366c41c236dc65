"""Small random portfolios, and the best plan of one found by trying every plan; shares nothing with the model."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import product

from optimise_energy import factor

CARRIERS = ("district_heating", "gas", "heat_pump", "electricity")


def random_stock(seed: int) -> dict:
    """A portfolio/1 document as plain data."""
    rng = random.Random(seed)
    years = list(range(2026, 2026 + rng.choice((1, 2, 2, 3, 3))))
    stages = 2 if rng.random() < 0.25 else 1
    buildings = []
    copies = 0
    for b in range(rng.choice((1, 2, 3))):
        weight = 2 if rng.random() < 0.25 and copies < 3 else 1
        copies += weight
        now = _now(rng)
        if stages == 2:
            packages = _staged(rng, now)
        else:
            packages = [_package(rng, f"P{p}", now) for p in range(rng.choice((1, 2, 3)))]
        area = rng.randrange(500, 4000)
        buildings.append(
            {
                "id": f"B{b}",
                "heated_area_m2": area,
                "building_type": rng.choice(("institution", "house")),
                "weight": weight,
                "now": now,
                "packages": packages,
            }
        )
    dear = sum(max(p["cost_dkk"] for p in b["packages"]) * b["weight"] for b in buildings)
    budget = {year: int(dear / len(years) * rng.choice((0.4, 0.6, 0.8, 1.4)) * rng.uniform(0.8, 1.2)) for year in years}
    document = {
        "circular": "portfolio/1",
        "years": years,
        "budget_dkk": budget,
        "buildings": buildings,
        "stages": stages,
        "horizon_years": rng.choice((10, 30, 50)),
    }
    document["carry_over"] = rng.choice(
        (False, True, True, {"max_dkk": int(dear * 0.07)}, {"max_dkk": int(dear * 0.2)})
    )
    if rng.random() < 0.45:
        document["label_spend_floor_dkk"] = {
            year: int(dear / len(years) * rng.uniform(0.02, 0.35)) for year in years if rng.random() < 0.8
        }
    if rng.random() < 0.6:
        document["fossil_heating_out_by"] = rng.choice([*years, years[-1] + 2])
    return document


def _now(rng: random.Random) -> dict:
    heating = rng.choice(("gas", "district_heating", "electricity"))
    heat = 0 if heating == "electricity" else rng.randrange(40_000, 400_000)
    return {
        "heating": heating,
        "heat_kwh_year": heat,
        "electricity_kwh_year": rng.randrange(20_000, 200_000),
        "label": rng.choice("CDEFG"),
    }


def _package(rng: random.Random, name: str, now: dict, heating: str | None = None) -> dict:
    heating = heating or rng.choice(CARRIERS if rng.random() < 0.8 else (now["heating"],))
    electric = heating in ("heat_pump", "electricity")
    package = {
        "name": name,
        "cost_dkk": rng.randrange(1, 60) * 100_000 + rng.choice((0, 0, 1, 7)),
        "embodied_kg_co2e": rng.randrange(0, 150_000),
        "heating": heating,
        "heat_kwh_year": 0 if electric else rng.randrange(10_000, 350_000),
        "electricity_kwh_year": rng.randrange(10_000, 220_000),
    }
    if rng.random() < 0.7:
        package["lifts_label"] = rng.random() < 0.8
        package["label_share_of_cost"] = Decimal(rng.choice(("1", "0.9", "0.333")))
    return package


def _staged(rng: random.Random, now: dict) -> list[dict]:
    envelopes = [_package(rng, f"E{i}", now, now["heating"]) | {"stage": "envelope"} for i in range(rng.choice((1, 2)))]
    heatings = []
    for i in range(rng.choice((1, 2))):
        package = _package(rng, f"H{i}", now) | {"stage": "heating"}
        electric = package["heating"] in ("heat_pump", "electricity")
        package["after"] = {
            e["name"]: {
                "heat_kwh_year": 0 if electric else rng.randrange(5_000, 200_000),
                "electricity_kwh_year": rng.randrange(5_000, 200_000),
            }
            for e in envelopes
            if rng.random() < 0.8
        }
        heatings.append(package)
    return envelopes + heatings


def lives(document: dict, building: dict) -> list[list[tuple[int, dict]]]:
    """Every sequence of (year, package) a building may get, by the words of the format."""
    found: list[list[tuple[int, dict]]] = [[]]
    found += [[(year, package)] for package in building["packages"] for year in document["years"]]
    if document["stages"] == 2:
        found += [
            [(first, envelope), (second, heating)]
            for envelope in building["packages"]
            if envelope["stage"] == "envelope"
            for heating in building["packages"]
            if heating["stage"] == "heating" and envelope["name"] in heating["after"]
            for first in document["years"]
            for second in document["years"]
            if first <= second
        ]
    return found


def state(building: dict, life: list[tuple[int, dict]], year: int) -> tuple[dict, str]:
    """(use, carrier) in a year; a package counts from the year after."""
    done = [package for when, package in life if when < year]
    if not done:
        return building["now"], building["now"]["heating"]
    use = done[1]["after"][done[0]["name"]] if len(done) == 2 else done[0]
    return use, done[-1]["heating"]


def kg_in_year(building: dict, life: list[tuple[int, dict]], year: int) -> Decimal:
    use, carrier = state(building, life, year)
    heat = use["heat_kwh_year"] * factor(carrier, year) if use["heat_kwh_year"] else Decimal(0)
    return heat + use["electricity_kwh_year"] * factor("electricity", year)


def kg(document: dict, building: dict, life: list[tuple[int, dict]]) -> Decimal:
    total = Decimal(sum(package["embodied_kg_co2e"] for _, package in life))
    for year in range(document["years"][0], document["years"][0] + document["horizon_years"]):
        total += kg_in_year(building, life, year)
    return total


def fossil_free(document: dict, building: dict, life: list[tuple[int, dict]]) -> bool:
    deadline = document.get("fossil_heating_out_by")
    if deadline is None or deadline > document["years"][-1]:
        return True
    carrier = building["now"]["heating"]
    for year, package in life:
        if year > deadline and package["heating"] in ("gas", "oil"):
            return False
        if year <= deadline:
            carrier = package["heating"]
    return carrier not in ("gas", "oil")


def money_holds(document: dict, cost: dict[int, int]) -> bool:
    purse = 0
    carry = document["carry_over"]
    for year in document["years"]:
        purse += document["budget_dkk"][year] - cost[year]
        if purse < 0:
            return False
        if carry is False:
            purse = 0
        elif isinstance(carry, dict):
            purse = min(purse, carry["max_dkk"])
    return True


def lifts_label(building: dict, package: dict) -> bool:
    """What the file says; else whether the label after is better (an earlier letter) than now."""
    if "lifts_label" in package:
        return package["lifts_label"]
    return package.get("label_after", "H") < building["now"]["label"]


def best(document: dict) -> tuple[Decimal, int, int] | None:
    """(kg, DKK, packages) of the best plan by kg, then DKK, then packages; None when no plan holds."""
    found = best_plan(document)
    return None if found is None else found[0]


def best_plan(document: dict) -> tuple[tuple[Decimal, int, int], list[tuple[int, list]]] | None:
    """((kg, DKK, packages), [(building, life) of each copy]) of the best plan; None when no plan holds."""
    from optimise_goals import allowed, linked

    groups = []
    for b, building in enumerate(document["buildings"]):
        options = []
        for life in lives(document, building):
            if fossil_free(document, building, life) and allowed(document, building, life):
                cost = [sum(p["cost_dkk"] for y, p in life if y == year) for year in document["years"]]
                label = {
                    year: sum(
                        int(p["cost_dkk"] * p.get("label_share_of_cost", Decimal(1)))
                        for y, p in life
                        if y == year and lifts_label(building, p)
                    )
                    for year in document["years"]
                }
                options.append((kg(document, building, life), cost, label, len(life), (b, life)))
        groups += [options] * building["weight"]
    floors = document.get("label_spend_floor_dkk") or {}
    found = None
    for plan in product(*groups):
        emitted = sum((option[0] for option in plan), Decimal(0))
        if found is not None and emitted > found[0][0]:
            continue
        value = (
            emitted,
            sum(sum(option[1]) for option in plan),
            sum(option[3] for option in plan),
        )
        if found is not None and value >= found[0]:
            continue
        if any(sum(option[2][year] for option in plan) < floor for year, floor in floors.items()):
            continue
        if not money_holds(
            document, {y: sum(option[1][i] for option in plan) for i, y in enumerate(document["years"])}
        ):
            continue
        if linked(document, [option[4] for option in plan]):
            found = value, [option[4] for option in plan]
    return found
