"""`circular new tender`: a whole tender by category and level, or the annex that cures what a check found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from circular.cli import new_options, options
from circular.cli.speak import say, tongue


@click.command(
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
@new_options.level
@new_options.setting
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
@new_options.templates
@new_options.out
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
