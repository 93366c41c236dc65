"""Makes packages from a building's `choices`: each combination of options is a package (formats.md §4)."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, Decimal
from itertools import product
from typing import Any

from circular.building.choices import choice_of
from circular.building.fields import Fields as ProjectFields
from circular.building.model import Building, Choice, Energy
from circular.faults import Fault
from circular.optimise.energy_label import lifts
from circular.optimise.fields import Fields
from circular.optimise.fields import Path as At
from circular.optimise.options import Pick, Space, space_of
from circular.optimise.portfolio_model import ELECTRIC, Package, Portfolio, StockBuilding

MOST_PACKAGES = 20_000
"""More combinations than this in one building are refused: the choices should be thinned out first."""


def choices_of(value: Any, at: At, fields: Fields, notes: list[tuple[str, str]]) -> tuple[Choice, ...]:
    """The choices of a building, read and refused as in a project."""
    careful = ProjectFields(fields.file, fields.places)
    found = tuple(choice_of(row, (*at, i), careful) for i, row in enumerate(fields.rows(value, at)))
    seen: set[str] = set()
    for i, choice in enumerate(found):
        if choice.key in seen:
            fields.refuse(
                (*at, i),
                (f"valget '{choice.key}' står to gange i bygningen", f"the entry '{choice.key}' stands twice in the building"),
                ("skeln dem med `label`", "tell them apart by `label`"),
            )  # fmt: skip
        seen.add(choice.key)
    notes += careful.warnings
    return found


def with_packages(portfolio: Portfolio, *, as_of: date) -> Portfolio:
    """The portfolio with packages in place of choices; unchanged when no building has choices."""
    if not any(building.choices for building in portfolio.buildings):
        return portfolio
    notes: list[tuple[str, str]] = list(portfolio.notes)
    buildings = tuple(
        building.model_copy(update={"packages": _packages(portfolio, building, as_of, notes), "choices": ()}) if building.choices else building
        for building in portfolio.buildings
    )  # fmt: skip
    return portfolio.model_copy(update={"buildings": buildings, "notes": tuple(notes)})


def _packages(
    portfolio: Portfolio, building: StockBuilding, as_of: date, notes: list[tuple[str, str]]
) -> tuple[Package, ...]:
    """One package for each combination that is not all `keep`, meets the U-values and needs no less heat than it must."""
    space = space_of(as_project(portfolio, building), as_of=as_of)
    notes += [(f"{building.id}: {name}: {why[0]}", f"{building.id}: {name}: {why[1]}") for name, why in space.refused]
    size = 1
    for offered in space.picks:
        size *= len(offered)
    if size > MOST_PACKAGES:
        raise Fault(
            portfolio.file,
            building.source.place if building.source else "",
            (f"'{building.id}' har {size} kombinationer, flere end {MOST_PACKAGES}", f"'{building.id}' has {size} combinations, more than {MOST_PACKAGES}"),
            ("fjern muligheder, eller skriv pakkerne ud", "leave out options, or write the packages out"),
        )  # fmt: skip
    made = []
    for picks in product(*space.picks):
        if all(pick.option.keep for pick in picks) or any(pick.u_demand is not None for pick in picks):
            continue
        package = _package(portfolio, building, space, picks)
        if package is not None:
            made.append(
                lifts(
                    package,
                    None,
                    building.now,
                    building.heated_area_m2,
                    building.building_type,
                    portfolio.label_scale,
                    building.id,
                    notes,
                )
            )
    return tuple(made)


def as_project(portfolio: Portfolio, building: StockBuilding) -> Building:
    """The building as a renovation project whose energy is what it buys now."""
    area = building.heated_area_m2
    return Building(
        name=building.id,
        works="renovation",
        building_type=building.building_type,
        reference_area_m2=building.reference_area_m2 or area,
        heated_area_m2=area,
        completed=portfolio.years[0],
        material_data=portfolio.material_data,
        energy=Energy(
            electricity_kwh_m2_year=building.now.electricity_kwh_year / area,
            heating_kwh_m2_year=building.now.heat_kwh_year / area,
            heating=building.now.heating,
            heating_efficiency=building.now.heating_efficiency,
            heating_factor_kg_kwh=Decimal(0)
            if building.now.heating in portfolio.factors
            else None,  # its own factor is used later
            heating_factor_source="factors",
            min_heat_kwh_year=building.now.min_heat_kwh_year,
        ),
        choices=tuple(_kept_as_now(choice, building.u_values_now) for choice in building.choices),
        stock=dict(portfolio.stock),
        file=portfolio.file,
    )


def _kept_as_now(choice: Choice, now: dict[str, Decimal]) -> Choice:
    """The choice with today's U-value of the building where its `keep` names none."""
    if choice.element not in now:
        return choice
    options = tuple(
        option.model_copy(update={"u_value": now[choice.element]}) if option.keep and option.u_value is None else option
        for option in choice.options
    )
    return choice.model_copy(update={"options": options})


