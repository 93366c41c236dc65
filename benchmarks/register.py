"""Speed of the register: `python benchmarks/register.py [URL]`; bulk import, single durable commits, the report."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from circular.register import Fact, Judgement, load_policy, open_register, road, store_judgement, store_many

COUNT = 100_000
GOALS = ("CE-1", "CE-2", "CE-4", "CE-8", "NA-1")


def judgements(count: int, prefix: str = "sag") -> Iterator[Judgement]:
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
            dates={"published": f"{2022 + index % 5}-03-01"}, facts={"demand": Fact(told), **{f"goal:{g}": Fact(told) for g in GOALS}},
        )  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else str(Path(folder) / "register.sqlite")
        with open_register(url) as register:
            start = time.perf_counter()
            store_many(register, judgements(COUNT))
            print(f"bulk import: {COUNT / (time.perf_counter() - start):,.0f} judgements/s")
            start = time.perf_counter()
            for judgement in judgements(500, "enkelt"):
                store_judgement(register, judgement)
            print(f"single durable commits: {500 / (time.perf_counter() - start):,.0f}/s")
            start = time.perf_counter()
            road(register, load_policy(), as_of=date(2026, 11, 1))
            print(f"report over {COUNT:,} judgements: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main()
