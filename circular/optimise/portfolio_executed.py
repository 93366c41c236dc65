"""Re-planning from a plan that is half executed: what was built stands, and only the years to come are open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from circular.faults import Fault, nearest
from circular.optimise.portfolio_certify import copies
from circular.optimise.portfolio_model import Pinned, Portfolio

Past = dict[str, tuple[Pinned, ...]]


def read_executed(path: Path) -> list[dict[str, Any]]:
    """The choices of a plan in JSON; raises Fault for a file that holds none."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise Fault(str(path), "", ("kan ikke læses som en plan", "cannot be read as a plan"), str(error)) from None
    rows = data.get("choices") if isinstance(data, dict) else None
    if not isinstance(data, dict) or data.get("schema") != "circular/plan/1" or not isinstance(rows, list):
        raise Fault(
            str(path), "", ("filen er ikke en plan (circular/plan/1)", "the file is no plan (circular/plan/1)"),
            ("skriv den med circular optimise … --format json=plan.json", "write it with circular optimise … --format json=plan.json"),
        )  # fmt: skip
    for at, row in enumerate(rows):
        _check(path, at, row)
    return rows


def _check(path: Path, at: int, row: Any) -> None:
    """A choice says its year and, where it says a price, whole kroner."""
    if not isinstance(row, dict):
        raise Fault(str(path), f"choices[{at}]", ("skal være en tabel med nøgler", "must be a table of keys"))
    if not _whole(row.get("year")):
        raise Fault(str(path), f"choices[{at}].year", (f"'year' skal være et årstal, ikke {row.get('year')!r}", f"'year' must be a year, not {row.get('year')!r}"), ("planen skal være for en portefølje", "the plan must be one of a portfolio"))  # fmt: skip
    cost = row.get("cost_dkk")
    if isinstance(cost, float) and cost.is_integer():
        row["cost_dkk"] = cost = int(cost)
    if cost is not None and (not _whole(cost) or cost < 0):
        raise Fault(str(path), f"choices[{at}].cost_dkk", (f"'cost_dkk' skal være hele kroner, ikke {cost!r}", f"'cost_dkk' must be whole DKK, not {cost!r}"), ("skriv det betalte beløb uden enhed", "write the amount paid without a unit"))  # fmt: skip


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def check_since(portfolio: Portfolio, since: int) -> None:
    """Raises Fault for a year that leaves nothing executed, or nothing to plan."""
    if not portfolio.years[0] < since <= portfolio.years[-1]:
        raise Fault(
            "", "--from", (f"{since} ligger ikke efter planens første år", f"{since} does not lie after the plan's first year"),
            (f"årene er {portfolio.years[0]}-{portfolio.years[-1]}", f"the years are {portfolio.years[0]}-{portfolio.years[-1]}"),
        )  # fmt: skip


def with_executed(portfolio: Portfolio, path: Path, since: int) -> Portfolio:
    """The portfolio in which the years before `since` are as the plan says; their budgets and floors bind no more.

    What was paid stands in the plan's `cost_dkk`: edit it where the bill was another one.
    """
    check_since(portfolio, since)
    known = {copy: building for building in portfolio.buildings for copy in copies(building)}
    settled: dict[str, list[Pinned]] = {}
    paid: dict[tuple[str, str], int] = {}
    for at, row in enumerate(read_executed(path)):
        year, name, package = row.get("year"), str(row.get("building")), str(row.get("package"))
        if not isinstance(year, int) or year >= since:
            continue
        building = known.get(name)
        if building is None:
            refuse_unknown(path, at, name, list(known))
        if not building.choices and package not in [one.name for one in building.packages]:
            refuse_unknown(path, at, package, [one.name for one in building.packages])
        settled.setdefault(name, []).append(Pinned(package=package, year=year))
        if isinstance(row.get("cost_dkk"), int):
            paid[name, package] = row["cost_dkk"]
    return _freed(_repriced(portfolio, paid).model_copy(update={"settled_before": since, "settled": {name: tuple(rows) for name, rows in settled.items()}}))  # fmt: skip


def refuse_unknown(path: Path, at: int, name: str, known: list[str]) -> NoReturn:
    """A name of the plan that the portfolio does not have."""
    near = nearest(name, known[:5000], 1)
    raise Fault(
        str(path), f"choices[{at}]", (f"'{name}' findes ikke i porteføljen", f"'{name}' is not in the portfolio"),
        (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?") if near else "",
    )  # fmt: skip


def _repriced(portfolio: Portfolio, paid: Mapping[tuple[str, str], int]) -> Portfolio:
    """What was paid in place of what was expected, where a building stands alone; like buildings are taken apart first."""
    from circular.optimise.portfolio_copies import split_copies

    named = {name for name, _ in paid}
    apart = split_copies(portfolio.model_copy(update={"settled": dict.fromkeys(named, ())}))
    buildings = tuple(
        building.model_copy(
            update={
                "packages": tuple(
                    package.model_copy(update={"cost_dkk": paid.get((building.id, package.name), package.cost_dkk)})
                    for package in building.packages
                )
            }
        )
        if building.id in named
        else building
        for building in apart.buildings
    )
    return apart.model_copy(update={"buildings": buildings})


def _freed(portfolio: Portfolio) -> Portfolio:
    """The portfolio with what its past years spent; see `freed`."""
    price = {(building.id, package.name): package for building in portfolio.buildings for package in building.packages}
    spent, label = dict.fromkeys(portfolio.years, 0), dict.fromkeys(portfolio.years, 0)
    for name, rows in portfolio.settled.items():
        for one in rows:
            package = price.get((name, one.package or "")) or price.get((name.rpartition("#")[0], one.package or ""))
            if package is not None and one.year in spent:
                spent[one.year] += package.cost_dkk
                label[one.year] += package.label_dkk
    return freed(portfolio, spent, label)


def freed(portfolio: Portfolio, spent: Mapping[int, int], label: Mapping[int, int]) -> Portfolio:
    """Past years may have spent what they spent: budgets and floors of theirs give way, and a note says so."""
    since = portfolio.settled_before or 0
    budget, floors, notes = dict(portfolio.budget_dkk), dict(portfolio.label_spend_floor_dkk), list(portfolio.notes)
    purse = 0
    for year in portfolio.years:
        if year >= since:
            break
        have = purse + budget[year]
        if spent[year] > have:
            budget[year] += spent[year] - have
            notes.append((f"{year} brugte {spent[year] - have} kr. mere end budgettet; det regnes som bevilget.", f"{year} spent DKK {spent[year] - have} more than its budget; it counts as granted."))  # fmt: skip
            have = spent[year]
        purse = have - spent[year] if portfolio.carry_over else 0
        if portfolio.carry_over_max_dkk is not None:
            purse = min(purse, portfolio.carry_over_max_dkk)
        if floors.get(year, 0) > label[year]:
            notes.append((f"{year} nåede {label[year]} kr. af mindsteforbruget på {floors[year]}.", f"{year} reached DKK {label[year]} of the spending floor of {floors[year]}."))  # fmt: skip
            floors[year] = label[year]
    return portfolio.model_copy(update={"budget_dkk": budget, "label_spend_floor_dkk": floors, "notes": tuple(notes)})
