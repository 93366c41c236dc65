"""Plans renovations: the mix of one building, or of a building stock over years, with least lifecycle CO2 within the budget."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_PUBLIC = {
    "Plan": "circular.optimise.model",
    "Portfolio": "circular.optimise.portfolio_model",
    "finished_project": "circular.optimise.plan",
    "optimise": "circular.optimise.plan",
    "read_portfolio": "circular.optimise.portfolio_reader",
}
__all__ = ["Plan", "Portfolio", "finished_project", "optimise", "read_portfolio"]


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module 'circular.optimise' has no attribute {name!r}")
