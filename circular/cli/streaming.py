"""Cases judged one by one, or by several processes, and handed out in their order without keeping them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circular.cli.crew import Task, answers
from circular.faults import Fault

if TYPE_CHECKING:
    from circular.checking import Checked, Told
    from circular.rulebook.model import Severity


@dataclass(frozen=True)
class Setup:
    """What every case is judged by; sent once to each process."""

    rules: tuple[Path, ...]
    waivers: tuple[Any, ...]
    profile: Path | None
    told: Told
    as_of: date
    language: Any
    severities: tuple[Severity, ...]


Answer = tuple[str, int, str | None]
"""One line of JSON, the exit code of the case, and its fault or None."""


def lines(
    cases: Iterable[tuple[str, list[Path]]], setup: Setup, jobs: int, engine: str | None = None, insecure: bool = False
) -> Iterator[Answer]:
    """An answer a case, in the order of the cases; one bad case never ends it, nor does a process that dies."""
    return answers(Task(_start, _line, _lost, setup), cases, jobs=jobs, engine=engine, insecure=insecure)


def _start(setup: Setup) -> tuple[Any, ...]:
    from circular.rulebook import load_profile, load_rules

    return setup, load_rules(setup.rules), load_profile(setup.profile) if setup.profile else None


def _line(state: tuple[Any, ...], case_of: tuple[str, list[Path]]) -> Answer:
    from dataclasses import replace

    from circular.checking import check_case
    from circular.remedies import remedied

    setup, rulebook, profile = state
    name, files = case_of
    try:
        case = check_case(name, files, rulebook, as_of=setup.as_of, told=setup.told, waivers=setup.waivers, profile=profile)  # fmt: skip
        if case.report is not None:
            case = replace(case, report=remedied(case.report, case.building, profile))
        return _answer(case, setup)
    except Exception as error:  # one case must not take the others with it
        kind = type(error).__name__
        return _not_judged(
            state, case_of, (f"sagen kunne ikke bedømmes ({kind})", f"the case could not be judged ({kind})")
        )


def _lost(state: tuple[Any, ...], case_of: tuple[str, list[Path]]) -> Answer:
    """A case whose process died, and died again when it was tried alone."""
    return _not_judged(state, case_of, ("processen, der bedømte sagen, gik ned to gange", "the process that judged the case died twice"))  # fmt: skip


def _not_judged(state: tuple[Any, ...], case_of: tuple[str, list[Path]], said: tuple[str, str]) -> Answer:
    from circular.checking import Checked

    setup, rulebook, _ = state
    name, files = case_of
    fault = Fault(str(files[0]), "", said)
    return _answer(Checked(name=name, kind="tender", judged_on=setup.as_of, rulebook_version=rulebook.version, fault=fault), setup)  # fmt: skip


def _answer(case: Checked, setup: Setup) -> Answer:
    from circular.reports.check_json import case_json

    code = 2 if case.report is None else case.report.exit_code_on(setup.severities)
    said = case.fault.told(setup.language) if case.fault is not None else None
    return json.dumps(case_json(case, setup.language), ensure_ascii=False), code, said
