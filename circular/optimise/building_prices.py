"""Why each option of a building plan was chosen, and what the budget and the limits cost in CO2."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from circular.language import Language, listing, number
from circular.optimise.building_rivals import (
    Swap,
    blocked,
    reduced,
    runner_up,
    swaps_of,
    wins_by_kg,
    wins_by_price,
)
from circular.optimise.building_rows import ROWS, building_model
from circular.optimise.model import BudgetPrice, Chosen, LimitPrice, Rival, ShadowPrices
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


def chosen_with_reasons(
    project: Project, picks: tuple[Pick, ...], language: Language, *, clock: Clock, solver: str, exact: bool
) -> tuple[Chosen, ...]:
    """Each entry's option with its kroner, the kg of its materials, and why it and not another; `exact` asks when others win."""
    best, costs = project.true(picks), reduced(project, clock=clock)
    rows = []
    for pick in picks:
        swaps = swaps_of(project, picks, pick)
        rivals = []
        for swap in (runner_up(swaps), blocked(swaps)):
            if swap is None:
                continue
            kg = price = None
            if exact and not swap.broken:
                kg = wins_by_kg(project, best, swap.pick, clock=clock, solver=solver)
            elif exact and "budget_dkk" in swap.broken:
                price = wins_by_price(project, best, swap.pick, clock=clock, solver=solver)
            rivals.append(
                Rival(
                    option=swap.pick.option.name,
                    kg_more=float(swap.kg),
                    dkk_more=swap.dkk,
                    breaks=swap.broken,
                    reduced_cost_kg=costs.get(swap.pick.name),
                    wins_if_kg_less=None if kg is None else float(kg),
                    wins_at_dkk=price,
                )
            )
        rows.append(
            _chosen(project, pick).model_copy(update={"why": _why(swaps, rivals, language), "rivals": tuple(rivals)})
        )
    return tuple(rows)


def plainly_chosen(project: Project, picks: tuple[Pick, ...]) -> tuple[Chosen, ...]:
    """Each entry's option with its kroner and kg, without reasons."""
    return tuple(_chosen(project, pick) for pick in picks)


def _chosen(project: Project, pick: Pick) -> Chosen:
    return Chosen(
        building=project.space.building.name,
        element=project.space.building.choices[pick.entry].key,
        option=pick.option.name,
        cost_dkk=pick.cost_dkk,
        kg_co2e=float(pick.kg),
        modules=_modules(pick),
    )


def _modules(pick: Pick) -> dict[str, float]:
    """kg of the option's materials by module, and of what it removes."""
    found = {name: float(kg) for name, kg in pick.modules.items()}
    return found | {"removed": float(pick.removed_kg)}


def _why(swaps: list[Swap], rivals: list[Rival], language: Language) -> str:
    """The best swap of this one option that would hold and when it wins, and what stops a swap that would save more."""
    if not swaps:
        return {"da": "den eneste mulighed", "en": "the only option"}[language]
    said = [_told(rival, language) for rival in rivals]
    if not said:
        swap = min(swaps, key=lambda one: (one.dkk, one.kg, one.pick.position))
        said = [_stopped(swap.pick.option.name, float(swap.kg), swap.dkk, swap.broken, language)]
    return "; ".join(said)


def _told(rival: Rival, language: Language) -> str:
    if rival.breaks:
        said = _stopped(rival.option, rival.kg_more, rival.dkk_more, rival.breaks, language)
        if rival.wins_at_dkk is None:
            return said
        price = number(rival.wins_at_dkk, language, 0)
        return (
            said
            + {
                "da": f" (vinder, hvis den højst koster {price} kr.)",
                "en": f" (wins if it costs at most DKK {price})",
            }[language]
        )
    more = _more(Decimal(repr(rival.kg_more)), rival.dkk_more, language)
    said = {"da": f"næstbedst: {rival.option}, {more}", "en": f"runner-up: {rival.option}, {more}"}[language]
    if rival.wins_if_kg_less is None:
        return said
    t = number(Decimal(repr(rival.wins_if_kg_less)) / 1000, language, 1)
    return said + {"da": f" (vinder, hvis den udleder {t} t mindre)", "en": f" (wins if it emits {t} t less)"}[language]


def _stopped(option: str, kg: float, dkk: Decimal, broken: tuple[str, ...], language: Language) -> str:
    stops = listing([DEMANDS[name][0 if language == "da" else 1] for name in broken], language)
    more = _more(Decimal(repr(kg)), dkk, language)
    return {
        "da": f"{option}: {more}, men holder ikke {stops}",
        "en": f"{option}: {more}, but breaks {stops}",
    }[language]


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
