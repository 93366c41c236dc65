"""Reads portfolio/1 from YAML and refuses whatever is doubtful, with file, line, fault and hint (formats.md §4)."""

from __future__ import annotations

import itertools
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from circular import strict_yaml
from circular.building.model import BuildingType, Heating
from circular.faults import Fault
from circular.optimise.energy_label import LABELS, lifts
from circular.optimise.fields import Fields
from circular.optimise.fields import Path as At
from circular.optimise.portfolio_model import ELECTRIC, Now, Package, Portfolio, Prices, StockBuilding, Use

CARRIERS = get_args(Heating)
TYPES = get_args(BuildingType)
TOP = (
    "circular", "name", "years", "budget_dkk", "carry_over", "label_spend_floor_dkk", "fossil_heating_out_by", "horizon_years", "prices",
    "factors", "stages", "label_scale", "material_data", "buildings",
)  # fmt: skip
BUILDING = ("id", "heated_area_m2", "reference_area_m2", "building_type", "weight", "now", "packages", "choices")
NOW = ("heating", "heat_kwh_year", "electricity_kwh_year", "label", "heating_efficiency", "min_heat_kwh_year")
PACKAGE = (
    "name", "cost_dkk", "embodied_kg_co2e", "heating", "heat_kwh_year", "electricity_kwh_year", "lifts_label", "label_after",
    "label_share_of_cost", "stage", "after",
)  # fmt: skip


def read_portfolio(path: Path) -> Portfolio:
    """The portfolio in a YAML file, or in a folder with portfolio.yaml, buildings.csv and packages.csv; raises Fault."""
    if path.is_dir():
        from circular.optimise.portfolio_folder import read_folder

        return read_folder(path)
    try:
        text = path.read_bytes()
    except OSError as error:
        raise Fault(
            str(path), "", ("filen kan ikke læses", "the file cannot be read"), str(error.strerror or error)
        ) from None
    data, lines = strict_yaml.load(text, str(path))
    return portfolio_of(data, Fields(str(path), lines), name=path.stem)


def portfolio_of(data: Any, fields: Fields, name: str, buildings: tuple[StockBuilding, ...] | None = None) -> Portfolio:
    """The portfolio in already loaded YAML; `buildings` are given when they stand in other files."""
    top = fields.table(
        data, (), TOP, ("circular", "years", "budget_dkk", *(() if buildings is not None else ("buildings",)))
    )
    if top["circular"] != "portfolio/1":
        fields.refuse(
            ("circular",),
            (f"'{top['circular']}' er ikke portfolio/1", f"'{top['circular']}' is not portfolio/1"),
            ("skriv `circular: portfolio/1`", "write `circular: portfolio/1`"),
        )
    years = _years(top["years"], fields)
    horizon = fields.whole(top.get("horizon_years", 50), ("horizon_years",), 1)
    if horizon < len(years):
        fields.refuse(
            ("horizon_years",),
            ("horisonten er kortere end planens år", "the horizon is shorter than the plan's years"),
            (f"mindst {len(years)}", f"at least {len(years)}"),
        )
    stages = fields.word({"stages": top.get("stages", 1)}, (), "stages", (1, 2))
    scale = None if top.get("label_scale") is None else fields.word(top, (), "label_scale", ("danish",))
    carry, most = _carry(top.get("carry_over", False), fields)
    out_by = top.get("fossil_heating_out_by")
    factors = _factors(top.get("factors") or {}, fields)
    notes: list[tuple[str, str]] = []
    if buildings is None:
        buildings = _buildings(top["buildings"], fields, stages, scale, notes)
    return Portfolio(
        name=fields.text(top, (), "name") if top.get("name") is not None else name,
        years=years,
        budget_dkk=_by_year(top["budget_dkk"], ("budget_dkk",), years, fields),
        carry_over=carry,
        carry_over_max_dkk=most,
        label_spend_floor_dkk={}
        if top.get("label_spend_floor_dkk") is None
        else _by_year(top["label_spend_floor_dkk"], ("label_spend_floor_dkk",), years, fields, whole=False),
        fossil_heating_out_by=None if out_by is None else fields.whole(out_by, ("fossil_heating_out_by",), 1900),
        horizon_years=horizon,
        prices=_prices(top["prices"], fields) if top.get("prices") is not None else None,
        factors=factors,
        stages=stages,
        label_scale=scale,
        material_data=None if top.get("material_data") is None else fields.text(top, (), "material_data"),
        buildings=buildings,
        file=fields.file,
        notes=tuple(notes),
    )


