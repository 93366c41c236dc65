"""What the rows of one project are computed with: data set, series, dates and conventions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from circular import strict_yaml
from circular.building.model import Building
from circular.faults import Fault, nearest
from circular.lca.energy import DEFAULT, Series, energy_series, series_named
from circular.lca.library import products_of
from circular.lca.materials import Material, MaterialSet, material_sets
from circular.shelf import shelf

RENOVATION = "renovation"


@dataclass(frozen=True)
class Convention:
    """Which modules of a directly reused material count."""

    name: str
    install: frozenset[str]
    end_of_life: frozenset[str]
    replacements: frozenset[str]

    @property
    def nothing_counts(self) -> bool:
        return not (self.install or self.end_of_life or self.replacements)


NEW = Convention("new", frozenset({"a1a3"}), frozenset({"c3", "c4", "d"}), frozenset({"a1a3", "c3", "c4", "d"}))


@dataclass(frozen=True)
class Context:
    """Everything a row needs beside itself."""

    as_of: date
    decided_on: date
    """permit_applied, else as_of: the day that decides how reuse counts and whether data are valid."""
    data: MaterialSet
    data_fits: bool
    """Whether the set is the one of the regime that decides."""
    expected_data: str
    others: Mapping[str, MaterialSet]
    products: Mapping[str, Material]
    """The project's own products (EPDs) by id."""
    series: Series
    series_fits: bool
    expected_regime: str | None
    reuse: Convention
    reuse_asked: str
    study_years: int
    looked_up: dict[tuple[str, str | None], tuple[Material, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Nearest materials already found, by what was sought and the line's unit."""

    def find(self, material: str) -> Material | None:
        """The row of an id: of the project's set, of its own products, or of another set that the id names ('br18-2023:#G0116')."""
        found = self.data.rows.get(material) or self.products.get(material)
        if found is None and ":" in material:
            name, _, rest = material.partition(":")
            other = self.others.get(name)
            return other.rows.get(rest) if other is not None else None
        return found


def context_of(building: Building, *, as_of: date, reuse_convention: str = "zero") -> Context:
    """The context of a project judged on a day; raises Fault for an unknown data set, series or convention."""
    folder = Path(building.file).parent if building.file else None
    sets = material_sets(folder)
    expected = expected_set(building, sets, as_of)
    name = building.material_data or expected
    if name not in sets:
        near = nearest(name, list(sets), 1)
        hint = f"'{near[0]}'?" if near else ", ".join(sets)
        raise Fault(
            building.file,
            "",
            (f"materialedatasættet '{name}' findes ikke", f"there is no material data set '{name}'"),
            (f"mente du {hint}", f"did you mean {hint}"),
        )
    series = _series(building, sets[expected].regime, folder)
    regime = sets[expected].regime
    decided = building.permit_applied or as_of
    return Context(
        as_of=as_of,
        decided_on=decided,
        data=sets[name],
        data_fits=name == expected,
        expected_data=expected,
        others=sets,
        products=products_of(building),
        series=series,
        series_fits=series.regime == regime,
        expected_regime=regime,
        reuse=reuse_of(decided, reuse_convention),
        reuse_asked=reuse_convention,
        study_years=study_years(),
    )


def expected_set(building: Building, sets: Mapping[str, MaterialSet], as_of: date) -> str:
    """The set of the regime of `permit_applied`; no such date, or a renovation: the newest that had begun on `as_of`."""
    day = as_of if building.works == RENOVATION or building.permit_applied is None else building.permit_applied
    dated = [(data.regime_from, name) for name, data in sets.items() if data.regime_from is not None]
    begun = [name for start, name in sorted(dated) if start <= day]
    return begun[-1] if begun else min(dated)[1]


def _series(building: Building, regime: str | None, folder: Path | None) -> Series:
    """The named series; else the one imported for the regime; else the default."""
    if building.energy_series is not None:
        return series_named(building.energy_series, folder)
    known = energy_series(folder)
    fitting = [series for series in known.values() if series.regime == regime and series.name.startswith("br18")]
    return fitting[0] if fitting else known[DEFAULT]


@cache
def conventions() -> dict[str, Any]:
    data, _ = strict_yaml.load((shelf("lca_data") / "conventions.yaml").read_bytes(), "lca_data/conventions.yaml")
    found: dict[str, Any] = data
    return found


@cache
def reuse_of(decided_on: date, asked: str) -> Convention:
    """How reused materials count on the day; before the law's date the convention asked for has no say."""
    reuse = conventions()["reuse"]
    known = reuse["known"]
    if asked not in known:
        raise Fault("", "", (f"ukendt reuse_convention '{asked}'", f"unknown reuse_convention '{asked}'"), (f"vælg mellem {', '.join(known)}", f"choose from {', '.join(known)}"))  # fmt: skip
    name = reuse["before"] if decided_on < reuse["zero_from"] else asked
    counts = known[name]
    return Convention(name, *(frozenset(counts[key]) for key in ("install", "end_of_life", "replacements")))


@cache
def study_years() -> int:
    """Reference study period, years (BR18 § 297)."""
    data, _ = strict_yaml.load((shelf("lca_data") / "heat_balance.yaml").read_bytes(), "lca_data/heat_balance.yaml")
    return int(data["study_period_years"]["value"])
