"""The full run: `python -m tests.fuzz --cases 20000 --seed 1 [TARGET …]`; `--replay TARGET SEED NUMBER` runs one case again.

Each target is run in a process of its own, case by case; a case that ends in anything but a result or a clear refusal,
takes more than ten seconds of processor time or brings the process over 1 GB is a find. Results go into
tests/fuzz/record.json, from which docs/fuzzing.md is written.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections import Counter
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RECORD = HERE / "record.json"
PAGE = ROOT / "docs" / "fuzzing.md"
SECONDS = 10.0
SILENCE = 90.0
MOST_MB = 1_000
MOST_FINDS = 20


class Hang(Exception):
    """A case that took more than its time."""


def work(name: str, seed: int, first: int, last: int) -> None:
    """Run cases in this process and say on a line how each ended."""
    import resource
    import warnings

    from tests.fuzz.targets import TARGETS

    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, resource.getrlimit(resource.RLIMIT_AS)[1]))
    signal.signal(signal.SIGVTALRM, _late)
    target = TARGETS[name]
    target.begin()
    target.run(target.begin()[0])
    for number in range(first, last):
        print(f"at {number}", flush=True)
        content = target.case(seed, number)
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            said = target.run(content)
        except Hang:
            said = "find: more than ten seconds"
        except BaseException as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            said = f"find: {type(error).__name__} in {Path(where.filename).name}:{where.name}: {str(error)[:150]}"
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        print(f"= {said}", flush=True)
        if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > MOST_MB * 1024:
            print("= find: more than 1 GB", flush=True)
            return


def _late(_: int, __: FrameType | None) -> None:
    raise Hang


def full(name: str, seed: int, cases: int) -> dict[str, Any]:
    """Run a target's cases, starting its process again after whatever ended it."""
    from tests.fuzz.targets import TARGETS

    ended: Counter[str] = Counter()
    finds: dict[str, list[int]] = {}
    begun, number = time.monotonic(), 0
    while number < cases and len(finds) < MOST_FINDS:
        command = [sys.executable, "-m", "tests.fuzz", "--work", name, "--seed", str(seed), "--first", str(number), "--cases", str(cases)]  # fmt: skip
        environment = {**os.environ, "CIRCULAR_CACHE": "off", "OMP_THREAD_LIMIT": "1"}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace") as process:  # fmt: skip
            said: queue.Queue[str | None] = queue.Queue()
            threading.Thread(target=_listen, args=(process, said), daemon=True).start()
            at = number - 1
            try:
                while (line := said.get(timeout=SILENCE)) is not None:
                    if line.startswith("at "):
                        at = int(line[3:])
                    elif line.startswith("= find: "):
                        ended["find"] += 1
                        finds.setdefault(line[8:].strip(), []).append(at)
                        number = at + 1
                    elif line.startswith("= "):
                        ended[line[2:].strip()] += 1
                        number = at + 1
            except queue.Empty:
                process.kill()
                finds.setdefault(f"no answer in {SILENCE:g} seconds", []).append(at)
                ended["find"] += 1
                number = at + 1
            process.kill()
            code = process.wait()
        if number == at and number < cases:
            if TARGETS[name].apart:
                ended["limits"] += 1
            else:
                finds.setdefault(f"the process ended with {code}", []).append(at)
                ended["find"] += 1
            number = at + 1
        elif at < number - 1 or at == -1:
            finds.setdefault(f"could not begin (code {code})", []).append(number)
            break
    return {"seed": seed, "cases": number, "ended": dict(ended), "finds": {key: rows[:5] for key, rows in finds.items()}, "seconds": round(time.monotonic() - begun), "date": date.today().isoformat()}  # fmt: skip


def _listen(process: subprocess.Popen[str], said: queue.Queue[str | None]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        said.put(line)
    said.put(None)


def write(record: dict[str, Any]) -> None:
    """Write the record and docs/fuzzing.md."""
    RECORD.write_text(json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    rows, mends = record["runs"], record.get("mended", [])
    total = sum(row["cases"] for row in rows.values())
    left = sum(len(row["finds"]) for row in rows.values())
    lines = [
        "# Fuzzing", "",
        "Written by `python -m tests.fuzz`. Whole files of each format are broken by seeded mutation (bytes, parts of packages, XML, the values of JSON and YAML, lines, words) and read.",
        "A case must end in a result or a clear refusal: any other exception, ten seconds of processor time, or a process over 1 GB is a find. The same seed makes the same cases;",
        "`python -m tests.fuzz --replay TARGET SEED NUMBER` runs one again. CI runs a few hundred cases of each target with hypothesis, and every case that was once a find.",
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
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def load() -> dict[str, Any]:
    return json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.is_file() else {"runs": {}, "mended": []}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replay", nargs=3, metavar=("TARGET", "SEED", "NUMBER"))
    parser.add_argument("--page", action="store_true", help="only write docs/fuzzing.md from the record")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        work(asked.work, asked.seed, asked.first, asked.cases)
        return 0
    from tests.fuzz.targets import TARGETS

    if asked.replay:
        name, seed, number = asked.replay
        print(TARGETS[name].run(TARGETS[name].case(int(seed), int(number))))
        return 0
    record = load()
    if asked.page:
        write(record)
        return 0
    for name in asked.targets or TARGETS:
        row = full(name, asked.seed, asked.cases)
        record = load()
        record["runs"][name] = row
        write(record)
        print(f"{name}: {row['cases']:,} cases in {row['seconds']} s, {row['ended']}, {row['finds'] or 'no finds'}", flush=True)  # fmt: skip
    return 1 if any(row["finds"] for row in record["runs"].values()) else 0


if __name__ == "__main__":
    sys.exit(main())
