"""The benchmarks in CI: ratios and counts of work keep to their bounds, pages are made from what was measured."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import page
from benchmarks.__main__ import modules
from benchmarks.figures import PROCESSOR, Figure, ratio, side_by_side

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("module", ["lca", "read", "check", "clauses", "notices"])
def test_no_ratio_and_no_count_leaves_its_bound(module: str) -> None:
    command = [sys.executable, "-m", "benchmarks", "--quick", "--guard", module]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_modules_of_every_part_are_found() -> None:
    assert {"check", "clauses", "lca", "notices", "optimise", "portfolio", "read", "register", "rules", "word_copy"} <= set(modules())  # fmt: skip


def test_the_page_is_made_from_the_record() -> None:
    record = page.load_record()
    assert record, "there is a record of a full run"
    assert page.PAGE.read_text(encoding="utf-8") == page.page(record)


def test_guards_are_on_ratios_and_counts_never_on_times() -> None:
    for name, row in page.load_record().items():
        for one in row["figures"]:
            if one["guard"] is not None:
                assert not one["unit"].endswith("/s") and one["unit"] not in ("s", "ms"), f"{name}: {one['name']}"


def test_goals_and_bounds_are_met_from_their_own_side() -> None:
    assert Figure("a", 2.0, "s", "lower", goal=2.0).met is True
    assert Figure("a", 2.1, "s", "lower", goal=2.0).met is False
    assert Figure("a", 2.0, "/s", goal=2.1).met is False
    assert Figure("a", 2.0, "x").met is None
    assert Figure("a", 3.0, "x", "lower", guard=2.0).guarded is False
    (line,) = page.table([Figure("a|b", 1.5, "x", goal=1.0, runs=(1.0, 2.0))])[2:]
    assert line == "| a|b | 1.5 x | 1 – 2 | ≥ 1 | met |"


def test_a_module_that_breaks_keeps_what_it_measured(tmp_path: Path) -> None:
    record: dict[str, object] = {}
    page.keep(record, "a", "A", [Figure("one", 1.0, "s")], "stopped after 10 minutes")
    assert "did not end well: stopped after 10 minutes" in page.page(record)
    assert "| one | 1 s |" in page.page(record)


def test_ways_are_taken_in_turn() -> None:
    order: list[str] = []
    one, other = side_by_side(lambda: order.append("a"), lambda: order.append("b"), runs=3, clock=PROCESSOR)
    assert order == ["a", "b"] * 4
    assert len(one.seconds) == len(other.seconds) == 3
    assert ratio(type(one)((2.0, 4.0)), type(one)((1.0, 1.0))) == (2.0, 4.0)
