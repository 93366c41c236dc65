"""A footprint as an architect reads it in a terminal: the verdict, the two figures against their limits, then the account of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from circular.building.model import Building
from circular.language import Language, day, listing
from circular.lca.model import Assessment
from circular.reports.lca_coverage_text import circularity_lines, coverage_lines, quality_lines
from circular.reports.lca_rows_text import component_lines
from circular.reports.lca_view import NAMES, LcaView, agreed
from circular.reports.lca_words import (
    MODULES,
    ORDER,
    UNIT,
    Paint,
    kg,
    per_m2,
    percent,
    signed,
    verdict_word,
)
from circular.reports.lca_words import NAMES as NAME_WORDS
from circular.reports.plain import clean, table, wrapped

MOST_WARNINGS = 12
CLASS = {
    "pass": ("Bygningen når lavemissionsklassen.", "The building meets the low-emission class."),
    "fail": ("Bygningen når ikke lavemissionsklassen.", "The building does not meet the low-emission class."),
    "unknown": ("Det kan ikke afgøres, om bygningen når lavemissionsklassen.", "It can't be told whether the building meets the low-emission class."),
}  # fmt: skip


def no_paint(text: str, meaning: str) -> str:
    return text


def lca_text(view: LcaView, language: Language, *, verbose: bool = False, paint: Paint = no_paint) -> str:
    """One project; `verbose` shows every row and every warning."""
    da = language == "da"
    building, assessment = view.building, view.assessment
    if view.fault is not None or building is None or assessment is None:
        said = view.fault.parts(language) if view.fault else {"file": "", "place": "", "fault": "", "hint": ""}
        where = ":".join(part for part in (said["file"], said["place"]) if part)
        lines = [paint(clean(view.name), "strong")]
        lines += wrapped(f"{'kunne ikke beregnes' if da else 'could not be computed'}: {where}: {said['fault']}")
        return "\n".join([*lines, *(wrapped(said["hint"], first="hint: ") if said["hint"] else [])])
    lines = [paint(clean(building.name), "strong"), *wrapped(about(view, building, language)), ""]
    lines += [paint(line, view.verdict) for line in wrapped(verdict_sentence(view, assessment, language))]
    lines += ["", *against_limits(view, assessment, language, paint), *_municipal(view, language, paint)]
    lines += [*(wrapped(view.swap[language]) if view.swap is not None else []), ""]
    lines += [*_modules(assessment, language), *_process_source(view, language), ""]
    lines += [*component_lines(assessment, language, verbose), ""]
    lines += [*coverage_lines(assessment, language, paint, verbose), ""]
    lines += quality_lines(assessment, language)
    lines += circularity_lines(assessment, language)
    lines += _influences(view, language)
    lines += next_regime(view, language)
    lines += _warnings(assessment, language, paint, verbose)
    steps = next_steps(view, building, assessment, language)
    if steps:
        lines += ["", *wrapped("; ".join(steps), first="næste skridt: " if da else "next: ", rest="  ")]
    return "\n".join(lines)


def about(view: LcaView, building: Building, language: Language) -> str:
    from circular.rulebook import value_name

    da = language == "da"
    kinds = building.building_type
    kind = (
        value_name("building_type", kinds, language)
        if isinstance(kinds, str)
        else listing([f"{value_name('building_type', name, language)} {percent(share, language)}" for name, share in kinds.items()], language)
    )  # fmt: skip
    said = [value_name("works", building.works, language), kind, f"{kg(building.reference_area_m2, language)} m²"]
    if building.permit_applied:
        said.append(f"{'byggeansøgning' if da else 'permit applied for'} {day(building.permit_applied, language)}")
    if building.completed:
        said.append(f"{'i brug fra' if da else 'in use from'} {building.completed}")
    if view.assessment is not None:
        said.append(f"data {view.assessment.material_data}, {view.assessment.energy_series}")
    return " · ".join(said)


def verdict_sentence(view: LcaView, assessment: Assessment, language: Language) -> str:
    """What a person would say first."""
    da = language == "da"
    value = assessment.limit_value
    figure = f"{per_m2(value, language)} {UNIT[language]}"
    gaps = sum(1 for row in assessment.elements if row.partial)
    if value is None:
        why = (
            (
                f"{gaps} {'række' if gaps == 1 else 'rækker'} kan ikke beregnes"
                if da
                else f"{gaps} {'row' if gaps == 1 else 'rows'} cannot be computed"
            )
            if gaps
            else ("noget er ukendt (se herunder)" if da else "something is unknown (see below)")
        )
        lead = f"Klimaaftrykket er ukendt: {why}." if da else f"The footprint is unknown: {why}."
    else:
        lead = f"Klimaaftrykket er {figure}." if da else f"The footprint is {figure}."
    words = {
        "pass": ("Grænserne holder.", "The limits hold."),
        "fail": ("Mindst én grænse holder ikke.", "At least one limit falls short."),
        "unknown": ("Det kan ikke afgøres, om grænserne holder.", "It can't be told whether the limits hold."),
        "not_applicable": ("Der er ingen grænse for sagen.", "There is no limit for the case."),
    }
    sentence = f"{lead} {words[view.verdict][0 if da else 1]}"
    klass = view.low_emission_class
    if klass is not None and klass.verdict != "not_applicable":
        sentence += f" {CLASS[klass.verdict][0 if da else 1]}"
    if any(limit.provisional for limit in view.own_limits):
        sentence += " Foreløbigt." if da else " Provisional."
    return sentence


def against_limits(view: LcaView, assessment: Assessment, language: Language, paint: Paint) -> list[str]:
    """Two figures, their limits, and the class."""
    da = language == "da"
    values = {
        "building": assessment.limit_value,
        "construction_process": assessment.per_m2_year.get("construction_process"),
    }
    head = [
        "",
        *(("værdi", "grænse", "margen", "", "klasse", "") if da else ("value", "limit", "margin", "", "class", "")),
    ]
    rows = [head]
    for name in NAMES:
        entries = [limit for limit in view.own_limits if limit.name == name]
        verdict = agreed(entry.verdict for entry in entries)
        limits = bounds([entry.limit for entry in entries], language)
        margins = [entry.margin for entry in entries if entry.margin is not None]
        part = getattr(view.low_emission_class, name, None) if view.low_emission_class is not None else None
        limit = getattr(part, "limit", None)
        rows.append(
            [
                NAME_WORDS[language][name],
                per_m2(values[name], language),
                limits or "–",
                signed(min(margins), language) if margins else "–",
                verdict_word(verdict, language) if entries else "–",
                per_m2(limit, language, 1) if isinstance(limit, Decimal) else "–",
                verdict_word(part.verdict, language) if part is not None and hasattr(part, "verdict") else "",
            ]
        )
    lines = table(rows, right=(1, 2, 3, 5))
    lines += (
        wrapped(reasons, first="foreløbig: " if da else "provisional: ")
        if (reasons := provisional(view, language))
        else []
    )
    lines.append(
        f"{UNIT[language]}; {'afrundes til én decimal, før de bedømmes' if da else 'rounded to one decimal before they are judged'}"
    )
    return lines


def bounds(limits: Sequence[Decimal | None], language: Language) -> str:
    """The values a limit may have: `7,5 eller 8,0`, or from the least to the greatest where there are more."""
    known = sorted({limit for limit in limits if limit is not None})
    if len(known) > 2:
        return f"{per_m2(known[0], language, 1)} – {per_m2(known[-1], language, 1)}"
    return listing([per_m2(limit, language, 1) for limit in known], language, "or")


def provisional(view: LcaView, language: Language) -> str:
    """Why the verdicts are provisional, in words; blank where they are not."""
    from circular.rulebook import marks_in_words

    marks = [mark for limit in view.own_limits if limit.provisional for mark in limit.provisional.split(", ")]
    return marks_in_words(", ".join(dict.fromkeys(marks)), language) if marks else ""


def _municipal(view: LcaView, language: Language, paint: Paint) -> list[str]:
    """What the municipality's own limits say, in the words of their rules."""
    lines = []
    for finding in view.exempt if view.verdict == "not_applicable" else ():
        lines += wrapped(f"{finding.code} {finding.name}: {finding.because[language]}", rest="  ")
    for finding in view.municipal:
        text = f"{finding.code} {finding.name}: {finding.because[language]}"
        lines += [paint(line, finding.verdict) for line in wrapped(text, rest="  ")]
    return lines


