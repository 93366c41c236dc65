"""The scenarios of a plan as lines for a terminal: what would be best in each, what the plan would emit, and which choices stay."""

from __future__ import annotations

from decimal import Decimal

from circular.building.elements import option_words
from circular.language import Language, listing, number
from circular.optimise.model import Chosen, Plan, Scenario
from circular.reports.plain import clean, table, wrapped

STATUS = {
    "optimal": ("bevist bedst", "proven best"),
    "feasible": ("ikke bevist bedst", "not proven best"),
    "infeasible": ("ingen plan", "no plan"),
    "no_solution_found": ("ikke regnet", "not computed"),
}
HOLDS = {True: ("ja", "yes"), False: ("nej", "no"), None: ("–", "–")}


def scenario_lines(plan: Plan, language: Language) -> list[str]:
    """A table of the scenarios, what each would choose instead, and the choices by how often they stay."""
    side = 0 if language == "da" else 1
    head = [
        ("Med andre tal", "With other figures")[side],
        ("udfald", "outcome")[side],
        ("bedst, t", "best, t")[side],
        ("planen, t", "the plan, t")[side],
        ("holder kravene", "keeps demands")[side],
    ]
    rows = [head, *(_row(one, language) for one in plan.scenarios)]
    lines = table(rows, right=(2, 3))
    for one in plan.scenarios:
        if one.changes:
            text = "; ".join(clean(_said(name, plan, language)) for name in one.changes)
            lines += wrapped(f"{clean(one.name)}: {text}", first="  ", rest="    ")
    told = [choice for choice in plan.choices if choice.stays is not None]
    always = [clean(_said(_name(choice), plan, language)) for choice in told if choice.stays == 1]
    count = sum(one.status in ("optimal", "feasible") for one in plan.scenarios)
    if always:
        lead = ("Står i alle scenarier: ", "Stays in every scenario: ")[side]
        lines += wrapped(listing(always, language) + ".", first=lead, rest="  ")
    for choice in told:
        if choice.stays is not None and choice.stays < 1:
            times = round(choice.stays * count)
            name = clean(_said(_name(choice), plan, language))
            lines += wrapped(
                (f"{name} står i {times} af {count}.", f"{name} stays in {times} of {count}.")[side], rest="  "
            )
    return lines


def _name(choice: Chosen) -> str:
    """`element/option`, or `building/package` of a stock."""
    return f"{choice.element}/{choice.option}" if choice.element is not None else f"{choice.building}/{choice.package}"


def _said(name: str, plan: Plan, language: Language) -> str:
    """An option with its element in words; a package of a stock stands with its building as it is."""
    return name if plan.portfolio is not None else option_words(name, language)


def _row(one: Scenario, language: Language) -> list[str]:
    side = 0 if language == "da" else 1
    return [
        clean(one.name),
        STATUS[one.status][side],
        _t(one.kg_co2e, language),
        _t(one.plan_kg_co2e, language),
        HOLDS[one.plan_holds][side],
    ]


def _t(kg: float | None, language: Language) -> str:
    return "–" if kg is None else number(Decimal(repr(kg)) / 1000, language, 1)
