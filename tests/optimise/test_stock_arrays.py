"""A large stock planned from arrays gives what the enumerated plan of the same stock gives, and what it says holds."""

from __future__ import annotations

import dataclasses
import random
from decimal import Decimal
from pathlib import Path

import numpy as np
import optimise_energy
import optimise_goals
import optimise_stocks
import pytest

from circular.faults import Fault
from circular.optimise import stock_folder
from circular.optimise.fields import Fields
from circular.optimise.model import Plan
from circular.optimise.portfolio_certify import certify
from circular.optimise.portfolio_folder import read_stock_folder
from circular.optimise.portfolio_model import Portfolio
from circular.optimise.portfolio_plan import plan_portfolio
from circular.optimise.portfolio_reader import portfolio_of
from circular.optimise.proof import Clock
from circular.optimise.stock_arrays import StockArrays, arrays_of
from circular.optimise.stock_certify import certify_arrays
from circular.optimise.stock_columns import columns_of
from circular.optimise.stock_plan import plan_stock, planned


class AnyLine:
    def __getitem__(self, _: object) -> int:
        return 1


def one_stage(seed: int) -> Portfolio | None:
    document = optimise_goals.demanding_stock(seed)
    if document["stages"] == 2:
        return None
    return portfolio_of(document, Fields("stock.yaml", AnyLine()), name="stock")


def built(plan: Plan) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for choice in plan.choices:
        found.setdefault(str(choice.building), []).append((int(choice.year or 0), str(choice.package)))
    return found


@pytest.mark.slow
def test_the_same_plans_as_by_enumeration() -> None:
    compared = infeasible = carried = 0
    for seed in range(150):
        portfolio = one_stage(seed)
        if portfolio is None:
            continue
        compared += 1
        small = plan_portfolio(portfolio, factors=optimise_energy.tabel8)
        large = plan_stock(arrays_of(portfolio), factors=optimise_energy.tabel8, gap=0.0)
        assert large.status == small.status, seed
        carried += portfolio.carry_over_max_dkk is not None
        if small.kg_co2e is None:
            infeasible += 1
            continue
        assert large.kg_co2e == pytest.approx(small.kg_co2e, abs=1e-3), seed
        assert large.bound_kg_co2e <= small.kg_co2e + 1e-6 and large.checked
        again = certify(portfolio, built(large), optimise_energy.tabel8)
        assert not again.broken, (seed, again.broken)
        assert float(again.kg) == pytest.approx(large.kg_co2e, abs=1e-6)
        assert [row.carried_dkk for row in large.by_year] == [
            Decimal(again.carried_by_year[year]) for year in portfolio.years
        ]
    assert compared >= 100 and infeasible >= 10 and carried >= 15, (compared, infeasible, carried)


def many(buildings: int, packages: int = 12, seed: int = 5) -> Portfolio:
    rng = random.Random(seed)
    years = [2026, 2027, 2028]
    stock = []
    for b in range(buildings):
        now = {"heating": rng.choice(("gas", "district_heating")), "heat_kwh_year": rng.randrange(90_000, 400_000),
               "electricity_kwh_year": rng.randrange(20_000, 90_000), "label": "E"}  # fmt: skip
        offered = [optimise_stocks._package(rng, f"P{p}", now) for p in range(packages - 1)]
        offered.append({"name": "Fjernvarme", "cost_dkk": 400_000, "embodied_kg_co2e": 2000, "heating": "district_heating",
                        "heat_kwh_year": now["heat_kwh_year"], "electricity_kwh_year": now["electricity_kwh_year"]})  # fmt: skip
        stock.append(
            {"id": f"B{b}", "heated_area_m2": 1000, "building_type": "institution", "now": now, "packages": offered}
        )
    document = {
        "circular": "portfolio/1", "years": years, "budget_dkk": 600_000 * buildings, "buildings": stock,
        "label_spend_floor_dkk": 50_000 * buildings, "fossil_heating_out_by": 2028,
    }  # fmt: skip
    return portfolio_of(document, Fields("stock.yaml", AnyLine()), name="stock")


@pytest.mark.slow
def test_a_large_stock_goes_through_arrays_and_holds() -> None:
    portfolio = many(400)
    heard: list[tuple[float | None, float | None]] = []
    plan = plan_portfolio(
        portfolio,
        factors=optimise_energy.tabel8,
        time_limit=20,
        gap=5e-4,
        tell=lambda value, bound: heard.append((value, bound)),
    )
    assert plan.gap is not None and plan.gap <= 5e-4 and plan.checked and heard
    true = certify(portfolio, built(plan), optimise_energy.tabel8)
    assert not true.broken and float(true.kg) == pytest.approx(plan.kg_co2e, abs=1e-3)
    assert Decimal(true.cost_dkk) == plan.cost_dkk
    assert any("priced" in note or "prissat" in note for note in plan.notes)
    again = plan_portfolio(portfolio, factors=optimise_energy.tabel8, time_limit=20, gap=5e-4)
    assert again.choices == plan.choices


