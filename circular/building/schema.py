"""The JSON Schema of building/1, made of the model that the reader fills: an editor checks the file while it is written."""

from __future__ import annotations

from typing import Any

from circular.building.build import FORMAT, KEYS, REQUIRED
from circular.building.elements import elements
from circular.building.model import Building

OURS = "#/$defs/Source"
RENAMED = {"lambda_w_mk": "lambda"}


def project_schema() -> dict[str, Any]:
    """Keys, words and kinds of values of a project file; what the reader also holds against each other is not in it."""
    whole = Building.model_json_schema()
    kinds = {
        name: _plain(kind) for name, kind in whole.pop("$defs").items() if name not in ("Source", "LibraryProduct")
    }
    top = _plain(whole)["properties"]
    properties: dict[str, Any] = {"circular": {"const": FORMAT}}
    properties |= {key: top[key] for key in KEYS if key in top}
    for kind in ("Component", "Choice"):
        kinds[kind]["properties"]["element"] = {"enum": list(elements())}
    kinds["Component"]["required"] = kinds["Choice"]["required"] = ["element"]
    kinds["Choice"]["required"] = ["element", "options"]
    kinds["MaterialUse"].pop("required", None)
    kinds["Removal"].pop("required", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "description": "A building project: what `circular check`, `circular lca` and `circular optimise` read.",
        "type": "object",
        "additionalProperties": False,
        "required": list(REQUIRED),
        "properties": properties,
        "$defs": kinds,
    }


def _plain(part: Any) -> Any:
    """The schema of pydantic without titles and defaults, with the names of the file, and with numbers as numbers."""
    if isinstance(part, list):
        return [_plain(item) for item in part]
    if not isinstance(part, dict):
        return part
    ways = part.get("anyOf")
    if isinstance(ways, list) and any(way.get("type") == "number" for way in ways):
        part = {**part, "anyOf": [way for way in ways if way.get("type") != "string" or "enum" in way]}
    found: dict[str, Any] = {}
    for key, value in part.items():
        if key in ("title", "default"):
            continue
        if key == "properties":
            value = {RENAMED.get(name, name): kind for name, kind in value.items() if OURS not in str(kind)}
        found[key] = _plain(value)
    return found["anyOf"][0] if list(found) == ["anyOf"] and len(found["anyOf"]) == 1 else found