def _years(value: Any, fields: Fields) -> tuple[int, ...]:
    years = tuple(fields.whole(year, ("years", i), 1900) for i, year in enumerate(fields.rows(value, ("years",))))
    if not years:
        fields.refuse(
            ("years",), ("der er ingen år", "there are no years"), ("skriv fx [2026, 2027]", "write e.g. [2026, 2027]")
        )
    for i, (before, after) in enumerate(itertools.pairwise(years)):
        if after != before + 1:
            fields.refuse(
                ("years", i + 1),
                (f"årene stiger ikke med ét: {before}, {after}", f"the years do not rise by one: {before}, {after}"),
                ("skriv hvert år én gang, i rækkefølge", "write every year once, in order"),
            )
    return years


def _by_year(value: Any, path: At, years: tuple[int, ...], fields: Fields, *, whole: bool = True) -> dict[int, int]:
    """One number for each year, or a map; a map of a budget names every year."""
    if not isinstance(value, dict):
        amount = fields.whole(value, path)
        return dict.fromkeys(years, amount)
    for year in value:
        if year not in years:
            fields.refuse(
                (*path, year),
                (f"{year} er ikke et af planens år", f"{year} is not one of the plan's years"),
                (f"årene er {years[0]}-{years[-1]}", f"the years are {years[0]}-{years[-1]}"),
            )
    if whole and (missing := [year for year in years if year not in value]):
        fields.refuse(
            path,
            (f"'{path[-1]}' mangler {missing[0]}", f"'{path[-1]}' lacks {missing[0]}"),
            ("skriv et beløb for hvert år", "write an amount for each year"),
        )
    return {year: fields.whole(value[year], (*path, year)) for year in years if year in value}


def _carry(value: Any, fields: Fields) -> tuple[bool, int | None]:
    if isinstance(value, bool):
        return value, None
    table = fields.table(value, ("carry_over",), ("max_dkk",), ("max_dkk",))
    return True, fields.whole(table["max_dkk"], ("carry_over", "max_dkk"))


def _prices(value: Any, fields: Fields) -> Prices:
    table = fields.table(value, ("prices",), ("source", "year"), ("source", "year"))
    return Prices(
        source=fields.text(table, ("prices",), "source"), year=fields.whole(table["year"], ("prices", "year"), 1900)
    )


def _factors(value: Any, fields: Fields) -> dict[Heating, dict[int, Decimal]]:
    found: dict[Heating, dict[int, Decimal]] = {}
    for carrier, table in fields.table(value, ("factors",), CARRIERS).items():
        at: At = ("factors", carrier)
        if carrier not in ("oil", "biomass"):
            fields.refuse(
                at,
                (f"'{carrier}' har allerede en emissionsfaktor", f"'{carrier}' already has an emission factor"),
                ("kun energiformer uden faktor kan tilføjes", "only carriers without one can be added"),
            )
        if not isinstance(table, dict) or table.get("source") is None:
            fields.refuse(
                at,
                (f"faktoren for '{carrier}' har ingen kilde", f"the factor of '{carrier}' has no source"),
                ("tilføj `source`", "add `source`"),
            )
        anchors = {
            fields.whole(year, (*at, year), 1900): fields.number(number, (*at, year))
            for year, number in table.items()
            if year != "source"
        }
        if not anchors:
            fields.refuse(
                at,
                (f"'{carrier}' har ingen tal", f"'{carrier}' has no figures"),
                ("skriv fx {2023: 0.281}", "write e.g. {2023: 0.281}"),
            )
        found[carrier] = dict(sorted(anchors.items()))
    return found


