"""`circular check` as a person meets it: good packages, half-readable ones, and files that cannot be judged at all."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from docx import Document as WordDocument
from in_process import Told, circular, processor_seconds

DEMANDS = """# Kravspecifikation

Renovering af Birkeskolen i hovedentreprise. Udbuddet er offentliggjort den 1. september 2026. Byggetilladelse er ansøgt den 1. august 2026.

## 1 Mindstekrav

MK-01: Entreprenøren skal udarbejde en livscyklusvurdering (LCA) efter EN 15978 af de væsentlige byggematerialer i renoveringen.

MK-02: Mindst 20 % af murstenene, opgjort efter vægt, skal være direkte genbrugte.
"""


def run(*arguments: str, cwd: Path) -> Told:
    return circular(*arguments, cwd=cwd)


def run_alone(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own, where that is the point."""
    environment = {k: v for k, v in os.environ.items() if k not in ("CIRCULAR_LANG", "CIRCULAR_REGISTER")}
    return subprocess.run(
        [sys.executable, "-m", "circular", *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8",
        env=environment, timeout=120, check=False,
    )  # fmt: skip


def case(done: Told | subprocess.CompletedProcess[str]) -> dict[str, object]:
    (only,) = json.loads(done.stdout)["cases"]
    assert isinstance(only, dict)
    return only


def test_the_shipped_example_is_judged_in_the_contracts_json(root: Path, tmp_path: Path) -> None:
    done = run_alone(
        "check", str(root / "examples" / "udbud-skole"), "--format", "json", "--as-of", "2026-11-24", cwd=tmp_path
    )
    assert done.returncode == 1, done.stderr
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, json.loads((root / "docs/schemas/check.schema.json").read_text(encoding="utf-8")))
    found = case(done)
    assert found["verdict"] == "fail"
    assert found["categories"] == ["renovation", "demolition"]
    assert {d["status"] for d in found["documents"]} == {"read"}  # type: ignore[index,union-attr]
    findings = found["findings"]
    assert isinstance(findings, list)
    for finding in findings:
        if finding["verdict"] == "fail":
            assert finding["places"] or finding["searched"], f"{finding['code']} points nowhere"


def test_english_is_complete(root: Path, tmp_path: Path) -> None:
    done = run(
        "check",
        str(root / "examples" / "udbud-skole"),
        "--lang",
        "en",
        "--verbose",
        "--as-of",
        "2026-11-24",
        cwd=tmp_path,
    )
    for danish in (" bedømt ", "holder ikke", "kan ikke afgøres", "afhjælp", "kilde:", "ledt i"):
        assert danish not in done.stdout


def test_one_unreadable_file_among_several_is_told_first_and_the_case_is_judged(tmp_path: Path) -> None:
    package = tmp_path / "udbud"
    package.mkdir()
    (package / "kravspecifikation.md").write_text(DEMANDS, encoding="utf-8")
    (package / "bilag 3.docx").write_bytes(b"PK\x03\x04 torn off")
    done = run("check", "udbud", "--as-of", "2026-11-24", cwd=tmp_path)
    assert done.returncode in (0, 1)
    assert done.stdout.index("bilag 3.docx") < done.stdout.index("Samlet")


