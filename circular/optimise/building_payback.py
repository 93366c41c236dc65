"""When a plan of a project is paid back: its CO2 by the energy saved, its kroner by the energy prices of the project."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from circular.building.model import Building, Heating
from circular.language import Language, number
from circular.optimise.model import Payback
from circular.optimise.portfolio_model import ELECTRIC

if TYPE_CHECKING:
    from circular.optimise.building_certify import Certified
    from circular.optimise.building_plan import Project

ZERO = Decimal(0)


def payback_of(project: Project, true: Certified) -> Payback | None:
    """Both paybacks against the project with every `keep`; None where an entry has none."""
    keeps = [next((pick for pick in offered if pick.option.keep), None) for offered in project.space.picks]
    if any(keep is None for keep in keeps):
        return None
    now = project.true(tuple(keep for keep in keeps if keep is not None))
    saved = _saved_dkk(project.space.building, now, true)
    paid = true.cost_dkk / saved if saved is not None and saved > 0 and true.cost_dkk > 0 else None
    years = _co2_years(project, now, true)
    return Payback(
        co2_years=None if years is None else float(years),
        dkk_years=None if paid is None else float(paid),
        dkk_saved_year=None if saved is None else float(saved),
    )


def _co2_years(project: Project, now: Certified, true: Certified) -> Decimal | None:
    """Years until the A1-A3 are saved again; None where no more is spent, or no energy is saved."""
    before, after = now.assessment.total_kg_co2e, true.assessment.total_kg_co2e
    spent, b6_before, b6_after = after.get("A1-A3"), before.get("B6"), after.get("B6")
    if spent is None or b6_before is None or b6_after is None:
        return None
    spent -= before.get("A1-A3") or ZERO
    if spent <= 0 or b6_before <= b6_after:
        return None
    return spent * project.demands.study_years / (b6_before - b6_after)


def _saved_dkk(building: Building, now: Certified, true: Certified) -> Decimal | None:
    """DKK of energy saved a year; None where a price that it takes is not told."""
    bills = [_bill(building, one.project) for one in (now, true)]
    return None if bills[0] is None or bills[1] is None else bills[0] - bills[1]


def _bill(building: Building, project: Building) -> Decimal | None:
    prices, energy, area = building.energy_prices, project.energy, project.heated_area_m2
    if prices is None or energy is None or not area or project.heated is False:
        return None
    bill = ZERO
    for kwh, carrier in (
        (energy.electricity_kwh_m2_year, "electricity"),
        (energy.heating_kwh_m2_year, _carrier(energy.heating)),
    ):
        price = getattr(prices, carrier, None) if carrier is not None else None
        if price is None and kwh:
            return None
        bill += kwh * area * (price or ZERO)
    return bill


def _carrier(heating: Heating | None) -> str | None:
    return "electricity" if heating in ELECTRIC else heating


def payback_words(payback: Payback | None, building: Building, language: Language) -> list[str]:
    """What both paybacks are, and what the one in kroner would need."""
    if payback is None:
        return []
    said = []
    if payback.co2_years is not None:
        years = number(Decimal(repr(payback.co2_years)), language, 1)
        said.append(
            {
                "da": f"Materialernes CO₂ (A1-A3) er tjent ind på {years} år.",
                "en": f"The CO₂ of the materials (A1-A3) is paid back in {years} years.",
            }[language]
        )
    if payback.dkk_saved_year is None:
        said.append(
            {
                "da": "Tilbagebetaling i kroner er ukendt: projektet oplyser ikke de energipriser, den kræver (energy_prices).",
                "en": "The payback in kroner is unknown: the project does not give the energy prices it takes (energy_prices).",
            }[language]
        )
    elif payback.dkk_years is None:
        said.append(
            {
                "da": "Planen sparer ingen energiudgift, så investeringen betales ikke tilbage.",
                "en": "The plan saves no energy bill, so the investment is not paid back.",
            }[language]
        )
    else:
        years, saved = number(Decimal(repr(payback.dkk_years)), language, 1), number(Decimal(repr(payback.dkk_saved_year)), language, 0)  # fmt: skip
        prices = building.energy_prices
        origin = [] if prices is None else [str(told) for told in (prices.source, prices.year) if told]
        source = f" ({', '.join(origin)})" if origin else ""
        said.append(
            {
                "da": f"Energiregningen falder {saved} kr. om året, så investeringen er tilbage på {years} år (enkel, uden rente; energipriser{source}).",
                "en": f"The energy bill falls by DKK {saved} a year, so the investment is back in {years} years (simple, without interest; energy prices{source}).",
            }[language]
        )
    return said
