"""What a reader of an assessment should be wary of, in both languages and in the order of weight."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from circular.building.model import Building, Component
from circular.language import Language, number
from circular.lca.context import Context
from circular.lca.operation import Operation
from circular.lca.rows import RowFootprint
from circular.lca.service_lives import TableLife, replacements

Said = tuple[str, str]
Sums = dict[str, Decimal | None]
ZERO = Decimal(0)


def warnings_of(
    building: Building,
    rows: Sequence[RowFootprint],
    context: Context,
    operation: Operation,
    limit_value: Decimal | None,
    per_m2: Sums,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Danish and English warnings, one for one."""
    english = (*building.warnings_en, *building.warnings[len(building.warnings_en) :])
    said: list[Said] = list(zip(building.warnings, english, strict=True))
    said += [(row.partial, row.partial_en or row.partial) for row in rows if row.partial]
    if any(row.partial for row in rows):
        said.append((
            "en delsum er ingen undergrænse: de manglende rækker kan være træ, der trækker fra",
            "a partial sum is no lower bound: the missing rows may be timber, which subtracts",
        ))  # fmt: skip
    if operation.why is not None:
        said.append(operation.why)
    said += _data(building, rows, context)
    said += _rows(building.components, rows, context)
    said += _standard_values(building, rows, context)
    said += _reuse(building, context)
    if building.choices:
        count = len(building.choices)
        said.append((
            f"projektets {count} valg (choices) er ikke regnet med; circular optimise vælger mellem dem",
            f"the project's {count} entries (choices) are not counted; circular optimise picks among them",
        ))  # fmt: skip
    said += _areas(building, limit_value, per_m2)
    return tuple(da for da, _ in said), tuple(en for _, en in said)


def _data(building: Building, rows: Sequence[RowFootprint], context: Context) -> list[Said]:
    said: list[Said] = []
    if not context.data_fits:
        said.append((
            f"data_version: materialedata er {context.data.name}, men sagens er {context.expected_data}; grænseværdierne er foreløbige",
            f"data_version: the material data are {context.data.name}, but the case's are {context.expected_data}; verdicts on limits are provisional",
        ))  # fmt: skip
    if not context.series_fits and building.heated is not False and building.energy is not None:
        said.append((
            f"energifaktorer fra 2023 ({context.series.name}): tabel 8 for {context.expected_regime} er ikke til rådighed; grænseværdierne er foreløbige",
            f"energy factors of 2023 ({context.series.name}): tabel 8 of {context.expected_regime} is not at hand; verdicts on limits are provisional",
        ))  # fmt: skip
    energy = building.energy
    if energy is not None and energy.own_factor is not None and energy.heating in context.series.anchors:
        said.append((
            f"heating_factor_kg_kwh ({energy.heating_factor_source}) er brugt i stedet for faktorerne i {context.series.name}",
            f"heating_factor_kg_kwh ({energy.heating_factor_source}) is used in place of the factors of {context.series.name}",
        ))  # fmt: skip
    others = sorted({row.material.set_name for row in rows if row.material and row.material.set_name in context.others and row.material.set_name != context.data.name})  # fmt: skip
    if others:
        said.append((
            f"rækker er hentet fra {', '.join(others)} ved siden af {context.data.name}; datasæt blandes ellers ikke, og grænseværdierne er foreløbige",
            f"rows come from {', '.join(others)} beside {context.data.name}; data sets are not mixed otherwise, and verdicts on limits are provisional",
        ))  # fmt: skip
    return said


def _rows(parts: Sequence[Component], rows: Sequence[RowFootprint], context: Context) -> list[Said]:
    said: list[Said] = []
    corrected: dict[str, str] = {}
    lives: list[tuple[int, Said]] = []
    unsigned = 0
    for part, row in zip(parts, rows, strict=True):
        material = row.material
        if material is None or row.partial:
            continue
        name = part.name or part.element
        if row.suspect and row.counts:
            said.append((
                f"“{name}”: {material.id} har A1-A3 + C3 + C4 under 0 i {material.set_name}; regnet som offentliggjort, og ingen grænse kan holde med den",
                f"“{name}”: {material.id} has A1-A3 + C3 + C4 below 0 in {material.set_name}; computed as published, and no limit can hold with it",
            ))  # fmt: skip
        if material.mark == "corrected" and row.counts:
            corrected.setdefault(material.id, material.note)
        if (
            material.data_type == "epd"
            and material.valid_until is not None
            and context.decided_on > material.valid_until
        ):
            said.append((
                f"“{name}”: {material.id} gjaldt til {material.valid_until.isoformat()} og er udløbet",
                f"“{name}”: {material.id} was valid until {material.valid_until.isoformat()} and has expired",
            ))  # fmt: skip
        if material.d is None and row.counts:
            unsigned += 1
        if part.service_life_years is not None and row.table is not None and part.service_life_years != row.table.years:
            lives.append(_life(name, part, row.table, context))
    lives.sort(key=lambda one: one[0])
    said += [told for _, told in lives]
    said += [(f"{key}: {note}", f"{key} is corrected: {note}") for key, note in corrected.items()]
    if unsigned:
        said.append((
            f"modul D er ikke deklareret for {unsigned} rækker og er sat til 0",
            f"module D is not declared for {unsigned} rows and is taken as 0",
        ))  # fmt: skip
    return said


