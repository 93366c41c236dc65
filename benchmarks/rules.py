"""How long loading rules takes: the shipped ones, and a thousand rules with ten examples each.

python benchmarks/rules.py
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from circular.rulebook.load import _shipped, load_rules
from circular.rulebook.vocabulary import vocabulary

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


def thousand(folder: Path, rules: int = 1000, examples: int = 10) -> None:
    """Write so many rule files."""
    for n in range(rules):
        lines = [EXAMPLE.format(k=k, d=k % 9 + 1, verdict="pass" if k < 6 else "fail") for k in range(examples)]
        (folder / f"rule-{n:04d}.yaml").write_text(RULE.format(n=n) + "".join(lines), encoding="utf-8")


def main() -> None:
    started = time.perf_counter()
    book = load_rules()
    print(
        f"shipped, first time with its vocabulary: {len(book.rules)} rules in {(time.perf_counter() - started) * 1000:.0f} ms"
    )
    _shipped.cache_clear()
    started = time.perf_counter()
    load_rules()
    print(f"shipped, again: {(time.perf_counter() - started) * 1000:.0f} ms")
    with tempfile.TemporaryDirectory() as name:
        thousand(Path(name))
        vocabulary()
        started = time.perf_counter()
        book = load_rules((Path(name),))
        print(f"1,000 rules with 10 examples each: {time.perf_counter() - started:.2f} s, {len(book.rules)} rules")


if __name__ == "__main__":
    main()
