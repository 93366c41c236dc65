"""Recomputes every row and total of an LCAbyg result by our own rules, and compares with what the file states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from circular.building.lcabyg_results import MATERIAL, MODULES, SECTIONS, SUMMED, Export, Row, read_export
from circular.building.lcabyg_words import products, words
from circular.building.tabel7 import named
from circular.faults import Fault
from circular.lca.context import study_years
from circular.lca.energy import Series, series_named
from circular.lca.materials import Material, shipped_sets
from circular.lca.service_lives import replacements

DECIMALS = 4
HALF = Decimal(1).scaleb(-DECIMALS) / 2
RELATIVE = Decimal("1e-6")
ZERO = Decimal(0)
UNIT_MODULES = ("a1a3", "c3", "c4", "d")


@dataclass(frozen=True)
class Deviation:
    """A figure that does not come out as the file states it."""

    row: str
    place: str
    what: str
    """total a1a3, per_m2_year sum, replacements, 2031 b6 …"""
    stated: Decimal | None
    computed: Decimal | None


@dataclass(frozen=True)
class Difference:
    """A module of a product whose unit value is not our table's."""

    product: str
    material: str
    unit: str
    module: str
    stated: Decimal
    table: Decimal

    @property
    def relative(self) -> Decimal | None:
        return (self.stated - self.table) / abs(self.table) if self.table else None


@dataclass
class Audit:
    """What was recomputed, what deviates, and which products our tables hold."""

    file: str
    form: str
    name: str
    series: str
    first_year: int | None
    reference_area: Decimal
    heated_area: Decimal
    totals: list[tuple[str, str, Decimal, Decimal]] = field(default_factory=list)
    """Section, module, stated, computed, for the whole building."""
    rows: int = 0
    products: int = 0
    figures: int = 0
    """How many figures were compared."""
    deviations: list[Deviation] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    in_table: int = 0
    """Product rows whose product tabel 7 holds."""
    equal_to_table: int = 0
    """Of these, rows whose every module equals our table's."""
    not_in_table: tuple[str, ...] = ()
    undeclared: tuple[str, ...] = ()
    """Products whose end of life the file does not declare; LCAbyg counts it as 0."""
    later: list[str] = field(default_factory=list)
    """Products that begin later than the building: A1-A3 is 0 in the first year, and B4 holds a whole replacement."""
    kwh: dict[str, Decimal] = field(default_factory=dict)
    """kWh per m² heated area and year, read or recovered."""
    not_checked: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        return not self.deviations


def audit(path: Path) -> Audit:
    """The audit of a result file; raises Fault when it is none."""
    export = read_export(path)
    if export is None:
        raise Fault(
            str(path),
            "",
            ("ikke et resultat fra LCAbyg", "not a result of LCAbyg"),
            (
                "giv Excel-eksporten eller resultat-JSON fra LCAbyg",
                "hand in the Excel export or the result JSON of LCAbyg",
            ),
        )
    return audit_of(export)


def audit_of(export: Export) -> Audit:
    """The audit of results that have been read."""
    reference, heated = export.reference_area, export.heated_area
    if not reference or reference <= 0:
        raise Fault(export.file, "", ("referencearealet mangler i resultatet", "the result has no reference area"))
    if export.period is not None and export.period != study_years():
        raise Fault(
            export.file,
            "",
            (f"betragtningsperioden er {export.period} år; reglerne her gælder {study_years()}", f"the study period is {export.period} years; the rules here are for {study_years()}"),
        )  # fmt: skip
    series = series_named(words()["energy_series"])
    found = Audit(export.file, export.form, export.name, series.name, export.first_year, reference, heated or ZERO)
    computed = _computed(export, found, series)
    _compare(export, computed, found)
    found.not_checked = export.left_out
    return found


