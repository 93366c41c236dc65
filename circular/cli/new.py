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


@command.command(
    "tender",
    help=say(
        "Skriv et helt udbud efter kategori og niveau, eller bilaget, der afhjælper det, et check fandt (--from).\n\n"
        "Eksempel:  circular new tender --category renovation --level ambitious --set area=1200 --out udbud.docx\n\n"
        "Filens endelse bestemmer formen: .docx, .xlsx (kravmatrix) eller .md. Uden --out skrives Markdown på skærmen.",
        "Write a whole tender by category and level, or the annex that cures what a check found (--from).\n\n"
        "Example:  circular new tender --category renovation --level ambitious --set area=1200 --out tender.docx\n\n"
        "The suffix of the file decides the form: .docx, .xlsx (requirement matrix) or .md. Without --out Markdown on the screen.",
    ),
)
@click.option(
    "--category", default=None, metavar="KATEGORI",
    help=say("Kategori, fx renovation, furniture eller it.", "Category, e.g. renovation, furniture or it."),
)  # fmt: skip
@level
@setting
@click.option(
    "--published", type=options.DAY, metavar="DATO",
    help=say("Dagen, udbuddet offentliggøres.", "The day the tender is published."),
)  # fmt: skip
@click.option(
    "--permit-applied", type=options.DAY, metavar="DATO",
    help=say("Dagen, der søges byggetilladelse.", "The day the building permit is applied for."),
)  # fmt: skip
@click.option(
    "--from", "check", type=click.Path(dir_okay=False, path_type=Path), default=None, metavar="CHECK.json",
    help=say("Skriv kun bilaget, der afhjælper fundene i `circular check --format json`.", "Write only the annex that cures the findings of `circular check --format json`."),
)  # fmt: skip
@click.option(
    "--word-template", type=click.Path(dir_okay=False, path_type=Path), default=None, metavar="SKABELON.docx",
    help=say("Kommunens Word-skabelon med pladsholdere.", "The municipality's Word template with placeholders."),
)  # fmt: skip
@options.as_of
@templates
@out
@options.lang
def tender(
    category: str | None,
    level: str | None,
    settings: Mapping[str, str],
    published: Any,
    permit_applied: Any,
    check: Path | None,
    word_template: Path | None,
    as_of: Any,
    templates: tuple[Path, ...],
    out: Path | None,
) -> int:
    from datetime import date

    from circular.drafting.choose import level_named
    from circular.drafting.compose import compose_annex, compose_tender
    from circular.drafting.library import load_clauses
    from circular.faults import Fault

    library = load_clauses(templates)
    if check is not None:
        from circular.drafting.from_check import clauses_that_cure

        found = clauses_that_cure(check, library)
        drafted = compose_annex(
            found, level_named(level), language=tongue(), settings=settings, day=as_of or date.today()
        )
    elif category is None:
        from circular.tender import categories

        known = ", ".join(categories())
        raise Fault(
            "--category", "",
            ("kategorien mangler", "the category is missing"),
            (f"vælg mellem {known}", f"choose from {known}"),
        )  # fmt: skip
    else:
        drafted = compose_tender(
            category,
            level_named(level) or "basis",
            library,
            language=tongue(),
            settings=settings,
            published=published,
            permit_applied=permit_applied,
            as_of=as_of or date.today(),
        )
    _write_tender(drafted, out, word_template)
    return 0


def _write_tender(drafted: Any, out: Path | None, word_template: Path | None) -> None:
    from circular.drafting.lay_out import blocks_of
    from circular.drafting.markdown import to_markdown
    from circular.faults import Fault

    suffix = out.suffix.casefold() if out is not None else ".md"
    if word_template is not None and suffix != ".docx":
        raise Fault(
            str(out or "--out"), "",
            ("en Word-skabelon giver en .docx-fil", "a Word template gives a .docx file"),
            ("skriv --out udbud.docx", "write --out tender.docx"),
        )  # fmt: skip
    if suffix == ".md":
        options.write(to_markdown(blocks_of(drafted), drafted.title), out)
    elif suffix == ".docx" and out is not None:
        from circular.drafting.own_template import fill_template
        from circular.drafting.word import to_docx

        content = (
            fill_template(word_template, drafted)
            if word_template is not None
            else to_docx(
                blocks_of(drafted),
                title=drafted.title,
                language=drafted.language,
                numbered_headings=True,
                show_title=True,
            )
        )
        options.write_bytes(content, out)
    elif suffix == ".xlsx" and out is not None:
        from circular.drafting.matrix import to_xlsx

        options.write_bytes(to_xlsx(drafted), out)
    else:
        raise Fault(
            str(out), "",
            (f"ukendt filtype '{suffix}'", f"unknown file type '{suffix}'"),
            ("vælg mellem .docx, .xlsx og .md", "choose from .docx, .xlsx and .md"),
        )  # fmt: skip
    if drafted.open and out is not None:
        click.echo(
            say(f"Udfyld selv: {', '.join(drafted.open)}", f"Fill in yourself: {', '.join(drafted.open)}"), err=True
        )
