"""`circular clauses` on several paths: what could be read is shown, what could not is told, and the exit code says so."""

from __future__ import annotations

import json
from pathlib import Path

from in_process import circular

KRAV = "# Mindstekrav\n\nMurstenene skal genbruges.\n"


def test_each_path_that_cannot_be_read_is_told_and_the_rest_is_shown(tmp_path: Path) -> None:
    (tmp_path / "krav.md").write_text(KRAV, encoding="utf-8")
    (tmp_path / "itu.pdf").write_bytes(b"%PDF-1.4 torn")
    done = circular("clauses", "krav.md", "itu.pdf", "væk.md", "--format", "jsonl", cwd=tmp_path)
    assert [json.loads(line)["strategy"] for line in done.stdout.splitlines()] == ["reuse"]
    assert done.returncode == 2
    assert "væk.md: findes ikke\nhint: " in done.stderr and "itu.pdf: " in done.stderr


def test_a_folder_with_one_unreadable_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "sag").mkdir()
    (tmp_path / "sag" / "krav.md").write_text(KRAV, encoding="utf-8")
    (tmp_path / "sag" / "itu.pdf").write_bytes(b"%PDF-1.4 torn")
    done = circular("clauses", "sag", cwd=tmp_path)
    assert done.returncode == 0 and done.stdout.startswith("1 fil læst, 1 klausul fundet.")
    assert "itu.pdf: " in done.stderr and "\nhint: " in done.stderr
