"""A judgement from the JSON of `circular optimise`: what the plan saves, costs and leaves on oil and gas, by year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from circular import __version__
from circular.register.model import Judgement

if TYPE_CHECKING:
    from circular.optimise.portfolio_model import Portfolio

PLAN_KEYS = ("status", "kg_co2e", "kg_co2e_now", "bound_kg_co2e", "gap", "gap_of_saving", "cost_dkk", "by_year", "illustration")  # fmt: skip
_VERDICTS = {"optimal": "pass", "feasible": "pass", "infeasible": "fail", "no_solution_found": "unknown"}


def judgement_of_plan(
    plan: dict[str, Any],
    *,
    judged_on: date | None = None,
    department: str | None = None,
    portfolio: Portfolio | None = None,
    works: str | None = None,
    files: Sequence[dict[str, Any]] = (),
) -> Judgement:
    """The judgement in one circular/plan/1; with its portfolio it also tells energy and buildings on oil and gas by year."""
    from circular.register.judged import categories_of_works

    stock = portfolio is not None or bool(plan["by_year"])
    figures: dict[str, Any] = {key: plan[key] for key in PLAN_KEYS}
    figures["choices"] = len(plan["choices"])
    if portfolio is not None and plan["kg_co2e"] is not None:
        figures["stock_by_year"] = stock_by_year(plan, portfolio)
    return Judgement(
        name=plan["name"],
        kind="portfolio" if stock else "building",
        tool="plan",
        judged_on=judged_on or date.today(),
        verdict=_VERDICTS[plan["status"]],
        department=department,
        categories=categories_of_works(works),
        versions={"program": __version__},
        files=tuple(files),
        figures=figures,
    )


def stock_by_year(plan: dict[str, Any], portfolio: Portfolio) -> list[dict[str, Any]]:
    """At the end of each year: buildings on oil or gas, and the energy bought per year from then on."""
    from circular.optimise.portfolio_model import FOSSIL

    chosen: dict[str, list[dict[str, Any]]] = {}
    for choice in plan["choices"]:
        chosen.setdefault(choice["building"], []).append(choice)
    rows = []
    for year in portfolio.years:
        fossil, energy = 0, 0.0
        for building in portfolio.buildings:
            packages = {package.name: package for package in building.packages}
            for copy in range(1, building.weight + 1):
                name = building.id if building.weight == 1 else f"{building.id}#{copy}"
                heating = building.now.heating
                bought: float | None = float(building.now.heat_kwh_year + building.now.electricity_kwh_year)
                envelope = None
                done = sorted((c for c in chosen.get(name, []) if c["year"] is not None and c["year"] <= year), key=lambda c: c["year"])  # fmt: skip
                for choice in sorted(done, key=lambda c: _stage(packages, c) == "heating"):
                    package = packages.get(choice["package"])
                    if package is None:
                        bought = None
                        continue
                    heating, use = package.heating, package.after.get(envelope or "", package)
                    bought = float(use.heat_kwh_year + use.electricity_kwh_year)
                    envelope = package.name if package.stage == "envelope" else envelope
                fossil += heating in FOSSIL
                energy = float("nan") if bought is None else energy + bought
        rows.append({"year": year, "fossil_buildings": fossil, "energy_kwh": None if energy != energy else energy})
    return rows


def _stage(packages: dict[str, Any], choice: dict[str, Any]) -> str | None:
    package = packages.get(choice["package"])
    return package.stage if package else None
