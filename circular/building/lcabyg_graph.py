"""The nodes and edges of an LCAbyg project, from one file or a folder of split files, with what was odd about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from circular.building.foreign import Notes, content_of, json_of
from circular.building.lcabyg_words import stages
from circular.faults import Fault

KINDS = {"Node", "Edge", "Secret"}
MOST_ITEMS = 2_000_000
MOST_FILES = 500


@dataclass(frozen=True)
class Edge:
    """One connection; `said` is what stands on it, blank where the file only gives an id."""

    kind: str
    said: Mapping[str, Any]
    start: str
    end: str
    place: str

    @property
    def enabled(self) -> bool:
        return self.said.get("enabled") is not False


@dataclass
class Graph:
    """Nodes by id as (kind, fields), and edges by where they begin and end."""

    file: str
    nodes: dict[str, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    locked: int = 0
    _out: dict[tuple[str, str], list[Edge]] = field(default_factory=dict)
    _into: dict[tuple[str, str], list[Edge]] = field(default_factory=dict)
    _seen: set[tuple[Any, ...]] = field(default_factory=set)

    def all(self, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        return ((identifier, said) for identifier, (is_a, said) in self.nodes.items() if is_a == kind)

    def node(self, identifier: str, kind: str) -> Mapping[str, Any] | None:
        is_a, said = self.nodes.get(identifier, ("", {}))
        return said if is_a == kind else None

    def out(self, identifier: str, kind: str) -> list[Edge]:
        return self._out.get((identifier, kind), [])

    def into(self, identifier: str, kind: str) -> list[Edge]:
        return self._into.get((identifier, kind), [])

    def add_node(self, kind: str, said: Mapping[str, Any], place: str, notes: Notes) -> None:
        identifier = said.get("id")
        if not isinstance(identifier, str) or not identifier:
            notes(f"{kind} uden id er sprunget over", f"{kind} without an id was skipped", place)
            return
        known = self.nodes.get(identifier)
        if known is not None and known != (kind, said):
            notes(
                f"id {identifier} står to gange med forskelligt indhold; det første bruges",
                f"the id {identifier} stands twice with different content; the first is used",
                place,
            )
        self.nodes.setdefault(identifier, (kind, said))

    def add_edge(self, edge: Edge, identifier: str) -> None:
        key = (edge.kind, identifier, edge.start, edge.end)
        if identifier and key in self._seen:
            return
        self._seen.add(key)
        self.edges.append(edge)
        self._out.setdefault((edge.start, edge.kind), []).append(edge)
        self._into.setdefault((edge.end, edge.kind), []).append(edge)


def is_lcabyg(data: Any) -> bool:
    """Whether JSON is a list of nodes and edges as LCAbyg writes them."""
    return (
        isinstance(data, list)
        and bool(data)
        and isinstance(data[0], dict)
        and len(data[0]) == 1
        and next(iter(data[0])) in KINDS
    )


def read_graph(path: Path, notes: Notes) -> Graph | None:
    """The graph of a file or of a folder of split files (subfolders as well); None where nothing of it is LCAbyg's."""
    if path.is_dir():
        files = sorted(file for file in path.rglob("*.json") if file.is_file())
        if len(files) > MOST_FILES:
            raise Fault(str(path), "", (f"mere end {MOST_FILES} JSON-filer i mappen", f"more than {MOST_FILES} JSON files in the folder"), ("giv projektets egen mappe", "hand in the project's own folder"))  # fmt: skip
        return graph_of([(str(file), json_of(content_of(file), str(file))) for file in files], str(path), notes)
    return graph_of([(str(path), json_of(content_of(path), str(path)))], str(path), notes)


