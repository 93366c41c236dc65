"""Writes imported buildings as a portfolio to go on with: YAML with a head to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from circular.building.yaml_out import flow
from circular.language import Language, listing, number
from circular.optimise.portfolio_import import Imported

HEAD = {
    "da": """\
# En bygningsportefølje (portfolio/1) læst fra {file}. Sæt budget og år, og giv bygningerne pakker eller valg.
# `assumed` mærker tal, som listen ikke havde; ret dem, når de rigtige er fundet. Formatet står i docs/formats.md.
circular: portfolio/1
years: [{years}]
budget_dkk: 0
# prices: {{source: kommunens egne tilbud, year: {first}, vat: excluded}}   # uden denne linje er resultatet en illustration
""",
    "en": """\
# A building portfolio (portfolio/1) read from {file}. Set budget and years, and give the buildings packages or choices.
# `assumed` marks figures that the list did not have; correct them when the true ones are found. See docs/formats.md.
circular: portfolio/1
years: [{years}]
budget_dkk: 0
# prices: {{source: the municipality's own tenders, year: {first}, vat: excluded}}   # without it the result is an illustration
""",
}


def portfolio_yaml(made: Imported, file: str, first: int, language: Language) -> str:
    """The buildings as portfolio/1; a field that is lacking stands empty and is refused until it is filled in."""
    years = ", ".join(str(year) for year in range(first, first + 5))
    lines = [HEAD[language].format(file=" ".join(file.split()), years=years, first=first) + "buildings:"]
    for one in made.buildings:
        lines += _building(one)
    return "\n".join(lines) + "\n"


def _building(one: Mapping[str, Any]) -> list[str]:
    lines = [f"  - id: {_name(one['id'])}"]
    for key in ("heated_area_m2", "reference_area_m2", "building_type", "weight", "year_built", "protected"):
        if key in one:
            lines.append(f"    {key}: {flow(one[key])}")
        elif key in ("heated_area_m2", "building_type"):
            lines.append(f"    {key}:")
    now = {key: one["now"].get(key) for key in ("heating", "heat_kwh_year", "electricity_kwh_year", "label")}
    if now["label"] is None:
        del now["label"]
    lines.append("    now: {" + ", ".join(f"{key}: {flow(value)}" for key, value in now.items()) + "}")
    for key in ("u_values_now", "assumed"):
        if key in one:
            lines.append(f"    {key}: {flow(one[key])}")
    lines.append("    packages: []")
    return lines


def _name(text: str) -> str:
    """An id that is only digits is a text all the same."""
    said = flow(text)
    return f'"{text}"' if text.isdigit() or _is_number(text) else said


def _is_number(text: str) -> bool:
    try:
        Decimal(text)
    except ArithmeticError:
        return False
    return True


def told(made: Imported) -> list[tuple[str, str]]:
    """What the user should know of the import, line by line, in Danish and English."""
    columns = [f"{name} ← {header}" for name, header in made.columns.items()]
    said = [
        (f"{len(made.buildings)} bygninger læst: {', '.join(columns)}", f"{len(made.buildings)} buildings read: {', '.join(columns)}")
    ]  # fmt: skip
    if made.unused:
        said.append((f"ikke brugt: {', '.join(made.unused[:12])}", f"not used: {', '.join(made.unused[:12])}"))
    for name, count in made.filled.items():
        said.append((f"antaget: {name} for {count} bygninger", f"assumed: {name} for {count} buildings"))
    share = Decimal(f"{made.assumed_share * 100:.1f}")
    said.append(
        (f"andel af antagne tal (areal og energi): {number(share, 'da', 1)} %", f"share of assumed figures (area and energy): {number(share, 'en', 1)} %")
    )  # fmt: skip
    for name, ids in made.lacking.items():
        more = f" … (+{len(ids) - 5})" if len(ids) > 5 else ""
        said.append(
            (f"mangler stadig: {name} i {listing(ids[:5], 'da')}{more}", f"still lacking: {name} in {listing(ids[:5], 'en')}{more}")
        )  # fmt: skip
    return said
