"""`--timing`: the share of a run's time by stage, on stderr when it ends."""

from __future__ import annotations

import time

import click

from circular.cli.speak import say
from circular.stages import Stages, ask, forget

_NAMES = {
    "rules": ("regler indlæst", "rules loaded"),
    "read": ("dokumenter læst", "documents read"),
    "clauses": ("klausuler fundet", "clauses found"),
    "tender": ("udbuddet forstået", "tender understood"),
    "project": ("byggeprojekt læst og beregnet", "project read and computed"),
    "facts": ("oplysninger samlet", "facts gathered"),
    "judge": ("regler bedømt", "rules judged"),
    "cures": ("udveje fundet", "cures found"),
    "sensitivity": ("følsomhed", "sensitivity"),
    "prepare": ("muligheder beregnet", "options computed"),
    "model": ("model bygget", "model built"),
    "solve": ("løst", "solved"),
    "certify": ("efterregnet", "certified"),
    "processes": ("ventet på andre processer", "waited for other processes"),
    "report": ("rapport skrevet", "report written"),
    "rest": ("start og resten", "start and the rest"),
}


def begin(ctx: click.Context) -> None:
    """Count from now on, and tell when the command ends."""
    stages = ask()
    ctx.call_on_close(lambda: _end(stages))


def _end(stages: Stages) -> None:
    forget()
    for line in lines(stages, time.perf_counter() - stages.begun):
        click.echo(line, err=True)


def lines(stages: Stages, total: float) -> list[str]:
    """A line a stage, the longest first, then the whole."""
    seconds = {**stages.seconds, "rest": max(0.0, total - sum(stages.seconds.values()))}
    told = []
    for name in sorted(seconds, key=lambda name: -seconds[name]):
        said = say(*_NAMES.get(name, (name, name)))
        times = f"  × {stages.times[name]}" if stages.times.get(name, 1) > 1 else ""
        told.append(f"{seconds[name] / total if total else 0:6.1%}  {seconds[name]:8.3f} s  {said}{times}")
    return [*told, f"        {total:8.3f} s  {say('i alt', 'in all')}"]
