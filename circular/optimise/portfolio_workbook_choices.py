"""The sheets of `choices` in a portfolio's workbook: entries, their options and the materials of these, joined building by building."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any, NoReturn, Protocol

from circular.building.tables import cell_name
from circular.faults import Said, nearest
from circular.optimise.fields import Path as At

Row = dict[str, Any]
Where = tuple[str, int, dict[str, int]]
"""Sheet, row from 0, and the column of each key."""


class Refuse(Protocol):
    def __call__(self, place: str, fault: Said, hint: Said = "") -> NoReturn: ...


def join_choices(
    tables: Mapping[str, list[tuple[Row, Where]]],
    buildings: list[Row],
    at_of: Mapping[str, int],
    places: MutableMapping[At, Where],
    refuse: Refuse,
) -> None:
    """Put the rows of the three sheets into their buildings as `choices` of portfolio/1, and note where each stands."""
    entries: dict[tuple[int, Any, Any], int] = {}
    for row, at in tables["entries"]:
        b = _owner(row, at, at_of, refuse)
        key = (b, row.get("element"), row.get("label"))
        if key in entries:
            refuse(_cell(at, "element"), (f"valget '{key[1]}' står to gange i bygningen", f"the entry '{key[1]}' stands twice in the building"), ("skeln dem med mærke", "tell them apart by label"))  # fmt: skip
        choices = buildings[b].setdefault("choices", [])
        entries[key] = len(choices)
        places.setdefault(("buildings", b, "choices"), at)
        places["buildings", b, "choices", len(choices)] = at
        choices.append({**row, "options": []})
    options: dict[tuple[int, Any, Any, str], tuple[At, Row]] = {}
    for row, at in tables["options"]:
        b = _owner(row, at, at_of, refuse)
        key = (b, row.pop("element", None), row.pop("label", None))
        if key not in entries:
            refuse(_cell(at, "element"), (f"'{_told(key[1:])}' er ikke et af bygningens valg", f"'{_told(key[1:])}' is not one of the building's entries"), ("skriv det på arket Valg først", "write it on the sheet Entries first"))  # fmt: skip
        held = buildings[b]["choices"][entries[key]]["options"]
        path: At = ("buildings", b, "choices", entries[key], "options", len(held))
        places[path] = at
        held.append(row)
        options.setdefault((*key, str(row.get("name"))), (path, row))
    for row, at in tables["layers"]:
        b = _owner(row, at, at_of, refuse)
        where = (b, row.pop("element", None), row.pop("label", None), str(row.pop("option", None)))
        if where not in options:
            refuse(_cell(at, "option"), (f"'{_told(where[1:3])}/{where[3]}' er ikke en af bygningens muligheder", f"'{_told(where[1:3])}/{where[3]}' is not one of the building's options"), ("skriv den på arket Muligheder først", "write it on the sheet Options first"))  # fmt: skip
        path, option = options[where]
        kind = "removes" if row.pop("use", "built_in") == "removed" else "materials"
        layers = option.setdefault(kind, [])
        places[*path, kind, len(layers)] = at
        layers.append(row)


def _owner(row: Row, at: Where, at_of: Mapping[str, int], refuse: Refuse) -> int:
    """Position of the building that the row names."""
    owner = str(row.pop("building", ""))
    if owner not in at_of:
        near = nearest(owner, list(at_of)[:5000], 1)
        refuse(_cell(at, "building"), (f"'{owner}' er ikke en bygning", f"'{owner}' is not a building"), (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?") if near else "")  # fmt: skip
    return at_of[owner]


def _cell(at: Where, key: str) -> str:
    return cell_name(at[0], at[1], at[2].get(key, 1))


def _told(key: tuple[Any, ...]) -> str:
    """`element` or `element[label]`."""
    return f"{key[0]}[{key[1]}]" if key[1] else str(key[0])


def choice_rows(table: str, buildings: Iterable[Mapping[str, Any]]) -> list[Row]:
    """The rows of one of the three sheets for buildings that have `choices` as tables of portfolio/1."""
    rows: list[Row] = []
    for building in buildings:
        for choice in building.get("choices") or ():
            where = {"building": building["id"], "element": choice["element"], "label": choice.get("label")}
            if table == "entries":
                rows.append({**_plain(choice), **where})
                continue
            for option in choice["options"]:
                if table == "options":
                    rows.append({**_plain(option), **where})
                    continue
                for use, kind in (("built_in", "materials"), ("removed", "removes")):
                    rows += [{**_plain(part), **where, "option": option["name"], "use": use} for part in option.get(kind) or ()]  # fmt: skip
    return rows


def package_rows(buildings: Iterable[Mapping[str, Any]]) -> list[Row]:
    """The rows of the sheet of packages, for packages of a single stage."""
    return [
        {**_plain(one), "building": building["id"]} for building in buildings for one in building.get("packages") or ()
    ]


def _plain(row: Mapping[str, Any]) -> Row:
    """The row as cells: true and false as the words of the drop-downs, words with blanks between, `name=value`; no tables."""
    found: Row = {}
    for key, value in row.items():
        if isinstance(value, bool):
            found[key] = str(value).lower()
        elif isinstance(value, dict):
            found[key] = " ".join(f"{name}={amount}" for name, amount in value.items())
        elif not isinstance(value, list):
            found[key] = value
        elif not any(isinstance(part, dict) for part in value):
            found[key] = " ".join(map(str, value))
    return found
