"""What `optimise` may choose: the entries of a project and their options."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

from circular.building.fields import Fields, Path
from circular.building.lines import element_ids, layer_of, removal_of
from circular.building.model import Choice, Heating, Option

CHOICE = dict.fromkeys(("element", "label", "area_m2", "b_factor", "options"))
OPTION = dict.fromkeys((
    "name", "keep", "cost_dkk", "cost_dkk_per_m2", "price_source", "price_year", "u_value", "u_exempt",
    "heat_saving_kwh_year", "electricity_delta_kwh", "heating", "efficiency", "materials", "removes",
))  # fmt: skip


def choice_of(value: Any, path: Path, fields: Fields) -> Choice:
    """One entry with its options, whose names are told apart."""
    row = fields.table(value, path, CHOICE, ("element", "options"))
    options = [
        _option(option, (*path, "options", index), fields)
        for index, option in enumerate(fields.rows(row["options"], (*path, "options")))
    ]
    if not options:
        fields.refuse((*path, "options"), ("valget har ingen muligheder", "the entry has no options"))
    names: set[str] = set()
    for index, option in enumerate(options):
        if option.name in names:
            fields.refuse(
                (*path, "options", index),
                (f"to muligheder hedder '{option.name}'", f"two options are named '{option.name}'"),
                ("giv dem hver sit navn", "give each its own name"),
            )
        names.add(option.name)
    keeps = [index for index, option in enumerate(options) if option.keep]
    if len(keeps) > 1:
        fields.refuse(
            (*path, "options", keeps[1]),
            ("to muligheder er 'keep'", "two options are 'keep'"),
            ("kun én kan være det, der står", "only one can be what stands"),
        )
    return Choice(
        element=fields.word(row["element"], (*path, "element"), element_ids()),
        label=fields.text(row.get("label"), (*path, "label")),
        area_m2=fields.number(row.get("area_m2"), (*path, "area_m2")),
        b_factor=fields.number(row.get("b_factor"), (*path, "b_factor")),
        options=tuple(options),
        source=fields.source(path),
    )


def _option(value: Any, path: Path, fields: Fields) -> Option:
    row = fields.table(value, path, OPTION, ("name",))
    keep = bool(fields.flag(row.get("keep"), (*path, "keep")))
    if row.get("cost_dkk") is not None and row.get("cost_dkk_per_m2") is not None:
        fields.refuse(
            (*path, "cost_dkk_per_m2"),
            ("både cost_dkk og cost_dkk_per_m2 er givet", "both cost_dkk and cost_dkk_per_m2 are given"),
            ("behold den ene", "keep one of them"),
        )
    for key in ("cost_dkk", "cost_dkk_per_m2", "materials", "removes"):
        if keep and row.get(key):
            fields.warn(
                (*path, key),
                f"'{key}' tæller ikke på det, der beholdes (keep)",
                f"'{key}' does not count on what is kept (keep)",
            )
    return Option(
        name=fields.text(row["name"], (*path, "name")) or "",
        keep=keep,
        cost_dkk=fields.number(row.get("cost_dkk"), (*path, "cost_dkk")),
        cost_dkk_per_m2=fields.number(row.get("cost_dkk_per_m2"), (*path, "cost_dkk_per_m2")),
        price_source=fields.text(row.get("price_source"), (*path, "price_source")),
        price_year=fields.whole(row.get("price_year"), (*path, "price_year"), 1900, 2200),
        u_value=fields.number(row.get("u_value"), (*path, "u_value"), above=0),
        u_exempt=fields.text(row.get("u_exempt"), (*path, "u_exempt")),
        heat_saving_kwh_year=_signed(row, "heat_saving_kwh_year", path, fields),
        electricity_delta_kwh=_signed(row, "electricity_delta_kwh", path, fields),
        heating=fields.word(row.get("heating"), (*path, "heating"), get_args(Heating)),
        efficiency=fields.number(row.get("efficiency"), (*path, "efficiency"), above=0),
        materials=tuple(
            layer_of(layer, (*path, "materials", index), fields)
            for index, layer in enumerate(fields.rows(row.get("materials"), (*path, "materials")))
        ),
        removes=tuple(
            removal_of(part, (*path, "removes", index), fields)
            for index, part in enumerate(fields.rows(row.get("removes"), (*path, "removes")))
        ),
        source=fields.source(path),
    )


def _signed(row: dict[str, Any], key: str, path: Path, fields: Fields) -> Decimal:
    return fields.number(row.get(key), (*path, key), least=None) or Decimal(0)
