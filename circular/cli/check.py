"""`circular check PATH…`: judge tender packages and building projects."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from circular.cli import options, unheeded
from circular.cli.check_files import tell_written
from circular.cli.check_shown import case_as_json, paint, put, quiet_line
from circular.cli.progress import Progress, documents_in
from circular.cli.speak import say, tongue
from circular.stages import stage

if TYPE_CHECKING:
    from circular.rulebook.model import Severity

__all__ = ["command", "paint"]


@click.command(
    "check",
    help=say(
        "Bedøm udbudsmateriale og byggeprojekter. Hver STI er én sag: en fil eller en mappe.\n\n"
        "Eksempel:  circular check udbud/ --category renovation --format word=kommenteret --format xlsx=liste.xlsx\n\n"
        "Udgangskode 0: sagen holder; 1: den holder ikke eller kan ikke afgøres; 2: noget kunne ikke bedømmes.",
        "Judge tender packages and building projects. Each PATH is one case: a file or a folder.\n\n"
        "Example:  circular check tender/ --category renovation --format word=commented --format xlsx=list.xlsx\n\n"
        "Exit code 0: the case holds; 1: it falls short or can't be told; 2: something could not be judged.",
    ),
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar=say("STI…", "PATH…"))
@click.option("--package", is_flag=True, help=say("Alle stier er én sag.", "All paths are one case."))
@click.option(
    "--each",
    is_flag=True,
    help=say("Hver fil eller undermappe er sin egen sag.", "Each file or subfolder is its own case."),
)
@click.option(
    "--category",
    default="",
    metavar="A,B",
    help=say("Sagens kategori, fx renovation eller furniture.", "The case's category, e.g. renovation or furniture."),
)
@click.option(
    "--published",
    type=options.DAY,
    metavar=say("DATO", "DATE"),
    help=say("Dagen, udbuddet er offentliggjort.", "The day the tender was published."),
)
@click.option(
    "--permit-applied",
    type=options.DAY,
    metavar=say("DATO", "DATE"),
    help=say("Dagen, der er søgt byggetilladelse.", "The day the building permit was applied for."),
)
@click.option(
    "--value",
    type=click.IntRange(min=0),
    metavar="DKK",
    help=say("Kontraktens værdi i kr. ekskl. moms.", "Contract value in DKK excl. VAT."),
)
@click.option(
    "--department",
    metavar=say("NAVN", "NAME"),
    help=say("Fagcentret, sagen hører til i registret.", "The department the case belongs to in the register."),
)
@click.option(
    "--kind",
    type=click.Choice(["tender", "building", "owner_strategy"]),
    help=say("Sagens art, hvis den skal siges.", "The kind of case, where it must be said."),
)
@click.option(
    "--waivers",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=say("FIL", "FILE"),
    help=say("Fravigelser (waivers.yaml).", "Waivers (waivers.yaml)."),
)
@click.option(
    "--against",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=say("FIL", "FILE"),
    help=say(
        "Vis, hvad der er ændret siden et tidligere tjek (dets JSON): krav væk, nye, svækkede, skærpede, og domme.",
        "Show what has changed since an earlier check (its JSON): demands gone, new, weakened, strengthened, and verdicts.",
    ),
)
@click.option(
    "--convert",
    is_flag=True,
    help=say("Læs .doc og .rtf ved hjælp af LibreOffice.", "Read .doc and .rtf with the help of LibreOffice."),
)
@click.option(
    "--fail-on",
    type=click.Choice(["must", "should"]),
    default="must",
    show_default=True,
    help=say("Hvilke regler afgør udgangskoden.", "Which rules decide the exit code."),
)
@options.many
@options.resume
@click.option(
    "--verbose",
    is_flag=True,
    help=say("Vis også det, der holder, med begrundelse.", "Show what holds, with reasons, too."),
)
@options.timing
@options.no_cache
@options.as_of
@options.rules_dirs
@options.profile
@options.register
@options.formats("text", "json", "jsonl", "html", "xlsx", "word", "pdf", "md", "csv", "junit", "sarif")
@options.quiet
@options.lang
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    package: bool,
    each: bool,
    category: str,
    published: date | None,
    permit_applied: date | None,
    value: int | None,
    department: str | None,
    kind: str | None,
    waivers: Path | None,
    against: Path | None,
    convert: bool,
    fail_on: str,
    jobs: int,
    engine: str | None,
    insecure_engine: bool,
    resume: Path | None,
    verbose: bool,
    no_cache: bool,
    as_of: date | None,
    rules_dirs: tuple[Path, ...],
    profile: Path | None,
    register: str | None,
    formats: tuple[tuple[str, Path | None], ...],
) -> int:
    from circular.checking import Told, cases_of
    from circular.cli.at_once import checked, one_by_one, streamed
    from circular.cli.streaming import Setup
    from circular.rulebook import load_profile, load_rules, load_waivers
    from circular.tender import known_categories

    _heeded(package, register is not None, engine is not None, formats)
    language = tongue()
    with stage("rules"):
        load_rules(rules_dirs)
    if profile:
        load_profile(profile)
    exceptions = load_waivers(waivers) if waivers else ()
    told = Told(
        categories=known_categories(category.split(",")) if category else (),
        published=published,
        permit_applied=permit_applied,
        value_dkk=value,
        kind=kind,
        convert=convert,
        cache=not no_cache,
    )
    earlier = _earlier(against)
    day = as_of or options.day_begun(resume) or date.today()
    severities: tuple[Severity, ...] = ("must",) if fail_on == "must" else ("must", "should")
    cases = cases_of(paths, package=package, each=each)
    lines_only = all(name == "jsonl" for name, _ in formats)
    setup = Setup(rules_dirs, tuple(exceptions), profile, told, day, language, severities, register is not None, department)  # fmt: skip
    if lines_only and len(formats) == 1 and formats[0][1] is None:
        return streamed(cases, setup, register, resume, jobs=jobs, engine=engine, insecure=insecure_engine)
    if resume is not None:
        raise options.only_lines("--resume")
    progress = Progress(documents_in(cases) if sys.stderr.isatty() else 0)
    if jobs > 1 or engine is not None:
        done = list(checked(cases, setup, jobs, engine, insecure_engine))
    else:
        done = list(one_by_one(cases, setup, progress))
    progress.end()
    files = [files for _, files in cases]

    def shown(to_file: bool) -> list[Path]:
        asked = [(form, file) for form, file in formats if (file is not None) is to_file]
        with stage("report"):
            return [path for form, file in asked for path in put(form, file, done, files, severities, verbose=verbose, earlier=earlier)]  # fmt: skip

    written = shown(to_file=True)
    if register is not None:
        _store(register, done, files, told, department)
    shown(to_file=False)  # last, because whoever reads it may go away
    tell_written(written)
    if all(file is not None for _, file in formats):
        for case in done:
            options.tell(quiet_line(case))
    told_on_screen = any(form == "text" and file is None for form, file in formats) and not options.is_quiet()
    for case in done:
        if case.fault is not None and not (told_on_screen and _seen_together()):
            click.echo(case.fault.told(language), err=True)
    failed = sum(case.fault is not None for case in done)
    if failed and each:
        click.echo(
            say(f"{failed} af {len(done)} sager kunne ikke læses", f"{failed} of {len(done)} cases could not be read"),
            err=True,
        )
    return _exit_code(done, severities)


def _heeded(package: bool, stored: bool, apart: bool, formats: unheeded.Formats) -> None:
    """Tells of options that this run does not heed."""
    if package:
        unheeded.remark(["each"], ("tæller ikke med --package", "does not count with --package"))
    unheeded.needs("department", "--register", stored)
    unheeded.needs("insecure_engine", "--engine", apart)
    unheeded.only_in("against", ("text", "json"), formats)


def _seen_together() -> bool:
    """Whether what is wrong with a case, told in the answer already, would be seen twice on stderr."""
    return sys.stdout.isatty() and sys.stderr.isatty()


def _exit_code(done: list[Any], severities: Any) -> int:
    if any(case.fault is not None for case in done):
        return 2
    return max((case.report.exit_code_on(severities) for case in done), default=2)


def _earlier(against: Path | None) -> list[dict[str, Any]] | None:
    """The cases of the earlier check, when one is named."""
    if against is None:
        return None
    from circular.comparing import old_cases

    return old_cases(against)


def _store(url: str, done: list[Any], paths: list[Any], told: Any, department: str | None) -> None:
    from circular.cli.storing import Storing, judgement_of

    with Storing(url) as storing:
        for case, files in zip(done, paths, strict=True):
            storing.add(judgement_of(case, case_as_json(case), files, told, department))
