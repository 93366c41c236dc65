"""Runs the benchmarks of this folder and writes docs/benchmarks.md: `python -m benchmarks --quick|--full [MODULE …]`."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from benchmarks import page
from benchmarks.figures import Figure

FOLDER = Path(__file__).resolve().parent
MARK = "figure "
MINUTES = 10.0


def modules() -> list[str]:
    """The modules that measure: those with a function `figures`, told without importing them."""
    return [
        file.stem
        for file in sorted(FOLDER.glob("*.py"))
        if any(line.startswith("def figures(") for line in file.read_text(encoding="utf-8").splitlines())
    ]


def one(name: str, quick: bool) -> None:
    """Run one module in this process and say each figure on a line of its own as soon as it is there."""
    module = import_module(f"benchmarks.{name}")
    told = {"title": getattr(module, "TITLE", name), "minutes": getattr(module, "MINUTES", MINUTES)}
    print(f"title {json.dumps(told)}", flush=True)
    for figure in module.figures(quick):
        print(MARK + json.dumps(asdict(figure)), flush=True)


def run(name: str, quick: bool) -> tuple[str, list[Figure], str]:
    """Title, figures and trouble of one module, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks", "--one", name, "--quick" if quick else "--full"]
    environment = {**os.environ, "CIRCULAR_CACHE": "off", "PYTHONHASHSEED": "0"}
    title, minutes, found, other = name, MINUTES, [], []
    with subprocess.Popen(command, cwd=FOLDER.parent, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8") as process:  # fmt: skip
        assert process.stdout is not None
        until = time.monotonic() + 60 * minutes
        late = _watched(process, lambda: until)
        for line in process.stdout:
            if line.startswith("title "):
                told = json.loads(line.removeprefix("title "))
                title, minutes = told["title"], told["minutes"]
                until = time.monotonic() + 60 * minutes
                print(f"\n{title}", flush=True)
            elif line.startswith(MARK):
                row = json.loads(line.removeprefix(MARK))
                found.append(Figure(**{**row, "runs": tuple(row["runs"])}))
                _show(found[-1])
            else:
                other.append(line.rstrip())
    if late:
        return title, found, f"stopped after {minutes:g} minutes"
    return title, found, "" if process.returncode == 0 else " / ".join(other[-3:]) or f"exit code {process.returncode}"


def _watched(process: subprocess.Popen[str], until: Callable[[], float]) -> list[bool]:
    """A thread that ends a module which takes too long; the list is no longer empty when it did."""
    late: list[bool] = []

    def watch() -> None:
        while process.poll() is None:
            if time.monotonic() > until():
                late.append(True)
                process.kill()
                return
            time.sleep(0.5)

    threading.Thread(target=watch, daemon=True).start()
    return late


def _show(figure: Figure) -> None:
    mark = {True: "met    ", False: "NOT MET", None: "       "}[figure.met]
    goal = "" if figure.goal is None else f"  (goal {figure.goal:g})"
    print(f"  {mark} {figure.name}: {page.said(figure.value)} {figure.unit}{goal}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("modules", nargs="*", help="only these modules")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="small sizes, nothing is written")
    size.add_argument("--full", action="store_true", help="the sizes of the goals; writes docs/benchmarks.md")
    parser.add_argument("--guard", action="store_true", help="exit code 1 when a ratio or count leaves its bound")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        one(asked.one, asked.quick)
        return 0
    unknown = sorted(set(asked.modules) - set(modules()))
    if unknown:
        parser.error(f"no module {', '.join(unknown)}; there are {', '.join(modules())}")
    record, broken = page.load_record(), []
    for name in asked.modules or modules():
        title, found, trouble = run(name, quick=not asked.full)
        if trouble:
            print(f"  did not end well: {trouble}", flush=True)
            broken.append(f"{title}: {trouble}")
        broken += [f"{title}: {figure.name} is {page.said(figure.value)} {figure.unit}, beyond {figure.guard:g}" for figure in found if not figure.guarded]  # fmt: skip
        if asked.full:
            page.keep(record, name, title, found, trouble)
            page.write({known: row for known, row in record.items() if known in modules()})
    for line in broken:
        print(line, file=sys.stderr)
    return 1 if broken and asked.guard else 0


if __name__ == "__main__":
    sys.exit(main())
