"""A stand-in for the footprints while the real ones are away."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import optimise_energy
import optimise_projects as projects
import pytest

import circular.lca
from circular.lca.model import Assessment, Circularity, ElementResult


def _row(use, element, context, status="new"):
    if status == "removed":
        _, _a, c3, c4, _ = projects.TABLE[use.material]
        mods = {"A1-A3": Decimal(0), "B4": Decimal(0), "C3": use.amount * c3, "C4": use.amount * c4, "D": Decimal(0)}
        return SimpleNamespace(
            modules=mods, mass_kg=projects.mass(use), partial=None, suspect=False, end_of_life_only=False
        )
    return SimpleNamespace(
        modules=projects.modules(use) | {"D": Decimal(0)},
        mass_kg=projects.mass(use),
        partial=None,
        suspect=False,
        end_of_life_only=False,
    )


def _assess(building, as_of, reuse_convention="zero"):
    rows = [(part, _row(part, part.element, None, part.status)) for part in building.components]
    total = {
        name: sum((row.modules[name] for part, row in rows if part.status != "removed"), Decimal(0))
        for name in ("A1-A3", "B4", "C3", "C4")
    }
    removed = sum((row.modules["C3"] + row.modules["C4"] for part, row in rows if part.status == "removed"), Decimal(0))
    energy = building.energy
    if energy is None:
        b6 = None
    else:
        years = range(building.completed, building.completed + 50)
        carrier = "electricity" if energy.heating == "heat_pump" else energy.heating
        b6 = building.heated_area_m2 * sum(
            energy.electricity_kwh_m2_year * optimise_energy.factor("electricity", y)
            + energy.heating_kwh_m2_year * optimise_energy.factor(carrier, y)
            for y in years
        )
    emb = sum(total.values(), Decimal(0))
    new = [(part, row) for part, row in rows if part.status == "new"]
    mass = sum((row.mass_kg for _, row in new), Decimal(0))

    def share(f):
        return sum((row.mass_kg * f(part) for part, row in new), Decimal(0)) / mass if mass else None

    return Assessment(
        name=building.name, study_period_years=50, material_data="br18-2023", energy_series="br18-2023-tabel8", per_m2_year={},
        total_kg_co2e={**total, "B6": b6, "building": None if b6 is None else emb + b6, "removed": removed},
        limit_value=None if b6 is None else emb / (50 * building.reference_area_m2) + b6 / (50 * building.heated_area_m2),
        elements=tuple(ElementResult(element=part.element, name=part.name, material=part.material, status=part.status, modules={}) for part, _ in rows),
        circularity=Circularity(reused_mass_share=share(lambda p: Decimal(p.reused)), recycled_mass_share=share(lambda p: p.recycled_share), bio_based_mass_share=share(lambda p: p.bio_based_share)),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def double(monkeypatch):
    if hasattr(circular.lca, "assess"):
        return
    import sys
    import types

    monkeypatch.setattr(circular.lca, "assess", _assess, raising=False)
    monkeypatch.setattr(circular.lca, "row_footprint", _row, raising=False)
    monkeypatch.setattr(circular.lca, "context_of", lambda building, as_of: None, raising=False)
    monkeypatch.setattr(circular.lca, "factors", optimise_energy.tabel8, raising=False)
    rounding = types.ModuleType("circular.rulebook.rounding")
    rounding.round_half_up = lambda value, decimals: Decimal(value).quantize(
        Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP"
    )
    monkeypatch.setitem(sys.modules, "circular.rulebook.rounding", rounding)
