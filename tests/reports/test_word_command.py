"""`circular check --format word=OUT`: where the copies go, what is refused, and what the comments say."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document as WordDocument

from circular.cli import program

sys.path.append(str(Path(__file__).resolve().parents[1] / "documents"))

from docx_files import docx, p

pytestmark = pytest.mark.usefixtures("documents_read_here")

HEADING = p("Krav til materialer", style="Overskrift1")
DEMAND = p("Mindst 20 % af murstenene skal være direkte genbrugte.")
TENDER = docx(p("Udbudsbetingelser", style="Overskrift1"), p("Kommunen udbyder renovering af Birkeskolen i hovedentreprise. Udbuddet er offentliggjort den 1. september 2026."), HEADING, DEMAND)  # fmt: skip


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["check", *arguments, "--as-of", "2026-11-24", "--category", "renovation", "--no-cache"], standalone_mode=False)  # fmt: skip


def comments(file: Path) -> list[tuple[str, str]]:
    opened: Any = WordDocument(str(file))
    return [(one.author, one.text) for one in opened.comments]


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    folder = tmp_path / "udbud"
    (folder / "bilag").mkdir(parents=True)
    (folder / "krav.docx").write_bytes(TENDER)
    (folder / "bilag" / "krav.docx").write_bytes(docx(p("Bilag 1"), p("Glas skal genbruges i videst muligt omfang.")))
    return folder


def test_a_folder_gets_a_copy_of_each_document_at_its_place(tender: Path, tmp_path: Path) -> None:
    done = run(str(tender), "--format", f"word={tmp_path / 'ud'}")
    assert done.return_value == 1
    assert sorted(file.relative_to(tmp_path / "ud").as_posix() for file in (tmp_path / "ud").rglob("*.docx")) == ["bilag/krav.docx", "krav.docx"]  # fmt: skip
    assert "krav.docx" in done.stderr and "holder ikke" in done.stderr
    assert (tender / "krav.docx").read_bytes() == TENDER


def test_what_is_missing_stands_once_with_its_clause_at_the_heading_of_demands(tender: Path, tmp_path: Path) -> None:
    run(str(tender), "--format", f"word={tmp_path / 'ud'}")
    said = [text for file in ("krav.docx", "bilag/krav.docx") for _, text in comments(tmp_path / "ud" / file)]
    lca = [text for text in said if text.startswith("Mangler:") and "CIRC-101" in text]
    assert len(lca) == 1
    everything = [text.splitlines()[0] for text in said if "CIRC-" in text.splitlines()[0] or "DRAFT-117" in text]
    assert len(everything) == len(set(everything))
    assert not any("Mangler" in text for _, text in comments(tmp_path / "ud" / "bilag" / "krav.docx"))
    assert "Tekst til at sætte ind:\nMindstekrav: " in lca[0] and "livscyklusvurdering" in lca[0]
    with zipfile.ZipFile(tmp_path / "ud" / "krav.docx") as package:
        text = package.read("word/document.xml").decode()
    assert text.index("commentRangeStart") < text.index("Udbudsbetingelser")
    between = text[text.index("hovedentreprise") : text.index("Krav til materialer")]
    assert "commentRangeStart" in between


def test_rules_that_want_the_same_share_a_comment(tmp_path: Path) -> None:
    (tmp_path / "krav.docx").write_bytes(docx(HEADING, DEMAND, p("Tegl skal opfylde kravene i bilag 3.")))
    run(str(tmp_path / "krav.docx"), "--format", f"word={tmp_path / 'ud'}")
    said = [text.splitlines() for _, text in comments(tmp_path / "ud" / "krav.docx")]
    (shared,) = [lines for lines in said if lines[0].endswith("regler kan ikke afgøres uden bilag 3")]
    assert len(shared) - 1 == int(shared[0].split()[0]) > 1
    assert not any(lines[0].startswith("Kan ikke afgøres") and lines[-1] == "Savnes: bilag 3." for lines in said)
    assert "Ikke læst: “bilag 3”." in said[0]


def test_one_document_may_be_one_file(tender: Path, tmp_path: Path) -> None:
    done = run(str(tender / "krav.docx"), "--format", f"word={tmp_path / 'kopi.docx'}")
    assert done.return_value == 1
    assert ("circular – krav i teksten", "Direkte genbrug: bindende, mindstekrav, ≥ 20 % af murstenene") in [
        (author, text.splitlines()[0]) for author, text in comments(tmp_path / "kopi.docx")
    ]


def test_english_comments_are_english(tender: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIRCULAR_LANG", "en")
    run(str(tender / "krav.docx"), "--format", f"word={tmp_path / 'copy.docx'}")
    said = "\n".join(text for _, text in comments(tmp_path / "copy.docx"))
    assert "Missing: " in said and "Text to put in:" in said
    assert not any(word in said for word in ("Mangler", "holder ikke", "Samlet", "bindende", "Kilde"))


def test_two_cases_get_a_folder_each(tender: Path, tmp_path: Path) -> None:
    other = tmp_path / "andet"
    other.mkdir()
    (other / "krav.docx").write_bytes(TENDER)
    run(str(tender), str(other), "--format", f"word={tmp_path / 'ud'}")
    assert (tmp_path / "ud" / "udbud" / "krav.docx").is_file() and (tmp_path / "ud" / "andet" / "krav.docx").is_file()


def test_a_document_in_an_archive_is_copied_out_of_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pakke.zip", "w") as package:
        package.writestr("mappe/krav.docx", TENDER)
    run(str(tmp_path / "pakke.zip"), "--format", f"word={tmp_path / 'ud'}")
    (copy,) = (tmp_path / "ud").rglob("krav.docx")
    assert comments(copy)


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("krav.docx", "kopi.docm", "skal også hedde .docx"),
        ("krav.docx", "udbud/krav.docx", "sagens egne dokumenter"),
        (".", "kopi.docx", "kun ét filnavn"),
        (".", "udbud/kopier", "sagens egne dokumenter"),
    ],
)
def test_targets_that_would_do_harm_are_refused(source: str, target: str, said: str, tender: Path, tmp_path: Path) -> None:  # fmt: skip
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    done = run(str(tender / source), "--format", f"word={tmp_path / target}")
    assert done.exception is not None and said in done.exception.told("da")  # type: ignore[attr-defined]
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_without_a_word_file_another_format_is_named(tmp_path: Path) -> None:
    (tmp_path / "krav.md").write_text("# Krav\n\nMindst 20 % af murstenene skal være genbrugte.\n", encoding="utf-8")
    done = run(str(tmp_path / "krav.md"), "--format", f"word={tmp_path / 'ud'}")
    assert done.exception is not None and "html=FIL" in done.exception.told("da")  # type: ignore[attr-defined]


def test_a_word_file_that_cannot_be_read_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "krav.docx").write_bytes(TENDER[:900])
    done = run(str(tmp_path / "krav.docx"), "--format", f"word={tmp_path / 'ud'}")
    assert done.exception is not None and "zip" in done.exception.told("da")  # type: ignore[attr-defined]


def test_of_two_cases_the_one_without_a_word_file_is_named(tender: Path, tmp_path: Path) -> None:
    (tmp_path / "brev.md").write_text("# Krav\n\nMindst 20 % af murstenene skal være genbrugte.\n", encoding="utf-8")
    done = run(str(tender), str(tmp_path / "brev.md"), "--format", f"word={tmp_path / 'ud'}")
    assert "brev: ingen Word-fil at kommentere" in done.stderr
    assert (tmp_path / "ud" / "udbud" / "krav.docx").is_file()


def test_macros_stay_in_a_macro_document_and_are_told(tmp_path: Path) -> None:
    macros = docx(HEADING, DEMAND, extra={"word/vbaProject.bin": b"\0macro"})
    (tmp_path / "krav.docm").write_bytes(macros)
    done = run(str(tmp_path / "krav.docm"), "--format", f"word={tmp_path / 'ud'}")
    assert "makroerne er kopieret med, men ikke kørt" in done.stderr
    with zipfile.ZipFile(io.BytesIO((tmp_path / "ud" / "krav.docm").read_bytes())) as package:
        assert package.read("word/vbaProject.bin") == b"\0macro"


def test_a_signature_is_told_not_to_hold(tmp_path: Path) -> None:
    (tmp_path / "krav.docx").write_bytes(docx(HEADING, DEMAND, extra={"_xmlsignatures/sig1.xml": b"<a/>"}))
    done = run(str(tmp_path / "krav.docx"), "--format", f"word={tmp_path / 'ud'}")
    assert "underskriften gælder ikke kopien" in done.stderr
