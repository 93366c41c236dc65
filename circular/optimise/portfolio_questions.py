"""Questions asked beside a stock's plan: what if the budget were another, what if this were built here, why not this building."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from circular.faults import Fault, nearest
from circular.language import Language, number
from circular.optimise.model import Plan, WhatIf
from circular.optimise.portfolio_model import Pinned, Portfolio

Replan = Callable[[Portfolio], Plan]
KEYS = ("budget", "floor", "carry_over", "deadline", "pin", "unpin", "ban", "unban", "class", "at_once")


@dataclass(frozen=True)
class Known:
    """What a question may name: buildings and their packages."""

    packages: dict[str, list[str]]

    def split(self, text: str) -> tuple[str, str | None, int | None]:
        """`B1/Facade@2028` as (building, package, year); raises Fault for a name that is none."""
        year: int | None = None
        head, at, tail = text.rpartition("@")
        if at and tail.isdigit():
            text, year = head, int(tail)
        owners = [name for name in self.packages if text == name or text.startswith(f"{name}/")]
        if not owners:
            _unknown(text, list(self.packages))
        owner = max(owners, key=len)
        package = text.removeprefix(owner).removeprefix("/") or None
        if package is not None and package not in self.packages[owner]:
            _unknown(package, self.packages[owner])
        return owner, package, year


def _unknown(name: str, known: list[str]) -> NoReturn:
    near = nearest(name, known[:5000], 1)
    some = ", ".join(known[:5])
    raise Fault(
        "", "--what-if", (f"'{name}' findes ikke i porteføljen", f"'{name}' is not in the portfolio"),
        (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?") if near else (f"navnene er fx {some}", f"the names are e.g. {some}"),
    )  # fmt: skip


def changed(portfolio: Portfolio, question: str, known: Known) -> Portfolio:
    """The portfolio with the changes of a question, `;` between them: `budget=9000000; pin=B1/Facade@2028`."""
    for part in question.split(";"):
        key, equals, value = (side.strip() for side in part.partition("="))
        name, _, year = key.partition("[")
        if not equals or name not in KEYS:
            near = nearest(name, list(KEYS), 1) or [", ".join(KEYS)]
            raise Fault("", "--what-if", (f"'{part.strip()}' er ikke en ændring", f"'{part.strip()}' is no change"), (f"mente du '{near[0]}=…'?", f"did you mean '{near[0]}=…'?"))  # fmt: skip
        portfolio = portfolio.model_copy(update=_update(portfolio, name, year.rstrip("]"), value, known))
    return portfolio


def _update(portfolio: Portfolio, key: str, year: str, value: str, known: Known) -> dict[str, object]:
    if key == "budget":
        return {"budget_dkk": _amounts(portfolio, portfolio.budget_dkk, year, value, key)}
    if key == "floor":
        return {"label_spend_floor_dkk": {} if value == "none" else _amounts(portfolio, portfolio.label_spend_floor_dkk, year, value, key)}  # fmt: skip
    if key == "at_once":
        return {"max_buildings_at_once": {} if value == "none" else _amounts(portfolio, portfolio.max_buildings_at_once, year, value, key)}  # fmt: skip
    if key == "carry_over":
        return {"carry_over": value == "true", "carry_over_max_dkk": None} if value in ("true", "false") else {"carry_over": True, "carry_over_max_dkk": _whole(value, key)}  # fmt: skip
    if key == "deadline":
        return {"fossil_heating_out_by": None if value == "none" else _whole(value, key)}
    if key == "class":
        from circular.optimise.portfolio_model import ClassFrom

        since = portfolio.low_emission_class.since if portfolio.low_emission_class else portfolio.years[0]
        return {"low_emission_class": None if value == "none" else ClassFrom(limit=_decimal(value, key), since=since)}
    owner, package, when = known.split(value)
    if key == "pin":
        return {"pin": {**portfolio.pin, owner: (Pinned(package=package, year=when),)}}
    if key == "unpin":
        return {"pin": {name: pins for name, pins in portfolio.pin.items() if name != owner}}
    text = owner if package is None else f"{owner}/{package}"
    if key == "ban":
        return {"ban": (*portfolio.ban, text)}
    return {"ban": tuple(name for name in portfolio.ban if name != text)}


def _amounts(portfolio: Portfolio, old: dict[int, int], year: str, value: str, key: str) -> dict[int, int]:
    amount = _whole(value, key)
    if not year:
        return dict.fromkeys(portfolio.years, amount)
    if not year.isdigit() or int(year) not in portfolio.years:
        raise Fault("", "--what-if", (f"{year} er ikke et af planens år", f"{year} is not one of the plan's years"), (f"årene er {portfolio.years[0]}-{portfolio.years[-1]}", f"the years are {portfolio.years[0]}-{portfolio.years[-1]}"))  # fmt: skip
    return {**old, int(year): amount}


def _whole(text: str, key: str) -> int:
    number_ = _decimal(text, key)
    if number_ != number_.to_integral_value():
        raise Fault("", "--what-if", (f"'{key}' skal være et helt tal", f"'{key}' must be a whole number"))
    return int(number_)


def _decimal(text: str, key: str) -> Decimal:
    try:
        found = Decimal(text)
    except ArithmeticError:
        found = Decimal(-1)
    if not found.is_finite() or found < 0:
        raise Fault("", "--what-if", (f"'{key}={text}' er ikke et tal", f"'{key}={text}' is no number"), ("skriv fx budget=9000000", "write e.g. budget=9000000"))  # fmt: skip
    return found


def answers(portfolio: Portfolio, plan: Plan, questions: Sequence[str], known: Known, replan: Replan) -> list[WhatIf]:
    """Each question with the plan it would lead to."""
    return [_answer(question, plan, replan(changed(portfolio, question, known))) for question in questions]


def _answer(question: str, plan: Plan, other: Plan, reason: tuple[str, ...] = ()) -> WhatIf:
    mine = {(one.building, one.package): one.year for one in plan.choices}
    theirs = {(one.building, one.package): one.year for one in other.choices}
    changes = [f"+ {b}/{p} {year}" for (b, p), year in theirs.items() if mine.get((b, p)) != year]
    changes += [f"− {b}/{p} {year}" for (b, p), year in mine.items() if (b, p) not in theirs]
    if other.kg_co2e is None:
        changes = []
    return WhatIf(
        question=question,
        status=other.status,
        kg_co2e=other.kg_co2e,
        bound_kg_co2e=other.bound_kg_co2e,
        gap=other.gap,
        cost_dkk=other.cost_dkk,
        changes=(
            *reason,
            *changes[:MOST_CHANGES],
            *((f"… (+{len(changes) - MOST_CHANGES})",) if len(changes) > MOST_CHANGES else ()),
        ),
        needs=tuple(one.text for one in other.infeasible.explanations[:MOST_CHANGES]),
    )


MOST_CHANGES = 12


def why_not(
    portfolio: Portfolio, plan: Plan, asked: Sequence[str], known: Known, replan: Replan, language: Language
) -> list[WhatIf]:
    """Why a building (or one of its packages) is not in the plan: the best plan that has it, against the plan."""
    found = []
    for text in asked:
        owner, package, year = known.split(text)
        there = [one for one in plan.choices if str(one.building).split("#")[0] == owner and package in (None, one.package) and year in (None, one.year)]  # fmt: skip
        label = ("hvorfor ikke {}", "why not {}")[language == "en"].format(text)
        if there and plan.kg_co2e is not None:
            told = ("den er med i planen", "it is in the plan")[language == "en"]
            found.append(WhatIf(question=label, status=plan.status, kg_co2e=plan.kg_co2e, bound_kg_co2e=plan.bound_kg_co2e, gap=plan.gap, cost_dkk=plan.cost_dkk, needs=(told,)))  # fmt: skip
            continue
        pins = {**portfolio.pin, owner: (Pinned(package=package, year=year),)}
        other = replan(portfolio.model_copy(update={"pin": pins}))
        found.append(_answer(label, plan, other, _reason(plan, other, language)))
    return found


def _reason(plan: Plan, other: Plan, language: Language) -> tuple[str, ...]:
    """In words: how much worse the best plan with it is, or what stops it altogether."""
    if other.kg_co2e is None or plan.kg_co2e is None:
        return ()
    more = Decimal(f"{(other.kg_co2e - plan.kg_co2e) / 1000:.1f}")
    t = number(abs(more), language, 1)
    if more <= 0:
        return (("lige så god inden for det beviste; den er dyrere eller står senere i filen", "as good within what is proven; it costs more or stands later in the file")[language == "en"],)  # fmt: skip
    return (("den bedste plan med den udleder {} t mere; pengene gør mere gavn andre steder", "the best plan with it emits {} t more; the money does more elsewhere")[language == "en"].format(t),)  # fmt: skip
