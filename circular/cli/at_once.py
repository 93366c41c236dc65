"""Cases of `circular check`: as lines of JSON that are not kept, or as whole objects for the formats that need all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from circular.cli import options
from circular.cli.crew import Task, answers
from circular.cli.progress import Progress
from circular.cli.speak import say

if TYPE_CHECKING:
    from circular.checking import Checked
    from circular.cli.streaming import Setup

Case = tuple[str, list[Path]]


def streamed(cases: list[Case], setup: Setup, register: str | None, run: Path | None, **many: Any) -> int:
    """A line a case as soon as it is judged; nothing is kept, so that folders of any size fit."""
    from contextlib import nullcontext

    from circular.cli.journal import gone_on
    from circular.cli.storing import Storing
    from circular.cli.streaming import lines

    worst, failed = 0, 0
    progress = Progress(len(cases))
    with Storing(register) if register is not None else nullcontext() as storing:
        answered = gone_on(run, cases, setup, lambda rest: lines(rest, setup, **many))
        for (_, files), line in zip(cases, answered, strict=True):
            progress.step("")
            options.write(line.text, None, machine=True)
            worst, failed = max(worst, line.code), failed + (line.fault is not None)
            if line.fault is not None:
                click.echo(line.fault, err=True)
            if storing is not None:
                storing.add_line(line, files, run)
    progress.end()
    if failed and len(cases) > 1:
        click.echo(
            say(
                f"{failed} af {len(cases)} sager kunne ikke læses", f"{failed} of {len(cases)} cases could not be read"
            ),
            err=True,
        )
    return worst


def one_by_one(cases: Iterable[Case], setup: Setup, progress: Progress) -> Iterator[Checked]:
    """The judged cases, with progress told document by document."""
    state = _ready(setup)
    for case in cases:
        progress.at(case[0])
        yield _checked(state, case, progress.step)


def checked(cases: Iterable[Case], setup: Setup, jobs: int, engine: str | None, insecure: bool) -> Iterator[Checked]:
    """The judged cases in their order; one whose process dies twice carries the fault."""
    return answers(Task(_ready, _checked, _lost, setup), cases, jobs=jobs, engine=engine, insecure=insecure)


def _ready(setup: Setup) -> tuple[Any, ...]:
    from circular.rulebook import load_profile, load_rules

    return setup, load_rules(setup.rules), load_profile(setup.profile) if setup.profile else None


def _checked(state: tuple[Any, ...], case: Case, progress: Callable[[str], None] | None = None) -> Checked:
    from circular.checking import check_case
    from circular.remedies import remedied

    setup, rulebook, profile = state
    name, files = case
    found = check_case(name, files, rulebook, as_of=setup.as_of, told=setup.told, waivers=setup.waivers, profile=profile, progress=progress)  # fmt: skip
    return replace(found, report=remedied(found.report, found.building, profile)) if found.report is not None else found


def _lost(state: tuple[Any, ...], case: Case) -> Checked:
    from circular.checking import Checked
    from circular.faults import Fault

    setup, rulebook, _ = state
    name, files = case
    said = ("processen, der bedømte sagen, gik ned", "the process that judged the case was lost")
    return Checked(name=name, kind="tender", judged_on=setup.as_of, rulebook_version=rulebook.version, fault=Fault(str(files[0]), "", said))  # fmt: skip
