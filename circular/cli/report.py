"""`circular report`: the road to 2030, every target of the policy from what the register knows."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import click

from circular.cli import options
from circular.cli.speak import say, tongue
from circular.faults import Fault
from circular.written import write_whole

DEFAULT_REGISTER = "register.sqlite"


@click.command(
    "report",
    help=say(
        "Vejen til 2030: hvert mål i politikken med tal, tendens, fremskrivning og sagerne bag, ud fra registret.\n\n"
        "Eksempel:  circular report --register register.sqlite --format text --format html=2030.html\n\n"
        "Udgangskode 0: rapporten er lavet; 2: registret kunne ikke læses.",
        "The road to 2030: every target of the policy with its figure, trend, projection and the cases behind it.\n\n"
        "Example:  circular report --register register.sqlite --format text --format html=2030.html\n\n"
        "Exit code 0: the report is made; 2: the register could not be read.",
    ),
)
@click.option("--year", type=click.IntRange(2000, 2100), metavar=say("ÅR", "YEAR"), help=say("Året, rapporten gælder (i år er standard).", "The year of the report (default this year)."))  # fmt: skip
@click.option("--department", metavar=say("NAVN", "NAME"), help=say("Kun ét fagcenters sager.", "Only one department's cases."))  # fmt: skip
@click.option("--policy", "policy_name", metavar=say("NAVN", "NAME"), help=say("Politikken (profilens er standard).", "The policy (default the profile's)."))  # fmt: skip
@click.option("--both-versions", is_flag=True, help=say("Vis politikkens udgaver side om side.", "Show the policy's versions side by side."))  # fmt: skip
@click.option("--verbose", is_flag=True, help=say("Vis også definitioner, fordelinger og sager.", "Show definitions, splits and cases too."))  # fmt: skip
@click.option("--evidence", type=click.IntRange(min=0), default=10, show_default=True, metavar="N", help=say("Sager, der vises bag hvert tal.", "Cases shown behind each number."))  # fmt: skip
@click.option("--all-evidence", is_flag=True, help=say("Vis alle sager bag hvert tal.", "Show every case behind each number."))  # fmt: skip
@options.as_of
@options.rules_dirs
@options.profile
@click.option("--register", default=None, metavar="URL", help=say("Registret: en .sqlite-fil eller en databaseadresse.", "The register: an .sqlite file or a database address."))  # fmt: skip
@options.formats("text", "json", "xlsx", "html")
@options.lang
def command(
    year: int | None,
    department: str | None,
    policy_name: str | None,
    both_versions: bool,
    verbose: bool,
    evidence: int,
    all_evidence: bool,
    as_of: date | None,
    rules_dirs: tuple[Path, ...],
    profile: Path | None,
    register: str | None,
    formats: tuple[tuple[str, Path | None], ...],
) -> int:
    from circular.register import load_policy, open_register, road

    settings = _profile(profile)
    policy = load_policy(policy_name or (settings.policy if settings and settings.policy else "ballerup-2023"))
    if settings is not None and settings.name is not None:
        policy = policy.model_copy(update={"municipality": settings.name})
    rules = _rules(rules_dirs)
    goals: dict[str, tuple[str, ...]] = {}
    for rule in rules:
        if rule.goal:
            goals[rule.goal] = (*goals.get(rule.goal, ()), rule.code)
    with open_register(register or default_register(), create=False) as opened:
        made = road(
            opened, policy, as_of=as_of or date.today(), year=year, department=department,
            departments=_departments(settings, opened), goals=goals, titles={rule.code: rule.title for rule in rules},
            most_evidence=None if all_evidence else evidence,
        )  # fmt: skip
    for form, target in formats:
        _show(form, target, made, verbose=verbose, versions=both_versions)
    return 0


def default_register() -> str:
    """The register that is meant when none is named: CIRCULAR_REGISTER, else register.sqlite here."""
    return os.environ.get("CIRCULAR_REGISTER") or DEFAULT_REGISTER


def _profile(path: Path | None) -> Any:
    if path is None:
        return None
    from circular.rulebook import load_profile

    return load_profile(path)


def _departments(settings: Any, register: Any) -> tuple[str, ...]:
    """The profile's departments, each by the one of its two names that the register knows."""
    from circular.register.roadmap import departments_of

    if settings is None:
        return ()
    with register.reading() as connection:
        seen = departments_of(connection)
    return tuple(full if full in seen else name for name, full in settings.departments.items())


def _rules(dirs: tuple[Path, ...]) -> Any:
    from circular.rulebook import load_rules

    return load_rules(dirs).rules


def _show(form: str, target: Path | None, road: Any, *, verbose: bool, versions: bool) -> None:
    if form == "json":
        from circular.reports.report_json import report_json

        options.write(json.dumps(report_json(road, tongue()), ensure_ascii=False, indent=1), target)
        return
    if form == "html":
        from circular.reports.report_html import report_html

        options.write(report_html(road, tongue(), versions=versions), target)
        return
    if form == "xlsx" and target is not None:
        from circular.reports.report_xlsx import report_workbook

        write_whole(options.workbook(lambda: report_workbook(road, tongue()), target), target)
        return
    if form == "text":
        from circular.cli.check import paint
        from circular.reports.report_text import report_text

        plain = target is not None
        text = report_text(road, tongue(), verbose=verbose, versions=versions, **({} if plain else {"paint": paint}))
        options.write(text, target)
        return
    raise Fault("--format", form, ("skrives til en fil", "is written to a file"), (f"skriv --format {form}=FIL", f"write --format {form}=FILE"))  # fmt: skip
