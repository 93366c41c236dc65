"""What each option of a building project means in kroner, kg, mass and kWh, exact; options that cannot be trusted are refused by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from circular.building.model import Building, Choice, Component, Heating, MaterialUse, Option
from circular.faults import Fault
from circular.optimise.entries import check_names, heating_entry_of
from circular.optimise.heat import HeatBalance, heat_balance
from circular.stages import stage

if TYPE_CHECKING:
    from circular.lca import Context

ZERO = Decimal(0)
FOOTPRINT = ("A1-A3", "B4", "C3", "C4")
SHARES = ("reused", "recycled", "bio_based")
Said = tuple[str, str]
"""Danish and English."""


@dataclass(frozen=True)
class Mass:
    """kg newly built in, and how much of it has each property; None where a mass is unknown."""

    new: Decimal | None = ZERO
    reused: Decimal | None = ZERO
    recycled: Decimal | None = ZERO
    bio_based: Decimal | None = ZERO

    def __add__(self, other: Mass) -> Mass:
        def plus(a: Decimal | None, b: Decimal | None) -> Decimal | None:
            return None if a is None or b is None else a + b

        return Mass(*(plus(getattr(self, name), getattr(other, name)) for name in ("new", *SHARES)))


@dataclass(frozen=True, eq=False)
class Pick:
    """One option of one entry, with everything the rows need."""

    entry: int
    position: int
    """Place among the entry's options as written, from 0."""
    name: str
    """`element/option`, or `element[label]/option`."""
    option: Option
    cost_dkk: Decimal
    modules: dict[str, Decimal]
    """kg CO2e of the materials: A1-A3, B4, C3, C4."""
    removed_kg: Decimal
    """C3 + C4 of what the option takes out."""
    mass: Mass
    heat_saving_kwh: Decimal
    electricity_delta_kwh: Decimal
    carrier: Heating | None
    efficiency: Decimal
    stock: dict[str, Decimal]
    u_demand: Decimal | None
    """The U-value demanded of it, when it misses it and is not exempt."""

    @property
    def kg(self) -> Decimal:
        return sum(self.modules.values(), self.removed_kg)

    @property
    def building_kg(self) -> Decimal:
        return sum(self.modules.values(), ZERO)


@dataclass(frozen=True)
class Space:
    """All the picks of a project, and what is constant."""

    building: Building
    picks: tuple[tuple[Pick, ...], ...]
    """By entry; refused options are left out."""
    refused: tuple[tuple[str, Said], ...]
    base_modules: dict[str, Decimal]
    base_removed: Decimal
    base_mass: Mass
    base_stock: dict[str, Decimal]
    heat: HeatBalance | None
    """None when the project has no `energy`."""
    notes: tuple[Said, ...] = ()
    heating_entry: int | None = None
    missing: tuple[Said, ...] = field(default=())
    """Why no kg can be told at all (a partial component, B6 unknown)."""

    @property
    def base_kg(self) -> Decimal:
        return sum(self.base_modules.values(), self.base_removed)

    def find(self, name: str) -> Pick | None:
        return next((pick for entry in self.picks for pick in entry if pick.name == name), None)


@stage("prepare")
def space_of(building: Building, *, as_of: date, reuse_convention: str = "zero") -> Space:
    """The picks of a project; raises Fault for a name that is no option, or an entry that lacks what its options need."""
    from circular.lca import assess, context_of

    check_names(building)
    context = context_of(building, as_of=as_of, reuse_convention=reuse_convention)
    base = assess(building.model_copy(update={"choices": ()}), as_of=as_of, reuse_convention=reuse_convention)
    totals = base.total_kg_co2e
    missing: list[Said] = [
        (
            f"komponenten “{row.name or row.element}” kan ikke beregnes: {row.why_partial}",
            f"the component “{row.name or row.element}” cannot be computed: {row.why_partial_en}",
        )
        for row in base.elements
        if row.partial
    ]
    notes: list[Said] = []
    asked = [name for name in SHARES if getattr(building.limits, f"min_{name}_mass_share") is not None]
    base_mass = _mass_of(base_uses(building), context)
    if asked and base_mass.new is None:
        missing.append(
            (
                "en komponents masse er ukendt, og en massegrænse er sat",
                "the mass of a component is unknown and a mass share is demanded",
            )
        )
    heat = heat_balance(building, as_of=as_of, missing=missing, notes=notes)
    refused: list[tuple[str, Said]] = []
    picks = []
    heating_entry = heating_entry_of(building)
    for entry, choice in enumerate(building.choices):
        offered = []
        for position, option in enumerate(choice.options):
            why, pick = _pick(building, choice, entry, position, option, context, heat, entry == heating_entry, notes)
            if pick is None:
                refused.append((f"{choice.key}/{option.name}", why or ("", "")))
            else:
                offered.append(pick)
        picks.append(tuple(offered))
    stock: dict[str, Decimal] = {}
    for component in building.components:
        if component.status == "new":
            _count_stock(building, component, component.element, context, stock)
    return Space(
        building=building,
        picks=tuple(picks),
        refused=tuple(refused),
        base_modules={name: totals.get(name) or ZERO for name in FOOTPRINT},
        base_removed=totals.get("removed") or ZERO,
        base_mass=base_mass,
        base_stock=stock,
        heat=heat,
        notes=tuple(notes),
        heating_entry=heating_entry,
        missing=tuple(missing),
    )


