"""The cheapest way out of a clash for each demand by itself: how many kroner, which limit, which share, which ban lifted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from circular.building.model import Building
from circular.language import Language, listing, number
from circular.optimise.building_explain import least
from circular.optimise.building_plan import Search
from circular.optimise.building_prices import DEMANDS
from circular.optimise.energy_rows import total
from circular.optimise.model import Explanation, Needs
from circular.optimise.proof import Clock

if TYPE_CHECKING:
    from circular.optimise.building_plan import Project


def way_out(
    project: Project, name: str, *, clock: Clock, solver: str, language: Language, without: Collection[str] = ()
) -> Explanation | None:
    """What this one demand would have to be for a plan to exist; None when changing it alone does not help."""
    value = least(project, name, clock=clock, solver=solver, without=without)
    if value is None:
        return None
    building, danish = project.space.building, language == "da"

    def said(da: str, en: str, needs: Needs) -> Explanation:
        return Explanation(level="building", building=building.name, rule=name, text=da if danish else en, needs=needs)

    if name == "budget_dkk" and building.budget_dkk is not None:
        more, whole = number(value - building.budget_dkk, language, 0), number(value, language, 0)
        return said(
            f"Budgettet mangler {more} kr. (i alt {whole} kr.).",
            f"The budget needs DKK {more} more (DKK {whole} in all).",
            Needs(what=name, value=float(value), unit="dkk"),
        )
    if name == "low_emission_class":
        from circular.rulebook.rounding import round_half_up

        limit = round_half_up(value, 1)
        text = number(limit, language, 1)
        return said(
            f"CO₂-klassen kan holdes, hvis grænsen er {text}.",
            f"The CO₂ class can be met if the limit is {text}.",
            Needs(what=name, value=float(limit), unit="kg_co2e_m2_year"),
        )
    if name.endswith("_mass_share"):
        text = number(value * 100, language, 1)
        what = DEMANDS[name][0 if danish else 1]
        return said(
            f"Sæt {what} ned til {text} %.",
            f"Lower {what} to {text} %.",
            Needs(what=name, value=float(value), unit="share"),
        )
    if name == "max_upfront_kg_co2e":
        text = number(value, language, 0)
        return said(
            f"Grænsen for A1-A3 skal være mindst {text} kg CO₂e.",
            f"The limit on A1-A3 must be at least {text} kg CO₂e.",
            Needs(what=name, value=float(value), unit="kg_co2e"),
        )
    if name == "max_primary_energy_kwh_m2":
        text = number(value, language, 1)
        return said(
            f"Energirammen skal være mindst {text} kWh/m².",
            f"The energy limit must be at least {text} kWh/m².",
            Needs(what=name, value=float(value), unit="kwh_m2_year"),
        )
    if name == "min_heat_kwh_year":
        text = number(value, language, 0)
        return said(
            f"Det mindste varmebehov skal sættes til højst {text} kWh om året.",
            f"The least heat demand must be set to at most {text} kWh a year.",
            Needs(what=name, value=float(value), unit="kwh_year"),
        )
    if name == "stock":
        return _more_stock(project, clock, solver, language, without)
    what = DEMANDS[name][0 if danish else 1]
    items = items_that_help(project, name, clock=clock, solver=solver, without=without)
    if items:
        told = listing([f"“{item}”" for item in items], language, "or")
        return said(
            f"Uden {what} {told} findes der en plan.", f"Without {what} {told} there is a plan.",
            Needs(what=name, value=None, unit=""),
        )  # fmt: skip
    return said(
        f"Uden {what} findes der en plan.", f"Without {what} there is a plan.", Needs(what=name, value=None, unit="")
    )


def items_that_help(
    project: Project, name: str, *, clock: Clock, solver: str, without: Collection[str] = ()
) -> list[str]:
    """The single bans, pins, conflicts or requirements that need only be lifted one at a time; the options that miss a U-value."""
    building = project.space.building
    if name == "u_value":
        found = Search(project, without=(name, *without)).run(clock=clock, solver=solver)
        return [pick.name for pick in found.point or () if pick.u_demand is not None]
    lifted: list[tuple[str, Building]] = []
    if name == "ban":
        lifted = [(one, building.model_copy(update={"ban": tuple(b for b in building.ban if b != one)})) for one in building.ban]  # fmt: skip
    elif name == "pin":
        pins = building.pin.items()
        lifted = [(f"{key}/{value}", building.model_copy(update={"pin": {k: v for k, v in pins if k != key}})) for key, value in pins]  # fmt: skip
    elif name in ("conflicts", "requires"):
        pairs: tuple[tuple[str, str], ...] = getattr(building, name)
        lifted = [(" + ".join(pair), building.model_copy(update={name: tuple(p for p in pairs if p != pair)})) for pair in pairs]  # fmt: skip
    return [item for item, other in lifted if _has_plan(_of(project, other), clock, solver, without)]


def _has_plan(project: Project, clock: Clock, solver: str, without: Collection[str]) -> bool:
    return Search(project, without).run(clock=clock, solver=solver, objective=0.0).point is not None


def _of(project: Project, building: Building) -> Project:
    return replace(project, space=replace(project.space, building=building))


def _more_stock(
    project: Project, clock: Clock, solver: str, language: Language, without: Collection[str]
) -> Explanation:
    """How much of one material would have to be at hand; that several are short where no single one helps."""
    building, space = project.space.building, project.space
    for key, most in sorted(building.stock.items()):
        rest = {name: amount for name, amount in building.stock.items() if name != key}
        hunt = Search(_of(project, building.model_copy(update={"stock": rest})), without)
        used = total(hunt.model, space, lambda pick, key=key: pick.stock.get(key, Decimal(0))) + 0.0 * hunt.model.el  # type: ignore[misc]
        found = hunt.run(clock=clock, solver=solver, objective=used)
        if found.point is not None:
            need = space.base_stock.get(key, Decimal(0)) + sum((p.stock.get(key, Decimal(0)) for p in found.point), Decimal(0))  # fmt: skip
            told, now = number(need, language), number(most, language)
            text = {
                "da": f"Lageret af {key} skal være {told} (nu {now}), i materialets deklarerede enhed.",
                "en": f"The stock of {key} must be {told} (now {now}), in the declared unit of the material.",
            }[language]
            needs = Needs(what=f"stock {key}", value=float(need), unit="declared")
            return Explanation(level="building", building=building.name, rule="stock", text=text, needs=needs)
    what = DEMANDS["stock"][0 if language == "da" else 1]
    text = {"da": f"Uden {what} findes der en plan.", "en": f"Without {what} there is a plan."}[language]
    return Explanation(level="building", building=building.name, rule="stock", text=text, needs=Needs(what="stock", value=None, unit=""))  # fmt: skip
