"""`circular check TENDER PROJECT --package` with files of the kinds people send: Word with tables, a workbook, an archive."""

from __future__ import annotations

import io
import json
import zipfile
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from circular.building import read_building
from circular.building.workbook_out import project_workbook
from circular.cli import program
from circular.cli.guard import run

pytestmark = pytest.mark.usefixtures("documents_read_here")

DAY = ("--as-of", "2026-11-24")


def tender(path: Path, *paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> Path:
    """A specification in Word."""
    document = Document()
    document.add_heading("Kravspecifikation – renovering af skolen", 0)
    document.add_heading("2 Krav til materialer", 1)
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            cells = grid.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
    document.save(str(path))
    return path


def project(root: Path, path: Path, reused: str) -> Path:
    """The nursery with so large a share of reuse that the wanted is above or below it; a workbook of ours."""
    building = read_building(root / "examples" / "nybyg.yaml")
    parts = tuple(
        part.model_copy(update={"reused": part.name.startswith(reused)})
        if reused and part.name.startswith(reused)
        else part
        for part in building.components
    )
    project_workbook(path, "da", building.model_copy(update={"components": parts, "works": "renovation"}))
    return path


def judged(capsys: pytest.CaptureFixture[str], *paths: Path) -> dict[str, Any]:
    run(program, ["check", *map(str, paths), "--package", *DAY, "--format", "json"])
    (case,) = json.loads(capsys.readouterr().out)["cases"]
    return {one["code"]: one for one in case["findings"]} | {"kind": case["kind"], "documents": case["documents"]}


def test_word_and_workbook_twenty_per_cent_demanded_and_less_designed(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = tender(tmp_path / "kravspec.docx", "Mindst 20 % af materialerne, målt i masse, skal være genbrugte.")
    found = judged(capsys, spec, project(root, tmp_path / "projekt.xlsx", "Skalmur"))
    finding = found["CIRC-901"]
    assert found["kind"] == "mixed" and finding["verdict"] == "fail"
    (part,) = finding["parts"]
    assert part["limit"] == pytest.approx(0.2) and 0.05 < part["value"] < 0.2
    assert finding["places"][0]["file"] == "kravspec.docx"
    assert "Udbuddet kræver 20 % genbrugte materialer; projektet har" in finding["because"]


def test_what_is_demanded_in_a_table_and_met_holds(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (("Nr.", "Krav"), ("K-1", "Mindst 5 % af materialerne, målt i masse, skal være genbrugte."))
    spec = tender(tmp_path / "krav.docx", "Kravene står i tabellen.", table=rows)
    finding = judged(capsys, spec, project(root, tmp_path / "projekt.xlsx", "Skalmur"))["CIRC-901"]
    assert finding["verdict"] == "pass"


def test_a_soft_wish_or_a_share_of_one_material_is_no_demand_on_all(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = tender(
        tmp_path / "krav.docx",
        "Det tilstræbes, at mindst 20 % af materialerne er genbrugte.",
        "Mindst 50 % af murstenene skal være genbrugte.",
    )
    assert judged(capsys, spec, project(root, tmp_path / "p.xlsx", ""))["CIRC-901"]["verdict"] == "not_applicable"


def test_the_strictest_of_two_limits_counts_and_is_pointed_at(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = tender(
        tmp_path / "krav.docx",
        "Bygningens klimapåvirkning må højst være 7,0 kg CO2e/m²/år.",
        "Bygningens klimapåvirkning må højst være 6,5 kg CO2e/m²/år.",
    )
    finding = judged(capsys, spec, project(root, tmp_path / "p.xlsx", ""))["CIRC-904"]
    assert finding["parts"][0]["limit"] == 6.5 and finding["verdict"] == "fail"
    assert "Mindste bytte af ét materiale" in finding["because"] or "Intet bytte" in finding["because"]


def test_an_archive_of_both_is_one_case(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = tender(tmp_path / "kravspec.docx", "Mindst 20 % af materialerne, målt i masse, skal være genbrugte.")
    book = project(root, tmp_path / "projekt.xlsx", "")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for file in (spec, book):
            package.write(file, f"udbud/{file.name}")
    (tmp_path / "udbud.zip").write_bytes(stream.getvalue())
    finding = judged(capsys, tmp_path / "udbud.zip")["CIRC-901"]
    assert finding["verdict"] == "fail" and D(repr(finding["parts"][0]["value"])) < D("0.2")


def test_a_tender_that_demands_selective_demolition_serves_the_project_s_duty(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = tender(tmp_path / "krav.docx", "Entreprenøren skal udføre nedrivningen som selektiv nedrivning.")
    path = tmp_path / "skole.yaml"
    path.write_text((root / "examples" / "skole.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert judged(capsys, spec, path)["DEM-101"]["verdict"] == "pass"
    text = path.read_text(encoding="utf-8") + "\ndemolition: {coordinator: true, demolition_plan: false}\n"
    path.write_text(text, encoding="utf-8")
    assert judged(capsys, spec, path)["DEM-101"]["verdict"] == "fail"
