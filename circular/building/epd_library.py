"""Puts EPDs into the project's own library, and tells what a reader of the library must know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from circular import strict_yaml
from circular.building.epd import BIOGENIC, Product
from circular.building.library_out import FORMAT, KEYS, library_text
from circular.building.model import LibraryProduct
from circular.building.yaml_out import flow
from circular.faults import Fault
from circular.language import Language, number

MODULES = ("A1-A3", "A4", "A5", "C3", "C4", "D")


@dataclass
class Imported:
    """The new text of a library file, and what happened to each product."""

    text: str
    added: list[Product] = field(default_factory=list)
    replaced: list[Product] = field(default_factory=list)
    """Of these, products whose id the library held already."""
    lines: list[tuple[str, str]] = field(default_factory=list)


def into_library(
    products: Iterable[Product], existing: bytes | None, file: str, *, scenario: str | None = None, as_of: date | None = None,
    language: Language = "da",
) -> Imported:  # fmt: skip
    """The library with the products added; one of the same id is replaced. Raises Fault for a broken library.

    `scenario` picks one scenario by name in every product that has it; a name that no product has is refused.
    """
    found = list(products)
    names = {name.casefold() for product in found for row in product.scenarios().values() for name in row}
    if scenario is not None and scenario.casefold() not in names:
        offered = sorted({name for product in found for row in product.scenarios().values() for name in row if name})
        raise Fault(
            found[0].file if found else file,
            "",
            (f"ingen EPD har scenariet '{scenario}'", f"no EPD has the scenario '{scenario}'"),
            (f"scenarier: {', '.join(offered) or '–'}", f"scenarios: {', '.join(offered) or '–'}"),
        )
    rows = _rows(existing, file)
    known = {str(row.get("id")) for row in rows}
    result = Imported("")
    lines: dict[str, LibraryProduct] = {}
    for product in found:
        made = _scenario_lines(product, scenario, language)
        if known & {line.id for line in made}:
            result.replaced.append(product)
        lines.update({line.id: line for line in made})
        result.added.append(product)
    result.text = _text(
        existing, [row for row in rows if str(row.get("id")) not in lines], list(lines.values()), len(rows)
    )
    result.lines = _told(result, rows, scenario, as_of or date.today())
    return result


def _scenario_lines(product: Product, scenario: str | None, language: Language) -> list[LibraryProduct]:
    """The product in the scenario asked for; when none is, in its default, and under `id/scenario` in each other one."""
    lines = [product.line(scenario, language)]
    if scenario is None:
        others = dict.fromkeys(name for names in product.scenarios().values() for name in names[1:] if name)
        for name in others:
            line = product.line(name, language)
            lines.append(line.model_copy(update={"id": f"{product.id}/{name}", "name": f"{product.name} ({name})"}))
    return lines


def _rows(existing: bytes | None, file: str) -> list[dict[str, Any]]:
    if existing is None or not existing.strip():
        return []
    data, _ = strict_yaml.load(existing, file)
    if (
        not isinstance(data, dict)
        or data.get("circular") != FORMAT
        or not isinstance(data.get("materials") or [], list)
    ):
        raise Fault(file, "", (f"er ikke et materialebibliotek ({FORMAT})", f"is no material library ({FORMAT})"))
    return [row for row in data.get("materials") or [] if isinstance(row, dict)]


def _text(existing: bytes | None, rows: list[dict[str, Any]], added: list[LibraryProduct], stood: int) -> str:
    """New products go below what stands; the file is written anew where one is replaced or its list cannot be continued."""
    if not rows:
        return library_text(added)
    new = [_line(product) for product in added]
    text = (existing or b"").decode("utf-8-sig").rstrip() + "\n"
    last = [line for line in text.splitlines() if line[:1] not in ("", " ", "#", "-")][-1]
    indent = next(
        (line[: len(line) - len(line.lstrip())] for line in text.splitlines() if line.lstrip().startswith("- ")), None
    )
    if last.rstrip() == "materials:" and indent is not None and len(rows) == stood:
        return text + "".join(f"{indent}{line}\n" for line in new)
    kept = [f"- {flow(row)}" for row in rows]
    return "\n".join([f"circular: {FORMAT}", "materials:", *(f"  {line}" for line in (*kept, *new))]) + "\n"


def _line(product: LibraryProduct) -> str:
    told = {key: getattr(product, key) for key in KEYS}
    return f"- {flow({key: value for key, value in told.items() if value not in (None, '')})}"


def _told(result: Imported, rows: list[dict[str, Any]], scenario: str | None, today: date) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    for product in result.added:
        lines.append((_summary(product, scenario, "da"), _summary(product, scenario, "en")))
        lines += [(f"  {da}", f"  {en}") for da, en in zip(product.warnings, product.warnings_en, strict=True)]
        lines += [(f"  {da}", f"  {en}") for da, en in _cautions(product, scenario, today)]
        if product in result.replaced:
            lines.append(("  stod der allerede og er erstattet", "  was there already and was replaced"))
    standards = {product.standard for product in result.added} | {row.get("standard") for row in rows}
    if len(standards - {None}) > 1:
        lines.append((f"biblioteket blander {' og '.join(sorted(filter(None, standards)))}; de regner biogent kulstof og klima forskelligt", f"the library mixes {' and '.join(sorted(filter(None, standards)))}; they count biogenic carbon and climate differently"))  # fmt: skip
    return lines


def _summary(product: Product, scenario: str | None, language: Language) -> str:
    figures = "; ".join(
        f"{module} {number(value, language)}"
        if (value := product.value(module, scenario)) is not None
        else f"{module} –"
        for module in MODULES
    )
    return f"{product.id}: {product.name} ({product.declared_unit}): {figures} kg CO₂e"


def _cautions(product: Product, scenario: str | None, today: date) -> list[tuple[str, str]]:
    found = []
    for module, names in product.scenarios().items():
        used = next((name for name in names if scenario and name.casefold() == scenario.casefold()), names[0])
        others = ", ".join(f"'{name}'" for name in names if name != used)
        found.append((f"{module}: scenariet '{used}' bruges; også {others} (--scenario, eller id/scenarie)", f"{module}: the scenario '{used}' is used; also {others} (--scenario, or id/scenario)"))  # fmt: skip
    if product.standard == "EN 15804+A2" or product.biogenic == "excluded":
        found.append((f"{product.standard or ''}: {BIOGENIC[product.biogenic][0]}; tabel 7 fra 2023 er EN 15804+A1".lstrip(": "), f"{product.standard or ''}: {BIOGENIC[product.biogenic][1]}; tabel 7 of 2023 is EN 15804+A1".lstrip(": ")))  # fmt: skip
    if product.value("C3", scenario) is None and product.value("C4", scenario) is None:
        found.append(("hverken C3 eller C4 er deklareret; komponenter med produktet kan ikke beregnes", "neither C3 nor C4 is declared; components of the product cannot be computed"))  # fmt: skip
    if product.valid_until is None:
        found.append(("gyldigheden er ikke oplyst", "its validity is not told"))
    elif product.valid_until_year_only and product.valid_until.year == today.year:
        found.append((f"gyldig til {today.year}, uden dato; se efter i EPD'en", f"valid until {today.year}, without a day; look it up in the EPD"))  # fmt: skip
    elif product.valid_until < today:
        found.append((f"udløb {product.valid_until}", f"expired {product.valid_until}"))
    value = product.value("A1-A3", scenario)
    ends = [product.value(module, scenario) or Decimal(0) for module in ("C3", "C4")]
    if value is not None and value + sum(ends) < 0:
        found.append(("A1-A3 + C3 + C4 er under 0: mere kulstof optaget end afgivet", "A1-A3 + C3 + C4 is below 0: more carbon taken up than let out"))  # fmt: skip
    return found
