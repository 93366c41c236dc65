"""Cases judged one by one, or by several processes, and handed out in their order without keeping them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from circular.cli.crew import Task, answers
from circular.faults import Fault

if TYPE_CHECKING:
    from circular.checking import Checked, Told
    from circular.register import Judgement
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
    stored: bool = False
    """Whether the judgements go into a register."""
    department: str | None = None


class Line(NamedTuple):
    """What became of one case."""

    text: str
    """The case as one line of JSON."""
    code: int
    """Its exit code."""
    fault: str | None
    """Why it could not be judged, or None."""
    judgement: Judgement | None = None
    """For the register, where there is one."""


def lines(
    cases: Iterable[tuple[str, list[Path]]], setup: Setup, jobs: int, engine: str | None = None, insecure: bool = False
) -> Iterator[Line]:
    """An answer a case, in the order of the cases; one bad case never ends it, nor does a process that dies."""
    return answers(Task(_start, _line, _lost, setup), cases, jobs=jobs, engine=engine, insecure=insecure)


def _start(setup: Setup) -> tuple[Any, ...]:
    from circular.rulebook import load_profile, load_rules

    return setup, load_rules(setup.rules), load_profile(setup.profile) if setup.profile else None


def _line(state: tuple[Any, ...], case_of: tuple[str, list[Path]]) -> Line:
    from dataclasses import replace

    from circular.checking import check_case
    from circular.remedies import remedied

    setup, rulebook, profile = state
    name, files = case_of
    try:
        case = check_case(name, files, rulebook, as_of=setup.as_of, told=setup.told, waivers=setup.waivers, profile=profile)  # fmt: skip
        if case.report is not None:
            case = replace(case, report=remedied(case.report, case.building, profile))
        return _answer(case, setup, files)
    except Exception as error:  # one case must not take the others with it
        kind = type(error).__name__
        return _not_judged(
            state, case_of, (f"sagen kunne ikke bedømmes ({kind})", f"the case could not be judged ({kind})")
        )


def _lost(state: tuple[Any, ...], case_of: tuple[str, list[Path]]) -> Line:
    """A case whose process died, and died again when it was tried alone."""
    return _not_judged(state, case_of, ("processen, der bedømte sagen, gik ned to gange", "the process that judged the case died twice"))  # fmt: skip


def _not_judged(state: tuple[Any, ...], case_of: tuple[str, list[Path]], said: tuple[str, str]) -> Line:
    from circular.checking import Checked

    setup, rulebook, _ = state
    name, files = case_of
    fault = Fault(str(files[0]), "", said)
    return _answer(Checked(name=name, kind="tender", judged_on=setup.as_of, rulebook_version=rulebook.version, fault=fault), setup, files)  # fmt: skip


def _answer(case: Checked, setup: Setup, files: list[Path]) -> Line:
    from circular.reports.check_json import case_json

    told = case_json(case, setup.language)
    judgement = None
    if setup.stored:
        from circular.cli.storing import judgement_of

        judgement = judgement_of(case, told, files, setup.told, setup.department)
    code = 2 if case.report is None else case.report.exit_code_on(setup.severities)
    said = case.fault.told(setup.language) if case.fault is not None else None
    return Line(json.dumps(told, ensure_ascii=False), code, said, judgement)
