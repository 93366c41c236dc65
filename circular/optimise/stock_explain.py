"""Why a large stock has no plan: buildings that no course fits, the year whose money is short, and by how much."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import numpy as np

from circular.language import Language, listing, number
from circular.optimise.model import Explanation, Infeasible, Needs
from circular.optimise.multiple_choice import solve
from circular.optimise.portfolio_conflicts import conflict_of, rule_name
from circular.optimise.portfolio_explain import LESS, row_told, unsettled
from circular.optimise.proof import Clock
from circular.optimise.stock_arrays import CARRIERS, StockArrays
from circular.optimise.stock_columns import Columns, columns_of

MOST_NAMED = 50
SECONDS = 40.0
"""Most time for the changes of single rows, all together, and as much for the conflicting set."""
SECONDS_A_ROW = 10.0
LANGUAGES: tuple[Language, ...] = ("da", "en")


def why_not(stock: StockArrays, columns: Columns, language: Language, limit: float | None = None) -> Infeasible:
    """Each stuck building; or for each row the least change of it alone that makes a plan possible, and what clashes."""
    if columns.stuck.size:
        return Infeasible(explanations=tuple(_stuck(stock, columns, int(b), language) for b in columns.stuck[:MOST_NAMED]))  # fmt: skip
    seconds = SECONDS if limit is None else min(SECONDS, limit)
    clock = Clock(seconds)
    found = [_row(stock, columns, r, clock, language) for r in range(len(columns.rows))]
    clash = conflict_of(stock, _possible, Clock(seconds), language)
    return Infeasible(explanations=(*found, *(() if clash is None else (clash,))))


def _possible(stock: StockArrays) -> bool | None:
    """Whether there is a plan; None when that was not settled in time."""
    columns = columns_of(stock)
    if columns.stuck.size:
        return False
    answer = solve(columns.problem, clock=Clock(SECONDS_A_ROW), gap=1.0)
    return True if answer.choice is not None else False if answer.ended == "infeasible" else None


def _stuck(stock: StockArrays, columns: Columns, b: int, language: Language) -> Explanation:
    """The rules that removed the building's courses, the one that removed most first."""
    removed = {rule: count for rule, count in columns.why.get(b, {}).items() if count}
    order = sorted(removed, key=lambda rule: (-removed[rule], rule))
    deadline, carrier = stock.head.fossil_heating_out_by, CARRIERS[stock.now_carrier[b]]
    if order == ["fossil_heating_out_by"]:
        text = {
            "da": f"{stock.ids[b]}: ingen pakke får bygningen af {carrier} senest {deadline}.",
            "en": f"{stock.ids[b]}: no package takes the building off {carrier} by {deadline}.",
        }
    else:
        told = {lang: listing([f"{rule_name(stock.head, rule, lang)} ({removed[rule]})" for rule in order], lang) for lang in LANGUAGES}  # fmt: skip
        text = {
            "da": f"{stock.ids[b]}: intet forløb passer; fjernet af {told['da']}.",
            "en": f"{stock.ids[b]}: no course fits; removed by {told['en']}.",
        }
    rule = order[0] if order else "fossil_heating_out_by"
    fossil = rule == "fossil_heating_out_by"
    return Explanation(
        level="building",
        building=stock.ids[b],
        rule=rule,
        text=text[language],
        needs=Needs(what="package_without_fossil_heating" if fossil else rule, value=None, unit="package"),
    )


def _row(stock: StockArrays, columns: Columns, r: int, clock: Clock, language: Language) -> Explanation:
    """The least total of the row with every other row held; None where the others clash without it."""
    row, problem = columns.rows[r], columns.problem
    sign = 1.0 if row.most is not None else -1.0
    free = replace(
        problem,
        value=sign * problem.use[r],
        lower=np.where(np.arange(problem.rows) == r, -np.inf, problem.lower),
        upper=np.where(np.arange(problem.rows) == r, np.inf, problem.upper),
    )
    answer = solve(free, clock=clock.at_most(SECONDS_A_ROW))
    if answer.value is None and answer.ended != "infeasible":
        return unsettled(
            row.rule, stock.head.years[row.years[-1]] if row.unit == "dkk" else row.key, row.unit, language
        )
    if row.unit != "dkk":
        limit = row.most if row.most is not None else row.least or 0.0
        reach = None if answer.value is None else max(limit, answer.value) if row.most is not None else min(limit, -answer.value)  # fmt: skip
        told = None if reach is None else Decimal(repr(reach))
        return row_told(row.rule, row.key or 0, Decimal(repr(limit)), told, language)
    years = [stock.head.years[t] for t in row.years]
    when = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    rule = "budget_dkk" if row.most is not None else "label_spend_floor_dkk"
    value: float | None = None
    if answer.value is not None:
        short = answer.value - row.most if row.most is not None else (row.least or 0) + answer.value
        value = float(max(0, math.ceil(short - 1e-6)))
    if row.most is not None:
        texts = {
            "da": f"{when}: der skal {number(int(value), 'da')} kr. mere til." if value is not None else f"{when}: flere penge i dette tidsrum alene gør det ikke.",
            "en": f"{when}: DKK {number(int(value), 'en')} more is needed." if value is not None else f"{when}: more money in this span alone does not do it.",
        }  # fmt: skip
    else:
        texts = {
            "da": f"{when}: mindsteforbruget skal ned med {number(int(value), 'da')} kr." if value is not None else f"{when}: et lavere mindsteforbrug alene gør det ikke.",
            "en": f"{when}: the spending floor must come down by DKK {number(int(value), 'en')}." if value is not None else f"{when}: a lower spending floor alone does not do it.",
        }  # fmt: skip
    return Explanation(
        level="portfolio",
        rule=rule,
        year=years[-1],
        text=texts[language] + (LESS[language] if value is not None and answer.ended != "optimal" else ""),
        needs=Needs(what=rule, value=value, unit="dkk"),
    )
