"""`circular check --against`, and drafts judged with and without their tracked changes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jsonschema
import pytest
from in_process import Told, circular

sys.path.append(str(Path(__file__).resolve().parents[1] / "documents"))
from docx_files import docx, p, t

pytestmark = pytest.mark.usefixtures("documents_read_here")

SPECIFICATION = """# Kravspecifikation – renovering af Birkeskolen

## 4 Materialer

4.1 Mindst 20 % af murstenene, opgjort efter vægt, skal være direkte genbrugte.

| ID | Krav | Type |
|---|---|---|
| K-7 | Leverandøren skal tage emballage retur | MK |
| K-8 | Der skal afleveres et materialepas for alle bygningsdele | MK |
"""
ADDENDUM = """# Rettelsesblad 1

Krav K-8 udgår.

Punkt 4.1 i kravspecifikationen erstattes af: Mindst 10 % af murstenene, opgjort efter vægt, bør være direkte genbrugte.
"""


def run(*arguments: str) -> Told:
    return circular("check", "--category", "renovation", "--as-of", "2026-06-01", *arguments, cwd=Path.cwd())


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "udbud"
    folder.mkdir()
    (folder / "Kravspecifikation.md").write_text(SPECIFICATION, encoding="utf-8")
    (folder / "Udbudsbetingelser.md").write_text(
        "# Udbudsbetingelser\n\nRenovering af skolen udbydes.\n", encoding="utf-8"
    )
    return folder


def test_an_addendum_that_strikes_and_softens_shows_as_gone_and_weakened(
    package: Path, root: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.json"
    assert run(str(package), "--format", f"json={old}").returncode in (0, 1)
    (package / "Rettelsesblad.md").write_text(ADDENDUM, encoding="utf-8")
    answer = json.loads(run(str(package), "--against", str(old), "--format", "json").stdout)
    jsonschema.validate(answer, json.loads((root / "docs/schemas/check.schema.json").read_text(encoding="utf-8")))
    (changes,) = answer["against"]
    assert [one["text"][:3] for one in changes["gone"]] == ["K-8"]
    assert [one["old"]["text"][:3] for one in changes["weakened"]] == ["4.1"]
    assert "bindende → blødt" in changes["weakened"][0]["weaker"]
    text = run(str(package), "--against", str(old)).stdout
    assert "Krav, der er væk" in text
    assert "Svækkede krav" in text


def test_an_unreadable_old_answer_is_one_clear_line(package: Path, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    result = run(str(package), "--against", str(tmp_path / "x.json"))
    assert result.returncode == 2
    assert "x.json" in result.stderr


def test_a_draft_is_judged_with_and_without_its_tracked_changes(package: Path) -> None:
    by = "w:id='1' w:author='NN' w:date='2026-01-01T00:00:00Z'"
    softened = f"<w:ins {by}>{t('bør')}</w:ins><w:del {by}><w:r><w:delText>skal</w:delText></w:r></w:del>"
    (package / "Kravspecifikation.md").unlink()
    (package / "Kravspecifikation.docx").write_bytes(docx(p("Kravspecifikation", style="Overskrift1"), p("Der ", softened, t(" afleveres et materialepas for alle bygningsdele."))))  # fmt: skip
    (case,) = json.loads(run(str(package), "--format", "json").stdout)["cases"]
    assert case["notes"][0] == "sporede ændringer i Kravspecifikation.docx: bedømt, som de står med ændringerne"
    assert len(case["notes"]) >= 2
    assert [clause["strength"] for clause in case["clauses"] if "materialepas" in clause["text"]] == ["soft"]