def _life(name: str, part: Component, table: TableLife, context: Context) -> tuple[int, Said]:
    """A given life that differs from the table's; those that change the number of replacements come first."""
    counts = part.status == "new" and not part.reused
    rank, da, en = _life_words(part.service_life_years or table.years, table, context.study_years, counts)
    return rank, (f"“{name}”: {da}", f"“{name}”: {en}")


@cache
def _life_words(given: Decimal, table: TableLife, years: int, counts: bool) -> tuple[int, str, str]:
    ours, theirs = (replacements(years, max(Decimal(1), life)) for life in (given, table.years))
    matters = counts and ours != theirs
    more_da = (
        f"; det giver {ours} i stedet for {theirs} {'udskiftning' if theirs == 1 else 'udskiftninger'}"
        if matters
        else ""
    )
    more_en = (
        f"; that makes {ours} in place of {theirs} {'replacement' if theirs == 1 else 'replacements'}"
        if matters
        else ""
    )
    return (
        0 if matters else 1,
        f"levetiden {_plain(given, 'da')} år er brugt; levetidstabellen siger {_plain(table.years, 'da')} ({table.part} {table.material}){more_da}",
        f"the life {_plain(given, 'en')} years is used; the table says {_plain(table.years, 'en')} ({table.part} {table.material}){more_en}",
    )


def _whole_sets(used: set[str], context: Context) -> list[Said]:
    """Standard values of one kind of building (its name before the comma) must be added whole, or replaced by real installations."""
    kinds: dict[str, list[str]] = {}
    for row in context.data:
        if row.unit == "m2_year":
            kinds.setdefault(row.name.rsplit(",", 1)[0].split(",varme")[0].split(", varme")[0], []).append(row.id)
    said: list[Said] = []
    for kind, ids in kinds.items():
        missing = [identifier for identifier in ids if identifier not in used]
        if missing and len(missing) < len(ids):
            said.append((
                f"standardværdierne for {kind} hører sammen; {', '.join(missing)} mangler, med mindre installationerne selv er med",
                f"the standard values of {kind} belong together; {', '.join(missing)} is missing unless the installations themselves are included",
            ))  # fmt: skip
    return said


def _standard_values(building: Building, rows: Sequence[RowFootprint], context: Context) -> list[Said]:
    """Standard values of installations: B4 = 0 is inferred, they come in threes, and their amount is an area."""
    used = [row for row in rows if row.material is not None and row.material.unit == "m2_year"]
    if not used:
        return []
    said: list[Said] = [(
        "standardværdier for installationer (#S): B4 er sat til 0 (vores antagelse; tabellen siger det ikke)",
        "standard values of installations (#S): B4 is taken as 0 (our assumption; the table does not say)",
    )]  # fmt: skip
    said += _whole_sets({row.material.id for row in used if row.material}, context)
    area = (building.heated_area_m2 or ZERO) + building.heated_basement_m2
    wrong = [
        row.material.id for row in used if row.material and row.declared is not None and area and row.declared != area
    ]
    if wrong:
        said.append((
            f"{', '.join(wrong)}: mængden skal være opvarmet etageareal + opvarmet kælder ({_plain(area, 'da')} m²)",
            f"{', '.join(wrong)}: the amount must be heated floor area + heated basement ({_plain(area, 'en')} m²)",
        ))  # fmt: skip
    return said


def _reuse(building: Building, context: Context) -> list[Said]:
    if not any(part.reused and part.status == "new" for part in building.components):
        return []
    name = context.reuse.name
    if name == "zero":
        return []
    if name != context.reuse_asked:
        return [(
            "genbrugte materialer: kun A1-A3 er 0, for byggeansøgningen er fra før 2024; B4, C3 og C4 tæller som nye",
            "reused materials: only A1-A3 is 0, as the permit was applied for before 2024; B4, C3 and C4 count as new",
        )]  # fmt: skip
    return [(f"genbrugte materialer er regnet med konventionen {name}", f"reused materials are counted by the convention {name}")]  # fmt: skip


def _areas(building: Building, limit_value: Decimal | None, per_m2: Sums) -> list[Said]:
    said: list[Said] = []
    heated = building.heated_area_m2
    if heated and building.heated is not False and heated != building.reference_area_m2:
        said.append((
            f"materialer deles med {_plain(building.reference_area_m2, 'da')} m² (referenceareal) og B6 med {_plain(heated, 'da')} m² (opvarmet areal); kg i alt delt med ét areal giver derfor et andet tal",
            f"materials are divided by {_plain(building.reference_area_m2, 'en')} m² (reference area) and B6 by {_plain(heated, 'en')} m² (heated area); total kg over one area gives another figure",
        ))  # fmt: skip
    without = per_m2["building"]
    if limit_value is not None and without is not None and limit_value != without:
        said.append((
            f"grænsen sammenlignes med {number(limit_value, 'da', 2)} efter fradrag ({building.deductions.reason or 'uden begrundelse'}); uden fradrag er tallet {number(without, 'da', 2)}",
            f"the limit is compared with {number(limit_value, 'en', 2)} after deductions ({building.deductions.reason or 'no reason given'}); without them the figure is {number(without, 'en', 2)}",
        ))  # fmt: skip
        if building.deductions.energy_supplement_kwh_m2_year:
            said.append((
                "energitillægget er trukket fra med varmens gennemsnitlige faktor (vores antagelse; energiformen står ikke i § 298)",
                "the energy supplement is deducted with the mean factor of the heating carrier (our assumption; section 298 does not name the carrier)",
            ))  # fmt: skip
    return said


def _plain(value: Decimal, language: Language) -> str:
    return number(value, language)
