"""Reads a project out of whatever file an architect has, told by its content."""

from __future__ import annotations

from pathlib import Path

from circular.building.lcabyg import read_lcabyg
from circular.building.lcabyg_from_results import read_results
from circular.building.model import Building


def import_project(path: Path) -> Building | None:
    """The project of a foreign file or folder; None where it is of no format we know; raises Fault for a broken one."""
    for read in (read_results, read_lcabyg):
        building = read(path)
        if building is not None:
            return building
    return None
