"""Options of `circular new` that several of its commands share."""

from __future__ import annotations

from pathlib import Path

import click

from circular.cli.speak import say
from circular.faults import Fault


def read_settings(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
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
    "--set", "settings", multiple=True, callback=read_settings, metavar=say("NAVN=VÆRDI", "NAME=VALUE"),
    help=say("Sæt en værdi, fx share=20. Kan gentages.", "Set a value, e.g. share=20. Repeatable."),
)  # fmt: skip
templates = click.option(
    "--templates", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar=say("MAPPE", "FOLDER"),
    help=say("Mappe med egne klausuler. Kan gentages.", "A folder with clauses of your own. Repeatable."),
)  # fmt: skip
level = click.option(
    "--level", default=None, metavar=say("NIVEAU", "LEVEL"),
    help=say("basis, ambitious eller front_runner.", "basis, ambitious or front_runner."),
)  # fmt: skip
out = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=None, metavar=say("FIL", "FILE"),
    help=say("Fil, der skrives.", "The file to write."),
)  # fmt: skip


def not_filled_in(path: Path | None) -> None:
    """Raises Fault where an empty form would be written over a file that is there, filled in or not."""
    if path is not None and path.is_file() and path.stat().st_size:
        raise Fault(
            str(path), "",
            ("findes allerede, og en tom skabelon ville slette det, der står i den", "exists already, and an empty form would erase what stands in it"),
            ("vælg et andet navn, eller slet filen først", "choose another name, or delete the file first"),
        )  # fmt: skip


def one_file(file: Path | None, out: Path | None) -> Path | None:
    """The file to write, however it was named; raises UsageError where it was named twice."""
    if file is not None and out is not None and file != out:
        raise click.UsageError(say(f"både {file} og --out {out}: giv én fil", f"both {file} and --out {out}: give one file"))  # fmt: skip
    return out or file
