"""The register: bulk import, single durable commits and the report over 100,000 judgements, on SQLite and PostgreSQL.

`python -m benchmarks.register [URL]` measures one database; without a URL a new SQLite file and, where Debian's package
is installed, a PostgreSQL server of its own.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.figures import Figure

TITLE = "The register and the report"
COUNT = 100_000
GOALS = ("CE-1", "CE-2", "CE-4", "CE-8", "NA-1")


def judgements(count: int, prefix: str = "sag") -> Iterator[object]:
    """Made-up tenders of five years and twelve departments, eight findings each."""
    from circular.register import Fact, Judgement

    draw = random.Random(7)
    for index in range(count):
        told = draw.choice(("yes", "no", "unknown"))
        findings = tuple(
            {"code": f"CIRC-{n:03}", "name": f"r{n}", "severity": "must", "basis": "policy", "goal": GOALS[n % 5], "verdict": draw.choice(("pass", "pass", "fail")),
             "title": "krav", "provisional": None, "missing": [], "places": [{"file": "krav.docx", "paragraph": n}], "clause": f"k{n}", "waived": False, "waiver": None}
            for n in range(8)
        )  # fmt: skip
        yield Judgement(
            name=f"{prefix} {index}", kind="tender", tool="check", judged_on=date(2026, 1, 1), verdict="fail", department=f"center {index % 12}",
            value_dkk=index * 1000, categories=(("renovation",), ("it", "food"), ("furniture",))[index % 3], findings=findings,
            dates={"published": f"{2022 + index % 5}-03-01"}, facts={"demand": Fact(told), **{f"goal:{g}": Fact(told) for g in GOALS}},  # type: ignore[arg-type]
        )  # fmt: skip


def measured(url: str, name: str, count: int) -> Iterator[Figure]:
    """The three figures of one database, which must be new."""
    from circular.register import load_policy, open_register, road, store_judgement, store_many

    with open_register(url) as register:
        start = time.perf_counter()
        store_many(register, judgements(count))  # type: ignore[arg-type]
        yield Figure(
            f"{name}: bulk import of {count:,} judgements",
            count / (time.perf_counter() - start),
            "judgements/s",
            goal=2000,
        )
        start = time.perf_counter()
        for judgement in judgements(300, "enkelt"):
            store_judgement(register, judgement)  # type: ignore[arg-type]
        yield Figure(f"{name}: single durable commits", 300 / (time.perf_counter() - start), "/s", goal=100)
        runs = []
        for _ in range(3):
            start = time.perf_counter()
            road(register, load_policy(), as_of=date(2026, 11, 1))
            runs.append(time.perf_counter() - start)
        yield Figure(f"{name}: report over {count:,} judgements", sorted(runs)[1], "s", better="lower", goal=2, runs=tuple(runs))  # fmt: skip


def figures(quick: bool) -> Iterator[Figure]:
    """SQLite always; PostgreSQL where its server is installed."""
    count = 10_000 if quick else COUNT
    with tempfile.TemporaryDirectory() as folder:
        yield from measured(str(Path(folder) / "register.sqlite"), "SQLite", count)
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "register"))
    from server import binaries, running

    programs = binaries()
    if programs is not None:
        with running(programs) as address:
            yield from measured(address, "PostgreSQL", count)


if __name__ == "__main__":
    for figure in measured(sys.argv[1], "", COUNT) if len(sys.argv) > 1 else figures(quick=False):
        print(f"{figure.name}: {figure.value:,.2f} {figure.unit}")
