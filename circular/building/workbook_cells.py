"""Opens a workbook safely, and turns its cells into plain values: exact decimals, dates, words by their id."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from circular.building.workbook_spec import meaning, words
from circular.documents.failure import BROKEN_ZIP
from circular.faults import Fault, Said, nearest

MOST_BYTES = 150_000_000
MOST_RATIO = 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
AS_XLSX = ("gem den som .xlsx uden adgangskode og makroer", "save it as .xlsx without password and macros")


def open_workbook(path: Path) -> tuple[Any, Any]:
    """The workbook with its values, and the same with its formulas; raises Fault for one that must not be opened."""
    _safe(path)
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(path, data_only=True), load_workbook(path, data_only=False)
    except Exception as error:  # openpyxl raises whatever its parsers raise on a damaged file
        raise Fault(
            str(path),
            "",
            (f"regnearket er beskadiget: {type(error).__name__}", f"the workbook is damaged: {type(error).__name__}"),
            ("åbn det i Excel eller LibreOffice, og gem det igen", "open it in Excel or LibreOffice and save it again"),
        ) from None


def _safe(path: Path) -> None:
    head = path.read_bytes()[:8]
    if head == OLE:
        raise Fault(str(path), "", ("regnearket er beskyttet med adgangskode eller i gammelt format", "the workbook is protected by a password or in the old format"), AS_XLSX)  # fmt: skip
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            declared = any(
                _has_doctype(package, entry) for entry in entries if entry.filename.lower().endswith((".xml", ".rels"))
            )
    except BROKEN_ZIP:
        raise Fault(str(path), "", ("filen er ikke et regneark", "the file is not a workbook"), AS_XLSX) from None
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise Fault(str(path), "", ("regnearket rummer makroer", "the workbook holds macros"), AS_XLSX)
    if declared:
        raise Fault(str(path), "", ("regnearket rummer XML-erklæringer (DOCTYPE), som ikke læses", "the workbook holds XML declarations (DOCTYPE) that are not read"), AS_XLSX)  # fmt: skip
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if size > MOST_BYTES or (size > 10_000_000 and size > MOST_RATIO * packed):
        raise Fault(str(path), "", ("regnearket er for stort, når det pakkes ud", "the workbook is too large once unpacked"))  # fmt: skip


def _has_doctype(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    with package.open(entry) as part:
        return b"<!DOCTYPE" in part.read(2048).upper()


class Cells:
    """Cells of one workbook as plain values; a cell that cannot be read ends in a Fault naming sheet and cell."""

    def __init__(self, file: str) -> None:
        self.file = file

    def refuse(self, place: str, fault: Said, hint: Said = "") -> NoReturn:
        raise Fault(self.file, place, fault, hint)

    def value(self, cell: Any, formula: Any, kind: str, key: str, place: str) -> Any:
        """The value of a cell for a field of a kind; None where it is blank."""
        raw = cell.value
        if raw is None and isinstance(formula.value, str) and formula.value.startswith("="):
            self.refuse(place, (f"'{key}' er en formel uden gemt værdi", f"'{key}' is a formula without a stored value"), ("åbn filen i Excel eller LibreOffice, og gem den", "open the file in Excel or LibreOffice and save it"))  # fmt: skip
        if isinstance(raw, str):
            raw = raw.strip() or None
        if raw is None:
            return None
        if cell.data_type == "e":
            self.refuse(place, (f"'{key}' er en fejl i regnearket: {raw}", f"'{key}' is an error of the workbook: {raw}"), ("ret formlen", "correct the formula"))  # fmt: skip
        if kind == "flag":
            return raw if isinstance(raw, bool) else self._word(raw, kind, key, place) == "true"
        if words(kind) is not None:
            return self._word(raw, kind, key, place)
        if kind == "day":
            return _day(raw)
        if kind in ("number", "whole", "class"):
            return _number(raw)
        return _text(raw)

    def _word(self, raw: Any, kind: str, key: str, place: str) -> str:
        known = meaning(kind)
        text = _text(raw).casefold()
        if text not in known:
            from circular.language import listing

            offered = [f"{pair.da} ({name})" for name, pair in (words(kind) or {}).items()]
            offered_en = [f"{pair.en} ({name})" for name, pair in (words(kind) or {}).items()]
            near = nearest(text, list(known), 1)
            did = (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?") if near else (f"vælg mellem {listing(offered, 'da', 'or')}", f"choose from {listing(offered_en, 'en', 'or')}")  # fmt: skip
            self.refuse(place, (f"'{raw}' er ikke en kendt værdi af '{key}'", f"'{raw}' is not a known value of '{key}'"), did)  # fmt: skip
        return known[text]


def _text(raw: Any) -> str:
    if isinstance(raw, float) and raw == int(raw):
        return str(int(raw))
    return str(raw)


def _number(raw: Any) -> Any:
    """A number as the exact decimal that is shown; a text stays a text, and is refused where a number is asked for."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        return raw
    return raw if isinstance(raw, int | Decimal) else Decimal(repr(raw))


def _day(raw: Any) -> Any:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, str):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            return raw
    return raw