def _computed(export: Export, found: Audit, series: Series) -> list[dict[str, Decimal]]:
    """Module totals of every row: products from unit values, energy from kWh, and sums of what is below."""
    below = export.children()
    computed: list[dict[str, Decimal]] = [{} for _ in export.rows]
    missing: set[str] = set()
    undeclared: set[str] = set()
    for index in reversed(range(len(export.rows))):
        row = export.rows[index]
        children = below.get(index, [])
        if row.kind == "product":
            computed[index] = _product(row, found, missing, undeclared)
        elif row.kind == "utility":
            computed[index] = _utility(row, export, found, series)
        elif row.kind == "stage" or not children:
            computed[index] = {module: row.stated["total"].get(module, ZERO) for module in MODULES}
        else:
            computed[index] = {module: sum((computed[child][module] for child in children), ZERO) for module in MODULES}
    found.not_in_table = tuple(sorted(missing))
    found.undeclared = tuple(sorted(undeclared))
    return computed


def _product(row: Row, found: Audit, missing: set[str], undeclared: set[str]) -> dict[str, Decimal]:
    """B4 and D from the unit values and the service life; the unit values are stated figure over amount."""
    stated = {module: row.stated["total"].get(module, ZERO) for module in MODULES}
    found.products += 1
    if row.declared is not None and not row.declared & {"c3", "c4"}:
        undeclared.add(row.source_name)
    n = replacements(study_years(), row.life) if row.life and row.life > 0 else None
    told = max(ZERO, row.replacements or ZERO)
    if n is None:
        found.deviations.append(
            Deviation(row.source_name, row.places.get("inputs", row.place), "service_life", row.life, None)
        )
        n = int(told)
    elif n != told:
        found.deviations.append(Deviation(row.source_name, row.place, "replacements", told, Decimal(n)))
    amount = row.amount or ZERO
    unit = {module: stated[module] / amount for module in ("a1a3", "c3", "c4")} if amount else dict.fromkeys(("a1a3", "c3", "c4"), ZERO)  # fmt: skip
    unit["d"] = stated["d"] / amount / (told + 1) if amount else ZERO
    first = unit["a1a3"]
    if row.begins_later and amount and n == told:
        found.later.append(row.source_name)
        unit["a1a3"] = (stated["b4"] / n - stated["c3"] - stated["c4"]) / amount
    _against_table(row, unit, found, missing)
    return {
        "a1a3": amount * first,
        **{module: amount * unit[module] for module in ("c3", "c4")},
        "a4": stated["a4"],
        "a5": stated["a5"],
        "b4": n * amount * (unit["a1a3"] + unit["c3"] + unit["c4"]),
        "b6": ZERO,
        "d": (n + 1) * amount * unit["d"],
    }


def _against_table(row: Row, unit: dict[str, Decimal], found: Audit, missing: set[str]) -> None:
    material = in_table(row)
    if material is None or material.unit != row.unit:
        missing.add(row.source_name)
        return
    found.in_table += 1
    equal = True
    for module in UNIT_MODULES:
        table = getattr(material, module) or ZERO
        if abs(unit[module] - table) > RELATIVE * max(abs(table), abs(unit[module])):
            equal = False
            difference = Difference(row.source_name, material.id, material.unit, module, unit[module], table)
            if not any(
                known.module == module and known.material == material.id and _near(known.stated, difference.stated)
                for known in found.differences
            ):
                found.differences.append(difference)
    found.equal_to_table += equal


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= RELATIVE * max(abs(one), abs(other))


def in_table(row: Row) -> Material | None:
    """The row of tabel 7 that the product is: by LCAbyg's id, else by its name where only one row has it."""
    table = shipped_sets()[words()["material_data"]].rows
    known = products().get(row.product_id) or words()["names"].get(row.source_name)
    found = named(row.name) if known is None else None
    return table.get(known or (found.id if found else ""))


