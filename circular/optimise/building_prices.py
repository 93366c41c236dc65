"""Why each option of a building plan was chosen, and what the budget and the limits cost in CO2."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from circular.language import Language, listing, number
from circular.optimise.building_rows import ROWS, building_model
from circular.optimise.model import BudgetPrice, Chosen, LimitPrice, ShadowPrices
from circular.optimise.options import Pick
from circular.optimise.proof import Clock
from circular.optimise.solver import duals

if TYPE_CHECKING:
    from circular.optimise.building_plan import Project

UNIT_OF_ROW = {
    "low_emission_class": 1000.0,
    "max_upfront_kg_co2e": 1.0,
    "max_primary_energy_kwh_m2": 1000.0,
}
"""kg of objective per unit of the limit, for a dual in tonnes per unit of the row."""
DEMANDS = {
    "budget_dkk": ("budgettet", "the budget"),
    "low_emission_class": ("CO₂-klassen", "the CO₂ class"),
    "min_reused_mass_share": ("andelen af genbrug", "the reused share"),
    "min_recycled_mass_share": ("andelen af genanvendt indhold", "the recycled share"),
    "min_bio_based_mass_share": ("den biobaserede andel", "the bio-based share"),
    "max_upfront_kg_co2e": ("grænsen for A1-A3", "the limit on A1-A3"),
    "max_primary_energy_kwh_m2": ("energirammen", "the energy limit"),
    "stock": ("lageret", "the stock"),
    "min_heat_kwh_year": ("det mindste varmebehov", "the least heat demand"),
    "conflicts": ("uforeneligheden", "the conflict"),
    "requires": ("forudsætningen", "the requirement between options"),
    "pin": ("den låste mulighed", "the pinned option"),
    "ban": ("forbuddet", "the ban"),
    "u_value": ("U-værdikravet", "the U-value demand"),
}
"""What people call the constraints, in Danish and English."""


def shadow_prices(project: Project, *, clock: Clock) -> ShadowPrices:
    """Duals of the LP relaxation: kg CO2e saved per extra krone, and per unit that a limit is eased."""
    model = building_model(project.space, project.demands)
    named = {
        name: getattr(model, name) for name in ROWS if name in ("budget_dkk", *UNIT_OF_ROW) and hasattr(model, name)
    }
    values = duals(model, list(named.values()), time_limit=clock.left()) if named else {}
    if values is None:
        return ShadowPrices()
    budget: tuple[BudgetPrice, ...] = ()
    limits = []
    for name, row in named.items():
        eased = max(0.0, -values[row.name])
        eased = eased if eased > 1e-12 else 0.0
        if name == "budget_dkk":
            budget = (BudgetPrice(year=None, kg_per_dkk=eased, dkk_per_tonne=1000 / eased if eased else None),)
        else:
            limits.append(LimitPrice(limit=name, kg_per_unit=eased * UNIT_OF_ROW[name]))
    return ShadowPrices(budget=budget, limits=tuple(limits))


def chosen_with_reasons(project: Project, picks: tuple[Pick, ...], language: Language) -> tuple[Chosen, ...]:
    """Each entry's option with its kroner, the kg of its materials, and why it and not another."""
    rows = []
    for pick in picks:
        choice = project.space.building.choices[pick.entry]
        rows.append(
            Chosen(
                building=project.space.building.name,
                element=choice.key,
                option=pick.option.name,
                cost_dkk=pick.cost_dkk,
                kg_co2e=float(pick.kg),
                modules=_modules(pick),
                why=_why(project, picks, pick, language),
            )
        )
    return tuple(rows)


def _modules(pick: Pick) -> dict[str, float]:
    """kg of the option's materials by module, and of what it removes."""
    found = {name: float(kg) for name, kg in pick.modules.items()}
    return found | {"removed": float(pick.removed_kg)}


def _why(project: Project, picks: tuple[Pick, ...], chosen: Pick, language: Language) -> str:
    """The best swap of this one option that would hold, and what stops a swap that would save more."""
    here = project.true(picks)
    swaps = []
    for rival in project.space.picks[chosen.entry]:
        if rival is not chosen:
            other = project.true(tuple(rival if pick is chosen else pick for pick in picks))
            if other.kg is not None and here.kg is not None:
                swaps.append((other.kg - here.kg, other.cost_dkk - here.cost_dkk, rival, other.broken))
    if not swaps:
        return {"da": "den eneste mulighed", "en": "the only option"}[language]
    said = []
    holding = [swap for swap in swaps if not swap[3]]
    if holding:
        kg, dkk, rival, _ = min(holding, key=lambda swap: (swap[0], swap[1], swap[2].position))
        said.append(
            {
                "da": f"næstbedst: {rival.option.name}, {_more(kg, dkk, language)}",
                "en": f"runner-up: {rival.option.name}, {_more(kg, dkk, language)}",
            }[language]
        )
    better = [swap for swap in swaps if swap[3] and swap[0] < 0]
    if not holding and not better:
        better = [min(swaps, key=lambda swap: (swap[1], swap[0], swap[2].position))]
    if better:
        kg, dkk, rival, broken = min(better, key=lambda swap: (swap[0], swap[1], swap[2].position))
        stops = listing([DEMANDS[name][0 if language == "da" else 1] for name in broken], language)
        said.append(
            {
                "da": f"{rival.option.name} ville give {_more(kg, dkk, language)}, men holder ikke {stops}",
                "en": f"{rival.option.name} would give {_more(kg, dkk, language)}, but breaks {stops}",
            }[language]
        )
    return (
        "; ".join(said)
        or {"da": "ingen anden mulighed holder kravene", "en": "no other option meets the demands"}[language]
    )


def _more(kg: Decimal, dkk: Decimal, language: Language) -> str:
    """`12,3 t mere og 200.000 kr. billigere`, with the price per tonne where both are given up."""
    t, amount = number(abs(kg) / 1000, language, 1), number(abs(dkk), language, 0)
    price = {
        "da": "samme pris" if not dkk else f"{amount} kr. {'dyrere' if dkk > 0 else 'billigere'}",
        "en": "the same price" if not dkk else f"DKK {amount} {'dearer' if dkk > 0 else 'cheaper'}",
    }[language]
    if language == "da":
        said = f"{t} t {'mere' if kg >= 0 else 'mindre'} og {price}"
    else:
        said = f"{t} t {'more' if kg >= 0 else 'less'} and {price}"
    if kg * dkk < 0:
        per = number(abs(dkk / kg) * 1000, language, 0)
        said += {"da": f" ({per} kr. pr. t)", "en": f" (DKK {per} per t)"}[language]
    return said
