"""Reads the workbook of `circular new project`: the same tables as building/1 in YAML."""

from __future__ import annotations

from pathlib import Path

from circular.building.model import Building


def is_project_workbook(path: Path) -> bool:
    """Whether the workbook is one of ours."""
    return False


def read_workbook(path: Path) -> Building:
    """The project in the workbook."""
    raise NotImplementedError
