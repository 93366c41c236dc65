"""Emission factors of energy: named series with anchors, linear between them, constant after the last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from circular import strict_yaml
from circular.faults import Fault, nearest
from circular.language import Words
from circular.lca.materials import own_data
from circular.shelf import shelf

DEFAULT = "br18-2023-tabel8"
ELECTRIC = ("electricity", "heat_pump")


@dataclass(frozen=True)
class Series:
    """kg CO2e per kWh bought, by carrier and year."""

    name: str
    title: Words
    regime: str | None
    regime_from: date | None
    constant_before: bool
    """Before the first anchor: constant, or not defined."""
    anchors: Mapping[str, Mapping[int, Decimal]]
    source: str

    def first_year(self, carrier: str) -> int:
        return min(self.anchors[carrier])

    def factor(self, carrier: str, year: int) -> Decimal | None:
        """The factor of one year; None where the series does not define it."""
        anchors = self.anchors[carrier]
        known = sorted(anchors)
        if year <= known[0]:
            return anchors[known[0]] if self.constant_before or year == known[0] else None
        if year >= known[-1]:
            return anchors[known[-1]]
        after = next(anchor for anchor in known if anchor >= year)
        before = max(anchor for anchor in known if anchor <= year)
        if after == before:
            return anchors[year]
        return anchors[before] + (anchors[after] - anchors[before]) * (year - before) / (after - before)


@cache
def shipped_series() -> dict[str, Series]:
    """The series that ship with the program."""
    return _series_in(shelf("lca_data") / "energy")


def energy_series(folder: Path | None = None) -> dict[str, Series]:
    """The shipped series, and those imported into `lca_data/energy` beside the project."""
    beside = own_data(folder)
    own = beside / "energy" if beside is not None else None
    found = dict(shipped_series())
    if own is not None and own.is_dir():
        for name, series in _series_in(own).items():
            if name in found:
                raise Fault(str(own / f"{name}.yaml"), "", (f"serien '{name}' følger med programmet", f"the series '{name}' ships with the program"), ("giv den et andet navn", "give it another name"))  # fmt: skip
            found[name] = series
    return found


def _series_in(folder: Traversable | Path) -> dict[str, Series]:
    found = {}
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".yaml"):
            name = entry.name.removesuffix(".yaml")
            found[name] = _read(entry, name)
    return found


def _read(file: Traversable | Path, name: str) -> Series:
    data: dict[str, Any]
    data, _ = strict_yaml.load(file.read_bytes(), f"energy/{name}.yaml")
    return Series(
        name=name,
        title=Words(**data["title"]),
        regime=data.get("regime"),
        regime_from=data.get("regime_from"),
        constant_before=data.get("before_first") == "constant",
        anchors={
            carrier: {int(year): Decimal(value) for year, value in anchors.items()}
            for carrier, anchors in data["anchors"].items()
        },
        source=str(data.get("source") or ""),
    )


def series_named(name: str, folder: Path | None = None) -> Series:
    """The series of a name; raises Fault for an unknown one."""
    known = energy_series(folder)
    if name not in known:
        near = nearest(name, list(known), 1) or list(known)
        raise Fault("", "", (f"ukendt energiserie '{name}'", f"unknown energy series '{name}'"), (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?"))  # fmt: skip
    return known[name]


def factors_of(series: Series, carrier: str, first_year: int, years: int) -> list[Decimal]:
    """One factor a year; raises Fault where the series has none."""
    name = "electricity" if carrier in ELECTRIC else carrier
    if name not in series.anchors:
        raise Fault(
            "",
            "",
            (f"serien '{series.name}' har ingen faktor for '{name}'", f"the series '{series.name}' has no factor for '{name}'"),
            (f"kendte: {', '.join(series.anchors)}; giv heating_factor_kg_kwh med kilde", f"known: {', '.join(series.anchors)}; give heating_factor_kg_kwh with its source"),
        )  # fmt: skip
    found = [series.factor(name, year) for year in range(first_year, first_year + years)]
    told = [value for value in found if value is not None]
    if len(told) < years:
        first = series.first_year(name)
        raise Fault(
            "",
            "",
            (f"serien '{series.name}' begynder i {first}, og bygningen tages i brug i {first_year}", f"the series '{series.name}' begins in {first}, and the building is completed in {first_year}"),
            ("ret completed, eller brug en serie, der dækker året", "correct completed, or use a series that covers the year"),
        )  # fmt: skip
    return told


def factors(series: str, carrier: str, first_year: int, years: int) -> list[Decimal]:
    """kg CO2e per kWh for each of `years` years from `first_year`; heat pumps buy electricity."""
    return factors_of(series_named(series), carrier, first_year, years)
