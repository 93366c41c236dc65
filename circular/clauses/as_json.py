"""A clause as the contract of JSON tells it (formats.md §2)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from circular.clauses.model import Clause


def number_json(value: Decimal | None) -> int | float | None:
    """A whole number as int, another as float."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def clause_json(clause: Clause) -> dict[str, Any]:
    """CLAUSE, with every key present."""
    place = clause.place
    return {
        "strategy": clause.strategy,
        "concepts": list(clause.concepts),
        "role": clause.role,
        "strength": clause.strength,
        "barrier": clause.barrier,
        "struck": clause.struck,
        "condition": clause.condition,
        "exception": clause.exception,
        "quantities": [
            {"comparator": each.comparator, "value": number_json(each.value), "unit": each.unit, "of": each.of}
            for each in clause.quantities
        ],
        "weight": number_json(clause.weight),
        "weight_raw": clause.weight_raw,
        "text": clause.text,
        "language": clause.language,
        "because": clause.because,
        "evidence": [{"term": each.term, "kind": each.kind} for each in clause.evidence],
        "place": {
            "file": place.file, "part": place.part, "page": place.page, "heading": place.heading,
            "paragraph": place.paragraph, "cell": place.cell, "xpath": place.xpath,
        },
    }  # fmt: skip
