"""Every demand beyond money put on small random portfolios so that it cuts off the best plan, and tried plan by plan."""

from __future__ import annotations

import random
from copy import deepcopy
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from optimise_energy import factor
from optimise_stocks import best_plan, kg_in_year, random_stock, state

KINDS = (
    "max_kg_co2e", "max_buildings_at_once", "stock", "min_pv_kwh_year", "label_by", "u_values", "low_emission_class", "protected",
    "closed_years", "pin", "ban",
)  # fmt: skip
OFTEN = {"min_pv_kwh_year": 0.37, "closed_years": 0.5, "label_by": 0.6, "u_values": 0.8}
"""How often the kinds that would crowd the others out are put on."""
LABELS = ("A2020", "A2015", "A2010", "B", "C", "D", "E", "F", "G")
ELEMENTS = ("outer_wall", "roof", "window")


def demanding_stock(seed: int) -> dict:
    """A random portfolio with traits on its packages, and up to three demands that each cut off the best plan so far."""
    return deepcopy(_demanding_stock(seed))


@cache
def _demanding_stock(seed: int) -> dict:
    document = random_stock(seed)
    rng = random.Random(seed * 7919 + 1)
    for building in document["buildings"]:
        for package in building["packages"]:
            _traits(rng, package)
    found = best_plan(document)
    if found is None and rng.random() < 0.85:
        document["label_spend_floor_dkk"] = {}
        found = best_plan(document)
        if found is None and rng.random() < 0.4:
            document["fossil_heating_out_by"] = None
            found = best_plan(document)
        if found is None and document["fossil_heating_out_by"] and rng.random() < 0.6:
            document["budget_dkk"] = {year: 3 * amount for year, amount in document["budget_dkk"].items()}
            found = best_plan(document)
    turn = (
        ("pin", "u_values", "protected", "max_kg_co2e", "pin")[seed % 5],
        KINDS[seed % 11],
        KINDS[(seed + seed // 11 + 4) % 11],
    )
    rest = [kind for kind in KINDS if rng.random() < OFTEN.get(kind, 1)]
    for kind in (*turn, *rng.sample(rest, len(rest))):
        if found is None or sum(made(document, one) for one in KINDS) >= 6:
            break
        if made(document, kind):
            continue
        before = deepcopy(document)
        _demand(rng, document, kind, found[1])
        now = best_plan(document)
        if now is None and rng.random() < 0.99:
            document = before
        else:
            found = now
    return document


def made(document: dict, kind: str) -> bool:
    return bool(document.get(kind)) or any(building.get(kind) for building in document["buildings"])


def _traits(rng: random.Random, package: dict) -> None:
    package["label_after"] = rng.choice("BCD")
    package["pv_kwh_year"] = rng.choice((0, 0, 12_000, 30_000))
    package["uses"] = {"reused:#G0116": Decimal(rng.randrange(0, 40)) / 4}
    touched = rng.sample(ELEMENTS, rng.choice((0, 1, 2)))
    package["u_values"] = {name: Decimal(rng.randrange(8, 30)) / 100 for name in touched}
    for after in package.get("after", {}).values():
        after["label_after"] = rng.choice("ABC".replace("A", "B"))


def _demand(rng: random.Random, document: dict, kind: str, plan: list) -> None:
    """Add a demand that the plan does not meet, where it can be missed at all."""
    years = document["years"]
    built = [(b, year, package) for b, life in plan for year, package in life]
    if kind == "max_kg_co2e":
        year = rng.choice([years[-1] + 1, years[-1], years[0] + document["horizon_years"] - 1])
        total = sum((kg_in_year(document["buildings"][b], life, year) for b, life in plan), Decimal(0))
        document[kind] = {year: (total * Decimal(rng.choice(("0.9", "0.98", "0.995")))).quantize(Decimal("0.1"))}
    elif kind == "min_pv_kwh_year":
        year = rng.choice(years)
        has = sum(package["pv_kwh_year"] for _, when, package in built if when <= year)
        document[kind] = rng.choice(({year: has + 1}, {year: has + 12_000}))
    elif kind == "label_by":
        worst = max(
            range(9), key=lambda i: any(_label(document["buildings"][b], life) == LABELS[i] for b, life in plan) * i
        )
        document[kind] = {"label": LABELS[max(0, worst - rng.choice((1, 1, 2)))], "year": rng.choice(years)}
    if not built:
        return
    b, year, package = rng.choice(built)
    building = document["buildings"][b]
    if kind == "max_buildings_at_once":
        document[kind] = {year: len({at for at, (_, life) in enumerate(plan) if any(y == year for y, _ in life)}) - 1}
    elif kind == "stock":
        used = sum((p["uses"]["reused:#G0116"] for _, _, p in built), Decimal(0))
        document[kind] = {"reused:#G0116": used * Decimal(rng.choice(("0.5", "0.8", "0.95")))}
    elif kind == "u_values":
        found = [(name, value) for _, _, p in built for name, value in p["u_values"].items()]
        if found:
            name, value = rng.choice(found)
            document[kind] = {name: value - Decimal("0.01")}
    elif kind == "low_emission_class":
        life = next(life for at, life in plan if at == b and life)
        value = class_value(building, life)
        document[kind] = rng.choice((value - Decimal("0.1"), {"limit": value - Decimal("0.1"), "from": life[-1][0]}))
    elif kind == "protected":
        touched = list(package["u_values"])
        if touched:
            building[kind] = rng.choice((touched[:1], touched))
    elif kind == "closed_years":
        building[kind] = [year]
    elif kind == "pin":
        others = [p for p in building["packages"] if p is not package]
        if others and building["weight"] == 1:
            document[kind] = {building["id"]: rng.choice((rng.choice(others)["name"], {"package": rng.choice(others)["name"], "year": rng.choice(years)}))}  # fmt: skip
    elif kind == "ban":
        document[kind] = [rng.choice((f"{building['id']}/{package['name']}", building["id"]))]


def _label(building: dict, life: list) -> str:
    if not life:
        return building["now"]["label"]
    if len(life) == 1:
        return life[0][1]["label_after"]
    return life[1][1]["after"][life[0][1]["name"]]["label_after"]


def class_value(building: dict, life: list) -> Decimal:
    """kg CO2e per m² and year over the 50 years after the last package, to one decimal."""
    last = life[-1][0]
    use, carrier = state(building, life, last + 1)
    kg = sum(
        (
            (use["heat_kwh_year"] and use["heat_kwh_year"] * factor(carrier, year))
            + use["electricity_kwh_year"] * factor("electricity", year)
            for year in range(last + 1, last + 51)
        ),
        Decimal(0),
    )
    area = Decimal(building["heated_area_m2"])
    value = (Decimal(sum(p["embodied_kg_co2e"] for _, p in life)) + kg) / 50 / area
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def allowed(document: dict, building: dict, life: list) -> bool:
    """Whether one building's life keeps every demand that concerns it alone."""
    return (
        _labels_hold(document, building, life)
        and _parts_hold(document, building, life)
        and _named_hold(document, building, life)
    )


def _labels_hold(document: dict, building: dict, life: list) -> bool:
    asked = document.get("label_by")
    if not asked:
        return True
    for end in range(asked["year"], document["years"][-1] + 1):
        label = _label(building, [step for step in life if step[0] <= end])
        if LABELS.index(label) > LABELS.index(asked["label"]):
            return False
    return True


def _parts_hold(document: dict, building: dict, life: list) -> bool:
    limits = document.get("u_values") or {}
    for year, package in life:
        if any(value > limits.get(name, 99) for name, value in package.get("u_values", {}).items()):
            return False
        if set(package.get("u_values", {})) & set(building.get("protected", ())):
            return False
        if year in building.get("closed_years", ()):
            return False
    asked = document.get("low_emission_class")
    if asked is None or not life:
        return True
    limit, since = (asked["limit"], asked["from"]) if isinstance(asked, dict) else (asked, 0)
    return life[-1][0] < since or class_value(building, life) <= limit


def _named_hold(document: dict, building: dict, life: list) -> bool:
    pinned = (document.get("pin") or {}).get(building["id"])
    if pinned is not None:
        name, year = (pinned["package"], pinned["year"]) if isinstance(pinned, dict) else (pinned, None)
        if not any(p["name"] == name and year in (None, y) for y, p in life):
            return False
    banned = document.get("ban") or ()
    return not any(building["id"] in banned or f"{building['id']}/{p['name']}" in banned for _, p in life)


def linked(document: dict, plan: list) -> bool:
    """Whether the whole plan keeps the demands that link buildings."""
    built = [(year, package) for _, life in plan for year, package in life]
    for year, cap in (document.get("max_kg_co2e") or {}).items():
        if sum((kg_in_year(document["buildings"][b], life, year) for b, life in plan), Decimal(0)) > cap:
            return False
    for year, most in (document.get("max_buildings_at_once") or {}).items():
        if sum(any(when == year for when, _ in life) for _, life in plan) > most:
            return False
    for key, most in (document.get("stock") or {}).items():
        if sum((package["uses"].get(key, 0) for _, package in built), Decimal(0)) > most:
            return False
    for year, least in (document.get("min_pv_kwh_year") or {}).items():
        if sum(package["pv_kwh_year"] for when, package in built if when <= year) < least:
            return False
    return True