def base_uses(building: Building) -> list[tuple[MaterialUse, str]]:
    return [(component, component.element) for component in building.components if component.status == "new"]


def _pick(
    building: Building,
    choice: Choice,
    entry: int,
    position: int,
    option: Option,
    context: Context,
    heat: HeatBalance | None,
    chooses_heating: bool,
    notes: list[Said],
) -> tuple[Said | None, Pick | None]:
    """The option with its figures, or why it is refused."""
    from circular.lca import row_footprint

    modules = dict.fromkeys(FOOTPRINT, ZERO)
    removed, stock = ZERO, dict[str, Decimal]()
    for use in () if option.keep else option.materials:
        row = row_footprint(use, choice.element, context, status="new")
        if row.partial:
            return (f"kan ikke beregnes: {row.partial}", f"cannot be computed: {row.partial_en}"), None
        if row.suspect:
            return (
                f"{use.material} har negativ A1-A3 + C3 + C4",
                f"{use.material} has a negative A1-A3 + C3 + C4",
            ), None
        if row.end_of_life_only:
            return (f"{use.material} er kun bortskaffelse", f"{use.material} is end of life only"), None
        for name in FOOTPRINT:
            modules[name] += row.modules[name] or ZERO
        _count_stock(building, use, choice.element, context, stock)
    for part in () if option.keep else option.removes:
        gone = Component(element=choice.element, status="removed", **part.model_dump())
        row = row_footprint(gone, choice.element, context, status="removed")
        if row.partial:
            return (
                f"det fjernede kan ikke beregnes: {row.partial}",
                f"what it removes cannot be computed: {row.partial_en}",
            ), None
        removed += (row.modules["C3"] or ZERO) + (row.modules["C4"] or ZERO)
    mass = _mass_of([] if option.keep else [(use, choice.element) for use in option.materials], context)
    limits = building.limits
    asked = [name for name in SHARES if getattr(limits, f"min_{name}_mass_share") is not None]
    if asked and mass.new is None:
        return ("massen er ukendt, og en massegrænse er sat", "its mass is unknown and a mass share is demanded"), None
    carrier, efficiency = (None, Decimal(1)) if heat is None else (heat.carrier, heat.efficiency)
    saving = ZERO
    if heat is not None:
        if chooses_heating and not option.keep:
            carrier, efficiency = heat.after(option)
            if heat.factor_sum(carrier) is None:
                return (f"'{carrier}' har ingen emissionsfaktor", f"'{carrier}' has no emission factor"), None
        saving = heat.saving(choice, option, notes)
    from circular.optimise.demands import missed_u_value

    return None, Pick(
        entry=entry,
        position=position,
        name=f"{choice.key}/{option.name}",
        option=option,
        cost_dkk=cost_of(building, choice, option),
        modules=modules,
        removed_kg=removed,
        mass=mass,
        heat_saving_kwh=saving,
        electricity_delta_kwh=ZERO if option.keep else option.electricity_delta_kwh,
        carrier=carrier,
        efficiency=efficiency,
        stock=stock,
        u_demand=missed_u_value(choice, option),
    )


def cost_of(building: Building, choice: Choice, option: Option) -> Decimal:
    """First investment in DKK excl. VAT; keeping costs nothing."""
    if option.keep:
        return ZERO
    if option.cost_dkk is not None:
        return option.cost_dkk
    if option.cost_dkk_per_m2 is None:
        return ZERO
    if choice.area_m2 is None:
        source = option.source or choice.source
        raise Fault(
            building.file,
            source.place if source else "",
            (
                f"'{option.name}' har en pris pr. m², men '{choice.key}' har intet areal",
                f"'{option.name}' has a price per m², but '{choice.key}' has no area",
            ),
            ("tilføj area_m2", "add area_m2"),
        )
    return option.cost_dkk_per_m2 * choice.area_m2


def _mass_of(uses: list[tuple[MaterialUse, str]], context: Context) -> Mass:
    from circular.lca import row_footprint

    total = Mass()
    for use, element in uses:
        kg = row_footprint(use, element, context, status="new").mass_kg
        if kg is None:
            total = total + Mass(None, None, None, None)
        else:
            total = total + Mass(kg, kg if use.reused else ZERO, kg * use.recycled_share, kg * use.bio_based_share)
    return total


def _count_stock(
    building: Building, use: MaterialUse, element: str, context: Context, into: dict[str, Decimal]
) -> None:
    """Add the declared amount of a use to the stock it is limited by, if any."""
    from circular.optimise.demands import declared_amount

    key = f"reused:{use.material}" if use.reused else use.material
    if key in building.stock:
        into[key] = into.get(key, ZERO) + declared_amount(use, context)
