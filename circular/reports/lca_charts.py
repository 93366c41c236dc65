"""Drawings of a footprint: modules and elements against limits and class, what moves it, projects side by side."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from circular.building.elements import element_name
from circular.language import Language, number
from circular.reports.chart_bars import Bar, Series, stacked_bars
from circular.reports.lca_view import BUILT, LcaView, by_element
from circular.reports.lca_words import MODULES, UNIT, per_m2, signed
from circular.reports.svg import Chart, Rule, Say

STYLE = {"A1-A3": "f1", "B4": "f2", "B6": "f3", "C3": "f4", "C4": "f5", "A4": "f6", "A5": "f7"}
STACK = ("A1-A3", "B4", "B6", "C3", "C4")
MOST_ELEMENTS = 14


def by_module(view: LcaView, language: Language) -> Chart | None:
    """The building's five modules and the construction process's two, each against its limit and class."""
    assessment = view.assessment
    if assessment is None:
        return None
    da = language == "da"
    names = (*STACK, "A4", "A5")
    per = assessment.per_m2_year
    bars = [
        Bar("Bygning" if da else "Building", tuple(_f(per.get(name)) if name in STACK else 0.0 for name in names), per_m2(per.get("building"), language), strong=True),
        Bar("Byggeproces" if da else "Construction process", tuple(0.0 if name in STACK else _f(per.get(name)) for name in names), per_m2(per.get("construction_process"), language), strong=True),
    ]  # fmt: skip
    series = [Series(f"{name} {MODULES[name][0 if da else 1]}", STYLE[name]) for name in names]
    title = "Aftrykket modul for modul" if da else "The footprint module by module"
    rows = tuple(
        (f"{name} {MODULES[name][0 if da else 1]}", per_m2(per.get(name), language), _kg(assessment.total_kg_co2e.get(name), language))
        for name in (*STACK, "building", "A4", "A5", "construction_process")
    )  # fmt: skip
    svg = stacked_bars(bars, series, _say(language), f"{title}: {', '.join(f'{row[0]} {row[1]}' for row in rows)}", rules=limit_rules(view, language, "building"), unit=UNIT[language])  # fmt: skip
    return Chart(title, _rounded(language), svg, _legend(series), ("Modul" if da else "Module", UNIT[language], "kg CO₂e"), rows)  # fmt: skip


def by_part(view: LcaView, language: Language) -> Chart | None:
    """Elements as stacked modules, heaviest first, then the energy in use and the whole building against limits and class."""
    assessment, building = view.assessment, view.building
    if assessment is None or building is None or not assessment.elements:
        return None
    da = language == "da"
    area = Decimal(assessment.study_period_years) * building.reference_area_m2
    told = {name: {m: None if kg is None else kg / area for m, kg in parts.items()} for name, parts in by_element(assessment).items()}  # fmt: skip
    bars, rows = [], []
    shown = list(told)[:MOST_ELEMENTS]
    for name in shown:
        bars.append(_bar(element_name(name, language), told[name], language))
    rest = [told[name] for name in list(told)[MOST_ELEMENTS:]]
    if rest:
        other: dict[str, Decimal | None] = {m: _sum([parts[m] for parts in rest]) for m in BUILT}
        bars.append(_bar("øvrige bygningsdele" if da else "other elements", other, language))
    per = assessment.per_m2_year
    if per.get("B6") is not None:
        bars.append(_bar("Energi i drift" if da else "Energy in use", {"B6": per["B6"]}, language))
    whole = {name: per.get(name) for name in STACK}
    total = _bar("Bygningen i alt" if da else "The building in all", whole, language)
    bars.append(Bar(total.label, total.parts if per.get("building") is not None else (None,) * 5, per_m2(per.get("building"), language), strong=True))  # fmt: skip
    for name, parts in told.items():
        rows.append((element_name(name, language), *(per_m2(parts.get(m), language) if m in BUILT else "–" for m in STACK), per_m2(_sum(list(parts.values())), language)))  # fmt: skip
    rows.append(("Energi i drift" if da else "Energy in use", "–", "–", per_m2(per.get("B6"), language), "–", "–", per_m2(per.get("B6"), language)))  # fmt: skip
    rows.append(("I alt" if da else "In all", *(per_m2(per.get(m), language) for m in STACK), per_m2(per.get("building"), language)))  # fmt: skip
    series = [Series(f"{name} {MODULES[name][0 if da else 1]}", STYLE[name]) for name in STACK]
    title = "Bygningsdelenes aftryk mod grænse og klasse" if da else "The elements' footprint against limit and class"
    svg = stacked_bars(bars, series, _say(language), f"{title}: {', '.join(f'{bar.label} {bar.told}' for bar in bars)}", rules=limit_rules(view, language, "building"), unit=UNIT[language])  # fmt: skip
    note = (
        "Grænsen gælder for bygningen i alt. Negative tal er kulstof, der er bundet i biobaserede materialer; det modregnes i C3."
        if da
        else "The limit holds for the building in all. Negative figures are carbon bound in bio-based materials; it is set off in C3."
    ) if any((part or 0) < 0 for bar in bars for part in bar.parts) else (
        "Grænsen gælder for bygningen i alt." if da else "The limit holds for the building in all."
    )  # fmt: skip
    head = ("Bygningsdel" if da else "Element", *STACK, "I alt" if da else "In all")
    return Chart(title, note, svg, _legend(series), head, tuple(rows))


def limit_rules(view: LcaView, language: Language, name: str) -> list[Rule]:
    """The values a limit of the case's own regime may have, and the class."""
    da = language == "da"
    found = []
    for limit in sorted({one.limit for one in view.own_limits if one.name == name and one.limit is not None}):
        found.append(Rule(float(limit), f"{'grænse' if da else 'limit'} {number(limit, language, 1)}", "lred"))
    part = getattr(view.low_emission_class, name, None)
    bound = getattr(part, "limit", None)
    if isinstance(bound, Decimal):
        found.append(Rule(float(bound), f"{'lavemissionsklasse' if da else 'low-emission class'} {number(bound, language, 1)}", "lgreen dash"))  # fmt: skip
    return found


