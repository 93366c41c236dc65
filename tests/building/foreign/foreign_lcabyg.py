"""Makes LCAbyg projects and results of our own, so that each trap of the format can be set on purpose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from circular.building.lcabyg_words import categories, products

CONCRETE = next(uuid for uuid, material in products().items() if material == "#B1433")
BRICK = next(uuid for uuid, material in products().items() if material == "#G0116")
OUTER_WALLS = next(uuid for uuid, known in categories().items() if known.name == "Ydervægge" and known.group)
ELECTRICITY = "e967c8e7-e73d-47f3-8cba-19569ad76b4d"
DISTRICT_HEATING = "6cdeb050-90e5-46b3-89ad-bfcc8e246b47"


def node(kind: str, **fields: Any) -> dict[str, Any]:
    return {"Node": {kind: fields}}


def edge(kind: str, start: str, end: str, on_it: Any = None) -> dict[str, Any]:
    return {"Edge": [{kind: f"{kind} {start} {end}" if on_it is None else on_it}, start, end]}


def use(start: str, end: str, identifier: str = "", **changes: Any) -> dict[str, Any]:
    """A product in a construction."""
    said = {
        "id": identifier or f"use {start} {end}", "amount": 0.1, "unit": "M3", "lifespan": 50, "demolition": False,
        "delayed_start": 0, "enabled": True, "excluded_scenarios": [],
    }  # fmt: skip
    return edge("ConstructionToProduct", start, end, {**said, **changes})


def stage(identifier: str, name: str, gwp: float, **changes: Any) -> dict[str, Any]:
    said = {
        "id": identifier, "name": {"Danish": identifier}, "stage": name, "stage_unit": "M3", "indicator_unit": "M3",
        "stage_factor": 1.0, "mass_factor": 2000.0, "indicator_factor": 1.0, "scale_factor": 1.0, "valid_to": "2030-01-01",
        "external_id": "EPD-1", "external_source": "EPD Danmark", "compliance": "A2", "data_type": "Specific",
        "indicators": {"GWP": gwp, "AP": 1},
    }  # fmt: skip
    return node("Stage", **{**said, **changes})


def project(*more: dict[str, Any], **building: Any) -> list[dict[str, Any]]:
    """A house of 100 m² with one wall of 10 m²; `building` changes the Building, `more` is added at the end."""
    said: dict[str, Any] = {
        "id": "building", "scenario_name": "Original bygningsmodel", "building_type": "Office", "heated_floor_area": 90.0,
        "gross_area": 100.0, "project_type": "New", "initial_year": 2025, "calculation_timespan": 50, "calculation_mode": "BR23",
    }  # fmt: skip
    return [
        node("Project", id="project", name={"English": "House", "Danish": "Hus"}, address="Vej 1"),
        node("Building", **{**said, **building}),
        edge("MainBuilding", "project", "building"),
        node("Operation", id="drift", electricity_usage=5.0, heat_usage=20.0, electricity_production=0.0),
        node("Operation", id="byggeplads", electricity_usage=0.0, heat_usage=0.0, electricity_production=0.0),
        edge("BuildingToOperation", "building", "drift"),
        edge("InstallationOperation", "installation", "byggeplads"),
        edge("ElectricitySource", "drift", ELECTRICITY),
        edge("HeatingSource", "drift", DISTRICT_HEATING),
        node("Element", id="væg", name={"Danish": "Facade", "English": ""}, enabled=True, excluded_scenarios=[]),
        edge("CategoryToElement", OUTER_WALLS, "væg"),
        node("Construction", id="mur", name="Teglmur", unit="M2"),
        edge("ElementToConstruction", "væg", "mur", {"id": "e1", "amount": 10.0, "enabled": True, "special_conditions": False, "excluded_scenarios": []}),
        use("mur", BRICK, lifespan=120),
        *more,
    ]  # fmt: skip


def written(data: Any, folder: Path, name: str = "projekt.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def result(*, life: int = 20, first_year: int = 2025, wrong: float = 0.0) -> dict[str, Any]:
    """A result of one product (100 kg of steel mesh, replaced every `life` years) and 10 kWh of electricity per m²."""
    from circular.lca.energy import series_named

    area, kwh, amount, a, c4, d = 100.0, 10.0, 100.0, 0.683355, 0.00068207, -0.393
    n = -(-50 // life) - 1
    last = first_year + 49
    factors = {first_year + year: float(series_named("lcabyg-5.4").factor("electricity", first_year + year) or 0) for year in range(50)}  # fmt: skip
    b6 = {str(year): {"GWP": kwh * area * factor} for year, factor in factors.items()}
    b6["9999"] = {"GWP": sum(row["GWP"] for row in b6.values())}
    turns = [str(first_year + life * turn) for turn in range(1, n + 1)]
    one = (a + c4) * amount

    def stages() -> dict[str, Any]:
        b4 = {year: {"GWP": one} for year in turns}
        if turns:
            b4["9999"] = {"GWP": one * n + wrong}
        return {
            "A1to3": {str(first_year): {"GWP": a * amount}, "9999": {"GWP": a * amount}},
            "C4": {str(last): {"GWP": c4 * amount}, "9999": {"GWP": c4 * amount}},
            "B4": b4,
            "D": {"9999": {"GWP": d * amount * (n + 1)}},
            "Sum": {"9999": {"GWP": one * (n + 1)}},
        }

    def node_of(identifier: str, kind: str, parent: str | None, **more: Any) -> dict[str, Any]:
        return {"id": identifier, "node_type": kind, "parent": parent, "model_id": None, "name": identifier, **more}

    mesh = next(uuid for uuid, material in products().items() if material == "#G0148")
    whole = stages()
    whole["B6"] = b6
    whole["Sum"] = {
        "9999": {"GWP": one * (n + 1) + b6["9999"]["GWP"]},
        str(first_year): {"GWP": a * amount},
        str(first_year + 1): {"GWP": 0.0},
    }
    whole["Sum"][str(first_year + 1)]["GWP"] = whole["Sum"]["9999"]["GWP"] - a * amount
    return {
        "model": [
            node_of("b", "Building", None, heated_floor_area=area, gross_area=area),
            node_of("drift", "Operation", "b"),
            {**node_of("el", "OperationUtilityInstance", "drift"), "model_id": ELECTRICITY, "operation_calc_mode": "Electricity"},
            node_of("dele", "ElementModelInstance", "b"),
            {**node_of("Ydervægge", "ElementCategoryInstance", "dele"), "model_id": OUTER_WALLS},
            node_of("Facade", "ElementInstance", "Ydervægge"),
            node_of("Mur", "ConstructionInstance", "Facade", construction_amount=10.0, construction_amount_unit="M2"),
            {**node_of("Armeringsnet", "ProductInstance", "Mur"), "model_id": mesh, "replacements": n, "mass": amount,
             "calculated_indicator_amount": amount, "calculated_indicator_amount_unit": "KG", "product_lifespan": life},
            node_of("Armeringsnet (A1-A3)", "StageInstance", "Armeringsnet"),
            node_of("Armeringsnet (C4)", "StageInstance", "Armeringsnet"),
            node_of("Armeringsnet (D)", "StageInstance", "Armeringsnet"),
        ],
        "results": {
            "b": whole,
            "drift": {"B6": b6, "Sum": {"9999": b6["9999"]}},
            "el": {"B6": b6, "Sum": {"9999": b6["9999"]}},
            **{identifier: stages() for identifier in ("dele", "Ydervægge", "Facade", "Mur", "Armeringsnet")},
            "Armeringsnet (A1-A3)": {"A1to3": stages()["A1to3"], "Sum": {"9999": {"GWP": a * amount}}},
            "Armeringsnet (C4)": {"C4": stages()["C4"], "Sum": {"9999": {"GWP": c4 * amount}}},
            "Armeringsnet (D)": {"D": stages()["D"]},
        },
    }  # fmt: skip
