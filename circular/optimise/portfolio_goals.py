"""Reads what a portfolio demands beyond budget, floor and deadline: caps, least amounts, labels, U-values, class, pins, bans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, NoReturn

from circular.building.elements import elements
from circular.faults import nearest
from circular.optimise.energy_label import LABELS
from circular.optimise.fields import Fields
from circular.optimise.fields import Path as At
from circular.optimise.portfolio_model import ClassFrom, LabelBy, Pinned, StockBuilding

GOALS = (
    "max_kg_co2e", "max_buildings_at_once", "stock", "min_pv_kwh_year", "label_by", "u_values", "low_emission_class", "pin", "ban",
)  # fmt: skip


def goals_of(top: dict[str, Any], fields: Fields, years: tuple[int, ...], last_year: int) -> dict[str, Any]:
    """The demands of a portfolio's top level as fields of Portfolio; absent ones are left out."""
    readers: dict[str, Callable[[At, Any], Any]] = {
        "max_kg_co2e": lambda at, value: _caps(value, at, fields, years[0], last_year),
        "max_buildings_at_once": lambda at, value: _sites(value, at, fields, years),
        "stock": lambda at, value: amounts_of(value, at, fields),
        "min_pv_kwh_year": lambda at, value: _solar(value, at, fields, years),
        "label_by": lambda at, value: _label_by(value, at, fields),
        "u_values": lambda at, value: _u_values(value, at, fields),
        "low_emission_class": lambda at, value: _class_from(value, at, fields, years[0]),
        "pin": lambda at, value: _pins(value, at, fields, years),
        "ban": lambda at, value: tuple(str(name) for name in fields.rows(value, at)),
    }
    return {key: read((key,), top[key]) for key, read in readers.items() if top.get(key) is not None}


def map_of(value: Any, at: At, fields: Fields, such: str = "{2030: 1200000}") -> dict[Any, Any]:
    """A table whose keys the user chooses, `such` as this one."""
    if not isinstance(value, dict):
        fields.refuse(
            at,
            (f"'{at[-1]}' skal være en tabel", f"'{at[-1]}' must be a table"),
            (f"skriv fx {such}", f"write e.g. {such}"),
        )
    return value


def _in_years(year: Any, at: At, fields: Fields, first: int, last: int) -> int:
    if isinstance(year, bool) or not isinstance(year, int) or not first <= year <= last:
        fields.refuse(
            (*at, year),
            (f"{year} ligger uden for {first}-{last}", f"{year} lies outside {first}-{last}"),
            (f"årene er {first}-{last}", f"the years are {first}-{last}"),
        )
    return year


def _caps(value: Any, at: At, fields: Fields, first: int, last: int) -> dict[int, Decimal]:
    table = map_of(value, at, fields)
    return {
        _in_years(year, at, fields, first, last): fields.number(number, (*at, year))
        for year, number in sorted(table.items(), key=lambda pair: str(pair[0]))
    }


def _sites(value: Any, at: At, fields: Fields, years: tuple[int, ...]) -> dict[int, int]:
    if not isinstance(value, dict):
        return dict.fromkeys(years, fields.whole(value, at))
    return {
        _in_years(year, at, fields, years[0], years[-1]): fields.whole(number, (*at, year))
        for year, number in value.items()
    }


def _solar(value: Any, at: At, fields: Fields, years: tuple[int, ...]) -> dict[int, Decimal]:
    """One number is demanded by the last year; a map by the end of each of its years."""
    if not isinstance(value, dict):
        return {years[-1]: fields.number(value, at)}
    return {
        _in_years(year, at, fields, years[0], years[-1]): fields.number(number, (*at, year))
        for year, number in sorted(value.items(), key=lambda pair: str(pair[0]))
    }


def _label_by(value: Any, at: At, fields: Fields) -> LabelBy:
    table = fields.table(value, at, ("label", "year"), ("label", "year"))
    return LabelBy(
        label=fields.one_of(table, at, "label", LABELS), year=fields.whole(table["year"], (*at, "year"), 1900, 2200)
    )


def _u_values(value: Any, at: At, fields: Fields) -> dict[str, Decimal]:
    """`law` takes the figures of lca_data; a table names its own by element."""
    if value == "law":
        from circular.optimise.demands import u_demand

        return {name: limit for name in elements() if (limit := u_demand(name)) is not None}
    return u_values_of(value, at, fields)


def u_values_of(value: Any, at: At, fields: Fields) -> dict[str, Decimal]:
    """U-values by element."""
    table = fields.table(value, at, tuple(elements()))
    return {name: fields.number(number, (*at, name)) for name, number in table.items()}