def _utility(row: Row, export: Export, found: Audit, series: Series) -> dict[str, Decimal]:
    """B6 from kWh and the yearly factors; kWh is recovered from the total where the file does not tell it."""
    stated = {module: row.stated["total"].get(module, ZERO) for module in MODULES}
    if export.above(row, "process") is not None or (not any(stated.values()) and not row.kwh_m2_year):
        return stated
    factors = _factors(row, export, series)
    if factors is None or not found.heated_area:
        found.deviations.append(Deviation(row.source_name, row.place, "no_factor", stated["b6"], None))
        return stated
    kwh = row.kwh_m2_year
    if kwh is None:
        kwh = stated["b6"] / found.heated_area / sum(factors)
        for year, value in sorted(row.by_year.get("b6", {}).items()):
            offset = year - (export.first_year or year)
            expected = kwh * found.heated_area * factors[offset] if 0 <= offset < len(factors) else ZERO
            _check(found, row, row.place, f"{year} b6", value, expected)
    found.kwh[row.origin or row.source_name] = kwh
    return {**dict.fromkeys(MODULES, ZERO), "b6": kwh * found.heated_area * sum(factors)}


def _factors(row: Row, export: Export, series: Series) -> list[Decimal] | None:
    if row.carrier is None or row.carrier not in series.anchors or export.first_year is None:
        return None
    first = row.fixed_year or export.first_year
    told = [series.factor(row.carrier, first + (0 if row.fixed_year else offset)) for offset in range(study_years())]
    return None if None in told else [factor for factor in told if factor is not None]


def _compare(export: Export, computed: list[dict[str, Decimal]], found: Audit) -> None:
    for index, row in enumerate(export.rows):
        found.rows += 1
        for section in SECTIONS:
            if section not in row.stated:
                continue
            for module, value in _in_section(computed[index], section, found):
                stated = row.stated[section].get(module, ZERO)
                if index == 0:
                    found.totals.append((section, module, stated, value))
                _check(found, row, row.places.get(section, row.place), f"{section} {module}", stated, value)
        if export.form == "json":
            _compare_years(row, computed[index], found, export)
    if export.form == "json":
        whole = {key: export.rows[0].stated["total"].get(key, ZERO) for key in MODULES}
        for section in SECTIONS[1:]:
            stated_here = dict(_in_section(whole, section, found))
            found.totals += [
                (section, module, stated_here[module], value)
                for module, value in _in_section(computed[0], section, found)
            ]


def _in_section(computed: dict[str, Decimal], section: str, found: Audit) -> Iterator[tuple[str, Decimal]]:
    """Materials over the reference area, B6 over the heated area, and both over 50 years."""
    years = study_years() if section == "per_m2_year" else 1
    values = {}
    for module in (*MATERIAL, "b6"):
        area = Decimal(1) if section == "total" else found.heated_area if module == "b6" else found.reference_area
        values[module] = computed[module] / area / years if area else ZERO
    yield "sum", sum((values[module] for module in SUMMED), ZERO)
    yield from values.items()


def _compare_years(row: Row, computed: dict[str, Decimal], found: Audit, export: Export) -> None:
    """The years add up to the total; B4 falls in the years of replacement and is split as its modules are."""
    for module, years in row.by_year.items():
        if module in row.stated["total"]:
            _check(found, row, row.place, f"years {module}", row.stated["total"][module], sum(years.values(), ZERO))
    split = [row.stated["total"].get(f"b4_{module}", ZERO) for module in ("a1a3", "c3", "c4")]
    if row.kind == "product" and any(split):
        _check(found, row, row.place, "total b4 (a1a3 + c3 + c4)", sum(split, ZERO), computed["b4"])
    if row.kind == "product" and row.life and export.first_year is not None and row.by_year.get("b4"):
        n = replacements(study_years(), row.life)
        due = {export.first_year + int(row.life * turn) for turn in range(1, n + 1)}
        for year in sorted(due ^ set(row.by_year["b4"])):
            found.deviations.append(Deviation(row.source_name, row.place, f"{year} b4", row.by_year["b4"].get(year), ZERO if year not in due else None))  # fmt: skip


def _check(found: Audit, row: Row, place: str, what: str, stated: Decimal, computed: Decimal) -> None:
    found.figures += 1
    if abs(stated - computed) >= HALF + abs(stated) * Decimal("1e-12"):
        found.deviations.append(Deviation(row.source_name, place, what, stated, computed))
