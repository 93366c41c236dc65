"""The closed list of building elements (rules/elements.yaml): names, BR18 tabel 6 group, part of the service-life table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from circular import strict_yaml
from circular.language import Words
from circular.shelf import shelf


@dataclass(frozen=True)
class Element:
    """One kind of building element."""

    id: str
    name: Words
    group: str | None
    """Main group of BR18 bilag 2 tabel 6; None where tabel 6 does not name it."""
    build: tuple[int, str] | None
    """(group, part) in the BUILD service-life table; None: a life must be given with each line."""
    carries_floor: bool = False
    """Whether floor area goes with it when it is removed."""


@cache
def elements() -> dict[str, Element]:
    """Every element by its id, in the order of the file."""
    data, _ = strict_yaml.load((shelf("rules") / "elements.yaml").read_bytes(), "rules/elements.yaml")
    return {
        name: Element(
            id=name,
            name=Words(da=row["da"], en=row["en"]),
            group=row.get("group"),
            build=(int(row["build"][0]), str(row["build"][1])) if row.get("build") else None,
            carries_floor=bool(row.get("carries_floor")),
        )
        for name, row in data["elements"].items()
    }


@cache
def groups() -> dict[str, Words]:
    """The main groups of BR18 bilag 2 tabel 6 by id."""
    data, _ = strict_yaml.load((shelf("rules") / "elements.yaml").read_bytes(), "rules/elements.yaml")
    return {name: Words(da=row["da"], en=row["en"]) for name, row in data["groups"].items()}


def element_name(identifier: str, language: str) -> str:
    """Name of an element in the language; the id where the list does not know it."""
    known = elements().get(identifier)
    return identifier if known is None else known.name.da if language == "da" else known.name.en


def option_words(key: str, language: str) -> str:
    """`window[nord]/Nye vinduer` as a person says it: Vinduer (nord): Nye vinduer. What is no such key stays as it is."""
    head, slash, option = key.partition("/")
    if head.endswith("]") is ("[" in head) and slash and head.partition("[")[0] in elements():
        name, _, label = head.removesuffix("]").partition("[")
        said = element_name(name, language)
        return f"{said} ({label}): {option}" if label else f"{said}: {option}"
    return key
