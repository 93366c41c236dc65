"""The record of what was fuzzed, and the page that is written from it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RECORD = HERE / "record.json"
PAGE = HERE.parents[1] / "docs" / "fuzzing.md"
Row = dict[str, Any]
"""A target's run: seed, cases, ended (word -> count), finds (what -> numbers of cases), limits (numbers of cases), seconds, date."""


def load() -> dict[str, Any]:
    """The record as it stands."""
    return json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.is_file() else {"runs": {}, "mended": []}


def joined(before: Row | None, more: Row) -> Row:
    """A run and the chunk that goes on from it, as one."""
    if before is None:
        return more
    finds = {find: list(numbers) for find, numbers in before["finds"].items()}
    for find, numbers in more["finds"].items():
        finds[find] = (finds.get(find, []) + numbers)[:5]
    ended = dict(Counter(before["ended"]) + Counter(more["ended"]))
    return {**more, "cases": before["cases"] + more["cases"], "seconds": before["seconds"] + more["seconds"], "ended": ended, "finds": finds, "limits": (before.get("limits", []) + more.get("limits", []))[:5]}  # fmt: skip


def write(record: dict[str, Any]) -> None:
    """Write the record and docs/fuzzing.md."""
    _whole(RECORD, json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    rows, mends = record["runs"], record.get("mended", [])
    total = sum(row["cases"] for row in rows.values())
    left = sum(len(row["finds"]) for row in rows.values())
    lines = [
        "# Fuzzing", "",
        "Written by `python -m tests.fuzz`. Whole files of each format are broken by seeded mutation (bytes, parts of packages, XML, the values of JSON and YAML, lines, words) and read.",
        "A case must end in a result or a clear refusal: any other exception, ten seconds of processor time, or a process over 1 GB is a find. The same seed makes the same cases;",
        "`python -m tests.fuzz --replay TARGET SEED NUMBER` runs one again. CI runs a few hundred cases of each target with hypothesis, and every case that was once a find.",
        "From case 10,000 on files are only scratched (one small thing changed), so that what lies behind the first checks is reached. A run goes on where it was cut off (`--resume`), and finds are run again after their mend (`--recheck`).",
        "Documents are read in a process with limits of memory and time; where a library ends that process (a count in a broken sheet that asks for more memory than there is), the program says so of that document and goes on: \"ended by limits\".", "",
        f"{total:,} cases over {len(rows)} readers in the newest runs; {len(mends)} finds mended so far; {left} open.", "",
        "| reader | seed | cases | read | partly read | refused | ended by limits | finds | seconds |", "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    for name, row in sorted(rows.items()):
        told = row["ended"]
        lines.append(f"| {name} | {row['seed']} | {row['cases']:,} | {told.get('read', 0):,} | {told.get('partly', 0):,} | {told.get('refused', 0):,} | {told.get('limits', 0)} | {told.get('find', 0)} | {row['seconds']} |")  # fmt: skip
    if left:
        lines += ["", "Open:", ""]
        lines += [f"- {name}: {find} (seed {row['seed']}, cases {', '.join(map(str, cases))})" for name, row in sorted(rows.items()) for find, cases in row["finds"].items()]  # fmt: skip
    if mends:
        lines += ["", "## Found and mended", "", "| reader | find | mend |", "|---|---|---|"]
        lines += [f"| {one['target']} | {one['find']} | {one['mend']} |" for one in mends]
    _whole(PAGE, "\n".join(lines) + "\n")


def _whole(path: Path, text: str) -> None:
    """Write beside and move there, so that a run that is cut off leaves a whole record."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
