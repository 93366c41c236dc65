"""The JSON Schema of a rule file, for editors; the loader checks more than a schema can say."""

from __future__ import annotations

from typing import Any

from circular.rulebook.checks import check_kinds
from circular.rulebook.conditions import OPERATORS
from circular.rulebook.dated import CONFIDENCES, STATUSES
from circular.rulebook.load import goals
from circular.rulebook.model import SEVERITIES, VERDICTS
from circular.rulebook.read_rule import ALLOWED, BASES, CODE, FEEDS, NAME, NEEDED
from circular.rulebook.vocabulary import SUBJECTS, vocabulary

SCHEMA = "https://json-schema.org/draft/2020-12/schema"
WORDS = {"type": "object", "additionalProperties": False, "required": ["da", "en"], "properties": {"da": {"type": "string"}, "en": {"type": "string"}}}  # fmt: skip


def rule_schema() -> dict[str, Any]:
    """The schema, with every fact, unit, check, operator and goal the program knows."""
    known = vocabulary()
    facts = sorted({name for subject in known.subjects.values() for name in subject})
    items = sorted({name for kind in known.items.values() for name in kind})
    properties: dict[str, Any] = {
        "code": {"type": "string", "pattern": _plain(CODE.pattern)},
        "name": {"type": "string", "pattern": _plain(NAME.pattern)},
        "title": WORDS,
        "why": WORDS,
        "subject": {"enum": list(SUBJECTS)},
        "severity": {"anyOf": [{"enum": list(SEVERITIES)}, {"type": "array", "minItems": 1, "items": _object({"is": {"enum": list(SEVERITIES)}, "from": {"$ref": "#/$defs/from"}, "source": {"type": "string"}}, ["is"])}]},
        "basis": {"enum": list(BASES)},
        "goal": {"enum": sorted(goals())},
        "dated_by": {"type": "array", "minItems": 1, "items": {"enum": sorted(n for n in facts if _is_date(n))}},
        "applies_when": {"$ref": "#/$defs/condition"},
        "parameters": {"type": "object", "additionalProperties": {"$ref": "#/$defs/parameter"}},
        "check": {"$ref": "#/$defs/check"},
        "message": WORDS,
        "holds": WORDS,
        "untold": WORDS,
        "feeds": {"enum": list(FEEDS)},
        "doubts": {"type": "array", "items": _object({"when": {"$ref": "#/$defs/condition"}, "mark": {"type": "string"}, "why": WORDS, "blocks_pass": {"type": "boolean"}}, ["when", "mark", "why"])},
        "remedy": _object({"clause": {"type": "string"}, "clause_of": {"type": "object", "additionalProperties": {"type": "string"}}, "optimise": {"type": "boolean"}, "text": WORDS}, []),
        "sources": {"type": "object", "additionalProperties": _object({"ref": {"type": "string"}, "en": {"type": "string"}, "url": {"type": "string"}, "read_on": {"type": "string"}}, ["ref"])},
        "examples": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/example"}},
    }  # fmt: skip
    assert set(properties) == {*NEEDED, *ALLOWED}
    return {
        "$schema": SCHEMA,
        "title": "circular rule",
        "description": "One rule of `circular`; docs/rules-format.md explains every key.",
        **_object(properties, list(NEEDED)),
        "$defs": _definitions(sorted({*facts, *items}), list(known.units)),
    }


def _definitions(facts: list[str], units: list[str]) -> dict[str, Any]:
    any_value: dict[str, Any] = {}
    condition = {
        "anyOf": [
            _object({"fact": {"anyOf": [{"enum": facts}, {"type": "string", "pattern": r"^a\."}]}, **dict.fromkeys(OPERATORS, any_value)}, ["fact"]),
            *(_object({how: {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/condition"}}}, [how]) for how in ("all", "any")),
            _object({"not": {"$ref": "#/$defs/condition"}}, ["not"]),
        ]
    }  # fmt: skip
    row = _object(
        {
            "from": {"$ref": "#/$defs/from"}, "when": {"$ref": "#/$defs/condition"}, "regime": {"type": "string"},
            "status": {"enum": list(STATUSES)}, "confidence": {"enum": list(CONFIDENCES)}, "source": {"type": "string"},
            "note": {"type": "string"}, "value": any_value,
        },
        ["value"],
    )  # fmt: skip
    joined = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/check"}}
    checks = {
        word: joined if word in ("all_of", "any_of", "none_of") else {"type": "object", "description": f"Fails when {kind.fails[1]}; unknown when {kind.unknown[1]}."}
        for word, kind in check_kinds().items()
    }  # fmt: skip
    return {
        "from": {"anyOf": [{"type": "string"}, _object({"earliest": {"type": "string"}, "latest": {"type": "string"}}, ["earliest", "latest"])]},
        "condition": condition,
        "parameter": _object({"unit": {"enum": units}, "by": {"type": "string"}, "values": {"type": "array", "minItems": 1, "items": row}}, ["values"]),
        "check": {**_object(checks, []), "minProperties": 1, "maxProperties": 1},
        "example": _object(
            {
                "name": {"anyOf": [{"type": "string"}, WORDS]}, "given": {"type": ["object", "null"]}, "expect": {"enum": list(VERDICTS)},
                "judged_on": {"type": "string"}, "clauses": {"type": "array"}, "text": {"type": "string"}, "documents": {"type": "array"},
                "missing": {"type": "array", "items": {"type": "string"}}, "provisional": {"type": "boolean"},
                "severity": {"enum": list(SEVERITIES)},
            },
            ["name", "given", "expect"],
        ),
    }  # fmt: skip


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _plain(pattern: str) -> str:
    return f"^{pattern.removesuffix(chr(92) + 'Z')}$"


def _is_date(name: str) -> bool:
    return any(name in subject and subject[name].type == "date" for subject in vocabulary().subjects.values())
