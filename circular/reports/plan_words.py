"""Words and figures of a plan as its page and workbook write them."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from circular.building.elements import element_name
from circular.language import Language, number
from circular.optimise.model import Plan
from circular.optimise.portfolio_model import Portfolio
from circular.reports.plain import clean

Figure = float | Decimal | int | None
HEATING = {
    "district_heating": ("fjernvarme", "district heating"), "gas": ("gas", "gas"), "oil": ("olie", "oil"), "biomass": ("biomasse", "biomass"),
    "electricity": ("el", "electricity"), "heat_pump": ("varmepumpe", "heat pump"),
}  # fmt: skip


def tonnes(kg: Figure, language: Language, decimals: int = 1) -> str:
    """kg as tonnes."""
    return "–" if kg is None else number(round(float(kg) / 1000, 6), language, decimals)


def kroner(amount: Figure, language: Language) -> str:
    """Whole kroner with their unit."""
    if amount is None:
        return "–"
    told = number(Decimal(str(amount)).to_integral_value(), language, 0)
    return f"{told} kr." if language == "da" else f"DKK {told}"


def short_kroner(amount: Figure, language: Language) -> tuple[str, str]:
    """An amount a person remembers and its unit: millions with one decimal from a million up."""
    if amount is None:
        return "–", ""
    if abs(float(amount)) < 1_000_000:
        return number(Decimal(str(amount)).to_integral_value(), language, 0), {"da": "kr.", "en": "DKK"}[language]
    return number(round(float(amount) / 1_000_000, 1), language), {"da": "mio. kr.", "en": "DKK million"}[language]


def millions(language: Language) -> Callable[[float], str]:
    """Writes a figure in millions without needless decimals."""
    return lambda value: number(round(value, 3), language)


LEAST_GAP = 1e-6
"""0.0001 %, the least that is shown."""


def percent_gap(gap: float | None, language: Language) -> str:
    """A relative distance as percent, rounded up, so that 'at most' is never too little."""
    if gap is None:
        return "–"
    return f"{number(Decimal(math.ceil(max(0.0, gap) * 1_000_000 - 1e-6)) / 10_000, language, 4)} %"


def no_gap(plan: Plan) -> bool:
    """Whether the plan is proven best and what may still lie between is less than is shown."""
    return plan.status == "optimal" and (plan.gap or 0.0) <= LEAST_GAP


def element_words(key: str | None, language: Language) -> str:
    """`electrical[belysning]` as a person says it: El-anlæg (belysning)."""
    name, _, label = (key or "").partition("[")
    said = element_name(name, language)
    return clean(f"{said} ({label.rstrip(']')})" if label else said)


def is_stock(plan: Plan) -> bool:
    """Whether it plans a building stock over years rather than one building."""
    return bool(plan.by_year) or any(choice.year is not None for choice in plan.choices)


def money_of(plan: Plan, subject: Any) -> tuple[dict[int, int], dict[int, int]]:
    """(budget, least on labels) by year, from the stock that was planned or from what its plan tells of it."""
    if isinstance(subject, Portfolio):
        return subject.budget_dkk, subject.label_spend_floor_dkk
    years = plan.portfolio.years if plan.portfolio is not None else ()
    floors = {row.year: row.label_floor_dkk for row in years if row.label_floor_dkk is not None}
    return {row.year: row.budget_dkk for row in years}, floors


def headline(plan: Plan, language: Language) -> str:
    """What a person would say first."""
    da = language == "da"
    if plan.kg_co2e is None:
        if plan.status == "infeasible":
            return "Ingen plan kan holde alle krav på én gang. Herunder står, hvad der skal til." if da else "No plan can meet every demand at once. What it would take stands below."  # fmt: skip
        return "Der blev ikke fundet en plan inden for tiden." if da else "No plan was found within the time."
    if not plan.choices and not plan.cost_dkk:
        return "Planen er at lade alt stå: intet af det, der kan vælges, både sparer CO₂ og holder budget og krav." if da else "The plan is to leave everything as it is: nothing on offer both saves CO₂ and keeps to budget and demands."  # fmt: skip
    cost = kroner(plan.cost_dkk, language)
    if plan.kg_co2e_now is None:
        return f"Planen koster {cost} og udleder {tonnes(plan.kg_co2e, language)} ton CO₂e over levetiden." if da else f"The plan costs {cost} and emits {tonnes(plan.kg_co2e, language)} tonnes CO₂e over its lifetime."  # fmt: skip
    saved = plan.kg_co2e_now - plan.kg_co2e
    share = number(round(saved / plan.kg_co2e_now * 100, 6), language, 0) if plan.kg_co2e_now else "–"
    if da:
        said = f"Planen sparer {tonnes(saved, language)} ton CO₂e ({share} %) for {cost}"
    else:
        said = f"The plan saves {tonnes(saved, language)} tonnes CO₂e ({share} %) for {cost}"
    if saved > 0 and plan.cost_dkk is not None:
        per = number(round(float(plan.cost_dkk) / saved * 1000, 6), language, 0)
        said += f", det er {per} kr. pr. sparet ton" if da else f", that is DKK {per} a tonne saved"
    return said if said.endswith(".") else said + "."