def _package(portfolio: Portfolio, building: StockBuilding, space: Space, picks: tuple[Pick, ...]) -> Package | None:
    """The package of one combination; None where it would need less heat than the building must have."""
    now = building.now
    heat = now.heat_kwh_year * now.heating_efficiency - sum((pick.heat_saving_kwh for pick in picks), Decimal(0))
    if heat < now.min_heat_kwh_year:
        return None
    carrier, efficiency = now.heating, now.heating_efficiency
    if space.heating_entry is not None:
        heating = picks[space.heating_entry]
        carrier, efficiency = heating.carrier or carrier, heating.efficiency
    electricity = max(
        Decimal(0), now.electricity_kwh_year + sum((pick.electricity_delta_kwh for pick in picks), Decimal(0))
    )
    bought, electric = heat / efficiency, carrier in ELECTRIC
    u_values: dict[str, Decimal] = {}
    for pick in picks:
        if not pick.option.keep and pick.option.u_value is not None:
            element = building.choices[pick.entry].element
            u_values[element] = max(u_values.get(element, pick.option.u_value), pick.option.u_value)
    return Package(
        name=" + ".join(pick.option.name for pick in picks),
        cost_dkk=int(sum((pick.cost_dkk for pick in picks), Decimal(0)).to_integral_value(rounding=ROUND_CEILING)),
        embodied_kg_co2e=sum((pick.kg for pick in picks), Decimal(0)),
        heating=carrier,
        heat_kwh_year=Decimal(0) if electric else bought,
        electricity_kwh_year=electricity + (bought if electric else Decimal(0)),
        pv_kwh_year=sum(
            (-pick.electricity_delta_kwh for pick in picks if building.choices[pick.entry].element == "solar"),
            Decimal(0),
        ),
        uses=_uses(picks),
        touches=tuple(dict.fromkeys(building.choices[pick.entry].element for pick in picks if not pick.option.keep)),
        u_values=u_values,
        u_exempt=_exempt(portfolio, building, picks),
    )


def _exempt(portfolio: Portfolio, building: StockBuilding, picks: tuple[Pick, ...]) -> str | None:
    """The reasons of exempt options, where every other changed element keeps to the demanded U-values."""
    reasons = [pick.option.u_exempt for pick in picks if pick.option.u_exempt]
    for pick in picks:
        limit = portfolio.u_values.get(building.choices[pick.entry].element)
        if pick.option.keep or pick.option.u_exempt or limit is None:
            continue
        if pick.option.u_value is None or pick.option.u_value > limit:
            return None
    return "; ".join(reasons) or None


def _uses(picks: tuple[Pick, ...]) -> dict[str, Decimal]:
    used: dict[str, Decimal] = {}
    for pick in picks:
        for key, amount in pick.stock.items():
            used[key] = used.get(key, Decimal(0)) + amount
    return used
