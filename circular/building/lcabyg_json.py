"""Reads the result JSON of LCAbyg: a model of instances and, for each, kg CO2e by stage and year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from circular.building.foreign import number_of, text_of
from circular.building.lcabyg_results import Export, Row
from circular.building.lcabyg_words import unit_of, utility_of
from circular.faults import Fault

KINDS = {
    "Building": "whole", "Operation": "operation", "OperationUtilityInstance": "utility", "EmbodiedRoot": "other",
    "ConstructionProcess": "process", "ElementModelInstance": "parts", "ElementSuperCategoryInstance": "group",
    "ElementCategoryInstance": "subgroup", "ElementInstance": "element", "ConstructionInstance": "construction",
    "ProductInstance": "product", "StageInstance": "stage",
}  # fmt: skip
MODULES = {
    "A1to3": "a1a3",
    "A4": "a4",
    "A5": "a5",
    "B4": "b4",
    "B6": "b6",
    "C3": "c3",
    "C4": "c4",
    "D": "d",
    "Sum": "sum",
}
SPLIT = {"B4A1to3": "b4_a1a3", "B4C3": "b4_c3", "B4C4": "b4_c4"}
EXISTING = ("SumEx",)
ALL_YEARS = "9999"
INDICATOR = "GWP"
HINT = ("eksportér resultaterne fra LCAbyg igen", "export the results from LCAbyg again")


def is_results(data: Any) -> bool:
    """Whether JSON is a result of LCAbyg."""
    return isinstance(data, dict) and isinstance(data.get("model"), list) and isinstance(data.get("results"), dict)


def export_of(data: Mapping[str, Any], file: str) -> Export:
    """The export; raises Fault for a model that is no tree under one building."""
    nodes = {node["id"]: node for node in data["model"] if isinstance(node, dict) and isinstance(node.get("id"), str)}
    roots = [node for node in nodes.values() if node.get("node_type") == "Building"]
    if len(roots) != 1:
        raise Fault(file, "model", (f"resultatet har {len(roots)} bygninger; der skal være én", f"the result has {len(roots)} buildings; there must be one"), HINT)  # fmt: skip
    below: dict[str, list[dict[str, Any]]] = {}
    for node in nodes.values():
        below.setdefault(str(node.get("parent")), []).append(node)
    export = Export(file, "json", [])
    export.left_out = ("DGNBOperationReference",)
    building = roots[0]
    name = text_of(building.get("name"))
    export.name = "" if name == "Building" else name
    export.heated_area = number_of(building.get("heated_floor_area"))
    export.reference_area = export.floor_area = number_of(building.get("gross_area"))
    todo: list[tuple[dict[str, Any], int | None]] = [(building, None)]
    seen: set[str] = set()
    while todo:
        node, parent = todo.pop()
        if node["id"] in seen or node.get("node_type") == "DGNBOperationReference":
            continue
        seen.add(node["id"])
        index = len(export.rows)
        export.rows.append(_row(node, parent, data["results"], file, index))
        todo += [(child, index) for child in reversed(below.get(node["id"], []))]
    lost = (
        set(nodes) - seen - {node["id"] for node in nodes.values() if node.get("node_type") == "DGNBOperationReference"}
    )
    if lost:
        raise Fault(file, "model", (f"{len(lost)} knude(r) hænger ikke sammen med bygningen, fx {min(lost)}", f"{len(lost)} node(s) do not belong to the building, e.g. {min(lost)}"), HINT)  # fmt: skip
    _declared(export)
    years = [year for row in export.rows for year in row.by_year.get("sum", {})]
    export.first_year = min(years, default=None)
    return export


def _row(node: Mapping[str, Any], parent: int | None, results: Mapping[str, Any], file: str, index: int) -> Row:
    kind = KINDS.get(str(node.get("node_type")), "other")
    row = Row(kind, text_of(node.get("name")), {"total": f"{node.get('node_type')} {node['id']}"}, parent)
    row.stated["total"], row.by_year = _figures(results.get(node["id"]), file, node["id"])
    row.replacements = number_of(node.get("replacements"))
    row.amount = number_of(node.get("calculated_indicator_amount"))
    row.unit = unit_of(node.get("calculated_indicator_amount_unit"))
    row.mass_kg = number_of(node.get("mass"))
    row.life = number_of(node.get("product_lifespan"))
    identifier = str(node.get("model_id") or "")
    if kind == "product":
        row.product_id = identifier
    elif kind in ("group", "subgroup"):
        row.category_id = identifier
    elif kind == "utility":
        utility = utility_of(identifier)
        row.carrier = utility["carrier"] if utility else None
        row.fixed_year = utility.get("year") if utility else None
        row.origin = str(node.get("operation_calc_mode") or "").lower()
    return row


def _figures(said: Any, file: str, identifier: str) -> tuple[dict[str, Decimal], dict[str, dict[int, Decimal]]]:
    """Total by module, and by module and year; a stage without figures is 0 in LCAbyg and left out here."""
    totals: dict[str, Decimal] = {}
    years: dict[str, dict[int, Decimal]] = {}
    if not isinstance(said, dict):
        return totals, years
    for stage, by_year in said.items():
        module = MODULES.get(stage) or SPLIT.get(stage) or ("ex" if stage in EXISTING else None)
        if module is None or not isinstance(by_year, dict):
            continue
        for year, indicators in by_year.items():
            value = number_of(indicators.get(INDICATOR)) if isinstance(indicators, dict) else None
            if value is None:
                raise Fault(file, f"results.{identifier}.{stage}.{year}", (f"{INDICATOR} mangler", f"{INDICATOR} is missing"), HINT)  # fmt: skip
            if year == ALL_YEARS:
                totals[module] = value
            elif year.isdecimal() and len(year) == 4:
                years.setdefault(module, {})[int(year)] = value
    return totals, years


def _declared(export: Export) -> None:
    """A product declares the modules that its stages have; the stage's name ends with its module."""
    names = {"A1-A3": "a1a3", "A1TO3": "a1a3", "A4": "a4", "A5": "a5", "C3": "c3", "C4": "c4", "D": "d"}
    for row in export.rows:
        if row.kind == "stage" and row.parent is not None:
            product = export.rows[row.parent]
            told = row.name.rstrip(") ").rsplit("(", 1)[-1].strip().upper() if "(" in row.name else ""
            module = names.get(told) or next(
                (key for key in ("a1a3", "c3", "c4", "d") if key in row.stated["total"]), None
            )
            product.declared = (product.declared or frozenset()) | ({module} if module else set())
