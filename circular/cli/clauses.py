"""`circular clauses PATH…`: the circular clauses of documents, with places and the reasons for each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from circular.cli import options, unheeded
from circular.cli.speak import say, tongue
from circular.faults import Fault

if TYPE_CHECKING:
    from circular.clauses.model import Clause
    from circular.documents.model import Document

UNREAD = ("unreadable", "unsupported")


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

    unheeded.only_in("explain", ("text",), formats)
    cache = None if no_cache else opened()
    faults = [fault for path in paths if (fault := _nothing_at(path)) is not None]
    there = [path for path in paths if _nothing_at(path) is None]
    documents = read(there, convert=convert, cache=cache)
    found = [clause for document in documents for clause in remembered(document, cache, concepts=everything)]
    shown = [clause for clause in found if everything or clause.live or clause.barrier or clause.struck]
    for form, file in formats:
        text = form == "text"
        options.write(_shown(form, documents, shown if text else found, explain), file, machine=not text)
    faults += [_fault(document) for document in documents if document.status in UNREAD]
    for fault in faults:
        click.echo(fault.told(tongue()), err=True)
    lost = any(all(document.status in UNREAD for document in inside) for inside in _by_path(there, documents))
    return 2 if lost or len(there) < len(paths) else 0


def _nothing_at(path: Path) -> Fault | None:
    """What is wrong with a path that holds no file."""
    from circular.documents.folders import found

    try:
        found([path])
    except Fault as fault:
        return fault
    return None


def _by_path(paths: Sequence[Path], documents: Sequence[Document]) -> Iterable[list[Document]]:
    """The documents of each path, those within its archives and mails too."""
    from circular.documents.folders import found

    names = {file.path.resolve(): file.name for file in found(paths)[0]}
    for path in paths:
        own = [names[file.path.resolve()] for file in found([path])[0]]
        yield [each for each in documents if any(each.file == name or each.file.startswith(f"{name}/") for name in own)]


def _fault(document: Document) -> Fault:
    from circular.documents.hints import hint

    told = (document.why or "kunne ikke læses", document.why_en or document.why or "could not be read")
    return Fault(document.file, "", told, hint(document))


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
    count = sum(document.status not in UNREAD for document in documents)
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
