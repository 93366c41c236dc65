"""The full run: `python -m tests.fuzz --cases 20000 --seed 1 [TARGET …]`; `--replay TARGET SEED NUMBER` runs one case again.

Each target is run in a process of its own, case by case; a case that ends in anything but a result or a clear refusal,
takes more than ten seconds of processor time or brings the process over 1 GB is a find. Results go into
tests/fuzz/record.json after each thousand cases, from which docs/fuzzing.md is written; `--resume` goes on where a run
of the same seed was cut off.
"""

from __future__ import annotations

import argparse
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

from tests.fuzz.record import Row, joined, load, write

ROOT = Path(__file__).resolve().parents[2]
CHUNK = 1_000
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


def chunk(name: str, seed: int, first: int, cases: int) -> Row:
    """Run a target's cases from `first` to before `cases`, starting its process again after whatever ended it."""
    from tests.fuzz.targets import TARGETS

    ended: Counter[str] = Counter()
    finds: dict[str, list[int]] = {}
    limits: list[int] = []
    begun, number = time.monotonic(), first
    while number < cases and len(finds) < MOST_FINDS:
        command = [sys.executable, "-m", "tests.fuzz", "--work", name, "--seed", str(seed), "--first", str(number), "--cases", str(cases)]  # fmt: skip
        environment = {
            **os.environ,
            "CIRCULAR_CACHE": "off",
            "OMP_THREAD_LIMIT": "1",
            "PATH": "",
        }  # without the recogniser of text in pictures, whose time is no reader's
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace") as process:  # fmt: skip
            said: queue.Queue[str | None] = queue.Queue()
            threading.Thread(target=_listen, args=(process, said), daemon=True).start()
            at = begins = number - 1
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
                limits.append(at)
            else:
                finds.setdefault(f"the process ended with {code}", []).append(at)
                ended["find"] += 1
            number = at + 1
        elif at == begins:
            finds.setdefault(f"could not begin (code {code})", []).append(number)
            break
    return {"seed": seed, "cases": number - first, "ended": dict(ended), "finds": {key: rows[:5] for key, rows in finds.items()}, "limits": limits[:5], "seconds": round(time.monotonic() - begun), "date": date.today().isoformat()}  # fmt: skip


def _listen(process: subprocess.Popen[str], said: queue.Queue[str | None]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        said.put(line)
    said.put(None)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="go on after the cases of this seed in the record")
    parser.add_argument("--recheck", action="store_true", help="run the finds of the record again, after their mend")
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
    if asked.page:
        write(load())
        return 0
    if asked.recheck:
        left = [name for name in asked.targets or load()["runs"] if recheck(name)]
        return 1 if left else 0
    found = False
    for name in asked.targets or TARGETS:
        found |= full(name, asked.seed, asked.cases, asked.resume)
    return 1 if found else 0


def recheck(name: str) -> bool:
    """Run a target's finds again; what is mended counts as what it ends in now. Whether any is left."""
    row = load()["runs"][name]
    ended, finds = Counter(row["ended"]), dict(row["finds"])
    for find, numbers in row["finds"].items():
        again = [chunk(name, row["seed"], number, number + 1) for number in numbers]
        if not any(one["finds"] for one in again):
            del finds[find]
            for one in again:
                ended.update(one["ended"])
            ended["find"] -= len(numbers)
    record = load()
    record["runs"][name] = {**row, "finds": finds, "ended": dict(+ended)}
    write(record)
    return bool(finds)


def full(name: str, seed: int, cases: int, resume: bool) -> bool:
    """Run a target in chunks, each put into the record when it ends; whether anything was found."""
    row = load()["runs"].get(name) if resume else None
    if row is not None and row["seed"] != seed:
        row = None
    while (done := row["cases"] if row else 0) < cases:
        here = chunk(name, seed, done, min(done + CHUNK, cases))
        row = joined(row, here)
        record = load()
        record["runs"][name] = row
        write(record)
        print(f"{name}: {row['cases']:,} cases in {row['seconds']} s, {row['ended']}, {row['finds'] or 'no finds'}", flush=True)  # fmt: skip
        if here["cases"] < min(CHUNK, cases - done):
            break
    return bool(row and row["finds"])


if __name__ == "__main__":
    sys.exit(main())
