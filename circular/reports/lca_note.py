"""A short climate note for a committee case: what the project emits, what it is held against, and what that is worth."""

from __future__ import annotations

from decimal import Decimal

from circular.language import Language, day, listing, number
from circular.reports.lca_text import provisional, verdict_sentence
from circular.reports.lca_view import LcaView
from circular.reports.lca_words import percent
from circular.reports.plain import clean

TONNE = Decimal(1000)


def case_note(view: LcaView, language: Language) -> str:
    """Paragraphs without markup, to be pasted into a case."""
    building, assessment = view.building, view.assessment
    if building is None or assessment is None:
        return ""
    da = language == "da"
    total, removed = assessment.total_kg_co2e.get("building"), assessment.total_kg_co2e.get("removed")
    process = assessment.total_kg_co2e.get("construction_process")
    paragraphs = [
        f"{'Klimanotat' if da else 'Climate note'}: {clean(building.name)}",
        verdict_sentence(view, assessment, language),
        _account(view, total, process, removed, assessment.study_period_years, language),
        _biggest(view, language),
        _money(view, total, process, removed, language),
        _covered(view, language),
    ]
    reserve = _reserve(view, language)
    method = (
        f"Beregnet {day(view.judged_on, language)} efter BR18 §§ 297-298 og EN 15978 med {assessment.material_data} og {assessment.energy_series}, {assessment.study_period_years} år; modul D tæller ikke med. {reserve}"
        if da
        else f"Computed on {day(view.judged_on, language)} by BR18 §§ 297-298 and EN 15978 with {assessment.material_data} and {assessment.energy_series}, {assessment.study_period_years} years; module D is not counted. {reserve}"
    )
    return "\n\n".join(clean(part) for part in [*paragraphs, method] if part)


def _account(view: LcaView, total: Decimal | None, process: Decimal | None, removed: Decimal | None, years: int, language: Language) -> str:  # fmt: skip
    da = language == "da"
    if total is None:
        return (
            "Den samlede udledning kan ikke gøres op, før de manglende oplysninger er på plads."
            if da
            else "The total emission cannot be told before the missing information is in place."
        )
    said = (
        f"Over {years} år udleder bygningen {_tonnes(total, language)} ton CO₂e til materialer og energi"
        if da
        else f"Over {years} years the building emits {_tonnes(total, language)} tonnes CO₂e for materials and energy"
    )
    if process is not None:
        said += f"; {'byggeprocessen' if da else 'the construction process'} {_tonnes(process, language)} ton" if da else f"; the construction process {_tonnes(process, language)} tonnes"  # fmt: skip
        told = view.building.construction_process if view.building is not None else None
        said += f" ({'oplyst' if da else 'told'}: {told.source})" if told is not None and told.source else ""
    if removed:
        said += f"; det, der fjernes, {_tonnes(removed, language)} ton" if da else f"; what is removed {_tonnes(removed, language)} tonnes"  # fmt: skip
    if process is None:
        said += ". Byggeprocessen er ikke oplyst" if da else ". The construction process is not told"
    return said + "."


def _biggest(view: LcaView, language: Language) -> str:
    assessment = view.assessment
    if assessment is None or assessment.per_m2_year.get("building") is None:
        return ""
    b6 = assessment.per_m2_year.get("B6") or Decimal(0)
    whole = assessment.per_m2_year["building"] or Decimal(0)
    if whole <= 0:
        return ""
    da = language == "da"
    rows = sorted(
        (row for row in assessment.elements if row.status != "removed"),
        key=lambda row: -sum(row.modules.get(name) or Decimal(0) for name in ("A1-A3", "B4", "C3", "C4")),
    )
    names = listing([f"{row.name or row.element}" for row in rows[:3]], language)
    return (
        f"Energien i drift er {percent(b6 / whole, language)} af aftrykket. De materialer, der udleder mest, er {names}."
        if da
        else f"Energy in use is {percent(b6 / whole, language)} of the footprint. The materials that emit most are {names}."
    )


def _money(view: LcaView, total: Decimal | None, process: Decimal | None, removed: Decimal | None, language: Language) -> str:  # fmt: skip
    da = language == "da"
    if view.price_dkk_per_tonne is None:
        return (
            "Der er ingen skyggepris i kommunens profil; udledningen vises derfor kun i kg CO₂e."
            if da
            else "The municipality's profile has no shadow price; the emission is therefore shown in kg CO₂e only."
        )
    if total is None:
        return ""
    tonnes = (total + (process or Decimal(0)) + (removed or Decimal(0))) / TONNE
    price, worth = view.price_dkk_per_tonne, tonnes * view.price_dkk_per_tonne
    return (
        f"Med en skyggepris på {number(price, language, 0)} kr. pr. ton svarer udledningen til {number(worth, language, 0)} kr. (udiskonteret, samme pris i alle år; kilde: {view.price_source})."
        if da
        else f"At a shadow price of DKK {number(price, language, 0)} a tonne the emission is worth DKK {number(worth, language, 0)} (undiscounted, one price for all years; source: {view.price_source})."
    )


def _covered(view: LcaView, language: Language) -> str:
    assessment = view.assessment
    if assessment is None or not assessment.coverage.essential:
        return ""
    coverage, da = assessment.coverage, language == "da"
    count = len(coverage.essential)
    if not coverage.missing:
        return (
            f"Beregningen omfatter alle {count} væsentlige byggematerialer."
            if da
            else f"The calculation covers all {count} essential building materials."
        )
    names = listing([gap.name for gap in coverage.missing], language)
    return (
        f"Beregningen mangler {len(coverage.missing)} af {count} væsentlige byggematerialer: {names}."
        if da
        else f"The calculation lacks {len(coverage.missing)} of {count} essential building materials: {names}."
    )


def _reserve(view: LcaView, language: Language) -> str:
    reasons = provisional(view, language)
    return f"{'Foreløbigt' if language == 'da' else 'Provisional'}: {reasons}." if reasons else ""


def _tonnes(value: Decimal, language: Language) -> str:
    return number(value / TONNE, language, 0 if abs(value) >= 10 * TONNE else 1)
