"""`circular notice`: the tags a notice should carry, and what thousands of notices say together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from circular.cli import options, unheeded
from circular.cli.speak import say, tongue
from circular.faults import Fault
from circular.written import write_whole

if TYPE_CHECKING:
    from circular.comparing.notices import Summary
    from circular.remedies.notice_tags import NoticeTags


@click.group(
    "notice",
    help=say(
        "Udbudsbekendtgørelser (eForms og TED): foreslå mærker og tekst, og tæl tusinder sammen.\n\n"
        "Eksempel:  circular notice suggest bekendtgoerelse.xml",
        "Procurement notices (eForms and TED): propose tags and text, and count thousands together.\n\n"
        "Example:  circular notice suggest notice.xml",
    ),
)
@options.lang
def command() -> None:
    return None


@command.command(
    "suggest",
    help=say(
        "Foreslå de mærker (BT-06, BT-774) og den tekst (BT-777), bekendtgørelsen bør bære, delaftale for delaftale, ud fra det, "
        "der står i den og i udbudsmaterialet. FIL er bekendtgørelsen eller en mappe med den og dens dokumenter.\n\n"
        "Eksempel:  circular notice suggest bekendtgoerelse.xml --documents udbudsmateriale/ --format xml=maerker.xml\n\n"
        "Udgangskode 0: intet skal ændres; 1: der er forslag; 2: filen kunne ikke læses.",
        "Propose the tags (BT-06, BT-774) and the text (BT-777) that the notice should carry, lot by lot, from what stands in it and in "
        "the tender documents. FILE is the notice, or a folder with it and its documents.\n\n"
        "Example:  circular notice suggest notice.xml --documents documents/ --format xml=tags.xml\n\n"
        "Exit code 0: nothing to change; 1: there are proposals; 2: the file could not be read.",
    ),
)
@click.argument("file", type=click.Path(path_type=Path), metavar=say("FIL", "FILE"))
@click.option(
    "--documents", multiple=True, type=click.Path(path_type=Path), metavar=say("STI", "PATH"),
    help=say("Udbudsmaterialet, som bekendtgørelsen hører til. Kan gentages.", "The tender documents that the notice belongs to. Repeatable."),
)  # fmt: skip
@options.formats("text", "json", "xml", "notice")
@options.lang
def suggest(file: Path, documents: tuple[Path, ...], formats: tuple[tuple[str, Path | None], ...]) -> int:
    from circular.checking import check_case
    from circular.remedies.notice_tags import tags_of
    from circular.rulebook import load_rules

    for path in (file, *documents):
        if not path.exists():
            raise Fault(str(path), "", ("findes ikke", "does not exist"), ("se efter stavefejl i stien", "check the path"))  # fmt: skip
    case = check_case(file.stem, [file, *documents], load_rules(), as_of=date.today())
    if case.fault is not None:
        raise case.fault
    if case.tender is None:
        raise Fault(str(file), "", ("er ingen bekendtgørelse", "is no notice"), ("giv bekendtgørelsens XML-fil", "name the XML file of the notice"))  # fmt: skip
    tags = tags_of(case.tender)
    for form, target in formats:
        _suggested(form, target, tags, file)
    return 1 if tags.changes else 0


def _suggested(form: str, target: Path | None, tags: NoticeTags, file: Path) -> None:
    from circular.reports.notice_tags_text import tags_json, tags_text

    if form == "text":
        options.write(tags_text(tags, tongue()), target)
    elif form == "json":
        options.write(json.dumps(tags_json(tags, tongue()), ensure_ascii=False, indent=1), target, machine=True)
    elif form == "xml":
        from circular.remedies.notice_xml import snippet

        options.write(snippet(tags, tongue()).decode(), target, machine=True)
    else:
        from circular.remedies.notice_xml import patched

        source = file / tags.file if file.is_dir() else file
        if target is None or not source.is_file():
            raise Fault("--format", form, ("hele bekendtgørelsen med mærkerne skrives til en ny fil", "the whole notice with the tags is written to a new file"), (f"skriv --format {form}=FIL, og giv bekendtgørelsens egen fil", f"write --format {form}=FILE, and name the notice's own file"))  # fmt: skip
        write_whole(patched(source.read_bytes(), tags), target)


@command.command(
    "summary",
    help=say(
        "Tæl bekendtgørelser sammen efter land, CPV-gruppe, år og kategori: antal, andel med et cirkulært krav, grøn vægt, modsigelser. "
        "STI er en mappe med bekendtgørelser eller linjerne fra `circular check --each MAPPE --format jsonl` (- læser dem fra standard ind).\n\n"
        "Eksempel:  circular notice summary bekendtgoerelser/ --format html=oversigt.html\n\n"
        "Udgangskode 0: oversigten er lavet; 2: en fil kunne ikke læses.",
        "Count notices together by country, CPV division, year and category: number, share with a circular demand, green weight, contradictions. "
        "PATH is a folder of notices, or the lines of `circular check --each FOLDER --format jsonl` (- reads them from standard input).\n\n"
        "Example:  circular notice summary notices/ --format html=summary.html\n\n"
        "Exit code 0: the summary is made; 2: a file could not be read.",
    ),
)
@click.argument("path", type=click.Path(path_type=Path, allow_dash=True), metavar=say("STI", "PATH"))
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, metavar="N",
    help=say("Så mange processer ad gangen.", "So many processes at once."),
)  # fmt: skip
@options.as_of
@options.formats("text", "json", "xlsx", "html")
@options.lang
def summary(path: Path, jobs: int, as_of: date | None, formats: tuple[tuple[str, Path | None], ...]) -> int:
    from circular.comparing.notices import summary_of

    for form, target in formats:
        if form == "xlsx" and target is None:
            raise Fault("--format", form, ("skrives til en fil", "is written to a file"), (f"skriv --format {form}=FIL", f"write --format {form}=FILE"))  # fmt: skip
    if not path.is_dir():
        unheeded.remark(("jobs", "as_of"), ("tæller kun for en mappe; linjerne er dømt", "only counts for a folder; the lines are judged"))  # fmt: skip
    found = summary_of(_judged(path, jobs, as_of or date.today()) if path.is_dir() else _lines(path))
    for form, target in formats:
        _summed(form, target, found)
    return 2 if found.unread else 0


def _judged(folder: Path, jobs: int, day: date) -> Iterator[dict[str, Any]]:
    """Every notice of a folder, judged one by one and not kept."""
    from circular.checking import Told, cases_of
    from circular.cli.streaming import Setup, lines

    setup = Setup((), (), None, Told(), day, tongue(), ("must",))
    for line in lines(cases_of([folder], each=True), setup, jobs):
        yield json.loads(line.text)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The cases of a stream of lines; raises Fault with the line for what is none."""
    if str(path) != "-" and not path.is_file():
        raise Fault(str(path), "", ("findes ikke", "does not exist"), ("giv en mappe eller en .jsonl-fil", "name a folder or a .jsonl file"))  # fmt: skip
    with click.open_file(str(path), encoding="utf-8", errors="replace") as stream:
        for at, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                case = json.loads(line)
            except ValueError:
                case = None
            if not isinstance(case, dict) or not {
                "name",
                "findings",
                "clauses",
                "notice",
                "error",
                "categories",
            } <= set(case):
                raise Fault(str(path), str(at), ("linjen er ingen sag fra `circular check --format jsonl`", "the line is no case of `circular check --format jsonl`"), ("lav filen med `circular check --each MAPPE --format jsonl > sager.jsonl`", "make the file with `circular check --each FOLDER --format jsonl > cases.jsonl`"))  # fmt: skip
            yield case


def _summed(form: str, target: Path | None, found: Summary) -> None:
    from circular.reports import notices_summary as shown

    if form == "text":
        options.write(shown.summary_text(found, tongue()), target)
    elif form == "json":
        options.write(
            json.dumps(shown.summary_json(found, tongue()), ensure_ascii=False, indent=1), target, machine=True
        )
    elif form == "html":
        options.write(shown.summary_html(found, tongue()), target)
    elif target is not None:
        write_whole(options.workbook(lambda: shown.summary_workbook(found, tongue()), target), target)
