"""A plan as one web page: what to do and why, what it costs and saves, how sure it is, what stands in the way."""

from __future__ import annotations

from typing import Any

from circular.building.model import Building
from circular.language import Language
from circular.optimise.model import Plan
from circular.optimise.portfolio_model import Portfolio
from circular.reports import plan_charts
from circular.reports.page import page
from circular.reports.plan_scenarios import STATUS as IN_SCENARIO
from circular.reports.plan_text import MEANING, STATUS
from circular.reports.plan_words import element_words, headline, is_stock, kroner, percent_gap, short_kroner, tonnes

MOST_ROWS = 3000
"""Rows of the table of a large stock; the workbook holds them all."""


def plan_html(plan: Plan, language: Language, subject: Any = None) -> str:
    """The page; `subject` is the project or stock that was planned, for its budget and floor."""
    stock = is_stock(plan) or isinstance(subject, Portfolio)
    side = 0 if language == "da" else 1
    portfolio = subject if isinstance(subject, Portfolio) else None
    charts = (
        [plan_charts.before_after(plan, language), plan_charts.timeline(plan, language), plan_charts.money(plan, portfolio, language)]
        if stock
        else [plan_charts.before_after(plan, language)]
    )  # fmt: skip
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
        budget=_budget(subject, language),
        choices=sorted(plan.choices, key=lambda choice: (choice.year or 0, choice.building or "")) if stock else plan.choices,
        most=MOST_ROWS,
        untouched=_untouched(plan, portfolio),
        charts=[chart for chart in charts if chart],
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


def _budget(subject: Any, language: Language) -> str:
    """The money there was, where the input tells it."""
    if isinstance(subject, Portfolio):
        return kroner(sum(subject.budget_dkk.values()), language)
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
