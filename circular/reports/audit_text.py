"""The audit of an LCAbyg result, as text and as JSON: what was recomputed, what deviates, what differs from tabel 7."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from circular.language import Language, number
from circular.lca.audit import DECIMALS, Audit, Deviation, audit
from circular.reports.plain import clean, short, table, wrapped

MOST_LINES = 200
SECTIONS = {
    "total": ("kg CO₂e", "kg CO₂e"),
    "per_m2": ("kg CO₂e/m²", "kg CO₂e/m²"),
    "per_m2_year": ("kg CO₂e/m²/år", "kg CO₂e/m²/year"),
}
MODULES = {"sum": ("Sum", "Sum"), "a1a3": ("A1-A3",) * 2, "a4": ("A4",) * 2, "a5": ("A5",) * 2, "b4": ("B4",) * 2, "b6": ("B6",) * 2, "c3": ("C3",) * 2, "c4": ("C4",) * 2, "d": ("D (uden for summen)", "D (outside the sum)")}  # fmt: skip


def audit_report(path: Path, language: Language, form: str = "text") -> str:
    """The audit of a file in the language, as 'text' or 'json'; raises Fault where the file is no result of LCAbyg."""
    found = audit(path)
    return audit_json(found) if form == "json" else audit_text(found, language)


def audit_text(found: Audit, language: Language) -> str:
    """The audit as a person reads it."""
    da = language == "da"

    def say(danish: str, english: str) -> str:
        return danish if da else english

    lines = [clean(f"{found.name or Path(found.file).stem}: {found.file}"), ""]
    verdict = (
        say("Alle rækker og summer kommer ud, som filen siger", "Every row and total comes out as the file states")
        if found.agrees
        else say(f"{len(found.deviations)} tal afviger", f"{len(found.deviations)} figures deviate")
    )
    lines += wrapped(
        say(
            f"{verdict}: {found.rows} rækker, {found.products} byggevarer, {found.figures} tal efterregnet til {DECIMALS} decimaler.",
            f"{verdict}: {found.rows} rows, {found.products} products, {found.figures} figures recomputed to {DECIMALS} decimals.",
        )
    )
    year = "–" if found.first_year is None else str(found.first_year)
    lines += wrapped(
        say(
            f"Referenceareal {number(found.reference_area, 'da')} m², opvarmet {number(found.heated_area, 'da')} m², ibrugtagning {year}, energiserie {found.series}.",
            f"Reference area {number(found.reference_area, 'en')} m², heated {number(found.heated_area, 'en')} m², first year {year}, energy series {found.series}.",
        )
    )
    lines += ["", *_totals(found, language)]
    if found.deviations:
        lines += ["", say("Afvigelser", "Deviations"), *_deviations(found.deviations, language)]
    lines += ["", *_table(found, language)]
    if found.undeclared:
        lines += ["", *wrapped(say("Hverken C3 eller C4 i filen; LCAbyg regner dem som 0: ", "Neither C3 nor C4 in the file; LCAbyg counts them as 0: ") + ", ".join(found.undeclared))]  # fmt: skip
    if found.later:
        lines += ["", *wrapped(say("Begynder senere end bygningen (A1-A3 er 0 i første år, B4 rummer en hel udskiftning): ", "Begins later than the building (A1-A3 is 0 in the first year, B4 holds a whole replacement): ") + ", ".join(found.later))]  # fmt: skip
    if found.not_checked:
        lines += ["", *wrapped(say("Ikke efterregnet: ", "Not recomputed: ") + ", ".join(found.not_checked))]
    return "\n".join(lines)


def _totals(found: Audit, language: Language) -> list[str]:
    side = 0 if language == "da" else 1
    lines = []
    for section, unit in SECTIONS.items():
        rows = [
            [MODULES[module][side], number(stated, language, DECIMALS), number(computed, language, DECIMALS)]
            for where, module, stated, computed in found.totals
            if where == section and (stated or computed or module == "sum")
        ]
        if rows:
            head = [unit[side], ("filen", "the file")[side], ("efterregnet", "recomputed")[side]]
            lines += [*table([head, *rows], right=(1, 2)), ""]
    return lines[:-1]


def _deviations(found: list[Deviation], language: Language) -> list[str]:
    lines = [
        f"  {clean(each.place)}: {short(each.row, 60)}, {each.what}: {_figure(each.stated, language)} → {_figure(each.computed, language)}"
        for each in found[:MOST_LINES]
    ]
    left = len(found) - MOST_LINES
    return [*lines, f"  … +{left}"] if left > 0 else lines


def _table(found: Audit, language: Language) -> list[str]:
    da = language == "da"
    lines = wrapped(
        f"{found.in_table} af {found.products} rækker er byggevarer i tabel 7; {found.equal_to_table} har de samme tal i alle moduler."
        if da
        else f"{found.in_table} of {found.products} rows are products of table 7; {found.equal_to_table} have the same figures in every module."
    )
    for each in found.differences[:MOST_LINES]:
        relative = f" ({number(each.relative * 100, language, 2)} %)" if each.relative is not None else ""
        lines.append(
            f"  {each.material} {short(each.product, 60)}, {each.module.upper()}: {_figure(each.stated, language)} "
            + ("mod tabellens" if da else "against the table's")
            + f" {_figure(each.table, language)} kg CO₂e/{each.unit}{relative}"
        )
    if found.not_in_table:
        lines += wrapped(("Ikke i tabel 7: " if da else "Not in table 7: ") + "; ".join(found.not_in_table))
    return lines


def _figure(value: Decimal | None, language: Language) -> str:
    return "–" if value is None else number(value, language, DECIMALS)


def audit_json(found: Audit) -> str:
    """The audit as JSON; figures are numbers."""
    data: dict[str, Any] = {
        "schema": "circular/audit/1",
        "file": found.file,
        "name": found.name,
        "agrees": found.agrees,
        "rows": found.rows,
        "products": found.products,
        "figures": found.figures,
        "decimals": DECIMALS,
        "energy_series": found.series,
        "first_year": found.first_year,
        "reference_area_m2": _number(found.reference_area),
        "heated_area_m2": _number(found.heated_area),
        "kwh_m2_year": {name: _number(value) for name, value in found.kwh.items()},
        "totals": [
            {"section": section, "module": module, "stated": _number(stated), "computed": _number(computed)}
            for section, module, stated, computed in found.totals
        ],
        "deviations": [
            {"row": each.row, "place": each.place, "what": each.what, "stated": _number(each.stated), "computed": _number(each.computed)}
            for each in found.deviations
        ],
        "tabel_7": {
            "rows": found.in_table,
            "equal": found.equal_to_table,
            "differences": [
                {"product": each.product, "material": each.material, "unit": each.unit, "module": each.module, "stated": _number(each.stated), "table": _number(each.table)}
                for each in found.differences
            ],
            "not_in_table": list(found.not_in_table),
        },
        "undeclared": list(found.undeclared),
        "begins_later": found.later,
        "not_checked": list(found.not_checked),
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
