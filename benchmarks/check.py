"""How long the commands take as a user meets them: a package of 170 pages read, judged, and judged again from the cache."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.figures import WALL, Figure, ratio, side_by_side, timed
from benchmarks.packages import put_package

TITLE = "Checking a package"
DAY = date(2026, 11, 25)


def figures(quick: bool) -> Iterator[Figure]:
    pages = 40 if quick else 170
    with tempfile.TemporaryDirectory() as name:
        folder = put_package(Path(name) / "udbud", pages)
        os.environ["CIRCULAR_CACHE"] = str(Path(name) / "cache")
        yield from _in_process(folder, pages)
        yield from _commands(folder, pages, 3 if quick else 5)


def _in_process(folder: Path, pages: int) -> Iterator[Figure]:
    from circular.checking import Told, check_case
    from circular.reports.check_json import case_json
    from circular.rulebook import load_rules

    rulebook = load_rules()

    def check(cache: bool) -> str:
        told = Told(categories=("renovation",), cache=cache)
        return json.dumps(case_json(check_case("x", [folder], rulebook, as_of=DAY, told=told), "da"))

    afresh, again = side_by_side(lambda: check(False), lambda: check(True), clock=WALL)
    alone = timed(lambda: check(True))
    assert check(False) == check(True)
    yield Figure(
        f"{pages} pages in 5 files, read and judged, rules loaded before",
        afresh.median,
        "s",
        "lower",
        runs=afresh.seconds,
    )
    yield Figure(
        f"{pages} pages judged again, text and clauses from the cache, by the clock",
        again.median,
        "s",
        "lower",
        runs=again.seconds,
    )
    yield Figure(
        "the same, processor time (all of it in this process)", alone.median, "s", "lower", 0.5, runs=alone.seconds
    )
    times = ratio(again, afresh)
    yield Figure("second check against the first", median(times), "x the time", "lower", guard=0.75, runs=times)


def _commands(folder: Path, pages: int, runs: int) -> Iterator[Figure]:
    def command(*arguments: str) -> None:
        subprocess.run([sys.executable, "-m", "circular", *arguments], capture_output=True, check=False)

    bare = timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), runs=runs, clock=WALL)
    yield Figure("start of Python alone", bare.median, "s", "lower", runs=bare.seconds)
    for what, arguments, goal in (
        ("circular --help", ("--help",), 0.15),
        ("circular rules list", ("rules", "list"), 0.4),
        (f"circular check, {pages} pages, a new process, no cache", ("check", str(folder), "--category", "renovation", "--no-cache"), None),
        (f"circular check, {pages} pages, a new process, text from the cache", ("check", str(folder), "--category", "renovation"), None),
    ):  # fmt: skip
        took = timed(lambda arguments=arguments: command(*arguments), runs=runs, clock=WALL)  # type: ignore[misc]
        yield Figure(what, took.median, "s", "lower", goal, runs=took.seconds)