def _modules(assessment: Assessment, language: Language) -> list[str]:
    da = language == "da"
    rows = [["Modul" if da else "Module", "", UNIT[language], "kg CO₂e" + (" i 50 år" if da else " over 50 years")]]
    for name in ORDER:
        told, whole = assessment.per_m2_year.get(name), assessment.total_kg_co2e.get(name)
        if name == "removed" and not any(row.status == "removed" for row in assessment.elements):
            continue
        sums = name in ("building", "construction_process", "total", "removed")
        rows.append([
            "" if sums else name,
            MODULES[name][0 if da else 1],
            per_m2(told, language),
            kg(whole, language),
        ])  # fmt: skip
    lines = table(rows, right=(2, 3))
    if assessment.partial is not None:
        said = f"{'delsum af det, der kunne beregnes' if da else 'partial sum of what could be computed'}: {kg(assessment.partial.get('building'), language)} kg CO₂e"
        lines += wrapped(said)
    return lines


def _process_source(view: LcaView, language: Language) -> list[str]:
    """Who told A4 and A5: no other row of the table is taken on trust."""
    process = view.building.construction_process if view.building is not None else None
    if process is None or process.source is None:
        return []
    return wrapped(f"{'A4 og A5 er oplyst af projektet' if language == 'da' else 'A4 and A5 are told by the project'}: {process.source}")  # fmt: skip


