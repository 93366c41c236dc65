"""`circular optimise FILE`: the renovation and material mix with least lifecycle CO2 within the budget, with proof."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from circular.cli import options, unheeded
from circular.cli.speak import say, tongue
from circular.faults import Fault
from circular.stages import stage
from circular.written import write_whole

EXIT = {"optimal": 0, "feasible": 0, "infeasible": 1, "no_solution_found": 2}


@click.command(
    "optimise",
    help=say(
        "Find det mix af renoveringer og materialer, der udleder mindst CO₂ over levetiden inden for budgettet, og bevis det.\n\n"
        "FIL er et byggeprojekt (building/1 med `choices`) eller en bygningsportefølje (portfolio/1).\n\n"
        "Eksempel:  circular optimise skole.yaml --front 12\n\n"
        "Udgangskode 0: en plan; 1: ingen plan holder alle krav; 2: kunne ikke afgøres.",
        "Find the mix of renovations and materials with least lifecycle CO₂ within the budget, and prove it.\n\n"
        "FILE is a building project (building/1 with `choices`) or a building stock (portfolio/1).\n\n"
        "Example:  circular optimise school.yaml --front 12\n\n"
        "Exit code 0: a plan; 1: no plan meets every demand; 2: could not be told.",
    ),
)
@click.argument("file", type=click.Path(path_type=Path), metavar=say("FIL", "FILE"))
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="S",
    help=say("Sekunder, der højst regnes.", "Most seconds to search."),
)
@click.option(
    "--gap",
    type=click.FloatRange(min=0, max=1),
    default=None,
    metavar="G",
    help=say(
        "Hvor nær det bedst mulige en stor portefølje skal være, fx 0.0001.",
        "How near the best possible a large portfolio must be, e.g. 0.0001.",
    ),
)
@click.option(
    "--solver",
    default="highs",
    show_default=True,
    metavar=say("NAVN", "NAME"),
    help=say("Enhver løser, Pyomo kender.", "Any solver Pyomo knows."),
)
@click.option(
    "--front",
    type=click.IntRange(0, 100),
    default=0,
    metavar="N",
    help=say("Vis også N punkter af pris mod CO₂.", "Also show N points of cost against CO₂."),
)
@click.option(
    "--what-if",
    multiple=True,
    metavar=say("ÆNDRING", "CHANGE"),
    help=say(
        "Spørg igen med noget ændret, fx budget=4000000 eller pin=outer_wall/Behold. Kan gentages.",
        "Ask again with something changed, e.g. budget=4000000 or pin=outer_wall/Keep. Repeatable.",
    ),
)
@click.option(
    "--then",
    type=click.Choice(["cost"]),
    default=None,
    help=say(
        "Vis også den billigste plan, der er næsten lige så god.",
        "Also show the cheapest plan that is nearly as good.",
    ),
)
@click.option(
    "--scenarios",
    is_flag=True,
    help=say(
        "Planlæg igen med andre energifaktorer, måder at regne genbrug på og materialedata, og se, hvilke valg der står.",
        "Plan again with other energy factors, ways of counting reuse and material data, and see which choices stay.",
    ),
)
@click.option(
    "--spread",
    multiple=True,
    metavar=say("SLAGS=ANDEL", "KIND=SHARE"),
    help=say(
        "Hvor meget en slags materialedata kan være forkert, fx epd=0.2. Kan gentages; tænder --scenarios.",
        "How far a kind of material data may be off, e.g. epd=0.2. Repeatable; turns --scenarios on.",
    ),
)
@click.option(
    "--why",
    is_flag=True,
    help=say(
        "Find også for et stort projekt, hvornår det næstbedste ville vinde.",
        "Also for a large project find when the runner-up would win.",
    ),
)
@click.option(
    "--why-not",
    multiple=True,
    metavar=say("BYGNING", "BUILDING"),
    help=say(
        "Hvorfor er bygningen (eller B1/Facade@2028) ikke i porteføljens plan? Kan gentages.",
        "Why is the building (or B1/Facade@2028) not in the portfolio's plan? Repeatable.",
    ),
)
@click.option(
    "--executed",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    metavar="PLAN.json",
    help=say(
        "Planlæg videre fra en plan, der er halvt udført: årene før --from står ved magt.",
        "Plan on from a plan that is half executed: the years before --from stand.",
    ),
)
@click.option(
    "--from",
    "since",
    type=int,
    default=None,
    metavar=say("ÅR", "YEAR"),
    help=say("Første år, der planlægges om, fx 2028.", "First year that is planned anew, e.g. 2028."),
)
@options.quiet
@options.timing
@options.as_of
@options.rules_dirs
@options.profile
@options.register
@options.formats("text", "json", "yaml", "html", "xlsx", "csv", "md")
@options.lang
def command(
    file: Path,
    time_limit: float,
    gap: float | None,
    solver: str,
    front: int,
    what_if: tuple[str, ...],
    then: str | None,
    why_not: tuple[str, ...],
    executed: Path | None,
    since: int | None,
    scenarios: bool,
    spread: tuple[str, ...],
    why: bool,
    as_of: date | None,
    rules_dirs: tuple[Path, ...],
    profile: Path | None,
    register: str | None,
    formats: tuple[tuple[str, Path | None], ...],
) -> int:
    from circular.building.model import Building
    from circular.optimise import optimise
    from circular.optimise.scenarios import read_spread

    language = tongue()
    shown = sys.stderr.isatty() and not options.is_quiet()
    with stage("read"):
        subject = subject_of(file)
    if isinstance(subject, Building):
        unheeded.remark(["gap"], ("er for en portefølje; et projekt planlægges til bunds", "is for a portfolio; a project is planned to the end"))  # fmt: skip
    else:
        unheeded.remark(["why"], ("er for et byggeprojekt", "is for a building project"))
        if profile is not None:
            options.tell(say("--profile: en portefølje planlægges uden kommunens grænser; kun sproget tæller", "--profile: a portfolio is planned without the municipality's limits; only the language counts"))  # fmt: skip
    if rules_dirs:
        options.tell(say("--rules: planen følger lavemissionsklassen og profilen; egne regler dømmes af circular check", "--rules: the plan follows the low-emission class and the profile; rules of your own are judged by circular check"))  # fmt: skip
    settings = rulebook = None
    if profile or rules_dirs:
        from circular.rulebook import load_profile, load_rules

        settings = load_profile(profile) if profile else None
        rulebook = load_rules(rules_dirs) if rules_dirs else None
    plan = optimise(
        subject,
        as_of=as_of or date.today(),
        time_limit=time_limit,
        solver=solver,
        profile=settings,
        rulebook=rulebook,
        language=language,
        front=front,
        gap=gap,
        what_if=what_if,
        then=then,
        why_not=why_not,
        executed=executed,
        since=since,
        scenarios=scenarios,
        spread=read_spread(spread),
        why=why,
        tell=_progress(language) if shown else None,
    )
    if shown:
        click.echo("\r\x1b[2K", nl=False, err=True)
    for form, target in formats:
        if form == "yaml" and plan.status == "infeasible":
            click.echo(_shown("text", plan, subject, file, file), err=True)
            continue
        if form == "xlsx":
            _write_workbook(plan, subject, target)
            continue
        with stage("report"):
            options.write(_shown(form, plan, subject, target, file), target)
    if register is not None:
        _store(register, plan, subject, file, as_of or date.today())
    return EXIT[plan.status]


def _store(url: str, plan: Any, subject: Any, file: Path, day: date) -> None:
    from circular.optimise import Portfolio
    from circular.register import judgement_of_plan, open_register, store_judgement
    from circular.register.judged import hashes
    from circular.reports.plan_json import plan_json

    portfolio = subject if isinstance(subject, Portfolio) else None
    works = getattr(subject, "works", None)
    with open_register(url) as register:
        store_judgement(
            register,
            judgement_of_plan(plan_json(plan), judged_on=day, portfolio=portfolio, works=works, files=hashes([file])),
        )


def _progress(language: Any) -> Callable[[float | None, float | None], None]:
    """One line on the terminal: the best plan so far, the bound, and the time spent.

    It is written to a copy of stderr, because stderr itself is kept quiet while the solver runs.
    """
    from circular.language import number

    started, terminal = time.monotonic(), os.dup(sys.stderr.fileno())

    def tell(value: float | None, bound: float | None) -> None:
        best = "–" if value is None else number(Decimal(f"{value / 1000:.1f}"), language, 1)
        least = "–" if bound is None else number(Decimal(f"{bound / 1000:.1f}"), language, 1)
        spent = f"{time.monotonic() - started:.0f} s"
        line = say(
            f"bedst hidtil {best} t, grænse {least} t, {spent}", f"best so far {best} t, bound {least} t, {spent}"
        )
        os.write(terminal, f"\r\x1b[2K{line}".encode(sys.stderr.encoding or "utf-8", "replace"))

    return tell


def subject_of(file: Path) -> Any:
    """The building project or the portfolio that stands in the file or folder."""
    from circular.optimise import read_portfolio

    if not file.exists():
        raise Fault(str(file), "", ("findes ikke", "does not exist"), ("se efter stavefejl i stien", "check the path"))
    if file.is_dir() and (file / "portfolio.yaml").is_file():
        from circular.optimise.portfolio_folder import read_stock_folder

        return read_stock_folder(file)
    if file.suffix.lower() in (".yaml", ".yml") and _kind(file) == "portfolio/1":
        return read_portfolio(file)
    if file.suffix.lower() in (".xlsx", ".xlsm"):
        from circular.optimise.portfolio_workbook_in import is_portfolio_workbook, read_portfolio_workbook

        if is_portfolio_workbook(file):
            return read_portfolio_workbook(file)
    from circular.building import read_building

    return read_building(file)


def _kind(file: Path) -> str | None:
    """What the file says it is; None leaves the complaint to the reader of projects."""
    from circular import strict_yaml

    data, _ = strict_yaml.load(file.read_bytes(), str(file))
    return str(data.get("circular")) if isinstance(data, dict) else None


def _shown(form: str, plan: Any, subject: Any, target: Path | None, file: Path) -> str:
    if form == "json":
        from circular.reports.plan_json import plan_json

        return json.dumps(plan_json(plan), ensure_ascii=False, indent=1)
    if form == "csv":
        from circular.reports.plan_csv import plan_csv

        return plan_csv(plan)
    if form == "md":
        from circular.reports.plan_md import plan_md

        return plan_md(plan, tongue())
    if form == "html":
        from circular.reports.plan_html import plan_html

        return plan_html(plan, tongue(), subject)
    if form == "yaml":
        return _finished_yaml(plan, subject, file)
    from circular.cli.check import paint
    from circular.reports.plan_text import no_paint, plan_text, quiet_text

    told = quiet_text if options.is_quiet() else plan_text
    return told(plan, tongue(), paint=paint if target is None else no_paint)


def _write_workbook(plan: Any, subject: Any, target: Path | None) -> None:
    from circular.reports.plan_xlsx import plan_workbook

    if target is None:
        raise Fault("--format", "xlsx", ("et regneark skrives til en fil", "a workbook is written to a file"), ("skriv --format xlsx=plan.xlsx", "write --format xlsx=plan.xlsx"))  # fmt: skip
    write_whole(options.workbook(lambda: plan_workbook(plan, tongue(), subject), target), target)


def _finished_yaml(plan: Any, subject: Any, file: Path) -> str:
    from circular.building.model import Building
    from circular.optimise import finished_project

    if not isinstance(subject, Building) or plan.kg_co2e is None:
        raise Fault(
            str(file),
            "",
            ("der er intet færdigt projekt at skrive", "there is no finished project to write"),
            ("--format yaml kræver et byggeprojekt med en plan", "--format yaml needs a building project with a plan"),
        )
    from circular.building import building_yaml

    return str(building_yaml(finished_project(subject, plan)))
