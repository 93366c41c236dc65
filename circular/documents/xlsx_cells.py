"""Cells of a workbook as Excel shows them: numbers with Danish commas, percent, dates; shared strings and strike-through."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from math import isfinite
from typing import Any

from circular.documents.docx_styles import OFF
from circular.documents.package import whole
from circular.documents.plain import clean
from circular.language import day

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUILT_IN = {9: "0%", 10: "0.00%", 3: "#,##0", 4: "#,##0.00", 2: "0.00"} | dict.fromkeys(
    (14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 45, 46, 47, 50, 57), "d"
)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_LAST_DAY = 2_900_000
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")


@dataclass
class Looks:
    """What the cell formats of a workbook say."""

    forms: list[str] = field(default_factory=list)
    """Number format of each cell format."""
    strikes: list[bool] = field(default_factory=list)
    bolds: list[bool] = field(default_factory=list)
    date_1904: bool = False

    def form(self, index: int) -> str:
        return self.forms[index] if 0 <= index < len(self.forms) else ""

    def strike(self, index: int) -> bool:
        return 0 <= index < len(self.strikes) and self.strikes[index]

    def bold(self, index: int) -> bool:
        return 0 <= index < len(self.bolds) and self.bolds[index]


def read_looks(root: Any | None) -> Looks:
    """The cell formats of styles.xml."""
    looks = Looks()
    if root is None:
        return looks
    own = {element.get("numFmtId", ""): element.get("formatCode", "") for element in root.iter(f"{S}numFmt")}
    fonts = root.find(f"{S}fonts")
    marks = [(_on(font, "strike"), _on(font, "b")) for font in (fonts if fonts is not None else ())]
    formats = root.find(f"{S}cellXfs")
    for element in formats if formats is not None else ():
        number = element.get("numFmtId", "0")
        looks.forms.append(own.get(number) or _BUILT_IN.get(whole(number), ""))
        font = whole(element.get("fontId"))
        strike, bold = marks[font] if 0 <= font < len(marks) else (False, False)
        looks.strikes.append(strike)
        looks.bolds.append(bold)
    return looks


def _on(font: Any, name: str) -> bool:
    element = font.find(f"{S}{name}")
    return element is not None and element.get("val", "1") not in OFF


def read_strings(root: Any | None) -> list[tuple[str, str]]:
    """The shared strings: (text in force, text struck through within it)."""
    return [] if root is None else [string_of(element) for element in root.iterchildren(f"{S}si")]


def string_of(element: Any) -> tuple[str, str]:
    """(text in force, struck text) of a string with or without formatted runs."""
    if len(element) == 1 and element[0].tag == f"{S}t":
        return clean(element[0].text or ""), ""
    kept: list[str] = []
    struck: list[str] = []
    for child in element:
        if child.tag == f"{S}t":
            kept.append(child.text or "")
        elif child.tag == f"{S}r":
            properties, text = child.find(f"{S}rPr"), child.find(f"{S}t")
            said = "" if text is None else text.text or ""
            (struck if properties is not None and _on(properties, "strike") else kept).append(said)
    return clean("".join(kept)), clean("".join(struck))


def shown(value: str, form: str, date_1904: bool) -> str:
    """A number as Excel shows it to a Danish reader: '40 %', '1.250,5', '7. april 2026'."""
    if not form and len(value) < 12 and value.isdecimal() and value.isascii():
        return value
    try:
        number = float(value)
    except ValueError:
        return clean(value)
    if not form:
        return _decimal(number, None, False)
    if not isfinite(number):
        return clean(value)
    look = _read_form(form)
    if look.percent:
        return f"{_decimal(number * 100, look.places or 0, False)} %"
    if look.day and 1 <= number < _LAST_DAY:
        return day((date(1904, 1, 1) if date_1904 else date(1899, 12, 30)) + timedelta(days=int(number)), "da")
    return f"{_decimal(number, look.places, look.thousands)}{look.unit}"


@dataclass(frozen=True)
class _Form:
    percent: bool
    day: bool
    places: int | None
    thousands: bool
    unit: str


@cache
def _read_form(form: str) -> _Form:
    """What a number format says: '0.0%', '#,##0.00 "kr."', 'dd-mm-yyyy'."""
    bare = _QUOTED.sub("", form.split(";")[0]).casefold()
    digits = re.search(r"[0#]", bare) is not None
    unit = re.search(r'"([^"]{1,12})"', form)
    said = unit.group(1).strip() if unit else ""
    return _Form(
        percent="%" in bare,
        day=not digits and re.search(r"[dyå]|mmm", bare) is not None,
        places=_places(bare) if digits else None,
        thousands="#,##" in bare or "#.##" in bare,
        unit=f" {said}" if said else "",
    )


def _places(form: str) -> int:
    found = re.search(r"[0#]\.([0#]+)", form)
    return min(len(found.group(1)), 15) if found else 0


def _decimal(number: float, places: int | None, thousands: bool) -> str:
    if places is None and not isfinite(number):
        return str(number)
    if places is None:
        text = f"{number:.10g}" if abs(number) < 1e15 else repr(number)
        if "e" in text:
            text = f"{number:f}".rstrip("0").rstrip(".")
    else:
        text = f"{number:,.{places}f}" if thousands else f"{number:.{places}f}"
    return text.translate(str.maketrans(",.", ".,"))


def column_of(address: str) -> tuple[int, int]:
    """(column, row) of a cell address, counted from 1; (0, 0) when it is none."""
    found = _ADDRESS.match(address)
    return (column_number(found.group(1)), int(found.group(2))) if found else (0, 0)


@cache
def column_number(name: str) -> int:
    """'A' -> 1, 'AB' -> 28; 0 for what is no column."""
    column = 0
    for letter in name:
        if not "A" <= letter <= "Z" or len(name) > 3:
            return 0
        column = column * 26 + ord(letter) - 64
    return column


@cache
def letters(column: int) -> str:
    """1 -> 'A', 28 -> 'AB'."""
    said = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said
