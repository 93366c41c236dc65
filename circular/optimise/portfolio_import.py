"""A building list of others (an energy-label or BBR export, a list of one's own) as the buildings of a portfolio.

Columns are recognised by their headers or told with `--map`; what is missing is filled from lca_data/stock/fill.yaml where it
holds a figure, and marked as assumed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from circular import strict_yaml
from circular.building.tables import Cell, cell_name, csv_table, workbook
from circular.faults import Fault, Said, nearest
from circular.optimise.energy_label import LABELS
from circular.shelf import shelf

NUMBERS = ("heated_area_m2", "reference_area_m2", "heat_kwh_year", "electricity_kwh_year", "year_built", "weight")
NEEDED = ("heated_area_m2", "building_type", "now.heating", "now.heat_kwh_year", "now.electricity_kwh_year")
"""What a building must have before it can be planned."""
ELECTRIC = ("heat_pump", "electricity")
HEADER_ROWS = 30
UNTOLD = ("A", "-", "–", "INGEN", "NONE")
"""No label; the old class A does not say which of three it is."""


@dataclass
class Imported:
    """The buildings as tables of portfolio/1, and what is to be told of them."""

    buildings: list[dict[str, Any]]
    columns: dict[str, str]
    """Our field -> the header it was read from."""
    unused: list[str]
    """Headers nobody asked for."""
    lacking: dict[str, list[str]] = field(default_factory=dict)
    """Field -> the buildings that lack it still."""
    filled: dict[str, int] = field(default_factory=dict)
    """Field -> how many buildings it was filled for."""

    @property
    def assumed_share(self) -> float:
        """Assumed figures among all figures of area and energy."""
        told = sum(len(_figures(one)) for one in self.buildings)
        return sum(self.filled.get(name, 0) for name in FIGURES) / told if told else 0.0


FIGURES = ("heated_area_m2", "reference_area_m2", "now.heat_kwh_year", "now.electricity_kwh_year")


def _figures(one: Mapping[str, Any]) -> list[str]:
    has = [name for name in ("heated_area_m2", "reference_area_m2") if name in one]
    return has + [name for name in ("heat_kwh_year", "electricity_kwh_year") if name in one["now"]]


@cache
def _data(name: str) -> dict[str, Any]:
    data, _ = strict_yaml.load(
        (shelf("lca_data") / "stock" / f"{name}.yaml").read_bytes(), f"lca_data/stock/{name}.yaml"
    )
    found: dict[str, Any] = data
    return found


def plain(text: object) -> str:
    """Letters and digits only, lower case."""
    return re.sub(r"[^\w]|_", "", str(text).casefold())


def import_list(path: Path, maps: Iterable[str] = ()) -> Imported:
    """The buildings of a list; raises Fault naming file, sheet, row and field for what cannot be understood."""
    columns, words = _maps(maps)
    sheet, rows = _rows(path)
    at, found = _header(path, sheet, rows, columns)
    headers = [str(cell) if cell is not None else "" for cell in rows[at]]
    reader = _Reader(str(path), sheet, found, headers, words)
    buildings: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[at + 1 :], at + 1):
        if all(cell is None for cell in row):
            continue
        one = reader.building(row, number)
        if one["id"] in seen:
            reader.refuse("id", number, (f"bygningen '{one['id']}' står to gange", f"the building '{one['id']}' stands twice"), (f"den stod først i række {seen[one['id']]}; vælg en kolonne med entydige navne med --map id=…", f"it stood first in row {seen[one['id']]}; choose a column of unique names with --map id=…"))  # fmt: skip
        seen[one["id"]] = number + 1
        buildings.append(one)
    if not buildings:
        raise Fault(str(path), sheet, ("der er ingen bygninger under overskrifterne", "there are no buildings below the headers"))  # fmt: skip
    made = Imported(buildings, {name: headers[i] for name, i in found.items()}, [h for i, h in enumerate(headers) if h and i not in found.values()])  # fmt: skip
    for one in buildings:
        _fill(one, made)
    return made


def _maps(maps: Iterable[str]) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """`field=Header` names a column, `field:word=our word` a word of one."""
    columns, words = {}, {}
    known = list(_data("columns")["columns"])
    for text in maps:
        left, equals, right = text.partition("=")
        name, colon, word = left.partition(":")
        if not equals or name.strip() not in known or not right.strip():
            near = nearest(name.strip(), known, 1) or [", ".join(known)]
            raise Fault("", "--map", (f"'{text}' er ikke felt=kolonne eller felt:ord=vores ord", f"'{text}' is not field=column or field:word=our word"), (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?"))  # fmt: skip
        if colon:
            words[name.strip(), plain(word)] = right.strip()
        else:
            columns[name.strip()] = right.strip()
    return columns, words


def _rows(path: Path) -> tuple[str, list[list[Cell]]]:
    """The sheet with most rows, or the CSV file."""
    if not path.is_file():
        raise Fault(str(path), "", ("findes ikke", "does not exist"), ("se efter stavefejl i stien", "check the path"))
    if path.suffix.casefold() in (".csv", ".txt", ".tsv"):
        return "", csv_table(path.read_bytes(), str(path))
    sheets = workbook(path)
    name = max(sheets, key=lambda one: len(sheets[one]), default="")
    return name, sheets.get(name, [])


def _header(path: Path, sheet: str, rows: list[list[Cell]], told: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """The row of headers among the first ones, and the column of each field."""
    known = {name: {plain(word) for word in words} for name, words in _data("columns")["columns"].items()}
    best: dict[str, int] = {}
    at = 0
    for number, row in enumerate(rows[:HEADER_ROWS]):
        heads = [plain(cell) if isinstance(cell, str) else "" for cell in row]
        found: dict[str, int] = {}
        for name, words in known.items():
            if name in told:
                hit = [i for i, head in enumerate(heads) if head and head == plain(told[name])]
            else:
                hit = [i for i, head in enumerate(heads) if head in words]
                hit.sort(key=lambda i, name=name: _data("columns")["columns"][name].index(next(w for w in _data("columns")["columns"][name] if plain(w) == heads[i])))  # type: ignore[misc]  # fmt: skip
            if hit and hit[0] not in found.values():
                found[name] = hit[0]
        if len(found) > len(best):
            best, at = found, number
    missing = [name for name in told if name not in best]
    if missing:
        headers = [str(cell) for cell in rows[at] if cell is not None] if rows else []
        near = nearest(told[missing[0]], headers, 1)
        raise Fault(str(path), sheet, (f"kolonnen '{told[missing[0]]}' findes ikke", f"there is no column '{told[missing[0]]}'"), (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?") if near else "")  # fmt: skip
    if "id" not in best or len(best) < 2:
        raise Fault(str(path), sheet, ("ingen række ligner overskrifter på en bygningsliste", "no row looks like the headers of a building list"), ("nævn kolonnerne, fx --map id=Bygning --map heated_area_m2=Areal", "name the columns, e.g. --map id=Building --map heated_area_m2=Area"))  # fmt: skip
    return at, best


class _Reader:
    """One row of the list as a building."""

    def __init__(
        self, file: str, sheet: str, found: dict[str, int], headers: list[str], words: dict[tuple[str, str], str]
    ) -> None:
        self.file, self.sheet, self.found, self.headers, self.words = file, sheet, found, headers, words
        self.known = {
            kind: {plain(word): ours for ours, many in table.items() for word in many}
            for kind, table in _data("columns")["words"].items()
        }

    def refuse(self, name: str, row: int, fault: Said, hint: Said = "") -> NoReturn:
        place = cell_name(self.sheet, row, self.found.get(name, 0))
        raise Fault(self.file, place, fault, hint)

    def building(self, row: list[Cell], number: int) -> dict[str, Any]:
        def cell(name: str) -> Cell:
            column = self.found.get(name)
            return row[column] if column is not None and column < len(row) else None

        name = cell("id")
        if name is None:
            self.refuse("id", number, ("bygningen har intet navn", "the building has no name"), ("udfyld cellen, eller slet rækken", "fill in the cell, or delete the row"))  # fmt: skip
        one: dict[str, Any] = {"id": _text(name), "now": {}}
        for key in NUMBERS:
            value = cell(key)
            if value is None:
                continue
            home = one["now"] if key.endswith("kwh_year") else one
            home[key] = self._number(value, key, number)
        if (kind := cell("building_type")) is not None:
            one["building_type"] = self._word(kind, "building_type", number)
        if (label := cell("label")) is not None:
            one["now"]["label"] = self._label(label, number)
        if (kept := cell("protected")) is not None and self._word(kept, "protected", number) == "true":
            one["protected"] = True
        heating = self._heating(cell("heating"), cell("fuel"), number)
        if heating is not None:
            one["now"]["heating"] = heating
            _all_in_electricity(one["now"])
        return one

    def _number(self, value: Cell, name: str, row: int) -> Decimal:
        text = _text(value)
        try:
            number = Decimal(text) if not isinstance(value, str) else _danish(text)
        except InvalidOperation:
            self.refuse(name, row, (f"'{self.headers[self.found[name]]}' skal være et tal, ikke '{text}'", f"'{self.headers[self.found[name]]}' must be a number, not '{text}'"), ("skriv tallet uden enhed", "write the number without a unit"))  # fmt: skip
        if not number.is_finite() or number < 0 or (name in ("weight", "year_built") and number != number.to_integral_value()):  # fmt: skip
            self.refuse(name, row, (f"'{self.headers[self.found[name]]}' kan ikke være {text}", f"'{self.headers[self.found[name]]}' cannot be {text}"), ("ret tallet", "correct the number"))  # fmt: skip
        return number

    def _word(self, value: Cell, name: str, row: int) -> str:
        text = plain(_text(value))
        said = self.words.get((name, text)) or self.known[name].get(text)
        if said is None:
            near = nearest(text, list(self.known[name]), 1)
            hint = f"--map {name}:{text}={self.known[name][near[0]] if near else next(iter(_data('columns')['words'][name]))}"  # fmt: skip
            self.refuse(name, row, (f"'{_text(value)}' er ikke et kendt ord for '{name}'", f"'{_text(value)}' is not a known word of '{name}'"), (f"oversæt det, fx {hint}", f"translate it, e.g. {hint}"))  # fmt: skip
        return said

    def _heating(self, heating: Cell, fuel: Cell, row: int) -> str | None:
        """The carrier; a boiler of the building's own is told by its fuel."""
        if heating is None and fuel is None:
            return None
        said = "fuel" if heating is None else self._word(heating, "heating", row)
        if said != "fuel":
            return said
        if fuel is None:
            self.refuse("heating", row, ("opvarmningen er et eget anlæg, men brændslet mangler", "the heating is a boiler of its own, but its fuel is missing"), ("nævn kolonnen med --map fuel=…, eller oversæt ordet med --map heating:…=gas", "name the column with --map fuel=…, or translate the word with --map heating:…=gas"))  # fmt: skip
        text = plain(_text(fuel))
        told = self.words.get(("fuel", text)) or ("" if text.isdigit() else self.known["heating"].get(text, ""))
        if not told or told == "fuel":
            self.refuse("fuel", row, (f"'{_text(fuel)}' er ikke et kendt brændsel", f"'{_text(fuel)}' is not a known fuel"), (f"oversæt det, fx --map fuel:{text}=gas", f"translate it, e.g. --map fuel:{text}=gas"))  # fmt: skip
        return told

    def _label(self, value: Cell, row: int) -> str | None:
        text = _text(value).strip().upper().replace(" ", "")
        if text not in LABELS and text not in UNTOLD:
            self.refuse("label", row, (f"'{_text(value)}' er ikke et energimærke", f"'{_text(value)}' is no energy label"), (f"mærkerne er {', '.join(LABELS)}", f"the labels are {', '.join(LABELS)}"))  # fmt: skip
        return text if text in LABELS else None


