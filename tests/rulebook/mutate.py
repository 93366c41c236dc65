"""Every number and day of a rule file changed by one unit of its last written digit, or by one day."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Path = tuple[str | int, ...]
PARTS = ("severity", "applies_when", "parameters", "check")


def mutations(data: dict[str, Any], parts: tuple[str, ...] = PARTS) -> Iterator[tuple[Path, Any, dict[str, Any]]]:
    """(where, the new value, the changed file) for each number and day that the rule stands on."""
    for part in parts:
        if part in data:
            for path, value in leaves(data[part], (part,)):
                if path[-1] == "decimals" or unseen(data, path):
                    continue
                for other in neighbours(value):
                    changed = copy.deepcopy(data)
                    inside = changed
                    for step in path[:-1]:
                        inside = inside[step]
                    inside[path[-1]] = other
                    yield path, other, changed


def leaves(data: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from leaves(value, (*path, index))
    elif isinstance(data, date | Decimal) or (isinstance(data, int) and not isinstance(data, bool)):
        yield path, data


def neighbours(value: Any) -> tuple[Any, Any]:
    if isinstance(value, date):
        return value - timedelta(days=1), value + timedelta(days=1)
    if isinstance(value, int):
        return value - 1, value + 1
    unit = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return value - unit, value + unit


def unseen(data: dict[str, Any], path: Path) -> bool:
    """A day between two stretches that both can't be told: before and after it the verdict is unknown."""
    if path[0] != "parameters" or path[-2:-1] != ("from",):
        return False
    rows, index = data["parameters"][path[1]]["values"], int(path[3])
    not_found = [
        "not_found" in (row["value"].values() if isinstance(row["value"], dict) else [row["value"]]) for row in rows
    ]
    return (path[-1] == "latest" and not_found[index]) or (
        path[-1] == "earliest" and index > 0 and not_found[index - 1]
    )
