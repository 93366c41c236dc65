"""The smallest material swap that cures a broken limit of a project without choices: one component, the same element.

Smallest is the one that replaces the least mass. Everything else of the project stays, energy included: what replaces
insulation has the same R.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from circular.building.model import Building, Component
from circular.language import Language, Words, number
from circular.remedies.comparable import Function, replacements_for
from circular.rulebook.model import Finding, Part
from circular.rulebook.rounding import round_half_up

if TYPE_CHECKING:
    from circular.lca.model import Assessment
    from circular.rulebook.profile import Convention

COUNTED = ("A1-A3", "B4", "C3", "C4")
UNITS: dict[str, tuple[str, str]] = {"m3": ("m³", "m³"), "m2": ("m²", "m²"), "m2_r1": ("m² × R 1", "m² × R 1"), "pcs": ("stk.", "pcs")}  # fmt: skip
PER = ("kg CO₂e/m²/år", "kg CO₂e/m²/year")
WEAK = ("memory",)


@dataclass(frozen=True)
class MaterialSwap:
    """One component with a comparable material in its place."""

    function: Function
    index: int
    """Place among the project's components."""
    old: Component
    new: Component
    saved_kg: Decimal
    """Less kg CO2e over the study period."""
    mass_kg: Decimal | None
    """Mass of the component that is replaced."""


@dataclass(frozen=True)
class Compared:
    """A project with every swap of one component that lowers its footprint."""

    building: Building
    assessment: Assessment
    swaps: tuple[MaterialSwap, ...]
    """Least mass replaced first; among equals the one that saves most."""
    tried: int

    def value_with(self, swap: MaterialSwap) -> Decimal | None:
        """The value a limit is compared with, once the swap is made."""
        now = self.assessment.limit_value
        per = self.assessment.study_period_years * self.building.reference_area_m2
        return None if now is None else now - swap.saved_kg / per

    def reused_share_with(self, swap: MaterialSwap) -> Decimal | None:
        """The reused share of new mass, once the swap is made."""
        masses = [row.mass_kg for row in self.assessment.elements if row.status == "new"]
        now = self.assessment.circularity.reused_mass_share
        if now is None or swap.mass_kg is None or not swap.new.reused or any(mass is None for mass in masses):
            return None
        return now + swap.mass_kg / sum((mass for mass in masses if mass is not None), Decimal(0))


def compared(building: Building, *, as_of: date, reuse_convention: Convention = "zero") -> Compared:
    """Every comparable material for every new component, computed row by row."""
    from circular.lca import assess, context_of, row_footprint

    context = context_of(building, as_of=as_of, reuse_convention=reuse_convention)
    found: list[MaterialSwap] = []
    tried = 0
    for index, part in enumerate(building.components):
        for one in replacements_for(part, context):
            old, new = (row_footprint(line, part.element, context) for line in (one.old, one.new))
            tried += 1
            if new.partial is not None or new.suspect or new.end_of_life_only:
                continue
            saved = sum(((old.modules[m] or Decimal(0)) - (new.modules[m] or Decimal(0)) for m in COUNTED), Decimal(0))
            if saved > 0 or one.new.reused:
                found.append(MaterialSwap(one.function, index, one.old, one.new, saved, old.mass_kg))
    found.sort(key=lambda one: (one.mass_kg is None, one.mass_kg or Decimal(0), -one.saved_kg, one.index, one.new.material))  # fmt: skip
    assessment = assess(building, as_of=as_of, reuse_convention=reuse_convention)
    return Compared(building, assessment, tuple(found), tried)


def with_swap(building: Building, swap: MaterialSwap) -> Building:
    """The project with the swap made."""
    parts = list(building.components)
    parts[swap.index] = swap.new
    return building.model_copy(update={"components": tuple(parts)})


def material_words(finding: Finding, seen: Compared) -> Words | None:
    """The smallest swap that keeps the broken limit, or that none does; None where the limit is of another kind."""
    if finding.remedy is None or not finding.remedy.optimise:
        return None
    broken = [part for part in finding.parts if part.verdict == "fail" and isinstance(part.limit, Decimal)]
    value, share = seen.assessment.limit_value, seen.assessment.circularity.reused_mass_share
    limits = [part for part in broken if value is not None and _same(part, value, "kg_co2e_m2_year")]
    if limits:
        limit = min(part.limit for part in limits if isinstance(part.limit, Decimal))
        return _carbon(seen, limit)
    wanted = next((part.limit for part in broken if share is not None and part.unit == "share" and part.value == share), None)  # fmt: skip
    return _share(seen, wanted) if isinstance(wanted, Decimal) else None


