"""Re-planning a large stock from a plan that is half executed, without an object for each package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from circular.optimise.portfolio_executed import check_since, freed, read_executed, refuse_unknown
from circular.optimise.portfolio_model import Pinned
from circular.optimise.stock_arrays import StockArrays, Whole

OF_BUILDINGS = (
    "weight",
    "now_carrier",
    "now_heat",
    "now_electricity",
    "heated_area",
    "reference_area",
    "now_label",
    "closed",
)
OF_PACKAGES = ("cost", "label", "embodied", "carrier", "heat", "electricity", "label_after", "label_share", "pv", "uses", "barred")  # fmt: skip


def with_executed_arrays(stock: StockArrays, path: Path, since: int) -> StockArrays:
    """The stock in which the years before `since` are as the plan says; their budgets and floors bind no more."""
    head = stock.head
    check_since(head, since)
    at = {name: b for b, name in enumerate(stock.ids)}
    settled: dict[str, list[Pinned]] = {}
    paid: dict[tuple[str, str], int] = {}
    for number, row in enumerate(read_executed(path)):
        year, name, package = row.get("year"), str(row.get("building")), str(row.get("package"))
        if not isinstance(year, int) or year >= since:
            continue
        b = _building(stock, at, name)
        if b is None:
            refuse_unknown(path, number, name, list(stock.ids[:5000]))
        own = stock.names[int(stock.first[b]) : int(stock.first[b + 1])]
        if package not in own:
            refuse_unknown(path, number, package, list(own))
        settled.setdefault(name, []).append(Pinned(package=package, year=year))
        if isinstance(row.get("cost_dkk"), int):
            paid[name, package] = row["cost_dkk"]
    apart = taken_apart(stock, {at[name.rpartition("#")[0]] for name in settled if name not in at})
    apart = _repriced(apart, paid)
    built = {name: tuple(rows) for name, rows in settled.items()}
    spent, label = dict.fromkeys(head.years, 0), dict.fromkeys(head.years, 0)
    where = {name: b for b, name in enumerate(apart.ids)}
    for name, rows in built.items():
        for one in rows:
            p = _package(apart, where[name], one.package or "")
            if one.year in spent:
                spent[one.year] += int(apart.cost[p])
                label[one.year] += int(apart.label[p])
    settled_head = head.model_copy(update={"settled_before": since, "settled": built})
    return replace(apart, head=freed(settled_head, spent, label))


def _building(stock: StockArrays, at: Mapping[str, int], name: str) -> int | None:
    """The building of a name, or of a copy `id#n` of several like ones."""
    b = at.get(name)
    if b is not None:
        return b if stock.weight[b] == 1 else None
    owner, _, copy = name.rpartition("#")
    b = at.get(owner)
    if b is None or not copy.isdecimal() or str(int(copy)) != copy:
        return None
    return b if 1 <= int(copy) <= int(stock.weight[b]) and stock.weight[b] > 1 else None


def _package(stock: StockArrays, b: int, name: str) -> int:
    first = int(stock.first[b])
    return first + list(stock.names[first : int(stock.first[b + 1])]).index(name)


def taken_apart(stock: StockArrays, which: set[int]) -> StockArrays:
    """The stock with these buildings as `id#1 … id#n`, each a building of its own."""
    if not which:
        return stock
    times = np.array([int(n) if b in which else 1 for b, n in enumerate(stock.weight)])
    source = np.repeat(np.arange(stock.buildings), times)
    ids, seen = [], dict.fromkeys(which, 0)
    for b in source.tolist():
        if b in seen:
            seen[b] += 1
        ids.append(f"{stock.ids[b]}#{seen[b]}" if b in seen else stock.ids[b])
    count = np.diff(stock.first)[source]
    first = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    packages = np.arange(first[-1]) - np.repeat(first[:-1], count) + np.repeat(stock.first[:-1][source], count)
    made = replace(stock, ids=ids, first=first, names=[stock.names[p] for p in packages.tolist()])
    made = replace(made, **{name: _taken(getattr(stock, name), source) for name in OF_BUILDINGS}, **{name: _taken(getattr(stock, name), packages) for name in OF_PACKAGES})  # fmt: skip
    weight = made.weight.copy()
    weight[np.isin(source, sorted(which))] = 1
    return replace(made, weight=weight)


def _taken(values: Any, at: Whole) -> Any:
    """The entries at these places; of a table with a row a material, the columns."""
    if values is None:
        return None
    by_column = values.ndim == 2 and values.dtype == np.float64
    return values[:, at] if by_column else values[at]


def _repriced(stock: StockArrays, paid: Mapping[tuple[str, str], int]) -> StockArrays:
    """What was paid in place of what was expected, in whole kroner; what counts for labels follows its share."""
    if not paid:
        return stock
    cost, label = stock.cost.copy(), stock.label.copy()
    at = {name: b for b, name in enumerate(stock.ids)}
    for (name, package), kroner in paid.items():
        p = _package(stock, at[name], package)
        cost[p] = kroner
        share = 0.0 if stock.label_share is None else float(stock.label_share[p])
        label[p] = int(kroner * Decimal(repr(share)))
    return replace(stock, cost=cost, label=label)
