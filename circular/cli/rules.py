"""`circular rules`: list, show and test the rules, and the schema of a rule file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from circular.cli import options
from circular.cli.speak import say, tongue


@click.group(
    "rules",
    help=say(
        "Vis, prøv og forklar reglerne.\n\nEksempel:  circular rules show CO2-201",
        "List, show and test the rules.\n\nExample:  circular rules show CO2-201",
    ),
)
@options.lang
def command() -> None:
    pass


@command.command(
    "list",
    help=say(
        "Vis alle regler, én linje hver.\n\nEksempel:  circular rules list --subject tender",
        "List all rules, one line each.\n\nExample:  circular rules list --subject tender",
    ),
)
@click.option(
    "--subject",
    type=click.Choice(["tender", "notice", "building", "portfolio", "owner_strategy"]),
    help=say("Kun regler om denne slags sag.", "Only rules on this kind of case."),
)
@click.option(
    "--goal",
    metavar=say("MÅL", "TARGET"),
    help=say("Kun regler for dette delmål, fx CE-3.", "Only rules of this sub-goal, e.g. CE-3."),
)
@options.rules_dirs
@options.as_of
@options.formats("text", "json")
@options.lang
def list_rules(
    subject: str | None,
    goal: str | None,
    rules_dirs: tuple[Path, ...],
    as_of: date | None,
    formats: tuple[tuple[str, Path | None], ...],
) -> int:
    from circular.reports.rule_page import rule_line, severity_on
    from circular.rulebook import load_rules

    book = load_rules(rules_dirs)
    day = as_of or date.today()
    rules = [rule for rule in book.rules if subject in (None, rule.subject) and goal in (None, rule.goal)]
    for form, target in formats:
        if form == "json":
            told: list[dict[str, Any]] = [
                {
                    "code": rule.code, "name": rule.name, "subject": rule.subject, "severity": severity_on(rule, day),
                    "basis": rule.basis, "goal": rule.goal, "title": rule.title[tongue()], "file": rule.file,
                }
                for rule in rules
            ]  # fmt: skip
            options.write(
                json.dumps({"rulebook_version": book.version, "rules": told}, ensure_ascii=False, indent=1), target
            )
        else:
            count = say(f"{len(rules)} regler, udgave {book.version}", f"{len(rules)} rules, version {book.version}")
            options.write("\n".join([*(rule_line(rule, tongue(), day) for rule in rules), "", count]), target)
    return 0


@command.command(
    "show",
    help=say(
        "Vis en regel som en side: hvad den spørger om, hvorfor, fra hvornår og efter hvilken kilde.\n\nEksempel:  circular rules show low-emission-class",
        "Show a rule as a page: what it asks, why, since when and by which source.\n\nExample:  circular rules show low-emission-class",
    ),
)
@click.argument("rule", metavar=say("KODE", "CODE"))
@options.rules_dirs
@options.lang
def show(rule: str, rules_dirs: tuple[Path, ...]) -> int:
    from circular.reports.rule_page import rule_page
    from circular.rulebook import load_rules

    options.write(rule_page(load_rules(rules_dirs).rule(rule), tongue()), None)
    return 0


@command.command(
    "test",
    help=say(
        "Kør reglernes egne eksempler. Uden KODE køres alle.\n\nEksempel:  circular rules test --rules mine-regler",
        "Run the rules' own examples. Without CODE all are run.\n\nExample:  circular rules test --rules my-rules",
    ),
)
@click.argument("codes", nargs=-1, metavar=say("[KODE]…", "[CODE]…"))
@click.option(
    "--verbose", is_flag=True, help=say("Vis også de eksempler, der består.", "Show the examples that hold, too.")
)
@options.rules_dirs
@options.lang
def test(codes: tuple[str, ...], verbose: bool, rules_dirs: tuple[Path, ...]) -> int:
    from circular.faults import Fault
    from circular.rulebook import load_rules
    from circular.rulebook.derived_examples import run_derived
    from circular.rulebook.examples import run_rule

    book = load_rules(rules_dirs)
    rules = [book.rule(code) for code in codes] if codes else list(book.rules)
    ran = bad = 0
    for rule in rules:
        for run in run_rule(rule):
            ran += 1
            bad += not run.good
            if verbose or not run.good:
                mark = say("består", "holds") if run.good else say("FEJLER", "FAILS")
                click.echo(f"{mark} {rule.code} {run.example.file}:{run.example.line} {run.example.name}")
            if not run.good:
                wanted = say(
                    f"ventet {run.example.expect}, fik {run.got}", f"expected {run.example.expect}, got {run.got}"
                )
                click.echo(f"   |  {wanted}: {run.because[tongue()]}")
    for name, problem in () if codes else run_derived():
        ran += 1
        if problem is not None:
            bad += 1
            click.echo(f"{say('FEJLER', 'FAILS')} {name}: {problem}")
    if ran == 0:
        raise Fault("", "", ("reglerne har ingen eksempler", "the rules have no examples"), ("skriv examples: i regelfilen", "write examples: in the rule file"))  # fmt: skip
    click.echo(
        say(f"{ran} eksempler i {len(rules)} regler, {bad} fejler", f"{ran} examples in {len(rules)} rules, {bad} fail")
    )
    return 1 if bad else 0


@command.command(
    "schema",
    help=say(
        "Skriv JSON Schema for en regelfil, så en editor kan hjælpe.\n\nEksempel:  circular rules schema > regel.schema.json",
        "Write the JSON Schema of a rule file, so that an editor can help.\n\nExample:  circular rules schema > rule.schema.json",
    ),
)
@options.lang
def schema() -> int:
    from circular.rulebook.schema import rule_schema

    options.write(json.dumps(rule_schema(), ensure_ascii=False, indent=1), None)
    return 0
