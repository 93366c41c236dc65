"""`circular new tender`: a whole tender by category and level, or the annex that cures what a check found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from circular.cli import new_options, options, unheeded
from circular.cli.speak import say, tongue
from circular.written import write_whole


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
    "--category", default=None, metavar=say("KATEGORI", "CATEGORY"),
    help=say("Kategori, fx renovation, furniture eller it.", "Category, e.g. renovation, furniture or it."),
)  # fmt: skip
@new_options.level
@new_options.setting
@click.option(
    "--published", type=options.DAY, metavar=say("DATO", "DATE"),
    help=say("Dagen, udbuddet offentliggøres.", "The day the tender is published."),
)  # fmt: skip
@click.option(
    "--permit-applied", type=options.DAY, metavar=say("DATO", "DATE"),
    help=say("Dagen, der søges byggetilladelse.", "The day the building permit is applied for."),
)  # fmt: skip
@click.option(
    "--from", "check", type=click.Path(dir_okay=False, path_type=Path), default=None, metavar="CHECK.json",
    help=say("Skriv kun bilaget, der afhjælper fundene i `circular check --format json`.", "Write only the annex that cures the findings of `circular check --format json`."),
)  # fmt: skip
@click.option(
    "--market-dialogue", "dialogue", is_flag=True,
    help=say("Skriv spørgsmålene til markedsdialogen i stedet for udbuddet.", "Write the questions for the market dialogue instead of the tender."),
)  # fmt: skip
@click.option(
    "--word-template", type=click.Path(dir_okay=False, path_type=Path), default=None, metavar=say("SKABELON.docx", "TEMPLATE.docx"),
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
    dialogue: bool,
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
    day = as_of or date.today()
    if check is not None:
        from circular.drafting.from_check import clauses_that_cure

        if category is not None or dialogue:
            raise Fault(
                "--from", "",
                ("bilaget skrives efter checkets fund alene", "the annex is written from the check's findings alone"),
                ("udelad --category og --market-dialogue", "leave out --category and --market-dialogue"),
            )  # fmt: skip
        unheeded.remark(("published", "permit_applied"), ("tæller ikke for bilaget; check har dømt efter sagens dage", "does not count for the annex; the check judged by the days of the case"))  # fmt: skip
        found = clauses_that_cure(check, library)
        drafted = compose_annex(found, level_named(level), language=tongue(), settings=settings, day=day)
        _write_tender(drafted, out, word_template)
        return 0
    if category is None:
        from circular.tender import categories

        known = ", ".join(categories())
        raise Fault(
            "--category", "",
            ("kategorien mangler", "the category is missing"),
            (f"vælg mellem {known}", f"choose from {known}"),
        )  # fmt: skip
    wanted = level_named(level) or "basis"
    if dialogue:
        from circular.drafting.dialogue import dialogue_blocks, dialogue_title

        unheeded.remark(
            ("published", "permit_applied", "as_of", "word_template"),
            ("tæller ikke for markedsdialogen", "does not count for the market dialogue"),
        )
        blocks = dialogue_blocks(category, wanted, library, tongue(), settings)
        _write_blocks(blocks, dialogue_title(category, tongue()), out)
        return 0
    drafted = compose_tender(
        category,
        wanted,
        library,
        language=tongue(),
        settings=settings,
        published=published,
        permit_applied=permit_applied,
        as_of=day,
    )
    _write_tender(drafted, out, word_template)
    return 0


def _write_tender(drafted: Any, out: Path | None, word_template: Path | None) -> None:
    from circular.drafting.lay_out import blocks_of
    from circular.faults import Fault

    suffix = out.suffix.casefold() if out is not None else ".md"
    if word_template is not None:
        from circular.drafting.own_template import fill_template

        if suffix != ".docx" or out is None:
            raise Fault(
                str(out or "--out"), "",
                ("en Word-skabelon giver en .docx-fil", "a Word template gives a .docx file"),
                ("skriv --out udbud.docx", "write --out tender.docx"),
            )  # fmt: skip
        write_whole(fill_template(word_template, drafted), out)
    elif suffix == ".xlsx" and out is not None:
        from circular.drafting.matrix import to_xlsx

        write_whole(to_xlsx(drafted), out)
    else:
        _write_blocks(blocks_of(drafted), drafted.title, out, (".docx", ".xlsx", ".md"))
    if drafted.open and out is not None:
        click.echo(
            say(f"Udfyld selv: {', '.join(drafted.open)}", f"Fill in yourself: {', '.join(drafted.open)}"), err=True
        )


def _write_blocks(blocks: list[Any], title: str, out: Path | None, known: tuple[str, ...] = (".docx", ".md")) -> None:
    """The blocks as Word or Markdown, by the suffix of the file."""
    from circular.drafting.markdown import to_markdown
    from circular.drafting.word import to_docx
    from circular.faults import Fault

    suffix = out.suffix.casefold() if out is not None else ".md"
    if suffix == ".md":
        options.write(to_markdown(blocks, title), out)
    elif suffix == ".docx" and out is not None:
        content = to_docx(blocks, title=title, language=tongue(), numbered_headings=True, show_title=True)
        write_whole(content, out)
    else:
        listed = ", ".join(known)
        raise Fault(
            str(out), "",
            (f"ukendt filtype '{suffix}'", f"unknown file type '{suffix}'"),
            (f"vælg mellem {listed}", f"choose from {listed}"),
        )  # fmt: skip