def graph_of(parts: list[tuple[str, Any]], file: str, notes: Notes) -> Graph | None:
    """The graph of JSON that has been read; parts that are not LCAbyg's are named and left out."""
    if not any(is_lcabyg(data) for _, data in parts):
        return None
    graph = Graph(file)
    for name, data in parts:
        if not is_lcabyg(data):
            notes(f"{Path(name).name} er ikke en del af LCAbyg-projektet og er sprunget over", f"{Path(name).name} is no part of the LCAbyg project and was skipped")  # fmt: skip
            continue
        if len(data) > MOST_ITEMS:
            raise Fault(
                name, "", (f"mere end {MOST_ITEMS} knuder og kanter", f"more than {MOST_ITEMS} nodes and edges")
            )
        prefix = f"{Path(name).name} " if len(parts) > 1 else ""
        for index, item in enumerate(data, 1):
            _add(graph, item, f"{prefix}[{index}]", notes)
    _tell_odd(graph, notes)
    return graph


def _add(graph: Graph, item: Any, place: str, notes: Notes) -> None:
    kind, said = next(iter(item.items())) if isinstance(item, dict) and len(item) == 1 else ("", None)
    if kind == "Secret":
        graph.locked += 1
    elif kind == "Node" and isinstance(said, dict) and len(said) == 1:
        name, fields = next(iter(said.items()))
        if isinstance(fields, dict):
            graph.add_node(str(name), fields, place, notes)
            return
        notes("en knude uden indhold er sprunget over", "a node without content was skipped", place)
    elif kind == "Edge" and isinstance(said, list) and len(said) == 3 and all(isinstance(end, str) for end in said[1:]):
        name, on_it = next(iter(said[0].items())) if isinstance(said[0], dict) and said[0] else (said[0], {})
        identifier = on_it.get("id", "") if isinstance(on_it, dict) else on_it if isinstance(on_it, str) else ""
        edge = Edge(str(name), on_it if isinstance(on_it, dict) else {}, said[1], said[2], place)
        graph.add_edge(edge, str(identifier or ""))
    else:
        notes("hverken knude, kant eller Secret; sprunget over", "neither node, edge nor Secret; skipped", place)


WALKED = (
    "MainBuilding", "BuildingToRoot", "BuildingToOperation", "BuildingToDGNBOperation", "RootToModel", "ParentTo",
    "RootToConstructionProcess", "ElectricitySource", "HeatingSource", "ProcessToInstallation", "ProcessToTransport",
    "InstallationOperation", "FuelUsage", "TransportTypeUsage", "CategoryToElement", "CategoryToConstruction",
    "CategoryToProduct", "CategoryToStage", "ElementToConstruction", "ConstructionToProduct", "ProductToStage",
)  # fmt: skip
STARTS = {"ElementToConstruction": "Element", "ConstructionToProduct": "Construction", "ProductToStage": "Product"}
ENDS = {"CategoryToElement": "Element", "ProductToStage": "Stage"}


def _tell_odd(graph: Graph, notes: Notes) -> None:
    if graph.locked:
        notes(f"{graph.locked} låst(e) blok(ke) (Secret) kan ikke læses og er ikke overført", f"{graph.locked} locked block(s) (Secret) cannot be read and were not carried over")  # fmt: skip
    unknown = Counter(edge.kind for edge in graph.edges if edge.kind not in WALKED)
    for kind, count in sorted(unknown.items()):
        notes(f"{count} kant(er) af typen {kind} kendes ikke og er ikke overført", f"{count} edge(s) of the kind {kind} are not known and were not carried over")  # fmt: skip
    for edge in graph.edges:
        start = STARTS.get(edge.kind)
        if start is not None and graph.node(edge.start, start) is None:
            notes(
                f"{edge.kind} begynder ved {edge.start}, som ikke er en {start} i filen; mængden kan ikke regnes med",
                f"{edge.kind} begins at {edge.start}, which is no {start} in the file; its amount cannot be counted",
                edge.place,
            )
        end = ENDS.get(edge.kind)
        if end is not None and graph.node(edge.end, end) is None and not (end == "Stage" and edge.end in stages()):
            notes(
                f"{edge.kind} ender ved {edge.end}, som ikke er en {end} i filen",
                f"{edge.kind} ends at {edge.end}, which is no {end} in the file",
                edge.place,
            )