def _buildings(
    value: Any, fields: Fields, stages: int, scale: str | None, notes: list[tuple[str, str]]
) -> tuple[StockBuilding, ...]:
    found: dict[str, int] = {}
    buildings = []
    for i, row in enumerate(fields.rows(value, ("buildings",))):
        at: At = ("buildings", i)
        building = building_of(row, at, fields, stages=stages, scale=scale, notes=notes)
        if building.id in found:
            fields.refuse(
                (*at, "id"),
                (f"bygningen '{building.id}' står to gange", f"the building '{building.id}' stands twice"),
                (f"den stod først i linje {found[building.id]}", f"it stood first in line {found[building.id]}"),
            )
        found[building.id] = fields.lines[(*at, "id")]
        buildings.append(building)
    if not buildings:
        fields.refuse(
            ("buildings",),
            ("der er ingen bygninger", "there are no buildings"),
            ("tilføj mindst én", "add at least one"),
        )
    return tuple(buildings)


def building_of(
    row: Any, at: At, fields: Fields, *, stages: int, scale: str | None, notes: list[tuple[str, str]]
) -> StockBuilding:
    """One building from its table; computed label lifts are settled here."""
    table = fields.table(row, at, BUILDING, ("id", "heated_area_m2", "building_type", "now"))
    now = now_of(table["now"], (*at, "now"), fields)
    area = fields.number(table["heated_area_m2"], (*at, "heated_area_m2"))
    if area == 0:
        fields.refuse(
            (*at, "heated_area_m2"),
            ("arealet er 0", "the area is 0"),
            ("skriv det opvarmede etageareal", "write the heated area"),
        )
    kind = fields.word(table, at, "building_type", TYPES)
    name = fields.text(table, at, "id")
    if table.get("packages") is not None and table.get("choices") is not None:
        fields.refuse(
            (*at, "choices"),
            ("bygningen har både pakker og valg", "the building has both packages and choices"),
            ("behold `packages` eller `choices`", "keep `packages` or `choices`"),
        )
    packages: list[Package] = []
    for j, row_ in enumerate(fields.rows(table.get("packages"), (*at, "packages"))):
        here: At = (*at, "packages", j)
        package = package_of(row_, here, fields, stages)
        if package.name in [known.name for known in packages]:
            fields.refuse(
                (*here, "name"),
                (f"pakken '{package.name}' står to gange", f"the package '{package.name}' stands twice"),
                ("giv pakkerne hver sit navn", "give each package its own name"),
            )
        given = row_.get("lifts_label")
        packages.append(lifts(package, given, now, area, kind, scale, name, notes))
    if stages == 2:
        known = [package.name for package in packages if package.stage == "envelope"]
        for j, package in enumerate(packages):
            for follows in package.after:
                if follows not in known:
                    fields.refuse(
                        (*at, "packages", j, "after", follows),
                        (
                            f"'{follows}' er ikke en klimaskærmspakke her",
                            f"'{follows}' is not an envelope package here",
                        ),
                        (f"de er {', '.join(known) or '–'}", f"they are {', '.join(known) or '–'}"),
                    )
    choices: tuple[Any, ...] = ()
    if table.get("choices") is not None:
        from circular.optimise.portfolio_choices import choices_of

        if stages == 2:
            fields.refuse(
                (*at, "choices"),
                ("valg kan ikke deles i to trin", "choices cannot be split in two stages"),
                ("skriv pakkerne ud med `stage`", "write the packages out with `stage`"),
            )
        choices = choices_of(table["choices"], (*at, "choices"), fields)
    reference = table.get("reference_area_m2")
    return StockBuilding(
        id=name,
        heated_area_m2=area,
        reference_area_m2=None
        if reference is None
        else fields.number(reference, (*at, "reference_area_m2"), Decimal("0.01")),
        building_type=kind,
        weight=fields.whole(table.get("weight", 1), (*at, "weight"), 1),
        now=now,
        packages=tuple(packages),
        choices=choices,
        source=fields.source(at),
    )


