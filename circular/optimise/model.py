"""A plan: what to choose, what it costs and saves, and how near to the best it is proven to be (circular/plan/1)."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from circular.optimise.portfolio_results_model import PortfolioResults

Status = Literal["optimal", "feasible", "infeasible", "no_solution_found"]
_CONFIG = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, populate_by_name=True)


class YearSpend(BaseModel):
    model_config = _CONFIG
    year: int
    cost_dkk: Decimal
    carried_dkk: Decimal
    label_dkk: Decimal


class Rival(BaseModel):
    """Another option of the same entry, and what would make it win with everything else planned anew."""

    model_config = _CONFIG
    option: str
    kg_more: float
    """kg CO2e more than the plan when only this is changed; negative when it saves."""
    dkk_more: Decimal
    breaks: tuple[str, ...] = ()
    """Demands that it breaks when only this is changed."""
    reduced_cost_kg: float | None = None
    """kg by which it worsens the linear relaxation: no plan with it can be nearer to the relaxation's value."""
    wins_if_kg_less: float | None = None
    """kg that its materials would have to shed."""
    wins_at_dkk: Decimal | None = None
    """Price at or below which it is chosen."""


class Payback(BaseModel):
    """Years until what the plan takes is saved again; None where nobody has told what that needs."""

    model_config = _CONFIG
    co2_years: float | None = None
    """A1-A3 of the materials, at the mean of the study period's energy."""
    dkk_years: float | None = None
    """The investment, at the energy prices of the project: simple, without interest."""
    dkk_saved_year: float | None = None


class Chosen(BaseModel):
    """One choice; keys not meant for this kind of plan are None."""

    model_config = _CONFIG
    building: str | None
    year: int | None = None
    package: str | None = None
    element: str | None = None
    option: str | None = None
    cost_dkk: Decimal
    kg_co2e: float
    modules: dict[str, float] | None = None
    """kg of a project's option by module (A1-A3, B4, C3, C4) and of what it removes; not told for a stock."""
    why: str | None = None
    rivals: tuple[Rival, ...] = ()
    """A project's runner-up, and the option that would save more and breaks a demand."""
    stays: float | None = None
    """Share of the scenarios with a plan in which it is still chosen; told only when scenarios are asked for."""


class BudgetPrice(BaseModel):
    model_config = _CONFIG
    year: int | None
    kg_per_dkk: float
    dkk_per_tonne: float | None


class LimitPrice(BaseModel):
    model_config = _CONFIG
    limit: str
    kg_per_unit: float


class ShadowPrices(BaseModel):
    model_config = _CONFIG
    budget: tuple[BudgetPrice, ...] = ()
    label_floor: tuple[BudgetPrice, ...] = ()
    limits: tuple[LimitPrice, ...] = ()


class FrontPoint(BaseModel):
    model_config = _CONFIG
    budget_dkk: Decimal
    cost_dkk: Decimal
    kg_co2e: float
    bound_kg_co2e: float
    gap: float


class Needs(BaseModel):
    model_config = _CONFIG
    what: str
    value: float | None
    unit: str


class Explanation(BaseModel):
    model_config = _CONFIG
    level: Literal["building", "portfolio", "set"]
    building: str | None = None
    rule: str
    year: int | None = None
    text: str
    needs: Needs | None = None


class Infeasible(BaseModel):
    model_config = _CONFIG
    explanations: tuple[Explanation, ...] = ()


class WhatIf(BaseModel):
    """The answer to one question asked beside a plan; `changes` are the options it would choose instead."""

    model_config = _CONFIG
    question: str
    status: Literal["optimal", "feasible", "infeasible", "no_solution_found"]
    kg_co2e: float | None
    bound_kg_co2e: float | None
    gap: float | None
    cost_dkk: Decimal | None
    changes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """What it would take, where no plan holds."""


class Scenario(BaseModel):
    """The project planned anew with other figures: energy factors, a way of counting reuse, a spread of material data."""

    model_config = _CONFIG
    name: str
    kind: Literal["energy", "reuse", "data"]
    source: str
    status: Literal["optimal", "feasible", "infeasible", "no_solution_found"]
    kg_co2e: float | None = None
    cost_dkk: Decimal | None = None
    plan_kg_co2e: float | None = None
    """What the plan itself would emit with these figures."""
    plan_holds: bool | None = None
    """Whether the plan would still keep every demand."""
    changes: tuple[str, ...] = ()
    """Options that would be chosen instead."""


class Plan(BaseModel):
    model_config = _CONFIG
    schema_: Literal["circular/plan/1"] = Field("circular/plan/1", alias="schema")
    name: str
    status: Literal["optimal", "feasible", "infeasible", "no_solution_found"]
    kg_co2e: float | None
    kg_co2e_now: float | None
    bound_kg_co2e: float | None
    gap: float | None
    gap_of_saving: float | None
    cost_dkk: Decimal | None
    by_year: tuple[YearSpend, ...] = ()
    choices: tuple[Chosen, ...] = ()
    shadow_prices: ShadowPrices = ShadowPrices()
    front: tuple[FrontPoint, ...] = ()
    payback: Payback | None = None
    """Of a project's plan; None for a stock."""
    what_if: tuple[WhatIf, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    portfolio: PortfolioResults | None = None
    """Of a stock's plan: path, labels, years, buildings, abatement curve."""
    infeasible: Infeasible = Infeasible()
    checked: bool = True
    """The certificate: value and every constraint were recomputed from the raw data by code apart from the model."""
    illustration: bool = False
    notes: tuple[str, ...] = ()
