"""The register in a terminal: in the words of the language, within the width."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from circular.register.exchange import CaseLine
from circular.reports.register_text import cases_text, judgements_text

LINES = [
    CaseLine(7, "Ny skole", "Center for Ejendomme", 2026, "building", ("new_build",), None, "fail", 2, "2026-11-24"),
    CaseLine(6, "Bygninger", None, 2025, "portfolio", (), None, None, 1, "2026-11-23"),
]
JUDGED: Any = SimpleNamespace(
    name="Ny skole", judged_on="2026-11-24", tool="check", verdict="fail", uid="55bcf2a0ffff",
    versions={"program": "1.0.0", "rulebook": "abc", "tool of others": "2"},
    findings=[
        {"code": "CIRC-105", "name": "climate-adaptation-demanded", "severity": "must", "verdict": "fail"},
        {"code": "CIRC-001", "name": "building-circular-demand", "severity": "must", "verdict": "pass"},
    ],
    facts={"goal:NA-1": SimpleNamespace(told="no"), "demand": SimpleNamespace(told="yes")},
)  # fmt: skip


def test_the_list_has_a_heading_and_speaks_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")
    da, en = cases_text(LINES, "da").splitlines(), cases_text(LINES, "en").splitlines()
    assert da[0].split() == ["Sag", "Navn", "Fagcenter", "År", "Slags", "Kategori", "Dom", "Domme"]
    assert da[1].split("  ")[0] == "#7" and "byggeri" in da[1] and "nybyggeri" in da[1] and "holder ikke" in da[1]
    assert "portefølje" in da[2] and "–" in da[2]
    assert "new building" in en[1] and "falls short" in en[1]


def test_the_list_fits_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, cases_text(LINES, "da").splitlines())) <= 80


def test_a_case_tells_its_judgements_in_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")
    da, en = judgements_text(7, [JUDGED], "da"), judgements_text(7, [JUDGED], "en")
    assert da.startswith(
        "#7 Ny skole\n\n24. november 2026 · bedømt · holder ikke · 55bcf2a0 · program 1.0.0, regelsæt abc"
    )
    assert "    CIRC-105 climate-adaptation-demanded [skal] holder ikke" in da
    assert "CIRC-001" not in da
    assert "    mål NA-1: ikke opfyldt" in da and "    bindende cirkulært krav: opfyldt" in da
    assert "    goal NA-1: not met" in en and "    binding circular demand: met" in en


def test_a_case_without_judgements_is_its_number_alone() -> None:
    assert judgements_text(7, [], "da") == "#7"
