"""The project as it stands once a plan is carried out: a building/1 of its own, without choices, that can be assessed and checked.

It is worked out from the user's own figures, apart from the model, because the certificate stands on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from circular.building.model import Building, Choice, Component, Energy, Option

ZERO = Decimal(0)
Chosen = Sequence[tuple[Choice, Option]]
"""Each entry with the option chosen for it."""


def finished(building: Building, chosen: Chosen) -> Building:
    """The project with the chosen options as components and the energy it then buys."""
    added: list[Component] = []
    for choice, option in chosen:
        if option.keep:
            continue
        label = f"{choice.label or ''} {option.name}".strip()
        for use in option.materials:
            added.append(Component(**dict(use), element=choice.element, label=label, name=option.name))
        for part in option.removes:
            added.append(
                Component(**dict(part), element=choice.element, label=label, name=option.name, status="removed")
            )
    return building.model_copy(
        update={
            "components": (*building.components, *added),
            "choices": (),
            "energy": _energy(building, chosen),
            "budget_dkk": None,
            "stock": {},
            "conflicts": (),
            "requires": (),
            "pin": {},
            "ban": (),
        }
    )


def heat_needed_kwh(building: Building, chosen: Chosen) -> Decimal:
    """H(x), kWh of heat a year once the chosen options stand."""
    from circular.optimise.demands import b_factor_of, degree_khours

    assert building.energy is not None
    area = building.heated_area_m2 or ZERO
    needed = building.energy.heating_kwh_m2_year * area * efficiency_now(building)
    for choice, option in chosen:
        if option.keep:
            continue
        needed -= option.heat_saving_kwh_year
        before = [other.u_value for other in choice.options if other.keep and other.u_value is not None]
        if option.u_value is not None and before and choice.area_m2 is not None:
            needed -= b_factor_of(choice) * choice.area_m2 * (before[0] - option.u_value) * degree_khours()
    return needed


def efficiency_now(building: Building) -> Decimal:
    """heating_efficiency; where it was left out, what the kept heating option says."""
    assert building.energy is not None
    if "heating_efficiency" in building.energy.model_fields_set and building.energy.heating_efficiency != 1:
        return building.energy.heating_efficiency
    for choice in building.choices:
        for option in choice.options:
            if option.keep and option.efficiency is not None and option.heating in (None, building.energy.heating):
                return option.efficiency
    return building.energy.heating_efficiency


def _energy(building: Building, chosen: Chosen) -> Energy | None:
    energy, area = building.energy, building.heated_area_m2
    if energy is None or not area or building.heated is False:
        return energy
    carrier, efficiency = energy.heating, efficiency_now(building)
    for _, option in chosen:
        if not option.keep and (option.heating is not None or option.efficiency is not None):
            changed = option.heating not in (None, carrier)
            efficiency = option.efficiency if option.efficiency is not None else Decimal(1) if changed else efficiency
            carrier = option.heating or carrier
    added = sum((option.electricity_delta_kwh for _, option in chosen if not option.keep), ZERO)
    own = carrier == energy.heating
    return energy.model_copy(
        update={
            "electricity_kwh_m2_year": max(ZERO, energy.electricity_kwh_m2_year + added / area),
            "heating_kwh_m2_year": heat_needed_kwh(building, chosen) / efficiency / area,
            "heating": carrier,
            "heating_efficiency": efficiency,
            "heating_factor_kg_kwh": energy.heating_factor_kg_kwh if own else None,
            "heating_factor_source": energy.heating_factor_source if own else None,
        }
    )
