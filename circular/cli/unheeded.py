"""Tells of options that a run does not heed: an option given is one that counts, or one that is told not to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from click.core import ParameterSource

from circular.cli.options import tell
from circular.cli.speak import say

Why = tuple[str, str]
Formats = tuple[tuple[str, Path | None], ...]


def given(name: str) -> str | None:
    """The option by that name as the user writes it, where it stands on the command line."""
    context = click.get_current_context()
    if context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
        return None
    return next((param.opts[0] for param in context.command.params if param.name == name), None)


def remark(names: Iterable[str], why: Why) -> None:
    """Tells on stderr of those of these options that were given, and why they count for nothing here."""
    for name in names:
        option = given(name)
        if option is not None:
            tell(say(f"{option} {why[0]}", f"{option} {why[1]}"))


def needs(name: str, other: str, fulfilled: bool) -> None:
    """Tells of an option given without the one that it belongs to."""
    if not fulfilled:
        remark([name], (f"tæller ikke uden {other}", f"does not count without {other}"))


def only_in(name: str, forms: Iterable[str], told: Formats) -> None:
    """Tells of an option that shows in these formats alone, where others are asked for."""
    known = list(forms)
    if not any(form in known for form, _ in told):
        remark([name], (f"vises kun som {', '.join(known)}", f"shows as {', '.join(known)} only"))
