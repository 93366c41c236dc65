"""`circular new project`: a building project to fill in, or one made from an architect's file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from circular.cli import new_options, options
from circular.cli.speak import say, tongue
from circular.faults import Fault

if TYPE_CHECKING:
    from circular.building import Building


@click.command(
    "project",
    help=say(
        "Begynd på et byggeprojekt: YAML, eller et regneark med rullelister (--out projekt.xlsx).\n\n"
        "Eksempel:  circular new project --from lcabyg.json --out skole.yaml",
        "Start a building project: YAML, or a workbook with drop-downs (--out project.xlsx).\n\n"
        "Example:  circular new project --from lcabyg.json --out school.yaml",
    ),
)
@click.option(
    "--from", "source", type=click.Path(path_type=Path), default=None, metavar="FIL",
    help=say("Et projekt fra LCAbyg, en IFC-model, et regneark …", "A project of LCAbyg, an IFC model, a workbook …"),
)  # fmt: skip
@new_options.out
@options.lang
def project(source: Path | None, out: Path | None) -> int:
    from circular.building import building_yaml
    from circular.drafting.skeletons import skeleton

    building = _read(source) if source is not None else None
    suffix = out.suffix.casefold() if out is not None else ".yaml"
    if suffix == ".xlsx" and out is not None:
        from circular.building.workbook_out import project_workbook

        project_workbook(out, tongue(), building)
    elif suffix in (".yaml", ".yml"):
        text = building_yaml(building) if building is not None else skeleton("project", tongue())
        options.write(text.rstrip("\n"), out)
    else:
        raise Fault(
            str(out), "",
            (f"ukendt filtype '{suffix}'", f"unknown file type '{suffix}'"),
            ("vælg mellem .yaml og .xlsx", "choose from .yaml and .xlsx"),
        )  # fmt: skip
    return 0


def _read(source: Path) -> Building:
    from circular.building.importers import project_from
    from circular.building.reading import read_building

    if not source.exists():
        raise Fault(
            str(source), "", ("findes ikke", "does not exist"), ("se efter stavefejl i stien", "check the path")
        )
    found = project_from(source)
    if found is None:
        found = read_building(source)
    for warning in found.warnings if tongue() == "da" else found.warnings_en:
        click.echo(warning, err=True)
    return found
