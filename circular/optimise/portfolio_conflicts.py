"""The smallest set of demands that no plan can keep together: without any one of them there is a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import TypeVar

from circular.language import Language, listing, number
from circular.optimise.model import Explanation
from circular.optimise.portfolio_model import Portfolio
from circular.optimise.proof import Clock
from circular.optimise.stock_arrays import StockArrays

Subject = TypeVar("Subject", Portfolio, StockArrays)
Demand = tuple[str, int | str | None]
"""A key of the portfolio, and the year or material where it has several."""
MOST_PAIRS = 120
"""So many sets are tried for being smaller than the one that is found by leaving out demand by demand."""
WHOLE = (
    "fossil_heating_out_by",
    "label_by",
    "low_emission_class",
    "pin",
    "ban",
    "u_values",
    "protected",
    "closed_years",
)
"""Demands that stand or fall in one piece."""
NO_LIMIT = 10**15


def demands_of(subject: Portfolio | StockArrays) -> list[Demand]:
    """Every demand that may be part of a conflict, in a fixed order; the past of a half-executed plan is none."""
    head = subject if isinstance(subject, Portfolio) else subject.head
    found: list[Demand] = [("budget_dkk", None)] if head.carry_over else [("budget_dkk", year) for year in head.years]
    found += [("label_spend_floor_dkk", year) for year, floor in head.label_spend_floor_dkk.items() if floor > 0]
    for key in ("max_kg_co2e", "max_buildings_at_once", "stock", "min_pv_kwh_year"):
        found += [(key, name) for name in getattr(head, key)]
    for key in WHOLE[:6]:
        if getattr(head, key):
            found.append((key, None))
    if isinstance(subject, Portfolio):
        found += [(key, None) for key in WHOLE[6:] if any(getattr(building, key) for building in subject.buildings)]
    else:
        found += [("protected", None)] * (subject.barred is not None and bool((subject.barred == 2).any()))
        found += [("closed_years", None)] * (subject.closed is not None)
    return found


def without(subject: Subject, dropped: set[Demand]) -> Subject:
    """The stock with some of its demands taken away."""
    head = subject if isinstance(subject, Portfolio) else subject.head
    update: dict[str, object] = {}
    if ("budget_dkk", None) in dropped:
        update["budget_dkk"] = dict.fromkeys(head.years, NO_LIMIT)
    else:
        update["budget_dkk"] = {y: NO_LIMIT if ("budget_dkk", y) in dropped else amount for y, amount in head.budget_dkk.items()}  # fmt: skip
    for key in ("label_spend_floor_dkk", "max_kg_co2e", "max_buildings_at_once", "stock", "min_pv_kwh_year"):
        update[key] = {name: limit for name, limit in getattr(head, key).items() if (key, name) not in dropped}
    blank: dict[str, object] = {"pin": {}, "ban": (), "u_values": {}}
    for key in WHOLE[:6]:
        if (key, None) in dropped:
            update[key] = blank.get(key)
    if isinstance(subject, Portfolio):
        if dropped & {("protected", None), ("closed_years", None)}:
            gone: dict[str, object] = {key: () for key in WHOLE[6:] if (key, None) in dropped}
            update["buildings"] = tuple(building.model_copy(update=gone) for building in subject.buildings)
        return subject.model_copy(update=update)
    barred = subject.barred
    if barred is not None:
        for code, key in ((1, "u_values"), (2, "protected"), (3, "ban")):
            if (key, None) in dropped:
                barred = barred * (barred != code)
    uses = subject.uses
    if uses is not None:
        uses = uses[[k for k, key in enumerate(head.stock) if ("stock", key) not in dropped]]
    closed = None if ("closed_years", None) in dropped else subject.closed
    return replace(subject, head=head.model_copy(update=update), barred=barred, uses=uses, closed=closed)


def conflict_of(
    subject: Subject, possible: Callable[[Subject], bool | None], clock: Clock, language: Language
) -> Explanation | None:
    """The smallest conflicting set found in the time, in words; None when time ran out before any was."""
    core = core_of(subject, possible, clock)
    return None if core is None else _told(subject, core, language)


def core_of(subject: Subject, possible: Callable[[Subject], bool | None], clock: Clock) -> list[Demand] | None:
    """A set of demands that allows no plan and none of which can be spared; the smallest as far as tried."""
    everything = demands_of(subject)

    def clash(kept: tuple[Demand, ...]) -> bool:
        """Whether the demands kept allow no plan for certain."""
        return not clock.out and possible(without(subject, set(everything) - set(kept))) is False

    core = list(everything)
    for demand in reversed(everything):
        fewer = tuple(one for one in core if one != demand)
        if clash(fewer):
            core = list(fewer)
    if clock.out and len(core) == len(everything):
        return None
    smallest = next((kept for kept in _smaller(everything, len(core)) if clash(kept)), None)
    return list(smallest or core)


def _smaller(everything: list[Demand], size: int) -> Iterator[tuple[Demand, ...]]:
    """Sets with fewer demands, the smallest first, as many as may be tried."""
    tried = 0
    for count in range(1, size):
        for kept in combinations(everything, count):
            tried += 1
            if tried > MOST_PAIRS:
                return
            yield kept


def _told(subject: Portfolio | StockArrays, core: list[Demand], language: Language) -> Explanation:
    head = subject if isinstance(subject, Portfolio) else subject.head
    names = _names(head, core, language)
    if len(names) == 1:
        text = (
            f"Ét krav kan ikke holdes, heller ikke alene: {names[0]}.",
            f"One demand cannot be kept, not even alone: {names[0]}.",
        )
    else:
        text = (
            f"De kan ikke holdes på én gang, heller ikke hvis alle andre krav falder: {listing(names, 'da')}.",
            f"They cannot all be kept, even with every other demand set aside: {listing(names, 'en')}.",
        )
    rules = " + ".join(dict.fromkeys(key for key, _ in core))
    return Explanation(level="set", rule=rules, text=text[language == "en"])


def _names(head: Portfolio, core: list[Demand], language: Language) -> list[str]:
    """The demands in words; what is there for every year is said once."""
    found, once = [], set()
    for key, which in core:
        every = [year for name, year in core if name == key and isinstance(year, int)]
        if len(every) < 3 or set(every) != set(head.years):
            found.append(_name(head, (key, which), language))
        elif key not in once:
            once.add(key)
            found.append({"budget_dkk": ("alle årenes budgetter", "the budgets of every year"), "label_spend_floor_dkk": ("alle årenes mindsteforbrug", "the spending floors of every year"), "max_buildings_at_once": ("antallet af bygninger i gang hvert år", "the buildings at once in every year")}.get(key, (key, key))[language == "en"])  # fmt: skip
    return found


def _name(head: Portfolio, demand: Demand, language: Language) -> str:
    """A demand with its figure, as a person says it."""
    key, which = demand
    english = language == "en"
    if key == "budget_dkk":
        if which is None:
            return ("budgetterne", "the budgets")[english]
        said = number(head.budget_dkk[int(which)], language)
        return (f"budgettet for {which} ({said} kr.)", f"the budget of {which} (DKK {said})")[english]
    if key == "label_spend_floor_dkk":
        said = number(head.label_spend_floor_dkk[int(which or 0)], language)
        return (f"mindsteforbruget i {which} ({said} kr.)", f"the spending floor of {which} (DKK {said})")[english]
    if which is not None:
        said = number(getattr(head, key)[which], language)
        words = {
            "max_kg_co2e": (f"højst {said} kg CO₂e i {which}", f"at most {said} kg CO₂e in {which}"),
            "max_buildings_at_once": (f"højst {said} bygninger i gang i {which}", f"at most {said} buildings with work in {which}"),
            "stock": (f"højst {said} af {which}", f"at most {said} of {which}"),
            "min_pv_kwh_year": (f"mindst {said} kWh solcelle-el senest {which}", f"at least {said} kWh of solar electricity by {which}"),
        }  # fmt: skip
        return words[key][english]
    return rule_name(head, key, language)


def rule_name(head: Portfolio, key: str, language: Language) -> str:
    """A rule on single buildings, as a person says it."""
    label, limit = head.label_by, head.low_emission_class
    words = {
        "fossil_heating_out_by": (f"olie og gas ude i {head.fossil_heating_out_by}", f"oil and gas out by {head.fossil_heating_out_by}"),
        "label_by": (f"energimærke {label.label} senest {label.year}", f"energy label {label.label} by {label.year}") if label else ("", ""),
        "low_emission_class": (f"klassen {number(limit.limit, 'da')} fra {limit.since}", f"the class {number(limit.limit, 'en')} from {limit.since}") if limit else ("", ""),
        "u_values": ("kravene til U-værdier", "the demands on U-values"),
        "protected": ("fredningen", "the protection"),
        "closed_years": ("de lukkede år", "the closed years"),
        "pin": ("det, der er låst fast", "what is pinned"),
        "ban": ("det, der er udelukket", "what is banned"),
        "executed": ("det, der er udført", "what has been executed"),
    }  # fmt: skip
    return words.get(key, (key, key))[language == "en"]
