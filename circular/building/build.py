"""Makes a Building out of the plain data of a building/1 file, the same way for YAML and for a workbook."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

from circular.building.choices import choice_of
from circular.building.evidence import Demolition, SustainabilityClass, Taxonomy, evidence_of
from circular.building.fields import Fields, Path, Places
from circular.building.lines import component_of
from circular.building.model import (
    Building,
    BuildingType,
    Choice,
    Component,
    ConstructionProcess,
    Deductions,
    Energy,
    EnergyPrices,
    Heating,
    Limits,
    MaterialUse,
    Works,
)

FORMAT = "building/1"
KEYS = dict.fromkeys((
    "circular", "name", "works", "building_type", "heated", "temporary", "permit_applied", "completed", "floor_area_m2",
    "reference_area_m2", "material_data", "energy_series", "heated_area_m2", "heated_basement_m2", "removed_floor_area_m2",
    "deductions", "energy", "energy_prices", "construction_process", "demolition", "fbk", "taxonomy", "components", "choices", "budget_dkk", "limits", "stock", "conflicts",
    "requires", "pin", "ban",
))  # fmt: skip
MOST_OFF = Decimal("0.02")
"""How far the shares of use may be from 1 when they are rounded."""
REQUIRED = ("circular", "works", "building_type", "reference_area_m2")
ENERGY = dict.fromkeys((
    "electricity_kwh_m2_year", "heating_kwh_m2_year", "heating", "heating_efficiency", "heating_factor_kg_kwh",
    "heating_factor_source", "min_heat_kwh_year",
))  # fmt: skip
PROCESS = dict.fromkeys(("a4_kg_co2e", "a5_kg_co2e", "source"))
DEDUCTIONS = dict.fromkeys(("special_conditions_kg_co2e", "energy_supplement_kwh_m2_year", "reason"))
LIMITS = dict.fromkeys((
    "low_emission_class", "min_reused_mass_share", "min_recycled_mass_share", "min_bio_based_mass_share",
    "max_upfront_kg_co2e", "max_primary_energy_kwh_m2",
))  # fmt: skip
TYPES = get_args(BuildingType)


def building_of(data: Any, places: Places, file: str) -> Building:
    """The project; raises Fault for what is not building/1, and nothing else."""
    fields = Fields(file, places)
    _is_building(data, fields)
    top = fields.table(data, (), KEYS, REQUIRED)
    components = tuple(
        component_of(row, ("components", index), fields)
        for index, row in enumerate(fields.rows(top.get("components"), ("components",)))
    )
    choices = tuple(
        choice_of(row, ("choices", index), fields)
        for index, row in enumerate(fields.rows(top.get("choices"), ("choices",)))
    )
    _choices_told_apart(choices, fields)
    stock = _amounts(top.get("stock"), ("stock",), fields)
    _stock_is_used(stock, components, choices, fields)
    heated = fields.flag(top.get("heated"), ("heated",))
    return Building(
        name=fields.text(top.get("name"), ("name",)) or _stem(file),
        works=fields.word(top["works"], ("works",), get_args(Works)),
        building_type=_building_type(top["building_type"], fields),
        reference_area_m2=fields.number(top["reference_area_m2"], ("reference_area_m2",), above=0) or Decimal(0),
        heated=True if heated is None else heated,
        temporary=bool(fields.flag(top.get("temporary"), ("temporary",))),
        permit_applied=fields.day(top.get("permit_applied"), ("permit_applied",)),
        completed=fields.whole(top.get("completed"), ("completed",), 1900, 2200),
        floor_area_m2=fields.number(top.get("floor_area_m2"), ("floor_area_m2",)),
        heated_area_m2=fields.number(top.get("heated_area_m2"), ("heated_area_m2",)),
        heated_basement_m2=fields.number(top.get("heated_basement_m2"), ("heated_basement_m2",)) or Decimal(0),
        removed_floor_area_m2=fields.number(top.get("removed_floor_area_m2"), ("removed_floor_area_m2",)),
        material_data=fields.text(top.get("material_data"), ("material_data",)),
        energy_series=fields.text(top.get("energy_series"), ("energy_series",)),
        energy=_energy(top.get("energy"), fields),
        energy_prices=_energy_prices(top.get("energy_prices"), fields),
        construction_process=_process(top.get("construction_process"), fields),
        deductions=_deductions(top.get("deductions"), fields),
        demolition=evidence_of(Demolition, top.get("demolition"), "demolition", fields),
        fbk=evidence_of(SustainabilityClass, top.get("fbk"), "fbk", fields),
        taxonomy=evidence_of(Taxonomy, top.get("taxonomy"), "taxonomy", fields),
        components=components,
        choices=choices,
        budget_dkk=fields.number(top.get("budget_dkk"), ("budget_dkk",)),
        limits=_limits(top.get("limits"), fields),
        stock=stock,
        conflicts=_pairs(top.get("conflicts"), "conflicts", fields),
        requires=_pairs(top.get("requires"), "requires", fields),
        pin=_texts(top.get("pin"), ("pin",), fields),
        ban=tuple(
            fields.text(name, ("ban", index)) or "" for index, name in enumerate(fields.rows(top.get("ban"), ("ban",)))
        ),
        file=file,
        warnings=tuple(da for da, _ in fields.warnings),
        warnings_en=tuple(en for _, en in fields.warnings),
    )


def _stem(file: str) -> str:
    return file.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _is_building(data: Any, fields: Fields) -> None:
    said = data.get("circular") if isinstance(data, dict) else None
    if said == FORMAT:
        return
    if said is None:
        fields.refuse(
            (),
            ("ikke et byggeprojekt: nøglen 'circular' mangler", "not a building project: the key 'circular' is missing"),
            ("begynd filen med 'circular: building/1'", "begin the file with 'circular: building/1'"),
        )  # fmt: skip
    fields.refuse(
        ("circular",),
        (f"'{said}' er ikke et byggeprojekt (building/1)", f"'{said}' is not a building project (building/1)"),
        ("en portefølje gives til circular optimise", "a portfolio is handed to circular optimise")
        if str(said).startswith("portfolio")
        else ("skriv 'circular: building/1'", "write 'circular: building/1'"),
    )


def _building_type(value: Any, fields: Fields) -> Any:
    path: Path = ("building_type",)
    if not isinstance(value, dict):
        return fields.word(value, path, TYPES)
    if not value:
        fields.refuse(
            path, ("ingen anvendelse er nævnt", "no use is named"), ("skriv fx {office: 0.6, retail: 0.4}",) * 2
        )
    shares = {}
    for name, share in value.items():
        fields.word(name, (*path, name), TYPES)
        shares[name] = fields.number(share, (*path, name), above=0, most=1)
    if len(shares) == 1:
        return next(iter(shares))
    total = sum(filter(None, shares.values()), Decimal(0))
    if abs(total - 1) > MOST_OFF:
        fields.refuse(
            path,
            (f"anvendelsernes andele er tilsammen {total}, ikke 1", f"the shares of use add up to {total}, not 1"),
            ("ret andelene, så de tilsammen giver 1", "correct the shares, so that they add up to 1"),
        )
    if total != 1:
        fields.warn(
            path, f"anvendelsernes andele er tilsammen {total}, ikke 1", f"the shares of use add up to {total}, not 1"
        )
    return shares


def _energy(value: Any, fields: Fields) -> Energy | None:
    if value is None:
        return None
    at: Path = ("energy",)
    row = fields.table(value, at, ENERGY)
    efficiency = fields.number(row.get("heating_efficiency"), (*at, "heating_efficiency"), above=0)
    given: dict[str, Any] = {
        "electricity_kwh_m2_year": fields.number(row.get("electricity_kwh_m2_year"), (*at, "electricity_kwh_m2_year")),
        "heating_kwh_m2_year": fields.number(row.get("heating_kwh_m2_year"), (*at, "heating_kwh_m2_year")),
        "heating": fields.word(row.get("heating"), (*at, "heating"), get_args(Heating)),
        "heating_efficiency": efficiency,
        "heating_factor_kg_kwh": fields.number(row.get("heating_factor_kg_kwh"), (*at, "heating_factor_kg_kwh")),
        "heating_factor_source": fields.text(row.get("heating_factor_source"), (*at, "heating_factor_source")),
        "min_heat_kwh_year": fields.number(row.get("min_heat_kwh_year"), (*at, "min_heat_kwh_year")),
    }
    return Energy(**{name: told for name, told in given.items() if told is not None})


def _energy_prices(value: Any, fields: Fields) -> EnergyPrices | None:
    if value is None:
        return None
    at: Path = ("energy_prices",)
    row = fields.table(value, at, dict.fromkeys(EnergyPrices.model_fields))
    told: dict[str, Any] = {
        "source": fields.text(row.get("source"), (*at, "source")),
        "year": fields.whole(row.get("year"), (*at, "year"), 1900, 2200),
    }
    prices = {name: fields.number(row.get(name), (*at, name)) for name in EnergyPrices.model_fields if name not in told}
    if any(price is not None for price in prices.values()) and told["source"] is None:
        fields.warn(at, "energipriser uden kilde (source)", "energy prices without a source")
    said = {**prices, **told}
    return EnergyPrices(**said) if any(one is not None for one in said.values()) else None


def _process(value: Any, fields: Fields) -> ConstructionProcess | None:
    if value is None:
        return None
    at: Path = ("construction_process",)
    row = fields.table(value, at, PROCESS)
    process = ConstructionProcess(
        a4_kg_co2e=fields.number(row.get("a4_kg_co2e"), (*at, "a4_kg_co2e")),
        a5_kg_co2e=fields.number(row.get("a5_kg_co2e"), (*at, "a5_kg_co2e")),
        source=fields.text(row.get("source"), (*at, "source")),
    )
    if process.source is None and (process.a4_kg_co2e is not None or process.a5_kg_co2e is not None):
        fields.warn(at, "A4 og A5 uden kilde (source)", "A4 and A5 without a source")
    return process


def _deductions(value: Any, fields: Fields) -> Deductions:
    if value is None:
        return Deductions()
    at: Path = ("deductions",)
    row = fields.table(value, at, DEDUCTIONS)
    special = fields.number(row.get("special_conditions_kg_co2e"), (*at, "special_conditions_kg_co2e"))
    supplement = fields.number(row.get("energy_supplement_kwh_m2_year"), (*at, "energy_supplement_kwh_m2_year"))
    reason = fields.text(row.get("reason"), (*at, "reason")) or ""
    if (special or supplement) and not reason:
        fields.warn(at, "et fradrag uden begrundelse (reason)", "a deduction without a reason")
    return Deductions(
        special_conditions_kg_co2e=special or Decimal(0),
        energy_supplement_kwh_m2_year=supplement or Decimal(0),
        reason=reason,
    )


def _limits(value: Any, fields: Fields) -> Limits:
    if value is None:
        return Limits()
    at: Path = ("limits",)
    row = fields.table(value, at, LIMITS)
    asked: Any = row.get("low_emission_class")
    if isinstance(asked, str):
        fields.word(asked, (*at, "low_emission_class"), ("policy", "law"))
    else:
        asked = fields.number(asked, (*at, "low_emission_class"))
    given: dict[str, Any] = {
        name: fields.number(row.get(name), (*at, name), most=1 if name.endswith("_share") else None)
        for name in LIMITS
        if name != "low_emission_class"
    }
    return Limits(low_emission_class=asked, **given)


def _amounts(value: Any, path: Path, fields: Fields) -> dict[str, Decimal]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        fields.table(value, path, {})
    found = {}
    for key, amount in value.items():
        number = fields.number(amount, (*path, key))
        if number is not None:
            found[str(key)] = number
    return found


def _stock_is_used(
    stock: dict[str, Decimal], components: tuple[Component, ...], choices: tuple[Choice, ...], fields: Fields
) -> None:
    """Warn of a limit on a material that nothing new is made of: it binds nothing, and may be a slip of the pen."""
    uses: list[MaterialUse] = [part for part in components if part.status == "new"]
    uses += [use for choice in choices for option in choice.options for use in option.materials]
    taken = {f"reused:{use.material}" if use.reused else use.material for use in uses}
    for key in stock:
        if key not in taken:
            fields.warn(("stock", key), f"intet i projektet tager af lageret '{key}'", f"nothing in the project takes of the stock '{key}'")  # fmt: skip


def _texts(value: Any, path: Path, fields: Fields) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        fields.table(value, path, {})
    return {str(key): fields.text(said, (*path, key)) or "" for key, said in value.items()}


def _pairs(value: Any, key: str, fields: Fields) -> tuple[tuple[str, str], ...]:
    pairs = []
    for index, pair in enumerate(fields.rows(value, (key,))):
        if not isinstance(pair, list) or len(pair) != 2:
            fields.refuse(
                (key, index),
                (f"'{key}' skal være par af muligheder", f"'{key}' must be pairs of options"),
                ('skriv fx ["outer_wall/A", "heating/B"]', 'write e.g. ["outer_wall/A", "heating/B"]'),
            )
        first, second = (fields.text(name, (key, index, side)) or "" for side, name in enumerate(pair))
        pairs.append((first, second))
    return tuple(pairs)


def _choices_told_apart(choices: tuple[Any, ...], fields: Fields) -> None:
    seen: set[str] = set()
    for index, choice in enumerate(choices):
        if choice.key in seen:
            fields.refuse(
                ("choices", index),
                (f"to valg hedder '{choice.key}'", f"two entries are named '{choice.key}'"),
                ("skeln dem med label", "tell them apart by label"),
            )
        seen.add(choice.key)
