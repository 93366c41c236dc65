"""Our building element for a code of a classification (SfB, BIM7AA) or for an IFC class."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from circular import strict_yaml
from circular.shelf import shelf


@cache
def words() -> Mapping[str, Any]:
    """The tables of lca_data/ifc/ifc.yaml."""
    data: Mapping[str, Any]
    data, _ = strict_yaml.load((shelf("lca_data") / "ifc" / "ifc.yaml").read_bytes(), "ifc/ifc.yaml")
    return data


def element_of_code(system: str, code: str) -> str | None:
    """The element of a code in a system built on SfB: its first two digits; None for another system or code."""
    if not any(name in system.casefold() for name in words()["sfb_systems"]):
        return None
    found = re.match(r"\(?(\d{2})", code.strip())
    return None if found is None else words()["sfb"].get(int(found.group(1)))


def element_of_class(ifc_class: str, predefined: str | None, external: bool | None) -> str | None:
    """The element of an IFC class, by its predefined type and whether it is external; None for a class we leave out."""
    row = words()["classes"].get(ifc_class)
    if row is None:
        return None
    if isinstance(row, str):
        return row
    if predefined and predefined in row.get("types", {}):
        return str(row["types"][predefined])
    if external is not None and "external" in row:
        return str(row["external"] if external else row["else"])
    return str(row["else"])
