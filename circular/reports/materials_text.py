"""Materials as rows of a table, one material in full, several side by side, and what the lint finds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from circular.language import Language, number
from circular.lca.lint import Suspicion
from circular.lca.materials import Material, MaterialSet
from circular.reports.plain import clean, short, table, width, wrapped

MODULES = (("A1-A3", "a1a3"), ("C3", "c3"), ("C4", "c4"), ("D", "d"))
MARKS = {
    "end_of_life": ("kun bortskaffelse", "end of life only"),
    "suspect": ("sum under 0", "sum below 0"),
    "corrected": ("rettet", "corrected"),
}
MOST_NAME, LEAST_NAME = 46, 30
"""How much of a name a list shows: what the width leaves, between these."""
NARROW = 90
TYPES = {
    "generic": ("generisk", "generic"),
    "danish_generic": ("dansk generisk", "Danish generic"),
    "industry": ("branche", "industry"),
    "standard_value": ("standardværdi", "standard value"),
    "epd": ("EPD", "EPD"),
}


def rows_text(materials: Sequence[Material], language: Language) -> str:
    """One line a material: id, name, unit, modules, mass; a narrow terminal leaves out D and mass, and the end of long names."""
    side = 0 if language == "da" else 1
    narrow = width() < NARROW
    shown = MODULES[:-1] if narrow else MODULES
    head = ["id", ("navn", "name")[side], ("enhed", "unit")[side], *(name for name, _ in shown), *([] if narrow else ["kg"]), "data", ""]  # fmt: skip
    rows = [head]
    for one in materials:
        rows.append([
            one.id,
            "",
            one.unit,
            *(figure(getattr(one, key), language) for _, key in shown),
            *([] if narrow else [figure(one.mass_kg, language)]),
            one.set_name,
            MARKS[one.mark][side] if one.mark in MARKS else "",
        ])  # fmt: skip
    taken = sum(max(map(len, column)) for column in zip(*rows, strict=True)) + 2 * (len(head) - 1) - len(head[1])
    most = max(LEAST_NAME, min(MOST_NAME, width() - taken))
    for row, one in zip(rows[1:], materials, strict=True):
        row[1] = short(one.name, most)
    return "\n".join(table(rows, right=tuple(range(3, len(head) - 2)), fold=False))


def figure(value: Decimal | None, language: Language) -> str:
    """Up to four significant digits; a dash for what is not declared."""
    if value is None:
        return "–"
    if not value:
        return "0"
    places = max(0, min(6, 3 - value.adjusted()))
    return number(round(value, places), language)


def material_text(one: Material, data: MaterialSet | None, language: Language) -> str:
    """Everything that is known of one material."""
    da = language == "da"
    side = 0 if da else 1
    lines = [f"{one.id}  {clean(one.name)}"]
    for name in one.other_names:
        lines.append(f"    {'også' if da else 'also'}: {clean(name)}")
    if one.name_other:
        lines.append(f"    {clean(one.name_other)}")
    rows = [["kg CO₂e " + (f"pr. {one.unit}" if da else f"per {one.unit}"), "", ""]]
    published = dict(one.published)
    for module, key in MODULES:
        was = published.get(key)
        value: Decimal | None = getattr(one, key)
        note = (
            "" if was is None or was == value else f"{'offentliggjort' if da else 'published'}: {figure(was, language)}"
        )
        rows.append([module, figure(value, language), note])
    lines += table(rows, right=(1,), heading=False)
    told = [
        ("kg pr. enhed" if da else "kg per unit", one.mass_kg),
        ("kg pr. enhed, offentliggjort" if da else "kg per unit, published", published.get("mass_kg")),
        ("densitet, kg/m³" if da else "density, kg/m³", one.density_kg_m3),
        ("kg/m²", one.kg_per_m2),
        ("lambda, W/mK", one.lambda_w_mk),
    ]
    lines += [f"{name}: {figure(value, language)}" for name, value in told if value is not None]
    if one.life_class:
        lines.append(f"{'klasse i levetidstabellen' if da else 'class in the service-life table'}: {one.life_class}")
    kind = TYPES[one.data_type][side] if one.data_type in TYPES else None
    lines += [f"data: {', '.join(part for part in (kind, one.standard) if part)}"] if kind else []
    if one.valid_until:
        lines.append(f"{'gyldig til' if da else 'valid until'}: {one.valid_until.isoformat()}")
    if one.mark in MARKS:
        lines += wrapped(f"! {MARKS[one.mark][side]}")
    if one.note:
        lines += wrapped(one.note, first="note: ")
    if one.source:
        lines += wrapped(one.source, first=f"{'kilde' if da else 'source'}: ")
    if data is not None:
        lines += wrapped(
            f"{data.title.da if da else data.title.en}; {data.edition}; {data.source}",
            first=f"{'datasæt' if da else 'data set'}: ",
        )
    return "\n".join(lines)


def compare_text(materials: Sequence[Material], language: Language) -> str:
    """Materials side by side: per declared unit and, where the mass is known, per kg."""
    da = language == "da"
    head = ["", *(f"{one.id} ({one.set_name})" for one in materials)]
    rows = [
        head,
        ["navn" if da else "name", *(short(one.name, 30) for one in materials)],
        ["enhed" if da else "unit", *(one.unit for one in materials)],
    ]
    for module, key in MODULES:
        rows.append([module, *(figure(getattr(one, key), language) for one in materials)])
    sums = [_sum(one) for one in materials]
    rows.append(["A1-A3 + C3 + C4", *(figure(value, language) for value in sums)])
    rows.append(["kg " + ("pr. enhed" if da else "per unit"), *(figure(one.mass_kg, language) for one in materials)])
    per_kg = [
        None if value is None or not one.mass_kg else value / one.mass_kg
        for one, value in zip(materials, sums, strict=True)
    ]
    rows.append(["A1-A3 + C3 + C4 " + ("pr. kg" if da else "per kg"), *(figure(value, language) for value in per_kg)])
    lines = table(rows, right=tuple(range(1, len(head))))
    if len({one.unit for one in materials}) > 1:
        lines += wrapped("enhederne er ikke de samme; sammenlign pr. kg eller efter ydelse" if da else "the units differ; compare per kg or by function", first="! ")  # fmt: skip
    if len({one.set_name for one in materials}) > 1:
        lines += wrapped("tallene er fra forskellige datasæt; de må ikke blandes i én sag" if da else "the figures are of different data sets; they must not be mixed in one case", first="! ")  # fmt: skip
    return "\n".join(lines)


def _sum(one: Material) -> Decimal | None:
    return None if one.a1a3 is None else one.a1a3 + (one.c3 or Decimal(0)) + (one.c4 or Decimal(0))


def lint_text(found: Sequence[Suspicion], count: int, language: Language) -> str:
    """What the lint finds, one row after the other."""
    da = language == "da"
    lines: list[str] = []
    for one in found:
        text = f"{one.material.id} {one.material.name}: {one.da if da else one.en}"
        lines += wrapped(text, rest="    ")
    rows = len({one.material.id for one in found})
    lines.append(
        f"{len(found)} mistanker om {rows} af {count} rækker"
        if da
        else f"{len(found)} suspicions about {rows} of {count} rows"
    )
    return "\n".join(lines)