def _text(value: Cell) -> str:
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return str(int(value))
    return str(value).strip()


def _danish(text: str) -> Decimal:
    """1.234,5 and 1234.5; 1.234 alone is read as thousands only when it has that form throughout."""
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "")
    return Decimal(text.replace("\u00a0", "").replace(" ", ""))


def _all_in_electricity(now: dict[str, Any]) -> None:
    """With electric heating the whole use stands in the electricity."""
    if now.get("heating") in ELECTRIC:
        heat = now.get("heat_kwh_year") or Decimal(0)
        if heat and now.get("electricity_kwh_year") is not None:
            now["electricity_kwh_year"] += heat
        now["heat_kwh_year"] = Decimal(0)


def _fill(one: dict[str, Any], made: Imported) -> None:
    """Take from the shipped figures what the list does not tell, mark it, and note what is lacking still."""
    fill, now = _data("fill"), one["now"]
    now = {key: value for key, value in now.items() if value is not None}
    assumed: dict[str, str] = {}
    if "heated_area_m2" not in one and "reference_area_m2" in one:
        one["heated_area_m2"] = one["reference_area_m2"]
        assumed["heated_area_m2"] = "reference_area_m2"
    per_m2 = fill["heat_use"]["kwh_m2_year"].get(one.get("building_type"))
    if (
        "heat_kwh_year" not in now
        and now.get("heating") not in (*ELECTRIC, None)
        and per_m2
        and "heated_area_m2" in one
    ):
        now["heat_kwh_year"] = (one["heated_area_m2"] * per_m2).to_integral_value()
        assumed["now.heat_kwh_year"] = f"{per_m2} kWh/m²: {fill['heat_use']['source']}"
    if (values := _u_values(one)) is not None:
        one["u_values_now"] = values
        assumed["u_values_now"] = str(fill["u_values"]["source"])
    one["now"] = now
    if assumed:
        one["assumed"] = assumed
    for name in assumed:
        made.filled[name] = made.filled.get(name, 0) + 1
    for name in NEEDED:
        home, key = (now, name.removeprefix("now.")) if name.startswith("now.") else (one, name)
        if key not in home:
            made.lacking.setdefault(name, []).append(one["id"])


def _u_values(one: Mapping[str, Any]) -> dict[str, Decimal] | None:
    """Today's U-values by the class of the year built and the type; None where the table has no class."""
    table, year = _data("fill")["u_values"], one.get("year_built")
    row = next((i for i, last in enumerate(table["to_year"]) if year is not None and year <= last), None)
    if row is None or "building_type" not in one:
        return None
    kind = one["building_type"] if one["building_type"] in ("house", "apartments") else table["other"]
    roof, floor, wall, window = (Decimal(value) for value in table[kind][row])
    return {"roof": roof, "roof_insulation": roof, "ground_floor": floor, "outer_wall": wall, "window": window}
