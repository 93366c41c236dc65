"""`circular new project`: a building project to fill in, or one made from an architect's file."""

from __future__ import annotations

from pathlib import Path

import click

from circular.cli import new_options, options
from circular.cli.speak import say, tongue
from circular.faults import Fault
from circular.written import write_whole


@click.command(
    "project",
    help=say(
        "Begynd på et byggeprojekt: YAML, eller et regneark med rullelister (FIL.xlsx).\n\n"
        "Eksempel:  circular new project skole.xlsx\n\n"
        "Eksempel:  circular new project --from lcabyg.json --out skole.yaml",
        "Start a building project: YAML, or a workbook with drop-downs (FILE.xlsx).\n\n"
        "Example:  circular new project school.xlsx\n\n"
        "Example:  circular new project --from lcabyg.json --out school.yaml",
    ),
)
@click.option(
    "--from", "source", type=click.Path(path_type=Path), default=None, metavar=say("FIL", "FILE"),
    help=say("Et projekt fra LCAbyg, en IFC-model, et regneark …", "A project of LCAbyg, an IFC model, a workbook …"),
)  # fmt: skip
@click.option(
    "--learn", type=click.Path(path_type=Path), default=None, metavar=say("FIL", "FILE"),
    help=say("Lær materialernes id'er af et projekt, du har udfyldt.", "Learn the ids of materials from a project that you filled in."),
)  # fmt: skip
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path), metavar=say("[FIL]", "[FILE]"))
@new_options.out
@options.lang
def project(file: Path | None, source: Path | None, learn: Path | None, out: Path | None) -> int:
    from circular.drafting.skeletons import skeleton

    out = new_options.one_file(file, out)
    suffix = out.suffix.casefold() if out is not None else ".yaml"
    if source is not None and suffix in (".xlsx", ".yaml", ".yml"):
        if learn is not None:
            _learn(source, learn)
        return _from(source, out)
    if learn is not None:
        raise click.UsageError(say("--learn hører til --from", "--learn belongs to --from"))
    new_options.not_filled_in(out)
    if suffix == ".xlsx" and out is not None:
        from circular.building.workbook_out import project_workbook

        project_workbook(out, tongue())
    elif suffix in (".yaml", ".yml"):
        options.write(skeleton("project", tongue()).rstrip("\n"), out)
    else:
        raise Fault(
            str(out), "",
            (f"ukendt filtype '{suffix}'", f"unknown file type '{suffix}'"),
            ("vælg mellem .yaml og .xlsx", "choose from .yaml and .xlsx"),
        )  # fmt: skip
    return 0


def _learn(source: Path, edited: Path) -> None:
    """Keep what the user filled in, so that the next version of the model has it from the start."""
    from circular.building.new_project import learn

    for path, content in learn(source, edited).items():
        write_whole(content, path)


def _from(source: Path, out: Path | None) -> int:
    """Write the project read from a file, with its own products and its mapping of material names beside it."""
    from circular.building.new_project import new_project
    from circular.reports.plain import clean

    made = new_project(source, out or Path("projekt.yaml"), tongue())
    for path, content in made.files.items():
        if out is not None:
            write_whole(content, path)
    if out is None:
        options.write(next(iter(made.files.values())).decode().rstrip("\n"), None)
    for line in made.lines:
        click.echo(clean(say(*line)), err=True)
    beside = [path for path in made.files if path != (out or Path("projekt.yaml"))]
    for path in beside:
        words = ("skrevet: {}", "written: {}") if out is not None else ("ikke skrevet uden --out: {}", "not written without --out: {}")  # fmt: skip
        click.echo(say(*(word.format(path) for word in words)), err=True)
    return 0
