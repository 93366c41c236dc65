"""Files of every format, damaged by seeded mutation: a result or a Fault in two lines, never another error."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from foreign_epd import MASS, TOTAL_A1, TOTAL_A2, flow_xml, oekobaudat, process_xml, soda, zipped
from foreign_excel import Export, Made, save
from foreign_ifc import Model
from foreign_lcabyg import edge, node, project, result, stage, use
from test_epds import OPENEPD
from test_lcax_and_quantities import BILL, lcax

from circular.building.epd import read_epds
from circular.building.epd_library import into_library
from circular.building.new_project import new_project
from circular.faults import Fault
from circular.lca.audit import audit
from circular.reports.audit_text import audit_json, audit_text

JUNK: list[Any] = [None, [], {}, "", -1, 0, 1e30, 3.5, True, "x", "9" * 50, [None], [[]], {"a": 1}, {"": None}]
OWN = [
    node("Product", id="p", name="Egen"),
    edge("ProductToStage", "p", "s1", {"id": "x1", "enabled": True}),
    stage("s1", "A1to3", 200.0),
    use("mur", "p"),
]
SEEDS: dict[str, Any] = {
    "lcabyg": project(*OWN),
    "result": result(),
    "lcax": lcax(),
    "soda": soda({TOTAL_A2: {"A1-A3": 5, "D@a": -1, "D@b": 1}}, other=((MASS, 2.0),), properties=(("gross density", "2700", "kg/m^3"),)),
    "openepd": OPENEPD,
}  # fmt: skip


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from paths(inner, (*path, key))


def mutated(seed: Any, chance: random.Random) -> Any:
    """The data with one to three parts taken out or exchanged."""
    data = copy.deepcopy(seed)
    for _ in range(chance.randint(1, 3)):
        *above, last = chance.choice(list(paths(data)))
        here = data
        for key in above:
            here = here[key]
        if chance.random() < 0.3:
            del here[last]
        else:
            here[last] = copy.deepcopy(chance.choice(JUNK))
        if not data:
            return data
    return data


def flipped(content: bytes, chance: random.Random) -> bytes:
    """The bytes with some exchanged, taken out or put in."""
    damaged = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, how = chance.randrange(len(damaged)), chance.random()
        if how < 0.5:
            damaged[at] = chance.randrange(256)
        elif how < 0.75 and len(damaged) > 100:
            del damaged[at : at + chance.randint(1, 40)]
        else:
            damaged[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 10)))
    return bytes(damaged)


def survives(work: Callable[[], object]) -> None:
    try:
        work()
    except Fault as fault:
        for language in ("da", "en"):
            assert len(fault.told(language).splitlines()) <= 2, fault.told(language)


def audited(path: Path) -> None:
    found = audit(path)
    audit_text(found, "da")
    audit_json(found)


@pytest.mark.parametrize("kind", SEEDS)
def test_json_with_parts_missing_or_exchanged(tmp_path: Path, kind: str) -> None:
    chance = random.Random(f"circular {kind}")
    path = tmp_path / "fil.json"
    for _ in range(120):
        path.write_text(json.dumps(mutated(SEEDS[kind], chance)), encoding="utf-8")
        if kind in ("soda", "openepd"):
            survives(lambda: into_library(read_epds(path), None, "materials.yaml"))
        else:
            survives(lambda: new_project(path, tmp_path / "ud.yaml"))
        if kind == "result":
            survives(lambda: audited(path))


def ifc() -> bytes:
    model = Model()
    wall = model.element("IFCWALL", "Mur")
    model.external(wall, True)
    model.quantities(wall, NetVolume=3.0, NetSideArea=10.0)
    model.made_of(wall, model.layers(("Teglsten, formur", 0.108), ("Luft", 0.05)))
    return model.text().encode()


@pytest.mark.parametrize(
    ("kind", "times"),
    [
        ("xlsx", 6),
        pytest.param("xlsx", 40, marks=pytest.mark.slow),
        *((k, 40) for k in ("ifc", "csv", "xml", "zip", "obd")),
    ],
)
def test_bytes_exchanged(tmp_path: Path, kind: str, times: int) -> None:
    """A workbook is opened by a process of its own, so the quick tests try few."""
    if kind == "ifc":
        pytest.importorskip("ifcopenshell", reason="the extra ifc is not installed")
    chance = random.Random(f"circular {kind}")
    process = process_xml({TOTAL_A1: {"A1-A3": 300, "B1": None, "C4": 0}})
    content = {
        "xlsx": lambda: save(Export([Made("Ruder", 30.0, "m²", 25, 41.5)]), tmp_path / "e.xlsx").read_bytes(),
        "ifc": ifc,
        "csv": BILL.encode,
        "xml": lambda: process,
        "zip": lambda: zipped({"ILCD/processes/p.xml": process, "ILCD/flows/f.xml": flow_xml()}),
        "obd": lambda: oekobaudat([{"UUID": "u", "Name (de)": "D", "Bezugsgroesse": "1", "Bezugseinheit": "kg", "Modul": "A1-A3", "GWP": "1,5"}]),
    }[kind]()  # fmt: skip
    path = tmp_path / f"fil.{'csv' if kind == 'obd' else kind}"
    for _ in range(times):
        path.write_bytes(flipped(content, chance))
        if kind in ("xml", "zip", "obd"):
            survives(lambda: into_library(read_epds(path), None, "materials.yaml"))
        else:
            survives(lambda: new_project(path, tmp_path / "ud.yaml"))
        if kind == "xlsx":
            survives(lambda: audited(path))
