"""Asks a building again with one thing changed: another budget, a limit, an option pinned, banned or set free."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from circular.building.model import Building
from circular.faults import Fault

FREE = ("none", "ingen", "intet")
SHARES = ("min_reused_mass_share", "min_recycled_mass_share", "min_bio_based_mass_share")
LIMITS = ("low_emission_class", *SHARES, "max_upfront_kg_co2e", "max_primary_energy_kwh_m2")


def changed(building: Building, question: str) -> Building:
    """The project as a question such as `budget=4000000` or `pin=outer_wall/Behold` would have it; `;` joins changes."""
    for part in question.split(";"):
        key, sign, value = (word.strip() for word in part.partition("="))
        if not sign or not value:
            raise _refused(question)
        building = _one(building, key, value, question)
    return building


def _one(building: Building, key: str, value: str, question: str) -> Building:
    free = value.casefold() in FREE
    if key in ("budget", "budget_dkk"):
        return building.model_copy(update={"budget_dkk": None if free else _number(value, question)})
    if key in LIMITS:
        asked = None if free else value if key == "low_emission_class" and value in ("policy", "law") else _number(value, question)  # fmt: skip
        return building.model_copy(update={"limits": building.limits.model_copy(update={key: asked})})
    if key == "pin":
        entry, _, option = value.partition("/")
        return building.model_copy(update={"pin": {**building.pin, entry: option}})
    if key == "unpin":
        return building.model_copy(update={"pin": {name: o for name, o in building.pin.items() if name != value}})
    if key == "ban":
        return building.model_copy(update={"ban": (*building.ban, value)})
    if key == "unban":
        return building.model_copy(update={"ban": tuple(name for name in building.ban if name != value)})
    raise _refused(question)


def _number(value: str, question: str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise _refused(question) from None
    if not number.is_finite() or number < 0:
        raise _refused(question)
    return number


def _refused(question: str) -> Fault:
    return Fault(
        "--what-if",
        "",
        (f"'{question}' er ikke til at forstå", f"'{question}' cannot be understood"),
        (
            f"skriv fx budget=4000000, budget=none, pin=outer_wall/Behold, ban=…, unban=…, unpin=… eller {', '.join(LIMITS)} = et tal",
            f"write e.g. budget=4000000, budget=none, pin=outer_wall/Keep, ban=…, unban=…, unpin=… or {', '.join(LIMITS)} = a number",
        ),
    )
