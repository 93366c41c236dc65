"""Reads tender packages and building projects, judges them by dated rules, and plans what cuts most lifecycle CO2."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_PUBLIC = {
    "read": "circular.documents",
    "find_clauses": "circular.clauses",
    "check": "circular.checking",
    "assess": "circular.lca",
    "optimise": "circular.optimise",
    "load_rules": "circular.rulebook",
    "Place": "circular.place",
    "Document": "circular.documents",
    "Clause": "circular.clauses",
    "Quantity": "circular.clauses",
    "Tender": "circular.tender",
    "Building": "circular.building",
    "Assessment": "circular.lca",
    "Finding": "circular.rulebook",
    "Report": "circular.rulebook",
    "Plan": "circular.optimise",
}
__all__ = ["__version__", *_PUBLIC]


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module 'circular' has no attribute {name!r}")
