"""`circular clauses PATH…`: the circular clauses of documents, with places and the reasons for each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from circular.cli import options
from circular.cli.speak import say, tongue
from circular.faults import Fault

if TYPE_CHECKING:
    from circular.clauses.model import Clause
    from circular.documents.model import Document

DEMANDED = ("binding", "soft")


@click.command(
    "clauses",
    help=say(
        "Find de cirkulære klausuler i filer og mapper, med sted, styrke, rolle og tal.\n\n"
        "Eksempel:  circular clauses udbud/kravspec.docx --explain\n\n"
        "Udgangskode 0: læst; 2: noget kunne ikke læses.",
        "Find the circular clauses of files and folders, with place, strength, role and numbers.\n\n"
        "Example:  circular clauses tender/spec.docx --explain\n\n"
        "Exit code 0: read; 2: something could not be read.",
    ),
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar=say("STI…", "PATH…"))
@click.option("--explain", is_flag=True, help=say("Vis skridt for skridt, hvorfor.", "Show step by step why."))
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=say(
        "Vis også omtaler og emner uden for de 37 strategier.",
        "Show mentions and topics outside the 37 strategies, too.",
    ),
)
@click.option(
    "--convert",
    is_flag=True,
    help=say("Læs .doc og .rtf ved hjælp af LibreOffice.", "Read .doc and .rtf with the help of LibreOffice."),
)
@options.no_cache
@options.formats("text", "json", "jsonl")
@options.lang
def command(
    paths: tuple[Path, ...],
    explain: bool,
    everything: bool,
    convert: bool,
    no_cache: bool,
    formats: tuple[tuple[str, Path | None], ...],
) -> int:
    from circular.cache import opened
    from circular.clauses.remembered import remembered
    from circular.documents import read

    for path in paths:
        if not path.exists():
            raise Fault(
                str(path), "", ("findes ikke", "does not exist"), ("se efter stavefejl i stien", "check the path")
            )
    cache = None if no_cache else opened()
    documents = read(list(paths), convert=convert, cache=cache)
    found = [clause for document in documents for clause in remembered(document, cache, concepts=everything)]
    shown = [clause for clause in found if everything or clause.live or clause.barrier or clause.struck]
    for form, file in formats:
        options.write(_shown(form, documents, found if form != "text" else shown, explain), file)
    unread = [each for each in documents if each.status in ("unreadable", "unsupported")]
    for document in unread:
        why = document.why if tongue() == "da" else document.why_en or document.why
        click.echo(f"{document.file}: {why or say('kunne ikke læses', 'could not be read')}", err=True)
    return 2 if not documents or len(unread) == len(documents) else 0


def _shown(form: str, documents: Sequence[Document], clauses: Sequence[Clause], explain: bool) -> str:
    from circular.clauses.as_json import clause_json

    told = [clause_json(clause) for clause in clauses]
    if form == "jsonl":
        return "\n".join(json.dumps(each, ensure_ascii=False) for each in told)
    if form == "json":
        return json.dumps({"schema": "circular/clauses/1", "clauses": told}, ensure_ascii=False, indent=1)
    return "\n".join(_text(documents, clauses, explain))


def _text(documents: Sequence[Document], clauses: Sequence[Clause], explain: bool) -> Iterable[str]:
    from circular.clauses.explain import steps, summary
    from circular.reports.plain import clean, short

    language = tongue()
    count = len(documents)
    files = say("fil læst" if count == 1 else "filer læst", "file read" if count == 1 else "files read")
    found = say("klausuler fundet" if len(clauses) != 1 else "klausul fundet", "clauses found" if len(clauses) != 1 else "clause found")  # fmt: skip
    yield f"{count} {files}, {len(clauses)} {found}."
    for clause in clauses:
        yield ""
        yield clean(summary(clause, language))
        yield f"  --> {clean(clause.place.text(language))}"
        yield f"   |  {short(clause.text, 160)}"
        if explain:
            for step in steps(clause, language):
                yield f"   =  {clean(step)}"
