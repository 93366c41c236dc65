"""Plans a year of Europe's notices from what was measured: `python -m benchmarks.scale` writes docs/scale.md.

Rates come from the last full runs (benchmarks/record.json); sizes are measured here on the sample notices.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.page import load_record, said

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "scale.md"
YEAR = 800_000
"""Notices of public procurement in Europe in a year, about."""
PRICES = (0.25, 0.5, 1.0)
"""Examples of what a core-hour may cost, DKK."""


def figure(record: Mapping[str, Any], module: str, part: str) -> dict[str, Any] | None:
    """The first figure of a module whose name holds the part."""
    for one in record.get(module, {}).get("figures", ()):
        if part in one["name"]:
            return dict(one)
    return None


def sizes() -> tuple[float, float]:
    """Mean bytes of a notice, and of its line of JSON."""
    from benchmarks.notices import SAMPLES, is_notice, setup
    from circular.cli.streaming import lines

    files = [path for path in sorted(SAMPLES.glob("*.xml")) if is_notice(path)]
    if not files:
        sys.exit("the sample notices beside the checkout are not here")
    told = list(lines([(path.stem, [path]) for path in files], setup(), 1))
    return (
        sum(path.stat().st_size for path in files) / len(files),
        sum(len(one.text.encode()) + 1 for one in told) / len(told),
    )


def hours(value: float) -> str:
    if value >= 1:
        return f"{value:.1f} hours"
    return f"{value * 60:.0f} minutes" if value * 60 >= 1.5 else f"{value * 3600:.1f} seconds"


def page(record: Mapping[str, Any], notice_bytes: float, line_bytes: float) -> str:
    rate_of = figure(record, "notices", "whole check on one core, all")
    package = figure(record, "check", "read and judged, rules loaded before")
    bulk = figure(record, "register", "bulk import")
    memory = figure(record, "notices", "memory after")
    if rate_of is None:
        sys.exit("no measured rate of notices; run python -m benchmarks --full notices")
    rate = rate_of["value"]
    core_hours = YEAR / rate / 3600
    where = record["notices"]
    lines = [
        "# All notices of Europe for a year", "",
        f"Written by `python -m benchmarks.scale` from measured rates: {said(rate)} notices a second on one core (whole check of the sample notices, {where['date']}; {where['machine']}). See [benchmarks](benchmarks.md).",
        f"About {YEAR:,} notices are published in Europe in a year.", "",
        "## Time", "",
        f"{YEAR:,} notices at {said(rate)} a second are {core_hours:.1f} core-hours. Notices do not wait for each other, so cores divide the time.", "",
        "| cores | a whole year at once | the notices of one day |", "|---:|---:|---:|",
        *(f"| {cores} | {hours(core_hours / cores)} | {hours(core_hours / cores / 365)} |" for cores in (1, 2, 8, 32)), "",
        "The division is arithmetic; what `--jobs` and `--engine` cost beside it is the start of the processes and handing over one line a notice.", "",
        "## Space and memory", "",
        "| what | measured | a year |", "|---|---:|---:|",
        f"| notices as XML | {notice_bytes / 1000:.0f} kB each | {notice_bytes * YEAR / 1e9:.0f} GB |",
        f"| answers as lines of JSON | {line_bytes / 1000:.0f} kB each | {line_bytes * YEAR / 1e9:.0f} GB (the journal of `--resume` as much again) |",
        *([f"| memory of one process, flat over 5,000 notices | {memory['note']} | the same |"] if memory else []),
        *([f"| storing in the register | {said(bulk['value'])} judgements/s | {hours(YEAR / bulk['value'] / 3600)} |"] if bulk else []), "",
        "## Cost", "",
        "Core-hours times your price; three prices as examples, no offers:", "",
        "| DKK a core-hour | DKK for the year |", "|---:|---:|",
        *(f"| {price:.2f} | {core_hours * price:.2f} |" for price in PRICES), "",
        *([
            "## With the documents", "",
            f"A notice says where the documents are; they are fetched by the buyer's platform's rules, not by this program. A package of 170 pages in five files takes {said(package['value'])} s (read and judged, two cores at most for reading), so 10,000 packages are {hours(10_000 * package['value'] / 3600)} on such a machine.", "",
        ] if package and "170 pages" in package["name"] else []),
        "## How to run it", "",
        "One machine, gone on with after a break, into the register:", "",
        "```", "circular check --each notices/ --format jsonl --jobs 8 --resume 2026.run --register road.sqlite > 2026.jsonl", "```", "",
        "Several machines that see the same folder: start `dask scheduler` on one and `dask worker tls://host:8786` on each, with certificates in Dask's settings, and give the scheduler's address:", "",
        "```", "circular check --each /share/notices --format jsonl --engine tls://host:8786 --resume 2026.run > 2026.jsonl", "```", "",
        "The answers are the same bytes, whatever does the work. A worker that dies is no loss: its notices are asked again. A case that ends its process twice is given up alone and says so. If the scheduler goes away, the run ends with one line and exit code 2, and `--resume` goes on where it stopped; a worker of another version is refused by name.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(load_record(), *sizes()), encoding="utf-8")
    print(json.dumps({"written": PAGE.name}))
