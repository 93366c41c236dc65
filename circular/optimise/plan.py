"""The one way in: a building project or a building stock goes in, a plan with its proof comes out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from circular.building.model import Building
from circular.faults import Fault
from circular.language import Language
from circular.optimise.model import Plan
from circular.optimise.portfolio_model import Portfolio

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal
    from pathlib import Path

    from circular.optimise.stock_arrays import StockArrays
    from circular.rulebook import Profile, Rulebook


def optimise(
    subject: Building | Portfolio | StockArrays,
    *,
    as_of: date | None = None,
    time_limit: float | None = None,
    solver: str = "highs",
    profile: Profile | None = None,
    rulebook: Rulebook | None = None,
    language: Language = "da",
    front: int = 0,
    gap: float | None = None,
    tell: Callable[[float | None, float | None], None] | None = None,
    what_if: Sequence[str] = (),
    then: str | None = None,
    why_not: Sequence[str] = (),
    executed: Path | None = None,
    since: int | None = None,
    scenarios: bool = False,
    spread: Mapping[str, Decimal] | None = None,
    why: bool = False,
) -> Plan:
    """The mix with least lifecycle CO2 within budget and demands, with its certified gap.

    `time_limit` is in seconds; `solver` is any Pyomo solver; `front` asks for so many points of cost against CO2; a large
    stock is planned to the relative `gap`, and `tell` hears of (value, bound) in kg on the way.
    `what_if` asks a project again with something changed (`budget=4000000`); `then="cost"` also tells the cheapest plan
    that is nearly as good. `scenarios` plans a project again with other energy factors, ways of counting reuse and material
    data, whose `spread` by kind (`{"epd": 0.2}`) the user may give. `why` asks also of a large project when its runners-up win.
    A portfolio may also be asked `why_not` a building is in the plan, and be planned on from an `executed` plan (its JSON)
    of which the years before `since` stand.
    Raises Fault for an input that cannot be planned; infeasible is an answer, not an error.
    """
    if not isinstance(subject, Building) and (then or spread):
        raise Fault("", "", ("--then og --spread er for et byggeprojekt", "--then and --spread are for a building project"), ("ret portefølje-filen og spørg igen", "change the portfolio file and ask again"))  # fmt: skip
    if not isinstance(subject, Building):
        from circular.optimise.portfolio_answer import Asked, answer_portfolio

        return answer_portfolio(
            subject,
            Asked(
                time_limit=time_limit, gap=gap, solver=solver, language=language, front=front, as_of=as_of, what_if=what_if,
                why_not=why_not, scenarios=scenarios, executed=executed, since=since, tell=tell,
            ),
        )  # fmt: skip
    if why_not or executed or since:
        raise Fault("", "", ("--why-not og --executed er for en portefølje", "--why-not and --executed are for a portfolio"), ("brug --what-if", "use --what-if"))  # fmt: skip
    from circular.optimise.building_plan import plan_building

    return plan_building(
        subject,
        as_of=as_of or date.today(),
        time_limit=time_limit,
        solver=solver,
        profile=profile,
        rulebook=rulebook,
        language=language,
        front=front,
        what_if=what_if,
        then=then,
        scenarios=scenarios or bool(spread),
        spread=spread,
        why=why,
        tell=tell,
    )


def finished_project(building: Building, plan: Plan) -> Building:
    """The project as it stands once the plan's options are built in: a building/1 without choices."""
    from circular.optimise.finished import finished

    by_entry = {choice.element: choice.option for choice in plan.choices}
    chosen = [
        (choice, next(option for option in choice.options if option.name == by_entry[choice.key]))
        for choice in building.choices
    ]
    return finished(building, chosen)
