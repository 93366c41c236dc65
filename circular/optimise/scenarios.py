"""Other figures that a project may be counted with: energy series, ways of counting reuse, spread of material data.

Each scenario is a project of its own, planned like any other. Nothing is drawn at random and no spread is invented: series
and conventions are the shipped ones, a spread is that of lca_data/spread.yaml or the user's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from circular.building.model import Building, LibraryProduct, MaterialUse, Removal
from circular.faults import Fault
from circular.language import Language, Words
from circular.optimise.portfolio_model import ELECTRIC
from circular.shelf import shelf
from circular.strict_yaml import load

if TYPE_CHECKING:
    from circular.lca.materials import Material

Kind = Literal["energy", "reuse", "data"]
CONVENTIONS = ("zero", "replacements_new", "eol_kept")
DATA_KINDS = ("generic", "danish_generic", "industry", "epd")
MODULES = ("a1a3", "c3", "c4")
Scale = Callable[[Decimal], Decimal]


@dataclass(frozen=True)
class Other:
    """One scenario: the project as it would be counted, and by which convention."""

    kind: Kind
    name: Words
    source: str
    building: Building
    reuse_convention: str


def scenarios_of(
    building: Building, *, as_of: date, reuse_convention: str, spread: Mapping[str, Decimal] | None = None
) -> list[Other]:
    """Every scenario of a project, in a fixed order; a spread of the user's outweighs the shipped one of its kind."""
    return [
        *_energy(building, reuse_convention, as_of),
        *_reuse(building, reuse_convention),
        *_data(building, reuse_convention, as_of, dict(spread or {})),
    ]


def read_spread(words: tuple[str, ...]) -> dict[str, Decimal]:
    """`epd=0.2` as {epd: 0.2}; raises Fault for another kind or a spread that is no share below 1."""
    found = {}
    for word in words:
        kind, _, value = word.partition("=")
        try:
            share = Decimal(value)
        except ArithmeticError:
            share = Decimal(-1)
        if kind not in DATA_KINDS or not share.is_finite() or not 0 < share < 1:
            raise Fault(
                "--spread",
                "",
                (f"'{word}' er ikke en spredning", f"'{word}' is no spread"),
                (f"skriv fx epd=0.2; slagsene er {', '.join(DATA_KINDS)}", f"write e.g. epd=0.2; the kinds are {', '.join(DATA_KINDS)}"),
            )  # fmt: skip
        found[kind] = share
    return found


def _energy(building: Building, convention: str, as_of: date) -> Iterator[Other]:
    """The shipped series that know every carrier of the project, but the one it is counted with."""
    from circular.lca import context_of
    from circular.lca.energy import energy_series

    energy = building.energy
    if energy is None or building.heated is False or building.completed is None:
        return
    used = context_of(building, as_of=as_of).series.name
    carriers = {energy.heating, *(option.heating for choice in building.choices for option in choice.options)}
    asked = {"electricity"} | {"electricity" if one in ELECTRIC else one for one in carriers if one is not None}
    if energy.own_factor is not None:
        asked.discard(energy.heating or "")
    for name, series in sorted(energy_series(None).items()):
        if name != used and _covers(name, asked, building.completed):
            yield Other(
                "energy",
                Words(da=f"energifaktorer: {series.title.da}", en=f"energy factors: {series.title.en}"),
                series.source,
                building.model_copy(update={"energy_series": name}),
                convention,
            )


def _covers(series: str, carriers: set[str], first: int) -> bool:
    from circular.lca import factors
    from circular.optimise.demands import study_period

    try:
        for carrier in carriers:
            factors(series, carrier, first, study_period())
    except Fault:
        return False
    return True


def _reuse(building: Building, convention: str) -> Iterator[Other]:
    uses: list[MaterialUse] = [part for part in building.components if part.status == "new"]
    uses += [use for choice in building.choices for option in choice.options for use in option.materials]
    if not any(use.reused for use in uses):
        return
    said = {
        "zero": ("genbrug tæller 0", "reuse counts 0"),
        "replacements_new": ("genbrug: udskiftninger tæller som nye", "reuse: replacements count as new"),
        "eol_kept": ("genbrug: bortskaffelse tæller med", "reuse: disposal counts"),
    }
    for other in CONVENTIONS:
        if other != convention:
            yield Other("reuse", Words(da=said[other][0], en=said[other][1]), f"reuse_convention: {other}", building, other)  # fmt: skip


@cache
def shipped_spread() -> Mapping[str, Any]:
    """The kinds of data whose spread a source tells."""
    data, _ = load((shelf("lca_data") / "spread.yaml").read_bytes(), "lca_data/spread.yaml")
    found: Mapping[str, Any] = data["kinds"]
    return found


