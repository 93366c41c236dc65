"""The facts of a building project and its assessment by the names of rules/facts/building.yaml."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from circular.place import Place
from circular.rulebook.building_lists import element_items, options_of
from circular.rulebook.energy_facts import energy_facts
from circular.rulebook.evidence_facts import evidence_facts, own_facts, waste_t

if TYPE_CHECKING:
    from circular.building.model import Building
    from circular.clauses.model import Clause
    from circular.lca.model import Assessment
    from circular.tender.model import Tender

SHARES = {"reuse": "reused", "recycled_content": "recycled", "bio_based": "bio_based"}


def building_facts(building: Building, assessment: Assessment | None) -> dict[str, Any]:
    """Facts of the project; those of the assessment are missing where there is none."""
    facts: dict[str, Any] = {
        "works": building.works,
        "building_type": building.building_type if isinstance(building.building_type, str) else None,
        "reference_area_m2": building.reference_area_m2,
        "floor_area_m2": building.floor_area_m2 if building.floor_area_m2 is not None else building.reference_area_m2,
        "heated_area_m2": building.heated_area_m2 if building.heated is not False else Decimal(0),
        "heated_basement_m2": building.heated_basement_m2,
        "removed_floor_area_m2": building.removed_floor_area_m2,
        "heated": building.heated,
        "temporary": building.temporary,
        "permit_applied": building.permit_applied,
        "completed": None if building.completed is None else Decimal(building.completed),
        "budget_dkk": building.budget_dkk,
        "options": options_of(building),
        "lca.handed_in": bool(building.components),
    }
    facts |= energy_facts(building) | evidence_facts(building) | own_facts(building)
    facts["waste_t"] = waste_t(building, assessment)
    if assessment is not None and facts["lca.handed_in"]:
        facts |= _assessed(building, assessment)
    return facts


def _assessed(building: Building, assessment: Assessment) -> dict[str, Any]:
    per, coverage, circularity = assessment.per_m2_year, assessment.coverage, assessment.circularity
    return {
        "lca.complete": not any(one.partial for one in assessment.elements),
        "lca.study_period_years": Decimal(assessment.study_period_years),
        "lca.limit_value": assessment.limit_value,
        "lca.per_m2_year.building": per.get("building"),
        "lca.per_m2_year.construction_process": per.get("construction_process"),
        "lca.per_m2_year.total": per.get("total"),
        "lca.per_m2_year.b6": per.get("B6"),
        "lca.per_m2_year.d": per.get("D"),
        "lca.upfront_kg_co2e": assessment.total_kg_co2e.get("A1-A3"),
        "lca.material_data": assessment.material_data,
        "lca.material_data_fits": assessment.material_data_fits,
        "lca.energy_series_fits": assessment.energy_series_fits,
        "lca.suspect": assessment.suspect,
        "lca.coverage.essential": Decimal(len(coverage.essential)),
        "lca.coverage.mass_share": coverage.mass_share,
        "lca.coverage.element_share": coverage.element_share,
        "lca.coverage.missing": [
            {"element": one.element, "name": one.name, "reason": one.reason} for one in coverage.missing
        ],
        "lca.elements": element_items(building, assessment),
        "lca.new_parts": Decimal(sum(1 for one in assessment.elements if one.status == "new")),
        "lca.circularity.reused_mass_share": circularity.reused_mass_share,
        "lca.circularity.recycled_mass_share": circularity.recycled_mass_share,
        "lca.circularity.bio_based_mass_share": circularity.bio_based_mass_share,
    }


def demanded_facts(tender: Tender) -> dict[str, Any]:
    """What the tender's binding clauses demand of the project: the strictest number of each kind."""
    from circular.rulebook.checks_clauses import candidates
    from circular.rulebook.clause_search import search_words

    demands = [one for one in candidates(tender) if one.strength == "binding" and one.role in search_words().roles]
    facts: dict[str, Any] = {
        "demanded.strategies": tuple(dict.fromkeys(one.strategy for one in demands if one.strategy)) or None
    }
    for strategy, word in SHARES.items():
        shares = [share for one in demands if one.strategy == strategy for share in _shares(one)]
        if shares:
            facts[f"demanded.{word}_mass_share"] = max(shares)
    limits = [
        quantity.value
        for one in demands
        for quantity in one.quantities
        if quantity.unit == "kg_co2e_m2_year" and quantity.comparator in ("<=", "<", "=")
    ]
    if limits:
        facts["demanded.carbon_limit"] = min(limits)
    return facts


def _shares(clause: Clause) -> list[Decimal]:
    """Shares of everything that is built in that a clause sets as a floor."""
    from circular.rulebook.clause_search import search_words

    return [
        one.value / 100
        for one in clause.quantities
        if one.unit in ("percent", "percent_mass")
        and one.comparator in (">=", ">", "=")
        and search_words().of_all_materials(one.of, clause.text)
    ]


def demand_places(tender: Tender, fact: str) -> tuple[Place, ...]:
    """Where the tender states what a `demanded.…` fact holds."""
    from circular.rulebook.checks_clauses import candidates

    wanted = {f"demanded.{word}_mass_share": strategy for strategy, word in SHARES.items()}
    found = [
        one.place
        for one in candidates(tender)
        if one.strength == "binding"
        and (
            one.strategy == wanted.get(fact) and _shares(one)
            if fact in wanted
            else fact == "demanded.carbon_limit" and any(q.unit == "kg_co2e_m2_year" for q in one.quantities)
        )
    ]
    return tuple(dict.fromkeys(found))
