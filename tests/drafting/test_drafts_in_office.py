"""LibreOffice opens what is drafted and loses nothing of it on the way to another format."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from circular.documents import read
from circular.drafting import load_clauses
from circular.drafting.compose import TenderDraft, compose_tender
from circular.drafting.lay_out import blocks_of
from circular.drafting.matrix import rows_of, to_xlsx
from circular.drafting.word import to_docx
from circular.language import Language

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def drafted(language: Language) -> TenderDraft:
    return compose_tender("renovation", "front_runner", load_clauses(), language=language)


def converted(file: Path, kind: str) -> Path:
    profile = f"-env:UserInstallation={(file.parent / 'office').as_uri()}"
    target = file.parent / "converted"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(target), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return target / f"{file.stem}.{kind}"


def words(path: Path) -> str:
    (document,) = read([path])
    assert document.status == "read"
    return " ".join(" ".join(block.text for block in document.blocks).split())


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_tender_keeps_every_demand_in_word_and_pdf(language: Language, tmp_path: Path) -> None:
    tender = drafted(language)
    file = tmp_path / "udbud.docx"
    file.write_bytes(
        to_docx(blocks_of(tender), title=tender.title, language=language, numbered_headings=True, show_title=True)
    )
    again, pdf = words(converted(file, "docx")), words(converted(file, "pdf"))
    for entry in tender.entries:
        assert entry.clause.demand in again
        assert entry.id in pdf
    assert tender.title in again and "3.1" in pdf


def test_a_matrix_keeps_every_row_in_another_format(tmp_path: Path) -> None:
    tender = drafted("da")
    file = tmp_path / "kravmatrix.xlsx"
    file.write_bytes(to_xlsx(tender))
    text = words(converted(file, "ods"))
    for row in rows_of(tender):
        assert row[0] in text and row[2] in text
