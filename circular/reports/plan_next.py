"""The last line of a plan's report: one thing to do next."""

from __future__ import annotations

from circular.language import Language
from circular.optimise.model import Plan


def plan_next(plan: Plan, language: Language) -> str:
    """What the status asks for first, else what makes the plan more than figures on a screen."""
    da = language == "da"
    if plan.status == "infeasible":
        return "ret budget eller krav som beskrevet under “Hvad der skal til”, og kør igen" if da else "change the budget or the demands as told under “What it would take”, and run again"  # fmt: skip
    if plan.status != "optimal":
        return "giv mere tid med --time-limit SEKUNDER" if da else "give it more time with --time-limit SECONDS"
    if plan.illustration:
        return "skriv i filen, hvor priserne kommer fra, så planen kan bære en beslutning" if da else "write in the file where the prices come from, so that the plan can carry a decision"  # fmt: skip
    if not plan.front:
        return "se pris mod CO₂ med --front 8, eller gem planen med --format xlsx=plan.xlsx" if da else "see cost against CO₂ with --front 8, or keep the plan with --format xlsx=plan.xlsx"  # fmt: skip
    return "gem planen med --format xlsx=plan.xlsx eller --format html=plan.html" if da else "keep the plan with --format xlsx=plan.xlsx or --format html=plan.html"  # fmt: skip
