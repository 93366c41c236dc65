"""`circular new clause [NAME]`: a clause ready to paste, or the list of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from circular.cli import new_options, options, unheeded
from circular.cli.speak import say, tongue


@click.command(
    "clause",
    help=say(
        "Skriv en klausul klar til at sætte ind. Uden NAVN: en liste over klausulerne.\n\n"
        "Eksempel:  circular new clause genbrug-materialer --set share=20",
        "Print a clause ready to paste. Without NAME: a list of the clauses.\n\n"
        "Example:  circular new clause genbrug-materialer --set share=20",
    ),
)
@click.argument("name", required=False, metavar=say("[NAVN]", "[NAME]"))
@click.option(
    "--role", default=None, metavar=say("ROLLE", "ROLE"),
    help=say("minimum_requirement, award_criterion, contract_term, documentation eller market_dialogue.", "minimum_requirement, award_criterion, contract_term, documentation or market_dialogue."),
)  # fmt: skip
@click.option(
    "--category", default=None, metavar=say("KATEGORI", "CATEGORY"),
    help=say("Vis kun klausuler til kategorien.", "List only the clauses of the category."),
)  # fmt: skip
@new_options.level
@new_options.setting
@options.as_of
@new_options.templates
@new_options.out
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
    from circular.reports.plain import wrapped

    library = load_clauses(templates)
    if name is None:
        unheeded.remark(("role", "level", "settings", "as_of"), ("tæller ikke for listen; giv et NAVN", "does not count for the list; give a NAME"))  # fmt: skip
        options.write(clause_list(library, tongue(), category), out)
        return 0
    unheeded.remark(["category"], ("tæller kun for listen, uden NAVN", "only counts for the list, without a NAME"))
    template = clause_named(name, library)
    text = clause_text(template, tongue(), role=role, level=level, settings=settings, day=as_of)
    options.write(text, out)
    click.echo("", err=True)
    for line in clause_notes(template, tongue()).splitlines():
        for part in wrapped(line, first="  " if line.startswith(" ") else "", rest="    "):
            click.echo(part, err=True)
    return 0
