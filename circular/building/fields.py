"""Reads single fields of a project, and refuses a wrong one with file, place, fault and hint.

The project is plain data (tables, lists, texts, numbers) whether it came from YAML or from a workbook; `places` tells where
each part of it stands: a line, or a cell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn, Protocol, runtime_checkable

from circular.building.model import Source
from circular.faults import Fault, Said, nearest
from circular.strict_yaml import iso_day

Path = tuple[str | int, ...]
MOST = Decimal(10) ** 15
DANISH_NUMBER = re.compile(r"[-+]?\d{1,3}(\.\d{3})+(,\d+)?\Z|[-+]?\d+,\d+\Z")
PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?$")


class Places(Protocol):
    """Where each part of a document stands."""

    def __getitem__(self, path: Path) -> Any: ...


@runtime_checkable
class Labelled(Protocol):
    """Places that know what a field is called where it stands."""

    def label(self, path: Path) -> tuple[str, str] | None: ...


class Fields:
    """The fields of one project; every method takes the table, its path, and the key."""

    def __init__(self, file: str, places: Places) -> None:
        self.file = file
        self.places = places
        self.warnings: list[tuple[str, str]] = []

    def place(self, path: Path) -> str:
        return str(self.places[path])

    def source(self, path: Path) -> Source:
        return Source.model_construct(file=self.file, place=self.place(path))

    def refuse(self, path: Path, fault: Said, hint: Said = "") -> NoReturn:
        label = self.places.label(path) if isinstance(self.places, Labelled) else None
        if label is not None:
            da, en = (fault, fault) if isinstance(fault, str) else fault
            fault = (f"“{label[0]}”: {da}", f"“{label[1]}”: {en}")
        raise Fault(self.file, self.place(path), fault, hint)

    def warn(self, path: Path, da: str, en: str) -> None:
        where = f"{self.file}:{self.place(path)}"
        self.warnings.append((f"{where}: {da}", f"{where}: {en}"))

    def table(self, value: Any, path: Path, known: Collection[str], required: Sequence[str] = ()) -> dict[str, Any]:
        """The value as a table whose keys are all known and whose required keys are all there."""
        where = str(path[-1]) if path else self.file
        if not isinstance(value, dict):
            self.refuse(
                path,
                (f"'{where}' skal være en tabel med nøgler", f"'{where}' must be a table of keys"),
                (f"nøglerne er {', '.join(known)}", f"its keys are {', '.join(known)}"),
            )
        for key in value:
            if key not in known:
                near = nearest(str(key), list(known), 1)
                hint = (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?") if near else self._keys(known)
                self.refuse((*path, key), (f"ukendt nøgle '{key}'", f"unknown key '{key}'"), hint)
        for key in required:
            if value.get(key) is None or (isinstance(value[key], str) and not value[key].strip()):
                self.refuse(
                    (*path, key), (f"'{key}' mangler", f"'{key}' is missing"), (f"tilføj '{key}'", f"add '{key}'")
                )
        return value

    @staticmethod
    def _keys(known: Collection[str]) -> Said:
        return (f"nøglerne er {', '.join(known)}", f"the keys are {', '.join(known)}")

    def rows(self, value: Any, path: Path) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list):
            self.refuse(
                path,
                (f"'{path[-1]}' skal være en liste", f"'{path[-1]}' must be a list"),
                ("skriv hver række med '- '", "write each row with '- '"),
            )
        return value

    def text(self, value: Any, path: Path) -> str | None:
        """A text, or None; a number is taken as it is written."""
        if value is None:
            return None
        if isinstance(value, bool | list | dict):
            self.refuse(
                path,
                (f"'{path[-1]}' skal være en tekst", f"'{path[-1]}' must be a text"),
                ("sæt teksten i anførselstegn", "put the text in quotes"),
            )
        return str(value).strip() or None

    def word(self, value: Any, path: Path, known: Sequence[str | int]) -> Any:
        """One of a closed list, or None."""
        if value is None:
            return None
        if not isinstance(value, str | int | Decimal) or isinstance(value, bool) or value not in known:
            words = [str(word) for word in known]
            near = nearest(str(value), words, 1)
            lead = (f"mente du '{near[0]}'? ", f"did you mean '{near[0]}'? ") if near else ("", "")
            self.refuse(
                path,
                (
                    f"'{value}' er ikke en kendt værdi af '{path[-1]}'",
                    f"'{value}' is not a known value of '{path[-1]}'",
                ),
                (f"{lead[0]}vælg mellem {', '.join(words)}", f"{lead[1]}choose from {', '.join(words)}"),
            )
        return value

    def flag(self, value: Any, path: Path) -> bool | None:
        if value is not None and not isinstance(value, bool):
            key = path[-1]
            self.refuse(
                path,
                (
                    f"'{key}' skal være true eller false, ikke '{value}'",
                    f"'{key}' must be true or false, not '{value}'",
                ),
                ("skriv true eller false", "write true or false"),
            )
        return value

    def day(self, value: Any, path: Path) -> date | None:
        told = iso_day(value)
        if value is not None and told is None:
            self.refuse(
                path,
                (f"'{path[-1]}' skal være en dato, ikke '{value}'", f"'{path[-1]}' must be a date, not '{value}'"),
                ("skriv år-måned-dag, fx 2025-07-01", "write year-month-day, such as 2025-07-01"),
            )
        return told

    def number(
        self,
        value: Any,
        path: Path,
        least: Decimal | int | None = 0,
        most: Decimal | int | None = None,
        above: int | None = None,
    ) -> Decimal | None:
        """A number within its range, or None; a text such as '1.200,5' is refused, not guessed at."""
        if value is None:
            return None
        key = path[-1]
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            self.refuse(
                path,
                (f"'{key}' skal være et tal, ikke '{value}'", f"'{key}' must be a number, not '{value}'"),
                self._as_number(value),
            )
        number = Decimal(value)
        if abs(number) > MOST:
            self.refuse(path, (f"'{key}' er for stort til at være rigtigt", f"'{key}' is too large to be right"), ("ret tallet", "correct the number"))  # fmt: skip
        if above is not None and number <= above:
            self.refuse(
                path,
                (f"'{key}' skal være over {above}: {number}", f"'{key}' must be above {above}: {number}"),
                ("ret tallet", "correct the number"),
            )
        if above is None and least is not None and number < least:
            self.refuse(
                path,
                (f"'{key}' må ikke være under {least}: {number}", f"'{key}' must not be below {least}: {number}"),
                ("ret tallet", "correct the number"),
            )
        if most is not None and number > most:
            self.refuse(
                path,
                (f"'{key}' må ikke være over {most}: {number}", f"'{key}' must not be above {most}: {number}"),
                ("andele skrives mellem 0 og 1", "shares are written between 0 and 1") if most == 1 else ("ret tallet", "correct the number"),
            )  # fmt: skip
        return number

    @staticmethod
    def _as_number(value: Any) -> Said:
        text = str(value).strip()
        if DANISH_NUMBER.match(text):
            meant = text.replace(".", "").replace(",", ".")
            return (f"mente du {meant}? skriv tallet uden tusindtalsprik og med punktum som komma", f"did you mean {meant}? write it without thousands separators and with a decimal point")  # fmt: skip
        if PLAIN_NUMBER.match(text):
            return (f"skriv {text} uden anførselstegn; i et regneark: formatér cellen som tal", f"write {text} without quotes; in a workbook: format the cell as a number")  # fmt: skip
        return (
            "skriv tallet alene, uden enhed, med punktum som komma",
            "write the number alone, without a unit, with a decimal point",
        )

    def whole(self, value: Any, path: Path, least: int = 0, most: int | None = None) -> int | None:
        number = self.number(value, path, least, most)
        if number is None:
            return None
        if number != number.to_integral_value():
            self.refuse(
                path,
                (f"'{path[-1]}' skal være et helt tal: {number}", f"'{path[-1]}' must be a whole number: {number}"),
                ("ret tallet", "correct the number"),
            )
        return int(number)