def now_of(value: Any, at: At, fields: Fields) -> Now:
    """The building as it is heated and used today."""
    table = fields.table(value, at, NOW, ("heating", "heat_kwh_year", "electricity_kwh_year"))
    heating = fields.word(table, at, "heating", CARRIERS)
    return Now(
        heating=heating,
        **_use(table, at, fields, heating),
        label=None if table.get("label") is None else fields.word(table, at, "label", LABELS),
        heating_efficiency=fields.number(
            table.get("heating_efficiency", 1), (*at, "heating_efficiency"), Decimal("0.01")
        ),
        min_heat_kwh_year=fields.number(table.get("min_heat_kwh_year", 0), (*at, "min_heat_kwh_year")),
    )


def package_of(value: Any, at: At, fields: Fields, stages: int) -> Package:
    """One ready-made package."""
    table = fields.table(
        value, at, PACKAGE, ("name", "cost_dkk", "embodied_kg_co2e", "heating", "heat_kwh_year", "electricity_kwh_year")
    )
    heating = fields.word(table, at, "heating", CARRIERS)
    stage = None
    if stages == 2:
        stage = fields.word(table, at, "stage", ("envelope", "heating"))
    elif "stage" in table or "after" in table:
        fields.refuse(
            (*at, "stage" if "stage" in table else "after"),
            ("trin kræver `stages: 2`", "stages need `stages: 2`"),
            ("tilføj `stages: 2` øverst", "add `stages: 2` at the top"),
        )
    if stage != "heating" and table.get("after"):
        fields.refuse(
            (*at, "after"),
            ("kun en varmepakke følger efter en anden", "only a heating package follows another"),
            ("flyt `after` til varmepakken", "move `after` to the heating package"),
        )
    after = {}
    for name, use in (table.get("after") or {}).items():
        here: At = (*at, "after", name)
        after[str(name)] = Use(**_use(fields.table(use, here, NOW[1:3], NOW[1:3]), here, fields, heating))
    if not isinstance(table.get("lifts_label", False), bool) and table.get("lifts_label") is not None:
        fields.refuse(
            (*at, "lifts_label"),
            ("'lifts_label' skal være true eller false", "'lifts_label' must be true or false"),
            ("skriv true eller false", "write true or false"),
        )
    return Package(
        name=fields.text(table, at, "name"),
        cost_dkk=fields.whole(table["cost_dkk"], (*at, "cost_dkk")),
        embodied_kg_co2e=fields.number(table["embodied_kg_co2e"], (*at, "embodied_kg_co2e")),
        heating=heating,
        **_use(table, at, fields, heating),
        lifts_label=bool(table.get("lifts_label", False)),
        label_after=None if table.get("label_after") is None else fields.word(table, at, "label_after", LABELS),
        label_share_of_cost=fields.number(
            table.get("label_share_of_cost", 1), (*at, "label_share_of_cost"), Decimal(0), Decimal(1)
        ),
        stage=stage,
        after=after,
        source=fields.source(at),
    )


def _use(table: dict[str, Any], at: At, fields: Fields, heating: Heating) -> dict[str, Decimal]:
    heat = fields.number(table["heat_kwh_year"], (*at, "heat_kwh_year"))
    if heating in ELECTRIC and heat != 0:
        fields.refuse(
            (*at, "heat_kwh_year"),
            (
                f"med '{heating}' skal heat_kwh_year være 0, ikke {heat}",
                f"with '{heating}' heat_kwh_year must be 0, not {heat}",
            ),
            ("skriv hele elforbruget i electricity_kwh_year", "write the whole use in electricity_kwh_year"),
        )
    return {
        "heat_kwh_year": heat,
        "electricity_kwh_year": fields.number(table["electricity_kwh_year"], (*at, "electricity_kwh_year")),
    }
