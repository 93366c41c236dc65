"""Reads single fields of a portfolio: those of a project's file, but what is asked for must be there."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from circular.building.fields import Fields as ProjectFields
from circular.building.fields import Path

__all__ = ["Fields", "Path"]


class Fields(ProjectFields):
    """The fields of one document; a fault names its file, its line or cell, and what to do."""

    def said(self, table: dict[str, Any], path: Path, key: str) -> str:
        """The text under a key."""
        told = self.text(table.get(key), (*path, key))
        if told is None:
            self.refuse((*path, key), (f"'{key}' skal være en tekst", f"'{key}' must be a text"), ("sæt teksten i anførselstegn", "put the text in quotes"))  # fmt: skip
        return told

    def one_of(self, table: dict[str, Any], path: Path, key: str, known: Sequence[str | int]) -> Any:
        """The word, or number, of a closed list under a key."""
        return self.word("" if table.get(key) is None else table[key], (*path, key), known)

    def number(
        self,
        value: Any,
        path: Path,
        least: Decimal | int | None = 0,
        most: Decimal | int | None = None,
        above: int | None = None,
    ) -> Decimal:
        """A number within its range."""
        told = super().number(value, path, least, most, above)
        if told is None:
            self.refuse(path, (f"'{path[-1]}' skal være et tal", f"'{path[-1]}' must be a number"), ("skriv tallet alene, uden enhed", "write the number alone, without a unit"))  # fmt: skip
        return told

    def whole(self, value: Any, path: Path, least: int = 0, most: int | None = None) -> int:
        """A whole number; 12000000.0 is one, 0.5 is not."""
        number = self.number(value, path, least, most)
        if number != number.to_integral_value():
            self.refuse(
                path,
                (f"'{path[-1]}' skal være et helt tal: {number}", f"'{path[-1]}' must be a whole number: {number}"),
                ("beløb er hele kroner", "amounts are whole DKK")
                if "_dkk" in str(path)
                else ("ret tallet", "correct the number"),
            )
        return int(number)
