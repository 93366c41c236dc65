"""`circular new portfolio`: a building portfolio to fill in, or one made from a building list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from circular.cli import new_options, options
from circular.cli.speak import say, tongue
from circular.faults import Fault


@click.command(
    "portfolio",
    help=say(
        "Begynd på en bygningsportefølje, der kan planlægges med circular optimise: YAML, eller et regneark med "
        "rullelister (FIL.xlsx).\n\n"
        "Eksempel:  circular new portfolio portefoelje.xlsx\n\n"
        "Eksempel:  circular new portfolio --from bbr.csv --map id=Bygning --map heating:12=gas --out portefoelje.yaml",
        "Start a building portfolio that circular optimise can plan: YAML, or a workbook with drop-downs (FILE.xlsx).\n\n"
        "Example:  circular new portfolio portfolio.xlsx\n\n"
        "Example:  circular new portfolio --from bbr.csv --map id=Building --map heating:12=gas --out portfolio.yaml",
    ),
)
@click.option(
    "--from", "source", type=click.Path(path_type=Path), default=None, metavar=say("LISTE", "LIST"),
    help=say("En bygningsliste (xlsx, csv), fx et udtræk af energimærker eller BBR.", "A building list (xlsx, csv), e.g. an export of energy labels or BBR."),
)  # fmt: skip
@click.option(
    "--map", "maps", multiple=True, metavar=say("FELT=KOLONNE", "FIELD=COLUMN"),
    help=say("Hvilken kolonne et felt står i, fx heated_area_m2=Areal, eller hvad et ord betyder, fx heating:12=gas. Kan gentages.", "Which column a field stands in, e.g. heated_area_m2=Area, or what a word means, e.g. heating:12=gas. Repeatable."),
)  # fmt: skip
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path), metavar=say("[FIL]", "[FILE]"))
@new_options.out
@options.lang
def portfolio(file: Path | None, source: Path | None, maps: tuple[str, ...], out: Path | None) -> int:
    out = new_options.one_file(file, out)
    suffix = out.suffix.casefold() if out is not None else ".yaml"
    if suffix not in (".xlsx", ".yaml", ".yml"):
        raise Fault(
            str(out), "",
            (f"ukendt filtype '{suffix}'", f"unknown file type '{suffix}'"),
            ("vælg mellem .yaml og .xlsx", "choose from .yaml and .xlsx"),
        )  # fmt: skip
    if source is not None:
        return _from(source, maps, out, suffix)
    if maps:
        raise Fault("", "--map", ("--map hører til --from", "--map belongs to --from"), ("tilføj --from LISTE", "add --from LIST"))  # fmt: skip
    new_options.not_filled_in(out)
    if suffix == ".xlsx" and out is not None:
        from circular.optimise.portfolio_workbook import portfolio_workbook

        portfolio_workbook(out, tongue(), first_year=date.today().year)
    else:
        from circular.drafting.skeletons import skeleton

        options.write(skeleton("portfolio", tongue()).rstrip("\n"), out)
    return 0


def _from(source: Path, maps: tuple[str, ...], out: Path | None, suffix: str) -> int:
    """Write the portfolio of a list, and tell on stderr what was read, assumed, and lacks still."""
    from circular.optimise.portfolio_import import import_list
    from circular.optimise.portfolio_out import portfolio_yaml, told
    from circular.reports.plain import clean

    made, first = import_list(source, maps), date.today().year
    if suffix == ".xlsx" and out is not None:
        from circular.optimise.portfolio_workbook import portfolio_workbook

        portfolio_workbook(out, tongue(), made.buildings, first)
    else:
        options.write(portfolio_yaml(made, source.name, first, tongue()).rstrip("\n"), out)
    for line in told(made):
        click.echo(clean(say(*line)), err=True)
    return 0
