"""The frame of a whole tender document: headings, standing text, columns, the other criteria, what each category buys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from circular.drafting.strict import Reading
from circular.language import Language, Words
from circular.shelf import shelf
from circular.strict_yaml import load

FILE = "documents/tender.yaml"
KEYS = ("fields", "headings", "texts", "columns", "other_criteria", "works_words", "categories")
_FIELD = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class OtherCriterion:
    """A criterion beside the circular ones: its part of the weight that is left."""

    name: Words
    part: int
    text: Words


@dataclass(frozen=True)
class Frame:
    """All texts of a tender document that are no clause."""

    fields: Mapping[str, Words]
    headings: Mapping[str, Words]
    texts: Mapping[str, Words]
    columns: Mapping[str, Words]
    other_criteria: tuple[OtherCriterion, ...]
    works_words: Mapping[str, tuple[tuple[str, str], ...]]
    categories: Mapping[str, Words]

    def say(self, words: Words, language: Language, told: Mapping[str, str]) -> str:
        """The text with its fields filled, or their names in brackets."""

        def one(found: re.Match[str]) -> str:
            name = found[1]
            return told[name] if name in told else f"[{self.fields[name][language]}]"

        return _FIELD.sub(one, words[language])


@cache
def frame() -> Frame:
    """The shipped frame; raises Fault with file, line and hint when its file is wrong."""
    from circular.tender.categories import categories

    file = f"tender_templates/{FILE}"
    document, lines = load((shelf("tender_templates") / "documents" / "tender.yaml").read_bytes(), file)
    reading = Reading(document, lines, file)
    said = reading.mapping((), document, KEYS, KEYS)

    def texts(key: str, known: tuple[str, ...] | None = None) -> dict[str, Words]:
        listed = reading.mapping((key,), said[key], known or tuple(said[key]), known or ())
        return {name: reading.words((key, name), words) for name, words in listed.items()}

    return Frame(
        fields=texts("fields"),
        headings=texts("headings"),
        texts=texts("texts"),
        columns=texts("columns"),
        other_criteria=tuple(_criterion(reading, index, each) for index, each in enumerate(said["other_criteria"])),
        works_words={
            language: tuple((str(one), str(other)) for one, other in said["works_words"][language])
            for language in reading.mapping(("works_words",), said["works_words"], ("da", "en"), ("da", "en"))
        },
        categories=texts("categories", tuple(categories())),
    )


def _criterion(reading: Reading, index: int, value: Any) -> OtherCriterion:
    path = ("other_criteria", index)
    about = reading.mapping(path, value, ("name", "part", "text"), ("name", "part", "text"))
    return OtherCriterion(
        name=reading.words((*path, "name"), about["name"]),
        part=int(about["part"]),
        text=reading.words((*path, "text"), about["text"]),
    )
