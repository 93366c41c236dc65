"""Turns the outcome of a building's search into a plan a person can use: choices with reasons, prices, front, notes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import prod

from circular.building.model import Building
from circular.language import Language, number
from circular.optimise.building_certify import Certified
from circular.optimise.building_explain import infeasible
from circular.optimise.building_front import front_of, with_budget
from circular.optimise.building_payback import payback_of, payback_words
from circular.optimise.building_plan import OPTIMAL_GAP, Best, Project, best_choice
from circular.optimise.building_prices import chosen_with_reasons, plainly_chosen, shadow_prices
from circular.optimise.model import Infeasible, Plan
from circular.optimise.options import Pick
from circular.optimise.portfolio_money import years_apart
from circular.optimise.portfolio_plan import gap_of
from circular.optimise.proof import Clock

STEP_DKK = 100_000
MOST_OPTIONS = 60
"""In a project of so many options in all it is always told when others win."""
MOST_REMARKS = 12
STEP_SECONDS = 5.0
"""What one more step of budget buys is told beside the shadow price."""


def answer(
    project: Project,
    best: Best,
    *,
    clock: Clock,
    solver: str,
    language: Language,
    front: int,
    why: bool = False,
    brief: bool = False,
) -> Plan:
    """The plan of a search's outcome.

    `why` asks when other options win also in a large project; `brief` leaves out everything that takes time beside the plan.
    """
    if best.certified is None or best.picks is None:
        return _no_plan(project, best, clock=clock, solver=solver, language=language)
    plan = _plan(project, best, best.certified, language)
    if brief:
        return plan.model_copy(update={"notes": (_stopped(language), *plan.notes)})
    points = front_of(project, front, clock=clock, solver=solver, plan=best) if front else ()
    notes = _notes(project, best, best.picks, clock, solver, language)
    small = sum(map(len, project.space.picks)) <= MOST_OPTIONS
    if not small and not why:
        notes = (*notes, _ask_why(language))
    if 0 < len(points) < front and not clock.out:
        notes = (_whole_front(len(points), language), *notes)
    exact = best.ended == "optimal" and (why or small)
    choices = chosen_with_reasons(project, best.picks, language, clock=clock, solver=solver, exact=exact)
    told = {
        "choices": choices,
        "shadow_prices": shadow_prices(project, clock=clock),
        "front": points,
        "notes": notes if best.ended == "optimal" else (_stopped(language), *notes),
    }
    return plan.model_copy(update=told)


def _plan(project: Project, best: Best, true: Certified, language: Language) -> Plan:
    """The plan itself, with its certificate."""
    assert true.kg is not None and best.picks is not None
    kg, now = float(true.kg), kg_now(project)
    gap, of_saving = gap_of(kg, best.bound_kg), None
    if now is not None and best.bound_kg is not None and now > best.bound_kg:
        of_saving = (kg - best.bound_kg) / (now - best.bound_kg)
    return Plan(
        schema="circular/plan/1",
        name=project.space.building.name,
        status="optimal" if gap is not None and gap <= OPTIMAL_GAP else "feasible",
        kg_co2e=kg,
        kg_co2e_now=now,
        bound_kg_co2e=best.bound_kg,
        gap=gap,
        gap_of_saving=of_saving,
        cost_dkk=true.cost_dkk,
        choices=plainly_chosen(project, best.picks),
        payback=payback_of(project, true),
        checked=not true.broken,
        illustration=_illustration(project, best.picks),
    )


def _no_plan(project: Project, best: Best, *, clock: Clock, solver: str, language: Language) -> Plan:
    ended = best.ended == "infeasible"
    return Plan(
        schema="circular/plan/1",
        name=project.space.building.name,
        status="infeasible" if ended else "no_solution_found",
        kg_co2e=None,
        kg_co2e_now=kg_now(project),
        bound_kg_co2e=best.bound_kg,
        gap=None,
        gap_of_saving=None,
        cost_dkk=None,
        infeasible=infeasible(project, clock=clock, solver=solver, language=language) if ended else Infeasible(),
        illustration=_illustration(project, ()),
        notes=_notes(project, None, (), clock, solver, language),
    )


def _stopped(language: Language) -> str:
    return {
        "da": "Søgningen blev standset (tidsgrænse eller Ctrl-C): planen er den bedste, der var fundet, og beviset siger, hvor langt der højst er til det bedste.",
        "en": "The search was stopped (time limit or Ctrl-C): the plan is the best found so far, and the proof says how far at most it is from the best.",
    }[language]


def _ask_why(language: Language) -> str:
    return {
        "da": f"Hvornår næstbedst vinder, regnes af sig selv op til {MOST_OPTIONS} muligheder; spørg med --why.",
        "en": f"When the runner-up wins is computed of itself up to {MOST_OPTIONS} options; ask with --why.",
    }[language]


def _whole_front(count: int, language: Language) -> str:
    plans = {"da": "1 plan" if count == 1 else f"{count} planer", "en": "1 plan" if count == 1 else f"{count} plans"}
    return {
        "da": f"Pris mod CO₂: hele fronten er {plans['da']}; alle andre er dyrere eller udleder mere end en af dem.",
        "en": f"Cost against CO₂: the whole front is {plans['en']}; all others cost or emit more than one of them.",
    }[language]


def kg_now(project: Project) -> float | None:
    """kg with every entry at its `keep`; None where an entry has none, or nobody can tell."""
    keeps = [next((pick for pick in offered if pick.option.keep), None) for offered in project.space.picks]
    if any(keep is None for keep in keeps) or project.space.missing:
        return None
    kg = project.true(tuple(keep for keep in keeps if keep is not None)).kg
    return None if kg is None else float(kg)


def _illustration(project: Project, picks: tuple[Pick, ...]) -> bool:
    """Whether a price that decides has no source: of the chosen options, or of all when there is no plan."""
    options = [pick.option for pick in picks] or [pick.option for offered in project.space.picks for pick in offered]
    return any(
        not option.keep and (option.cost_dkk or option.cost_dkk_per_m2) and not option.price_source
        for option in options
    )


def _without_price(project: Project) -> list[str]:
    """The options that build something and tell no price."""
    offered = (pick for picks in project.space.picks for pick in picks)
    return [pick.name for pick in offered if not pick.option.keep and pick.option.cost_dkk is None and pick.option.cost_dkk_per_m2 is None]  # fmt: skip


def _notes(
    project: Project, best: Best | None, picks: tuple[Pick, ...], clock: Clock, solver: str, language: Language
) -> tuple[str, ...]:
    side = 0 if language == "da" else 1
    said = [*_remarks(project.space.building, language)]
    said += [text[side] for text in project.space.missing] + [text[side] for text in project.demands.unknown]
    said += [text[side] for text in project.space.notes] + [text[side] for text in project.demands.notes]
    said += [
        {"da": f"Ikke medregnet: {name}: {why[0]}.", "en": f"Left out: {name}: {why[1]}."}[language]
        for name, why in project.space.refused
    ]
    if free := _without_price(project):
        names = ", ".join(free)
        said.append({"da": f"Uden pris, og derfor regnet som 0 kr.: {names}.", "en": f"Without a price, and so counted as DKK 0: {names}."}[language])  # fmt: skip
    priced = (pick.option.price_year for offered in project.space.picks for pick in offered if not pick.option.keep)
    said += [text[side] for text in years_apart(year for year in priced if year is not None)]
    if _illustration(project, picks):
        said.append(
            {
                "da": "Illustration: mindst én pris har ingen kilde.",
                "en": "Illustration: at least one price names no source.",
            }[language]
        )
    if best is not None and best.certified is not None and best.ended == "optimal":
        said += _margins(project, best.certified, language)
        said += payback_words(payback_of(project, best.certified), project.space.building, language)
        said += _one_step_more(project, best.certified, clock, solver, language)
        said += _other_conventions(project, picks, language)
    said.append(
        {
            "da": f"{_designs(project, language)} mulige kombinationer. Samspillet mellem klimaskærm og opvarmning er regnet nøjagtigt med, og planen er regnet efter for sig.",
            "en": f"{_designs(project, language)} possible combinations. The interplay of envelope and heating is counted exactly, and the plan was recomputed on its own.",
        }[language]
    )
    return tuple(dict.fromkeys(said))


def _remarks(building: Building, language: Language) -> list[str]:
    """What the reader remarked of the file, at most the first few."""
    told = building.warnings if language == "da" else building.warnings_en or building.warnings
    more = len(told) - MOST_REMARKS
    rest = {"da": f"Og {more} bemærkninger til filen mere (circular lca viser dem).", "en": f"And {more} more remarks on the file (circular lca shows them)."}  # fmt: skip
    return [*told[:MOST_REMARKS], *([rest[language]] if more > 0 else [])]


def _designs(project: Project, language: Language) -> str:
    """How many combinations there are: whole up to a billion, else as a power of ten."""
    designs = prod(len(offered) for offered in project.space.picks)
    if designs < 10**9:
        return number(designs, language)
    digits = len(str(designs)) - 1
    return {"da": f"Over 10^{digits}", "en": f"More than 10^{digits}"}[language]


def _margins(project: Project, true: Certified, language: Language) -> list[str]:
    """How far the plan is from each demand."""
    building, limits, found = project.space.building, project.space.building.limits, []

    def tell(da: str, en: str, value: Decimal | None, limit: Decimal | None, decimals: int, unit: str) -> None:
        if value is not None and limit is not None:
            a, b = number(value, language, decimals), number(limit, language, decimals)
            stop = "" if unit.endswith(".") else "."
            found.append(f"{da if language == 'da' else en}: {a} {'af' if language == 'da' else 'of'} {b} {unit}{stop}")

    kr = "kr." if language == "da" else "DKK"
    tell("Budget", "Budget", true.cost_dkk, building.budget_dkk, 0, kr)
    tell(
        "Klimapåvirkning",
        "Climate footprint",
        true.assessment.limit_value,
        project.demands.ceiling,
        2,
        "kg CO₂e/m²/år" if language == "da" else "kg CO₂e/m²/year",
    )
    share = true.assessment.circularity
    for da, en, value, least in (
        ("Genbrug, masseandel", "Reused share of mass", share.reused_mass_share, limits.min_reused_mass_share),
        (
            "Genanvendt indhold, masseandel",
            "Recycled share of mass",
            share.recycled_mass_share,
            limits.min_recycled_mass_share,
        ),
        (
            "Biobaseret, masseandel",
            "Bio-based share of mass",
            share.bio_based_mass_share,
            limits.min_bio_based_mass_share,
        ),
    ):
        if value is not None and least is not None:
            word = {"da": "mindst", "en": "at least"}[language]
            found.append(
                f"{da if language == 'da' else en}: {number(value * 100, language, 1)} % ({word} {number(least * 100, language, 1)} %)."
            )
    tell("A1-A3", "A1-A3", true.assessment.total_kg_co2e.get("A1-A3"), limits.max_upfront_kg_co2e, 0, "kg CO₂e")
    tell("Primær energi", "Primary energy", true.primary_kwh_m2, limits.max_primary_energy_kwh_m2, 1, "kWh/m²")
    return found


def _one_step_more(project: Project, true: Certified, clock: Clock, solver: str, language: Language) -> list[str]:
    """What 100,000 DKK more would buy: the project solved again with so much more budget."""
    budget = project.space.building.budget_dkk
    if budget is None or true.kg is None:
        return []
    more = best_choice(
        with_budget(project, budget + STEP_DKK), clock=clock.at_most(STEP_SECONDS), solver=solver, ties=False
    )
    if more.certified is None or more.certified.kg is None or more.ended != "optimal":
        return []
    saved = true.kg - more.certified.kg
    if saved <= 0:
        return [
            {"da": "100.000 kr. mere ville ikke spare mere CO₂.", "en": "100,000 DKK more would save no more CO₂."}[
                language
            ]
        ]
    per = number(Decimal(STEP_DKK) / saved * 1000, language, 0)
    t = number(saved / 1000, language, 1)
    return [
        {
            "da": f"100.000 kr. mere ville spare {t} t CO₂e ({per} kr. pr. t).",
            "en": f"100,000 DKK more would save {t} t CO₂e (DKK {per} per t).",
        }[language]
    ]


def _other_conventions(project: Project, picks: tuple[Pick, ...], language: Language) -> list[str]:
    """The plan's kg under the other ways of counting reused materials, where it uses any."""
    if not any(use.reused for pick in picks if not pick.option.keep for use in pick.option.materials):
        return []
    found = []
    for convention in ("zero", "replacements_new", "eol_kept"):
        if convention != project.reuse_convention:
            kg = replace(project, reuse_convention=convention).true(picks).kg
            if kg is not None:
                t = number(kg / 1000, language, 1)
                found.append(
                    {
                        "da": f"Med genbrug regnet som “{convention}” er planen {t} t CO₂e.",
                        "en": f"With reuse counted as “{convention}” the plan is {t} t CO₂e.",
                    }[language]
                )
    return found
