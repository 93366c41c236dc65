"""What a footprint is made of: the components that weigh most, by name."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from circular.language import Language, Words, listing, number
from circular.rulebook.case import Case

if TYPE_CHECKING:
    from circular.lca.model import ElementResult

NAMED = 3
COUNTED = ("A1-A3", "B4", "C3", "C4")


def heaviest(case: Case) -> Words | None:
    """The three heaviest components by name, with their share of the footprint; None where nothing is computed."""
    if case.assessment is None:
        return None
    totals = case.assessment.total_kg_co2e
    return _named(case.assessment.elements, totals.get("building"), totals.get("B6"))


def kg_of(element: ElementResult) -> Decimal:
    """Footprint of a component over the study period, without module D."""
    return sum((element.modules.get(module) or Decimal(0) for module in COUNTED), Decimal(0))


def _named(elements: tuple[ElementResult, ...], total: Decimal | None, b6: Decimal | None) -> Words | None:
    ranked = sorted((one for one in elements if not one.partial and one.status == "new"), key=kg_of, reverse=True)
    chosen = [one for one in ranked[:NAMED] if kg_of(one) > 0]
    if not chosen:
        return None

    def said(language: Language) -> str:
        return listing(
            [f"{one.name or one.material_name or one.material}{_share(one, total, language)}" for one in chosen],
            language,
        )

    energy_da = energy_en = ""
    if total and b6 and total > 0:
        percent = b6 / total * 100
        energy_da = f"Energi til drift (B6) er {number(percent, 'da', 0)} % af aftrykket. "
        energy_en = f"Operational energy (B6) is {number(percent, 'en', 0)} % of the footprint. "
    return Words(
        da=f"{energy_da}Tungest i materialerne er {said('da')}.",
        en=f"{energy_en}The heaviest materials are {said('en')}.",
    )


def _share(element: ElementResult, total: Decimal | None, language: Language) -> str:
    if not total or total <= 0:
        return ""
    of = "af aftrykket" if language == "da" else "of the footprint"
    return f" ({number(kg_of(element) / total * 100, language, 0)} % {of})"
