"""`circular new …`: start from a template: a tender, a clause, a project, a portfolio, a profile, a rule, waivers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from circular.cli import options
from circular.cli.speak import say, tongue


@click.group(
    "new",
    help=say(
        "Begynd på et udbud, en klausul, et projekt, en portefølje, en profil, en regel eller fravigelser.\n\n"
        "Eksempel:  circular new tender --category renovation --level ambitious --out udbud.docx",
        "Start a tender, a clause, a project, a portfolio, a profile, a rule or waivers.\n\n"
        "Example:  circular new tender --category renovation --level ambitious --out tender.docx",
    ),
)
def command() -> None:
    """The group; each kind of file is a command of its own."""


def _settings(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    settings: dict[str, str] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise click.BadParameter(
                say(f"'{each}' er ikke navn=værdi, fx share=20", f"'{each}' is not name=value, e.g. share=20")
            )
        settings[name.strip()] = value.strip()
    return settings


setting = click.option(
    "--set", "settings", multiple=True, callback=_settings, metavar="NAVN=VÆRDI",
    help=say("Sæt en værdi, fx share=20. Kan gentages.", "Set a value, e.g. share=20. Repeatable."),
)  # fmt: skip
templates = click.option(
    "--templates", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="MAPPE",
    help=say("Mappe med egne klausuler. Kan gentages.", "A folder with clauses of your own. Repeatable."),
)  # fmt: skip
level = click.option(
    "--level", default=None, metavar="NIVEAU",
    help=say("basis, ambitious eller front_runner.", "basis, ambitious or front_runner."),
)  # fmt: skip
out = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=None, metavar="FIL",
    help=say("Fil, der skrives.", "The file to write."),
)  # fmt: skip


@command.command(
    "clause",
    help=say(
        "Skriv en klausul klar til at sætte ind. Uden NAVN: en liste over klausulerne.\n\n"
        "Eksempel:  circular new clause genbrug-materialer --set share=20",
        "Print a clause ready to paste. Without NAME: a list of the clauses.\n\n"
        "Example:  circular new clause genbrug-materialer --set share=20",
    ),
)
@click.argument("name", required=False, metavar="[NAVN]")
@click.option(
    "--role", default=None, metavar="ROLLE",
    help=say("minimum_requirement, award_criterion, contract_term, documentation eller market_dialogue.", "minimum_requirement, award_criterion, contract_term, documentation or market_dialogue."),
)  # fmt: skip
@click.option(
    "--category", default=None, metavar="KATEGORI",
    help=say("Vis kun klausuler til kategorien.", "List only the clauses of the category."),
)  # fmt: skip
@level
@setting
@options.as_of
@templates
@out
@options.lang
def clause(
    name: str | None,
    role: str | None,
    category: str | None,
    level: str | None,
    settings: Mapping[str, str],
    as_of: Any,
    templates: tuple[Path, ...],
    out: Path | None,
) -> int:
    from circular.drafting.library import clause_named, load_clauses
    from circular.drafting.print import clause_list, clause_notes, clause_text

    library = load_clauses(templates)
    if name is None:
        options.write(clause_list(library, tongue(), category), out)
        return 0
    template = clause_named(name, library)
    text = clause_text(template, tongue(), role=role, level=level, settings=settings, day=as_of)
    options.write(text, out)
    click.echo("\n" + clause_notes(template, tongue()), err=True)
    return 0