def test_a_missing_demand_is_unknown_when_a_demanding_document_could_not_be_read(tmp_path: Path) -> None:
    package = tmp_path / "udbud"
    package.mkdir()
    (package / "udbudsbetingelser.md").write_text(
        "# Udbudsbetingelser\n\nRenovering af Birkeskolen.\n", encoding="utf-8"
    )
    options = ("--category", "renovation", "--published", "2026-11-01", "--format", "json", "--as-of", "2026-11-24")
    silent = case(run("check", "udbud", *options, cwd=tmp_path))
    (package / "Kravspecifikation.pdf").write_bytes(b"%PDF-1.7\n torn off")
    torn = case(run("check", "udbud", *options, cwd=tmp_path))
    verdicts = [
        {f["code"]: f["verdict"] for f in found["findings"] if f["searched"] or f["missing"]}
        for found in (silent, torn)
    ]  # type: ignore[attr-defined]
    changed = {
        code for code, verdict in verdicts[0].items() if verdict == "fail" and verdicts[1].get(code) == "unknown"
    }
    assert changed, verdicts


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tom.pdf", b""),
        ("tom.docx", b""),
        ("program.docx", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" + b"\x00" * 400),
        ("afbrudt.docx", b"PK\x03\x04\x14\x00\x06\x00"),
        ("afbrudt.pdf", b"%PDF-1.7\n1 0 obj <<"),
        ("billede.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64),
        ("afbrudt.xlsx", b"PK\x03\x04\x14\x00\x06\x00"),
    ],
)
def test_what_cannot_be_judged_gets_one_clear_line_and_exit_2(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    done = run("check", name, cwd=tmp_path)
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stderr + done.stdout
    told = [line for line in done.stdout.splitlines() if name in line]
    assert len(told) == 1, done.stdout
    as_json = run("check", name, "--format", "json", cwd=tmp_path)
    assert as_json.returncode == 2
    found = case(as_json)
    assert found["verdict"] is None
    assert found["findings"] == []
    assert isinstance(found["error"], dict) and found["error"]["fault"]


def test_an_empty_folder_is_told_and_exit_2(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    done = run("check", "tom", cwd=tmp_path)
    assert done.returncode == 2
    assert "tom" in done.stdout + done.stderr
    assert "hint:" in done.stdout + done.stderr


def test_each_file_its_own_case_and_two_wins_over_one(tmp_path: Path) -> None:
    cases = tmp_path / "sager"
    cases.mkdir()
    (cases / "a.md").write_text(DEMANDS, encoding="utf-8")
    (cases / "b.docx").write_bytes(b"")
    done = run("check", "sager", "--each", "--format", "jsonl", cwd=tmp_path)
    assert done.returncode == 2
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [found["name"] for found in told] == ["a", "b"]
    assert told[1]["error"] and told[0]["error"] is None
    assert "1 af 2 sager kunne ikke læses" in done.stderr


def test_text_of_a_document_cannot_disguise_anything(tmp_path: Path) -> None:
    document = WordDocument()
    document.add_heading("Kravspecifikation [/bold] for renovering <script>alert(1)</script>", 1)
    document.add_paragraph(
        "Entreprenøren skal genbruge mindst 20 % af murstenene \u202e[red]omvendt[/red] <img src=x onerror=y>."
    )
    document.save(str(tmp_path / "krav.docx"))
    done = run(
        "check", "krav.docx", "--category", "renovation", "--format", "text", "--format", "html=ud.html", cwd=tmp_path
    )
    assert done.returncode in (0, 1), done.stderr
    page = (tmp_path / "ud.html").read_text(encoding="utf-8")
    assert page.count("<script") == 1 and "alert(1)" in page and "<script>alert" not in page
    assert "<img" not in page
    assert "\u202e" not in page + done.stdout
    assert "Content-Security-Policy" in page


def test_no_socket_is_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from circular.checking import check

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    (checked,) = check(root / "examples" / "udbud-skole")
    assert checked.fault is None
    assert checked.report is not None


def test_help_is_quick_and_every_command_shows_an_example(root: Path, tmp_path: Path) -> None:
    from circular.cli import COMMANDS

    run_alone("--help", cwd=tmp_path)
    fastest = 9.0
    for _ in range(3):
        started = processor_seconds()
        run_alone("--help", cwd=tmp_path)
        fastest = min(fastest, processor_seconds() - started)
    assert fastest < 0.15 * 3, "processor time, some 0.05 s"
    for name in COMMANDS:
        for language, word in (("da", "Eksempel"), ("en", "Example")):
            shown = run_alone(name, "--lang", language, "--help", cwd=tmp_path)
            assert shown.returncode == 0, f"{name}: {shown.stderr}"
            assert word in shown.stdout, f"{name} --help shows no example in {language}"


def test_a_full_result_or_none_is_written(tmp_path: Path) -> None:
    (tmp_path / "krav.md").write_text(DEMANDS, encoding="utf-8")
    (tmp_path / "fil").write_text("in the way", encoding="utf-8")
    done = run("check", "krav.md", "--format", "json=fil/ud.json", cwd=tmp_path)
    assert done.returncode == 2
    assert "kan ikke skrives" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fil", "krav.md"]


def test_a_path_that_is_not_there_is_a_case_of_its_own_and_the_others_are_judged(tmp_path: Path) -> None:
    (tmp_path / "krav.md").write_text("# Renovering af skole\n\nMurstenene skal genbruges.\n", encoding="utf-8")
    done = circular("check", "krav.md", "væk.docx", "--category", "renovation", "--format", "json", cwd=tmp_path)
    judged, lost = json.loads(done.stdout)["cases"]
    assert done.returncode == 2 and judged["verdict"] is not None and judged["error"] is None
    assert (lost["verdict"], lost["findings"], lost["error"]["file"]) == (None, [], "væk.docx")
    assert "væk.docx: findes ikke\nhint: " in done.stderr
    told = circular("check", "krav.md", "væk.docx", "--category", "renovation", cwd=tmp_path)
    assert "væk.docx: findes ikke\nhint: " in told.stderr and "kunne ikke bedømmes" in told.stdout


def test_text_with_the_name_of_a_word_file_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "sag").mkdir()
    (tmp_path / "sag" / "a.md").write_text("# Renovering af skole\n", encoding="utf-8")
    (tmp_path / "sag" / "b.docx").write_bytes(b"not a document")
    done = circular("check", "sag", "--format", "json", cwd=tmp_path)
    (case,) = json.loads(done.stdout)["cases"]
    assert done.returncode == 1 and {d["file"]: d["status"] for d in case["documents"]} == {"a.md": "read", "b.docx": "unreadable"}  # fmt: skip


def test_the_days_told_are_the_days_shown_and_the_project_is_computed_for_them(root: Path, tmp_path: Path) -> None:
    (tmp_path / "krav.md").write_text(DEMANDS, encoding="utf-8")
    asked = ("--published", "2024-02-01", "--permit-applied", "2025-06-30", "--as-of", "2026-11-26", "--format", "json")
    told = case(circular("check", "krav.md", *asked, cwd=tmp_path))
    assert told["dates"] == {"published": "2024-02-01", "permit_applied": "2025-06-30"}
    project = str(root / "examples" / "nybyg.yaml")
    judged = case(circular("check", project, *asked[2:], cwd=tmp_path))
    assert judged["dates"] == {"permit_applied": "2025-06-30"}
    assert judged["lca"] == case(circular("lca", project, *asked[2:], cwd=tmp_path))
