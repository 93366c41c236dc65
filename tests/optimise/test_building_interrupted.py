"""A search that is stopped gives the best so far with its gap: by Ctrl-C in a terminal, by the time limit, while answering."""

from __future__ import annotations

import importlib
import os
import re
import select
import signal
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from circular.building import building_yaml, read_building
from circular.building.model import Building
from circular.optimise import optimise

DAY = date(2026, 11, 24)
pty = pytest.importorskip("pty")


def large(root: Path) -> Building:
    """70 entries of 16 options with every kind of demand: minutes to prove."""
    sys.path.insert(0, str(root))
    try:
        project: Building = importlib.import_module("benchmarks.optimise").project(1, 70, 16)
    finally:
        sys.path.remove(str(root))
    limits = project.limits.model_copy(update={"max_primary_energy_kwh_m2": None})
    return project.model_copy(update={"limits": limits})


@pytest.fixture(scope="module")
def hard(root: Path) -> Building:
    return large(root)


def screen(arguments: list[str], stop_at: bytes, seconds: float) -> tuple[int, str]:
    """Run in a terminal of its own; Ctrl-C once the screen shows `stop_at`."""
    process, terminal = pty.fork()
    if process == 0:
        os.execv(sys.executable, [sys.executable, *arguments])
    seen, sent, ends = b"", False, time.monotonic() + seconds
    while time.monotonic() < ends:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            try:
                got = os.read(terminal, 65536)
            except OSError:
                break
            if not got:
                break
            seen += got
        if not sent and re.search(stop_at, seen):
            os.kill(process, signal.SIGINT)
            sent = True
    _, status = os.waitpid(process, 0)
    assert sent, seen.decode("utf-8", "replace")
    return os.waitstatus_to_exitcode(status), seen.decode("utf-8", "replace")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal")
def test_ctrl_c_gives_the_best_so_far_with_its_gap(root: Path, tmp_path: Path, hard: Building) -> None:
    path = tmp_path / "stor.yaml"
    path.write_text(building_yaml(hard), encoding="utf-8")
    command = [str(root / "cli.py"), "optimise", str(path), "--as-of", "2026-11-24", "--time-limit", "600"]
    code, text = screen(command, rb"bedst hidtil [0-9.,]+ t, gr\xc3\xa6nse \xe2\x88\x92?[0-9.]", 120)
    assert code == 0
    assert "bedst hidtil" in text and "gyldig, ikke bevist bedst" in text
    assert re.search(r"det\s+bedst\s+mulige\s+er\s+højst\s+[0-9.,]+\s+%", text), text
    assert "Søgningen blev standset" in text and "Traceback" not in text


@pytest.mark.slow
def test_the_time_limit_gives_a_valid_plan_with_a_bound_that_no_plan_beats(hard: Building) -> None:
    told: list[tuple[float | None, float | None]] = []
    plan = optimise(hard, as_of=DAY, time_limit=6, tell=lambda value, bound: told.append((value, bound)))
    assert plan.status == "feasible" and plan.checked and plan.gap is not None and plan.gap > 1e-6
    assert plan.bound_kg_co2e is not None and plan.kg_co2e is not None and plan.bound_kg_co2e <= plan.kg_co2e
    assert any("standset" in note for note in plan.notes)
    values = [value for value, _ in told if value is not None]
    bounds = [bound for _, bound in told if bound is not None]
    assert values == sorted(values, reverse=True) and bounds == sorted(bounds) and values
    assert values[-1] >= plan.kg_co2e - 1e-3 * abs(plan.kg_co2e)


def test_progress_is_told_in_kg_of_the_whole_project(root: Path) -> None:
    told: list[tuple[float | None, float | None]] = []
    school = read_building(root / "examples" / "skole.yaml")
    plan = optimise(school, as_of=DAY, tell=lambda value, bound: told.append((value, bound)))
    assert plan.kg_co2e is not None
    assert told and told[-1][0] == pytest.approx(plan.kg_co2e)
    assert optimise(school, as_of=DAY) == plan


def test_ctrl_c_while_the_answer_is_made_keeps_the_plan(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import circular.optimise.building_answer as module

    school = read_building(root / "examples" / "skole.yaml")
    whole = optimise(school, as_of=DAY)

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "chosen_with_reasons", interrupted)
    plan = optimise(school, as_of=DAY, front=5)
    assert plan.kg_co2e == whole.kg_co2e and plan.gap == whole.gap and plan.status == "optimal"
    assert [choice.option for choice in plan.choices] == [choice.option for choice in whole.choices]
    assert plan.front == () and "standset" in plan.notes[0]
