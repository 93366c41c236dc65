"""The materials that look most like a name or an id, for a row whose material is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from circular.lca.context import Context
from circular.lca.materials import Material

MOST = 3
WORD = re.compile(r"[a-zæøå0-9]{2,}")


def nearest_materials(wanted: str, context: Context, unit: str | None = None) -> tuple[Material, ...]:
    """Three products of the project's set and library that are nearest to an unknown id or name, the nearest first."""
    sought, id_like = _sought(wanted, context)
    offered = [row for row in (*context.products.values(), *context.data) if not row.end_of_life_only]
    return ranked(sought, offered, id_like=id_like, unit=unit)


def _sought(wanted: str, context: Context) -> tuple[str, bool]:
    """What to look for: the name that another set gives the id, else the text itself."""
    for other in context.others.values():
        known = other.rows.get(wanted)
        if known is not None:
            return known.name, False
    return wanted, wanted.startswith("#")


def ranked(
    sought: str, rows: Iterable[Material], *, id_like: bool = False, unit: str | None = None, most: int = MOST
) -> tuple[Material, ...]:
    """The rows by likeness of name (or id), those declared in `unit` first at ties."""
    text = sought.lower()
    words = set(WORD.findall(text))

    def score(row: Material) -> float:
        if id_like:
            return SequenceMatcher(None, text, row.id.lower()).ratio()
        name = row.name.lower()
        own = set(WORD.findall(name))
        shared = sum(
            len(word)
            for word in words
            if word in own or any(other.startswith(word[:6]) for other in own if len(word) > 5)
        )
        total = sum(map(len, words)) or 1
        return shared / total + 0.4 * SequenceMatcher(None, text, name).ratio() + (0.05 if row.unit == unit else 0)  # fmt: skip

    return tuple(sorted(rows, key=lambda row: -score(row))[:most])


def named(material: Material) -> str:
    """`#D1507 “Teglsten, rød” (t)`."""
    return f"{material.id} “{material.name}” ({material.unit})"
