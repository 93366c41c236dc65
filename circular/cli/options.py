"""Options that several commands share, with the same names and help everywhere (formats.md §1)."""

from __future__ import annotations

import errno
import gc
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from circular.cli.speak import say
from circular.faults import Fault
from circular.written import not_written, write_whole

Command = TypeVar("Command", bound=Callable[..., Any])
_QUIET = "circular.quiet"


class Day(click.ParamType):  # type: ignore[type-arg]
    """A calendar day, year-month-day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(
                say(
                    f"'{value}' er ikke en dato; skriv fx 2025-07-01", f"'{value}' is not a date; write e.g. 2025-07-01"
                ),
                param,
                ctx,
            )


DAY = Day()


def lang(command: Command) -> Command:
    return click.option(
        "--lang",
        type=click.Choice(["da", "en"]),
        expose_value=False,
        help=say("Sprog (da er standard).", "Language (default da)."),
    )(command)


def formats(*names: str) -> Callable[[Command], Command]:
    """`--format NAME[=FILE]`, repeatable; gives a tuple of (name, file or None)."""

    def parse(
        ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
    ) -> tuple[tuple[str, Path | None], ...]:
        parsed = []
        for value in values or (names[0],):
            name, _, file = value.partition("=")
            if name not in names:
                raise click.BadParameter(
                    say(
                        f"ukendt format '{name}'; vælg mellem {', '.join(names)}",
                        f"unknown format '{name}'; choose from {', '.join(names)}",
                    )
                )
            parsed.append((name, Path(file) if file else None))
        return tuple(parsed)

    return click.option(
        "--format", "formats", multiple=True, callback=parse, metavar=say("NAVN[=FIL]", "NAME[=FILE]"),
        help=say(f"Format: {', '.join(names)}; med =FIL skrives til fil. Kan gentages.", f"Format: {', '.join(names)}; with =FILE written to a file. Repeatable."),
    )  # fmt: skip


def as_of(command: Command) -> Command:
    return click.option(
        "--as-of",
        type=DAY,
        default=None,
        metavar=say("DATO", "DATE"),
        help=say("Dagen, der dømmes på (i dag er standard).", "The day judged on (default today)."),
    )(command)


def rules_dirs(command: Command) -> Command:
    return click.option(
        "--rules", "rules_dirs", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar=say("MAPPE", "FOLDER"),
        help=say("Mappe med flere regler. Kan gentages.", "A folder with more rules. Repeatable."),
    )(command)  # fmt: skip


def profile(command: Command) -> Command:
    return click.option(
        "--profile", type=click.Path(dir_okay=False, path_type=Path), default=None, metavar=say("FIL", "FILE"),
        help=say("Kommunens profil (circular.toml).", "The municipality's profile (circular.toml)."),
    )(command)  # fmt: skip


def many(command: Command) -> Command:
    """`--jobs`, `--engine` and `--insecure-engine`: many cases at once."""
    for option in (
        click.option(
            "--insecure-engine", is_flag=True,
            help=say("Tillad tcp:// til andre maskiner (kun på et net, du stoler på).", "Allow tcp:// to other machines (only on a network you trust)."),
        ),
        click.option(
            "--engine", metavar="URL",
            help=say(
                "Fordel sagerne på en Dask-klynge, fx tls://vaert:8786; filerne skal kunne ses derfra.",
                "Spread the cases over a Dask cluster, e.g. tls://host:8786; it must be able to see the files.",
            ),
        ),
        click.option(
            "--jobs", type=click.IntRange(1, 64), default=1, metavar="N",
            help=say("Så mange processer ad gangen; svarene er de samme.", "So many processes at once; the answers are the same."),
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def resume(command: Command) -> Command:
    return click.option(
        "--resume", type=click.Path(dir_okay=False, path_type=Path), metavar=say("KØRSEL", "RUN"),
        help=say(
            "Skriv hver sags svar i filen, og gå videre derfra, hvis kørslen blev afbrudt (med --format jsonl), fx --resume juni.run.",
            "Write each case's answer into the file, and go on from there if the run was broken off (with --format jsonl), e.g. --resume june.run.",
        ),
    )(command)  # fmt: skip


def day_begun(run: Path | None) -> date | None:
    """The day that a run begun earlier judges on."""
    if run is None:
        return None
    from circular.cli.journal import day_of

    return day_of(run)


def only_lines(option: str) -> Fault:
    """The fault of an option that goes with the lines of JSON alone."""
    return Fault(option, "", ("kan kun bruges med --format jsonl til skærmen", "goes with --format jsonl to the screen only"), ("skriv --format jsonl > svar.jsonl", "write --format jsonl > answers.jsonl"))  # fmt: skip


def timing(command: Command) -> Command:
    def begin(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
        if asked:
            from circular.cli.timing import begin as begun

            begun(ctx)

    return click.option(
        "--timing", is_flag=True, is_eager=True, expose_value=False, callback=begin,
        help=say("Vis til sidst, hvor tiden gik hen.", "Show at the end where the time went."),
    )(command)  # fmt: skip


def no_cache(command: Command) -> Command:
    return click.option(
        "--no-cache", is_flag=True,
        help=say(
            "Læs alt forfra: brug og gem ingen tekst i mellemlageret (CIRCULAR_CACHE siger hvor, 'off' slår det fra).",
            "Read everything afresh: use and keep no text in the cache (CIRCULAR_CACHE says where, 'off' turns it off).",
        ),
    )(command)  # fmt: skip


def register(command: Command) -> Command:
    return click.option(
        "--register", default=None, metavar="URL",
        help=say("Gem dommen i et register: en .sqlite-fil eller en databaseadresse.", "Store the judgement in a register: an .sqlite file or a database address."),
    )(command)  # fmt: skip


def quiet(command: Command) -> Command:
    """`--quiet`: neither progress nor remarks; `is_quiet` tells."""

    def keep(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
        ctx.meta[_QUIET] = value
        return value

    return click.option(
        "--quiet", "-q", is_flag=True, callback=keep, expose_value=False, is_eager=True,
        help=say("Kun dommen, en linje pr. sag; ingen fremdrift.", "The verdict alone, one line a case; no progress."),
    )(command)  # fmt: skip


def is_quiet() -> bool:
    """Whether this run was asked to say as little as it can."""
    context = click.get_current_context(silent=True)
    return context is not None and context.meta.get(_QUIET) is True


def tell(text: str) -> None:
    """A remark beside the answer: on stderr, and not with --quiet."""
    if not is_quiet():
        click.echo(text, err=True)


def write(text: str, file: Path | None, *, machine: bool = False) -> None:
    """Print the text, or write it to the file atomically: whole or not at all. Machines get UTF-8 whatever the console."""
    if file is None and machine:
        click.echo(text.removesuffix("\n").encode())
        return
    if file is None:
        click.echo(text)
        return
    write_whole((text if text.endswith("\n") else text + "\n").encode(), file)


def workbook(make: Callable[[], bytes], file: Path) -> bytes:
    """The bytes of a workbook; raises Fault when the disk has no room for its making (openpyxl writes sheets aside)."""
    from lxml.etree import SerialisationError

    hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        return make()
    except (OSError, SerialisationError) as error:
        fault = not_written(file, error if isinstance(error, OSError) else OSError(errno.ENOSPC, str(error)))
    finally:
        gc.collect()
        sys.unraisablehook = hook
    raise fault
