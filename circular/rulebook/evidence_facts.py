"""What a project tells of itself beside its materials, as facts of the case: evidence, and the demands it sets itself."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from circular.building.model import Building
    from circular.lca.model import Assessment

WINDOW = "window"


def evidence_facts(building: Building) -> dict[str, Any]:
    """Facts that hang on the project alone; what nobody has told is None."""
    from circular.building.evidence import documented

    demolition, taxonomy = building.demolition, building.taxonomy
    fbk, fbk_denied = documented(building.fbk)
    duties, denied = documented(demolition)
    return {
        "fbk.documented": fbk,
        "fbk.denied": fbk_denied,
        "demolition.documented": duties,
        "demolition.denied": denied,
        "demolition.at_hand": _at_hand(building),
        "demolition.old_glazing": _old_glazing(building),
        "taxonomy.waste_recovered_share": taxonomy.waste_recovered_share if taxonomy is not None else None,
        "taxonomy.retained_area_share": _retained(building),
        "taxonomy.primary": _primary(building),
    }


def own_facts(building: Building) -> dict[str, Any]:
    """The demands of the project's own `limits`; None where it sets none."""
    limits = building.limits
    asked = limits.low_emission_class
    return {
        "own.reused_mass_share": limits.min_reused_mass_share,
        "own.recycled_mass_share": limits.min_recycled_mass_share,
        "own.bio_based_mass_share": limits.min_bio_based_mass_share,
        "own.carbon_limit": asked if isinstance(asked, Decimal) else None,
        "own.upfront_kg_co2e": limits.max_upfront_kg_co2e,
        "own.primary_energy_kwh_m2": limits.max_primary_energy_kwh_m2,
    }


def _primary(building: Building) -> list[dict[str, Any]] | None:
    told = building.taxonomy.primary() if building.taxonomy is not None else []
    return [{"category": category, "share": share} for category, share in told] or None


def _at_hand(building: Building) -> bool:
    """Whether the works take floor area away: a demolition, or a removed part that carries floor area."""
    from circular.building.elements import elements

    removed = {part.element for part in building.components if part.status == "removed"}
    removed |= {choice.element for choice in building.choices if any(option.removes for option in choice.options)}
    carries = {name for name, element in elements().items() if element.carries_floor}
    return building.works == "demolition" or bool(building.removed_floor_area_m2) or bool(removed & carries)


def _old_glazing(building: Building) -> bool | None:
    """As told; no where no window is touched."""
    told = building.demolition.old_glazing if building.demolition is not None else None
    elements = [part.element for part in building.components] + [choice.element for choice in building.choices]
    touched = WINDOW in elements
    return told if told is not None or touched else False


def _retained(building: Building) -> Decimal | None:
    """The share told, else what the floor areas tell of a renovation."""
    told = building.taxonomy.retained_area_share if building.taxonomy is not None else None
    if told is not None or building.works != "renovation" or building.removed_floor_area_m2 is None:
        return told
    stays = building.floor_area_m2 if building.floor_area_m2 is not None else building.reference_area_m2
    return stays / (stays + building.removed_floor_area_m2)


def waste_t(building: Building, assessment: Assessment | None) -> Decimal | None:
    """Tonnes of waste: as told, else the mass of the removed parts; None where none is named or a mass is unknown."""
    told = building.demolition.waste_t if building.demolition is not None else None
    if told is not None or assessment is None or building.works not in ("renovation", "demolition"):
        return told
    masses = [one.mass_kg for one in assessment.elements if one.status == "removed"]
    known = [mass for mass in masses if mass is not None]
    return sum(known, Decimal(0)) / 1000 if masses and len(known) == len(masses) else None
