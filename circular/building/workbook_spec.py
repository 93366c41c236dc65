"""How the workbook of a project is laid out: sheets, columns, words and texts (rules/project_workbook.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from circular import strict_yaml
from circular.building.elements import elements
from circular.language import Words
from circular.shelf import shelf

MARK = "building/1"
"""Stands in A1 of every sheet's key row, so that a workbook tells that it is ours."""
FIRST_FIELD_ROW = 4
KEY_ROW = 3
FIRST_ROW = 4
NOTE = "note"
TABLES = ("uses", "components", "entries", "options", "layers", "demands")


@dataclass(frozen=True)
class Column:
    """A field of the building sheet, or a column of a table."""

    key: str
    kind: str
    name: Words
    unit: Words | None
    help: Words

    def heading(self, language: str) -> str:
        """`Areal [m²]`."""
        danish = language == "da"
        name = self.name.da if danish else self.name.en
        return name if self.unit is None else f"{name} [{self.unit.da if danish else self.unit.en}]"


@cache
def _data() -> dict[str, Any]:
    text = (shelf("rules") / "project_workbook.yaml").read_bytes()
    data, _ = strict_yaml.load(text, "rules/project_workbook.yaml")
    found: dict[str, Any] = data
    return found


def text_of(kind: str, key: str) -> Words:
    """A text of the layout: ('sheets', 'components'), ('headings', 'note')."""
    return Words(**_data()[kind][key])


def said(key: str) -> Words:
    return Words(**_data()[key])


@cache
def building_fields() -> tuple[Words | Column, ...]:
    """The building sheet from top to bottom: headings of sections, and fields."""
    return tuple(Words(**row["section"]) if "section" in row else _column(row) for row in _data()["building"])


@cache
def table_columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, without the note that begins each row."""
    return tuple(_column(row) for row in _data()["tables"][table])


def _column(row: dict[str, Any]) -> Column:
    unit = row.get("unit")
    if isinstance(unit, str):
        unit = {"da": unit, "en": unit}
    return Column(
        key=row["key"],
        kind=row["kind"],
        name=Words(da=row["da"], en=row["en"]),
        unit=Words(**unit) if unit else None,
        help=Words(**row["help"]),
    )


def examples(table: str, language: str) -> list[dict[str, Any]]:
    """The example rows of a table in the language."""
    return [
        {key: value[language] if isinstance(value, dict) else value for key, value in row.items()}
        for row in _data()["examples"].get(table, [])
    ]


@cache
def words(kind: str) -> dict[str, Words] | None:
    """The words of a closed list by their id; None where the kind is no list."""
    if kind == "element":
        return {name: element.name for name, element in elements().items()}
    known = _data()["words"].get(kind)
    return None if known is None else {name: Words(**pair) for name, pair in known.items()}


@cache
def meaning(kind: str) -> dict[str, str]:
    """Id by any way it may be written: the id itself, Danish, English; lower case."""
    known = words(kind) or {}
    found: dict[str, str] = {}
    for name, pair in known.items():
        for text in (name, pair.da, pair.en):
            found.setdefault(text.casefold(), name)
    return found
