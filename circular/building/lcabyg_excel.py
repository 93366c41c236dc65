"""Reads the Excel export of an LCAbyg result: sheets for the building, amounts, results and inputs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from circular.building.foreign import number_of
from circular.building.lcabyg_results import SECTIONS, Export, Row
from circular.building.lcabyg_words import unit_of, words
from circular.building.tables import Cell, cell_name, workbook
from circular.faults import Fault

Sheet = list[list[Cell]]
Key = tuple[str, ...]
LEVELS = {"whole": 0, "operation": 1, "process": 1, "parts": 1, "group": 2, "subgroup": 3, "element": 4, "construction": 5, "product": 6, "stage": 7}  # fmt: skip


def read_excel(path: Path) -> Export | None:
    """The export; None where the workbook holds none of its sheets; raises Fault where it holds only some of them."""
    book = {name.strip().lower(): (name, rows) for name, rows in workbook(path).items()}
    names: dict[str, str] = words()["export"]["sheets"]
    found = {key: book[name.lower()] for key, name in names.items() if name.lower() in book}
    if not {"total", "inputs", "amounts"} & set(found) or ("total" not in found and "building" not in found):
        return None
    for key in ("building", "amounts", "total", "inputs"):
        if key not in found:
            raise Fault(
                str(path),
                "",
                (f"arket '{names[key]}' mangler i Excel-eksporten fra LCAbyg", f"the sheet '{names[key]}' is missing in the Excel export of LCAbyg"),
                (f"eksportér alle ark fra {program()} eller nyere", f"export every sheet from {program()} or later"),
            )  # fmt: skip
    export = Export(str(path), "excel", [])
    _building(export, found["building"][1])
    _results(export, {section: found[section] for section in SECTIONS if section in found})
    _amounts(export, *found["amounts"])
    _inputs(export, *found["inputs"])
    read = {name for name, _ in found.values()}
    export.left_out += (*(name for name, _ in book.values() if name not in read), *(found[key][0] for key in ("normalised",) if key in found))  # fmt: skip
    return export


def program() -> str:
    """The oldest edition of LCAbyg whose export is read."""
    return str(words()["export"]["program"])


def _building(export: Export, rows: Sheet) -> None:
    labels = {str(row[0]).strip().lower(): row[1] for row in rows if len(row) > 1 and row[0] is not None}
    told = {key: labels.get(label.lower()) for key, label in words()["export"]["building"].items()}
    export.name = str(told["name"] or "")
    export.type_word = str(told["type"] or "")
    export.mode = str(told["mode"] or "")
    export.reference_area = number_of(told["reference_area"])
    export.floor_area = number_of(told["floor_area"])
    export.heated_area = number_of(told["heated_area"])
    year = number_of(told["year"])
    export.first_year = int(year) if year is not None and 1900 <= year <= 2200 else None
    export.period = number_of(told["period"])
    export.exported_kwh = number_of(told["exported"])
    export.use = {key: number_of(told[key]) for key in ("electricity", "heating")}
    for key in ("reference_area", "heated_area", "year"):
        if getattr(export, {"year": "first_year"}.get(key, key)) is None:
            label = words()["export"]["building"][key]
            raise Fault(export.file, words()["export"]["sheets"]["building"], (f"'{label}' mangler", f"'{label}' is missing"), (f"er det en Excel-eksport fra {program()}?", f"is it an Excel export of {program()}?"))  # fmt: skip


def _columns(rows: Sheet, sheet: str, file: str, wanted: tuple[str, ...]) -> dict[str, int]:
    """Where each wanted column stands in the first row; raises Fault for one that is missing."""
    names: dict[str, str] = words()["export"]["columns"]
    head = [str(cell or "").strip().lower() for cell in (rows[0] if rows else [])]
    found = {}
    for key in wanted:
        name = names[key].lower()
        if name not in head:
            raise Fault(
                file,
                sheet,
                (f"kolonnen '{names[key]}' mangler", f"the column '{names[key]}' is missing"),
                (f"er det en Excel-eksport fra {program()}?", f"is it an Excel export of {program()}?"),
            )
        found[key] = head.index(name)
    return found


def _results(export: Export, sheets: dict[str, tuple[str, Sheet]]) -> None:
    for section, (name, rows) in sheets.items():
        columns = _columns(rows, name, export.file, ("kind", "name", "replacements"))
        modules = _modules(rows, name, export.file)
        index = 0
        stack: list[tuple[int, int]] = []
        in_process = False
        for line, cells in enumerate(rows[2:], 2):
            kind = _kind(cells, columns, in_process)
            if kind is None:
                continue
            in_process = kind == "process" or (in_process and kind in ("operation", "utility", "other"))
            stated = {module: value for column, module in modules.items() if column < len(cells) and (value := number_of(cells[column])) is not None}  # fmt: skip
            place = cell_name(name, line, columns["kind"])
            label = str(cells[columns["name"]] or "").strip()
            if section == "total":
                level = _level(kind, in_process, cells, columns)
                while stack and stack[-1][0] >= level:
                    stack.pop()
                row = Row(kind, label, {}, stack[-1][1] if stack else None)
                row.replacements = number_of(cells[columns["replacements"]])
                if kind == "utility":
                    _utility(export, row, str(cells[columns["kind"]]), in_process)
                stack.append((level, len(export.rows)))
                export.rows.append(row)
            elif index >= len(export.rows) or export.rows[index].name != label:
                raise Fault(export.file, place, (f"rækken '{label}' svarer ikke til rækken i totalarket", f"the row '{label}' does not match the row of the total sheet"), ("eksportér filen igen uden at rette i den", "export the file again and do not edit it"))  # fmt: skip
            export.rows[index].stated[section] = stated
            export.rows[index].places[section] = place
            index += 1
        if index != len(export.rows):
            raise Fault(export.file, name, (f"{index} rækker mod {len(export.rows)} i totalarket", f"{index} rows against {len(export.rows)} in the total sheet"), ("eksportér filen igen", "export the file again"))  # fmt: skip
    if not any(row.kind == "product" for row in export.rows):
        raise Fault(export.file, "", ("ingen rækker med byggevarer", "no rows of products"), (f"eksportér resultaterne fra {program()} eller nyere", f"export the results from {program()} or later"))  # fmt: skip


def _modules(rows: Sheet, sheet: str, file: str) -> dict[int, str]:
    """Column -> module of the indicator that counts (GWP)."""
    export = words()["export"]
    if len(rows) < 3:
        raise Fault(file, sheet, ("arket er tomt", "the sheet is empty"))
    found = {}
    for column, (indicator, module) in enumerate(zip(rows[0], rows[1], strict=False)):
        if (
            str(indicator or "").strip().upper() == export["indicator"]
            and str(module or "").strip() in export["modules"]
        ):
            found[column] = export["modules"][str(module).strip()]
    for needed in ("sum", "a1a3", "b4", "c3", "c4", "d"):
        if needed not in found.values():
            raise Fault(file, sheet, (f"kolonnen {export['indicator']} {needed} mangler", f"the column {export['indicator']} {needed} is missing"), (f"er det en Excel-eksport fra {program()}?", f"is it an Excel export of {program()}?"))  # fmt: skip
    return found


def _kind(cells: list[Cell], columns: dict[str, int], in_process: bool) -> str | None:
    said = str(cells[columns["kind"]] or "").strip()
    if not said:
        return None
    kinds: dict[str, str] = {word: kind for kind, word in words()["export"]["kinds"].items()}
    names: dict[str, str] = words()["export"]["names"]
    kind = kinds.get(said, "other")
    if kind == "sum":
        name = str(cells[columns["name"]] or "").strip()
        return "whole" if name == names["whole"] else "parts" if name == names["parts"] else "operation"
    if kind in ("electricity", "heating"):
        return "utility"
    return "other" if kind in ("assembly", "machines") else kind


def _level(kind: str, in_process: bool, cells: list[Cell], columns: dict[str, int]) -> int:
    kinds = words()["export"]["kinds"]
    said = str(cells[columns["kind"]] or "").strip()
    if in_process and kind != "process":
        return 2 if said == kinds["assembly"] else 4 if kind == "utility" else 3
    return LEVELS.get(kind, 2 if kind == "utility" else 1)


def _utility(export: Export, row: Row, said: str, in_process: bool) -> None:
    which = "electricity" if said.strip() == words()["export"]["kinds"]["electricity"] else "heating"
    row.origin = which
    row.kwh_m2_year = None if in_process else export.use[which]
    said_words = re.findall(r"\w+", row.name.lower())
    row.carrier = next((one["carrier"] for one in words()["export"]["sources"] if one["word"] in said_words), None)
    if words()["export"]["projected"] not in said_words:
        row.fixed_year = int(words()["export"]["fixed_year"])


def _paths(rows: Sheet, columns: dict[str, int]) -> Iterator[tuple[Key, list[Cell], int, str]]:
    """Each row of a sheet with element, construction and product above it."""
    kinds: dict[str, str] = {word: kind for kind, word in words()["export"]["kinds"].items()}
    at: dict[str, str] = {}
    for line, cells in enumerate(rows[1:], 1):
        kind = kinds.get(str(cells[columns["kind"]] or "").strip(), "")
        name = str(cells[columns["name"]] or "").strip()
        if kind in ("element", "construction", "product"):
            at[kind] = name
            for below in {"element": ("construction", "product"), "construction": ("product",)}.get(kind, ()):
                at.pop(below, None)
        if kind:
            yield tuple(at.get(key, "") for key in ("element", "construction", "product")), cells, line, kind


def _products(export: Export) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in export.rows:
        if row.kind == "product":
            above = [export.above(row, kind) for kind in ("element", "construction")]
            found[(*(part.name if part else "" for part in above), row.name)].append(row)
    return found


def _amounts(export: Export, sheet: str, rows: Sheet) -> None:
    columns = _columns(rows, sheet, export.file, ("kind", "name", "computed", "mass"))
    waiting = {key: list(found) for key, found in _products(export).items()}
    for key, cells, line, kind in _paths(rows, columns):
        if kind != "product":
            continue
        if not waiting.get(key):
            export.left_out = (*export.left_out, f"{cell_name(sheet, line, 1)} {key[2]}")
            continue
        row = waiting[key].pop(0)
        row.amount = number_of(cells[columns["computed"]])
        row.unit = unit_of(cells[columns["computed"] + 1])
        row.mass_kg = number_of(cells[columns["mass"]])
        row.places["amounts"] = cell_name(sheet, line, columns["computed"])


def _inputs(export: Export, sheet: str, rows: Sheet) -> None:
    columns = _columns(rows, sheet, export.file, ("kind", "name", "origin", "counted", "life", "standard", "stage"))
    stages: dict[str, str] = words()["export"]["modules"]
    waiting = {key: list(found) for key, found in _products(export).items()}
    row: Row | None = None
    for key, cells, line, kind in _paths(rows, columns):
        counted = cells[columns["counted"]] is not False
        if kind == "product":
            row = waiting[key].pop(0) if counted and waiting.get(key) else None
            if row is not None:
                row.life = number_of(cells[columns["life"]])
                row.origin = str(cells[columns["origin"]] or "")
                row.declared = frozenset()
                row.places["inputs"] = cell_name(sheet, line, columns["life"])
        elif kind == "stage" and row is not None and counted:
            module = stages.get(str(cells[columns["stage"]] or "").strip())
            row.declared = (row.declared or frozenset()) | ({module} if module else set())
            row.standard = _standard(cells[columns["standard"]]) or row.standard


def _standard(said: Any) -> str | None:
    text = str(said or "").replace(" ", "").upper()
    return "EN 15804+A2" if text.endswith("+A2") else "EN 15804+A1" if text.endswith("+A1") else None