def _influences(view: LcaView, language: Language) -> list[str]:
    if not view.influences:
        return []
    da = language == "da"
    told = [f"{one.words(language)}: {signed(one.delta, language)}" for one in view.influences]
    return [
        *wrapped(
            "; ".join(told), first="Flytter mest: " if da else "Moves most: ", rest="  "
        ),
    ]  # fmt: skip


def next_regime(view: LcaView, language: Language) -> list[str]:
    """What the same building meets later, for information."""
    if not view.next_limits:
        return []
    da = language == "da"
    by_regime: dict[str, list[Any]] = {}
    for limit in view.next_limits:
        by_regime.setdefault(str(limit.regime), []).append(limit)
    told = []
    for regime, limits in by_regime.items():
        parts = []
        for name in NAMES:
            entries = [limit for limit in limits if limit.name == name]
            if entries:
                told_limits = bounds([entry.limit for entry in entries], language) or per_m2(None, language)
                verdict = verdict_word(agreed(entry.verdict for entry in entries), language)
                parts.append(f"{NAME_WORDS[language][name]} {told_limits} ({verdict})")
        told.append(f"{regime}: {listing(parts, language)}")
    return wrapped("; ".join(told), first="Til orientering: " if da else "For information: ", rest="  ")


def _warnings(assessment: Assessment, language: Language, paint: Paint, verbose: bool) -> list[str]:
    da = language == "da"
    warnings: Sequence[str] = assessment.warnings if da else assessment.warnings_en
    if not warnings:
        return []
    shown = warnings if verbose else warnings[:MOST_WARNINGS]
    lines = ["", paint("Vær opmærksom på" if da else "Be aware", "strong")]
    for warning in shown:
        lines += [paint(line, "unknown") for line in wrapped(warning, first="! ", rest="  ")]
    if len(warnings) > len(shown):
        lines.append(
            f"… {'og' if da else 'and'} {len(warnings) - len(shown)} {'mere (--verbose)' if da else 'more (--verbose)'}"
        )
    return lines


def next_steps(view: LcaView, building: Building, assessment: Assessment, language: Language) -> list[str]:
    """What the person can do now, each as one line."""
    da = language == "da"
    steps = []
    if any(row.partial for row in assessment.elements):
        steps.append(
            "ret de rækker, der ikke kan beregnes (circular materials search NAVN finder materialet)"
            if da
            else "correct the rows that cannot be computed (circular materials search NAME finds the material)"
        )
    if building.permit_applied is None and building.works in ("new", "extension"):
        steps.append(
            "skriv permit_applied, eller brug --permit-applied DATO: dagen afgør grænsen"
            if da
            else "write permit_applied, or use --permit-applied DATE: the day decides the limit"
        )
    if assessment.per_m2_year.get("construction_process") is None and view.own_limits:
        steps.append(
            "giv A4 og A5 i construction_process; der gættes ikke"
            if da
            else "give A4 and A5 in construction_process; nothing is guessed"
        )
    klass = view.low_emission_class
    falls = view.verdict == "fail" or (klass is not None and klass.verdict == "fail")
    if falls and building.choices:
        steps.append(f"circular optimise {building.file}")
    elif falls:
        steps.append(
            "giv projektet valgmuligheder (choices), så circular optimise kan finde en vej"
            if da
            else "give the project options (choices), so that circular optimise can find a way"
        )
    if building.works == "renovation" and not view.profile:
        steps.append(
            "--profile circular.toml med [renovation_limit] sætter kommunens grænse for renoveringer"
            if da
            else "--profile circular.toml with [renovation_limit] sets the municipality's limit for renovations"
        )
    return steps
