"""The energy and the footprint of a building model: heat bought in each heating state, electricity, kg CO2e.

The product of heating and envelope is linearised exactly: w_sei = u_s x_ei through sum_i w_sei = u_s and
sum_s w_sei = x_ei, so that the heat bought in state s is (H u_s - sum_ei d_ei w_sei) / eta_s, without a big M.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyomo.environ as pyo

from circular.building.model import Heating
from circular.optimise.demands import Demands
from circular.optimise.options import Pick, Space

THOUSAND = 1000.0
State = tuple[Heating | None, Decimal]


def states_of(space: Space) -> list[State]:
    """The heating states there are: (carrier, efficiency), in order of the options."""
    if space.heat is None:
        return []
    if space.heating_entry is None:
        return [(space.heat.carrier, space.heat.efficiency)]
    return list(dict.fromkeys((pick.carrier, pick.efficiency) for pick in space.picks[space.heating_entry]))


def total(model: Any, space: Space, of: Callable[[Pick], Decimal], scale: float = 1.0) -> Any:
    """sum_ei of(e, i) x_ei / scale."""
    return pyo.quicksum(
        float(value) / scale * model.x[e, i] for e, i in model.picks if (value := of(space.picks[e][i]))
    )


def one_option(model: Any, space: Space) -> None:
    """sum_i x_ei = 1 for each entry e."""
    model.entries = pyo.RangeSet(0, len(space.picks) - 1)
    model.one_option = pyo.Constraint(
        model.entries, rule=lambda m, e: pyo.quicksum(m.x[e, i] for i in range(len(space.picks[e]))) == 1
    )


def energy(model: Any, space: Space) -> None:
    """Heat bought in each state and electricity: q_s = (H u_s - sum_ei d_ei w_sei) / eta_s; el >= E + sum_ei p_ei x_ei, el >= 0 (MWh)."""
    states = states_of(space)
    model.states = pyo.RangeSet(0, len(states) - 1)
    model.el = pyo.Var(domain=pyo.NonNegativeReals)
    if space.heat is None:
        model.bought = pyo.Expression(model.states, rule=lambda *_: 0.0)
        model.el.fix(0.0)
        return
    heat = space.heat
    model.u = pyo.Expression(model.states, rule=lambda m, s: _in_state(m, space, states[s]))
    saving = [(e, i) for e, i in model.picks if e != space.heating_entry and space.picks[e][i].heat_saving_kwh]
    entries = sorted({e for e, _ in saving})
    own = 0.0
    if space.heating_entry is not None:
        own = [float(pick.heat_saving_kwh) / THOUSAND for pick in space.picks[space.heating_entry]]  # type: ignore[assignment]
    if len(states) == 1:
        product: Callable[[Any, int, int, int], Any] = lambda m, _, e, i: m.x[e, i]  # noqa: E731
    else:
        model.w_index = pyo.Set(
            initialize=[(s, e, i) for s in model.states for e in entries for i in range(len(space.picks[e]))],
            dimen=3,
            ordered=True,
        )
        model.w = pyo.Var(model.w_index, bounds=(0, 1))
        model.of_state = pyo.Constraint(
            model.states,
            entries,
            rule=lambda m, s, e: pyo.quicksum(m.w[s, e, i] for i in range(len(space.picks[e]))) == m.u[s],
        )
        model.of_option = pyo.Constraint(
            [(e, i) for e in entries for i in range(len(space.picks[e]))],
            rule=lambda m, e, i: pyo.quicksum(m.w[s, e, i] for s in m.states) == m.x[e, i],
        )
        product = lambda m, s, e, i: m.w[s, e, i]  # noqa: E731

    def bought(m: Any, s: int) -> Any:
        needed = float(heat.heat_kwh) / THOUSAND * m.u[s]
        needed -= pyo.quicksum(
            float(space.picks[e][i].heat_saving_kwh) / THOUSAND * product(m, s, e, i) for e, i in saving
        )
        if space.heating_entry is not None:
            needed -= pyo.quicksum(
                own[i] * m.x[space.heating_entry, i]  # type: ignore[index]
                for i, pick in enumerate(space.picks[space.heating_entry])
                if (pick.carrier, pick.efficiency) == states[s]
            )
        return needed / float(states[s][1])

    model.bought = pyo.Expression(model.states, rule=bought)
    added = total(model, space, lambda pick: pick.electricity_delta_kwh, THOUSAND)
    model.electricity = pyo.Constraint(expr=model.el >= float(heat.electricity_kwh) / THOUSAND + added)


def _in_state(model: Any, space: Space, state: State) -> Any:
    """u_s = sum of x over the heating options of state s; 1 when there is nothing to choose."""
    if space.heating_entry is None:
        return 1.0
    offered = space.picks[space.heating_entry]
    return pyo.quicksum(
        model.x[space.heating_entry, i] for i, pick in enumerate(offered) if (pick.carrier, pick.efficiency) == state
    )


def footprint(model: Any, space: Space) -> None:
    """kg = sum_ei g_ei x_ei + F_el el + sum_s F_s q_s, above what is constant (tonnes)."""
    model.b6 = pyo.Expression(expr=operation(model, space))
    model.kg = pyo.Expression(expr=total(model, space, lambda pick: pick.kg, THOUSAND) + model.b6)


def operation(model: Any, space: Space) -> Any:
    """F_el el + sum_s F_s q_s, tonnes over the study period, with the factors of a space."""
    if space.heat is None:
        return 0.0
    heat, states = space.heat, states_of(space)
    return float(heat.electricity_sum) * model.el + pyo.quicksum(
        float(heat.factor_sum(states[s][0]) or 0) * model.bought[s] for s in model.states
    )


def climate(model: Any, space: Space, demands: Demands, b6: Any = None) -> Any:
    """The value a class is compared with, kg/m²/year: materials/(50 A_ref) + B6/(50 A_heat) - deductions."""
    building, heat = space.building, space.heat
    materials = sum(space.base_modules.values(), Decimal(0)) - building.deductions.special_conditions_kg_co2e
    per = float(demands.study_years * building.reference_area_m2)
    value = total(model, space, lambda pick: pick.building_kg, per) + float(materials) / per
    if heat is not None:
        value += THOUSAND * (model.b6 if b6 is None else b6) / float(heat.study_years * heat.area_m2)
        supplement = building.deductions.energy_supplement_kwh_m2_year
        states = states_of(space)
        if supplement:
            value -= pyo.quicksum(
                float(supplement * (heat.factor_sum(states[s][0]) or Decimal(0)) / heat.study_years) * model.u[s]
                for s in model.states
            )
    return value


def primary_of(model: Any, space: Space, demands: Demands) -> Any:
    """(1.9 el + sum_s f_s q_s) / A_heat, kWh/m²/year."""
    assert space.heat is not None
    states = states_of(space)
    weighted = float(demands.primary_weight("electricity")) * model.el
    weighted += pyo.quicksum(float(demands.primary_weight(states[s][0])) * model.bought[s] for s in model.states)
    return THOUSAND * weighted / float(space.heat.area_m2)
