"""The Danish energy label computed from bought energy, and whether a package lifts it (hbemo.dk, scale in lca_data)."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from circular import strict_yaml
from circular.building.model import BuildingType, Heating
from circular.optimise.portfolio_model import ELECTRIC, Now, Package, Use
from circular.shelf import shelf

LABELS = ("A2020", "A2015", "A2010", "B", "C", "D", "E", "F", "G")
"""Best first."""


@cache
def _scale() -> dict[str, Any]:
    file = shelf("lca_data") / "energy_label.yaml"
    data, _ = strict_yaml.load(file.read_bytes(), "lca_data/energy_label.yaml")
    found: dict[str, Any] = data
    return found


def primary_weight(carrier: Heating | None) -> Decimal:
    """Energy factor of a heating carrier: what one kWh bought counts in the label and the energy frame."""
    weights = _scale()["weights"]
    if carrier in ELECTRIC:
        return Decimal(weights["electricity"])
    return Decimal(weights["district_heating"] if carrier == "district_heating" else weights["other"])


def electricity_weight() -> Decimal:
    """Energy factor of electricity."""
    return Decimal(_scale()["weights"]["electricity"])


def label_of(use: Use, heating: Heating, area_m2: Decimal, kind: BuildingType) -> str:
    """The label of a building that buys `use` a year; a limit that is just reached counts as reached."""
    value = (electricity_weight() * use.electricity_kwh_year + primary_weight(heating) * use.heat_kwh_year) / area_m2
    scale = _scale()
    column = "dwelling" if kind in scale["dwelling_types"] else "other"
    for label in LABELS[:-1]:
        base, over_area = scale["limits"][label][column]
        if value <= Decimal(base) + Decimal(over_area) / area_m2:
            return label
    return LABELS[-1]


def lifts(
    package: Package,
    given: bool | None,
    now: Now,
    area_m2: Decimal,
    kind: BuildingType,
    scale: str | None,
    building: str,
    notes: list[tuple[str, str]],
) -> Package:
    """The package with `lifts_label` settled: what the file says stands; else label_after; else the scale, where it is asked for."""
    computed: bool | None = None
    if package.label_after is not None and now.label is not None:
        computed = LABELS.index(package.label_after) < LABELS.index(now.label)
    elif scale is not None:
        before = now.label or label_of(now, now.heating, area_m2, kind)
        computed = LABELS.index(label_of(package, package.heating, area_m2, kind)) < LABELS.index(before)
    if given is not None:
        if computed is not None and computed != given:
            notes.append(
                (
                    f"{building}/{package.name}: filen siger, at energimærket {'løftes' if given else 'ikke løftes'}; det beregnede mærke siger det modsatte. Filen står ved magt.",
                    f"{building}/{package.name}: the file says the energy label is {'lifted' if given else 'not lifted'}; the computed label says otherwise. The file stands.",
                )
            )
        return package
    return package.model_copy(update={"lifts_label": bool(computed)})
