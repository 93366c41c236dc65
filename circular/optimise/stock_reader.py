"""Reads one building of a portfolio and its packages, and refuses whatever is doubtful (formats.md §4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

from circular.building.model import BuildingType, Heating
from circular.optimise.energy_label import LABELS, lifts
from circular.optimise.fields import Fields
from circular.optimise.fields import Path as At
from circular.optimise.portfolio_goals import amounts_of, elements_of, map_of, u_values_of
from circular.optimise.portfolio_model import ELECTRIC, After, Now, Package, StockBuilding

CARRIERS = get_args(Heating)
LAST_YEAR = 2200
MOST_LIKE = 1_000_000
"""Like buildings that one row may stand for: each is planned for itself."""
MOST_HORIZON = 500
"""Years; a longer horizon is a slip of the pen, and every one of them has a line in the results."""
TYPES = get_args(BuildingType)
BUILDING = (
    "id", "heated_area_m2", "reference_area_m2", "building_type", "weight", "now", "packages", "choices", "protected", "closed_years",
    "year_built", "u_values_now", "assumed",
)  # fmt: skip
NOW = ("heating", "heat_kwh_year", "electricity_kwh_year", "label", "heating_efficiency", "min_heat_kwh_year")
PACKAGE = (
    "name", "cost_dkk", "embodied_kg_co2e", "heating", "heat_kwh_year", "electricity_kwh_year", "lifts_label", "label_after",
    "label_share_of_cost", "stage", "after", "pv_kwh_year", "uses", "touches", "u_values", "u_exempt", "price_source", "price_year", "price_vat",
)  # fmt: skip
AFTER = ("heat_kwh_year", "electricity_kwh_year", "label_after")
VAT = ("excluded", "included")


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
    kind = fields.one_of(table, at, "building_type", TYPES)
    name = fields.said(table, at, "id")
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
        choices = choices_of(table["choices"], (*at, "choices"), fields, notes)
    reference = table.get("reference_area_m2")
    return StockBuilding(
        id=name,
        heated_area_m2=area,
        reference_area_m2=None
        if reference is None
        else fields.number(reference, (*at, "reference_area_m2"), Decimal("0.01")),
        building_type=kind,
        weight=fields.whole(table.get("weight", 1), (*at, "weight"), 1, MOST_LIKE),
        now=now,
        packages=tuple(packages),
        choices=choices,
        protected=elements_of(table.get("protected"), (*at, "protected"), fields),
        closed_years=tuple(
            fields.whole(year, (*at, "closed_years", i), 1900, LAST_YEAR)
            for i, year in enumerate(fields.rows(table.get("closed_years"), (*at, "closed_years")))
        ),
        year_built=None
        if table.get("year_built") is None
        else fields.whole(table["year_built"], (*at, "year_built"), 1000, LAST_YEAR),
        u_values_now={}
        if table.get("u_values_now") is None
        else u_values_of(table["u_values_now"], (*at, "u_values_now"), fields),
        assumed=_assumed(table.get("assumed"), (*at, "assumed"), fields),
        source=fields.source(at),
    )


def _assumed(value: Any, at: At, fields: Fields) -> dict[str, str]:
    """Fields of the building that were filled in, with their source."""
    if value is None:
        return {}
    known = (*BUILDING[1:5], "year_built", "protected", "u_values_now", *(f"now.{name}" for name in NOW))
    return {name: fields.said(value, at, name) for name in fields.table(value, at, known)}


def now_of(value: Any, at: At, fields: Fields) -> Now:
    """The building as it is heated and used today."""
    table = fields.table(value, at, NOW, ("heating", "heat_kwh_year", "electricity_kwh_year"))
    heating = fields.one_of(table, at, "heating", CARRIERS)
    return Now(
        heating=heating,
        **_use(table, at, fields, heating),
        label=None if table.get("label") is None else fields.one_of(table, at, "label", LABELS),
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
    heating = fields.one_of(table, at, "heating", CARRIERS)
    stage = None
    if stages == 2:
        stage = fields.one_of(table, at, "stage", ("envelope", "heating"))
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
    followed = {} if table.get("after") is None else map_of(table["after"], (*at, "after"), fields, "{Facade: {…}}")
    for name, use in followed.items():
        here: At = (*at, "after", name)
        use = fields.table(use, here, AFTER, AFTER[:2])
        label = None if use.get("label_after") is None else fields.one_of(use, here, "label_after", LABELS)
        after[str(name)] = After(**_use(use, here, fields, heating), label_after=label)
    if not isinstance(table.get("lifts_label", False), bool) and table.get("lifts_label") is not None:
        fields.refuse(
            (*at, "lifts_label"),
            ("'lifts_label' skal være true eller false", "'lifts_label' must be true or false"),
            ("skriv true eller false", "write true or false"),
        )
    traits: Any = _traits(table, at, fields)
    return Package(
        name=fields.said(table, at, "name"),
        cost_dkk=fields.whole(table["cost_dkk"], (*at, "cost_dkk")),
        embodied_kg_co2e=fields.number(table["embodied_kg_co2e"], (*at, "embodied_kg_co2e")),
        heating=heating,
        **_use(table, at, fields, heating),
        lifts_label=bool(table.get("lifts_label", False)),
        label_after=None if table.get("label_after") is None else fields.one_of(table, at, "label_after", LABELS),
        label_share_of_cost=fields.number(
            table.get("label_share_of_cost", 1), (*at, "label_share_of_cost"), Decimal(0), Decimal(1)
        ),
        stage=stage,
        after=after,
        **traits,
        source=fields.source(at),
    )


def _traits(table: dict[str, Any], at: At, fields: Fields) -> dict[str, Any]:
    """What the rows and masks of a portfolio need to know of a package; absent keys are left out."""
    found: dict[str, Any] = {}
    if table.get("pv_kwh_year") is not None:
        found["pv_kwh_year"] = fields.number(table["pv_kwh_year"], (*at, "pv_kwh_year"))
    if table.get("uses") is not None:
        found["uses"] = amounts_of(table["uses"], (*at, "uses"), fields)
    if table.get("u_values") is not None:
        found["u_values"] = u_values_of(table["u_values"], (*at, "u_values"), fields)
        found["touches"] = tuple(found["u_values"])
    if table.get("touches") is not None:
        found["touches"] = elements_of(table["touches"], (*at, "touches"), fields)
    for key in ("u_exempt", "price_source"):
        if table.get(key) is not None:
            found[key] = fields.said(table, at, key)
    if table.get("price_year") is not None:
        found["price_year"] = fields.whole(table["price_year"], (*at, "price_year"), 1900, LAST_YEAR)
    if table.get("price_vat") is not None:
        found["price_vat"] = fields.one_of(table, at, "price_vat", VAT)
    return found


def _use(table: dict[str, Any], at: At, fields: Fields, heating: Heating) -> dict[str, Any]:
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
