"""Reads single fields of a user's file, and refuses a wrong one with file, line, fault and hint."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NoReturn

from circular.building.model import Source
from circular.faults import Fault, Said, nearest

Path = tuple[str | int, ...]


class Fields:
    """The fields of one document; every method takes the table, its path, and the key."""

    def __init__(self, file: str, lines: Any) -> None:
        self.file = file
        self.lines = lines

    def refuse(self, path: Path, fault: Said, hint: Said = "") -> NoReturn:
        raise Fault(self.file, str(self.lines[path]), fault, hint)

    def source(self, path: Path) -> Source:
        return Source(file=self.file, place=str(self.lines[path]))

    def table(self, value: Any, path: Path, known: Sequence[str], required: Sequence[str] = ()) -> dict[str, Any]:
        """The value as a table whose keys are all known and whose required keys are all there."""
        where = str(path[-1]) if path else "filen"
        if not isinstance(value, dict):
            self.refuse(
                path,
                (f"'{where}' skal være en tabel med nøgler", f"'{where}' must be a table of keys"),
                (f"nøglerne er {', '.join(known)}", f"its keys are {', '.join(known)}"),
            )
        for key in value:
            if key not in known:
                near = nearest(str(key), list(known), 1) or [", ".join(known)]
                self.refuse(
                    (*path, key),
                    (f"ukendt nøgle '{key}'", f"unknown key '{key}'"),
                    (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?"),
                )
        for key in required:
            if value.get(key) is None:
                self.refuse(path, (f"'{key}' mangler", f"'{key}' is missing"), (f"tilføj '{key}'", f"add '{key}'"))
        return value

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

    def text(self, table: dict[str, Any], path: Path, key: str) -> str:
        value = table.get(key)
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or not value.strip():
            self.refuse(
                (*path, key),
                (f"'{key}' skal være en tekst", f"'{key}' must be a text"),
                ("sæt teksten i anførselstegn", "put the text in quotes"),
            )
        return value.strip()

    def word(self, table: dict[str, Any], path: Path, key: str, known: Sequence[str | int]) -> Any:
        value = table.get(key)
        if value not in known or isinstance(value, bool):
            self.refuse(
                (*path, key),
                (f"'{value}' er ikke en kendt værdi af '{key}'", f"'{value}' is not a known value of '{key}'"),
                (f"vælg mellem {', '.join(map(str, known))}", f"choose from {', '.join(map(str, known))}"),
            )
        return value

    def number(
        self, value: Any, path: Path, least: Decimal | None = Decimal(0), most: Decimal | None = None
    ) -> Decimal:
        """A number within its range; a text such as '12 kr.' is refused, not guessed at."""
        key = path[-1]
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not Decimal(value).is_finite():
            self.refuse(
                path,
                (f"'{key}' skal være et tal, ikke {value!r}", f"'{key}' must be a number, not {value!r}"),
                ("skriv tallet uden enhed, med punktum som komma", "write the number without a unit"),
            )
        number = Decimal(value)
        if least is not None and number < least:
            self.refuse(
                path,
                (f"'{key}' må ikke være under {least}: {number}", f"'{key}' must not be below {least}: {number}"),
                ("ret tallet", "correct the number"),
            )
        if most is not None and number > most:
            self.refuse(
                path,
                (f"'{key}' må ikke være over {most}: {number}", f"'{key}' must not be above {most}: {number}"),
                ("ret tallet", "correct the number"),
            )
        return number

    def whole(self, value: Any, path: Path, least: int | None = 0) -> int:
        """A whole number; 12000000.0 is one, 0.5 is not."""
        number = self.number(value, path, None if least is None else Decimal(least))
        if number != number.to_integral_value():
            self.refuse(
                path,
                (f"'{path[-1]}' skal være et helt tal: {number}", f"'{path[-1]}' must be a whole number: {number}"),
                ("beløb er hele kroner", "amounts are whole DKK"),
            )
        return int(number)
