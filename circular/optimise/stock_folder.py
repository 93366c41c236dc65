"""Reads a large portfolio's tables straight into arrays; anything doubtful is left to the careful reader, which names it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import numpy as np

from circular.building.model import BuildingType
from circular.optimise.energy_label import LABELS
from circular.optimise.portfolio_folder import BUILDING_COLUMNS, LISTS, OPTIONAL, PACKAGE_COLUMNS, TABLES, TEXTS
from circular.optimise.portfolio_model import ELECTRIC, Portfolio
from circular.optimise.stock_arrays import CARRIERS, Floats, Marks, StockArrays, Whole
from circular.optimise.stock_reader import MOST_LIKE

CAREFUL = {
    "protected",
    "closed_years",
    "touches",
    "u_values",
    "u_exempt",
    "uses",
    "price_source",
    "price_year",
    "price_vat",
}
"""Columns that the careful reader takes."""
LARGE_BYTES = 2_000_000
"""A table of packages smaller than this is read row by row."""


def read_large(folder: Path, head: Portfolio) -> StockArrays | None:
    """The stock of a folder whose portfolio.yaml is `head`; None where a table needs the careful reader."""
    if head.label_scale is not None or head.stages != 1 or head.ban or head.pin or head.u_values or head.stock:
        return None
    try:
        return _read(folder, head)
    except (ValueError, KeyError, UnicodeDecodeError, OverflowError):
        return None


def is_large(folder: Path) -> bool:
    packages = folder / "packages.csv"
    return packages.is_file() and packages.stat().st_size > LARGE_BYTES


def _read(folder: Path, head: Portfolio) -> StockArrays:
    buildings = _table(folder / "buildings.csv", BUILDING_COLUMNS)
    packages = _table(folder / "packages.csv", PACKAGE_COLUMNS)
    _demand(not CAREFUL & ({*buildings.columns} | {*packages.columns}))
    ids = buildings["id"].astype(str)
    _demand(ids.is_unique and not (ids == "").any() and len(ids) > 0)
    _demand(buildings["building_type"].isin(get_args(BuildingType)).all())
    _demand(_numbers(buildings, "heated_area_m2").min() > 0)
    if "reference_area_m2" in buildings:
        given = buildings["reference_area_m2"].dropna()
        _demand(bool((given > 0).all()))
    weight = _numbers(buildings, "weight", default=1.0)
    _demand(bool((weight >= 1).all() and (weight <= MOST_LIKE).all() and (weight == np.floor(weight)).all()))
    owner = _positions(packages["building"].astype(str), ids)
    order = np.argsort(owner, kind="stable")
    names = packages["name"].astype(str).to_numpy()
    _demand(not (names == "").any())
    twice = packages.duplicated(["building", "name"])
    _demand(not twice.any())
    cost = _numbers(packages, "cost_dkk")
    _demand(bool((cost == np.floor(cost)).all()) and float(cost.max(initial=0)) < 2**53)
    share = _numbers(packages, "label_share_of_cost", default=1.0)
    _demand(bool((share <= 1).all()))
    now_label, label_after = _ranks(buildings, "now_label"), _ranks(packages, "label_after")
    lifts = _marks(packages, (label_after >= 0) & (now_label[owner] > label_after))
    carrier, heat = _carriers(packages["heating"]), _numbers(packages, "heat_kwh_year")
    now_carrier, now_heat = _carriers(buildings["now_heating"]), _numbers(buildings, "now_heat_kwh_year")
    electric = np.array([CARRIERS.index(name) for name in ELECTRIC])
    _demand(not (heat[np.isin(carrier, electric)] > 0).any())
    _demand(not (now_heat[np.isin(now_carrier, electric)] > 0).any())
    count = np.bincount(owner, minlength=len(ids))
    return StockArrays(
        head=head,
        ids=ids.tolist(),
        weight=weight.astype(np.int64),
        now_carrier=now_carrier,
        now_heat=now_heat,
        now_electricity=_numbers(buildings, "now_electricity_kwh_year"),
        first=np.concatenate([[0], np.cumsum(count)]).astype(np.int64),
        names=names[order].tolist(),
        cost=cost[order].astype(np.int64),
        label=_label(cost, share, lifts)[order],
        embodied=_numbers(packages, "embodied_kg_co2e")[order],
        carrier=carrier[order],
        heat=heat[order],
        electricity=_numbers(packages, "electricity_kwh_year")[order],
        heated_area=_numbers(buildings, "heated_area_m2"),
        reference_area=_reference(buildings),
        now_label=now_label,
        label_after=label_after[order],
        label_share=np.where(lifts, share, 0.0)[order],
        pv=_numbers(packages, "pv_kwh_year", default=0.0)[order] if "pv_kwh_year" in packages else None,
    )


def _reference(buildings: Any) -> Floats:
    heated = _numbers(buildings, "heated_area_m2")
    if "reference_area_m2" not in buildings:
        return heated
    given = buildings["reference_area_m2"].to_numpy(dtype=np.float64)
    return np.asarray(np.where(np.isnan(given), heated, given))


def _ranks(table: Any, name: str) -> Whole:
    """Positions in LABELS, -1 where the cell is empty."""
    if name not in table.columns:
        return np.full(len(table), -1, dtype=np.int64)
    said = table[name].fillna("").astype(str).str.strip()
    _demand(said.isin([*LABELS, ""]).all())
    return np.asarray(said.map({label: rank for rank, label in enumerate(LABELS)} | {"": -1}).to_numpy(dtype=np.int64))


def _table(file: Path, columns: tuple[str, ...]) -> Any:
    import pandas as pd

    table = pd.read_csv(
        file, encoding="utf-8-sig", dtype={name: str for name in TEXTS | LISTS | TABLES if name in columns} | {"lifts_label": str},
        keep_default_na=False, na_values={name: [""] for name in columns if name not in TEXTS},
        skipinitialspace=True, on_bad_lines="error",
    )  # fmt: skip
    _demand(set(table.columns) <= set(columns) and len(set(table.columns)) == len(table.columns))
    _demand(all(name in table.columns for name in columns if name not in OPTIONAL))
    return table


def _demand(holds: Any) -> None:
    if not bool(holds):
        raise ValueError("left to the careful reader")


def _numbers(table: Any, name: str, default: float | None = None) -> Floats:
    """A column of numbers >= 0; empty cells take the default, where there is one."""
    if name not in table.columns:
        _demand(default is not None)
        return np.full(len(table), default, dtype=np.float64)
    values = table[name].to_numpy(dtype=np.float64)
    empty = np.isnan(values)
    if empty.any():
        _demand(default is not None)
        values = np.where(empty, default, values)
    _demand(np.isfinite(values).all() and float(values.min(initial=0)) >= 0)
    return np.asarray(values, dtype=np.float64)


def _carriers(column: Any) -> Whole:
    codes = {name: code for code, name in enumerate(CARRIERS)}
    found = column.map(codes)
    _demand(not found.isna().any())
    return np.asarray(found.to_numpy(dtype=np.int64))


def _positions(names: Any, ids: Any) -> Whole:
    import pandas as pd

    found = pd.Index(ids).get_indexer(names)
    _demand(bool((found >= 0).all()))
    return np.asarray(found, dtype=np.int64)


def _marks(table: Any, computed: Marks) -> Marks:
    """What the file says of the label; where it says nothing, what the labels before and after say."""
    if "lifts_label" not in table.columns:
        return computed
    said = table["lifts_label"].fillna("").str.strip().str.lower()
    _demand(said.isin(["true", "false", ""]).all())
    return np.asarray(np.where((said == "").to_numpy(dtype=bool), computed, (said == "true").to_numpy(dtype=bool)))


def _label(cost: Floats, share: Floats, lifts: Marks) -> Whole:
    """cost x share rounded down to whole DKK, exact where a share is not 1."""
    label = np.where(lifts, cost, 0.0).astype(np.int64)
    for at in np.flatnonzero(lifts & (share != 1)):
        label[at] = int(int(cost[at]) * Decimal(repr(float(share[at]))))
    return label
