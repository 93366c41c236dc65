"""Makes packages from a building's `choices`: each combination of options is a package (formats.md §4)."""

from __future__ import annotations

from typing import Any

from circular.building.model import Choice
from circular.optimise.fields import Fields
from circular.optimise.fields import Path as At
from circular.optimise.portfolio_model import Portfolio


def choices_of(value: Any, at: At, fields: Fields) -> tuple[Choice, ...]:
    """The choices of a building, read as in building/1."""
    raise NotImplementedError


def with_packages(portfolio: Portfolio) -> Portfolio:
    """The portfolio with packages in place of choices; unchanged when no building has choices."""
    return portfolio
