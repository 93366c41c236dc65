"""`circular new …`: start from a template: a tender, a clause, a project, a portfolio, a profile, a rule, waivers."""

from __future__ import annotations

from importlib import import_module

import click

from circular.cli import options
from circular.cli.speak import say

KINDS: dict[str, tuple[str, str, str]] = {
    "tender": ("new_tender", "Et helt udbud, eller bilaget, der afhjælper et check", "A whole tender, or the annex that cures a check"),
    "clause": ("new_clause", "En klausul, eller listen over dem", "A clause, or the list of them"),
    "project": ("new_project", "Et byggeprojekt som YAML eller regneark", "A building project as YAML or workbook"),
    "portfolio": ("new_portfolio", "En bygningsportefølje", "A building portfolio"),
    "profile": ("new_files", "Kommunens profil (circular.toml)", "The municipality's profile (circular.toml)"),
    "rule": ("new_files", "En regel af kommunens egen", "A rule of the municipality's own"),
    "waivers": ("new_files", "Fravigelser (waivers.yaml)", "Waivers (waivers.yaml)"),
}  # fmt: skip


class Kinds(click.Group):
    """Each kind's command lives in a module of its own, imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in KINDS:
            return None
        found: click.Command = getattr(import_module(f"circular.cli.{KINDS[cmd_name][0]}"), cmd_name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("Kommandoer", "Commands")):
            formatter.write_dl([(name, say(da, en)) for name, (_, da, en) in KINDS.items()])


@click.group(
    "new",
    cls=Kinds,
    help=say(
        "Begynd på et udbud, en klausul, et projekt, en portefølje, en profil, en regel eller fravigelser.\n\n"
        "Eksempel:  circular new tender --category renovation --level ambitious --out udbud.docx",
        "Start a tender, a clause, a project, a portfolio, a profile, a rule or waivers.\n\n"
        "Example:  circular new tender --category renovation --level ambitious --out tender.docx",
    ),
)
@options.lang
def command() -> None:
    """The group; each kind of file is a command of its own."""
