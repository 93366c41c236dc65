"""Reads portfolio/1 from YAML and refuses whatever is doubtful, with file, line, fault and hint (formats.md §4)."""

from __future__ import annotations

import itertools
from decimal import Decimal
from pathlib import Path
from typing import Any, cast, get_args

from circular import strict_yaml
from circular.building.model import Heating
from circular.faults import Fault
from circular.optimise.fields import Fields
from circular.optimise.fields import Path as At
from circular.optimise.portfolio_goals import GOALS, check_names, goals_of
from circular.optimise.portfolio_model import Portfolio, Prices, StockBuilding
from circular.optimise.portfolio_money import check_prices
from circular.optimise.portfolio_sources import idle_notes, source_notes
from circular.optimise.stock_reader import LAST_YEAR, MOST_HORIZON, VAT, building_of

CARRIERS = get_args(Heating)
TOP = (
    "circular", "name", "years", "budget_dkk", "carry_over", "label_spend_floor_dkk", "fossil_heating_out_by", "horizon_years", "prices",
    "factors", "stages", "label_scale", "material_data", *GOALS, "buildings",
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
    horizon = fields.whole(top.get("horizon_years", 50), ("horizon_years",), 1, MOST_HORIZON)
    if horizon < len(years):
        fields.refuse(
            ("horizon_years",),
            ("horisonten er kortere end planens år", "the horizon is shorter than the plan's years"),
            (f"mindst {len(years)}", f"at least {len(years)}"),
        )
    stages = fields.one_of({"stages": top.get("stages", 1)}, (), "stages", (1, 2))
    scale = None if top.get("label_scale") is None else fields.one_of(top, (), "label_scale", ("danish",))
    carry, most = _carry(top.get("carry_over", False), fields)
    out_by = top.get("fossil_heating_out_by")
    factors, sources = _factors(top.get("factors"), fields)
    notes: list[tuple[str, str]] = []
    if buildings is None:
        buildings = _buildings(top["buildings"], fields, stages, scale, notes)
    goals = goals_of(top, fields, years, years[0] + horizon - 1)
    if buildings:
        check_names(buildings, goals.get("pin", {}), goals.get("ban", ()), fields)
    prices = _prices(top["prices"], fields) if top.get("prices") is not None else None
    notes += check_prices(prices, buildings)
    portfolio = Portfolio(
        name=fields.said(top, (), "name") if top.get("name") is not None else name,
        years=years,
        budget_dkk=_by_year(top["budget_dkk"], ("budget_dkk",), years, fields),
        carry_over=carry,
        carry_over_max_dkk=most,
        label_spend_floor_dkk={}
        if top.get("label_spend_floor_dkk") is None
        else _by_year(top["label_spend_floor_dkk"], ("label_spend_floor_dkk",), years, fields, whole=False),
        fossil_heating_out_by=None
        if out_by is None
        else fields.whole(out_by, ("fossil_heating_out_by",), 1900, LAST_YEAR),
        horizon_years=horizon,
        prices=prices,
        factors=factors,
        factor_sources=sources,
        stages=stages,
        label_scale=scale,
        material_data=None if top.get("material_data") is None else fields.said(top, (), "material_data"),
        buildings=buildings,
        file=fields.file,
        **goals,
    )
    notes += [*source_notes(portfolio), *idle_notes(portfolio)]
    return portfolio.model_copy(update={"notes": tuple(notes)})


def _years(value: Any, fields: Fields) -> tuple[int, ...]:
    years = tuple(
        fields.whole(year, ("years", i), 1900, LAST_YEAR) for i, year in enumerate(fields.rows(value, ("years",)))
    )
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
    table = fields.table(value, ("prices",), ("source", "year", "vat"), ("source", "year"))
    return Prices(
        source=fields.said(table, ("prices",), "source"),
        year=fields.whole(table["year"], ("prices", "year"), 1900, LAST_YEAR),
        vat=None if table.get("vat") is None else fields.one_of(table, ("prices",), "vat", VAT),
    )


def _factors(value: Any, fields: Fields) -> tuple[dict[Heating, dict[int, Decimal]], dict[Heating, str]]:
    """The factors by carrier and year, and the source of each."""
    found: dict[Heating, dict[int, Decimal]] = {}
    sources: dict[Heating, str] = {}
    for carrier, table in fields.table({} if value is None else value, ("factors",), CARRIERS).items():
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
            fields.whole(year, (*at, year), 1900, LAST_YEAR): fields.number(number, (*at, year))
            for year, number in table.items()
            if year != "source"
        }
        if not anchors:
            fields.refuse(
                at,
                (f"'{carrier}' har ingen tal", f"'{carrier}' has no figures"),
                ("skriv fx {2023: 0.281}", "write e.g. {2023: 0.281}"),
            )
        found[cast(Heating, carrier)] = dict(sorted(anchors.items()))
        sources[cast(Heating, carrier)] = fields.said(table, at, "source")
    return found, sources


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
        found[building.id] = fields.places[(*at, "id")]
        buildings.append(building)
    if not buildings:
        fields.refuse(
            ("buildings",),
            ("der er ingen bygninger", "there are no buildings"),
            ("tilføj mindst én", "add at least one"),
        )
    return tuple(buildings)
