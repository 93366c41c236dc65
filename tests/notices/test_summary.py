"""Many notices counted together: right, the same from a folder and from lines, in constant memory, safe in every format."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from circular.comparing.notices import Summary, green_share, summary_of
from circular.reports.notices_summary import summary_html, summary_json, summary_text, summary_workbook
from tests.notices.made_notices import lot, notice
from tests.notices.made_ted import export, form_2014

ENV, CIRC = ("strategic-procurement", "env-imp"), ("environmental-impact", "circ-econ")
OTHER = ("environmental-impact", "other")
DEMAND = "Bordene skal bestå af mindst 50 % genanvendt træ."


def criterion(name: str, share: float | None, xpath: str = "/c") -> dict[str, Any]:
    return {"name": name, "description": "", "share": share, "xpath": xpath}


def case(
    *, country: str = "DNK", cpv: str = "39120000", year: str = "2026", category: tuple[str, ...] = ("furniture",), demand: bool = False,
    shares: tuple[tuple[str, float | None], ...] = (), failing: tuple[tuple[str, str, int], ...] = (), impact: tuple[str, ...] = (),
) -> dict[str, Any]:  # fmt: skip
    """A CASE as `circular check` prints it, as far as the summary looks."""
    clause = {"strategy": "recycled_content", "strength": "binding", "role": "minimum_requirement", "struck": False, "barrier": False, "place": {"xpath": "/x"}}  # fmt: skip
    return {
        "name": "n", "error": None, "categories": list(category), "clauses": [clause] if demand else [],
        "findings": [{"code": code, "severity": severity, "verdict": "fail", "title": f"T{code}", "places": [{}] * places} for code, severity, places in failing],
        "notice": {
            "country": country, "published": f"{year}-03-01" if year else None, "cpv": [cpv] if cpv else [],
            "lots": [{"scheme": "Lot", "impact": list(impact), "cpv": [], "criteria": [criterion(name, share) for name, share in shares]}],
        },
    }  # fmt: skip


def test_everything_is_counted_in_its_group() -> None:
    found = summary_of(
        [
            case(demand=True, shares=(("Pris", 60.0), ("Miljø", 40.0)), impact=("circ-econ",)),
            case(shares=(("Price", 90.0), ("Sustainability", 10.0)), failing=(("NOT-101", "should", 3), ("NOT-108", "note", 2))),
            case(country="FRA", year="2025", cpv="45210000", category=("new_build", "demolition"), shares=(("Prix", None),)),
            case(country="", year="", cpv="", category=(), failing=(("NOT-101", "should", 1), ("CIRC-201", "should", 1))),
            {**case(), "error": {"fault": "filen er tom"}},
            {**case(), "notice": None},
        ]
    )  # fmt: skip
    total = found.total
    assert (total.notices, total.lots, total.demanding, total.tagged) == (4, 4, 1, 1)
    assert (total.weighed, total.green_weight, total.demand_share) == (2, 25.0, 25.0)
    assert (total.contradictions, total.contradicted, dict(total.by_rule)) == (4, 2, {"NOT-101": 4, "NOT-108": 2})
    assert (found.unread, found.others, found.unread_named) == (1, 1, [("n", "filen er tom")])
    assert [(value, tally.notices) for value, tally in found.rows("country")] == [("DNK", 2), ("", 1), ("FRA", 1)]
    assert [value for value, _ in found.rows("year")] == ["", "2025", "2026"]
    assert {value for value, _ in found.rows("division")} == {"39", "45", ""}
    assert {value: tally.notices for value, tally in found.rows("category")} == {"furniture": 2, "new_build": 1, "demolition": 1, "": 1}  # fmt: skip
    told = summary_json(found, "en")
    assert told["schema"] == "circular/notices/1"
    assert told["by"]["country"][1]["name"] == "not told" and told["by"]["country"][1]["value"] is None


@pytest.mark.parametrize(
    ("criteria", "circular", "share"),
    [
        ([("Pris", 70.0, "/a"), ("Kvalitet", 30.0, "/b")], set(), 0.0),
        ([("Pris", 70.0, "/a"), ("Kvalitet", 30.0, "/b")], {"/b"}, 30.0),
        ([("Pris", 70.0, "/a"), ("Bæredygtighed", 30.0, "/b")], set(), 30.0),
        ([("Environmental management", 15.0, "/a"), ("CO2-udledning", 15.0, "/b"), ("Pris", 70.0, "/c")], set(), 30.0),
        ([("Arbejdsmiljø", 10.0, "/a"), ("Pris", 90.0, "/b")], set(), 0.0),
        ([("Learning environment", 10.0, "/a"), ("Pris", 90.0, "/b")], set(), 0.0),
        ([("Pris", 70.0, "/a"), ("Miljø", None, "/b")], set(), None),
        ([], set(), None),
    ],
)
def test_the_weight_of_green_criteria(
    criteria: list[tuple[str, float | None, str]], circular: set[str | None], share: float | None
) -> None:
    assert green_share({"criteria": [criterion(*one) for one in criteria]}, circular) == share


def stream(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield case(
            country=("DNK", "FRA", "DEU")[number % 3], cpv=f"{10 + number % 80}000000", year=str(2016 + number % 10)
        )


def test_memory_is_the_same_for_more_notices() -> None:
    peaks = []
    for count in (1_000, 10_000):
        tracemalloc.start()
        found = summary_of(stream(count))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert found.total.notices == count
    assert peaks[1] < peaks[0] * 1.5


def nasty() -> Summary:
    return summary_of(
        [
            case(country='=HYPERLINK("http://x")', failing=(("NOT-101", "should", 1),)),
            case(country="<script>alert(1)</script>"),
            {**case(), "name": "=1+1\x07", "error": {"fault": "@SUM(A1)"}},
        ]
    )


def test_nothing_in_the_workbook_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(summary_workbook(nasty(), "da")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "@"))]
    assert len(risky) == 3 and all(cell.quotePrefix for cell in risky)
    assert {sheet.title for sheet in book} == {"Land", "CPV-gruppe", "År", "Kategori", "Regler", "Ulæst", "Noter"}
    assert book["Land"]["B2"].value == 1


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_page_asks_nothing_of_any_other_address(language: Any) -> None:
    html = summary_html(nasty(), language)
    assert "Content-Security-Policy" in html and "default-src 'none'" in unescape(html)
    assert "<script>alert" not in html and "&lt;script&gt;alert" in html
    assert not re.findall(r"(?:src|href)=[\"'](?:https?:)?//", html)
    assert "2 bekendtgørelser" in html if language == "da" else "2 notices" in html


@pytest.mark.parametrize(("language", "words"), [("da", "2 bekendtgørelser med 2 delaftaler"), ("en", "2 notices with 2 lots")])  # fmt: skip
def test_the_text_says_it_in_both_languages(language: Any, words: str) -> None:
    text = summary_text(nasty(), language)
    assert words in " ".join(text.split())
    assert "\x07" not in text
    assert "nan" not in text and "None" not in text


def test_nothing_at_all_is_told(tmp_path: Path) -> None:
    assert "0 bekendtgørelser med 0 delaftaler" in " ".join(summary_text(Summary(), "da").split())


def run(folder: Path, *arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("CIRCULAR_LANG", "CIRCULAR_REGISTER")}
    return subprocess.run(
        [sys.executable, "-m", "circular", *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8",
        env=environment, timeout=120, check=False, input=given,
    )  # fmt: skip


@pytest.mark.slow
def test_a_folder_and_its_lines_give_the_same_summary(tmp_path: Path) -> None:
    folder = tmp_path / "n"
    folder.mkdir()
    (folder / "a.xml").write_bytes(notice(lot(tags=[OTHER], text=DEMAND, criteria=[("price", "60", "per-exa"), ("quality", "40", "per-exa")])))  # fmt: skip
    (folder / "b.xml").write_bytes(notice(lot(tags=[ENV, CIRC]), cpv="39120000"))
    (folder / "c.xml").write_bytes(export(form_2014("F02_2014")))
    lines = run(tmp_path, "check", "--each", "n", "--format", "jsonl", "--as-of", "2026-11-24")
    (tmp_path / "n.jsonl").write_text(lines.stdout, encoding="utf-8")
    done = [
        run(tmp_path, "notice", "summary", "n", "--as-of", "2026-11-24", "--format", "json", "--format", "xlsx=n.xlsx", "--format", "html=n.html"),
        run(tmp_path, "notice", "summary", "n.jsonl", "--format", "json"),
        run(tmp_path, "notice", "summary", "-", "--format", "json", given=lines.stdout),
    ]  # fmt: skip
    assert [(one.returncode, one.stderr) for one in done] == [(0, "")] * 3
    assert done[0].stdout == done[1].stdout == done[2].stdout
    told = json.loads(done[0].stdout)
    assert (told["total"]["notices"], told["total"]["with_demand"], told["total"]["contradictions"]) == (3, 2, 1)
    assert [one["value"] for one in told["by"]["division"]] == ["39"]
    assert (tmp_path / "n.xlsx").read_bytes().startswith(b"PK") and "<table" in (tmp_path / "n.html").read_text("utf-8")


@pytest.mark.parametrize("line", ["ikke json", "[1]", '{"name": "x"}'])
def test_lines_that_are_no_cases_are_told_with_their_number(tmp_path: Path, line: str) -> None:
    (tmp_path / "n.jsonl").write_text(f"{json.dumps(case())}\n\n{line}\n", encoding="utf-8")
    done = run(tmp_path, "notice", "summary", "n.jsonl", "--lang", "en")
    assert done.returncode == 2
    assert "n.jsonl:3: the line is no case" in done.stderr
