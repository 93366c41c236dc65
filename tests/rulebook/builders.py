"""Projects, assessments and tenders for the tests of the rulebook."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from circular.building.model import Building, Component
from circular.clauses.model import Clause, Quantity
from circular.documents.model import Document
from circular.lca.model import Assessment, Circularity, Coverage, ElementResult
from circular.place import Place
from circular.tender.model import CategoryGuess, Tender

DAY = date(2026, 11, 24)
BRICK = Component(element="outer_wall", name="Formur", material="#G0116", amount=Decimal(10), unit="m3")
ROW = ElementResult(
    element="outer_wall", name="Formur", material="#G0116", status="new", modules={}, mass_kg=Decimal(18000)
)


def project(**changes: Any) -> Building:
    told: dict[str, Any] = {
        "name": "Skolen", "works": "new", "building_type": "institution", "reference_area_m2": Decimal(1200),
        "floor_area_m2": Decimal(1200), "heated_area_m2": Decimal(1150), "removed_floor_area_m2": Decimal(0),
        "permit_applied": date(2025, 7, 1), "components": (BRICK,), "file": "skole.yaml",
    }  # fmt: skip
    return Building(**{**told, **changes})


def assessed(value: str | None, process: str | None = "1.0", **changes: Any) -> Assessment:
    per = {
        "building": None if value is None else Decimal(value),
        "construction_process": None if process is None else Decimal(process),
    }
    told: dict[str, Any] = {
        "name": "Skolen", "study_period_years": 50, "material_data": "br18-2025", "energy_series": "br18-2023-tabel8",
        "per_m2_year": per, "total_kg_co2e": {}, "limit_value": per["building"], "elements": (ROW,),
        "coverage": Coverage(essential=("Formur",), element_share=Decimal(1), mass_share=Decimal(1)),
        "circularity": Circularity(reused_mass_share=Decimal("0.07"), recycled_mass_share=Decimal(0), bio_based_mass_share=Decimal(0)),
    }  # fmt: skip
    return Assessment(**{**told, **changes})


def clause(strategy: str, text: str = "Kravet.", **changes: Any) -> Clause:
    told: dict[str, Any] = {
        "strategy": strategy, "role": "minimum_requirement", "strength": "binding", "text": text,
        "place": Place(file="kravspec.md", paragraph=12, heading="2.1 Genbrug"),
    }  # fmt: skip
    return Clause(**{**told, **changes})


def share(percent: int, of: str | None = None) -> tuple[Quantity, ...]:
    return (Quantity(comparator=">=", value=Decimal(percent), unit="percent", of=of),)


def tender(*clauses: Clause, categories: tuple[str, ...] = ("renovation",), **changes: Any) -> Tender:
    told: dict[str, Any] = {
        "documents": (Document(file="kravspec.md", kind="markdown"),), "roles": {"kravspec.md": "kravspecifikation"},
        "clauses": clauses, "categories": categories,
    }  # fmt: skip
    return Tender(**{**told, **changes})


def guesses(*names: str) -> tuple[CategoryGuess, ...]:
    return tuple(CategoryGuess(category=name, score=0.3, because="") for name in names)