def _data(building: Building, convention: str, as_of: date, spread: dict[str, Decimal]) -> Iterator[Other]:
    from circular.lca import context_of

    context = context_of(building, as_of=as_of)
    used = _materials(building)
    rows = {name: row for name in used if (row := context.find(name)) is not None and _scalable(row)}
    for kind, row in shipped_spread().items():
        mine = {name: one for name, one in rows.items() if one.data_type == kind}
        divided = _divided(Decimal(row["positive"]), Decimal(row["negative"]))
        mine = {name: one for name, one in mine.items() if sum(divided(getattr(one, key) or Decimal(0)) for key in MODULES) >= 0}  # fmt: skip
        if mine and kind not in spread:
            yield Other("data", Words(**row["name"]), row["source"], _scaled(building, mine, divided, "lav"), convention)  # fmt: skip
    for kind, share in sorted(spread.items()):
        mine = {name: one for name, one in rows.items() if one.data_type == kind}
        for sign, word in ((1, "+"), (-1, "−")) if mine else ():
            percent = f"{share * 100:f}".rstrip("0").rstrip(".")
            name = Words(da=f"{kind_name(kind, 'da')} {word}{percent.replace('.', ',')} %", en=f"{kind_name(kind, 'en')} {word}{percent} %")  # fmt: skip
            yield Other("data", name, f"--spread {kind}={share}", _scaled(building, mine, _times(1 + sign * share), word), convention)  # fmt: skip


def _divided(positive: Decimal, negative: Decimal) -> Scale:
    return lambda kg: kg / (positive if kg >= 0 else negative)


def _times(factor: Decimal) -> Scale:
    return lambda kg: kg * factor


def kind_name(kind: str, language: Language) -> str:
    """What a kind of data is called."""
    return {
        "generic": ("generiske data", "generic data"), "danish_generic": ("danske generiske data", "Danish generic data"),
        "industry": ("branchedata", "industry data"), "epd": ("EPD'er", "EPDs"),
    }[kind][0 if language == "da" else 1]  # fmt: skip


def _materials(building: Building) -> set[str]:
    uses: list[MaterialUse | Removal] = [*building.components]
    for choice in building.choices:
        for option in choice.options:
            uses += [*option.materials, *option.removes]
    return {use.material for use in uses if use.material}


def _scalable(row: Material) -> bool:
    return not row.suspect and not row.end_of_life_only and row.a1a3 is not None and row.unit != "m2_year"


def _scaled(building: Building, rows: Mapping[str, Material], scale: Scale, mark: str) -> Building:
    """The project with each of these materials as a product of its own, its figures scaled, its service life as before."""
    products, renamed = [], {}
    for name, row in rows.items():
        renamed[name] = f"{name} ({mark})"
        figures: dict[str, Any] = {"unit": row.unit}
        figures |= {key: scale(getattr(row, key) or Decimal(0)) for key in MODULES}
        products.append(
            LibraryProduct(
                id=renamed[name], name=row.name, d=row.d, mass_kg=row.mass_kg, density_kg_m3=row.density_kg_m3,
                kg_per_m2=row.kg_per_m2, data_type="generic", source=row.source, **figures,
            )
        )  # fmt: skip

    def use_of(use: Any, element: str) -> Any:
        if use.material not in rows:
            return use
        told: dict[str, Any] = {"material": renamed[use.material]}
        if isinstance(use, MaterialUse):
            told["lambda_w_mk"] = use.lambda_w_mk if use.lambda_w_mk is not None else rows[use.material].lambda_w_mk
            told["service_life_years"] = _life(use, element, rows[use.material])
        return use.model_copy(update=told)

    choices = tuple(
        choice.model_copy(update={"options": tuple(
            option.model_copy(update={
                "materials": tuple(use_of(use, choice.element) for use in option.materials),
                "removes": tuple(use_of(part, choice.element) for part in option.removes),
            }) for option in choice.options
        )}) for choice in building.choices
    )  # fmt: skip
    stock = {_renamed(key, renamed): most for key, most in building.stock.items()}
    return building.model_copy(
        update={
            "components": tuple(use_of(part, part.element) for part in building.components),
            "choices": choices,
            "stock": stock,
            "library": (*building.library, *products),
        }
    )


def _life(use: MaterialUse, element: str, row: Material) -> Decimal | None:
    from circular.lca.service_lives import table_life

    if use.service_life_years is not None:
        return use.service_life_years
    table = table_life(element, row.life_class)
    return None if table is None else table.years


def _renamed(key: str, renamed: Mapping[str, str]) -> str:
    prefix, _, name = key.rpartition("reused:") if key.startswith("reused:") else ("", "", key)
    return ("reused:" if key.startswith("reused:") else prefix) + renamed.get(name, name)
