"""The whole answer for a stock: its plan, and what was asked beside it (what if, why not, other factors, the past)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np

from circular.faults import Fault
from circular.language import Language
from circular.optimise.emission import Factors
from circular.optimise.model import Plan
from circular.optimise.portfolio_certify import certify
from circular.optimise.portfolio_choices import with_packages
from circular.optimise.portfolio_copies import split_copies
from circular.optimise.portfolio_model import Portfolio
from circular.optimise.portfolio_plan import plan_portfolio
from circular.optimise.stock_arrays import BARS, CARRIERS, StockArrays
from circular.optimise.stock_certify import certify_arrays
from circular.optimise.stock_plan import plan_stock

Tell = Callable[[float | None, float | None], None]


@dataclass(frozen=True)
class Asked:
    """How to plan, and the questions beside the plan."""

    time_limit: float | None = None
    gap: float | None = None
    solver: str = "highs"
    language: Language = "da"
    front: int = 0
    as_of: date | None = None
    what_if: Sequence[str] = ()
    why_not: Sequence[str] = ()
    scenarios: bool = False
    executed: Path | None = None
    since: int | None = None
    factors: Factors | None = None
    tell: Tell | None = None


def answer_portfolio(subject: Portfolio | StockArrays, asked: Asked) -> Plan:
    """The plan with everything that was asked; raises Fault for a question that names nothing."""
    if (asked.executed is None) != (asked.since is None):
        raise Fault("", "--executed", ("--executed og --from hører sammen", "--executed and --from belong together"), ("skriv fx --executed plan.json --from 2028", "write e.g. --executed plan.json --from 2028"))  # fmt: skip
    if isinstance(subject, Portfolio):
        subject = with_packages(subject, as_of=asked.as_of or date.today())
        if asked.executed is not None and asked.since is not None:
            from circular.optimise.portfolio_executed import with_executed

            subject = with_executed(subject, asked.executed, asked.since)
    elif asked.executed is not None and asked.since is not None:
        from circular.optimise.stock_executed import with_executed_arrays

        subject = with_executed_arrays(subject, asked.executed, asked.since)
    plan = _planned(subject, asked)
    if asked.what_if or asked.why_not:
        plan = _with_questions(subject, plan, asked)
    if asked.scenarios and plan.kg_co2e is not None:
        plan = _with_scenarios(subject, plan, asked)
    return plan


def _planned(subject: Portfolio | StockArrays, asked: Asked) -> Plan:
    if isinstance(subject, StockArrays):
        return plan_stock(
            subject, time_limit=asked.time_limit, gap=asked.gap, solver=asked.solver, language=asked.language, factors=asked.factors,
            front=asked.front, tell=asked.tell,
        )  # fmt: skip
    return plan_portfolio(
        subject, time_limit=asked.time_limit, solver=asked.solver, language=asked.language, factors=asked.factors, front=asked.front,
        as_of=asked.as_of, gap=asked.gap, tell=asked.tell,
    )  # fmt: skip


def _quiet(asked: Asked) -> Asked:
    return replace(asked, front=0, tell=None)


def _with_questions(subject: Portfolio | StockArrays, plan: Plan, asked: Asked) -> Plan:
    from circular.optimise.portfolio_questions import Known, answers, why_not

    if isinstance(subject, StockArrays):
        head, ends = subject.head, subject.first.tolist()
        known = Known({name: list(subject.names[ends[b] : ends[b + 1]]) for b, name in enumerate(subject.ids)})
    else:
        head = subject
        known = Known({building.id: [package.name for package in building.packages] for building in subject.buildings})

    def replan(other: Portfolio) -> Plan:
        return _planned(_banned(subject, other) if isinstance(subject, StockArrays) else other, _quiet(asked))

    found = answers(head, plan, asked.what_if, known, replan)
    found += why_not(head, plan, asked.why_not, known, replan, asked.language)
    return plan.model_copy(update={"what_if": tuple(found)})


def _banned(stock: StockArrays, head: Portfolio) -> StockArrays:
    """The arrays under another head; what it bans is marked."""
    barred = np.zeros(stock.packages, dtype=np.int64) if stock.barred is None else stock.barred.copy()
    barred[barred == BARS.index("ban")] = 0
    at = {name: b for b, name in enumerate(stock.ids)} if head.ban else {}
    for text in head.ban:
        owner = text
        while owner not in at:
            owner = owner.rpartition("/")[0]
        for p in range(int(stock.first[at[owner]]), int(stock.first[at[owner] + 1])):
            if text in (owner, f"{owner}/{stock.names[p]}"):
                barred[p] = BARS.index("ban")
    return replace(stock, head=head, barred=barred if barred.any() else None)


def _with_scenarios(subject: Portfolio | StockArrays, plan: Plan, asked: Asked) -> Plan:
    from circular.optimise.portfolio_scenarios import others, with_scenarios

    def replan(factors: Factors) -> Plan:
        return _planned(subject, replace(_quiet(asked), factors=factors))

    if isinstance(subject, StockArrays):
        at = {name: b for b, name in enumerate(subject.ids)}
        built = []
        for one in plan.choices:
            name = str(one.building)
            b = at[name] if name in at else at[name.rpartition("#")[0]]
            p = next(p for p in range(subject.first[b], subject.first[b + 1]) if subject.names[p] == one.package)
            built.append((b, p, one.year or 0, 1))
        carriers = {CARRIERS[code] for code in {*subject.now_carrier.tolist(), *subject.carrier.tolist()}}
        head = subject.head

        def emits(factors: Factors) -> tuple[Decimal, bool]:
            found = certify_arrays(subject, built, factors)
            return found.kg, not found.broken
    else:
        portfolio = split_copies(subject)
        builds: dict[str, list[tuple[int, str]]] = {}
        for one in plan.choices:
            builds.setdefault(str(one.building), []).append((one.year or 0, str(one.package)))
        carriers = {building.now.heating for building in subject.buildings}
        carriers |= {package.heating for building in subject.buildings for package in building.packages}
        head = subject

        def emits(factors: Factors) -> tuple[Decimal, bool]:
            found = certify(portfolio, builds, factors)
            return found.kg, not found.broken

    return with_scenarios(plan, others(head, {str(one) for one in carriers}), replan, emits, asked.language)
