"""Why a project has no plan: the smallest set of demands that clash, and the cheapest way out of each by itself."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from circular.language import Language, listing
from circular.optimise.building_clash import Clashes
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
    sets = list(Clashes(project, active, clock=clock, solver=solver).disjoint())
    from circular.optimise.building_ways import way_out

    found = []
    for index, clash in enumerate(sets):
        others = [name for other in sets for name in other if other is not clash]
        for name in active if len(sets) == 1 else clash:
            way = way_out(project, name, clock=clock, solver=solver, language=language, without=others)
            if way is not None:
                found.append(_also(way, others, language))
        if index + 1 < len(sets):
            found.append(_clash(project, clash, language))
    return Infeasible(explanations=(*found, *(_clash(project, clash, language) for clash in sets[-1:])))


def _clash(project: Project, clash: list[str], language: Language) -> Explanation:
    names = listing([DEMANDS[name][0 if language == "da" else 1] for name in clash], language)
    alone = {"da": f"Dette krav kan ikke holdes: {names}.", "en": f"This demand cannot be met: {names}."}
    several = {
        "da": f"Disse krav kan ikke holdes samtidig: {names}.",
        "en": f"These demands cannot be met together: {names}.",
    }
    return Explanation(
        level="set",
        building=project.space.building.name,
        rule=" + ".join(clash),
        text=(alone if len(clash) == 1 else several)[language],
    )


def _also(way: Explanation, others: list[str], language: Language) -> Explanation:
    """The way out, said to need more where other demands clash besides."""
    if not others:
        return way
    names = listing([DEMANDS[name][0 if language == "da" else 1] for name in others], language, "or")
    more = {"da": f" Det er ikke nok alene: også {names} må lempes.", "en": f" That is not enough by itself: {names} must be eased too."}  # fmt: skip
    return way.model_copy(update={"text": way.text + more[language]})


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


def least(project: Project, name: str, *, clock: Clock, solver: str, without: Collection[str] = ()) -> Decimal | None:
    """The value of one demand that comes nearest to holding, all others holding but `without`; None where none makes a plan.

    DKK for the budget, kg/m²/year for the class, the largest share for a mass share, and so on; 0 for demands of logic.
    """
    from circular.optimise.building_plan import Search

    if name in ("min_reused_mass_share", "min_recycled_mass_share", "min_bio_based_mass_share"):
        return _largest_share(project, name, clock, solver, without)
    hunt = Search(project, without=(name, *without))
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
    if name == "min_heat_kwh_year" and project.space.heat is not None:
        return project.space.heat.heat_kwh - sum((pick.heat_saving_kwh for pick in found.point), ZERO)
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
    if name == "min_heat_kwh_year":
        return total(model, space, lambda pick: pick.heat_saving_kwh, THOUSAND) + 0.0 * model.el
    return 0.0


def _largest_share(project: Project, name: str, clock: Clock, solver: str, without: Collection[str]) -> Decimal | None:
    """The largest share of new mass with a property (Dinkelbach: maximise m_p - rho m until rho no longer rises)."""
    from circular.optimise.building_plan import Search

    kind = name.removeprefix("min_").removesuffix("_mass_share")
    hunt = Search(project, without=(name, *without))
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
