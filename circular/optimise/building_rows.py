"""One building project as a Pyomo model: one function a constraint, each with its equation.

Sets: e entries, i options of e, s heating states (carrier and efficiency). x_ei = 1 when option i of entry e is chosen.
Data: g_ei kg of materials, c_ei DKK, d_ei kWh of heat saved, p_ei kWh of electricity added, m_ei kg of mass.
The product of heating and envelope is linearised exactly: w_sei = u_s x_ei through sum_i w_sei = u_s and
sum_s w_sei = x_ei, so that the heat bought in state s is (H u_s - sum_ei d_ei w_sei) / eta_s, without a big M.
Scaled to thousand DKK and tonnes. Rows are loosened by SLACK, so that rounding shuts out no point that holds with
equality; a point that holds only because of the slack is found by the exact check and cut off.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Any

import pyomo.environ as pyo

from circular.optimise.demands import Demands
from circular.optimise.energy_rows import THOUSAND, climate, energy, footprint, one_option, primary_of, total
from circular.optimise.options import SHARES, Space
from circular.stages import stage

SLACK = 1e-7


@stage("model")
def building_model(space: Space, demands: Demands, without: Collection[str] = ()) -> Any:
    """The model that minimises kg; constraints named in `without` are left out."""
    model = pyo.ConcreteModel(name="building")
    model.picks = pyo.Set(
        initialize=[(e, i) for e, offered in enumerate(space.picks) for i in range(len(offered))], ordered=True, dimen=2
    )
    model.x = pyo.Var(model.picks, domain=pyo.Binary)
    one_option(model, space)
    energy(model, space)
    footprint(model, space)
    for name, row in ROWS.items():
        if name not in without:
            row(model, space, demands)
    model.least_kg = pyo.Objective(expr=model.kg)
    return model


def budget(model: Any, space: Space, demands: Demands) -> None:
    """sum_ei c_ei x_ei <= B."""
    if space.building.budget_dkk is not None:
        cost = total(model, space, lambda pick: pick.cost_dkk, THOUSAND)
        model.budget_dkk = pyo.Constraint(
            expr=(None, cost + 0.0 * model.el, float(space.building.budget_dkk) / THOUSAND + SLACK)
        )


def low_emission_class(model: Any, space: Space, demands: Demands) -> None:
    """climate(x) <= the largest value that the check rounds to the limit or below."""
    if demands.ceiling is not None:
        model.low_emission_class = pyo.Constraint(
            expr=(None, climate(model, space, demands) + 0.0 * model.el, float(demands.ceiling_supremum) + SLACK)
        )


def _share(name: str) -> Callable[[Any, Space, Demands], None]:
    def row(model: Any, space: Space, _: Demands) -> None:
        """sum_ei (m^p_ei - rho m_ei) x_ei + base >= 0: the share of new mass that has the property p."""
        rho = getattr(space.building.limits, f"min_{name}_mass_share")
        if rho is None:
            return
        base = (getattr(space.base_mass, name) or Decimal(0)) - rho * (space.base_mass.new or Decimal(0))
        beyond = total(
            model,
            space,
            lambda pick: (getattr(pick.mass, name) or Decimal(0)) - rho * (pick.mass.new or Decimal(0)),
            THOUSAND,
        )
        model.add_component(
            f"min_{name}_mass_share",
            pyo.Constraint(expr=(-float(base) / THOUSAND - SLACK, beyond + 0.0 * model.el, None)),
        )

    return row


def upfront(model: Any, space: Space, _: Demands) -> None:
    """sum_ei g^A1-A3_ei x_ei + base <= limit."""
    limit = space.building.limits.max_upfront_kg_co2e
    if limit is not None:
        built = total(model, space, lambda pick: pick.modules["A1-A3"], THOUSAND)
        model.max_upfront_kg_co2e = pyo.Constraint(
            expr=(None, built + 0.0 * model.el, float(limit - space.base_modules["A1-A3"]) / THOUSAND + SLACK)
        )


def primary_energy(model: Any, space: Space, demands: Demands) -> None:
    """(1.9 el + sum_s f_s q_s) / A_heat <= limit, electricity bought for heat counted as electricity."""
    limit = space.building.limits.max_primary_energy_kwh_m2
    if limit is not None and space.heat is not None:
        model.max_primary_energy_kwh_m2 = pyo.Constraint(
            expr=(None, primary_of(model, space, demands), float(limit) + SLACK)
        )


def stock(model: Any, space: Space, _: Demands) -> None:
    """sum_ei a_eir x_ei + base_r <= S_r for each stocked material r, declared units."""
    keys = sorted(space.building.stock)

    def rule(m: Any, r: int) -> Any:
        key = keys[r]
        used = total(m, space, lambda pick: pick.stock.get(key, Decimal(0)))
        return (
            None,
            used + 0.0 * m.el,
            float(space.building.stock[key] - space.base_stock.get(key, Decimal(0))) + SLACK,
        )

    model.stock = pyo.Constraint(pyo.RangeSet(0, len(keys) - 1), rule=rule)


def min_heat(model: Any, space: Space, _: Demands) -> None:
    """H - sum_ei d_ei x_ei >= the heat that the envelope cannot save."""
    if space.heat is not None:
        saved = total(model, space, lambda pick: pick.heat_saving_kwh, THOUSAND)
        model.min_heat_kwh_year = pyo.Constraint(
            expr=(None, saved + 0.0 * model.el, float(space.heat.heat_kwh - space.heat.min_heat_kwh) / THOUSAND + SLACK)
        )


def conflicts(model: Any, space: Space, _: Demands) -> None:
    """x_a + x_b <= 1 for each pair that clashes."""
    model.conflicts = pyo.ConstraintList()
    for pair in space.building.conflicts:
        a, b = (_var(model, space, name) for name in pair)
        if a is not None and b is not None:
            model.conflicts.add(a + b <= 1)


def requires(model: Any, space: Space, _: Demands) -> None:
    """x_a <= x_b: a only with b."""
    model.requires = pyo.ConstraintList()
    for pair in space.building.requires:
        a, b = (_var(model, space, name) for name in pair)
        if a is not None:
            model.requires.add(a <= (0.0 if b is None else b))


def pin(model: Any, space: Space, _: Demands) -> None:
    """x_ei = 1 for each pinned option."""
    model.pin = pyo.ConstraintList()
    for key, option in space.building.pin.items():
        entry = next(e for e, choice in enumerate(space.building.choices) if choice.key == key)
        chosen = _var(model, space, f"{key}/{option}")
        if chosen is None:  # the pinned option was refused
            model.pin.add(pyo.quicksum(model.x[entry, i] for i in range(len(space.picks[entry]))) <= 0)
        else:
            model.pin.add(chosen >= 1)


def ban(model: Any, space: Space, _: Demands) -> None:
    """x_ei = 0 for each banned option."""
    model.ban = pyo.ConstraintList()
    for name in space.building.ban:
        if (banned := _var(model, space, name)) is not None:
            model.ban.add(banned <= 0)


def u_value(model: Any, space: Space, _: Demands) -> None:
    """x_ei = 0 for a touched element that misses the U-value demanded of it and is not exempt."""
    model.u_value = pyo.ConstraintList()
    for e, i in model.picks:
        if space.picks[e][i].u_demand is not None:
            model.u_value.add(model.x[e, i] <= 0)


def _var(model: Any, space: Space, name: str) -> Any:
    pick = space.find(name)
    return None if pick is None else model.x[pick.entry, space.picks[pick.entry].index(pick)]


ROWS: dict[str, Callable[[Any, Space, Demands], None]] = {
    "budget_dkk": budget,
    "low_emission_class": low_emission_class,
    **{f"min_{name}_mass_share": _share(name) for name in SHARES},
    "max_upfront_kg_co2e": upfront,
    "max_primary_energy_kwh_m2": primary_energy,
    "stock": stock,
    "min_heat_kwh_year": min_heat,
    "conflicts": conflicts,
    "requires": requires,
    "pin": pin,
    "ban": ban,
    "u_value": u_value,
}
"""The constraints that a plan may clash with, by the name a person knows them by."""