def what_moves(view: LcaView, language: Language) -> Chart | None:
    """The inputs that move the footprint most, each changed by itself."""
    if not view.influences:
        return None
    da = language == "da"
    bars = [Bar(one.words(language), (float(one.delta),), signed(one.delta, language)) for one in view.influences]
    title = "Hvad flytter resultatet mest" if da else "What moves the result most"
    svg = stacked_bars(bars, [Series(UNIT[language], "f3")], _say(language), f"{title}: {'; '.join(f'{bar.label} {bar.told}' for bar in bars)}", unit=UNIT[language], label=420)  # fmt: skip
    note = "Hver oplysning er ændret for sig." if da else "Each input is changed by itself."
    return Chart(title, note, svg, (), ("Ændring" if da else "Change", UNIT[language]), tuple((bar.label, bar.told) for bar in bars))  # fmt: skip


def side_by_side(views: Sequence[LcaView], language: Language) -> Chart | None:
    """Several projects, each a bar of its modules."""
    read = [view for view in views if view.assessment is not None]
    if len(read) < 2:
        return None
    da = language == "da"
    bars = []
    for view in read:
        per = view.assessment.per_m2_year if view.assessment else {}
        whole = per.get("building")
        bars.append(Bar(view.name, tuple(_f(per.get(m)) if whole is not None else None for m in STACK), per_m2(whole, language)))  # fmt: skip
    series = [Series(f"{name} {MODULES[name][0 if da else 1]}", STYLE[name]) for name in STACK]
    title = "Projekterne side om side" if da else "The projects side by side"
    rows = tuple(
        (view.name, *(per_m2(view.assessment.per_m2_year.get(m), language) for m in (*STACK, "building")))
        for view in read
        if view.assessment
    )
    svg = stacked_bars(bars, series, _say(language), f"{title}: {', '.join(f'{bar.label} {bar.told}' for bar in bars)}", unit=UNIT[language])  # fmt: skip
    return Chart(title, "", svg, _legend(series), ("Projekt" if da else "Project", *STACK, "I alt" if da else "In all"), rows)  # fmt: skip


def _bar(label: str, parts: dict[str, Decimal | None], language: Language) -> Bar:
    values = tuple(_f(parts.get(name)) if parts.get(name) is not None else (None if name in parts else 0.0) for name in STACK)  # fmt: skip
    return Bar(label, values, per_m2(_sum(list(parts.values())), language))


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _f(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _kg(value: Decimal | None, language: Language) -> str:
    return per_m2(value, language, 0)


def _say(language: Language) -> Say:
    return lambda value: number(round(value, 3), language)


def _rounded(language: Language) -> str:
    return (
        "Tallene afrundes til én decimal, før de holdes op mod grænsen."
        if language == "da"
        else "The figures are rounded to one decimal before they are held against the limit."
    )


def _legend(series: Sequence[Series]) -> tuple[tuple[str, str], ...]:
    return tuple((one.style, one.name) for one in series)
