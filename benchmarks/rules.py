"""How long the rules take: loading the shipped ones, testing their examples, and a thousand rules with ten examples each.

`python benchmarks/rules.py`; exit code 1 when a limit is broken.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure
from circular.rulebook.load import _shipped, load_rules
from circular.rulebook.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parent.parent
RULE = """code: MINE-{n:03d}
name: rule-{n}
title: {{da: Regel {n}, en: Rule {n}}}
why: {{da: Fordi., en: Because.}}
subject: building
severity: should
basis: guidance
dated_by: [permit_applied, judged_on]
applies_when: {{fact: works, in: [new, extension]}}
parameters:
  limit: {{unit: kg_co2e_m2_year, values: [{{from: 2023-01-01, value: 8.0, source: own, confidence: read}}, {{from: 2025-07-01, value: 6.4, source: own, confidence: read}}]}}
check: {{at_most: {{fact: lca.limit_value, limit: $limit, decimals: 1}}}}
sources:
  own: {{ref: own}}
examples:
"""
EXAMPLE = "  - {{name: example {k}, given: {{works: new, permit_applied: 2026-01-0{d}, lca: {{limit_value: {k}.{k}}}}}, expect: {verdict}}}\n"


TITLE = "The rules"


def thousand(folder: Path, rules: int = 1000, examples: int = 10) -> None:
    """Write so many rule files."""
    for n in range(rules):
        lines = [EXAMPLE.format(k=k, d=k % 9 + 1, verdict="pass" if k < 6 else "fail") for k in range(examples)]
        (folder / f"rule-{n:04d}.yaml").write_text(RULE.format(n=n) + "".join(lines), encoding="utf-8")


def timed(name: str, limit: float, run: Callable[[], object]) -> bool:
    """Print what a run takes on the clock and of the processor beside its limit; whether the processor time kept to it.

    The limit is for a machine that does nothing else; there clock and processor agree.
    """
    clock, processor = time.perf_counter(), _processor()
    said = run()
    clock, processor = time.perf_counter() - clock, _processor() - processor
    print(
        f"{name}: {processor * 1000:,.0f} ms of processor time (limit {limit * 1000:,.0f} ms), {clock * 1000:,.0f} ms on the clock{f', {said}' if said else ''}"
    )
    return processor <= limit


def _processor() -> float:
    """Seconds of processor time of this process and of those it has started."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def command() -> str:
    """`circular rules test` as a user starts it; its last line."""
    done = subprocess.run(
        [sys.executable, "-m", "circular", "rules", "test"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip().splitlines()[-1]


def again() -> str:
    _shipped.cache_clear()
    return f"{len(load_rules().rules)} rules"


def many(folder: Path) -> str:
    book = load_rules((folder,))
    return f"{len(book.rules)} rules"


def figures(quick: bool) -> Iterator[Figure]:
    """Seconds of processor time, so that a busy machine does not decide."""
    rules, runs = (200, 1) if quick else (1000, 3)
    yield _figure("the shipped rules loaded, with their vocabulary", 0.150, [_spent(load_rules)])
    yield _figure("the shipped rules loaded again", 0.150, [_spent(again) for _ in range(5)])
    yield _figure("circular rules test", 5.0, [_spent(command) for _ in range(runs)])
    with tempfile.TemporaryDirectory() as name:
        thousand(Path(name), rules)
        vocabulary()
        yield _figure(
            f"{rules:,} rules with 10 examples each", 2.0, [_spent(lambda: many(Path(name))) for _ in range(runs)]
        )


def _figure(name: str, goal: float, spent: list[float]) -> Figure:
    return Figure(f"{name}, processor time", median(spent), "s", "lower", goal, runs=tuple(spent))


def _spent(run: Callable[[], object]) -> float:
    begun = _processor()
    run()
    return _processor() - begun


def main() -> int:
    kept = [timed("the shipped rules with their vocabulary", 0.150, lambda: f"{len(load_rules().rules)} rules")]
    kept.append(timed("the shipped rules again", 0.150, again))
    kept.append(timed("circular rules test", 5.0, command))
    with tempfile.TemporaryDirectory() as name:
        thousand(Path(name))
        vocabulary()
        kept.append(timed("1,000 rules with 10 examples each", 2.0, lambda: many(Path(name))))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main())
