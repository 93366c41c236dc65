"""Reads a project from the user's file: building/1 as YAML or workbook, else whatever the importers know."""

from __future__ import annotations

from pathlib import Path

from circular import strict_yaml
from circular.building.build import building_of
from circular.building.model import Building
from circular.faults import Fault

YAML = (".yaml", ".yml")
WORKBOOKS = (".xlsx", ".xlsm")


def read_building(path: Path | str) -> Building:
    """The project in the file or folder; raises Fault when it is none."""
    path = Path(path)
    if not path.exists():
        raise Fault(str(path), "", ("findes ikke", "does not exist"), ("se efter stavefejl i stien", "check the path"))
    if path.is_file() and path.suffix.lower() in YAML:
        data, lines = strict_yaml.load(_content(path), str(path))
        return building_of(data, lines, str(path))
    if path.is_file() and path.suffix.lower() in WORKBOOKS:
        from circular.building.workbook_in import is_locked, is_project_workbook, read_workbook

        if is_project_workbook(path) or is_locked(path):
            return read_workbook(path)
    return _imported(path)


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Fault(str(path), "", (f"kan ikke læses: {error.strerror}", f"cannot be read: {error.strerror}")) from None
    if not content.strip():
        raise Fault(
            str(path),
            "",
            ("filen er tom", "the file is empty"),
            ("begynd med circular new project", "start with circular new project"),
        )
    return content


def _imported(path: Path) -> Building:
    from circular.building.importers import import_project

    building: Building | None = import_project(path)
    if building is None:
        raise Fault(
            str(path),
            "",
            ("ikke et byggeprojekt, som kan læses", "not a building project that can be read"),
            (
                "giv en building/1-fil (.yaml eller .xlsx fra circular new project), en LCAbyg-eksport, LCAx eller IFC; "
                "en EPD hentes ind med circular materials import",
                "hand in a building/1 file (.yaml, or .xlsx from circular new project), an LCAbyg export, LCAx or IFC; "
                "an EPD is taken in by circular materials import",
            ),
        )
    return building
