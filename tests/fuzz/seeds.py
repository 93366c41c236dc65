"""Whole files of every format that is read, made by our own writers; more from ../shared where it is present."""

from __future__ import annotations

import io
import json
import re
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "samples"
for folder in ("tests/documents", "tests/building/foreign", "tests/notices", "tests/optimise"):
    sys.path.append(str(ROOT / folder))
_MOST = 400_000


@cache
def documents() -> dict[str, tuple[bytes, ...]]:
    """Format -> files of it."""
    from test_broken_files import sources

    found: dict[str, list[bytes]] = {}
    for name, content in sources(ROOT).items():
        found.setdefault(name.rpartition(".")[2], []).append(content)
    for file in sorted((ROOT / "examples" / "udbud").rglob("*")):
        if file.is_file() and file.suffix[1:] in found and file.stat().st_size < _MOST:
            found[file.suffix[1:]].append(file.read_bytes())
    found["txt"] = [
        (ROOT / "tests" / "clauses" / "ordinary.txt").read_bytes()[:4000],
        "Tegl skal genbruges.".encode("utf-16"),
    ]
    found["xls"] = _old_sheets()
    return {name: tuple(contents[:6]) for name, contents in found.items()}


def _old_sheets() -> list[bytes]:
    """Sheets in Excel's older formats: our own matrix as LibreOffice writes it, and a container without a sheet."""
    from compound_files import msg

    return [msg("Ark", "ingen ark"), (Path(__file__).with_name("kravmatrix.xls")).read_bytes()]


@cache
def notices() -> tuple[bytes, ...]:
    from made_notices import lot, notice
    from made_ted import export, form_2014

    own = [
        notice(lot(), lot()),
        notice(lot(tags=[("strategic-procurement", "env-imp")])),
        export(form_2014("F02_2014")),
    ]
    real = sorted((SHARED / "notices").glob("*.xml")) if SHARED.is_dir() else []
    return (*own, *(file.read_bytes() for file in real if file.stat().st_size < 150_000))[:25]


@cache
def projects() -> tuple[bytes, ...]:
    return tuple((ROOT / "examples" / name).read_bytes() for name in ("skole.yaml", "nybyg.yaml"))


@cache
def portfolios() -> tuple[bytes, ...]:
    return ((ROOT / "examples" / "portefoelje.yaml").read_bytes(),)


@cache
def workbooks() -> tuple[bytes, ...]:
    from circular.building import read_building
    from circular.building.workbook_out import workbook_bytes

    return (workbook_bytes("da"), workbook_bytes("en", read_building(ROOT / "examples" / "skole.yaml")))


@cache
def lcabyg() -> tuple[bytes, ...]:
    from foreign_lcabyg import project, result

    return tuple(json.dumps(data).encode() for data in (project(), result()))


@cache
def lcabyg_books() -> tuple[bytes, ...]:
    from foreign_excel import Export, Made, save

    made = Export([Made("Mur", 12.5, "m3", 80.0, 100.0, 5.0, 1.0, -3.0), Made("Maling", 200.0, "m2", 15.0, 0.4)])
    with tempfile.TemporaryDirectory() as name:
        return (save(made, Path(name) / "a.xlsx").read_bytes(),)


@cache
def lcax() -> tuple[bytes, ...]:
    from test_lcax_and_quantities import BILL
    from test_lcax_and_quantities import lcax as made

    return (json.dumps(made()).encode(), BILL.encode())


@cache
def products() -> tuple[bytes, ...]:
    from foreign_epd import MASS, TOTAL_A1, TOTAL_A2, flow_xml, process_xml, soda, zipped
    from test_epds import OPENEPD

    ilcd = json.dumps(soda({TOTAL_A2: {"A1-A3": 5, "D@a": -1}}, other=((MASS, 2.0),))).encode()
    process = process_xml({TOTAL_A1: {"A1-A3": 5.0}})
    return (
        ilcd,
        json.dumps(OPENEPD).encode(),
        process,
        zipped({"ILCD/processes/a.xml": process, "ILCD/flows/flow-1.xml": flow_xml()}),
    )


@cache
def rules() -> tuple[bytes, ...]:
    files = sorted((ROOT / "rules" / "building").glob("*.yaml"))[:4] + sorted((ROOT / "rules" / "tender").rglob("*.yaml"))[:4]  # fmt: skip
    return tuple(_renamed(file.read_bytes()) for file in files)


def _renamed(content: bytes) -> bytes:
    """A rule with a code and a name of its own, so that it can stand beside the shipped ones."""
    content = re.sub(rb"(?m)^code: .*$", b"code: FUZZ-001", content)
    return re.sub(rb"(?m)^name: .*$", b"name: fuzzed-rule", content)


@cache
def profiles() -> tuple[bytes, ...]:
    return ((ROOT / "examples" / "circular.toml").read_bytes(),)


def waivers() -> tuple[bytes, ...]:
    return (b"- {rule: CO2-201, case: 'skole*', reason: Fredet facade, by: projektchef, until: 2027-01-01}\n",)


@cache
def answers() -> tuple[bytes, ...]:
    """JSON of an earlier check."""
    from datetime import date

    from circular.checking import check
    from circular.reports.check_json import check_json

    found = check(ROOT / "tests" / "golden" / "tender.md", as_of=date(2026, 11, 25), categories=("renovation",))
    return (json.dumps(check_json(found, "da")).encode(),)


def archive() -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "Tegl skal genbruges.")
    return out.getvalue()
