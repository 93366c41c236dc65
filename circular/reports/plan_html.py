"""A plan as one web page: what to do and why, what it costs and saves, how sure it is, what stands in the way."""

from __future__ import annotations

from typing import Any

from circular.building.model import Building
from circular.language import Language
from circular.optimise.model import Chosen, Plan
from circular.optimise.portfolio_model import Portfolio
from circular.optimise.portfolio_results_model import BuildingChange
from circular.reports import plan_charts, plan_stock_charts
from circular.reports.page import page
from circular.reports.plan_scenarios import STATUS as IN_SCENARIO
from circular.reports.plan_text import MEANING, STATUS
from circular.reports.plan_words import (
    HEATING,
    element_words,
    headline,
    is_stock,
    kroner,
    money_of,
    percent_gap,
    short_kroner,
    tonnes,
)

MOST_ROWS = 3000
"""Rows of the table of a large stock; the workbook holds them all."""


def plan_html(plan: Plan, language: Language, subject: Any = None) -> str:
    """The page; `subject` is the project or stock that was planned, for its budget and floor."""
    stock = is_stock(plan) or isinstance(subject, Portfolio)
    side = 0 if language == "da" else 1
    portfolio = subject if isinstance(subject, Portfolio) else None
    results = plan.portfolio
    charts = [plan_charts.before_after(plan, language)]
    if stock:
        charts = [plan_charts.timeline(plan, language), plan_charts.money(plan, portfolio, language)]
        charts += [plan_stock_charts.path(results, language)] if results else [plan_charts.before_after(plan, language)]
    return page(
        "plan.html",
        language,
        plan=plan,
        stock=stock,
        status=STATUS[plan.status][side],
        meaning=MEANING[plan.status],
        outcome=lambda name: STATUS[name][side],
        outcome_in=lambda name: IN_SCENARIO[name][side],
        headline=headline(plan, language),
        budget=_budget(plan, subject, language),
        choices=_rows(plan) if stock else plan.choices,
        most=MOST_ROWS,
        untouched=_untouched(plan, portfolio),
        charts=[chart for chart in charts if chart],
        later=[chart for chart in (plan_stock_charts.labels(results, language), plan_stock_charts.abatement(results, language)) if chart] if results else [],
        results=results,
        carrier=lambda name: HEATING[name][side] if name in HEATING else name,
        by_choice=plan_charts.by_choice(plan, language),
        front=plan_charts.front(plan, language),
        t_of=lambda kg, decimals=1: tonnes(kg, language, decimals),
        short_kr=lambda amount: short_kroner(amount, language),
        vat=_vat(subject, language),
        kr=lambda amount: kroner(amount, language),
        gap=percent_gap(plan.gap, language),
        element=lambda key: element_words(key, language),
        minus=lambda a, b: a - b,
    )  # fmt: skip


def _rows(plan: Plan) -> list[tuple[Chosen, BuildingChange | None]]:
    """The choices by year, each building's change beside its last one."""
    chosen = sorted(plan.choices, key=lambda choice: (choice.year or 0, choice.building or ""))
    changes = {change.building: change for change in plan.portfolio.buildings} if plan.portfolio else {}
    last = {choice.building: index for index, choice in enumerate(chosen)}
    return [
        (choice, changes.get(choice.building or "") if last[choice.building] == index else None)
        for index, choice in enumerate(chosen)
    ]


def _budget(plan: Plan, subject: Any, language: Language) -> str:
    """The money there was, where the input tells it."""
    years, _ = money_of(plan, subject)
    if years:
        return kroner(sum(years.values()), language)
    if isinstance(subject, Building):
        return kroner(subject.budget_dkk, language) if subject.budget_dkk is not None else ""
    return ""


def _vat(subject: Any, language: Language) -> str:
    """Whether the prices hold VAT; without unless the input says otherwise."""
    included = getattr(getattr(subject, "prices", None), "vat", None) == "included"
    return {"da": ("ekskl. moms", "inkl. moms"), "en": ("excl. VAT", "incl. VAT")}[language][included]


def _untouched(plan: Plan, portfolio: Portfolio | None) -> list[str]:
    """Buildings that get no package, by their ids."""
    if portfolio is None or plan.kg_co2e is None:
        return []
    touched = {(choice.building or "").split("#")[0] for choice in plan.choices}
    return [building.id for building in portfolio.buildings if building.id not in touched]
