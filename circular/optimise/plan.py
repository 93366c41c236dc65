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
    scenarios: bool = False,
    spread: Mapping[str, Decimal] | None = None,
) -> Plan:
    """The mix with least lifecycle CO2 within budget and demands, with its certified gap.

    `time_limit` is in seconds; `solver` is any Pyomo solver; `front` asks for so many points of cost against CO2; a large
    stock is planned to the relative `gap`, and `tell` hears of (value, bound) in kg on the way.
    `what_if` asks a project again with something changed (`budget=4000000`); `then="cost"` also tells the cheapest plan
    that is nearly as good. `scenarios` plans a project again with other energy factors, ways of counting reuse and material
    data, whose `spread` by kind (`{"epd": 0.2}`) the user may give.
    Raises Fault for an input that cannot be planned; infeasible is an answer, not an error.
    """
    if not isinstance(subject, Building) and (what_if or then or scenarios or spread):
        raise Fault("", "", ("--what-if, --then og --scenarios er for et byggeprojekt", "--what-if, --then and --scenarios are for a building project"), ("ret portefølje-filen og spørg igen", "change the portfolio file and ask again"))  # fmt: skip
    if isinstance(subject, Portfolio):
        from circular.optimise.portfolio_plan import plan_portfolio

        return plan_portfolio(
            subject,
            time_limit=time_limit,
            solver=solver,
            language=language,
            front=front,
            as_of=as_of,
            gap=gap,
            tell=tell,
        )
    if not isinstance(subject, Building):
        from circular.optimise.stock_plan import plan_stock

        return plan_stock(
            subject, time_limit=time_limit, gap=gap, solver=solver, language=language, front=front, tell=tell
        )
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
