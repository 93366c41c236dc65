"""Published multiple-choice multi-dimensional knapsacks solved by the stock's solver, beside their published optima.

    python benchmarks/mmkp.py FOLDER

FOLDER holds SmallProblemSolutions.xls and the TestSet*.txt files of Hiremath and Hill (kzyma/MMKP_Heuristics, MIT). Prints one
line a set: how many optima were reached and proven, and the seconds. They are not shipped with the project.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from circular.optimise.multiple_choice import Problem, problem_of, solve
from circular.optimise.proof import Clock


def instances(path: Path) -> list[Problem]:
    """The knapsacks of a file: maximise profit, exactly one item a group."""
    lines = [list(map(float, line.split())) for line in path.read_text().splitlines() if line.strip()]
    found, at = [], 0
    while at < len(lines):
        _, count, items, sacks = map(int, lines[at][:4])
        capacity, at = lines[at + 1], at + 2
        groups = []
        for _ in range(count):
            groups.append([(-row[0], row[1 : 1 + sacks]) for row in lines[at + 1 : at + 1 + items]])
            at += 1 + items
        found.append(problem_of(groups, lower=[-np.inf] * sacks, upper=capacity, slack=[0.1] * sacks))
    return found


def published(folder: Path) -> dict[str, list[float]]:
    """Set -> its thirty optima."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(str(folder / "SmallProblemSolutions.xls")).get_sheet_by_index(0).to_python()
    found = {}
    for at, row in enumerate(rows):
        name = str(row[0]).strip()
        if name.startswith("TestSet"):
            found[name] = [float(one[4]) for one in rows[at + 3 : at + 33] if isinstance(one[4], float)]
    return found


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    for name, optima in published(folder).items():
        file = folder / f"{name}.txt"
        if not file.is_file():
            continue
        problems, started, hit = instances(file), time.perf_counter(), 0
        for problem, optimum in zip(problems, optima, strict=False):
            answer = solve(problem, clock=Clock(60))
            hit += answer.ended == "optimal" and answer.value == -optimum
        print(f"{name}: {hit} of {min(len(problems), len(optima))} optima in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
