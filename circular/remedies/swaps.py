"""The smallest swap that cures a broken limit: one option of the project in place of what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from circular.building.elements import option_words
from circular.building.model import Building, Choice, Option
from circular.faults import Fault
from circular.language import Language, Words, number
from circular.rulebook.model import Finding
from circular.rulebook.rounding import round_half_up

FIGURE = "kg_co2e_m2_year"


@dataclass(frozen=True)
class Swap:
    """One option in place of what is kept, with the footprint it leads to."""

    name: str
    cost_dkk: Decimal | None
    value: Decimal


def swaps_of(building: Building, *, as_of: date) -> tuple[Decimal, list[Swap]] | None:
    """The footprint with everything kept, and with each single option; None where no such comparison can be made."""
    from circular.lca import assess
    from circular.optimise.finished import finished

    kept = [(choice, option) for choice in building.choices for option in choice.options if option.keep]
    if not building.choices or len(kept) != len(building.choices):
        return None

    def value(chosen: list[tuple[Choice, Option]]) -> Decimal | None:
        try:
            return assess(finished(building, chosen), as_of=as_of).limit_value
        except Fault:
            return None

    now = value(kept)
    found = []
    for index, (choice, _) in enumerate(kept):
        for option in choice.options:
            out = (
                option.keep
                or choice.key in building.pin
                or {option.name, f"{choice.key}/{option.name}"} & set(building.ban)
            )
            changed = None if out else value([*kept[:index], (choice, option), *kept[index + 1 :]])
            if changed is not None:
                found.append(Swap(f"{choice.key}/{option.name}", _cost(choice, option), changed))
    return None if now is None or not found else (now, found)


def _cost(choice: Choice, option: Option) -> Decimal | None:
    if option.cost_dkk is not None:
        return option.cost_dkk
    if option.cost_dkk_per_m2 is None or choice.area_m2 is None:
        return None
    return option.cost_dkk_per_m2 * choice.area_m2


def swap_words(finding: Finding, building: Building, *, as_of: date) -> Words | None:
    """The cheapest single option that keeps the broken limit, or the one that helps most where none does alone."""
    broken = next((part for part in finding.parts if part.verdict == "fail" and part.unit == FIGURE), None)
    if broken is None or not isinstance(broken.limit, Decimal) or finding.remedy is None or not finding.remedy.optimise:
        return None
    compared = swaps_of(building, as_of=as_of)
    if compared is None:
        return None
    now, swaps = compared
    enough = [one for one in swaps if round_half_up(one.value, 1) <= broken.limit]
    if enough:
        best = min(enough, key=lambda one: (one.cost_dkk is None, one.cost_dkk or Decimal(0), one.value))
        return Words(da=f"Mindste bytte, der er nok: {_told(best, 'da')}.", en=f"The smallest swap that is enough: {_told(best, 'en')}.")  # fmt: skip
    best = min(swaps, key=lambda one: one.value)
    if best.value >= now:
        return Words(da="Ingen af projektets muligheder sænker aftrykket alene.", en="None of the project's options lowers the footprint by itself.")  # fmt: skip
    return Words(
        da=f"Ingen mulighed er nok alene; mest hjælper {_told(best, 'da')}.",
        en=f"No option is enough by itself; {_told(best, 'en')} helps most.",
    )


def _told(swap: Swap, language: Language) -> str:
    unit = "kg CO₂e/m²/år" if language == "da" else "kg CO₂e/m²/year"
    cost = "" if swap.cost_dkk is None else (f"{number(swap.cost_dkk, language, 0)} kr., " if language == "da" else f"DKK {number(swap.cost_dkk, language, 0)}, ")  # fmt: skip
    return f"“{option_words(swap.name, language)}” ({cost}{number(swap.value, language, 1)} {unit})"
