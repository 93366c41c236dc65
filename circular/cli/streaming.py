"""Cases judged one by one, or by several processes, and handed out in their order without keeping them."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from circular.checking import Told

AHEAD = 4
"""So many cases wait for each process, so that the memory does not grow with the folder."""
_SETUP: list[Any] = []


@dataclass(frozen=True)
class Setup:
    """What every case is judged by; sent once to each process."""

    rules: tuple[Path, ...]
    waivers: tuple[Any, ...]
    profile: Path | None
    told: Told
    as_of: date
    language: Any
    severities: tuple[str, ...]


def lines(cases: Sequence[tuple[str, list[Path]]], setup: Setup, jobs: int) -> Iterator[tuple[str, int, str | None]]:
    """(one line of JSON, exit code, fault or None) a case, in the order of the cases; one bad case never ends it."""
    if jobs <= 1:
        _start(setup)
        for name, files in cases:
            yield _line(name, files)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_start, initargs=(setup,)) as pool:
        waiting: deque[Any] = deque()
        for name, files in cases:
            waiting.append(pool.submit(_line, name, files))
            if len(waiting) >= jobs * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _start(setup: Setup) -> None:
    from circular.rulebook import load_profile, load_rules

    _SETUP[:] = [setup, load_rules(setup.rules), load_profile(setup.profile) if setup.profile else None]


def _line(name: str, files: list[Path]) -> tuple[str, int, str | None]:
    from dataclasses import replace

    from circular.checking import Checked, check_case
    from circular.faults import Fault
    from circular.remedies import remedied
    from circular.reports.check_json import case_json

    setup, rulebook, profile = _SETUP
    try:
        case = check_case(name, files, rulebook, as_of=setup.as_of, told=setup.told, waivers=setup.waivers, profile=profile)  # fmt: skip
        if case.report is not None:
            case = replace(case, report=remedied(case.report, case.building, profile))
    except Exception as error:  # one case must not take the others with it
        kind = type(error).__name__
        fault = Fault(
            str(files[0]), "", (f"sagen kunne ikke bedømmes ({kind})", f"the case could not be judged ({kind})")
        )
        case = Checked(name=name, kind="tender", judged_on=setup.as_of, rulebook_version=rulebook.version, fault=fault)
    code = 2 if case.report is None else case.report.exit_code_on(setup.severities)
    said = case.fault.told(setup.language) if case.fault is not None else None
    return json.dumps(case_json(case, setup.language), ensure_ascii=False), code, said
