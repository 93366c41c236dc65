"""The LCA JSON (formats.md: circular/lca/1): one case from one assessment and what the rulebook says of its limits."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from circular.building.model import Building
from circular.faults import Fault
from circular.language import Language
from circular.lca.compare import Pair, compare
from circular.lca.model import MODULES, TOTALS, Assessment, ElementResult, Modules

SCHEMA = "circular/lca/1"
ROW_MODULES = ("A1-A3", "B4", "C3", "C4", "D")
KEYS = (*MODULES, *TOTALS)
LIMIT_KEYS = ("rule", "name", "regime", "value", "limit", "unit", "margin", "verdict", "provisional")


def lca_json(cases: Sequence[dict[str, Any]], comparison: dict[str, Any] | None = None) -> dict[str, Any]:
    """The whole answer of `circular lca --format json`; `comparison` only with --compare."""
    whole: dict[str, Any] = {"schema": SCHEMA, "cases": list(cases)}
    return whole if comparison is None else {**whole, "comparison": comparison}


def comparison_json(a: Assessment, b: Assessment) -> dict[str, Any]:
    """What differs between two assessments: sums, elements, and the rows that are not the same."""
    both = compare(a, b)

    def pair(values: Pair) -> dict[str, float | None]:
        return {"a": figure(values.a), "b": figure(values.b), "delta": figure(values.delta)}

    return {
        "a": both.name_a,
        "b": both.name_b,
        "per_m2_year": {key: pair(values) for key, values in both.per_m2_year.items()},
        "total_kg_co2e": {key: pair(values) for key, values in both.total_kg_co2e.items()},
        "elements": [{"element": name, **pair(values)} for name, values in both.elements.items()],
        "rows": [
            {
                "element": row.element,
                "name": row.name,
                "in": "both" if row.a and row.b else "a" if row.a else "b",
                "changed": list(row.changed),
                **pair(row.kg),
            }
            for row in both.rows
        ],
    }


def lca_case(
    building: Building,
    assessment: Assessment,
    limits: Sequence[Any],
    low_emission_class: Any,
    language: Language,
) -> dict[str, Any]:
    """One case; a figure nobody has told is null."""
    coverage, circularity = assessment.coverage, assessment.circularity
    return {
        "name": building.name,
        "study_period_years": assessment.study_period_years,
        "material_data": assessment.material_data,
        "energy_series": assessment.energy_series,
        "per_m2_year": sums(assessment.per_m2_year),
        "total_kg_co2e": sums(assessment.total_kg_co2e),
        "partial": sums(assessment.partial) if assessment.partial is not None else None,
        "elements": [_element(row) for row in assessment.elements],
        "coverage": {
            "essential": list(coverage.essential),
            "mass_share": figure(coverage.mass_share),
            "element_share": figure(coverage.element_share),
            "cost_share": figure(coverage.cost_share),
            "missing": [
                {
                    "element": gap.element,
                    "name": gap.name,
                    "modules": list(gap.modules),
                    "reason": gap.reason if language == "da" else gap.reason_en or gap.reason,
                    "suggestion": gap.suggestion if language == "da" else gap.suggestion_en or gap.suggestion,
                }
                for gap in coverage.missing
            ],
        },
        "limits": [{key: plain(getattr(limit, key)) for key in LIMIT_KEYS} for limit in limits],
        "low_emission_class": _class(low_emission_class),
        "circularity": {
            "reused_mass_share": figure(circularity.reused_mass_share),
            "recycled_mass_share": figure(circularity.recycled_mass_share),
            "bio_based_mass_share": figure(circularity.bio_based_mass_share),
        },
        "warnings": list(assessment.warnings if language == "da" else assessment.warnings_en),
        "error": None,
    }


def lca_error(name: str, fault: Fault, language: Language) -> dict[str, Any]:
    """A case that could not be read: everything unknown, and the fault."""
    unknown = dict.fromkeys(KEYS)
    return {
        "name": name,
        "study_period_years": 50,
        "material_data": "",
        "energy_series": "",
        "per_m2_year": unknown,
        "total_kg_co2e": unknown,
        "partial": None,
        "elements": [],
        "coverage": {"essential": [], "mass_share": None, "element_share": None, "cost_share": None, "missing": []},
        "limits": [],
        "low_emission_class": None,
        "circularity": {"reused_mass_share": None, "recycled_mass_share": None, "bio_based_mass_share": None},
        "warnings": [],
        "error": fault.parts(language),
    }


def sums(modules: Modules) -> dict[str, float | None]:
    return {key: figure(modules.get(key)) for key in KEYS}


def figure(value: Decimal | None) -> float | None:
    """A decimal as a JSON number; never -0."""
    return None if value is None else float(value) + 0.0


def plain(value: Any) -> Any:
    return figure(value) if isinstance(value, Decimal) else value


def _element(row: ElementResult) -> dict[str, Any]:
    return {
        "element": row.element,
        "label": row.label,
        "name": row.name,
        "material": row.material,
        "material_name": row.material_name,
        "status": row.status,
        "mass_kg": figure(row.mass_kg),
        "modules": {name: figure(row.modules.get(name)) for name in ROW_MODULES},
        "service_life_years": figure(row.service_life_years),
        "service_life_source": row.service_life_source,
        "data": {"standard": row.data.standard, "type": row.data.type, "valid": row.data.valid},
    }


def _class(judged: Any) -> dict[str, Any] | None:
    """The low-emission class; None where no rule knows one for the case."""
    if judged is None:
        return None
    return {
        "verdict": judged.verdict,
        **{
            name: {"value": figure(getattr(judged, name).value), "limit": figure(getattr(judged, name).limit)}
            for name in ("building", "construction_process")
        },
    }
