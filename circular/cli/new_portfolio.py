"""`circular new portfolio`: a building portfolio to fill in."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from circular.cli import new_options, options
from circular.cli.speak import say, tongue
from circular.faults import Fault


@click.command(
    "portfolio",
    help=say(
        "Begynd på en bygningsportefølje, der kan planlægges med circular optimise.\n\n"
        "Eksempel:  circular new portfolio --out portefoelje.yaml",
        "Start a building portfolio that circular optimise can plan.\n\n"
        "Example:  circular new portfolio --out portfolio.yaml",
    ),
)
@new_options.out
@options.lang
def portfolio(out: Path | None) -> int:
    from circular.drafting.skeletons import skeleton

    suffix = out.suffix.casefold() if out is not None else ".yaml"
    if suffix == ".xlsx" and out is not None:
        try:
            writer = import_module("circular.optimise.portfolio_workbook")
        except ModuleNotFoundError:
            raise Fault(
                str(out), "",
                ("en portefølje begyndes som YAML", "a portfolio is started as YAML"),
                ("skriv --out portefoelje.yaml", "write --out portfolio.yaml"),
            ) from None  # fmt: skip
        writer.portfolio_workbook(out, tongue())
    elif suffix in (".yaml", ".yml"):
        options.write(skeleton("portfolio", tongue()).rstrip("\n"), out)
    else:
        raise Fault(
            str(out), "",
            (f"ukendt filtype '{suffix}'", f"unknown file type '{suffix}'"),
            ("vælg mellem .yaml og .xlsx", "choose from .yaml and .xlsx"),
        )  # fmt: skip
    return 0
