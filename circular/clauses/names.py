"""What strategies, roles, strengths and concepts are called in Danish and English."""

from __future__ import annotations

from circular.clauses.strategies import names


def word(kind: str, id: str | None, language: str) -> str:
    """The name of a strategy, role, strength, concept or mark; the id itself, spaced, where it has no name."""
    said = names().get(kind, {}).get(id or "")
    if said is None:
        return (id or "–").replace("_", " ")
    return said[0] if language == "da" else said[1]
