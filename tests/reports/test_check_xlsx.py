"""The checklist as a workbook: a row a rule, links to the documents, nothing that a spreadsheet would compute."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from circular.checking import Checked, check
from circular.cli import program
from circular.reports.check_xlsx import check_workbook
from circular.reports.sheets import put

pytestmark = pytest.mark.usefixtures("documents_read_here")

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def case(root: Path) -> Checked:
    return check(root / "examples" / "udbud-skole", as_of=DAY)[0]


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def test_every_finding_is_a_row_with_room_for_an_assessment(case: Checked) -> None:
    sheet = opened(check_workbook([case], "da"))["Tjekliste"]
    assert case.report is not None
    assert sheet.max_row == len(case.report.findings) + 1
    heading = [cell.value for cell in sheet[1]]
    assert heading[-2:] == ["Vurdering", "Ansvarlig"]
    assert sheet.freeze_panes == "D2" and sheet.auto_filter.ref.startswith("A1:")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    failing = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[3] == "holder ikke"]
    assert len(failing) == sum(f.verdict == "fail" and f.counts for f in case.report.findings)


def test_both_languages_have_the_same_sheets_and_columns(case: Checked) -> None:
    danish, english = (opened(check_workbook([case], language)) for language in ("da", "en"))
    assert danish.sheetnames == ["Tjekliste", "Klausuler", "Dokumenter", "Fravigelser", "Kilder"]
    assert english.sheetnames == ["Checklist", "Clauses", "Documents", "Waivers", "Sources"]
    for ours, theirs in zip(danish, english, strict=True):
        assert (ours.max_row, ours.max_column) == (theirs.max_row, theirs.max_column)


@pytest.mark.parametrize("text", ["=1+1", "+45 12", "-2", "@SUM(A1)", "  =HYPERLINK(1)", "\t=1"])
def test_a_text_never_becomes_a_formula(text: str) -> None:
    cell = Workbook().create_sheet().cell(1, 1)
    put(cell, text)
    assert cell.data_type == "s"
    assert cell.quotePrefix is True


def test_the_command_writes_links_that_lead_to_the_documents(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "liste.xlsx"
    done = CliRunner().invoke(program, ["check", str(root / "examples" / "udbud-skole"), "--as-of", "2026-11-24", "--format", f"xlsx={target}"], standalone_mode=False)  # fmt: skip
    assert done.return_value == 1
    links = [cell.hyperlink.target for row in load_workbook(target)["Tjekliste"] for cell in row if cell.hyperlink]
    assert links
    assert all((tmp_path / link.split("#")[0]).is_file() for link in links)
