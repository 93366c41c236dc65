"""`circular new profile|rule|waivers`: commented files to start from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from circular.cli import new_options, options
from circular.cli.speak import say, tongue


def _printed(kind: str, name: str, da: str, en: str) -> click.Command:
    """A command that prints the skeleton of a kind, or writes it to a file."""

    def run(out: Path | None) -> int:
        from circular.drafting.skeletons import skeleton

        new_options.not_filled_in(out)
        options.write(skeleton(kind, tongue()).rstrip("\n"), out)
        return 0

    example = f"circular new {kind} --out {name}"
    told = say(f"{da}\n\nEksempel:  {example}", f"{en}\n\nExample:  {example}")
    dressed: Callable[..., int] = options.lang(new_options.out(run))
    return click.command(kind, help=told)(dressed)


profile = _printed(
    "profile", "circular.toml",
    "Skriv en kommenteret profil for kommunen: politik, skyggepris, egne grænser.",
    "Write a commented profile of the municipality: policy, shadow price, own limits.",
)  # fmt: skip
rule = _printed(
    "rule", "regler/egen-regel.yaml",
    "Skriv en kommenteret regel, der kan prøves, som den er.",
    "Write a commented rule that can be tested as it stands.",
)  # fmt: skip
waivers = _printed(
    "waivers", "waivers.yaml",
    "Skriv en kommenteret fil til fravigelser.",
    "Write a commented file for waivers.",
)  # fmt: skip
