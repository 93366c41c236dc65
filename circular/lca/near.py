"""The materials that look most like a name or an id, for a row whose material is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache

from circular import strict_yaml
from circular.lca.context import Context
from circular.lca.materials import Material
from circular.shelf import shelf

MOST = 3
WORD = re.compile(r"[a-zæøå0-9]{2,}")


def nearest_materials(wanted: str, context: Context, unit: str | None = None) -> tuple[Material, ...]:
    """Three products of the project's set and library that are nearest to an unknown id or name, the nearest first."""
    key = (wanted, unit)
    if key not in context.looked_up:
        context.looked_up[key] = _nearest(wanted, context, unit)
    return context.looked_up[key]


def _nearest(wanted: str, context: Context, unit: str | None) -> tuple[Material, ...]:
    offered = [row for row in (*context.products.values(), *context.data) if not (row.end_of_life_only or row.suspect)]
    for other in context.others.values():
        known = other.rows.get(wanted)
        if known is not None:
            return ranked(known.name, offered, unit=unit, life_class=known.life_class)
    return ranked(wanted, offered, id_like=wanted.startswith("#"), unit=unit)


@cache
def other_words() -> dict[str, tuple[str, ...]]:
    """The table's words for the words people use (lca_data/material_words.yaml)."""
    data, _ = strict_yaml.load((shelf("lca_data") / "material_words.yaml").read_bytes(), "material_words.yaml")
    return {word: tuple(said) for word, said in data["words"].items()}


def known_as(text: str) -> list[tuple[str, ...]]:
    """Each word of a text with the words that the tables use for it."""
    return [(word, *other_words().get(word, ())) for word in WORD.findall(text.lower())]


def ranked(
    sought: str,
    rows: Iterable[Material],
    *,
    id_like: bool = False,
    unit: str | None = None,
    life_class: str | None = None,
    most: int = MOST,
) -> tuple[Material, ...]:
    """The rows by likeness of name (or id); those of a material class, and those declared in `unit`, come before their equals."""
    text = sought.lower()
    words = known_as(text)
    total = sum(len(ways[0]) for ways in words) or 1

    def score(row: Material) -> float:
        if id_like:
            return SequenceMatcher(None, text, row.id.lower()).ratio()
        name = row.name.lower()
        own = WORD.findall(name)
        shared = sum(len(ways[0]) * max(_likeness(word, own) for word in ways) for ways in words) / total
        first = 0.3 if words and own and own[0] in words[0] else 0
        same = 0.3 if life_class is not None and row.life_class == life_class else 0
        return (
            shared + first + same + 0.4 * SequenceMatcher(None, text, name).ratio() + (0.05 if row.unit == unit else 0)
        )

    return tuple(sorted(rows, key=lambda row: -score(row))[:most])


def _likeness(word: str, others: list[str]) -> float:
    """1 for the same word, half for words that begin alike or hold one another."""
    if word in others:
        return 1
    alike = any(
        len(word) > 4 and (other.startswith(word[:6]) or word in other or (len(other) > 4 and other in word))
        for other in others
    )
    return 0.5 if alike else 0


def named(material: Material) -> str:
    """`#D1507 “Teglsten, rød” (t)`."""
    return f"{material.id} “{material.name}” ({material.unit})"
