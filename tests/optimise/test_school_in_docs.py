"""The figures of the school in docs/optimise.md are those of its script."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_page_shows_what_the_script_gives(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(root))
    script = importlib.import_module("benchmarks.school")
    page = script.PAGE.read_text(encoding="utf-8")
    shown = page[page.index(script.START) + len(script.START) : page.index(script.END)]
    assert shown == script.tables(script.plan()), "run python -m benchmarks.school --write"
    assert "benchmarks.school" in sys.modules