def _same(part: Part, value: Decimal, unit: str) -> bool:
    """Whether the part holds this figure, rounded as it is judged."""
    return part.unit == unit and isinstance(part.value, Decimal) and part.value == round_half_up(value, 1)


def _carbon(seen: Compared, limit: Decimal) -> Words:
    lower = [one for one in seen.swaps if one.saved_kg > 0]
    if not lower:
        return _none(seen)
    enough = [one for one in lower if (value := seen.value_with(one)) is not None and round_half_up(value, 1) <= limit]
    best = enough[0] if enough else max(lower, key=lambda one: one.saved_kg)
    value = seen.value_with(best)
    told = {lang: f" ({number(value or Decimal(0), lang, 2)} {PER[side]})" for side, lang in enumerate(("da", "en"))}  # type: ignore[arg-type]
    return _told(best, bool(enough), seen.tried, told)


def _share(seen: Compared, wanted: Decimal) -> Words:
    reuse = [(one, share) for one in seen.swaps if (share := seen.reused_share_with(one)) is not None]
    if not reuse:
        return _none(seen)
    enough = [(one, share) for one, share in reuse if share >= wanted]
    best, share = enough[0] if enough else max(reuse, key=lambda pair: pair[1])
    told = {"da": f" ({number(share * 100, 'da', 1)} % genbrugt)", "en": f" ({number(share * 100, 'en', 1)} % reused)"}
    return _told(best, bool(enough), len(reuse), told)


def _none(seen: Compared) -> Words:
    return Words(
        da=f"Intet bytte af ét materiale hjælper ({seen.tried} sammenlignelige er prøvet).",
        en=f"No swap of one material helps ({seen.tried} comparable ones were tried).",
    )


def _told(swap: MaterialSwap, enough: bool, tried: int, value: dict[str, str]) -> Words:
    da, en = _swap(swap, "da"), _swap(swap, "en")
    mark = {"da": " (omregningen er ikke slået efter)", "en": " (the conversion was not looked up)"} if swap.function.confidence in WEAK else {"da": "", "en": ""}  # fmt: skip
    checks = f"Skal efterses: {swap.function.check.da}{mark['da']}.", f"To be checked: {swap.function.check.en}{mark['en']}."  # fmt: skip
    if enough:
        return Words(
            da=f"Mindste bytte af ét materiale, der er nok: {da}{value['da']}. {checks[0]}",
            en=f"The smallest swap of one material that is enough: {en}{value['en']}. {checks[1]}",
        )
    return Words(
        da=f"Intet bytte af ét materiale er nok alene ({tried} er prøvet); mest hjælper {da}{value['da']}. {checks[0]}",
        en=f"No swap of one material is enough by itself ({tried} were tried); most helps {en}{value['en']}. {checks[1]}",
    )  # fmt: skip


def _swap(swap: MaterialSwap, language: Language) -> str:
    """`“Stålskelet” (#D1594, 1,9 t) → Konstruktionstræ (#B1370, 9,98 m³)`."""
    old, new = swap.old, swap.new
    start = f"“{old.name or old.material}” ({old.material}, {_amount(old, language)})"
    if new.reused:
        return start + (" → samme vare, genbrugt" if language == "da" else " → the same product, reused")
    return f"{start} → {new.name} ({new.material}, {_amount(new, language)})"


def _amount(part: Component, language: Language) -> str:
    unit = UNITS.get(part.unit or "", (part.unit or "", part.unit or ""))[0 if language == "da" else 1]
    said = [f"{number(part.amount or Decimal(0), language, 0 if (part.amount or 0) >= 100 else 2)} {unit}"]
    if part.r_value is not None:
        said.append(f"R {number(part.r_value, language, 2)}")
    if part.thickness_mm is not None:
        said.append(f"{number(part.thickness_mm, language, 0)} mm")
    return ", ".join(said)
