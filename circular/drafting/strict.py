"""A file read strictly: its data, its lines, how its faults are told, and the closed lists it may draw on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from circular.faults import Fault, nearest
from circular.language import Words
from circular.strict_yaml import Lines

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Vocabulary:
    """The closed lists a clause may draw on: of the detector, and of the categories."""

    strategies: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Common:
    """What clauses share: standard texts by key, units, works that are cited, and the closed lists."""

    documentation: Mapping[str, Words] = field(default_factory=dict)
    follow_up: Mapping[str, Words] = field(default_factory=dict)
    legal: Mapping[str, Words] = field(default_factory=dict)
    works: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    known: Vocabulary = field(default_factory=lambda: Vocabulary())


class Reading:
    """One file being read: its data, its lines, and how its faults are told."""

    def __init__(self, document: Any, lines: Lines, file: str) -> None:
        self.document, self.lines, self.file = document, lines, file

    def fault(self, path: Path, said: tuple[str, str], hint: tuple[str, str] = ("", "")) -> Fault:
        return Fault(self.file, str(self.lines[path]), said, hint)

    def mapping(self, path: Path, value: Any, known: tuple[str, ...], required: tuple[str, ...] = ()) -> dict[str, Any]:
        """The value as a mapping with only known keys; raises Fault naming the key and the nearest known one."""
        if not isinstance(value, dict):
            known_words = ", ".join(known)
            raise self.fault(
                path,
                ("her skal stå nøgler og værdier", "keys and values are expected here"),
                (f"nøglerne er {known_words}", f"the keys are {known_words}"),
            )
        for key in value:
            self.known((*path, key), key, known, ("nøgle", "key"))
        for key in required:
            if value.get(key) is None:
                raise self.fault(path, (f"'{key}' mangler", f"'{key}' is missing"))
        return value

    def known(self, path: Path, word: Any, known: tuple[str, ...], what: tuple[str, str]) -> str:
        """The word, if it is one of the known ones."""
        if str(word) in known:
            return str(word)
        near = nearest(str(word), list(known), 1)
        hint = (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?") if near else (
            f"vælg mellem {', '.join(known)}", f"choose from {', '.join(known)}")  # fmt: skip
        raise self.fault(path, (f"ukendt {what[0]} '{word}'", f"unknown {what[1]} '{word}'"), hint)

    def words(self, path: Path, value: Any) -> Words:
        """A text in both languages, neither empty."""
        said = self.mapping(path, value, ("da", "en"), ("da", "en"))
        for language, text in said.items():
            if not isinstance(text, str) or not text.strip():
                raise self.fault((*path, language), ("teksten mangler", "the text is missing"))
        return Words(da=" ".join(said["da"].split()), en=" ".join(said["en"].split()))

    def listed(self, path: Path, value: Any) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.fault(path, ("her skal stå en liste", "a list is expected here"))
        return value
