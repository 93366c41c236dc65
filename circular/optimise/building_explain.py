"""Why a project has no plan: the smallest set of demands that clash, and the cheapest way out of each by itself."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from circular.language import Language, listing, number
from circular.optimise.building_prices import DEMANDS
from circular.optimise.building_rows import ROWS
from circular.optimise.energy_rows import THOUSAND, climate, primary_of, total
from circular.optimise.model import Explanation, Infeasible, Needs
from circular.optimise.options import Pick
from circular.optimise.proof import Clock

if TYPE_CHECKING:
    from circular.optimise.building_plan import Project, Search

ZERO = Decimal(0)


def infeasible(project: Project, *, clock: Clock, solver: str, language: Language) -> Infeasible:
    """Explanations, in the order a person would try: entries without options, the ways out, the smallest clash."""
    side = 0 if language == "da" else 1
    empty = [
        choice.key
        for choice, offered in zip(project.space.building.choices, project.space.picks, strict=True)
        if not offered
    ]
    if empty:
        return Infeasible(
            explanations=tuple(
                Explanation(
                    level="building",
                    building=project.space.building.name,
                    rule="refused",
                    text=(
                        f"{key}: alle muligheder er afvist; se bemærkningerne.",
                        f"{key}: every option is refused; see the notes.",
                    )[side],
                    needs=Needs(what="option", value=None, unit="option"),
                )
                for key in empty
            )
        )
    active = [name for name in ROWS if is_active(project, name)]
    found = [way for name in active if (way := _way_out(project, name, clock, solver, language)) is not None]
    clash = smallest_clash(project, active, clock, solver)
    names = listing([DEMANDS[name][side] for name in clash], language)
    found.append(
        Explanation(
            level="set",
            building=project.space.building.name,
            rule=" + ".join(clash),
            text={
                "da": f"Disse krav kan ikke holdes samtidig: {names}.",
                "en": f"These demands cannot be met together: {names}.",
            }[language],
        )
    )
    return Infeasible(explanations=tuple(found))


def is_active(project: Project, name: str) -> bool:
    """Whether the project sets the demand at all."""
    building, limits = project.space.building, project.space.building.limits
    if name == "low_emission_class":
        return project.demands.ceiling is not None
    if name in ("budget_dkk", "stock", "conflicts", "requires", "pin", "ban"):
        return getattr(building, name) not in (None, {}, ())
    if name == "min_heat_kwh_year":
        return project.space.heat is not None
    if name == "u_value":
        return any(pick.u_demand is not None for offered in project.space.picks for pick in offered)
    return getattr(limits, name) is not None


def smallest_clash(project: Project, active: list[str], clock: Clock, solver: str) -> list[str]:
    """Names of demands that cannot be met together, none of which can be left out (deletion filter)."""
    from circular.optimise.building_plan import Search

    needed = list(active)
    for name in active:
        without = [other for other in active if other not in needed or other == name]
        if Search(project, without).run(clock=clock, solver=solver, objective=0.0).ended == "infeasible":
            needed.remove(name)
    return needed


def least(project: Project, name: str, *, clock: Clock, solver: str) -> Decimal | None:
    """The value of one demand that comes nearest to holding, all others holding; None when even that has no plan.

    DKK for the budget, kg/m²/year for the class, the largest share for a mass share, and so on; 0 for demands of logic.
    """
    from circular.optimise.building_plan import Search

    if name in ("min_reused_mass_share", "min_recycled_mass_share", "min_bio_based_mass_share"):
        return _largest_share(project, name, clock, solver)
    hunt = Search(project, without=(name,))
    found = hunt.run(clock=clock, solver=solver, objective=_measure(hunt, name))
    if found.point is None:
        return None
    true = hunt.true(found.point)
    if name == "budget_dkk":
        return true.cost_dkk
    if name == "low_emission_class":
        return true.assessment.limit_value
    if name == "max_upfront_kg_co2e":
        return true.assessment.total_kg_co2e.get("A1-A3")
    return true.primary_kwh_m2 if name == "max_primary_energy_kwh_m2" else ZERO


def _measure(hunt: Search, name: str) -> Any:
    model, space, demands = hunt.model, hunt.project.space, hunt.project.demands
    if name == "budget_dkk":
        return total(model, space, lambda pick: pick.cost_dkk, THOUSAND)
    if name == "low_emission_class":
        return climate(model, space, demands)
    if name == "max_upfront_kg_co2e":
        return total(model, space, lambda pick: pick.modules["A1-A3"], THOUSAND)
    if name == "max_primary_energy_kwh_m2" and space.heat is not None:
        return primary_of(model, space, demands)
    return 0.0


def _largest_share(project: Project, name: str, clock: Clock, solver: str) -> Decimal | None:
    """The largest share of new mass with a property (Dinkelbach: maximise m_p - rho m until rho no longer rises)."""
    from circular.optimise.building_plan import Search

    kind = name.removeprefix("min_").removesuffix("_mass_share")
    hunt = Search(project, without=(name,))
    space, rho = project.space, None
    for _ in range(20):
        at = rho if rho is not None else ZERO
        gain = total(hunt.model, space, partial(_short_of, kind, at), THOUSAND)
        found = hunt.run(clock=clock, solver=solver, objective=gain)
        if found.point is None:
            return None
        share = getattr(hunt.true(found.point).assessment.circularity, f"{kind}_mass_share")
        share = ZERO if share is None else share
        if rho is not None and share <= rho:
            return rho
        rho = share
    return rho


def _short_of(kind: str, share: Decimal, pick: Pick) -> Decimal:
    """kg by which a pick's mass with the property falls short of a share of its new mass."""
    return share * (pick.mass.new or ZERO) - (getattr(pick.mass, kind) or ZERO)


def _way_out(project: Project, name: str, clock: Clock, solver: str, language: Language) -> Explanation | None:
    """What this one demand would have to be for a plan to exist; None when changing it alone does not help."""
    value = least(project, name, clock=clock, solver=solver)
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
    what = DEMANDS[name][0 if danish else 1]
    return said(
        f"Uden {what} findes der en plan.", f"Without {what} there is a plan.", Needs(what=name, value=None, unit="")
    )
