"""The command line: one file a command, imported only when it is called, so that `--help` is quick."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from circular import __version__
from circular.cli.click_words import speak_danish
from circular.cli.speak import say, tongue

if tongue() == "da":
    speak_danish()

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("En rundtur på medfølgende eksempler", "A guided tour on shipped examples"),
    "check": ("Bedøm udbudsmateriale og byggeprojekter", "Judge tender packages and building projects"),
    "notice": (
        "Mærker til bekendtgørelser, og tusinder af dem talt sammen",
        "Tags for notices, and thousands of them counted together",
    ),
    "clauses": ("Find de cirkulære klausuler og deres steder", "Find the circular clauses and their places"),
    "lca": ("Beregn klimaaftryk, dækning, grænser og klasse", "Compute climate footprint, coverage, limits and class"),
    "optimise": (
        "Find det mix, der udleder mindst inden for budgettet",
        "Find the mix with least CO₂ within the budget",
    ),
    "report": ("Vejen til 2030 ud fra registret", "The road to 2030, from the register"),
    "register": ("Se, importer og eksporter registret", "List, show, import and export the register"),
    "new": ("Begynd på udbud, klausul, projekt eller profil", "Start a tender, clause, project or profile"),
    "rules": ("Vis, prøv og forklar reglerne", "List, show and test the rules"),
    "materials": ("Vis materialer i datasættene", "List and show materials of the data sets"),
}


class Lazy(click.Group):
    """A group whose commands live in `circular.cli.<name>` as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"circular.cli.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("Kommandoer", "Commands")):
            formatter.write_dl([(name, say(*words)) for name, words in COMMANDS.items()])


@click.group(
    cls=Lazy,
    commands={name: click.Command(name) for name in COMMANDS},  # their names, for whoever mistypes one
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=say(
        "Læser udbudsmateriale og byggeprojekter, bedømmer dem efter daterede regler og planlægger det, der sparer mest CO₂.\n\n"
        "Eksempel:  circular check udbud/",
        "Reads tenders and building projects, judges them by dated rules and plans what saves most CO₂.\n\n"
        "Example:  circular check tender/",
    ),
)
@click.version_option(__version__, prog_name="circular")
@click.option("--debug", is_flag=True, help=say("Vis fejlens spor.", "Show the traceback of an error."))
@click.option(
    "--lang",
    type=click.Choice(["da", "en"]),
    expose_value=False,
    help=say("Sprog (da er standard).", "Language (default da)."),
)
@click.pass_context
def program(ctx: click.Context, debug: bool) -> None:
    ctx.obj = {"debug": debug}
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        ctx.color = False


def main(arguments: list[str] | None = None) -> None:
    """Run the program; ends the process with 0, 1 or 2 and never shows a traceback unless `--debug` is given."""
    from circular.cli.guard import over, run

    code = run(program, arguments)
    if arguments is None:
        over()
    sys.exit(code)