def _class_from(value: Any, at: At, fields: Fields, first: int) -> ClassFrom:
    if not isinstance(value, dict):
        return ClassFrom(limit=fields.number(value, at), since=first)
    table = fields.table(value, at, ("limit", "from"), ("limit",))
    return ClassFrom(
        limit=fields.number(table["limit"], (*at, "limit")),
        since=fields.whole(table.get("from", first), (*at, "from"), 1900, 2200),
    )


def amounts_of(value: Any, at: At, fields: Fields) -> dict[str, Decimal]:
    """Amounts by material, declared units."""
    return {str(name): fields.number(number, (*at, name)) for name, number in map_of(value, at, fields).items()}


def elements_of(value: Any, at: At, fields: Fields) -> tuple[str, ...]:
    """A list of building elements; `true` means every element with a demanded U-value, windows, doors and cladding."""
    if value is True:
        return ENVELOPE
    if value is False:
        return ()
    found = []
    for i, name in enumerate(fields.rows(value, at)):
        found.append(fields.one_of({str(at[-1]): name}, (*at, i)[:-1], str(at[-1]), tuple(elements())))
    return tuple(found)


ENVELOPE = (
    "outer_wall", "facade_cladding", "basement_wall", "ground_floor", "balcony", "roof", "roof_covering", "roof_insulation", "window",
    "outer_door", "solar",
)  # fmt: skip
"""What `protected: true` keeps as it is."""


def _pins(value: Any, at: At, fields: Fields, years: tuple[int, ...]) -> dict[str, tuple[Pinned, ...]]:
    found: dict[str, tuple[Pinned, ...]] = {}
    for name, said in map_of(value, at, fields).items():
        here: At = (*at, name)
        rows = said if isinstance(said, list) else [said]
        found[str(name)] = tuple(_pin(row, here, fields, years) for row in rows)
    return found


def _pin(value: Any, at: At, fields: Fields, years: tuple[int, ...]) -> Pinned:
    """`B001: Facade`, `B001: 2028`, or `B001: {package: Facade, year: 2028}`."""
    if isinstance(value, str):
        return Pinned(package=value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Pinned(year=_in_years(value, at[:-1], fields, years[0], years[-1]))
    table = fields.table(value, at, ("package", "year"))
    year = table.get("year")
    return Pinned(
        package=None if table.get("package") is None else fields.said(table, at, "package"),
        year=None if year is None else _in_years(year, at, fields, years[0], years[-1]),
    )


def check_names(
    buildings: Iterable[StockBuilding],
    pin: dict[str, tuple[Pinned, ...]],
    ban: tuple[str, ...],
    fields: Fields,
    *,
    packages: bool = True,
) -> None:
    """Every pin and ban names a building (or one of its copies) and, where it is written out, a package."""
    known = {building.id: building for building in buildings}
    for name, pins in pin.items():
        base, _, copy = name.rpartition("#")
        building = known.get(name) or known.get(base)
        if building is None or (name not in known and not (copy.isdigit() and 1 <= int(copy) <= building.weight > 1)):
            _unknown(name, list(known), ("pin", name), fields)
        for one in pins:
            offered = [package.name for package in building.packages]
            if one.package is not None and offered and one.package not in offered:
                _unknown(one.package, offered, ("pin", name), fields)
    for i, text in enumerate(ban):
        found = [name for name in known if _is_of(text, name, known[name].weight)]
        if not found:
            _unknown(text, list(known), ("ban", i), fields)
        building = known[max(found, key=len)]
        package = COPY.sub("", text.removeprefix(building.id), count=1).removeprefix("/")
        offered = [one.name for one in building.packages]
        if packages and package and offered and package not in offered:
            _unknown(package, offered, ("ban", i), fields)


COPY = re.compile(r"^#[0-9]+")
"""What follows a building's id where one of its copies is meant."""


def _is_of(text: str, name: str, weight: int) -> bool:
    """Whether a ban is one of the building, of one of its copies, or of a package of either."""
    if not text.startswith(name):
        return False
    rest = text.removeprefix(name)
    copy = COPY.match(rest)
    if copy is not None and weight > 1 and 1 <= int(copy.group()[1:]) <= weight:
        rest = rest[copy.end() :]
    return not rest or rest.startswith("/")


def _unknown(name: str, known: list[str], at: At, fields: Fields) -> NoReturn:
    near = nearest(name, known[:5000], 1)
    fields.refuse(
        at,
        (f"'{name}' findes ikke i porteføljen", f"'{name}' is not in the portfolio"),
        (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?") if near else "",
    )
