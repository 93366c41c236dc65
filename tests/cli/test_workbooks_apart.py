"""A workbook that is made to end its reader ends one process and one line, whatever command opens it."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from circular.building.tables import sheets_of, workbook
from circular.cli import program
from circular.cli.guard import run
from circular.documents import cells_apart, cells_worker
from circular.documents.isolation import Worker
from circular.faults import Fault
from tests.fuzz.targets import TARGETS

COMMANDS = (
    ("lca",), ("lca", "--audit"), ("optimise",), ("new", "project", "--from"), ("new", "portfolio", "--from"), ("register", "import"),
)  # fmt: skip


def filled(path: Path) -> Path:
    book = Workbook()
    book.active.append(["Materiale", 2.5, 3, True, date(2026, 11, 25), datetime(2026, 11, 25, 8, 30), time(8, 30)])  # type: ignore[union-attr]
    book.active.append(["Tegl"])  # type: ignore[union-attr]
    book.create_sheet("date")
    book.save(path)
    return path


def huge(path: Path) -> Path:
    """A small workbook whose last cell is the last that Excel knows, so that a reader asks for 400 GB."""
    whole = io.BytesIO(filled(path).read_bytes())
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                part = part.replace(b"</sheetData>", last)
            target.writestr(name, part)
    return path


def old(path: Path) -> Path:
    """A sheet of Excel's older format whose inside asks for more memory than there is (a find of fuzzing)."""
    path.write_bytes(TARGETS["xls"].case(7, 921))
    return path


@pytest.mark.parametrize(
    ("make", "command"),
    [
        *((huge, command) for command in COMMANDS),
        (old, COMMANDS[0]),
        *(pytest.param(old, command, marks=pytest.mark.slow) for command in COMMANDS[1:]),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else given.__name__,
)
def test_a_workbook_that_ends_its_reader_is_told_in_two_lines(
    make: object, command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(make)
    path = make(tmp_path / f"ark{'.xls' if make is old else '.xlsx'}")
    more = ("--register", str(tmp_path / "r.sqlite")) if command[0] == "register" else ()
    out = ("--out", str(tmp_path / "ud.yaml")) if command[0] == "new" and command[1] == "project" else ()
    target = (str(tmp_path / "ud.yaml"),) if command[:2] == ("new", "portfolio") else ()
    assert run(program, [*command[:2 if command[0] == "new" else 1], *target, *command[2 if command[0] == "new" else 1 :], str(path), *more, *out]) == 2  # fmt: skip
    said = capsys.readouterr().err
    assert said.count("\n") <= 2 and path.name in said and "Traceback" not in said and "Uventet" not in said


def test_cells_come_back_as_they_stood(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx")
    here = cells_worker.opened(str(path), False, None, False, 100, 1000)["sheets"]
    assert cells_apart.cells_of(path) == dict(here)
    assert here[0][1][0] == ["Materiale", 2.5, 3.0, True, date(2026, 11, 25), datetime(2026, 11, 25, 8, 30), time(8, 30)]  # fmt: skip
    assert list(sheets_of(path, first=True, rows=1)) == ["Sheet"]


@pytest.mark.parametrize("value", [date(2026, 1, 2), datetime(2026, 1, 2, 3, 4, 5, 6), time(1, 2), timedelta(1.5)])
def test_what_json_has_no_word_for_is_marked(value: object) -> None:
    told = cells_worker.marked(value)
    assert len(told) == 1 and cells_worker.unmarked(told) == value


def test_too_many_rows_name_the_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells_apart, "MOST_CELLS", 3)
    with pytest.raises(Fault) as told:
        workbook(filled(tmp_path / "a.xlsx"))
    assert "Sheet" in told.value.told("da") and "rækker" in told.value.told("da")


STALLED = """
import os, sys, time
from circular.documents.worker import answer

def main():
    answer(os.fdopen(os.dup(1), "wb"), b"ready")
    sys.stdin.buffer.readline()
    time.sleep(600)
"""


def test_a_hang_becomes_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a_reader_that_stalls.py").write_text(STALLED, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(cells_apart, "TIMEOUT_S", 0.2)
    monkeypatch.setattr(cells_apart, "Worker", lambda memory_mb, _entry: Worker(memory_mb, "a_reader_that_stalls"))
    with pytest.raises(Fault, match=r"stopped after 0\.2 seconds"):
        workbook(filled(tmp_path / "a.xlsx"))


def test_no_workbook_of_others_is_opened_in_the_program_s_own_process() -> None:
    """The library that a crafted workbook can end is imported by the reading processes alone."""
    root = Path(__file__).resolve().parents[2] / "circular"
    found = {path.relative_to(root).as_posix() for path in root.rglob("*.py") if "import python_calamine" in (text := path.read_text(encoding="utf-8")) or "from python_calamine" in text}  # fmt: skip
    assert found == {"documents/cells_worker.py", "documents/old_sheets.py"}
