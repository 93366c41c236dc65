"""Makes a building/1 project out of a foreign file, so that the architect can go on from there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from circular.building.importers import project_from
from circular.building.library_out import library_text
from circular.building.mapping import mapping_for, mapping_yaml, own_file, read_mapping
from circular.building.model import Building
from circular.building.yaml_out import building_yaml
from circular.faults import Fault
from circular.language import Language

LIBRARY = "materials.yaml"
BOOKS = (".xlsx", ".xlsm")
OURS = (*BOOKS, ".yaml", ".yml")
"""Projects of ours may have a library beside them."""


@dataclass(frozen=True)
class NewProject:
    """The files of a new project, and what to say about them."""

    building: Building
    files: dict[Path, bytes]
    """Where each file goes, and its content: the project, its library, its mapping of material names."""
    lines: tuple[tuple[str, str], ...]
    """Everything that was not carried over, in Danish and English."""


def new_project(source: Path, out: Path, language: Language = "da") -> NewProject:
    """The files of a project read from `source`: YAML, or a workbook where `out` ends with .xlsx.

    Raises Fault where `source` is of no format we know, and where a library beside `out` holds other products.
    """
    building = _read(source)
    lines = tuple(zip(building.warnings, building.warnings_en or building.warnings, strict=False))
    files: dict[Path, bytes] = {out: _project(building, source, out, lines, language)}
    if building.library:
        library = out.parent / LIBRARY
        if library.exists():
            raise Fault(str(library), "", ("biblioteket findes allerede", "the library exists already"), ("skriv projektet i en mappe for sig", "write the project into a folder of its own"))  # fmt: skip
        files[library] = library_text(building.library).encode()
    beside = source.parent / LIBRARY
    if (
        not building.library
        and source.suffix.lower() in OURS
        and beside.is_file()
        and not (out.parent / LIBRARY).exists()
    ):
        files[out.parent / LIBRARY] = beside.read_bytes()
    asked = _materials(building, source)
    if asked:
        files[own_file(source)] = mapping_yaml(asked, mapping_for(source).columns, building.material_data).encode()
    return NewProject(building, files, lines)


def learned(source: Path, edited: Path) -> dict[str, str]:
    """Material names of a model or bill, with the ids that the user filled in in the project made of it."""
    from circular.building.reading import read_building

    original, now = _read(source), read_building(edited)
    filled: dict[tuple[str, str | None, str], str] = {
        (part.element, part.label, part.name): part.material for part in now.components
    }
    found: dict[str, str] = {}
    for index, part in enumerate(original.components):
        same = len(original.components) == len(now.components)
        identifier = now.components[index].material if same else filled.get((part.element, part.label, part.name), "")
        if part.material and identifier and identifier != part.material:
            found.setdefault(part.material, identifier)
    return found


def learn(source: Path, edited: Path) -> dict[Path, bytes]:
    """The mapping file of a model or bill with what the edited project teaches; empty where it teaches nothing."""
    taught = learned(source, edited)
    if not taught:
        return {}
    kept = read_mapping(own_file(source))[0] if own_file(source).is_file() else {}
    return {own_file(source): mapping_yaml({**kept, **taught}, mapping_for(source).columns).encode()}


def _read(source: Path) -> Building:
    """A project of ours as it is, any other file through the importers; raises Fault where neither knows it."""
    from circular.building.reading import WORKBOOKS, YAML, read_building
    from circular.building.workbook_in import is_project_workbook

    if not source.exists() or (source.is_file() and source.suffix.lower() in YAML):
        return read_building(source)
    if source.is_file() and source.suffix.lower() in WORKBOOKS and is_project_workbook(source):
        return read_building(source)
    building = project_from(source)
    if building is None:
        raise Fault(
            str(source),
            "",
            ("ikke et projekt, som kan læses", "not a project that can be read"),
            ("giv LCAbyg (JSON eller Excel), LCAx, IFC eller en mængdeliste (.xlsx, .csv)", "hand in LCAbyg (JSON or Excel), LCAx, IFC or a bill of quantities (.xlsx, .csv)"),
        )  # fmt: skip
    return building


def _project(
    building: Building, source: Path, out: Path, lines: tuple[tuple[str, str], ...], language: Language
) -> bytes:
    if out.suffix.lower() in BOOKS:
        from circular.building.workbook_out import workbook_bytes

        return workbook_bytes(language, building)
    told = ((f"lavet af {source.name}", f"made of {source.name}"), *lines)
    said = [f"# {(da if language == 'da' else en).removeprefix(f'{source}:').strip()}" for da, en in told]
    comments = "\n".join("".join(char if char.isprintable() else " " for char in line) for line in said)
    text = building_yaml(building)
    if building.reference_area_m2 <= 0:
        fill = "udfyld" if language == "da" else "fill in"
        text = text.replace("reference_area_m2: 0\n", f"reference_area_m2: 0   # {fill}\n", 1)
    return f"{comments}\n{text}".encode()


def _materials(building: Building, source: Path) -> dict[str, str]:
    """Material names of a model or a bill, with the ids that are known; none for files whose materials have ids."""
    if source.suffix.lower() not in (".ifc", ".ifczip", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv"):
        return {}
    if any(part.material.startswith("lcabyg-") for part in building.components) or building.energy_series:
        return {}
    mapping = mapping_for(source)
    for part in building.components:
        name = part.material if not part.material.startswith("#") and ":#" not in part.material else ""
        if name:
            mapping.id_of(name)
    kept = read_mapping(own_file(source))[0] if own_file(source).is_file() else {}
    return {**kept, **mapping.asked}
