"""Reads the workbook of `circular new portfolio`: the same tables as portfolio/1 in YAML, every fault with sheet, cell and field."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from circular.building.foreign import printable
from circular.building.tables import Cell, cell_name, sheets_of
from circular.faults import Fault, Said, nearest
from circular.optimise.fields import Fields
from circular.optimise.fields import Path as At
from circular.optimise.portfolio_layout import (
    CHOICES,
    EXAMPLE,
    FIRST_ROW,
    KEY_ROW,
    MARK,
    NOTE,
    SHEETS,
    TABLES,
    TOP,
    words_of,
)
from circular.optimise.portfolio_model import Portfolio
from circular.optimise.portfolio_reader import portfolio_of
from circular.optimise.portfolio_workbook_choices import join_choices

Row = dict[str, Any]


def is_portfolio_workbook(path: Path) -> bool:
    """Whether the workbook is one of ours: its first sheet begins with the mark."""
    try:
        sheets = sheets_of(path, first=True, rows=1)
    except Fault:  # damaged, locked and foreign books are left to the reader of projects, which says what is wrong
        return False
    first = next(iter(sheets.values()), [])
    return bool(first and first[0] and str(first[0][0]).strip() == MARK)


class Places:
    """The cell of every part of the portfolio, asked by its path."""

    def __init__(self) -> None:
        self.rows: dict[At, tuple[str, int, dict[str, int]]] = {}
        """Path of a row -> sheet, row from 0, column of each key."""
        self.cells: dict[At, str] = {}

    def __getitem__(self, path: At) -> str:
        for length in range(len(path), -1, -1):
            if path[:length] in self.cells:
                return self.cells[path[:length]]
            if path[:length] in self.rows:
                sheet, row, columns = self.rows[path[:length]]
                rest = [str(part) for part in path[length:]]
                for key in ("_".join(rest[:2]), rest[0] if rest else ""):
                    if key in columns:
                        return cell_name(sheet, row, columns[key])
                return f"{sheet}!{row + 1}"
        return ""


def read_portfolio_workbook(path: Path) -> Portfolio:
    """The portfolio in the workbook; raises Fault naming sheet, cell and field."""
    reader = _Workbook(path)
    data = reader.top()
    reader.years(data)
    reader.buildings(data)
    reader.limits(data)
    return portfolio_of(data, Fields(str(path), reader.places), name=path.stem)


class _Workbook:
    def __init__(self, path: Path) -> None:
        self.file = str(path)
        self.book = sheets_of(path)
        self.places = Places()

    def refuse(self, place: str, fault: Said, hint: Said = "") -> NoReturn:
        raise Fault(self.file, place, fault, hint)

    def sheet(self, name: str, *, needed: bool = True) -> tuple[str, list[list[Any]]]:
        titles = (SHEETS[name].da, SHEETS[name].en)
        for title in titles:
            if title in self.book:
                return title, self.book[title]
        if needed:
            self.refuse("", (f"arket '{titles[0]}' mangler", f"the sheet '{titles[1]}' is missing"), ("begynd med circular new portfolio", "start with circular new portfolio"))  # fmt: skip
        return titles[0], []

    def top(self) -> Row:
        title, rows = self.sheet("portfolio")
        kinds = {field.key: field.kind for field in TOP}
        found: Row = {}
        for number, row in enumerate(rows[FIRST_ROW - 1 :], FIRST_ROW - 1):
            key = str(row[4]).strip() if len(row) > 4 else ""
            if not key:
                continue
            place = cell_name(title, number, 2)
            if key not in kinds:
                self.refuse(cell_name(title, number, 4), (f"ukendt nøgle '{key}'", f"unknown key '{key}'"), ("lad kolonne E stå", "leave column E alone"))  # fmt: skip
            value = self.value(row[2], kinds[key], key, place)
            if value is not None:
                found[key] = value
                self.places.cells[tuple(key.split("."))] = place
        data: Row = {"circular": "portfolio/1"}
        data |= {
            key: found[key]
            for key in ("name", "horizon_years", "fossil_heating_out_by", "stages", "material_data")
            if key in found
        }
        for key in ("prices", "label_by", "low_emission_class"):
            part = {name.split(".")[1]: value for name, value in found.items() if name.startswith(f"{key}.")}
            if part:
                data[key] = part
        if found.get("carry_over") is True or "carry_over_max_dkk" in found:
            most = found.get("carry_over_max_dkk")
            data["carry_over"] = True if most is None else {"max_dkk": most}
            self.places.cells[("carry_over", "max_dkk")] = self.places[("carry_over_max_dkk",)]
        if found.get("label_scale") is True:
            data["label_scale"] = "danish"
        if "factors.oil" in found:
            data["factors"] = {"oil": {2023: found["factors.oil"], "source": found.get("factors.oil.source")}}
        return data

    def years(self, data: Row) -> None:
        rows = self.table("years")
        data["years"] = []
        for i, (row, at) in enumerate(rows):
            self.places.cells[("years", i)] = cell_name(at[0], at[1], at[2].get("year", 0))
            year = row.get("year")
            data["years"].append(year)
            key: Any = int(year) if isinstance(year, Decimal) and year == year.to_integral_value() else year
            for name in ("budget_dkk", "label_spend_floor_dkk", "max_buildings_at_once", "max_kg_co2e", "min_pv_kwh_year"):  # fmt: skip
                if row.get(name) is not None:
                    data.setdefault(name, {})[key] = row[name]
                    self.places.cells[(name, key)] = cell_name(at[0], at[1], at[2][name])
            self.places.cells.setdefault(("budget_dkk",), cell_name(at[0], at[1], at[2].get("budget_dkk", 0)))

    def buildings(self, data: Row) -> None:
        data["buildings"] = []
        at_of: dict[str, int] = {}
        for row, at in self.table("buildings"):
            i = len(data["buildings"])
            self.places.rows[("buildings", i)] = at
            now = {key.removeprefix("now_"): row.pop(key) for key in list(row) if key.startswith("now_")}
            data["buildings"].append({**row, "now": now})
            at_of.setdefault(str(row.get("id")), i)
        for row, at in self.table("packages"):
            owner = str(row.pop("building", ""))
            if owner not in at_of:
                near = nearest(owner, list(at_of)[:5000], 1)
                self.refuse(cell_name(at[0], at[1], at[2].get("building", 1)), (f"'{owner}' er ikke en bygning", f"'{owner}' is not a building"), (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?") if near else "")  # fmt: skip
            packages = data["buildings"][at_of[owner]].setdefault("packages", [])
            self.places.rows[("buildings", at_of[owner], "packages", len(packages))] = at
            packages.append(row)
        self.follows(data, at_of)
        join_choices({name: self.table(name, needed=False) for name in CHOICES}, data["buildings"], at_of, self.places.rows, self.refuse)  # fmt: skip
        if not data["buildings"]:
            self.refuse(SHEETS["buildings"].da, ("der er ingen bygninger; eksemplet læses ikke", "there are no buildings; the example is not read"), ("skriv dine bygninger under det", "write your buildings below it"))  # fmt: skip

    def follows(self, data: Row, at_of: dict[str, int]) -> None:
        """What a heating package buys when it follows an envelope package."""
        for row, at in self.table("after", needed=False):
            owner, name, first = (str(row.pop(key, "")) for key in ("building", "package", "follows"))
            packages = data["buildings"][at_of[owner]].get("packages", []) if owner in at_of else []
            index = next((i for i, one in enumerate(packages) if str(one.get("name")) == name), None)
            if index is None:
                self.refuse(cell_name(at[0], at[1], at[2].get("package", 2)), (f"'{owner}' har ingen pakke '{name}'", f"'{owner}' has no package '{name}'"), ("skriv navnene som i arket Pakker", "write the names as in the sheet of packages"))  # fmt: skip
            packages[index].setdefault("after", {})[first] = row
            self.places.rows[("buildings", at_of[owner], "packages", index, "after", first)] = at

    def limits(self, data: Row) -> None:
        for row, at in self.table("limits", needed=False):
            kind, what, value = str(row.get("demand")), str(row.get("what")), row.get("value")
            place = cell_name(at[0], at[1], at[2].get("demand", 1))
            if kind == "ban":
                data.setdefault("ban", []).append(what)
                self.places.cells[("ban", len(data["ban"]) - 1)] = place
            elif kind == "pin":
                data.setdefault("pin", {}).setdefault(what, []).append({"package": value} if isinstance(value, str) else {"year": value})  # fmt: skip
                self.places.cells[("pin", what)] = place
            elif kind in ("stock", "u_values"):
                data.setdefault(kind, {})[what] = _number(value)
                self.places.cells[(kind, what)] = cell_name(at[0], at[1], at[2].get("value", 3))
            else:
                self.refuse(place, (f"'{kind}' er ikke et kendt krav", f"'{kind}' is not a known demand"), ("vælg mellem stock, u_values, pin og ban", "choose from stock, u_values, pin and ban"))  # fmt: skip

    def table(self, name: str, *, needed: bool = True) -> list[tuple[Row, tuple[str, int, dict[str, int]]]]:
        """The rows of a table without blank ones and examples, each with its sheet, row and columns."""
        title, rows = self.sheet(name, needed=needed)
        if not rows:
            return []
        known = {field.key: field.kind for field in TABLES[name]}
        keys = [str(cell).strip() for cell in rows[KEY_ROW - 1]] if len(rows) >= KEY_ROW else []
        columns: dict[str, int] = {}
        for index, key in enumerate(keys):
            if not key or key == NOTE:
                continue
            if key not in known or key in columns:
                self.refuse(cell_name(title, KEY_ROW - 1, index), (f"ukendt nøgle '{key}', eller den står to gange", f"unknown key '{key}', or it stands twice"), ("lad række 3 stå", "leave row 3 alone"))  # fmt: skip
            columns[key] = index
        if not columns:
            self.refuse(f"{title}!{KEY_ROW}", ("nøglerne i række 3 mangler", "the keys in row 3 are missing"), ("begynd med circular new portfolio", "start with circular new portfolio"))  # fmt: skip
        note = keys.index(NOTE) if NOTE in keys else None
        examples = (EXAMPLE.da, EXAMPLE.en)
        found = []
        for number, cells in enumerate(rows[FIRST_ROW - 1 :], FIRST_ROW - 1):
            if note is not None and cells[note] in examples:
                continue
            row: Row = {}
            for key, index in columns.items():
                raw = cells[index]
                if raw != "" and raw is not None:
                    value = self.value(raw, known[key], key, cell_name(title, number, index) if known[key] not in ("number", "signed") else "")  # fmt: skip
                    if value is not None:
                        row[key] = value
            if row:
                found.append((row, (title, number, columns)))
        return found

    def value(self, raw: Any, kind: str, key: str, place: str) -> Any:
        """The value of a cell as the YAML would hold it; what cannot be told stays as it is and is refused by its field."""
        if isinstance(raw, str):
            raw = printable(raw).strip() or None
        if raw is None:
            return None
        known = words_of(kind)
        if known is not None:
            return self._word(raw, kind, key, place)
        if kind in ("number", "signed"):
            return _number(raw)
        text = str(_number(raw)) if not isinstance(raw, str) else raw
        if kind == "list":
            if text.casefold() in ("true", "ja", "yes", "1"):
                return True if key == "protected" else [_number(text)]
            return [_number(word) for word in text.split()]
        if kind == "table":
            parts = [part.strip() for part in (text.split("|") if key == "assumed" else text.split())]
            pairs = [part.partition("=") for part in parts if part]
            if not all(equals for _, equals, _ in pairs):
                self.refuse(place, (f"'{text}' er ikke navn=værdi", f"'{text}' is not name=value"), ("skriv fx outer_wall=0.15", "write e.g. outer_wall=0.15"))  # fmt: skip
            return {name.strip(): value.strip() if key == "assumed" else _number(value.strip()) for name, _, value in pairs}  # fmt: skip
        return text

    def _word(self, raw: Any, kind: str, key: str, place: str) -> Any:
        known = _meaning(kind)
        text = str(raw).casefold().strip()
        if text not in known:
            near = nearest(text, list(known), 1)
            self.refuse(place, (f"'{raw}' er ikke en kendt værdi af '{key}'", f"'{raw}' is not a known value of '{key}'"), (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?") if near else (f"vælg mellem {', '.join(words_of(kind) or {})}", f"choose from {', '.join(words_of(kind) or {})}"))  # fmt: skip
        word = known[text]
        return word == "true" if kind == "flag" else word


@cache
def _meaning(kind: str) -> dict[str, str]:
    """Id by any way it may be written, lower case."""
    found: dict[str, str] = {}
    for name, pair in (words_of(kind) or {}).items():
        for text in (name, pair.da, pair.en):
            found.setdefault(text.casefold(), name)
    return found


def _number(raw: Cell | float | int) -> Any:
    """The exact decimal that is shown; a text that is a plain number too, any other stays a text."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, (int, float)):
        return Decimal(repr(raw)) if math.isfinite(raw) else str(raw)
    if isinstance(raw, str):
        try:
            number = Decimal(raw)
        except ArithmeticError:
            return raw
        return number if number.is_finite() else raw
    return raw