def test_what_is_short_is_told_in_kroner() -> None:
    stock = arrays_of(many(60))
    poor = dataclasses.replace(
        stock, head=stock.head.model_copy(update={"budget_dkk": dict.fromkeys(stock.head.years, 3_100_000), "label_spend_floor_dkk": {}})
    )  # fmt: skip
    plan = plan_stock(poor, factors=optimise_energy.tabel8, language="en", time_limit=30)
    assert plan.status == "infeasible"
    first = plan.infeasible.explanations[0]
    assert first.needs is not None and first.needs.value is not None and first.needs.value > 0
    mended = dict(poor.head.budget_dkk)
    mended[first.year or 0] += int(first.needs.value)
    enough = dataclasses.replace(poor, head=poor.head.model_copy(update={"budget_dkk": mended}))
    assert plan_stock(enough, factors=optimise_energy.tabel8, time_limit=30).kg_co2e is not None
    mended[first.year or 0] -= 1
    short = dataclasses.replace(poor, head=poor.head.model_copy(update={"budget_dkk": mended}))
    assert plan_stock(short, factors=optimise_energy.tabel8, time_limit=30).status == "infeasible"


def test_the_certificate_sees_what_the_model_got_wrong() -> None:
    stock = arrays_of(many(30))
    columns = columns_of(stock, optimise_energy.tabel8)
    done = planned(stock, columns, clock=Clock(20), gap=1e-4, factors=optimise_energy.tabel8)
    assert done.certified is not None and not done.certified.broken
    b, p, year, _ = done.built[0]
    assert certify_arrays(stock, [*done.built, (b, p, year, 1)], optimise_energy.tabel8).broken
    assert certify_arrays(stock, [(b, p, 1999, 1)], optimise_energy.tabel8).broken
    left = [row for row in done.built if stock.now_carrier[row[0]] != stock.now_carrier[np.argmax(stock.now_carrier)]]
    assert certify_arrays(stock, left, optimise_energy.tabel8).broken


def write_folder(folder: Path, portfolio: Portfolio) -> None:
    """The same stock as the tables of formats.md §4."""
    folder.mkdir()
    (folder / "portfolio.yaml").write_text(
        "circular: portfolio/1\nyears: [2026, 2027, 2028]\n"
        f"budget_dkk: {portfolio.budget_dkk[2026]}\nlabel_spend_floor_dkk: {portfolio.label_spend_floor_dkk[2026]}\n"
        "fossil_heating_out_by: 2028\n"
    )
    buildings = ["id,heated_area_m2,building_type,now_heating,now_heat_kwh_year,now_electricity_kwh_year,now_label"]
    packages = [
        "building,name,cost_dkk,embodied_kg_co2e,heating,heat_kwh_year,electricity_kwh_year,lifts_label,label_share_of_cost"
    ]
    for b in portfolio.buildings:
        buildings.append(
            f"{b.id},1000,institution,{b.now.heating},{b.now.heat_kwh_year},{b.now.electricity_kwh_year},E"
        )
        packages += [
            f"{b.id},{p.name},{p.cost_dkk},{p.embodied_kg_co2e},{p.heating},{p.heat_kwh_year},{p.electricity_kwh_year},"
            f"{str(p.lifts_label).lower()},{p.label_share_of_cost}"
            for p in b.packages
        ]
    (folder / "buildings.csv").write_text("\n".join(buildings) + "\n")
    (folder / "packages.csv").write_text("\n".join(packages) + "\n")


def test_large_tables_read_into_the_same_arrays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    portfolio = many(50)
    write_folder(tmp_path / "stock", portfolio)
    monkeypatch.setattr(stock_folder, "LARGE_BYTES", 0)
    stock, slow = read_stock_folder(tmp_path / "stock"), arrays_of(portfolio)
    assert isinstance(stock, StockArrays)
    for name in ("weight", "now_carrier", "now_heat", "now_electricity", "first", "cost", "label", "embodied", "carrier", "heat", "electricity"):  # fmt: skip
        assert (getattr(stock, name) == getattr(slow, name)).all(), name
    assert list(stock.ids) == list(slow.ids) and list(stock.names) == list(slow.names)


@pytest.mark.parametrize(
    ("old", "new", "place", "fault"),
    [
        ("B7,P3,", "B7,P2,", "packages.csv", "stands twice"),
        ("B7,P3,", "C7,P3,", "packages.csv", "is not a building"),
        ("gas", "coal", "packages.csv", "not a known value"),
        ("heat_pump,0", "heat_pump,5", "packages.csv", "must be 0"),
        (",true,", ",maybe,", "packages.csv", "true"),
    ],
)
def test_a_doubtful_cell_of_a_large_table_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, place: str, fault: str
) -> None:
    write_folder(tmp_path / "stock", many(20))
    monkeypatch.setattr(stock_folder, "LARGE_BYTES", 0)
    file = tmp_path / "stock" / place
    file.write_text(file.read_text().replace(old, new, 1))
    with pytest.raises(Fault) as refused:
        read_stock_folder(tmp_path / "stock")
    assert place in refused.value.file and fault in str(refused.value)
