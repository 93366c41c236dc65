"""A part of a rule file together with its place, so that every complaint names file, line, fault and hint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from circular.faults import Fault, nearest
from circular.language import Words
from circular.strict_yaml import Lines, iso_day

Path = tuple[str | int, ...]


class Part:
    """One node of the file: its data, the file, and the path that finds its line."""

    __slots__ = ("data", "file", "lines", "path")

    def __init__(self, data: Any, lines: Lines, file: str, path: Path = ()) -> None:
        self.data, self.lines, self.file, self.path = data, lines, file, path

    @property
    def line(self) -> int:
        return self.lines[self.path]

    def fault(self, da: str, en: str, hint: tuple[str, str] = ("", ""), *, at: Path = ()) -> Fault:
        """A fault at this part, or at a part below it."""
        return Fault(self.file, str(self.lines[(*self.path, *at)]), (da, en), hint)

    def sub(self, key: str | int) -> Part:
        return Part(self.data[key], self.lines, self.file, (*self.path, key))

    def get(self, key: str) -> Part | None:
        """The part under a key, None where the key is not there."""
        return self.sub(key) if key in self.data else None

    def keys(self, needed: Iterable[str], allowed: Iterable[str] = ()) -> Part:
        """Refuse what is no mapping, a key that is not known, and a needed key that is missing."""
        if not isinstance(self.data, dict):
            raise self.fault("her skal stå nøgler med værdier", "keys with values must stand here", ("skriv `nøgle: værdi`", "write `key: value`"))  # fmt: skip
        known = {*needed, *allowed}
        for key in self.data:
            if key not in known:
                raise self.unknown("nøgle", "key", str(key), known, at=(key,))
        for key in needed:
            if key not in self.data:
                raise self.fault(f"nøglen '{key}' mangler", f"the key '{key}' is missing", (f"skriv `{key}: …`", f"write `{key}: …`"))  # fmt: skip
        return self

    def unknown(self, da: str, en: str, word: str, known: Iterable[str], *, at: Path = ()) -> Fault:
        """A fault for a word that is not in a closed list, with the nearest ones."""
        names = sorted(known)
        close = nearest(word, names) or names
        return self.fault(f"ukendt {da} '{word}'", f"unknown {en} '{word}'", did_you_mean(close), at=at)

    def items(self) -> Iterator[Part]:
        """The items of a list; refuses what is no list or an empty one."""
        if not isinstance(self.data, list) or not self.data:
            raise self.fault("her skal stå en liste", "a list must stand here", ("skriv `- …` eller `[…]`", "write `- …` or `[…]`"))  # fmt: skip
        return (self.sub(index) for index in range(len(self.data)))

    def text(self) -> str:
        if not isinstance(self.data, str) or not self.data.strip():
            raise self.fault("her skal stå en tekst", "a text must stand here")
        return self.data

    def word(self, known: Iterable[str], da: str = "ord", en: str = "word") -> str:
        """A word of a closed list."""
        if not isinstance(self.data, str) or self.data not in known:
            raise self.unknown(da, en, str(self.data), known)
        return self.data

    def number(self) -> Decimal:
        if isinstance(self.data, bool) or not isinstance(self.data, int | Decimal):
            raise self.fault(f"'{self.data}' er ikke et tal", f"'{self.data}' is not a number", ("skriv fx 6.4", "write e.g. 6.4"))  # fmt: skip
        return Decimal(self.data)

    def day(self) -> date:
        told = iso_day(self.data)
        if told is None:
            raise self.fault(f"'{self.data}' er ikke en dato", f"'{self.data}' is not a date", ("skriv fx 2025-07-01", "write e.g. 2025-07-01"))  # fmt: skip
        return told

    def flag(self) -> bool:
        if not isinstance(self.data, bool):
            raise self.fault("her skal stå true eller false", "true or false must stand here")
        return self.data

    def words(self) -> Words:
        """A text in both languages: `{da: …, en: …}`."""
        self.keys(("da", "en"))
        return Words(da=self.sub("da").text(), en=self.sub("en").text())

    def texts(self) -> tuple[str, ...]:
        return tuple(part.text() for part in self.items())


def did_you_mean(names: Iterable[str]) -> tuple[str, str]:
    """`mente du 'a', 'b'?` in both languages."""
    listed = ", ".join(f"'{name}'" for name in names)
    return f"mente du {listed}?", f"did you mean {listed}?"
