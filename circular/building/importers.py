"""Reads a project out of whatever file an architect has, told by its content."""

from __future__ import annotations

from pathlib import Path

from circular.building.foreign import content_of, json_of
from circular.building.ifc import read_ifc
from circular.building.lcabyg import building_from
from circular.building.lcabyg_from_results import building_of_export
from circular.building.lcabyg_graph import graph_of, read_graph
from circular.building.lcabyg_json import export_of, is_results
from circular.building.model import Building
from circular.faults import Fault, Said

BOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
FILL_IN: Said = (
    "begynd med circular new project --from FIL, og udfyld det, der mangler",
    "begin with circular new project --from FILE, and fill in what is missing",
)


def import_project(path: Path) -> Building | None:
    """The project of a foreign file or folder; None where it is of no format we know; raises Fault for a broken one.

    `warnings` of the Building name everything that the file holds and that was not carried over.
    """
    building = project_from(path)
    if building is not None and building.reference_area_m2 <= 0:
        raise Fault(
            str(path),
            "",
            ("filen siger ikke, hvor stor bygningen er (reference_area_m2)", "the file does not say how large the building is (reference_area_m2)"),
            FILL_IN,
        )  # fmt: skip
    return building


def project_from(path: Path) -> Building | None:
    """The same, also where the file does not tell the area: it is then 0 and must be filled in."""
    if path.is_dir():
        return _of_folder(path)
    read_model = read_ifc(path)
    if read_model is not None:
        return read_model
    if path.suffix.lower() in BOOKS:
        return _of_table(path)
    return _of_json(path) if _looks_like_json(path) else None


def _of_folder(path: Path) -> Building | None:
    from circular.building.foreign import Notes

    notes = Notes(str(path))
    if next(path.rglob("*.json"), None) is None:
        return None
    graph = read_graph(path, notes)
    return None if graph is None else building_from(graph, notes)


def _looks_like_json(path: Path) -> bool:
    if path.suffix.lower() == ".json":
        return True
    try:
        with path.open("rb") as file:
            return file.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[")
    except OSError:
        return False


def _of_json(path: Path) -> Building | None:
    from circular.building.foreign import Notes
    from circular.building.lcax import building_of, camel, is_lcax

    data = json_of(content_of(path), str(path))
    if is_results(data):
        return building_of_export(export_of(data, str(path)))
    if is_lcax(data):
        return building_of(camel(data), str(path))
    notes = Notes(str(path))
    graph = graph_of([(str(path), data)], str(path), notes)
    return None if graph is None else building_from(graph, notes)


def _of_table(path: Path) -> Building | None:
    from circular.building.lcabyg_excel import read_excel
    from circular.building.quantities import read_quantities

    if path.suffix.lower() in (".xlsx", ".xlsm"):
        export = read_excel(path)
        if export is not None:
            return building_of_export(export)
    return read_quantities(path)
